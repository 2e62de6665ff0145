import pytest

from kazmig.chapters.common import ChapterError
from kazmig.chapters.labour import protection


@pytest.fixture(scope="module")
def stocks(ev):
    return protection.stocks(ev, 1991, 2025)


def test_the_count_of_refugees_is_cut_at_the_break_of_reporting(stocks):
    before = stocks[stocks["stock"] == "Refugees in Kazakhstan"]
    after = stocks[stocks["stock"] == protection.AFTER_BREAK]
    assert before["year"].max() == protection.BREAK - 1
    assert after["year"].min() == protection.BREAK
    assert after["value"].min() > 100 * before["value"].iloc[-1]


def test_the_break_is_flagged_in_the_evidence_and_marked(ev, stocks):
    flags = ev.corrections
    flagged = flags[(flags["series_id"] == "refugees_hosted") & (flags["action"] == "flag")]
    assert set(flagged["period"]) == {"2023", "2024"}
    assert protection.break_mark(stocks, "Here")[["word", "date"]].values.tolist() == [["Here", "2023"]]
    assert protection.break_mark(protection.stocks(ev, 1991, 2016), "Here").empty


def test_only_the_stocks_that_are_there_have_colours(ev, stocks):
    for rows in (stocks, protection.stocks(ev, 1991, 2016)):
        tones, labels = protection.shown(rows)
        assert set(tones) == set(labels) == set(rows["stock"])


def test_nearly_all_of_the_jump_is_of_unknown_origin(ev):
    for year in (2023, 2024):
        assert protection.unknown_share(ev, year)["share"].item() > 99


def test_a_part_is_a_share_of_its_total(ev):
    cases = ev.series("asylum_seekers_abroad", partner=["", "USA"], start=2024, end=2024)
    assert protection.part(cases, "USA") == pytest.approx(100 * 7763 / 12388)
    with pytest.raises(ChapterError, match="KOR"):
        protection.part(cases, "KOR")


def test_parts_of_the_identified_are_never_more_than_all(ev):
    kinds = ev.series(
        "trafficking_victims_identified", breakdown="exploitation", category=["labour", "other", "sexual"]
    )
    every = ev.series("trafficking_victims_identified").set_index("year")["value"]
    summed = kinds.groupby("year")["value"].sum()
    assert (summed <= every.loc[summed.index]).all()
    assert summed[2018] == every[2018]


def test_years_without_a_report_stay_out_of_the_picture(ev):
    found = protection.trafficking(ev, 1991, 2025)
    helped = found.loc[found["who"].str.startswith("Helped"), "year"]
    assert helped.min() == 2015
    assert helped.max() == 2019


def test_authorities_and_organisations_find_different_people(ev):
    foreign = protection.portions(ev, "citizenship", "foreign")
    assert (foreign["assisted"] > foreign["identified"]).all()
    assert protection.portion(foreign, 2018, "assisted") == pytest.approx(100 * 86 / 122)
    with pytest.raises(ChapterError, match="2022"):
        protection.portion(foreign, 2022, "assisted")
