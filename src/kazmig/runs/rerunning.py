"""Runs chapters again with other parameters or other data, and tells which published values move, and why."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kazmig.errors import KazmigError
from kazmig.report.staging import COMPARED, OTHER_DATA
from kazmig.runs import environment, execute
from kazmig.runs.comparing import Difference, Value, compare, listed, values
from kazmig.runs.errors import RunError

ROLE = re.compile(r"\{(?:fact|finding|figure|table|brief)\}`([^`]+)`")
NAMED = re.compile(r"\{([A-Za-z][\w.\-]*)\}")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z{*])")
UNEXPLAINED: Final = "unexplained"
COLUMNS: Final = ("kind", "id", "status", "published", "rerun", "difference", "relative", "why", "stands")


@dataclass(frozen=True)
class Move:
    """A published thing that a rerun moves.

    Attributes
    ----------
    difference : Difference
        Both states.
    why : str
        What the rerun computed it from that differs, or that nothing does.
    stands : tuple of str
        The sentences in which it stands, each with its page before it.
    """

    difference: Difference
    why: str
    stands: tuple[str, ...]

    @property
    def row(self) -> dict[str, str]:
        """The move as a row of a table: text, numbers in the value's own unit."""
        each = self.difference
        before, after = ("" if value is None else str(value.text or value.value) for value in (each.before, each.after))
        if each.known.kind == "finding" and each.before and each.after and before == after:
            before, after = str(each.before.value), str(each.after.value)
        if each.known.kind in ("figure", "table"):
            before, after = ("" if value is None else f"data {value.value}" for value in (each.before, each.after))
        return {
            "kind": each.known.kind,
            "id": each.known.key,
            "status": each.status,
            "published": before,
            "rerun": after,
            "difference": "" if each.amount is None else f"{each.amount:.6g}",
            "relative": "" if each.relative is None else f"{100 * each.relative:.3g}%",
            "why": self.why,
            "stands": " | ".join(self.stands),
        }


def moves(published: Path, rerun: Path, root: Path, parameters: Mapping[str, Any]) -> list[Move]:
    """Return what differs between a chapter's published run and another one.

    Parameters
    ----------
    published, rerun
        Folders of runs of one chapter.
    root
        The repository, for the sentences.
    parameters
        What the rerun was given that differs from the defaults.
    """
    before, after = (state(folder) for folder in (published, rerun))
    sources = [computed_from(folder) for folder in (published, rerun)]
    gone = left_out(published, rerun)
    places = sentences(root, published)
    return [
        Move(
            each,
            gone.get(each.known.key) or why(each, sources[0], sources[1], parameters),
            tuple(places.get(each.known.key, ())),
        )
        for each in compare(before, after)
        if each.status not in ("identical", "within")
    ]


def state(folder: Path) -> dict[tuple[str, str], Value]:
    """Return everything that a run publishes, by kind and id."""
    return {(value.kind, value.key): value for value in values(folder)}


def computed_from(folder: Path) -> dict[str, dict[str, Any]]:
    """Return of each thing of a run the rows, settings and code that it was computed from."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = {}
    for kind in ("facts", "findings", "figures", "tables"):
        for record in listed(manifest[kind]):
            key = str(record.get("key") or record["id"])
            found[key] = {name: record.get(name) for name in ("rows", "decisive_rows", "settings", "code", "period")}
            found[key]["data"] = content(folder, record.get("data"))
    return found


def left_out(published: Path, rerun: Path) -> dict[str, str]:
    """Return of each thing that a run on other data could not publish what stood in its way."""
    made, there = (json.loads((each / "manifest.json").read_text(encoding="utf-8")) for each in (published, rerun))
    failed = rerun / execute.FAILURES
    cells = json.loads(failed.read_text(encoding="utf-8")) if failed.is_file() else {}
    # a name is missing because an earlier cell, which would have given it, failed
    first = next((said for said in cells.values() if not said.startswith("NameError")), "")
    cells = {cell: first if first and said.startswith("NameError") else said for cell, said in cells.items()}
    found = {
        str(record.get("key") or record["id"]): cells[record["cell"]]
        for kind in ("facts", "findings", "figures", "tables")
        for record in listed(made[kind])
        if record.get("cell") in cells
    }
    return {key: f"cannot be computed: {said}" for key, said in {**found, **there.get("missing", {})}.items()}


def content(folder: Path, name: Any) -> str:
    """Return what a record's data file holds; empty where it has none."""
    path = folder / str(name)
    return path.read_text(encoding="utf-8") if name and path.is_file() else ""


