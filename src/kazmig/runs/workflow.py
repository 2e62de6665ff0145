"""Lets Snakemake decide what has to run again, and run it side by side; tells a listener what happens.

Snakemake is called through its API, in this process: its events arrive as log records, and nothing of its own
output reaches the reader. Its working folder is ``_build``, so that its notes lie there as well.
"""

import fcntl
import logging
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

import psutil

from kazmig.runs import inputs, staging, stamps
from kazmig.runs.errors import RunError

SNAKEFILE = Path("workflow") / "Snakefile"
COMPARED = 500_000_000
"""Up to this size in bytes Snakemake compares contents; its own default would leave larger panels to the clock."""

SHOWN = 30
"""How many lines of a failed step's log the reader gets at most."""

LITTLE = 10_000_000
"""Bytes of free disk below which a failed step's words may have been lost, and the disk is named as a reason."""


@dataclass(frozen=True)
class Step:
    """One step of the book: the rule of the Snakefile and, for a run, the chapter."""

    rule: str
    chapter: str = ""

    @property
    def name(self) -> str:
        """What the reader is told."""
        return self.chapter or {"evidence": "evidence checked", "site": "pages"}.get(self.rule, self.rule)

    @property
    def log(self) -> str:
        """The file in ``_build/logs`` that holds what the step printed."""
        return f"run-{self.chapter}.txt" if self.chapter else f"{self.rule}.txt"


class Listener(Protocol):
    """Someone who follows a build."""

    def planned(self, steps: list[Step]) -> None:
        """Take note of all steps that have to run."""

    def started(self, step: Step) -> None:
        """Take note of a step that has started."""

    def finished(self, step: Step, good: bool) -> None:
        """Take note of a step that has ended."""


def build(root: Path, target: str, listener: Listener, cores: int | None = None) -> None:
    """Bring `target` up to date.

    Parameters
    ----------
    root
        The repository's folder.
    target
        A rule of the Snakefile: ``site`` for everything, ``chapters`` for the runs alone.
    listener
        Told what is planned, started and ended.
    cores
        How many steps run side by side; by default as many as this process may use.

    Raises
    ------
    RunError
        If a step failed (the others are finished first); names each failed step with what it printed.
    """
    build_folder = root / "_build"
    build_folder.mkdir(exist_ok=True)
    with _alone(build_folder):
        for chapter in inputs.chapters(root):  # also refuses a broken table of contents before anything starts
            (build_folder / "runs" / chapter).mkdir(parents=True, exist_ok=True)
            staging.clean(build_folder / "runs" / chapter)
        stamps.withdraw_untrue(root)
        _snakemake(root, target, listener, cores or _own_cores())


