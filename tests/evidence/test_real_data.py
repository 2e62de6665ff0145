"""The real data: known values, balances, and the traps that the sources set."""

import random

import numpy as np
import pandas as pd
import pytest

from kazmig import evidence, paths
from kazmig.evidence import ANY, Evidence, EvidenceError, derive, expand, lineage_of, sources_of, validator


@pytest.fixture(scope="module")
def store() -> Evidence:
    return evidence.load()


def value(store: Evidence, series_id: str, period: str, **filters: str) -> float:
    frame = store.series(series_id, start=period, end=period, **filters)  # type: ignore[arg-type]
    assert len(frame) == 1, frame
    return float(frame["value"].iloc[0])


def test_nothing_is_wrong_with_the_data() -> None:
    assert evidence.check() == []


@pytest.mark.slow
def test_frictionless_finds_nothing_either() -> None:
    assert validator.problems(paths.data()) == []


@pytest.mark.parametrize(
    ("year", "departures"),
    [
        ("1991", 228_473),
        ("1994", 477_068),
        ("2013", 24_384),
        ("2019", 45_225),
        ("2020", 29_088),
        ("2021", 32_256),
        ("2023", 16_094),
        ("2024", 12_732),
        ("2025", 7_608),
    ],
)
def test_departures_are_known(store: Evidence, year: str, departures: int) -> None:
    assert value(store, "departures_registered", year) == departures


def test_the_annual_series_has_every_year_once(store: Evidence) -> None:
    for name in ("departures_registered", "arrivals_registered", "net_registered"):
        assert store.series(name)["year"].tolist() == list(range(1991, 2026))


def test_the_story_of_the_front_page(store: Evidence) -> None:
    departures = store.series("departures_registered").set_index("year")["value"]
    assert departures.idxmax() == 1994
    assert departures.idxmin() == 2025
    assert (departures.loc[2021:].diff().dropna() < 0).all()
    balance = store.series("net_registered").set_index("year")["value"]
    positive = [year for year in balance.index if balance[year] > 0]
    assert positive == [*range(2004, 2012), 2023, 2024, 2025]


def test_arrivals_minus_departures_are_the_balance_in_every_year(store: Evidence) -> None:
    frames = {
        name: store.series(f"{name}_registered").set_index("year")["value"]
        for name in ("arrivals", "departures", "net")
    }
    assert (frames["arrivals"] - frames["departures"] == frames["net"]).all()


def test_the_bureau_wins_from_2000_and_the_committee_before(store: Evidence) -> None:
    frame = store.series("departures_registered")
    assert set(frame.loc[frame["year"] < 2000, "source_id"]) == {"cisstat"}
    assert set(frame.loc[frame["year"] >= 2000, "source_id"]) == {"taldau_departures"}


def test_trap_one_rounded_figure_for_two_periods(store: Evidence) -> None:
    rounded = store.series("departures_registered", frequency=None, all_sources=True)
    rounded = rounded[rounded["value"] == 12_700]
    assert set(rounded["period"]) == {"2023-01/2023-09", "2024"}
    assert (rounded["precision"] == 50).all()
    assert rounded["note"].str.contains("both are right, for different periods").all()
    assert value(store, "departures_registered", "2023") == 16_094
    assert value(store, "departures_registered", "2024") == 12_732


def test_trap_values_of_2024_printed_as_those_of_2023(store: Evidence) -> None:
    balances = store.series("net_registered", start=2023, end=2023, all_sources=True)
    assert 16_600 not in set(balances["value"])
    assert value(store, "net_registered", "2023") == 9_293
    ledger = store.corrections.set_index("correction_id")
    assert ledger.loc["net_2023_is_2024", ["action", "expect"]].tolist() == ["drop", 16_600.0]
    assert "2024" in ledger.loc["dep_share_higher_2024", "reason"]


def test_trap_a_net_figure_printed_as_gross(store: Evidence) -> None:
    ledger = store.corrections.set_index("correction_id").loc["dep_1994_net_as_gross"]
    assert (ledger["action"], ledger["expect"]) == ("drop", 408_800)
    assert abs(value(store, "net_registered", "1994")) == pytest.approx(408_800, rel=0.01)
    departures = store.series("departures_registered", start=1994, end=1994, all_sources=True)
    assert "jamestown1995" not in set(departures["source_id"])


