import pandas as pd
import pytest

from kazmig.evidence import ANY, EvidenceError
from kazmig.evidence.questions import form, match, refuse_chains, unknown


def test_a_filter_is_a_value_several_or_everything() -> None:
    column = pd.Series(["", "KAZ", "RUS"])
    assert match(column, "").tolist() == [True, False, False]
    assert match(column, ["KAZ", ""]).tolist() == [True, True, False]
    assert match(column, ANY).tolist() == [True, True, True]
    assert repr(ANY) == "ANY"


@pytest.mark.parametrize(
    ("text", "name"),
    [("1994", "year"), ("2018-H1", "half"), ("2023/2024", "span"), ("2022-10-04", "date"), ("never", "")],
)
def test_the_form_of_a_period(text: str, name: str) -> None:
    assert form(text) == name


def test_vintages_of_different_publications_are_no_chain() -> None:
    refuse_chains("a", pd.DataFrame({"vintage": ["WPP 2024", "IMS 2020", "2024", "2023-03", ""]}))
    with pytest.raises(EvidenceError, match="'WPP 2022', 'WPP 2024'"):
        refuse_chains("a", pd.DataFrame({"vintage": ["WPP 2024", "WPP 2022"]}))


def test_an_unknown_name_gets_something_to_choose_from() -> None:
    assert "nearest are departures" in str(unknown("series", "departure", ["departures", "arrivals"], "look there"))
    assert "nearest are arrivals, departures" in str(unknown("series", "xyz", ["departures", "arrivals"], "look there"))
