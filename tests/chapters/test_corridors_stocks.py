import pytest

from kazmig import evidence
from kazmig.chapters import corridors
from kazmig.chapters.corridors import stocks
from kazmig.chapters.years import ChapterError


@pytest.fixture(scope="module")
def newer(ev):
    return corridors.pairs(ev, corridors.ABROAD, 2024)


def test_the_newer_pairs_add_to_the_printed_total(ev, newer):
    total = ev.series("migrant_stock_abroad", vintage="IMS 2024", start=2024, end=2024)["value"].item()
    assert newer["value"].sum() == total
    assert newer["share"].sum() == pytest.approx(100)
    assert newer["value"].is_monotonic_decreasing


def test_a_round_comes_from_one_revision_alone(ev, newer):
    older = corridors.pairs(ev, corridors.ABROAD, 2020)
    assert set(older["vintage"]) == {"IMS 2020"}
    assert set(newer["vintage"]) == {"IMS 2024"}
    sources = evidence.sources_of(older[["lineage"]], ev)
    assert len(sources) == 1


def test_a_year_between_rounds_is_refused(ev):
    with pytest.raises((ChapterError, evidence.EvidenceError)):
        corridors.pairs(ev, corridors.ABROAD, 2018)


def test_the_map_leaves_out_small_numbers_and_unknown_places(newer):
    shown = corridors.mapped(newer)
    assert shown["value"].min() >= stocks.LEAST
    assert shown["latitude"].notna().all()
    assert corridors.mapped(newer.assign(latitude=float("nan"))).empty


def test_revisions_stand_side_by_side_and_absent_is_not_zero(ev):
    both = corridors.two_revisions(ev, corridors.ABROAD).set_index("code")
    assert both.loc["RUS", "older"] == 2_558_907
    assert both.loc["RUS", "newer"] == 1_321_004
    assert both["newer"].isna()["USA"]
    assert (both[["older", "newer"]].max(axis=1).diff().dropna() <= 0).all()


def test_the_rounds_of_the_two_revisions_are_series_of_their_own(ev):
    found = corridors.rounds(ev, corridors.ABROAD, ("RUS", "DEU"))
    assert found.groupby("vintage")["year"].agg(list)["IMS 2024"] == [2024, 2024]
    assert not found.duplicated(["code", "vintage", "year"]).any()


def test_the_older_origins_were_carried_forward(ev):
    found = corridors.carried(ev)
    assert len(found) > 10
    assert found["growth"].max() - found["growth"].min() < 0.1
    assert corridors.carried(ev, 1990, 2000)["growth"].max() > 50  # in the 1990s they were not


def test_the_neighbours_are_four_of_all(ev):
    near = corridors.neighbours(ev)
    hosted = corridors.pairs(ev, corridors.HOSTED, 2024)
    four = hosted[hosted["code"].isin(["KGZ", "TJK", "TKM", "UZB"])]["value"].sum()
    last = near[near["vintage"] == "IMS 2024"]
    assert last["value"].item() == four
    assert last["share"].item() == pytest.approx(100 * four / hosted["value"].sum())
