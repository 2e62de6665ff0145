import pandas as pd
import pytest

from kazmig.chapters import homecoming
from kazmig.chapters.common import ChapterError
from kazmig.chapters.homecoming import stock
from kazmig.evidence.periods import Period


@pytest.mark.parametrize(
    ("text", "moment"), [("1999", 2000.0), ("2026-01-01", 2026.0), ("2019-09", 2019.75), ("2024-06-01", 2024.42)]
)
def test_a_year_stands_at_its_end_and_a_day_at_itself(text, moment):
    assert stock._moment(Period.parse(text)) == moment


def test_the_total_only_grows(ev):
    known = homecoming.known(ev)
    assert known["moment"].is_monotonic_increasing
    assert (known["value"].diff().dropna() > 0).all()


def test_rough_totals_bounds_and_loose_dates_are_marked_as_estimates(ev):
    known = homecoming.known(ev).set_index("period")["status"]
    assert known[known == "estimate"].index.tolist() == ["2004", "2007", "2019-09", "2022-04-01"]


def test_the_release_that_fits_its_neighbours_gives_june_2024(ev):
    known = homecoming.known(ev).set_index("period")
    assert known.loc["2024-06-01", "value"] == 1_134_300


def test_a_total_is_named_by_a_period_that_exists():
    frame = pd.DataFrame({"period": ["2000"], "low": [1.0], "value": [2.0], "high": [3.0]})
    assert stock.total(frame, "2000").high == 3
    with pytest.raises(ChapterError, match="0 totals for 1990"):
        stock.total(frame, "1990")
