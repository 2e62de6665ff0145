import pytest

from kazmig import evidence
from kazmig.chapters import regions


@pytest.fixture(scope="module")
def groups(ev):
    return regions.composition(ev).set_index("group")


def test_shares_are_of_the_departures_of_the_same_months(groups):
    assert groups.loc["Germans", "leaving"] == pytest.approx(100 * 2_331 / 28_150)
    assert groups.loc["People of towns", "leaving"] == pytest.approx(100 * 28.8 / 34.2)
    ethnic = groups[groups["period"] == "2017-01/2017-09"]
    assert 90 < ethnic["leaving"].sum() < 100


def test_shares_of_the_population_are_of_the_same_date(groups, ev):
    census = ev.series("population_census_share", breakdown="ethnicity", category="russian", start=2021, end=2021)
    assert groups.loc["Russians", "living"] == pytest.approx(census["value"].item(), abs=1)
    assert groups.loc["Kazakhs", "living"] == pytest.approx(71, abs=0.5)
    assert 58 < groups.loc["People of towns", "living"] < 59


def test_each_share_rests_on_four_rows(ev):
    frame = regions.composition(ev)
    for number in range(len(frame)):
        assert len(evidence.expand(" ".join(evidence.lineage_of(frame.iloc[[number]])))) == 4


def test_nothing_is_known_by_sex(ev):
    rows = ev.series("departures_registered", geo=evidence.ANY, sex=evidence.ANY, frequency=None)
    assert set(rows["sex"]) == {""}  # when this fails, the chapter may say more
