"""Writing and reading kept results: the same bytes for the same table, and nothing handed out that is out of date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kazmig import evidence, paths
from kazmig.sweeps import digests
from kazmig.sweeps.errors import BrokenSweep, MissingSweep, StaleSweep, SweepError
from kazmig.sweeps.manifest import Manifest

FOLDER: Final = "sweeps"
"""Their folder in ``data/``."""


@dataclass(frozen=True)
class Inputs:
    """The tables and modules as they were before a computation began; take it with `inputs`.

    Parameters
    ----------
    computed_by
        Dotted name of the module that computes.
    data, modules
        SHA-256 by file, relative to ``data/`` and to the package.
    """

    computed_by: str
    data: Mapping[str, str]
    modules: Mapping[str, str]


def inputs(computed_by: str, folder: Path | None = None) -> Inputs:
    """Take the digests of all tables and of the modules that one reaches.

    It is done before the computation starts: a file that someone edits meanwhile then makes the result stale, and is
    not taken for what it was computed from.
    """
    root = folder or paths.data()
    kept = root / FOLDER
    files = [path for path in root.rglob("*") if path.is_file() and kept not in path.parents]
    tables = {path.relative_to(root).as_posix(): digests.file_digest(path) for path in sorted(files)}
    return Inputs(computed_by, tables, _modules(computed_by))


def write(
    name: str,
    frame: pd.DataFrame,
    *,
    made_from: Inputs,
    data: Iterable[str],
    parameters: Mapping[str, Any],
    seed: int,
    folder: Path | None = None,
) -> Manifest:
    """Keep a result as ``data/sweeps/NAME.parquet`` with its manifest beside it.

    Parameters
    ----------
    name
        Small letters, digits and ``_``.
    frame
        The result, with the column ``lineage``, plain columns only.
    made_from
        What `inputs` gave before the computation began.
    data
        The files of ``data/`` that were read, relative to it (``evidence.reads.files()``).
    parameters, seed
        The settings of the computation.
    folder
        The folder ``data``; by default the repository's.

    Returns
    -------
    Manifest
        What was written.

    Raises
    ------
    SweepError
        If the name is no plain name, the frame is empty or has no lineage, or a file of ``data`` is missing.
    """
    root = folder or paths.data()
    if not name.isidentifier() or name != name.lower():
        raise SweepError(f"a sweep is named with small letters, digits and _, not {name!r}.")
    if frame.empty or "lineage" not in frame.columns:
        raise SweepError(f"the sweep {name} has no rows or no lineage. Remedy: build its rows with evidence.derive().")
    read_files = sorted(set(data))
    lost = [file for file in read_files if file not in made_from.data]
    if lost:
        raise SweepError(f"the sweep {name} names {lost[0]}, which is not in {root}. Remedy: name files of data/.")
    place = root / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    target = place / f"{name}.parquet"
    # without pandas' own note in the schema, which names library versions
    table = pa.Table.from_pandas(frame.reset_index(drop=True), preserve_index=False).replace_schema_metadata(None)
    partial = target.with_suffix(".part")
    pq.write_table(table, partial, compression="zstd", version="2.6")
    partial.replace(target)
    record = Manifest(
        name=name,
        computed_by=made_from.computed_by,
        parameters=dict(parameters),
        seed=seed,
        rows=len(frame),
        columns=tuple(str(column) for column in frame.columns),
        data={file: made_from.data[file] for file in read_files},
        modules=made_from.modules,
        result=digests.file_digest(target),
    )
    target.with_suffix(".json").write_text(record.text(), encoding="utf-8")
    return record


def names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the kept results, sorted."""
    return tuple(sorted(path.stem for path in ((folder or paths.data()) / FOLDER).glob("*.json")))


def manifest(name: str, folder: Path | None = None) -> Manifest:
    """Return the manifest of a kept result.

    Raises
    ------
    MissingSweep
        If nothing of that name is kept.
    """
    path = _path(name, folder).with_suffix(".json")
    if not path.is_file():
        there = ", ".join(names(folder)) or "none"
        raise MissingSweep(
            f"no sweep {name!r} in data/{FOLDER} (there: {there}). Remedy: `kazmig sweep {name}` computes it."
        )
    return Manifest.of(path)


def changes(name: str, folder: Path | None = None) -> tuple[str, ...]:
    """Say what a kept result was computed from and is no longer as it was; empty when it is up to date.

    Returns
    -------
    tuple of str
        One phrase a file: ``data/observations/flows.csv has changed``.

    Raises
    ------
    MissingSweep, BrokenSweep
        If nothing is kept, or the two files do not fit each other.
    """
    record = manifest(name, folder)
    root = folder or paths.data()
    path = _path(name, folder)
    if digests.file_digest(path) != record.result:
        raise BrokenSweep(f"{path.name} is not the file that its manifest describes. Remedy: `kazmig sweep {name}`.")
    told = [f"data/{file} has changed" for file, was in record.data.items() if digests.file_digest(root / file) != was]
    today = _modules(record.computed_by)
    for file in sorted({*record.modules, *today}):
        if file not in today:
            told.append(f"kazmig/{file} is no longer used")
        elif file not in record.modules:
            told.append(f"kazmig/{file} is used now")
        elif today[file] != record.modules[file]:
            told.append(f"kazmig/{file} has changed")
    return tuple(told)


def read(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return a kept result, rows with their lineage.

    Returns
    -------
    DataFrame
        As it was written; columns of text have the dtype ``str``.

    Raises
    ------
    MissingSweep
        If nothing of that name is kept.
    BrokenSweep
        If the files are damaged.
    StaleSweep
        If a table or a module that it was computed from has changed; the text names each and the remedy.
    """
    stale = changes(name, folder)
    if stale:
        more = f" and {len(stale) - 4} more" if len(stale) > 4 else ""
        raise StaleSweep(
            f"the kept result {name!r} is out of date: {'; '.join(stale[:4])}{more}. "
            f"Remedy: `make sweep` (or `kazmig sweep {name}`) computes it again."
        )
    record = manifest(name, folder)
    evidence.reads.note(f"{FOLDER}/{name}.parquet", f"{FOLDER}/{name}.json", *record.data)
    try:
        frame: pd.DataFrame = pq.read_table(_path(name, folder)).to_pandas()
    except (OSError, pa.ArrowException) as error:
        raise BrokenSweep(f"{name}.parquet cannot be read ({error}). Remedy: `kazmig sweep {name}`.") from error
    return frame.astype({column: "str" for column in frame.columns if frame[column].dtype == object})


def _path(name: str, folder: Path | None) -> Path:
    return (folder or paths.data()) / FOLDER / f"{name}.parquet"


def _modules(computed_by: str) -> dict[str, str]:
    return {file: digests.file_digest(digests.PACKAGE / file) for file in digests.modules_of(computed_by)}
