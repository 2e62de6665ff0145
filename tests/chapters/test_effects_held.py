from kazmig import evidence
from kazmig.chapters import effects


def test_whole_periods_are_counted_once_and_parts_not_at_all(ev):
    found = effects.held(ev, 1991, 2025)
    assert not found.duplicated(["what", "period"]).any()
    quarters = found[found["what"] == "quarter of departures"]
    assert quarters["period"].str.fullmatch(r"\d{4}-Q[1-4]").all()
    assert quarters["wanted"].unique().tolist() == [140]
    kandas = found[found["what"] == "year of arrivals of kandas"]
    assert {"2016", "2022", "2025"} <= set(kandas["period"])
    assert "2014" not in set(kandas["period"])  # printed as fewer than nine thousand
    assert evidence.lineage_of(found)


def test_the_years_asked_for_bound_what_is_wanted(ev):
    found = effects.held(ev, 2010, 2019)
    assert found["year"].between(2010, 2019).all()
    assert found.groupby("what")["wanted"].first().to_dict() == {
        "quarter of departures": 40,
        "year of arrivals of kandas": 10,
        "year of departures to Russia": 10,
    }
