import pytest

from kazmig import evidence
from kazmig.chapters import flows


@pytest.fixture(scope="module")
def register(ev):
    return ev.series("departures_registered")


@pytest.fixture(scope="module")
def destinations(ev, register):
    return flows.counts(ev, register, 2019)


def test_each_destination_stands_beside_the_register_over_the_same_years(destinations, register):
    values = register.set_index("year")["value"]
    for row in destinations.itertuples():
        expected = 100 * (values[row.latest_year] / values[row.base_year] - 1)
        assert row.register_change == pytest.approx(expected)
        assert row.change == pytest.approx(100 * (row.latest / row.base - 1))


def test_the_latest_year_is_the_last_that_both_have(destinations):
    years = destinations.set_index("destination")["latest_year"]
    assert years["Russia: citizenship granted"] == 2022
    assert years["United States: green cards"] == 2023


def test_a_destination_rests_on_four_rows(destinations):
    for number in range(len(destinations)):
        addresses = evidence.expand(evidence.lineage_of(destinations.iloc[[number]]))
        assert sum(address.startswith("observations/") for address in addresses) == 4


def test_a_base_year_that_russia_lacks_leaves_russia_out(ev, register):
    found = flows.counts(ev, register, 2018)
    assert not found["destination"].str.startswith("Russia").any()
    assert (found["base_year"] == 2018).all()


def test_european_reporters_are_sorted_into_rose_and_fell(ev, register):
    found = flows.reporters(flows.europe(ev, register, 2019)).set_index("destination")
    assert found.loc["Luxembourg: citizens immigrating", "direction"] == "fell"
    assert found.loc["Iceland: citizens immigrating", "clear"] == 0  # two people, then four
    assert found["direction"].value_counts().to_dict() == {"rose": 12, "fell": 7}


def test_the_permit_panel_has_the_same_countries_every_year(ev):
    whole, without = flows.permits(ev, 2019), flows.permits(ev, 2019, without=("DEU",))
    assert whole["countries"].nunique() == 1
    assert (whole["countries"] - without["countries"]).eq(1).all()
    germany = ev.series("residence_permits_valid", geo="DEU", partner="KAZ", start=2019)
    assert (whole["value"] - without["value"]).tolist() == germany["value"].tolist()