def test_trap_first_releases_are_revised_by_up_to_four_percent(store: Evidence) -> None:
    ledger = store.corrections
    first = ledger[ledger["correction_id"].str.contains("first_release") & ~ledger["series_id"].str.startswith("net")]
    assert len(first) >= 3
    for _, row in first.iterrows():
        final = value(store, str(row["series_id"]), str(row["period"]))
        assert 0 < abs(row["expect"] / final - 1) < 0.04


def test_trap_the_world_bank_repeats_the_united_nations(store: Evidence) -> None:
    bank = store.series("net_migration_wdi").set_index("year")["value"]
    nations = store.series("net_migrants_wpp", vintage="WPP 2024").set_index("year")["value"]
    assert len(bank) > 60
    assert (bank == nations.reindex(bank.index)).all()


def test_trap_two_revisions_disagree_in_sign(store: Evidence) -> None:
    with pytest.raises(EvidenceError, match="chain the revisions"):
        store.series("population_endyear_wpp")
    signs = {
        vintage: np.sign(store.series("net_migrants_wpp", vintage=vintage, start=2004, end=2013)["value"])
        for vintage in ("WPP 2022", "WPP 2024")
    }
    assert (signs["WPP 2022"] == 1).all()
    assert (signs["WPP 2024"] == -1).all()


def test_trap_stock_revisions_are_never_chained(store: Evidence) -> None:
    with pytest.raises(EvidenceError, match=r"'IMS 2020', 'IMS 2024'.*say which"):
        store.series("migrant_stock_abroad", partner="RUS")
    old = value(store, "migrant_stock_abroad", "2020", vintage="IMS 2020")
    new = value(store, "migrant_stock_abroad", "2020", vintage="IMS 2024")
    assert old / new > 1.3


def test_trap_the_matrix_of_2022_is_damaged_and_its_balances_come_from_elsewhere(store: Evidence) -> None:
    for series, geo, partner in (("internal_moves_interregional", "KAZ", ""), ("internal_flows", ANY, ANY)):
        with pytest.raises(EvidenceError, match="has nothing"):
            store.series(series, geo=geo, partner=partner, start=2022, end=2022)
    for name in ("internal_arrivals", "internal_departures", "internal_net_interregional"):
        regions = store.series(name, geo=ANY, start=2022, end=2022)
        assert len(regions) == 20
        assert set(regions["source_id"]) == {"kanat_int"}
    dropped = store.corrections
    dropped = dropped[
        (dropped["period"] == "2022") & (dropped["source_id"] == "diar_od") & (dropped["action"] == "drop")
    ]
    printed = dropped.set_index(["series_id", "geo", "partner"])["expect"].astype(float).sort_index()
    assert printed["internal_flows", "KZ-19", "KZ-75"] == printed["internal_flows", "KZ-75", "KZ-19"]
    used = store.series("internal_net_interregional", geo=ANY, start=2022, end=2022).set_index("geo")["value"]
    early = store.series("internal_net_interregional", geo=ANY, start="2022-01", end="2022-08", frequency="span")
    assert set(early["geo"]) == {"KZ-71", "KZ-75", "KZ-79"}
    for geo, value in early.set_index("geo")["value"].items():
        assert 0 < value < used[geo]
        assert printed["internal_net_interregional", geo].item() < 0


def test_the_matrix_adds_up_to_the_balances_and_totals_held_apart_from_it(store: Evidence) -> None:
    flows = store.series("internal_flows", geo=ANY, partner=ANY)
    assert (flows["geo"] != flows["partner"]).all()
    assert flows.groupby("year").size().to_dict() == dict.fromkeys((2010, 2015, 2020, 2021, 2023, 2024), 380)
    totals = store.series("internal_moves_interregional").set_index("year")["value"]
    net = store.series("internal_net_interregional", geo=ANY, all_sources=True)
    net = net[net["source_id"] == "diar_od"].set_index(["year", "geo"])["value"]
    for year, rows in flows.groupby("year"):
        assert rows["value"].sum() == totals[year]
        balance = rows.groupby("partner")["value"].sum() - rows.groupby("geo")["value"].sum()
        assert balance.to_dict() == net[year].to_dict()


def test_within_a_region_arrivals_and_departures_are_the_same_moves(store: Evidence) -> None:
    flows = store.series("internal_flows", geo=ANY, partner=ANY, start=2023)
    gaps = {}
    for year, rows in flows.groupby("year"):
        into = store.series("internal_arrivals", geo=ANY, start=year, end=year).set_index("geo")["value"]
        out = store.series("internal_departures", geo=ANY, start=year, end=year).set_index("geo")["value"]
        within = into - rows.groupby("partner")["value"].sum()
        gap = within - (out - rows.groupby("geo")["value"].sum())
        gaps |= {(year, geo): size for geo, size in gap[gap.abs() > 2].items()}
    assert gaps == {(2023, "KZ-19"): 647, (2023, "KZ-79"): -647}  # one direction of this pair is copied: flagged


