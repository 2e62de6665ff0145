import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazmig.evidence.lineage import addresses, compress, derive, expand, lineage_of
from kazmig.evidence.problems import EvidenceError

FILES = st.sampled_from(["observations/flows.csv", "observations/population.csv", "panels/wpp.csv.gz", "events.csv"])
SINGLES = st.lists(st.tuples(FILES, st.integers(2, 60)), max_size=80)


def frame(lines: list[int], file: str = "observations/flows.csv") -> pd.DataFrame:
    values = np.arange(len(lines), dtype=float)
    return pd.DataFrame({"year": 2000 + np.arange(len(lines)), "value": values, "lineage": addresses(file, lines)})


@given(SINGLES)
def test_expand_undoes_compress(pairs: list[tuple[str, int]]) -> None:
    texts = [f"{file}:{line}" for file, line in pairs]
    packed = compress(texts)
    assert set(expand(packed)) == set(texts)
    assert compress(expand(packed)) == packed
    assert len(expand(packed)) == len(set(texts))


@given(st.lists(SINGLES, max_size=6))
def test_compressing_in_steps_is_compressing_at_once(groups: list[list[tuple[str, int]]]) -> None:
    texts = [[f"{file}:{line}" for file, line in pairs] for pairs in groups]
    assert compress(compress(each) for each in texts) == compress(text for each in texts for text in each)


def test_neighbours_become_ranges_and_files_stay_apart() -> None:
    assert compress(["b.csv:2", "a.csv:4 a.csv:3", "a.csv:9", "a.csv:5-6"]) == "a.csv:3-6 a.csv:9 b.csv:2"


@pytest.mark.parametrize("text", ["flows.csv", "flows.csv:", "flows.csv:a", "flows.csv:9-3", "flows.csv:0"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(EvidenceError, match="Remedy"):
        expand(text)


@settings(max_examples=40)
@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_a_filter_keeps_the_lineage_of_what_is_left(keep: list[bool]) -> None:
    rows = frame(list(range(2, 2 + len(keep))))
    left = rows[pd.Series(keep)]
    assert expand(lineage_of(left)) == tuple(rows["lineage"][pd.Series(keep)])


@settings(max_examples=40)
@given(st.integers(1, 12), st.integers(1, 12))
def test_a_merge_keeps_the_lineage_of_both_sides(left: int, right: int) -> None:
    one, other = frame(list(range(2, 2 + left))), frame(list(range(50, 50 + right)), "observations/population.csv")
    both = one.merge(other, on="year")
    shared = min(left, right)
    expected = [*one["lineage"][:shared], *other["lineage"][:shared]]
    assert set(expand(lineage_of(both))) == set(expected)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=25))
def test_an_aggregate_by_key_rests_on_its_own_rows(groups: list[int]) -> None:
    rows = frame(list(range(2, 2 + len(groups)))).assign(group=groups)
    sums = derive(lambda f: f.groupby("group", as_index=False)["value"].sum(), rows, by="group")
    for _, row in sums.iterrows():
        mine = rows[rows["group"] == row["group"]]
        assert expand(row["lineage"]) == tuple(mine["lineage"])
        assert row["value"] == mine["value"].sum()


def test_without_keys_each_row_rests_on_everything() -> None:
    one, other = frame([2, 3, 4]), frame([7], "observations/population.csv")
    result = derive(lambda f, g, factor: f[["value"]] * factor + len(g), one, other, factor=2.0)
    assert set(result["lineage"]) == {"observations/flows.csv:2-4 observations/population.csv:7"}
    assert result["value"].tolist() == [1.0, 3.0, 5.0]


def test_a_frame_without_the_key_contributes_whole() -> None:
    one, other = frame([2, 3]), frame([7, 8], "observations/population.csv").drop(columns="year")
    result = derive(lambda f, g: f[["year", "value"]], one, other, by="year")
    assert result["lineage"].tolist() == [
        "observations/flows.csv:2 observations/population.csv:7-8",
        "observations/flows.csv:3 observations/population.csv:7-8",
    ]


def test_a_frame_with_some_of_the_keys_is_matched_on_those() -> None:
    one = frame([2, 3]).assign(geo=["KAZ", "RUS"])
    other = frame([7, 8], "observations/population.csv")
    result = derive(lambda f, g: f[["geo", "year"]], one, other, by=["geo", "year"])
    assert result["lineage"].tolist() == [
        "observations/flows.csv:2 observations/population.csv:7",
        "observations/flows.csv:3 observations/population.csv:8",
    ]


def test_keys_may_be_the_index_of_the_result_and_may_have_gaps() -> None:
    rows = frame([2, 3, 4]).assign(year=pd.array([2000, 2000, None], dtype="Int64"))
    sums = derive(lambda f: f.groupby("year", dropna=False)["value"].sum(), rows, by="year")
    assert sums["lineage"].tolist() == ["observations/flows.csv:2-3", "observations/flows.csv:4"]
    assert sums["value"].tolist() == [1.0, 2.0]


def test_lineage_columns_of_the_result_are_replaced() -> None:
    rows = frame([2, 3])
    result = derive(lambda f: f.assign(lineage_x="made.csv:1").head(1), rows)
    assert list(result.columns) == ["year", "value", "lineage"]
    assert result["lineage"].tolist() == ["observations/flows.csv:2-3"]


def test_a_key_that_no_row_has_is_refused() -> None:
    with pytest.raises(EvidenceError, match=r"no frame has a row with \{'year': 2030\}.*Remedy"):
        derive(lambda f: pd.DataFrame({"year": [2030], "value": [1.0]}), frame([2]), by="year")


def test_a_key_that_the_result_lost_is_refused() -> None:
    with pytest.raises(EvidenceError, match="no column 'year'"):
        derive(lambda f: f[["value"]], frame([2]), by="year")


def test_a_frame_out_of_nowhere_is_refused() -> None:
    with pytest.raises(EvidenceError, match="without the column lineage"):
        derive(lambda f: f, pd.DataFrame({"value": [1.0]}))
    with pytest.raises(EvidenceError, match="at least one frame"):
        derive(lambda: pd.DataFrame({"value": [1.0]}))


def test_a_row_without_lineage_is_refused() -> None:
    outer = frame([2]).merge(pd.DataFrame({"year": [2000, 2001]}), on="year", how="outer")
    with pytest.raises(EvidenceError, match="row 1 of a frame has no lineage"):
        lineage_of(outer)


def test_a_result_that_is_no_frame_is_refused() -> None:
    with pytest.raises(EvidenceError, match="return a DataFrame"):
        derive(lambda f: 3.0, frame([2]))


def test_an_empty_frame_has_no_lineage() -> None:
    assert lineage_of(frame([2]).iloc[:0]) == ()


def test_a_series_of_lineage_texts_counts_too() -> None:
    assert lineage_of(frame([2, 3, 9])["lineage"]) == ("observations/flows.csv:2-3", "observations/flows.csv:9")


def test_the_lineage_of_seventy_thousand_rows_is_exact() -> None:
    lines = list(range(2, 70_002))
    rows = frame(lines, "panels/wpp.csv.gz").assign(geo=np.arange(70_000) % 236)
    whole = derive(lambda f: f[["value"]].mean().to_frame().T, rows)
    by_place = derive(lambda f: f.groupby("geo", as_index=False)["value"].mean(), rows, by="geo")
    assert whole["lineage"].tolist() == ["panels/wpp.csv.gz:2-70001"]
    assert len(expand(by_place["lineage"])) == 70_000
