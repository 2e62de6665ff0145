"""Runs one chapter: papermill executes its notebook into a folder beside the target, which is then swapped in."""

import json
import logging
import os
import re
import shutil
import tempfile
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kazmig.report import parameters
from kazmig.report.staging import OTHER_DATA
from kazmig.runs import environment, limits, staging
from kazmig.runs.errors import RunError
from kazmig.runs.inputs import PACKAGE
from kazmig.runs.normalise import normalise

Progress = Callable[[int, int], None]
"""Told before each cell: its position from 1, and how many cells there are."""

KERNEL = "python3"
FAILURES = "failures.json"
"""In a run on other data: how its cells failed, by the cell's id."""
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
FRAME = re.compile(r"^File (\S+?):(\d+), in ([^\n(]+)", re.MULTILINE)
"""How IPython's traceback names a place in a file."""
CELL_LINE = re.compile(r"^Cell In\[\d+\], line (\d+)", re.MULTILINE)
"""How it names the line of a cell."""


def notebook_of(chapter: str, root: Path) -> Path:
    """Return the notebook of `chapter`.

    Raises
    ------
    RunError
        If there is none; names the chapters that exist.
    """
    path = root / "notebooks" / f"{chapter}.ipynb"
    if not path.is_file():
        there = ", ".join(sorted(found.stem for found in path.parent.glob("*.ipynb"))) or "none"
        raise RunError(f"There is no chapter {chapter!r}: notebooks/{chapter}.ipynb is missing. Chapters: {there}.")
    return path


def run(
    chapter: str,
    root: Path,
    values: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    into: Path | None = None,
) -> Path:
    """Execute a chapter's notebook and return the folder of the run.

    Parameters
    ----------
    chapter
        Name of the notebook without its ending, such as ``flows``.
    root
        The repository's folder.
    values
        Parameters by name, in their declared types; the others keep their defaults.
    progress
        Called before each cell.
    into
        The folder of runs; ``_build/runs`` when None.

    Returns
    -------
    Path
        ``_build/runs/<chapter>/default``, or a folder named by the hash of the parameters when one differs from its
        default. It holds ``notebook.ipynb`` and what the notebook published.

    Raises
    ------
    KazmigError
        If the chapter does not exist, a parameter is unknown, of the wrong type or out of range (before anything
        runs), a cell fails, or the notebook publishes nothing. The previous run is left as it was.
    """
    notebook = notebook_of(chapter, root)
    declared = parameters.declared(notebook)
    given = parameters.check(dict(values or {}), declared)
    target = (into or root / "_build" / "runs") / chapter / parameters.folder(given, declared)
    with staging.staged(target) as folder, tempfile.TemporaryDirectory(prefix="kazmig-") as scratch:
        executed = folder / "notebook.ipynb"
        changed = {} if target.name == "default" else given
        with environment.applied(environment.settings(folder, Path(scratch))):
            _execute(chapter, notebook, executed, changed, root, progress, environment.kernel(Path(scratch)))
        if not (folder / "manifest.json").is_file():
            raise RunError(
                f"{chapter}: the notebook ran to its end and published nothing: no manifest.json was written. "
                "Open a report in its second cell (Report.open) and end with a cell that says report.close()."
            )
    return target


