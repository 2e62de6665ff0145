"""Speed of the pipeline as ratios against a peer in the same run: `make bench` prints the table.

Absolute times drift between machines and hours; a ratio within one run holds. Each pair is run alternately, and the
medians are compared.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import papermill
from rich.console import Console
from rich.table import Table

from kazmig import paths
from kazmig.evidence import package

ROUNDS = 3


def median_times(*tasks: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Run the tasks in turn, several rounds, and return the median seconds of each."""
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(rounds):
        for task, times in zip(tasks, taken, strict=True):
            started = time.perf_counter()
            task()
            times.append(time.perf_counter() - started)
    return [statistics.median(times) for times in taken]


def bare_read() -> None:
    """Read all tables of observations with pandas, without a check and without lineage."""
    for file in sorted((paths.data() / "observations").glob("*.csv")):
        pd.read_csv(file, dtype=str, keep_default_na=False)


def kazmig(*arguments: str) -> None:
    """Run the command line, quietly."""
    subprocess.run([sys.executable, "-m", "kazmig.cli", *arguments], check=True, capture_output=True)


def stock_loop() -> None:
    """Execute the chapters one after the other with papermill as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        for notebook in sorted((paths.root() / "notebooks").glob("*.ipynb")):
            papermill.execute_notebook(str(notebook), str(Path(folder) / notebook.name), progress_bar=False)


def chapters() -> None:
    """Execute the chapters as the book does: side by side, under Snakemake, from nothing."""
    for stamp in (paths.build() / "stamps").glob("run-*"):
        stamp.unlink()
    kazmig("book", "--chapters-only")


def main() -> None:
    """Print the table of ratios."""
    table = Table("what", "seconds", "peer", "seconds", "ratio")
    load, bare = median_times(lambda: package.read(paths.data()), bare_read)
    table.add_row(
        "load the evidence, checked, with lineage",
        f"{load:.2f}",
        "pandas.read_csv",
        f"{bare:.2f}",
        f"{load / bare:.1f}",
    )
    ours, stock = median_times(chapters, stock_loop, rounds=1)
    table.add_row("all chapters", f"{ours:.0f}", "papermill in a loop", f"{stock:.0f}", f"{ours / stock:.2f}")
    kazmig("book")
    nothing, help_text = median_times(lambda: kazmig("book"), lambda: kazmig("--help"))
    table.add_row(
        "book, nothing changed", f"{nothing:.1f}", "kazmig --help", f"{help_text:.2f}", f"{nothing / help_text:.0f}"
    )
    Console().print(table)


if __name__ == "__main__":
    main()