def test_trap_zeros_for_germany_are_gaps(store: Evidence) -> None:
    germany = store.series("citizens_immigrating_oecd", geo="DEU", partner="KAZ")
    assert germany["year"].min() == 2002
    assert germany["value"].min() > 0
    ledger = store.corrections.set_index("correction_id")
    assert ledger.loc[["oecd_deu_2000", "oecd_deu_2001"], "action"].tolist() == ["drop", "drop"]


def test_trap_the_population_steps_at_the_censuses(store: Evidence) -> None:
    frame = store.series("population_jan1").set_index("year")
    steps = frame["value"].diff()
    assert steps[2009] == pytest.approx(411_000, abs=500)
    assert steps[2022] == pytest.approx(624_000, abs=500)
    flagged = frame[frame["note"].str.contains("no growth or rate across it")]
    assert flagged.index.tolist() == [2009, 2022]


def test_trap_permits_of_the_ministry_are_another_thing(store: Evidence) -> None:
    permits = value(store, "departure_permits", "2020")
    assert permits == 29_898
    assert permits != value(store, "departures_registered", "2020")
    assert set(store.concept("emigration")) >= {"departures_registered", "departure_permits"}


def test_definitions_are_never_mixed_in_a_unit(store: Evidence) -> None:
    info = store.series_info.set_index("series_id")
    assert info.loc["departures_registered", "unit"] == "persons"
    assert info.loc["kandas_quota_families", "unit"] == "families"
    assert info.loc["outflow_five_year", "frequency"] == "five_year"
    assert not info["unit"].str.contains("thousand|million").any()


def test_ten_random_values_are_found_again_by_hand(store: Evidence) -> None:
    draw = random.Random(7)
    series = draw.sample(store.series_info["series_id"].tolist(), 10)
    for name in series:
        frame = store.series(
            name, geo=ANY, partner=ANY, sex=ANY, age=ANY, breakdown=ANY, category=ANY, frequency=None, all_sources=True
        )
        row = frame.iloc[draw.randrange(len(frame))]
        file, line = row["lineage"].split()[-1].rsplit(":", 1)
        text = (paths.data() / file).read_text(encoding="utf-8").split("\n")[int(line) - 1]
        assert text.startswith(f"{name},{row['geo']},")
        assert row["source_id"] in text.split(",")
        raw = store.row(row["lineage"].split()[-1])
        assert float(raw["value"]) == row["value"] or "Corrected" in row["note"]


def test_leaving_a_source_out_takes_it_out_of_the_lineage(store: Evidence) -> None:
    departures = store.series("departures_registered")
    population = store.series("population_jan1")
    rates = departures.merge(population, on="year", suffixes=("_departures", "_population"))
    total = derive(lambda f: pd.DataFrame({"rate": [(f["value_departures"] / f["value_population"]).max()]}), rates)
    assert set(sources_of(total, store)) >= {"cisstat", "taldau_departures", "bns_pop_csv"}
    later = rates[rates["year"] >= 2000]
    assert "cisstat" not in sources_of(later, store)
    assert set(expand(lineage_of(later))) < set(expand(lineage_of(total)))


def test_the_panels_can_be_asked_and_traced(store: Evidence) -> None:
    for name in ("wpp", "stock_totals"):
        frame = store.panel(name)
        assert frame["lineage"].iloc[0] == f"panels/{name}.csv.gz:2"
        assert len(frame) == int(frame["lineage"].iloc[-1].rpartition(":")[2]) - 1
    kazakhstan = store.panel("wpp", geo="KAZ", vintage="WPP 2024", year=(1991, 2023))
    assert len(kazakhstan) == 33
    assert sources_of(kazakhstan, store) == ("un_wpp2024",)
    series = store.series("net_migrants_wpp", vintage="WPP 2024", start=1991, end=2023)
    assert kazakhstan["net_migrants"].tolist() == series["value"].tolist()


def test_a_panel_derived_by_place_keeps_every_row(store: Evidence) -> None:
    panel = store.panel("wpp")
    means = derive(lambda f: f.groupby("geo", as_index=False)["births"].mean(), panel, by="geo")
    assert len(means) == panel["geo"].nunique()
    assert len(expand(means["lineage"])) == len(panel)
