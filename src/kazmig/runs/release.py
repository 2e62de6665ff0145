"""What the published values were made from: ``data/published.json`` holds digests of data, code, notebooks and lock."""

import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

from kazmig.runs import inputs
from kazmig.runs.published import LEDGER
from kazmig.runs.staging import write_whole

RECORD: Final = "published.json"
SHORT: Final = 16
"""Hexadecimal digits of a digest."""
LOCK: Final = "requirements.txt"


def made_from(root: Path) -> dict[str, Any]:
    """Return what a build of this repository in this environment is made from.

    Returns
    -------
    dict
        ``data``, ``notebooks`` and ``texts`` (prose, translations, settings, the site's own files): digest by file;
        ``code``: digest by part of the package; ``lock``: digest of ``requirements.txt``; ``platform``: Python, system,
        processor and the kernels of its linear algebra, in words.
    """
    data = [path for path in inputs.evidence(root) if path.name not in (LEDGER, RECORD)]
    parts = sorted(
        path for path in inputs.PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    )
    other = {root / "data", root / "notebooks", root / LOCK}
    texts = [path for path in inputs.site(root) if path.suffix != ".py" and not other & {path, *path.parents}]
    return {
        "texts": {name_of(path, root): digest([path]) for path in texts},
        "data": {path.relative_to(root / "data").as_posix(): digest([path]) for path in data},
        "notebooks": {path.stem: digest([path]) for path in sorted((root / "notebooks").glob("*.ipynb"))},
        "code": {path.stem: digest(sorted(path.rglob("*.py")) if path.is_dir() else [path]) for path in parts},
        "lock": digest([root / LOCK]),
        "platform": here(),
    }


def name_of(path: Path, root: Path) -> str:
    """Return a file's path below the repository, or below the folder that holds the package where that is elsewhere."""
    return path.relative_to(root if path.is_relative_to(root) else inputs.PACKAGE.parents[1]).as_posix()


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
    write_whole(root / "data" / RECORD, text + "\n")


def packages(root: Path) -> list[str]:
    """Return the folders of the packages that a repository's own environment holds; none if it has no environment."""
    return sorted(str(path) for path in (root / ".venv").glob("lib/python*/site-packages"))


def off_the_lock(root: Path, folders: Sequence[str] = ()) -> list[str]:
    """Return the installed packages whose version is not the locked one, in words.

    Parameters
    ----------
    root
        The repository that holds the lock.
    folders
        Where packages are installed; those of this environment when empty.

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
        there = next(iter(metadata.distributions(name=locked.name, path=[*(folders or sys.path)])), None)
        if there is None:
            found.append(f"{locked.name} is not installed")
        elif there.version not in locked.specifier:
            found.append(f"{locked.name} {there.version} instead of {str(locked.specifier).removeprefix('==')}")
    return found
