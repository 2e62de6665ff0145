"""The kept grid: what its rows must be, and that the text's counts find theirs."""

import pandas as pd
import pytest

from kazmig import sweeps
from kazmig.chapters.robustness import sweep, tallies
from kazmig.chapters.robustness.claims import BREAKS, CHOICES, CLAIMS, COLUMNS, FALSE
from kazmig.chapters.robustness.reasons import CHOICES_OF
from kazmig.evidence import Evidence


@pytest.fixture(scope="module")
def grid() -> pd.DataFrame:
    return sweeps.read("robustness")


def test_every_claim_is_tried_many_times(grid: pd.DataFrame) -> None:
    assert list(grid.columns) == list(COLUMNS)
    assert set(grid["claim"]) == {claim.key for claim in (*CLAIMS, *BREAKS)}
    assert len(grid) > 1000
    assert grid.groupby("claim").size().min() >= 8
    assert grid["spec"].is_unique
    assert (grid["lineage"] != "").all()


def test_a_claim_varies_only_the_choices_that_it_explains(grid: pd.DataFrame) -> None:
    unexplained = [
        (claim, choice)
        for claim, rows in grid.groupby("claim")
        for choice in CHOICES
        if rows[choice].nunique() > 1 and choice not in CHOICES_OF[claim]
    ]
    assert unexplained == []


def test_no_two_specifications_are_the_same_numbers_under_two_releases(grid: pd.DataFrame) -> None:
    simple = grid[grid["claim"].isin(["lowest", "falling", "peak"]) & (grid["release"] == "Superseded figures")]
    others = grid[grid["release"] == "Last release"]
    keys = [name for name in ("claim", *CHOICES) if name != "release"]
    pairs = simple.merge(others, on=keys, suffixes=("", "_last"))
    assert len(pairs)
    assert set(simple["lineage"]).isdisjoint(others["lineage"]), "a superseded figure is another row"


def test_the_book_s_own_choices_are_in_the_grid(grid: pd.DataFrame) -> None:
    book = grid[grid["book"]].groupby("claim").size()
    assert book.eq(1).all()
    assert {"lowest", "falling", "steepest", "positive", "destinations"} <= set(book.index)


def test_false_rates_stand_beside_every_search_and_nothing_else(grid: pd.DataFrame) -> None:
    searches = grid["claim"].isin([claim.key for claim in BREAKS])
    assert grid.loc[searches, list(FALSE)].notna().all(axis=None)
    assert grid.loc[~searches, list(FALSE)].isna().all(axis=None)


def test_the_counts_of_the_text_find_specifications(grid: pd.DataFrame) -> None:
    empty = [name for name, frame in tallies(grid).items() if frame["n"].item() == 0]
    assert empty == []


def test_only_what_is_wanted_is_computed(ev: Evidence, grid: pd.DataFrame) -> None:
    wanted = grid["spec"].iloc[[0, -1]]
    assert sweep.compute(ev, set(wanted))["spec"].tolist() == wanted.tolist()
