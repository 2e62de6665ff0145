"""The whole way once: papermill executes a notebook that publishes; another process writes the same bytes."""

import json
import linecache
from pathlib import Path

import papermill
import pytest

CELLS = (
    "start_year: int = 1994  # first year shown [1991..2000]",
    "from kazmig import charts, evidence\nfrom kazmig.report import Report\n"
    'report = Report.open("flows", {"start_year": start_year})\n'
    'departures = evidence.load().series("departures_registered", start=start_year)',
    'report.fact("peak", lambda d: d["value"].max(), data=departures)',
    'report.figure("departures", charts.line_over_time(departures, unit="people"), data=departures,\n'
    '  title="It fell from {peak}",'
    '  caption="Departures.", alt="A line.", holds=lambda d: d["value"].iloc[-1] < d["value"].iloc[0])',
    "report.close()",
)


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file of a run."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def in_process(cells: tuple[str, ...]) -> None:
    """Run the cells here, as a script would."""
    space: dict[str, object] = {}
    for number, source in enumerate(cells):
        name = f"<cell {number}>"
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        exec(compile(source, name, "exec"), space)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # raised inside papermill and jupyter_client
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # pyzmq's event loop policy
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # sockets that jupyter_client closes late
def test_papermill_runs_a_notebook_that_publishes(repository):
    source = repository.notebook(*CELLS)
    made = papermill.execute_notebook(str(source), None, progress_bar=False, cwd=str(repository.root.parent))
    by_papermill = contents(repository.run())
    in_process(CELLS)
    assert contents(repository.run()) == by_papermill
    fact = json.loads((repository.run() / "facts.json").read_text(encoding="utf-8"))["flows.peak"]
    assert fact["code"] == 'lambda d: d["value"].max()'
    assert fact["cell"] == "flows-02"
    (note,) = made.cells[2].outputs
    assert note["data"]["application/vnd.kazmig.note+json"]["id"] == "flows.peak"
    (figure,) = made.cells[3].outputs
    assert figure["data"]["application/vnd.kazmig.figure+json"] == {"id": "flows.departures", "chapter": "flows"}
    assert "<svg" in figure["data"]["image/svg+xml"]
