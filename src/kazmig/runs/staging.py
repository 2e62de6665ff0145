"""A folder is written beside its place and renamed into it when all went well.

A run that fails or is killed leaves the folder of before as it was. What such a run leaves behind carries the
process that made it in its name; the next start removes it when that process is gone.
"""

import contextlib
import errno
import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LEFTOVER = re.compile(r"(?P<name>.+)\.(?P<kind>part|old)-(?P<host>[^@]+)@(?P<pid>\d+)")
"""How staging folders (``part``) and folders on their way out (``old``) are called, beside ``<name>``."""


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give an empty folder to write in, and put it in the place of `target` when the block ends without an error.

    Parameters
    ----------
    target
        The folder to replace; need not exist.

    Yields
    ------
    Path
        The staging folder, on the same file system as `target`.

    Examples
    --------
    >>> import tempfile
    >>> place = Path(tempfile.mkdtemp()) / "default"
    >>> with staged(place) as folder:
    ...     _ = (folder / "facts.json").write_text("{}")
    >>> [path.name for path in place.iterdir()]
    ['facts.json']
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    clean(target.parent)
    folder = _beside(target, "part")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
        swap(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(folder: Path, target: Path) -> None:
    """Put `folder` in the place of `target`.

    Two renames, since a folder that is not empty can't be renamed over; a process killed between them leaves the
    old folder under its ``old`` name, from which :func:`clean` brings it back. Where two processes do it at once, the
    one that comes second takes the place of the first.
    """
    outgoing = _beside(target, "old")
    while folder.exists():
        shutil.rmtree(outgoing, ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):
            target.rename(outgoing)
        try:
            folder.rename(target)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
    shutil.rmtree(outgoing, ignore_errors=True)


def clean(parent: Path) -> list[Path]:
    """Remove what dead processes of this machine left in `parent`, and bring back a folder lost between renames.

    Returns
    -------
    list of Path
        The leftovers that were dealt with.
    """
    dealt = []
    for path in sorted(parent.glob("*@*")):
        match = LEFTOVER.fullmatch(path.name)
        if match is None or match["host"] != socket.gethostname() or _alive(int(match["pid"])):
            continue
        target = parent / match["name"]
        if match["kind"] == "old" and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)
        dealt.append(path)
    return dealt


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole, or leave it as it was."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _beside(target: Path, kind: str) -> Path:
    # the machine's name too: on a cluster, process numbers of other machines mean nothing here
    return target.with_name(f"{target.name}.{kind}-{socket.gethostname()}@{os.getpid()}")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
