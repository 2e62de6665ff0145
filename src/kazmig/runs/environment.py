"""The surroundings of a kernel: the same on every machine, and quick to start.

A notebook must not come out differently because someone's shell sets a time zone, a hash seed or a plotting
backend, and two kernels side by side must not fight for the cores. What is set here reaches the kernel through the
process environment, because that is the only thing that papermill, nbclient and the kernel all pass on.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kazmig.runs import limits

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""One thread of linear algebra a kernel: chapters run side by side, and sums keep one order of addition."""

STEADY = {
    "PYTHONHASHSEED": "0",  # the order of a set of strings, where one is printed
    "PYTHONUTF8": "1",
    "TZ": "UTC",
    "MPLBACKEND": "agg",
    "JUPYTER_PLATFORM_DIRS": "1",  # keeps jupyter_core from warning about a change of folders
    "JUPYTER_PREFER_ENV_PATH": "1",  # this environment's kernel, not one that a user installed under the same name
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""Settings that an executed notebook could show, or that a user's own set-up could change."""

LONGEST_SOCKET = 90
"""In characters; macOS allows 104 for the whole path, of which the port's ending takes some."""

UNSET = ("PYTHONDONTWRITEBYTECODE", "PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONINSPECT", "PYTHONBREAKPOINT")
"""What would slow a kernel down or change it: without bytecode each kernel needs seconds to import pandas."""


def settings(run_folder: Path, scratch: Path) -> dict[str, str | None]:
    """Return the variables of a kernel that runs for `run_folder`; ``None`` means that a variable is taken away.

    Parameters
    ----------
    run_folder
        Where :mod:`kazmig.report` writes; handed over as ``KAZMIG_RUN_DIR``.
    scratch
        An empty folder for IPython's profile and history, so that nobody's start-up files take part.
    """
    return {
        **ONE_THREAD,
        **STEADY,
        **dict.fromkeys(UNSET),
        "KAZMIG_RUN_DIR": str(run_folder),
        "IPYTHONDIR": str(scratch),
        "JUPYTER_RUNTIME_DIR": str(scratch),
    }


def kernel(scratch: Path) -> dict[str, Any]:
    """Return how papermill is to start and stop a kernel: over sockets in `scratch`, and without words of its own.

    Two kernels that start side by side can be given the same network port; sockets in a folder of one's own can't
    meet. The system limits the length of a socket's path, so that a deep temporary folder falls back to ports.

    Raises
    ------
    RunError
        If a limit of time or memory is set to something that is none.
    """
    from traitlets.config import Config

    sockets = str(scratch / "kernel")
    options: dict[str, Any] = {
        "extra_arguments": ["--IPKernelApp.log_level=CRITICAL", *limits.kernel_arguments()],
        "execution_timeout": limits.seconds(),
        # when the last cell has answered nothing is left to wait for; asked politely, one kernel in twenty takes 3 s
        "shutdown_kernel": "immediate",
    }
    if os.name == "posix" and len(sockets) <= LONGEST_SOCKET:
        options["config"] = Config({"KernelManager": {"transport": "ipc", "ip": sockets}})
    return options


@contextmanager
def applied(changes: Mapping[str, str | None]) -> Iterator[None]:
    """Set the process environment to `changes` inside the ``with`` block, and put it back afterwards.

    Examples
    --------
    >>> import os
    >>> with applied({"TZ": "UTC"}):
    ...     os.environ["TZ"]
    'UTC'
    """
    before = {name: os.environ.get(name) for name in changes}
    try:
        _set(changes)
        yield
    finally:
        _set(before)


def _set(changes: Mapping[str, str | None]) -> None:
    for name, value in changes.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
