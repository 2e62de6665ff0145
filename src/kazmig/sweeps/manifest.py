"""The record beside a kept result: what it was computed from, with which settings, and what it holds."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from kazmig.sweeps.errors import BrokenSweep

LIBRARIES: Final = ("numpy", "pandas", "pyarrow", "ruptures", "scipy", "statsmodels")
"""Whose versions are noted. They are for the reader: another version does not make a result stale, a test does."""


@dataclass(frozen=True)
class Manifest:
    """What is known of a kept result.

    Parameters
    ----------
    name
        Its name, and that of its files.
    computed_by
        The module that computes it.
    parameters
        The settings of the computation, plain values.
    seed
        The seed of what is simulated in it.
    rows, columns
        What the table holds.
    data, modules
        SHA-256 by file, relative to ``data/`` and to the package.
    result
        SHA-256 of the Parquet file.
    versions
        Versions of the libraries that computed it.
    """

    name: str
    computed_by: str
    parameters: Mapping[str, Any]
    seed: int
    rows: int
    columns: tuple[str, ...]
    data: Mapping[str, str]
    modules: Mapping[str, str]
    result: str
    versions: Mapping[str, str] = field(default_factory=lambda: {name: version(name) for name in LIBRARIES})

    def text(self) -> str:
        """Return the manifest as JSON, keys in order, without a clock."""
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def of(cls, path: Path) -> "Manifest":
        """Read a manifest.

        Raises
        ------
        BrokenSweep
            If the file is no manifest.
        """
        try:
            found = json.loads(path.read_text("utf-8"))
            return cls(**{**found, "columns": tuple(found["columns"])})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BrokenSweep(
                f"{path.name} is no manifest of a sweep ({error}). Remedy: `make sweep` writes it again."
            ) from error
