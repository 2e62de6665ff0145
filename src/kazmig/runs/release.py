"""What the published values were made from: ``data/published.json`` holds digests of data, code, notebooks and lock."""

import hashlib
import json
import os
import platform
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

from kazmig.runs import inputs
from kazmig.runs.published import LEDGER

RECORD: Final = "published.json"
SHORT: Final = 16
"""Hexadecimal digits of a digest."""
LOCK: Final = "requirements.txt"


def made_from(root: Path) -> dict[str, Any]:
    """Return what a build of this repository in this environment is made from.

    Returns
    -------
    dict
        ``data`` and ``notebooks``: digest by file; ``code``: digest by part of the package; ``lock``: digest of
        ``requirements.txt``; ``platform``: Python, system, processor and the kernels of its linear algebra, in words.
    """
    data = [path for path in inputs.evidence(root) if path.name not in (LEDGER, RECORD)]
    parts = sorted(
        path for path in inputs.PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    )
    return {
        "data": {path.relative_to(root / "data").as_posix(): digest([path]) for path in data},
        "notebooks": {path.stem: digest([path]) for path in sorted((root / "notebooks").glob("*.ipynb"))},
        "code": {path.stem: digest(sorted(path.rglob("*.py")) if path.is_dir() else [path]) for path in parts},
        "lock": digest([root / LOCK]),
        "platform": here(),
    }


def digest(files: Iterable[Path]) -> str:
    """Return one digest of files in their order."""
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:SHORT]


def here() -> dict[str, str]:
    """Return what of this machine can move the last digits of a number."""
    import numpy.linalg  # noqa: F401  # loads the library whose kernels are asked for
    from threadpoolctl import threadpool_info

    kernels = sorted({str(each.get("architecture", "")) for each in threadpool_info()} - {""})
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "kernels": ", ".join(kernels),
    }


def recorded(root: Path) -> dict[str, Any]:
    """Return what the published values were made from; empty when that is not recorded."""
    path = root / "data" / RECORD
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def record(root: Path, name: str) -> None:
    """Write what the values of release `name` are made from, whole or not at all."""
    text = json.dumps({"release": name, **made_from(root)}, indent=1, sort_keys=True, ensure_ascii=False)
    path = root / "data" / RECORD
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)


def off_the_lock(root: Path) -> list[str]:
    """Return the installed packages whose version is not the locked one, in words.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp())
    >>> _ = (folder / "requirements.txt").write_text("pytest==0.1 \\\\\\n    --hash=sha256:00\\n")
    >>> off_the_lock(folder)[0].startswith("pytest ")
    True
    """
    found = []
    for line in (root / LOCK).read_text(encoding="utf-8").splitlines():
        if line.startswith((" ", "#")) or "==" not in line:
            continue
        locked = Requirement(line.rstrip("\\ "))
        if locked.marker and not locked.marker.evaluate():
            continue  # a version for another Python or platform
        try:
            there = metadata.version(locked.name)
        except metadata.PackageNotFoundError:
            found.append(f"{locked.name} is not installed")
            continue
        if there not in locked.specifier:
            found.append(f"{locked.name} {there} instead of {str(locked.specifier).removeprefix('==')}")
    return found
