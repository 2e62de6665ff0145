"""The pages of the other languages: built by Sphinx from the same stage, each in a process of its own."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kazmig.site.languages.compiling import compile_all
from kazmig.site.languages.switching import OWN, STATUS
from kazmig.site.languages.tongues import SOURCE, TONGUES, folder
from kazmig.site.published import SiteError

LISTED = "languages.json"
"""What the site says of its languages to machines: how much of each page is translated."""

KEPT = ("html", "doctrees")
LOCALE = "locale"
FOLDERS = ("figures", "cards")
"""The folders of a language's pages that hold more than pages."""


def known(root: Path, wanted: Iterable[str]) -> list[str]:
    """Return the languages to build: English, and those wanted that have catalogues."""
    return [code for code in TONGUES if code == SOURCE or (code in wanted and folder(root, code).is_dir())]


def options(work: Path, code: str, codes: Sequence[str]) -> dict[str, Any]:
    """Return what Sphinx is told of the language of a build, and of the others."""
    if code == SOURCE:
        return {"kazmig_languages": list(codes)}
    return {"kazmig_languages": list(codes), "language": code, "locale_dirs": [(work / LOCALE).as_posix()]}


def digest(root: Path, work: Path, code: str, codes: Sequence[str]) -> str:
    """Return a digest of all that a language's pages are made from."""
    from kazmig.site.extension import code_digest

    build = root / "_build"
    text = hashlib.sha256(f"{code_digest()} {list(codes)} {os.environ.get('KAZMIG_SITE_URL', '')}".encode())
    for place in (build / "stage", build / "runs", root / "data", work / LOCALE / code):
        for path in sorted(each for each in place.rglob("*") if each.is_file()):
            known = path.stat()
            text.update(f"{path} {known.st_size} {known.st_mtime_ns}\n".encode())
    return text.hexdigest()


def build_one(root: Path, code: str, codes: Sequence[str]) -> None:
    """Build the pages of one language, unless nothing that they are made from has changed.

    Raises
    ------
    SiteError
        With what Sphinx said.
    """
    from kazmig.site.build import sphinx

    work = root / "_build" / ".site"
    place, source = work / code, root / "_build" / "stage"
    stamp = place / "made-from"
    now = digest(root, work, code, codes)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == now:
        return
    if place.exists() and not stamp.is_file():
        shutil.rmtree(place)  # a build that died half-way: nothing of it can be trusted
    stamp.unlink(missing_ok=True)
    sphinx(source, place / "html", place / "doctrees", options(work, code, codes))
    stamp.write_text(now, encoding="utf-8")


@contextlib.contextmanager
def beside(root: Path, codes: Sequence[str], lock: int) -> Iterator[None]:
    """Build the pages of every language but English while the English ones are built.

    The processes that do it inherit the build's `lock`: when this one is killed alone, the next build waits for them.

    Raises
    ------
    SiteError
        If one of them could not be built.
    """
    environment = {**os.environ, "KAZMIG_ROOT": str(root)}
    started: dict[str, subprocess.Popen[str]] = {}
    for code in codes:
        if code != SOURCE:
            started[code] = subprocess.Popen(
                [sys.executable, "-m", "kazmig.site.languages.building", str(root), code, *codes],
                env=environment,
                pass_fds=(lock,),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
    try:
        yield
        problems = []
        for code, process in started.items():
            said, _ = process.communicate()
            if process.returncode:
                problems.append(f"the pages in {code!r}:\n{said.strip()}")
        if problems:
            raise SiteError("\n".join(problems))
    finally:
        for process in started.values():
            if process.poll() is None:
                process.terminate()
                process.communicate()


def prepare(root: Path, codes: Sequence[str]) -> None:
    """Check and compile the catalogues, and remove what a language that is not built any more has left."""
    work = root / "_build" / ".site"
    others = tuple(code for code in codes if code != SOURCE)
    compile_all(root, work / LOCALE, others)


def copy(work: Path, new: Path, codes: Iterable[str]) -> None:
    """Put the pages of the other languages beside the English ones; what they share is there already."""
    listed: dict[str, Any] = {}
    for code in codes:
        if code == SOURCE:
            continue
        source = work / code / "html"
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source)
            own = name.as_posix() in {f"_static/{each}" for each in OWN}
            page = name.suffix == ".html" and name.parts[0] != "_static"
            if path.is_file() and (own or page or name.name == "searchindex.js" or name.parts[0] in FOLDERS):
                (new / code / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, new / code / name)
        listed[code] = json.loads((work / LOCALE / code / STATUS).read_text(encoding="utf-8"))
    if listed:
        text = json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True)
        (new / LISTED).write_text(f"{text}\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Build one language: the repository, its code, and the codes of all languages."""
    from kazmig.errors import KazmigError

    root, code, *codes = arguments
    try:
        build_one(Path(root), code, codes)
    except KazmigError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
