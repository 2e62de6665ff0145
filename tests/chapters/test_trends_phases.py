import numpy as np
import pandas as pd
import pytest

from kazmig import evidence
from kazmig.chapters import trends
from kazmig.chapters.trends.phases import MISSING

SETTINGS = {"min_segment": 5, "confidence": 0.95}


def flows(*, broken=True):
    """A logged series of 30 years whose growth turns after the 15th, or never."""
    slope = np.where((np.arange(30) < 15) | (not broken), -0.1, 0.15)
    drop = np.where(np.arange(30) < 15, 0.0, -0.4 * broken)  # else the turn would lie on both lines
    logs = 10 + np.cumsum(slope) + drop + np.resize([0.02, -0.02], 30)
    frame = pd.DataFrame({"series": "Departures", "year": range(1991, 2021), "value": np.exp(logs), "modelled": logs})
    return frame.assign(lineage=[f"observations/flows.csv:{number}" for number in range(2, 32)])


@pytest.fixture(scope="module")
def turned():
    return trends.windowed(flows())


def test_a_planted_turn_is_dated_in_both_windows(turned):
    found = trends.dates(turned, kinds=("trend",), size=100, seed=1, **SETTINGS)
    assert found.groupby("window")["date"].first().tolist() == [2005, 2005]
    first = found.iloc[0]
    assert first["boot_low"] <= first["date"] <= first["boot_high"]
    assert first["found_again"] > 90
    assert (first["n"], first["interval"][4]) == (30, "–")


def test_a_series_without_break_keeps_a_row_without_date():
    straight = trends.windowed(flows(broken=False))
    found = trends.dates(straight, kinds=("trend",), size=50, seed=1, **SETTINGS)
    assert found["date"].isna().all()
    assert set(found["interval"]) == {MISSING}
    counted = trends.numbers(straight, kinds=("trend",), **SETTINGS)
    assert counted["dates"].tolist() == ["none", "none"]
    assert counted["last"].isna().all()


def test_numbers_report_rivals_and_the_other_rule(turned):
    row = trends.numbers(turned, kinds=("trend", "mean"), **SETTINGS).iloc[0]
    assert (row["breaks"], row["dates"], row["last"]) == (1, "2005", 2005)
    assert "1" in row["near"].split(", ")
    assert row["sequential"] >= 1
    assert row["looks"] > 20


def test_the_fit_is_in_the_units_of_the_series():
    rows = flows()
    fit = trends.fitted(rows, kind="trend", **SETTINGS)
    assert fit["fit"].to_numpy() == pytest.approx(rows["value"].to_numpy(), rel=0.15)
    assert fit.groupby("regime")["year"].max().tolist() == [2005, 2020]


def test_false_rates_rise_with_persistence_and_are_percent():
    rates = trends.false_rates(flows(), kinds=("trend",), min_segment=5, size=200, seed=3, found=1)
    assert rates["rate"].is_monotonic_increasing
    assert 1 < rates["rate"].iloc[0] < 40
    assert rates["rate"].iloc[-1] > 80
    assert (rates["low"] <= rates["rate"]).all()
    assert set(rates["n"]) == {30}


def test_ruptures_agrees_on_a_clear_turn_and_is_not_our_own_code():
    table = trends.opinions(flows(), kind="trend", **SETTINGS).set_index("method")
    assert table.loc["ruptures, dynamic programming", "dates"] == "2005"
    assert (table["ours"] == "2005").all()


def test_a_clear_turn_stays_when_the_shortest_phase_changes():
    table = trends.shortest(flows(), kind="trend", **SETTINGS)
    assert table["least"].tolist() == [3, 4, 5, 6, 7]
    assert set(table["dates"]) == {"2005"}


def test_lineage_of_a_date_is_that_of_its_series_and_years(turned):
    found = evidence.derive(
        trends.dates, turned, by=["series", "window"], kinds=("trend",), size=50, seed=1, **SETTINGS
    )
    assert found["lineage"].tolist() == ["observations/flows.csv:2-31", "observations/flows.csv:3-31"]


@pytest.mark.parametrize(
    ("years", "words"), [([], "none"), ([1995], "1995"), ([1995, 2009], "1995 and 2009"), ([1, 2, 3], "1, 2 and 3")]
)
def test_years_are_written_as_a_phrase(years, words):
    assert trends.joined(years) == words
