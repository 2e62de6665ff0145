import numpy as np
import pandas as pd
import pytest

from kazmig.chapters import trends


def dates(*rows):
    frame = pd.DataFrame(rows, columns=["series", "window", "date"])
    return frame.assign(low=frame["date"] - 2, high=frame["date"] + 3, corner=0, lineage="observations/flows.csv:2")


WHOLE, LATER = "1991–2025", "1992–2025"


def test_dates_that_are_not_found_again_have_moved():
    rows = dates(("Departures", WHOLE, 1995.0), ("Departures", WHOLE, 2018.0), ("Departures", LATER, 2018.0))
    row = trends.moved(rows).iloc[0]
    assert (row["breaks"], row["moved"], row["other"]) == (2, 1, "2018")
    assert trends.moves("Departures")(rows)
    assert not trends.moves("Departures")(rows[rows["date"] == 2018])


def test_marks_are_those_of_all_years_and_skip_what_is_missing():
    rows = dates(("Departures", WHOLE, 1995.0), ("Departures", LATER, 2002.0), ("Departures", WHOLE, np.nan))
    marks = trends.marks(trends.in_full(rows))
    assert marks["year"].tolist() == [1995]
    assert trends.narrowest(rows) == "5 years"
    assert trends.narrowest(rows.assign(low=np.nan)) == "not available"


def test_a_chart_without_dates_has_no_frame_of_dates():
    marks = trends.marks(dates(("Departures", WHOLE, 1995.0)))
    assert set(trends.drawn(trend([1.0, 2.0]), marks)) == {"series", "dates"}
    assert set(trends.drawn(trend([1.0, 2.0]), marks.head(0))) == {"series"}


def test_rates_are_alike_only_where_all_dates_pair():
    pairs = [(flow, WHOLE, year) for flow in ("Departures", "Departures per 1,000") for year in (1995.0, 2009.0)]
    pairs += [("Arrivals", WHOLE, 2005.0), ("Arrivals per 1,000", WHOLE, 2004.0)]
    assert trends.rates_alike(dates(*pairs))
    assert not trends.rates_alike(dates(*pairs[:-1], ("Arrivals per 1,000", WHOLE, 2003.0)))
    assert not trends.rates_alike(dates(*pairs[:-1]))


def test_rates_of_false_breaks_stand_beside_each_date():
    false = pd.DataFrame({"errors": ["independent", "AR 0.4", "AR 0.7", "random walk"], "rate": [13.0, 61, 91, 99]})
    row = trends.beside(dates(("Net", WHOLE, 2002.0)), false).iloc[0]
    assert (row["independent"], row["ar_weak"], row["ar_strong"], row["random_walk"]) == (13, 61, 91, 99)


def trend(values):
    line = pd.DataFrame({"year": range(2000, 2000 + len(values)), "trend": values, "value": values})
    return line.assign(low=line["trend"] - 1, high=line["trend"] + 1, lineage="observations/flows.csv:2")


def test_the_last_rise_is_read_off_the_smoothed_trend():
    assert trends.last_rise(trend([5.0, 6, 7, 6, 5])) == 2002
    assert trends.last_rise(trend([5.0, 4, 3])) == 2000
    assert trends.falls_after(trends.smoothed(trend([5.0, 6, 7, 6, 5])))
    assert not trends.falls_after(trends.smoothed(trend([5.0, 4, 5, 4, 5])))


def test_changes_rest_on_two_years():
    logs = pd.DataFrame(
        {"year": [2000, 2001, 2003], "modelled": [1.0, 1.1, 1.5], "lineage": ["a.csv:2", "a.csv:3", "a.csv:4"]}
    )
    changes = trends.yearly_changes(logs)
    assert changes["change"].tolist() == pytest.approx([10.0])
    assert changes["lineage_before"].tolist() == ["a.csv:2"]


def test_a_model_is_surer_by_its_last_year_alone():
    rows = pd.DataFrame({"year": [2024, 2025] * 2, "line": ["a", "a", "b", "b"], "p_negative": [0.1, 0.9, 0.99, 0.8]})
    assert trends.surer(rows, "a", "b")


def test_signs_and_spread_of_growth():
    rows = pd.DataFrame(
        {
            "phase": ["1991–1995"] * 3 + ["1996–2025"] * 3,
            "method": ["x", "y", "Search repeated"] * 2,
            "growth": [10.0, 12.5, 30.0, -5.0, -4.0, -4.5],
            "low": [-1.0, 0, -2, -8, -7, -9],
            "high": [20.0, 25, 40, -2, -1, -0.5],
        }
    )
    assert trends.spread(rows)["spread"].item() == pytest.approx(2.5)
    row = trends.signs(rows[rows["method"] == "Search repeated"]).iloc[0]
    assert (row["phases"], row["signed"]) == (2, 1)


@pytest.mark.parametrize(("falling", "words"), [(98.61, "98.6"), (99.97, "more than 99.9"), (0.01, "less than 0.1")])
def test_rounding_never_makes_a_model_certain(falling, words):
    assert trends.sure(pd.DataFrame({"falling": [falling]})) == words


def test_the_series_has_a_name_in_running_text_and_the_margin_is_raftery_s():
    rows = pd.DataFrame({"series": ["Departures per 1,000"]})
    assert trends.what(rows) == "registered departures per 1,000 people"
    assert trends.margin(rows) == 2
