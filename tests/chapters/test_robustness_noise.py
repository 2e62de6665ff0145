"""Dates of breaks and rates of false finds over searches."""

import pandas as pd
import pytest

from kazmig.chapters.common import ChapterError
from kazmig.chapters.robustness import noise
from kazmig.chapters.robustness.claims import row, table
from kazmig.chapters.robustness.variants import PERSONS, UN_RATE


def search(dates: str, setting: str, measure: str, false: float) -> dict[str, object]:
    return row(
        "break_any",
        len(dates.split()),
        bool(dates),
        lineage="observations/flows.csv:2",
        method="Steps, BIC",
        measure=measure,
        setting=setting,
        first=2000,
        last=2025,
        break_dates=dates,
        false_rate=false,
        false_ar=0.5,
        false_independent=0.1,
    )


@pytest.fixture
def grid() -> pd.DataFrame:
    return table(
        [
            search("2005 2019", "At least 4 years", "Persons", 0.9),
            search("", "At least 4 years", "Rate", 0.7),
            search("2005", "At least 7 years", "Persons", 0.6),
        ]
    )


def test_a_year_counts_only_where_a_search_could_name_it(grid: pd.DataFrame) -> None:
    frame = noise.dates(grid).set_index("year")
    assert (frame.index.min(), frame.index.max()) == (2003, 2021)
    assert frame.loc[2005, ["searches", "possible"]].tolist() == [2, 2], "seven years allow 2006 at the earliest"
    assert frame.loc[2010, ["searches", "possible"]].tolist() == [0, 3]
    assert frame.loc[2019, ["searches", "possible", "share"]].tolist() == [1, 2, 50]


def test_searches_stand_beside_noise(grid: pd.DataFrame) -> None:
    frame = noise.against_noise(grid).set_index("search")
    assert frame.loc["Steps, BIC, 4 years", ["found", "false", "n"]].tolist() == [50, pytest.approx(80), 2]
    assert frame.loc["Steps, BIC, 7 years", "false_independent"] == pytest.approx(10)


def test_without_searches_there_is_nothing_to_count(grid: pd.DataFrame) -> None:
    with pytest.raises(ChapterError, match="no search for breaks"):
        noise.dates(grid.iloc[:0])


def test_count_and_rate_are_paired_search_by_search() -> None:
    def one(measure: str, setting: str, dates: str, line: int) -> dict[str, object]:
        made = search(dates, setting, measure, 0.9)
        return {**made, "definition": "Logarithm", "spec": f"{measure} {setting}", "lineage": f"a.csv:{line}"}

    grid = table(
        [
            one(PERSONS, "At least 4 years", "2005 2019", 2),
            one(UN_RATE, "At least 4 years", "2006 2019", 3),
            one(PERSONS, "At least 5 years", "2005", 4),
            one(UN_RATE, "At least 5 years", "", 5),
            one(PERSONS, "At least 6 years", "2005", 6),
        ]
    )
    frame = noise.alike(grid)
    assert frame["alike"].tolist() == [True, False]
    assert frame[["lineage_count", "lineage_rate"]].iloc[0].tolist() == ["a.csv:2", "a.csv:3"]
