"""What the reader sees of a build, on a terminal and in a log."""

import io
from pathlib import Path

from rich.console import Console

from kazmig.runs.display import Display
from kazmig.runs.workflow import Step

FLOWS, POLICY, SITE = Step("run", "flows"), Step("run", "policy"), Step("site")


def display(tmp_path: Path, terminal: bool) -> tuple[Display, io.StringIO]:
    seconds = iter(range(100))
    written = io.StringIO()
    console = Console(file=written, force_terminal=terminal, width=100, color_system=None)
    return Display(console, tmp_path, lambda: float(next(seconds))), written


def test_a_log_gets_one_line_a_step(tmp_path: Path) -> None:
    shown, written = display(tmp_path, terminal=False)
    with shown.shown():
        shown.planned([FLOWS, POLICY, SITE])
        shown.started(FLOWS)
        shown.finished(FLOWS, good=True)
        shown.started(POLICY)
        shown.finished(POLICY, good=False)
    lines = written.getvalue().splitlines()
    assert lines[0] == "to run: flows, policy; 3 steps"
    assert lines[1].split() == ["done", "flows", "1.0", "s", "2", "left:", "policy,", "pages"]
    assert lines[2].split() == ["failed", "policy", "1.0", "s", "1", "left:", "pages"]
    assert len(lines) == 3
    assert shown.ended == 2


def test_the_terminal_shows_the_cell_that_is_reached(tmp_path: Path) -> None:
    shown, written = display(tmp_path, terminal=True)
    shown.planned([FLOWS, POLICY, SITE])
    shown.started(FLOWS)
    (tmp_path / "flows").write_text("7/23")
    shown.console.print(shown.picture())
    assert "flows" in written.getvalue()
    assert "cell 7 of 23" in written.getvalue()
    assert "waiting: policy, pages" in written.getvalue()


def test_a_note_that_is_missing_or_half_written_is_no_error(tmp_path: Path) -> None:
    shown, _ = display(tmp_path, terminal=True)
    assert shown.reached(FLOWS) == (0, 0)
    (tmp_path / "flows").write_text("7/")
    assert shown.reached(FLOWS) == (0, 0)
