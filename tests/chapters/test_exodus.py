import pandas as pd
import pytest

from kazmig import evidence
from kazmig.chapters import exodus
from kazmig.chapters.common import ChapterError


def test_the_period_begins_after_1991_when_it_is_left_out():
    assert exodus.first_of(1991, 2004, exclude_1991=True) == 1992
    assert exodus.first_of(1998, 2004, exclude_1991=True) == 1998
    assert exodus.first_of(1991, 2004, exclude_1991=False) == 1991


def test_an_empty_period_is_refused_with_a_remedy():
    with pytest.raises(ChapterError, match="choose start_year before window_end"):
        exodus.first_of(2006, 2004, exclude_1991=False)


def test_the_published_balance_is_arrivals_less_departures(ev):
    found = exodus.balance(ev, 1991, 2004)
    assert found["year"].tolist() == list(range(1991, 2005))
    assert (found["net"] == found["arrivals"] - found["departures"]).all()
    assert found["departures"].sum() == 3_157_619
    assert -found["net"].sum() == 2_105_736


def test_the_band_belongs_to_the_larger_flow():
    flows = pd.DataFrame({"year": [2003, 2004], "departures": [70.0, 60.0], "arrivals": [65.0, 68.0]})
    found = exodus.both_ways(flows.assign(lineage_departures="a.csv:2", lineage_arrivals="a.csv:3"))
    out = found[found["flow"] == "departures"].set_index("year")
    back = found[found["flow"] == "arrivals"].set_index("year")
    assert out.loc[2003, ["low", "high"]].tolist() == [65, 70]
    assert out.loc[2004, ["low", "high"]].isna().all()
    assert back.loc[2004, ["low", "high"]].tolist() == [60, 68]
    assert back.loc[2003, ["low", "high"]].isna().all()


def test_each_sum_rests_on_its_own_years_and_no_later_one(yearly):
    found = exodus.cumulative({"a": yearly({1991: -5, 1992: -7, 1993: 2}), "b": yearly({1992: 1})})
    assert found.loc[found["series"] == "a", "value"].tolist() == [-5, -12, -10]
    assert [len(line.split()) for line in found["lineage"]] == [1, 2, 3, 1]


def test_without_1991_there_is_one_register_line_less(ev):
    assert len(exodus.running(ev, 1991, 2004)) == 3
    assert list(exodus.running(ev, 1992, 2004)) == ["Register, from 1992", "UN, WPP 2024"]


def test_the_account_closes(ev):
    one = exodus.account(ev, 1991, 2000).iloc[0]
    assert one["opening"] + one["natural"] + one["registered"] + one["unexplained"] == one["closing"]
    assert one["implied"] == one["registered"] + one["unexplained"]
    births = ev.series("births_wpp", vintage="WPP 2024", start=1991, end=1999)["value"].sum()
    deaths = ev.series("deaths_wpp", vintage="WPP 2024", start=1991, end=1999)["value"].sum()
    assert one["natural"] == births - deaths
    assert one["natural"] == exodus.natural(ev, "WPP 2024", 1991, 1999)["value"].sum()


def test_the_account_names_every_row_it_rests_on(ev):
    rows = evidence.expand(evidence.lineage_of(exodus.account(ev, 1991, 2000)))
    assert len(rows) == 2 + 3 * 9  # two populations, nine years of births, deaths and balances


def test_an_account_between_years_without_a_population_is_refused(ev):
    with pytest.raises(ChapterError, match="January 1995"):
        exodus.account(ev, 1995, 2000)


def test_the_table_reads_like_the_account(ev):
    one = exodus.account(ev, 1991, 2000)
    people = exodus.account_lines(one)["people"].tolist()
    assert people[0] + people[1] + people[2] == people[3]
    assert people[4] - people[3] == people[5]


def test_losses_are_over_the_years_of_the_account(ev):
    wide = exodus.side_by_side(exodus.balances(ev, 1991, 2010))
    found = exodus.losses(wide, exodus.accounts(ev, 1991, 2000)).set_index("estimate")["loss"]
    assert found["Register"] == 1_841_738
    assert found.index[0] == "Register"
    assert found["UN estimate, WPP 2024"] == -wide.loc[wide["year"] < 2000, "wpp2024"].sum()


def test_long_and_wide_hold_the_same_numbers(ev):
    wide = exodus.side_by_side(exodus.balances(ev, 1997, 1999))
    tall = exodus.long(wide).pivot(index="year", columns="source", values="value")
    assert tall["WPP 2022"].tolist() == wide["wpp2022"].tolist()
    assert tall["Register"].tolist() == wide["register"].tolist()


def test_the_base_is_the_last_population_at_or_before_the_first_year(ev):
    assert exodus.base_population(ev, 1991)["year"].item() == 1991
    assert exodus.base_population(ev, 1995)["year"].item() == 1992
