import numpy as np
import pandas as pd
import pytest

from kazmig.report import probing


def frame(values=(5.0, 9.0, 7.0, 1.0), **more):
    years = list(range(2000, 2000 + len(values)))
    return pd.DataFrame({"year": years, "value": list(values), **more})


@pytest.mark.parametrize(
    ("function", "decisive"),
    [
        (lambda d: d["value"].sum(), (0, 1, 2, 3)),
        (lambda d: d["value"].max(), (1,)),
        (lambda d: d.loc[d["year"] == 2002, "value"].item(), (2,)),
        (lambda d: d.loc[d["value"].idxmax(), "year"], (1,)),
        (lambda d: d["value"].iloc[-1] / d["value"].iloc[0], (0, 3)),
        (lambda d: len(d), (0, 1, 2, 3)),
        (lambda d: d["year"].min(), (0,)),
        (lambda d: (d["value"] > 6).sum(), (1, 2)),
    ],
)
def test_decisive_rows_are_those_that_move_the_value(function, decisive):
    moved = probing.move(function, frame())
    assert moved.decisive == {"": decisive}
    assert moved.any


def test_a_constant_is_moved_by_nothing():
    moved = probing.move(lambda d: 42, frame())
    assert not moved.any
    assert moved.whole == ""


def test_a_robust_value_is_moved_by_a_change_to_the_whole():
    moved = probing.move(
        lambda d: bool(d["value"].max() > 2 and d["value"].nlargest(2).min() > 2), frame((50.0, 90.0, 70.0))
    )
    assert moved.decisive == {"": ()}
    assert moved.whole == "every sign turned"


def test_a_large_frame_is_searched_in_blocks():
    calls = 0

    def largest(d):
        nonlocal calls
        calls += 1
        return d["value"].max()

    values = np.arange(3000.0)
    values[1234] = 1e6
    moved = probing.move(largest, frame(values))
    assert moved.decisive == {"": (1234,)}
    assert calls < 150


def test_every_row_of_a_large_sum_counts_within_the_limit_of_runs():
    calls = 0

    def total(d):
        nonlocal calls
        calls += 1
        return d["value"].sum()

    moved = probing.move(total, frame(np.arange(1.0, 2001.0)))
    assert len(moved.decisive[""]) == 2000
    assert calls <= probing.EVALUATIONS + 50


def test_a_ratio_within_one_block_is_found():
    data = frame(np.arange(1.0, 41.0))
    moved = probing.move(lambda d: d["value"].iloc[1] / d["value"].iloc[0], data)
    assert set(moved.decisive[""]) >= {0, 1}


def test_each_of_several_frames_is_probed():
    data = {"out": frame(), "in": frame((1.0, 2.0)), "unused": frame()}
    moved = probing.move(lambda d: d["out"]["value"].max() / d["in"]["value"].min(), data)
    assert moved.decisive == {"out": (1,), "in": (0,), "unused": ()}


def test_whole_numbers_booleans_and_text_are_changed_too():
    data = frame((1, 2, 3))
    assert probing.move(lambda d: int(d["value"].iloc[0]), data).decisive == {"": (0,)}
    flags = pd.DataFrame({"flag": [True, False]})
    assert probing.move(lambda d: int(d["flag"].sum()), flags).decisive == {"": (0, 1)}
    nullable = frame().astype({"value": "Float64", "year": "Int64"})
    assert probing.move(lambda d: d["value"].max(), nullable).decisive == {"": (1,)}


def test_keys_are_not_changed():
    assert probing.measures(frame(rank=[1, 2, 3, 4], low=[1.0] * 4)) == ["value", "low"]


@pytest.mark.parametrize(
    ("holds", "words"),
    [
        (lambda d: d["value"].iloc[-1] < d["value"].iloc[0], "the values in reverse order"),
        (lambda d: d["value"].min() > 0, "every sign turned"),
        (lambda d: d["value"].nunique() == 4, "every value alike"),
        (lambda d: d["value"].sum() < 100, "every value tenfold"),
        (lambda d: len(d) == 4, "row 2000 missing"),
        (lambda d: d["value"].iloc[:2].sum() > 2 * d["value"].iloc[2:3].sum() - 1, ""),
    ],
)
def test_a_change_that_falsifies_is_named(holds, words):
    found = probing.falsify(holds, frame())
    assert found == words if words else found


def test_labels_are_exchanged():
    data = pd.DataFrame({"verdict": ["supported", "supported", "contradicted"], "lineage": ["a:1", "a:2", "a:3"]})
    found = probing.falsify(
        lambda d: (d["verdict"] == "supported").sum() > (d["verdict"] == "contradicted").sum(), data
    )
    assert found == "the labels of column verdict exchanged"


def test_one_column_against_another_is_falsified():
    data = pd.DataFrame({"low": [1.0, 2.0], "value": [2.0, 3.0], "high": [3.0, 4.0]})
    assert probing.falsify(lambda d: ((d["low"] < d["value"]) & (d["value"] < d["high"])).all(), data) != ""


@pytest.mark.parametrize(
    "holds", [lambda d: True, lambda d: d["value"].max() >= d["value"].min(), lambda d: "value" in d]
)
def test_what_nothing_falsifies_is_said(holds):
    assert probing.falsify(holds, frame()) == ""


def test_a_function_cannot_change_the_data():
    data = frame()

    def greedy(d):
        d["value"] = 0.0
        return len(d)

    probing.move(greedy, data)
    probing.falsify(lambda d: bool(greedy(d)), data)
    assert data["value"].tolist() == [5.0, 9.0, 7.0, 1.0]


def test_the_search_is_the_same_every_time():
    changes = [[words for words, _ in probing.upheavals(frame())] for _ in range(2)]
    assert changes[0] == changes[1]
    shuffled = [c["value"].tolist() for words, c in probing.upheavals(frame()) if words == "the values shuffled"]
    assert shuffled == [
        c["value"].tolist() for words, c in probing.upheavals(frame()) if words == "the values shuffled"
    ]