def _own_cores() -> int:
    """Return how many cores this process may use; macOS knows only how many there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _alone(build_folder: Path) -> Iterator[None]:
    """Hold the build's lock, which the system frees even when this process is killed (Snakemake's own stays)."""
    with (build_folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunError("Another build of this book is running. Wait for it, or stop it first.") from error
        yield


def _snakemake(root: Path, target: str, listener: Listener, cores: int) -> None:
    # imported here: it takes a second, and `kazmig run` has no use for it
    os.environ.setdefault("XDG_CACHE_HOME", str(root / "_build" / "cache"))
    from snakemake.api import SnakemakeApi
    from snakemake.scheduling.greedy import SchedulerSettings
    from snakemake.settings.enums import Quietness, RerunTrigger
    from snakemake.settings.types import (
        DAGSettings,
        ExecutionSettings,
        OutputSettings,
        ResourceSettings,
        SchedulingSettings,
    )

    quiet = OutputSettings(quiet={Quietness.ALL}, enable_file_logging=False)
    with SnakemakeApi(quiet) as snakemake:
        workflow = snakemake.workflow(
            ResourceSettings(cores=cores), snakefile=root / SNAKEFILE, workdir=root / "_build"
        )
        events = Events(listener, lambda: workflow._workflow.dag.needrun_jobs())
        log = logging.getLogger("snakemake.logging")
        log.addHandler(events)
        interrupted: list[int] = []
        events.watch(interrupted)
        try:
            # the sets of input files differ between the first run of a chapter (all tables) and the next (those that
            # it read), so a changed set alone is no reason; contents decide
            plan = workflow.dag(
                DAGSettings(
                    targets={target},
                    rerun_triggers={RerunTrigger.MTIME},
                    force_incomplete=True,
                    max_checksum_file_size=COMPARED,
                )
            )
            plan.execute_workflow(
                execution_settings=ExecutionSettings(keep_going=True, lock=False),
                # a handful of steps needs no integer programme to be put in order
                scheduling_settings=SchedulingSettings(scheduler="greedy"),
                scheduler_settings=SchedulerSettings(),
            )
        except Exception as error:
            if not events.failed and not interrupted:
                words = "\n".join([*events.complaints, str(error)])
                raise RunError(f"Snakemake could not make the book: {words}") from error
        finally:
            log.removeHandler(events)
            signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.SIGTERM in interrupted:
        raise SystemExit(128 + signal.SIGTERM)
    if interrupted:
        raise KeyboardInterrupt
    if events.failed:
        raise RunError("\n\n".join(_said(step, root) for step in events.failed))


def _watch(noted: list[int]) -> None:
    """Fill `noted` when someone interrupts or ends this process: Snakemake would wait for the steps that run.

    They are told to end, as a terminal tells them all at once; Snakemake then ends as if they had failed.
    """

    def note(number: int, frame: FrameType | None) -> None:
        noted.append(number)
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                child.terminate()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)


class Events(logging.Handler):
    """Translates Snakemake's log records into steps for a listener."""

    def __init__(self, listener: Listener, jobs: Any) -> None:
        super().__init__()
        self.listener = listener
        self.jobs = jobs
        self.running: dict[int, Step] = {}
        self.failed: list[Step] = []
        self.complaints: list[str] = []
        self.interrupted: list[int] = []

    def watch(self, interrupted: list[int]) -> None:
        """Note in `interrupted` who stops the build, from here on."""
        self.interrupted = interrupted
        _watch(interrupted)

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on what is planned, started, finished or failed; everything else is Snakemake's own business."""
        event = str(getattr(record, "event", ""))
        if event == "run_info":
            steps = [_step(job.rule.name, job.wildcards) for job in self.jobs()]
            self.listener.planned([step for step in steps if step.rule != "chapters"])
        elif event == "job_info":
            if threading.current_thread() is threading.main_thread():
                _watch(self.interrupted)  # Snakemake has put its own handler in the place of ours
            step = _step(getattr(record, "rule_name", ""), getattr(record, "wildcards", {}))
            if step.rule != "chapters":
                self.running[getattr(record, "jobid", -1)] = step
                self.listener.started(step)
        elif event in {"job_finished", "job_error"}:
            number = getattr(record, "job_id", getattr(record, "jobid", -1))
            ended = self.running.pop(number, None)
            if ended is not None:
                good = event == "job_finished"
                self.listener.finished(ended, good)
                self.failed += [] if good else [ended]
        elif record.levelno >= logging.ERROR:
            self.complaints.append(record.getMessage())


def _step(rule: str, wildcards: Any) -> Step:
    return Step(rule, dict(wildcards.items()).get("chapter", "") if wildcards else "")


def _said(step: Step, root: Path) -> str:
    """Return what a failed step printed: all of an error's text, the end of anything longer."""
    log = root / "_build" / "logs" / step.log
    lines = log.read_text("utf-8").strip().splitlines() if log.is_file() else []
    if len(lines) > SHOWN:
        lines = [f"{step.name} failed; the end of what it said (all of it: {log.relative_to(root)}):", *lines[-SHOWN:]]
    lines = lines or [f"{step.name} failed without a word; try: kazmig job {step.rule} {step.chapter}".rstrip()]
    free = shutil.disk_usage(root / "_build").free
    if free < LITTLE:  # on a full disk a step's last words may find no place in its log
        lines.append(
            f"No space left on device: {free // 1000} kB are free where _build lies. Make room, then give the same "
            "command again; what was finished before is as it was."
        )
    return "\n".join(lines)
