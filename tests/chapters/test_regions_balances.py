import pandas as pd
import pytest

from kazmig import evidence
from kazmig.chapters import regions


@pytest.fixture(scope="module")
def balances(ev):
    return regions.internal(ev)


@pytest.fixture(scope="module")
def split(ev):
    return {year: regions.parts(ev, year) for year in (2023, 2024)}


def test_balances_of_all_regions_add_to_zero_in_every_year(balances):
    sums = balances.groupby("year")["value"].agg(["sum", "size"])
    assert sums["sum"].eq(0).all()
    assert sums["size"].eq(20).all()
    assert sums.index.tolist() == [2010, 2015, 2020, 2021, 2022, 2023, 2024]


def test_2022_has_the_signs_of_its_neighbours_for_the_large_cities(balances):
    cities = balances[balances["region"].isin(["Astana", "Almaty", "Shymkent"]) & balances["year"].between(2021, 2023)]
    assert (cities["value"] > 0).all()
    assert set(balances.loc[balances["year"] == 2022, "source_id"]) == {"kanat_int"}


def test_signs_count_the_years_of_gain_and_loss_and_know_them(balances):
    counts = regions.signs(balances).set_index("region")
    assert counts.loc["Almaty", ["gains", "losses"]].tolist() == [7, 0]
    assert counts.loc["Astana", ["gains", "losses"]].tolist() == [6, 1]
    assert len(evidence.expand(" ".join(evidence.lineage_of(counts.loc[["Abai"]].reset_index())))) >= 7


def test_parts_of_the_balance_add_up_to_the_country(split, ev):
    country = ev.series("net_registered", start=2023, end=2024).set_index("year")["value"]
    for year, frame in split.items():
        assert len(frame) == 20
        assert frame["internal"].sum() == 0
        assert frame["external"].sum() == country[year]
        assert (frame["all"] - frame["internal"] - frame["external"]).eq(0).all()


def test_external_balances_fit_the_gross_figures_of_the_press(split):
    frame = split[2024]
    assert -2_150 < regions.of(frame, "North Kazakhstan", "external") < 0  # 2.1 thousand left
    assert 0 < regions.of(frame, "Almaty", "external") < 6_350  # 6.3 thousand came
    assert 0 < regions.of(frame, "Mangystau", "external") < 3_750  # 3.7 thousand came
    assert 0 < regions.of(frame, "Almaty Region", "external") < 4_850  # 4.8 thousand came


def test_rates_are_per_1000_of_the_middle_of_the_year(split, ev):
    row = split[2024].set_index("region").loc["Astana"]
    ends = ev.series("population_jan1", geo="KZ-71", start=2024, end=2025)["value"]
    assert row["all_rate"] == pytest.approx(1000 * 75_854 / ends.mean())
    assert row["growth"] == ends.iloc[1] - ends.iloc[0]


def test_regions_add_to_the_country_in_population(ev):
    people = regions.named(ev.series("population_jan1", geo=evidence.ANY, start=2022, end=2025))
    country = ev.series("population_jan1", start=2022, end=2025).set_index("year")["value"]
    assert people.groupby("year")["value"].sum().to_dict() == country.to_dict()


def test_population_leaves_out_borders_of_then_and_the_last_date(ev):
    people = regions.population(ev)
    assert people["year"].max() == 2024
    assert set(people["region"]) <= set(regions.NAMES.values())


def test_lists_read_as_people_write_them():
    assert regions.listed(pd.DataFrame({"region": ["Astana", "Almaty", "Abai"]})) == "Astana, Almaty and Abai"
    assert regions.listed(pd.DataFrame({"region": ["Astana"]})) == "Astana"
