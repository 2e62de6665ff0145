"""Estimates beside the register."""

import pytest

from kazmig.chapters.robustness import estimates
from kazmig.chapters.robustness.claims import table
from kazmig.evidence import Evidence


def test_six_methods_by_three_alignments(ev: Evidence) -> None:
    frame = table(estimates.exceeds(ev))
    assert len(frame) == 18
    assert frame.groupby("method").size().eq(3).all()
    departures = ev.series("departures_registered").set_index("year")["value"]
    least = frame[frame["method"] == "Accounts, minimum, closed"].set_index("window")["estimate"]
    ratio = least["Calendar years 2015 to 2019"] / least["Calendar years 2016 to 2020"]
    assert ratio == pytest.approx(departures.loc[2016:2020].sum() / departures.loc[2015:2019].sum())


def test_a_stock_over_the_departures_of_its_year_or_a_mean(ev: Evidence) -> None:
    frame = table(estimates.hundredfold(ev))
    book = frame[frame["book"]].iloc[0]
    assert book["estimate"] == pytest.approx(4203899 / 29088)
    means = frame[(frame["definition"] == "IMS 2020") & (frame["window"] == "2020")].set_index("method")["estimate"]
    assert means["Mean of three years"] == pytest.approx(4203899 / ((41868 + 45225 + 29088) / 3))
    assert (frame["holds"] == (frame["estimate"] > 100)).all()


def test_graduates_beyond_chance_is_the_stricter(ev: Evidence) -> None:
    frame = table(estimates.graduates(ev)).pivot(index="definition", columns="method", values="estimate")
    assert len(frame) == 4
    assert (frame["Beyond chance and rounding"] < frame["As printed"]).all()
