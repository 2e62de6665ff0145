import pytest

from kazmig import evidence
from kazmig.evidence import precedence

from .conftest import Small, observation


def winner(small: Small, period: str = "1996") -> str:
    frame = evidence.load(small.write(), check=False).series("departures_registered", start=period, end=period)
    return str(frame["source_id"].iloc[0])


def test_a_declared_rank_beats_kind_and_date(small: Small) -> None:
    small.rows["precedence"] = [
        {"series_id": "departures_registered", "source_id": "daily", "rank": "1", "reason": "a test"}
    ]
    assert winner(small, "1994") == "daily"


def test_a_declared_rank_holds_in_its_years_only(small: Small) -> None:
    small.rows["precedence"] = [
        {
            "series_id": "departures_registered",
            "source_id": "bureau_old",
            "start": start,
            "end": end,
            "rank": "1",
            "reason": "a test",
        }
        for start, end in [("1980", "1995")]
    ]
    assert winner(small) == "bureau"
    small.rows["precedence"][0]["end"] = "1996"
    assert winner(small) == "bureau_old"
    small.rows["precedence"][0]["start"] = "1997"
    small.rows["precedence"][0]["end"] = ""
    assert winner(small) == "bureau"


def test_without_a_declaration_the_kind_decides_then_the_date(small: Small) -> None:
    small.rows["precedence"] = []
    small.flows.append(observation("departures_registered", "1996", 229_400, "un", vintage="2030"))
    assert winner(small) == "bureau"
    small.flows.append(observation("departures_registered", "1996", 229_500, "bureau_old", vintage="2027-03"))
    assert winner(small) == "bureau_old"


def test_the_order_of_rows_decides_nothing(small: Small) -> None:
    before = evidence.load(small.write()).series("departures_registered", all_sources=True)
    small.flows.reverse()
    after = evidence.load(small.write()).series("departures_registered", all_sources=True)
    names = ["period", "value", "source_id", "rank"]
    assert before[names].equals(after[names])


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2024", "2024-03"), ("2024-03", "2024-03-15"), ("WPP 2022", "WPP 2024"), ("", "1990"), ("2023-12", "IMS 2024")],
)
def test_vintages_sort_by_their_date(earlier: str, later: str) -> None:
    assert precedence.vintage_order(earlier) < precedence.vintage_order(later)


def test_a_named_revision_has_a_family_and_a_date_has_none() -> None:
    assert precedence.revision_family("WPP 2024") == precedence.revision_family("WPP 2022") == "WPP"
    assert precedence.revision_family("2024-03-15") == ""
    assert precedence.vintage_date("2024-13") is None
