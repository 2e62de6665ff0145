import pytest

from kazmig.chapters import students


def test_releases_are_apart_and_have_one_value_a_year(ev):
    found = students.releases(ev)
    assert set(found["release"]) == set(students.RELEASES.values())
    assert not found.duplicated(["release", "year"]).any()
    assert found.loc[found["year"] == 2013, "value"].nunique() == 2


def test_the_newest_release_lacks_2002_and_nothing_fills_it(ev):
    found = students.releases(ev)
    newest = found[found["release"] == students.RELEASES["uis_api2025"]]
    assert 2002 not in set(newest["year"])
    assert newest["year"].max() == 2020


def test_2018_was_printed_three_ways(ev):
    found = students.printed_for(ev, 2018)
    assert found["value"].tolist() == [78_337, 88_119, 120_000]
    assert found["shown"].iloc[-1] == "over 120,000"
    assert found["printed_in"].notna().all()


def test_out_and_in_are_of_one_release_and_leave_the_published_net(ev):
    found = students.balance(ev).pivot(index="year", columns="flow", values="value")
    net = ev.series("students_net").set_index("year")["value"]
    assert (found["arrivals"] - found["departures"]).to_dict() == pytest.approx(net.to_dict())
