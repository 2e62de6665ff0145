"""What a cell may take at most: time, and memory; both are set by the environment of the command.

A notebook that hangs would otherwise hold the build for ever, and one that eats memory would take the machine with it.
"""

import os

from kazmig.runs.errors import RunError

SECONDS = "KAZMIG_CELL_SECONDS"
MEMORY = "KAZMIG_KERNEL_MEMORY"

PATIENCE = 600
"""Seconds a cell may run; the slowest of the book needs a few on a common machine."""


def seconds() -> int:
    """Return how long a cell may run.

    Raises
    ------
    RunError
        If ``KAZMIG_CELL_SECONDS`` is set, and not to a whole number above zero.

    Examples
    --------
    >>> seconds()
    600
    """
    return _whole(SECONDS, "seconds a cell may run") or PATIENCE


def megabytes() -> int | None:
    """Return how much memory a kernel may reserve; none is set unless someone does.

    Raises
    ------
    RunError
        If ``KAZMIG_KERNEL_MEMORY`` is set, and not to a whole number above zero.
    """
    return _whole(MEMORY, "megabytes a kernel may reserve")


def kernel_arguments() -> list[str]:
    """Return what a kernel is told at its start, so that it keeps to the memory it may have."""
    most = megabytes()
    if most is None:
        return []
    return [
        f"--IPKernelApp.exec_lines=import resource; resource.setrlimit(resource.RLIMIT_AS, ({most * 10**6},) * 2)",
    ]


def _whole(name: str, meaning: str) -> int | None:
    given = os.environ.get(name, "").strip()
    if not given:
        return None
    if not given.isdecimal() or int(given) == 0:
        raise RunError(f"{name}={given}: give a whole number above zero ({meaning}), or unset it.")
    return int(given)
