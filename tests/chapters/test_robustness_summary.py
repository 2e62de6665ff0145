"""Counting over a small grid whose answers are known."""

import pandas as pd
import pytest

from kazmig.chapters.common import ChapterError
from kazmig.chapters.robustness import summary
from kazmig.chapters.robustness.claims import row, table
from kazmig.chapters.robustness.variants import LAST, LEAST, PERSONS, UN_RATE


@pytest.fixture
def grid() -> pd.DataFrame:
    """Claim `lowest` holds for persons and not for rates, whatever the release; `falling` holds always."""
    rows = []
    for line, measure in enumerate((PERSONS, UN_RATE)):
        for step, release in enumerate((LAST, LEAST)):
            where = {"measure": measure, "release": release, "first": 1991, "last": 2024 + step}
            address = f"observations/flows.csv:{2 + 2 * line + step}"
            rows.append(row("lowest", line + step, measure == PERSONS, lineage=address, book=not rows, **where))
            rows.append(row("falling", -1, True, lineage=address, **where | {"first": 2021}))
    return table(rows)


def test_a_claim_is_counted_and_its_deciding_choice_named(grid: pd.DataFrame) -> None:
    frame = summary.by_claim(grid).set_index("claim")
    assert frame.loc["lowest", ["holds", "n", "share", "decides", "explained"]].tolist() == [
        2,
        4,
        50.0,
        "Count or rate",
        100.0,
    ]
    assert frame.loc["lowest", "lineage"] == "observations/flows.csv:2-5"
    assert (frame.loc["lowest", "lowest"], frame.loc["lowest", "highest"], frame.loc["lowest", "book"]) == (0, 2, 1)
    assert frame.loc["falling", "decides"] == "none"
    assert pd.isna(frame.loc["falling", "book"])
    assert frame.loc["falling", "label"] == "Departures fell in every year since 2021 (4 of 4)"


def test_each_level_is_counted_by_itself(grid: pd.DataFrame) -> None:
    levels = summary.by_choice(grid)
    counts = levels[levels["claim"] == "lowest"].set_index("level")["share"].to_dict()
    assert counts == {PERSONS: 100, UN_RATE: 0, LAST: 50, LEAST: 50}
    row_ = levels[(levels["claim"] == "lowest") & (levels["level"] == UN_RATE)].iloc[0]
    assert row_["lineage"] == "observations/flows.csv:4-5"


def test_a_choice_explains_all_or_nothing(grid: pd.DataFrame) -> None:
    explained = summary.decisive(grid).set_index(["claim", "choice"])["explained"]
    assert explained["lowest", "measure"] == 1
    assert explained["lowest", "release"] == 0
    assert explained["falling", "measure"] == 0


def test_only_claims_that_hang_are_listed_with_their_levels(grid: pd.DataFrame) -> None:
    frame = summary.hanging(grid)
    assert set(frame["claim"]) == {"lowest"}
    assert frame["level"].tolist() == [PERSONS, UN_RATE]


def test_parameters_leave_specifications_out(grid: pd.DataFrame) -> None:
    assert len(summary.kept(grid, 1991, 2025, "all", "all")) == 8
    assert set(summary.kept(grid, 1992, 2025, "all", "all")["claim"]) == {"falling"}
    assert set(summary.kept(grid, 1991, 2024, "all", "all")["release"]) == {LAST}
    assert set(summary.kept(grid, 1991, 2025, "count", "all")["measure"]) == {PERSONS}
    assert set(summary.kept(grid, 1991, 2025, "rate", "last")["measure"]) == {UN_RATE}
    assert set(summary.kept(grid, 1991, 2025, "rate", "last")["release"]) == {LAST}
    with pytest.raises(ChapterError, match="no specification lies within 2022 to 2025"):
        summary.kept(grid, 2022, 2025, "all", "all")
    with pytest.raises(ChapterError, match="measures is all"):
        summary.kept(grid, 1991, 2025, "both", "all")


def test_a_tally_counts_what_fits_and_nothing_is_zero_of_zero(grid: pd.DataFrame) -> None:
    one = summary.tally(grid, "lowest", measure=PERSONS)
    assert one[["holds", "n"]].to_numpy().tolist() == [[2, 2]]
    assert summary.every(one)
    assert not summary.never(one)
    rates = summary.tally(grid, "lowest", measure=[UN_RATE], release=[LAST, LEAST])
    assert summary.never(rates)
    none = summary.tally(grid, "peak")
    assert none[["holds", "n"]].to_numpy().tolist() == [[0, 0]]
    assert not summary.every(none)
    assert not summary.never(none)
    assert none["lineage"].item() == "observations/flows.csv:2-5"


def test_headings_name_the_choices_that_are_left(grid: pd.DataFrame) -> None:
    assert summary.headings("lowest", grid) == {"measure": "Count or rate", "release": "Release"}
    assert list(summary.headings("lowest", grid, without=("release",))) == ["measure"]


def test_every_choice_is_listed_with_its_levels(grid: pd.DataFrame) -> None:
    frame = summary.listed(grid)
    levels = frame[(frame["claim"] == "lowest") & (frame["name"] == "Release")]["levels"].item()
    assert levels == f"{LAST}; {LEAST}"
    assert summary.left_out(grid)["lineage"].nunique() == 1
