"""A kept result comes back as it was written, in the same bytes, and not at all once its inputs have changed."""

from pathlib import Path

import pandas as pd
import pytest

from kazmig import evidence, sweeps
from kazmig.sweeps import BrokenSweep, MissingSweep, StaleSweep, SweepError

MODULE = "kazmig.chapters.years"


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "claim": ["a", "b"],
            "estimate": [0.1, float("nan")],
            "holds": [True, False],
            "n": [3, 4],
            "lineage": ["observations/flows.csv:2", "observations/flows.csv:3-5"],
        }
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "observations").mkdir()
    (tmp_path / "observations" / "flows.csv").write_text("one\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("two\n", encoding="utf-8")
    return tmp_path


def keep(data: Path, frame: pd.DataFrame, name: str = "grid") -> sweeps.Manifest:
    return sweeps.write(
        name,
        frame,
        made_from=sweeps.inputs(MODULE, data),
        data=["observations/flows.csv"],
        parameters={"years": [1991, 2025]},
        seed=7,
        folder=data,
    )


def test_a_result_comes_back_with_its_lineage(data: Path, frame: pd.DataFrame) -> None:
    record = keep(data, frame)
    evidence.reads.reset()
    found = sweeps.read("grid", data)
    pd.testing.assert_frame_equal(found, frame, check_dtype=False)
    assert evidence.lineage_of(found) == ("observations/flows.csv:2-5",)
    assert (record.rows, record.seed, record.parameters) == (2, 7, {"years": [1991, 2025]})
    assert record == sweeps.manifest("grid", data)
    # the chapter runs again when the result changes, and when a table behind it does
    assert set(evidence.reads.files()) == {"sweeps/grid.parquet", "sweeps/grid.json", "observations/flows.csv"}


def test_the_same_table_gives_the_same_bytes(data: Path, frame: pd.DataFrame) -> None:
    files = [data / "sweeps" / name for name in ("grid.parquet", "grid.json")]
    keep(data, frame)
    before = [path.read_bytes() for path in files]
    # another index and freshly made columns are not another table
    keep(data, frame.set_index(pd.Index([5, 9])).copy())
    assert [path.read_bytes() for path in files] == before
    assert sorted(path.name for path in (data / "sweeps").iterdir()) == ["grid.json", "grid.parquet"]


def test_a_changed_table_makes_it_stale(data: Path, frame: pd.DataFrame) -> None:
    keep(data, frame)
    (data / "other.csv").write_text("three\n", encoding="utf-8")
    assert sweeps.changes("grid", data) == (), "a table that was not read is no input"
    (data / "observations" / "flows.csv").write_text("four\n", encoding="utf-8")
    assert sweeps.changes("grid", data) == ("data/observations/flows.csv has changed",)
    with pytest.raises(StaleSweep, match=r"flows\.csv has changed.*make sweep"):
        sweeps.read("grid", data)


def test_a_table_that_changes_while_it_is_computed_makes_it_stale(data: Path, frame: pd.DataFrame) -> None:
    before = sweeps.inputs(MODULE, data)
    (data / "observations" / "flows.csv").write_text("edited meanwhile\n", encoding="utf-8")
    sweeps.write("grid", frame, made_from=before, data=["observations/flows.csv"], parameters={}, seed=0, folder=data)
    assert sweeps.changes("grid", data) == ("data/observations/flows.csv has changed",)


def test_a_changed_module_makes_it_stale(data: Path, frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(data, frame)
    monkeypatch.setattr(sweeps.digests, "modules_of", lambda start: ("chapters/common.py",))
    assert sweeps.changes("grid", data) == (
        "kazmig/chapters/common.py is used now",
        "kazmig/chapters/years.py is no longer used",
    )
    monkeypatch.undo()
    real = sweeps.digests.file_digest
    monkeypatch.setattr(sweeps.digests, "file_digest", lambda path: "other" if path.name == "years.py" else real(path))
    with pytest.raises(StaleSweep, match=r"kazmig/chapters/years\.py has changed"):
        sweeps.read("grid", data)


def test_what_is_not_there_is_named_with_what_is(data: Path, frame: pd.DataFrame) -> None:
    keep(data, frame)
    with pytest.raises(MissingSweep, match=r"no sweep 'world'.*there: grid.*kazmig sweep world"):
        sweeps.read("world", data)


def test_a_damaged_file_is_refused(data: Path, frame: pd.DataFrame) -> None:
    keep(data, frame)
    path = data / "sweeps" / "grid.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(BrokenSweep, match=r"grid\.parquet is not the file"):
        sweeps.read("grid", data)
    (data / "sweeps" / "grid.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BrokenSweep, match="no manifest"):
        sweeps.read("grid", data)


@pytest.mark.parametrize("name", ["Grid", "a/b", "1st", ""])
def test_a_name_is_plain(name: str, data: Path, frame: pd.DataFrame) -> None:
    with pytest.raises(SweepError, match="small letters"):
        keep(data, frame, name)


def test_a_table_without_rows_or_lineage_is_refused(data: Path, frame: pd.DataFrame) -> None:
    for broken in (frame.iloc[:0], frame.drop(columns="lineage")):
        with pytest.raises(SweepError, match="no rows or no lineage"):
            keep(data, broken)


def test_a_table_that_is_not_in_data_is_refused(data: Path, frame: pd.DataFrame) -> None:
    made_from = sweeps.inputs(MODULE, data)
    with pytest.raises(SweepError, match=r"gone\.csv"):
        sweeps.write("grid", frame, made_from=made_from, data=["gone.csv"], parameters={}, seed=0, folder=data)