def _execute(
    chapter: str,
    notebook: Path,
    output: Path,
    values: dict[str, Any],
    root: Path,
    progress: Progress | None,
    kernel: dict[str, Any],
) -> None:
    # imported here: `kazmig --help` and the error of a wrong name need none of them
    import nbformat
    from nbclient.exceptions import CellTimeoutError
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import execute_notebook

    from kazmig.runs.engine import following

    logging.getLogger("papermill").setLevel(logging.ERROR)
    source = nbformat.read(notebook, as_version=4)
    total = sum(cell.cell_type == "code" for cell in source.cells)
    reached: list[int] = [0]
    other = bool(os.environ.get(OTHER_DATA))
    try:
        executed = execute_notebook(
            notebook,
            output,
            parameters=values,
            kernel_name=KERNEL,
            engine_name=following(_counting(reached, total, progress)),
            request_save_on_cell_execute=False,
            progress_bar=False,
            cwd=root,
            allow_errors=other,
            **kernel,
        )
    except PapermillExecutionError as error:
        if other and (output.parent / "manifest.json").is_file():
            _note_failures(output, source)
            return
        kept = _keep_failed(chapter, output, root)
        message = _failure(chapter, error, source, kept.relative_to(root))
        raise RunError(message) from error
    except CellTimeoutError as error:
        stuck = [cell.source for cell in source.cells if cell.cell_type == "code"][reached[0] - 1]
        raise RunError(
            f"{chapter}: code cell {reached[0]} of {total} ran longer than {limits.seconds()} seconds and was stopped: "
            f"{_first_line(stuck)}\nThe previous run is as it was. If the cell needs longer, allow it: "
            f"{limits.SECONDS}={3 * limits.seconds()} kazmig run {chapter}"
        ) from error
    except (RuntimeError, TimeoutError) as error:  # the kernel did not start, or died
        raise RunError(
            f"{chapter}: the kernel stopped at code cell {reached[0]} of {total}: {error}. The previous run is as it "
            "was. A kernel that dies without a word was mostly stopped by the system for want of memory: build with "
            f"--cores 1, or set {limits.MEMORY} (megabytes a kernel), so that the cell itself is told. "
            f"Rerun just this chapter with: kazmig run {chapter}"
        ) from error
    normalise(executed, [cell.get("id", "") for cell in source.cells], root)
    nbformat.write(executed, output)


def _note_failures(output: Path, source: Any) -> None:
    """Keep which cells failed on other data, and how, for who asks what is left of the chapter."""
    import nbformat

    known = {cell.get("id") for cell in source.cells}
    found = {
        cell["id"]: f"{each.ename}: {ANSI.sub('', each.evalue)}"
        for cell in nbformat.read(output, as_version=4).cells
        for each in cell.get("outputs", ())
        if each.output_type == "error" and cell["id"] in known
    }
    (output.parent / FAILURES).write_text(json.dumps(found, indent=1), encoding="utf-8")


def _counting(reached: list[int], total: int, progress: Progress | None) -> Callable[[], None]:
    def next_cell() -> None:
        reached[0] += 1
        if progress is not None:
            progress(min(reached[0], total), total)

    return next_cell


def _keep_failed(chapter: str, output: Path, root: Path) -> Path:
    kept = root / "_build" / "failed" / f"{chapter}.ipynb"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(output, kept)
    return kept


def _failure(chapter: str, error: Any, source: Any, kept: Path) -> str:
    """Return chapter, cell, error, the place in our code and how to rerun, as lines of text."""
    # papermill counts the cell of injected parameters too: find the cell again by what stands in it
    position = next(
        (number for number, cell in enumerate(source.cells, 1) if cell.source == error.source),
        error.cell_index + 1,
    )
    trace = ANSI.sub("", "\n".join(error.traceback))
    stopped = [int(number) for number in CELL_LINE.findall(trace)]
    frames = [(Path(path).expanduser(), line, name) for path, line, name in FRAME.findall(trace)]
    ours = [frame for frame in frames if frame[0].is_relative_to(PACKAGE.parent)]
    places = [
        *(f"line {number} of the cell: {error.source.splitlines()[number - 1].strip()}" for number in stopped[:1]),
        *(f"{path.relative_to(PACKAGE.parent)}, line {line}, in {name.strip()}" for path, line, name in ours[-1:]),
    ]
    lines = [
        f"{chapter}: cell {position} of {len(source.cells)} failed: {_first_line(error.source)}",
        textwrap.indent(f"{error.ename}: {error.evalue}", "  "),
        *(f"  {place}" for place in places),
        *_about_memory(error.ename),
        f"The previous run is as it was. What was executed so far: {kept}",
        f"Rerun just this chapter with: kazmig run {chapter}",
    ]
    return "\n".join(lines)


def _first_line(source: str) -> str:
    return next((line.strip() for line in source.splitlines() if line.strip()), "")


def _about_memory(kind: str) -> list[str]:
    """Say whose limit a cell has met, where it ran out of memory."""
    most = limits.megabytes()
    if most is None or not kind.endswith("MemoryError"):
        return []
    return [f"A kernel may reserve {most} megabytes, by {limits.MEMORY}. If the chapter needs more, raise it."]
