"""Compares a rebuild with what is published: every value by the ledger, every file by the site's checksums."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kazmig.runs import inputs, published, release
from kazmig.runs.comparing import compare
from kazmig.runs.errors import RunError

SUMS: Final = "checksums.txt"
UNEXPLAINED: Final = "unexplained"
COLUMNS: Final = ("kind", "id", "status", "published", "rebuilt", "why")
NAMED: Final = 3
"""Texts that a reason names."""
SAME: Final = ("identical", "within")


@dataclass(frozen=True)
class Checked:
    """One published thing beside its rebuild.

    Attributes
    ----------
    kind : str
        fact, figure or file.
    key : str
        Its id, or its path in the site.
    status : str
        identical; within (its declared tolerance); moved; new; vanished.
    published, rebuilt : str
        Both states in words; of figures and files a digest.
    why : str
        What the two were made from that differs; empty where nothing moved.
    """

    kind: str
    key: str
    status: str
    published: str = ""
    rebuilt: str = ""
    why: str = ""

    @property
    def row(self) -> dict[str, str]:
        """The comparison as a row of a table."""
        return dict(
            zip(COLUMNS, (self.kind, self.key, self.status, self.published, self.rebuilt, self.why), strict=True)
        )


def everything(root: Path, built: Path, site: str = "") -> list[Checked]:
    """Return each recorded fact and figure, and each file of the site, beside those of a rebuild.

    Parameters
    ----------
    root
        The repository that holds the ledger.
    built
        The repository in which the chapters were run; the same one, or a copy.
    site
        Folder or address of the published site; that of `root`, where it is built, when empty.

    Raises
    ------
    RunError
        If a chapter has not been run, or a site is named that has no checksums.
    """
    own = release.packages(built) if built != root else []  # a rebuild with an environment of its own ran in that one
    off = release.off_the_lock(built, own)
    reasons = Reasons.between(release.recorded(root), release.made_from(built), off)
    found = values(root, built, reasons)
    ours, theirs = root / "_build" / "html", built / "_build" / "html"
    if (theirs / SUMS).is_file() and (site or (built != root and (ours / SUMS).is_file())):
        found += files(text_of(site or str(ours)), theirs, reasons)
    return found


def values(root: Path, built: Path, reasons: "Reasons") -> list[Checked]:
    """Return each recorded fact and figure beside that of a rebuild."""
    found = []
    for each in compare(published.recorded(root), published.now(built, inputs.chapters(built))):
        before, after = (
            "" if value is None else str(value.text if value.kind == "fact" else value.value)
            for value in (each.before, each.after)
        )
        why = "" if each.status in SAME else reasons.of_chapter(each.known.key.partition(".")[0], built)
        found.append(Checked(each.known.kind, each.known.key, each.status, before, after, why))
    return found


def files(before: str, built: Path, reasons: "Reasons") -> list[Checked]:
    """Return each file of a published site, from the text of its checksums, beside that of a rebuilt one."""
    old, new = sums(before), sums(text_of(str(built)))
    found = []
    for name in sorted({*old, *new}):
        status = "new" if name not in old else "vanished" if name not in new else "identical"
        status = "moved" if name in old and name in new and old[name] != new[name] else status
        why = "" if status == "identical" else reasons.of_everything()
        found.append(Checked("file", name, status, old.get(name, "")[:16], new.get(name, "")[:16], why))
    return found


def sums(text: str) -> dict[str, str]:
    """Return digest by file from the text of a list of checksums.

    Examples
    --------
    >>> sums("ab12  index.html\\n")
    {'index.html': 'ab12'}
    """
    parts = (line.partition("  ") for line in text.splitlines() if line.strip())
    return {name: digest for digest, _, name in parts}


def text_of(place: str) -> str:
    """Return the checksums of a site that is a folder, or has an address.

    Raises
    ------
    RunError
        If there are none.
    """
    if place.startswith(("https://", "http://")):
        import requests

        address = f"{place.rstrip('/')}/{SUMS}"
        try:
            answer = requests.get(address, timeout=30)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise RunError(
                f"{address} cannot be read: {error}. Name the site's front folder, or a copy of it."
            ) from None
        return answer.text
    path = Path(place) / SUMS
    if not path.is_file():
        raise RunError(f"{path} is missing: it lists a site's files. Build the site first: make book")
    return path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Reasons:
    """What differs between what two builds were made from.

    Attributes
    ----------
    data, notebooks, code, texts : frozenset of str
        Tables, chapters, parts of the package, and files of prose, translations and settings whose digests differ.
    other : tuple of str
        Differences of libraries and platform, in words.
    recorded : bool
        Whether it is recorded at all what the published values were made from.
    """

    data: frozenset[str]
    notebooks: frozenset[str]
    code: frozenset[str]
    texts: frozenset[str]
    other: tuple[str, ...]
    recorded: bool

    @classmethod
    def between(cls, before: Mapping[str, Any], after: Mapping[str, Any], off: Sequence[str] = ()) -> "Reasons":
        """Compare two records of :mod:`kazmig.runs.release`; `off` names packages that are not the locked ones."""
        data, notebooks, code = (unlike(before.get(part, {}), after[part]) for part in ("data", "notebooks", "code"))
        # of what an older record does not hold nothing can be said
        texts = unlike(before["texts"], after["texts"]) if "texts" in before else frozenset()
        other = ["library: requirements.txt"] if before and before["lock"] != after["lock"] else []
        other += [f"library: {each}" for each in off]
        old, new = before.get("platform", {}), after["platform"]
        other += [f"platform: {name} {new[name]} for {old[name]}" for name in sorted(unlike(old, new)) if name in old]
        return cls(data, notebooks, code, texts, tuple(other), bool(before))

    def of_chapter(self, chapter: str, built: Path) -> str:
        """Return what could have moved a value of a chapter; `unexplained` if nothing could."""
        data = built / "data"
        read = {path.relative_to(data).as_posix() for path in inputs.tables(chapter, built)}
        code = self.code & {*(Path(part).stem for part in inputs.REACHED), "chapters"}
        parts = [f"data: {name}" for name in sorted(self.data & read)]
        parts += [f"code: notebooks/{chapter}.ipynb"] if chapter in self.notebooks else []
        return self.said([*parts, *(f"code: {name}" for name in sorted(code))])

    def of_everything(self) -> str:
        """Return what could have moved a file of the site."""
        parts = [f"data: {name}" for name in sorted(self.data)]
        parts += [f"code: notebooks/{name}.ipynb" for name in sorted(self.notebooks)]
        parts += [f"code: {name}" for name in sorted(self.code)]
        texts = sorted(self.texts)
        more = f" and {len(texts) - NAMED} more" if len(texts) > NAMED else ""
        return self.said([*parts, *([f"text: {', '.join(texts[:NAMED])}{more}"] if texts else [])])

    def said(self, parts: Sequence[str]) -> str:
        """Return reasons in words."""
        if not self.recorded:
            return "what it was made from is not recorded: kazmig publish"
        return "; ".join([*parts, *self.other]) or UNEXPLAINED


def unlike(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """Return the names under which two records hold different things, or only one holds anything."""
    return frozenset(name for name in {*before, *after} if before.get(name) != after.get(name))


def rebuild(root: Path, folder: Path, fresh: bool) -> str:
    """Build a copy of the repository in an empty folder.

    Parameters
    ----------
    root, folder
        The repository and where its copy goes, without what was made in it.
    fresh
        Whether it gets an environment of its own from the lock, with what ``make book`` sets up; else this one.

    Returns
    -------
    str
        What the build said if it did not come to its end; empty if it did. A build stops by itself when a published
        value moves: the chapters have run by then, and can be compared.

    Raises
    ------
    RunError
        If not every chapter ran.
    """
    copy(root, folder)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    if fresh:
        command = ["make", "book", f"PYTHON={sys.executable}"]
    else:
        command, kept = [sys.executable, "-m", "kazmig.cli", "book"], {**os.environ, "KAZMIG_ROOT": str(folder)}
    done = subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    said = (done.stderr.strip() or done.stdout.strip())[-3000:]
    ran = [(folder / "_build" / "runs" / name / "default" / "manifest.json") for name in inputs.chapters(folder)]
    if not all(path.is_file() for path in ran):
        raise RunError(f"The rebuild failed before every chapter had run:\n{said}")
    return said


def copy(root: Path, folder: Path) -> None:
    """Copy a repository's own files as they stand now."""
    for name in inputs.own(root):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, folder / name)
