"""Building the site: executed notebooks and prose are staged, Sphinx writes beside, and the whole is swapped in."""

import contextlib
import fcntl
import io
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from kazmig.site import checksums, parts
from kazmig.site.languages import building
from kazmig.site.languages.tongues import SOURCE, TONGUES
from kazmig.site.published import SiteError

PAGES = (".md", ".ipynb")
WORK = ".site"  # in _build: what Sphinx keeps between builds; never published
KEPT = ("html", "doctrees", "jupyter_execute")
LEFT_OUT = shutil.ignore_patterns(
    "*webpack-macros.html",
    ".buildinfo*",
    "*.map",
    "*.scss",
    "*.ttf",
    "styles",
    "scripts",
    "locales",
    "images",
    "basic.css",
    "pygments.css",
    "mystnb*.css",
    "sphinx-*",
    "sbt-webpack*",
    "copybutton*",
    "clipboard*",
    "check-solid.svg",
    "copy-button.svg",
    "design-*",
    "sphinx_design*",
    "togglebutton*",
    "webpack*",
    "plus.png",
    "minus.png",
    "file.png",
    *parts.STYLES,
)
"""What the theme and extensions bring that no page of ours loads."""


def pages_of(toc: Path) -> list[str]:
    """Return the pages that a table of contents names, without suffix, in order.

    Raises
    ------
    SiteError
        If the file is missing or not in Jupyter Book's format.
    """
    try:
        content = yaml.safe_load(toc.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SiteError(f"{toc}: cannot be read ({error}). Remedy: restore it from the repository.") from error
    if not isinstance(content, dict) or "root" not in content:
        raise SiteError(f"{toc}: names no root page. Remedy: it needs `format: jb-book` and `root: book/index`.")
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            for key in ("root", "file"):
                if key in node:
                    found.append(str(node[key]).removesuffix(".md").removesuffix(".ipynb"))
            for key in ("parts", "chapters", "sections", "subtrees", "entries"):
                walk(node.get(key))
        elif isinstance(node, list):
            for item in node:
                walk(item)

    walk(content)
    return found


def staged_files(root: Path) -> dict[str, Path]:
    """Return what belongs on the stage: path there to the file it mirrors.

    Executed notebooks stand in for the sources, at the same paths, so that one table of contents serves both.

    Raises
    ------
    SiteError
        If a page of the table of contents is missing, or its notebook has not been run.
    """
    files = {name: root / name for name in ("_config.yml", "_toc.yml")}
    for path in sorted((root / "book").rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
            files[path.relative_to(root).as_posix()] = path
    problems = []
    for page in pages_of(root / "_toc.yml"):
        if page.startswith("notebooks/"):
            chapter = page.removeprefix("notebooks/")
            executed = root / "_build" / "runs" / chapter / "default" / "notebook.ipynb"
            if not (root / f"{page}.ipynb").is_file():
                problems.append(f"_toc.yml names {page}, but {page}.ipynb does not exist: write it, or remove the line")
            elif not executed.is_file():
                problems.append(f"{page}.ipynb has not been run: `kazmig run {chapter}`")
            files[f"{page}.ipynb"] = executed
        elif f"{page}.md" not in files:
            problems.append(f"_toc.yml names {page}, but {page}.md does not exist: write it, or remove the line")
    problems += [f"{name} is missing" for name, path in files.items() if "/" not in name and not path.is_file()]
    if problems:
        raise SiteError("\n".join(["the site cannot be built:", *(f"- {problem}" for problem in problems)]))
    return files


def stage(root: Path) -> tuple[Path, bool]:
    """Mirror the book in ``_build/stage``; unchanged files keep their times, so that Sphinx leaves them alone.

    Returns
    -------
    tuple of Path and bool
        The folder, and whether files had to leave it.
    """
    folder = root / "_build" / "stage"
    files = staged_files(root)
    for name, source in files.items():
        target, content = folder / name, source.read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    fewer = False
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
            fewer = True
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    return folder, fewer


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[int]:
    """Wait until no other process builds in this folder; the system frees the lock of one that was killed.

    Yields
    ------
    int
        The lock's file descriptor: a process that inherits it holds the lock too, until it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def sphinx(source: Path, output: Path, doctrees: Path, more: Mapping[str, Any], builder: str = "html") -> None:
    """Run Sphinx as Jupyter Book configures it, with execution off and every warning an error.

    Raises
    ------
    SiteError
        With what Sphinx said.
    """
    from jupyter_book.sphinx import build_sphinx

    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        result = build_sphinx(
            source,
            output,
            noconfig=True,
            path_config=source / "_config.yml",
            confoverrides={
                "external_toc_path": (source / "_toc.yml").as_posix(),
                "latex_individualpages": False,
                "nb_execution_mode": "off",
                **more,
            },
            doctreedir=doctrees,
            builder=builder,
            warningiserror=True,
            keep_going=True,
            quiet=True,
        )
    if result != 0:
        text = said.getvalue().replace(f"{source}{os.sep}", "").strip()
        raise SiteError(f"the pages could not be built.\n{text or result}")


def check_pages(html: Path, root: Path) -> None:
    """Assert that every page of the table of contents came out and is not empty.

    Raises
    ------
    SiteError
        Naming the pages.
    """
    empty = [
        page
        for page in pages_of(root / "_toc.yml")
        if not (html / f"{page}.html").is_file() or "<h1" not in (html / f"{page}.html").read_text(encoding="utf-8")
    ]
    if empty:
        raise SiteError(
            f"no page, or an empty one, came out for: {', '.join(empty)}. Remedy: give the page a heading and text."
        )


def swap(new: Path, place: Path) -> None:
    """Put a folder in the place of another; two renames, and :func:`recover` mends what dies between them."""
    old = place.with_name(f"{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def recover(place: Path) -> None:
    """Bring back a site that a killed build had moved away, and remove a half-copied one."""
    old = place.with_name(f"{place.name}.old")
    if old.is_dir() and not place.exists():
        old.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(place.with_name(f"{place.name}.new"), ignore_errors=True)


def build(root: Path, languages: Sequence[str] = tuple(TONGUES)) -> Path:
    """Build the site of a repository whose chapters have been run.

    Parameters
    ----------
    root : Path
        The repository's folder.
    languages : sequence of str
        Which languages; English is always among them.

    Returns
    -------
    Path
        ``_build/html/index.html``.

    Raises
    ------
    SiteError
        If a page, run, fact, figure, source or reference is missing; the site of before stays as it was.
    """
    folder, place = root / "_build", root / "_build" / "html"
    work = folder / WORK
    with alone(work) as lock:
        recover(place)
        source, fewer = stage(root)
        unfinished = work / "unfinished"
        # What a build that died half-way kept cannot be trusted, and Sphinx leaves the pages of removed files lying.
        if fewer or unfinished.exists():
            for name in (*KEPT, *TONGUES):
                shutil.rmtree(work / name, ignore_errors=True)
        unfinished.touch()
        codes = building.known(root, languages)
        building.prepare(root, codes)
        with building.beside(root, codes, lock):
            sphinx(source, work / "html", work / "doctrees", building.options(work, SOURCE, codes))
            check_pages(work / "html", root)
        new = place.with_name("html.new")
        shutil.copytree(work / "html", new, ignore=LEFT_OUT)
        building.copy(work, new, codes)
        checksums.write(new)
        swap(new, place)
        unfinished.unlink()
    return place / "index.html"