def why(
    each: Difference,
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    parameters: Mapping[str, Any],
) -> str:
    """Say what a moved value was computed from that differs; `unexplained` if nothing does."""
    old, new = (side.get(each.known.key, {}) for side in (before, after))
    if not old or not new:
        return "published only here" if new else "no longer computed"
    reasons = []
    if old["rows"] != new["rows"]:
        reasons.append("other rows of data/")
    elif old["data"] != new["data"]:
        reasons.append("its rows hold other values")
    changed = [name for name, value in (new["settings"] or {}).items() if (old["settings"] or {}).get(name) != value]
    reasons += [f"computed with {name} = {(new['settings'] or {})[name]}" for name in changed]
    if not reasons and each.known.key and any(str(value) in str(each.known.text) for value in parameters.values()):
        reasons.append("prints a parameter")
    return "; ".join(reasons) or UNEXPLAINED


def sentences(root: Path, published: Path) -> dict[str, list[str]]:
    """Return the sentences in which each fact, finding, figure and table stands, each with its page before it."""
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    chapter = str(manifest["chapter"])
    prints = {str(record["key"]): str(record["text"]) for record in listed(manifest["facts"])}
    found: dict[str, list[str]] = {}
    own: dict[str, list[str]] = {}
    for page, text in texts(root):
        for sentence in SENTENCE.split(" ".join(text.split())):
            for key in dict.fromkeys(ROLE.findall(sentence)):
                said = ROLE.sub(lambda role: prints.get(role[1], f"[{role[1]}]"), sentence)
                place = own if page == f"notebooks/{chapter}" else found
                place.setdefault(key, []).append(f"{page}: {said}")
    found = {key: [*own.get(key, []), *found.get(key, [])] for key in {**own, **found}}
    for kind, field in (("findings", "statement"), ("figures", "title"), ("figures", "caption"), ("tables", "title")):
        for record in listed(manifest[kind]):
            template = str(record.get(f"{field}_template") or "")
            for name in dict.fromkeys(NAMED.findall(template)):
                key = name if "." in name else f"{chapter}.{name}"
                found.setdefault(key, []).append(f"{kind[:-1]} {record['id']}: {record[field]}")
    return found


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of the book's prose, each with its page."""
    for path in sorted((root / "book").glob("*.md")):
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            yield f"book/{path.stem}", paragraph
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                for paragraph in "".join(cell["source"]).split("\n\n"):
                    yield f"notebooks/{path.stem}", paragraph


@dataclass(frozen=True)
class Outcome:
    """What became of one chapter.

    Attributes
    ----------
    chapter : str
        Its name.
    moves : list of Move
        What moved.
    failed : str
        Why it could not be computed; empty if it was.
    published : int
        How many facts, findings, figures and tables the book publishes from it.
    """

    chapter: str
    moves: list[Move]
    failed: str = ""
    published: int = 0

    @property
    def lost(self) -> int:
        """How many of them cannot be computed any more."""
        return self.published if self.failed else sum(each.difference.after is None for each in self.moves)


def rerun(chapter: str, root: Path, parameters: Mapping[str, Any], elsewhere: Path | None = None) -> Outcome:
    """Run a chapter again and compare it with its published run.

    Parameters
    ----------
    chapter
        Name of the notebook without its ending.
    root
        The repository.
    parameters
        Values by name, in their declared types.
    elsewhere
        A repository with other data, from :func:`kazmig.runs.other_data.laid`; the run is made there.

    Raises
    ------
    RunError
        If the chapter has not been run with its defaults.
    """
    published = root / "_build" / "runs" / chapter / "default"
    if not (published / "manifest.json").is_file():
        raise RunError(f"{chapter} has no published run to compare with. Run it first: kazmig run {chapter}")
    with tempfile.TemporaryDirectory(prefix="kazmig-rerun-") as runs:
        try:
            if elsewhere is None:
                with environment.applied({COMPARED: "1"}):
                    folder = execute.run(chapter, root, parameters, into=Path(runs))
            else:
                folder = run_elsewhere(chapter, elsewhere, parameters)
        except KazmigError as error:
            return Outcome(chapter, [], str(error), len(state(published)))
        return Outcome(chapter, moves(published, folder, root, parameters), published=len(state(published)))


def run_elsewhere(chapter: str, root: Path, parameters: Mapping[str, Any]) -> Path:
    """Run a chapter of another repository in a process of its own, since the evidence is read by where it stands."""
    given = [part for name, value in parameters.items() for part in ("-p", f"{name}={value}")]
    done = subprocess.run(
        [sys.executable, "-m", "kazmig.cli", "run", chapter, *given],
        env={**os.environ, "KAZMIG_ROOT": str(root), OTHER_DATA: "1", COMPARED: "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RunError(done.stderr.strip() or done.stdout.strip())
    return Path(done.stdout.strip().splitlines()[-1])
