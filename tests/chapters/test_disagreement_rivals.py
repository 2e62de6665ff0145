import pytest

from kazmig import evidence
from kazmig.chapters import disagreement as differ


@pytest.fixture(scope="module")
def found(ev):
    return differ.rivals(ev)


def test_every_difference_has_a_reason_in_the_records(found):
    unexplained = found[found["reason"] == "not explained"]
    assert unexplained[["series_id", "partner", "category", "period", "other_source"]].to_numpy().tolist() == []


def test_a_known_slip_is_found_with_its_value_and_rows(found):
    slip = found[(found["series_id"] == "net_registered") & (found["period"] == "2023") & (found["other"] == 16600)]
    assert slip[["used", "reason", "rule"]].to_numpy().tolist() == [[9293.0, "slip of print or copy", "dropped"]]
    assert len(evidence.expand(slip["lineage"].item())) == 2


def test_values_set_aside_in_the_regions_count_too(found):
    aside = found[(found["series_id"] == "internal_net_interregional") & (found["rule"] == "dropped")]
    assert set(aside["geo"]) == {"KZ-61", "KZ-71", "KZ-75", "KZ-79"}
    assert (aside["used"] * aside["other"] < 0).all()


def test_a_rounded_print_is_no_difference(found):
    rounded = found[(found["series_id"] == "departures_registered") & (found["other_source"] == "nhconsult2025")]
    assert set(rounded["reason"]) == {"same within the print"}


def test_the_two_stock_revisions_are_rivals_at_each_common_round(found):
    stocks = found[(found["series_id"] == "migrant_stock_abroad") & (found["partner"] == "")]
    assert stocks["period"].tolist() == [str(year) for year in range(1990, 2021, 5)]
    assert set(stocks["reason"]) == {"revision"}


def test_percent_is_of_the_size_of_the_value_used(found):
    row = found[(found["series_id"] == "net_registered") & (found["other_source"] == "daz2008")].iloc[0]
    assert row["percent"] == pytest.approx(100 * (10878 - 10962) / 10962)


def test_quantities_add_up_to_the_rivals(found):
    table = differ.by_quantity(found)
    assert table["values"].sum() == len(found)
    assert table["agreeing"].sum() == (found["reason"] == "same within the print").sum()
    known = table[table["middle"].notna()]
    assert (known["least"] <= known["middle"]).all()
    assert (known["middle"] <= known["most"]).all()


@pytest.mark.parametrize("count", [differ.by_reason, differ.by_rule])
def test_counts_add_up_and_know_their_rows(found, count):
    table = count(found)
    assert table["value"].sum() == len(found)
    assert table["value"].is_monotonic_decreasing
    assert (table["lineage"] != "").all()


def test_the_list_names_group_partner_and_publisher(found, ev):
    table = differ.listed(found, ev)
    russia = table[table["what"].str.contains("Russia") & table["what"].str.contains("Students")]
    assert len(russia) >= 1
    assert not (table["reason"] == "same within the print").any()


def test_witnesses_are_publishers_not_releases(ev):
    counts = differ.witnesses(ev, "departures_registered", 1991, 2025).set_index("year")["value"]
    assert counts[1992] == 1
    assert counts[2024] >= 3
    once = differ.printed_once({"departures": counts.reset_index().assign(lineage="observations/flows.csv:2")})
    assert once["single"].item() == (counts == 1).sum()


def test_first_releases_are_those_of_the_register(found):
    table = differ.releases(found).set_index("label")
    assert table.loc["balance 2024", ["first", "final"]].tolist() == [17164, 16550]
    assert table.loc["arrivals 2017", "first"] == 16081, "the exact first count, not the rounded one"


def test_rounds_compare_two_revisions_at_one_date(ev):
    table = differ.rounds(ev).set_index("year")
    assert table.loc[2020, ["older", "newer"]].tolist() == [4203899, 3029566]
    assert 2024 not in table.index


def test_spans_keep_whole_ones_only(yearly):
    frame = yearly(dict.fromkeys(range(1991, 1999), 2))
    table = differ.spans(frame, names=("a",), start=1991, end=2000)
    assert table[["span", "value"]].to_numpy().tolist() == [["1991–1995", 10.0]]


def test_projections_are_no_accounts(yearly):
    first, second = yearly({2020: 1, 2021: 2}, status="estimate"), yearly({2020: -1, 2021: 2})
    second["status"] = ["estimate", "projection"]
    assert differ.opposite(first, second, start=1991)["year"].tolist() == [2020]


def test_two_counts_meet_on_place_partner_and_period(ev):
    pairs = differ.two_counts(ev, "departures_registered", "departure_permits")
    whole = pairs[(pairs["period"] == "2020") & (pairs["partner"] == "")]
    assert whole[["first", "second"]].to_numpy().tolist() == [[29088, 29898]]
    inflows = differ.two_counts(ev, "citizens_immigrating_eurostat", "citizens_immigrating_oecd", everywhere=True)
    assert inflows["same"].sum() > len(inflows) / 2
    table = differ.counted_twice(inflows, {"CZE": "Czechia"})
    assert (table["differing"] <= table["years"]).all()
