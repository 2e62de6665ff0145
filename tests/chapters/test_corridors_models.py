import numpy as np
import pandas as pd
import pytest

from kazmig.chapters import corridors
from kazmig.chapters.corridors import country_pairs, models
from kazmig.chapters.years import ChapterError


@pytest.fixture(scope="module")
def sources(ev):
    return corridors.Sources.read(ev)


@pytest.fixture(scope="module")
def fitted(sources):
    return corridors.fit(sources, "listed", 0.95)


@pytest.fixture(scope="module")
def listed(fitted):
    return fitted.main.pairs


def test_distances_are_those_of_the_globe(ev):
    """Moscow to Berlin is some 1,610 km, London to New York's neighbour Washington some 5,900."""
    towns = ev.panel("places")
    first, second = pd.Series(["RUS", "GBR", "KAZ"]), pd.Series(["DEU", "USA", "KAZ"])
    assert country_pairs.kilometres(towns, first, second).tolist() == pytest.approx([1610, 5900, 0], abs=20)


def test_pairs_are_listed_once_with_their_people(sources, listed):
    assert not listed.duplicated(["origin", "destination"]).any()
    own = sources.stocks
    row = own[(own["origin"] == "KAZ") & (own["destination"] == "DEU") & (own["year"] == 2020)]
    found = listed[(listed["origin"] == "KAZ") & (listed["destination"] == "DEU")]
    assert found["people"].item() == row["total"].item() == 1_128_201
    assert (listed["people"] > 0).all()


def test_ties_are_what_they_are_called(listed):
    at = listed.set_index(["origin", "destination"])
    assert at.loc[("KAZ", "RUS"), ["border", "language", "soviet"]].tolist() == [1, 1, 1]
    assert at.loc[("KAZ", "DEU"), ["border", "language", "soviet"]].tolist() == [0, 0, 0]
    assert at.loc[("KAZ", "BLR"), ["border", "language", "soviet"]].tolist() == [0, 1, 1]
    assert at.loc[("MEX", "USA"), ["border", "language"]].tolist() == [1, 1]
    assert np.allclose(at["log_km"], np.log(at["km"]))


def test_absent_pairs_stand_in_as_zeros_only_when_asked(sources, listed):
    filled = country_pairs.build(sources, filled=True)
    assert len(filled) > 3 * len(listed)
    assert filled["people"].sum() == listed["people"].sum()
    assert (filled.loc[filled["listed"] == 0, "people"] == 0).all()


def test_kazakhstan_keeps_its_totals(fitted):
    own = fitted.main.pairs[fitted.main.pairs["origin"] == "KAZ"]
    assert own["fitted"].sum() == pytest.approx(own["people"].sum(), rel=1e-6)


def test_germany_stands_out_in_every_poisson_model(ev, fitted):
    found = corridors.corridors(ev, fitted, "to").set_index("code")
    assert found.loc["DEU", "low"] > 3
    assert 0.8 < found.loc["RUS", "ratio"] < 1.25
    assert (found["low"] <= found["ratio"]).all()
    assert (found["ratio"] <= found["high"]).all()
    assert found["ratio"].is_monotonic_decreasing


def test_the_newer_revision_is_set_over_the_same_expectation(ev, fitted):
    found = corridors.corridors(ev, fitted, "to", 12)
    beside = corridors.newer_ratios(found, corridors.pairs(ev, corridors.ABROAD, 2024)).set_index("code")
    assert "USA" not in beside.index
    assert beside.loc["RUS", "ratio"] == pytest.approx(1_321_004 / corridors.of(found, "RUS", "fitted"))


def test_each_step_accounts_for_more(fitted):
    steps = corridors.explained(fitted)
    assert steps["percent"].is_monotonic_increasing
    assert steps["remaining"].iloc[0] == 100
    assert steps["remaining"].is_monotonic_decreasing


def test_the_table_has_a_row_for_each_model(fitted):
    table = corridors.summary(fitted).set_index("model")
    assert len(table) == 8
    assert np.isnan(table.loc["No former Soviet pairs", "soviet"])
    assert table.loc["No former Soviet pairs", "soviet_text"] == "–"
    assert table.loc["Absent pairs as zeros", "pairs"] > table.loc[models.MAIN, "pairs"]
    assert table["log_km"].lt(0).all()
    lineage = corridors.summary(fitted)["lineage"].iloc[0].split()
    assert {text.split(":")[0] for text in lineage} == {
        "panels/places.csv",
        "panels/stock_bilateral.csv.gz",
        "panels/wdi.csv.gz",
    }


def test_the_factor_of_distance_is_a_power_of_the_ratio(fitted):
    found = corridors.ties(fitted, 1000, 2000).set_index("term")
    assert found.loc["log_km", "factor"] == pytest.approx(2 ** fitted.main.estimate("log_km"))
    assert found.loc["border", "factor"] == pytest.approx(np.exp(fitted.main.estimate("border")))


def test_little_is_left_out(sources):
    found = corridors.left_out(sources)
    assert 90 < found["share"].item() < 100
    assert found["modelled_pairs"].item() < found["pairs"].item()


def test_an_unknown_treatment_of_zeros_is_refused(sources):
    with pytest.raises(ChapterError, match="gravity_pairs is 'all'"):
        corridors.fit(sources, "all", 0.95)
