"""Tells whoever builds the book how far it is: which chapters run, which cell they have reached, what is left.

On a terminal a small table that keeps itself up to date; elsewhere (a log, a pipe) one line when a step ends.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from kazmig.runs.workflow import Step

BAR_WIDTH = 24


class Display:
    """Follows a build and shows it.

    Parameters
    ----------
    console
        Where to show it.
    notes
        The folder in which each running chapter notes ``cell/cells``.
    clock
        Gives seconds; replaced in tests.
    """

    def __init__(self, console: Console, notes: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.console = console
        self.notes = notes
        self.clock = clock
        self.waiting: list[Step] = []
        self.running: dict[Step, float] = {}
        self.ended = 0

    @contextmanager
    def shown(self) -> Iterator["Display"]:
        """Keep the table on the screen inside the ``with`` block; without a terminal do nothing."""
        if not self.console.is_terminal:
            yield self
            return
        with Live(get_renderable=self.picture, console=self.console, refresh_per_second=5, transient=True):
            yield self

    def planned(self, steps: list[Step]) -> None:
        """Note what has to run."""
        self.waiting = list(steps)
        chapters = [step.chapter for step in steps if step.chapter]
        if not self.console.is_terminal and steps:
            self.console.print(f"to run: {', '.join(chapters) or 'no chapter'}; {len(steps)} steps", highlight=False)

    def started(self, step: Step) -> None:
        """Note that a step runs now."""
        self.running[step] = self.clock()
        self.waiting = [other for other in self.waiting if other != step]

    def finished(self, step: Step, good: bool) -> None:
        """Note that a step has ended, and leave a line about it."""
        seconds = self.clock() - self.running.pop(step, self.clock())
        self.ended += 1
        mark = Text("done  ", style="green") if good else Text("failed", style="bold red")
        line = Text.assemble(mark, f"  {step.name:<22}{seconds:6.1f} s   {self.remaining()}")
        self.console.print(line, highlight=False, soft_wrap=True)

    def remaining(self) -> str:
        """Return what is left, in words."""
        left = [*self.running, *self.waiting]
        return f"{len(left)} left: {', '.join(step.name for step in left)}" if left else "nothing left"

    def picture(self) -> RenderableType:
        """Return the table of running steps, with what waits below it."""
        table = Table.grid(padding=(0, 2))
        for step, since in list(self.running.items()):
            cell, cells = self.reached(step)
            bar = ProgressBar(total=cells or 1, completed=cell, width=BAR_WIDTH, pulse=not cells)
            table.add_row(step.name, bar, f"cell {cell} of {cells}" if cells else "", f"{self.clock() - since:.0f} s")
        waiting = ", ".join(step.name for step in self.waiting)
        return Group(table, Text(f"waiting: {waiting}" if waiting else "", style="dim"))

    def reached(self, step: Step) -> tuple[int, int]:
        """Return the cell that a running chapter has reached and how many it has; (0, 0) when that isn't known."""
        try:
            cell, cells = (self.notes / step.chapter).read_text("utf-8").split("/")
            return int(cell), int(cells)
        except (OSError, ValueError):
            return 0, 0
