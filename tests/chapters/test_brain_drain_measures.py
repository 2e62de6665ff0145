"""Kandas, visas, green cards, students, indicators: each with the base and the years that belong to it."""

import pytest

from kazmig import evidence
from kazmig.chapters import brain_drain, intervals
from kazmig.chapters.brain_drain import measures
from kazmig.chapters.common import ChapterError
from kazmig.evidence.periods import Period


def test_kandas_have_one_window_a_year_and_base_in_order(ev):
    frame = measures.kandas(ev)
    assert not frame.duplicated(["base", "year"]).any()
    assert frame["year"].is_monotonic_increasing
    assert set(frame["base"]) == {"since 1991", "period"}
    assert frame["label"].is_unique


def test_kandas_take_the_longest_window_that_prints_both_levels(ev):
    labels = measures.kandas(ev)["label"].tolist()
    assert "2025" in labels
    assert "January to June 2022" in labels
    assert "January to October 2024" in labels
    assert "January to August 2024" not in labels


@pytest.mark.parametrize(
    ("text", "words"),
    [("2025", "2025"), ("2022-H1", "January to June 2022"), ("1991-01/2011-09", "September 2011")],
)
def test_periods_in_words(text, words):
    assert measures._words(Period.parse(text)) == words


def test_visas_have_exact_intervals_and_begin_where_asked(ev):
    frame = measures.visas(ev, list(measures.VISAS), 0.9, 2010)
    assert frame["year"].min() == 2010
    assert set(frame["category"]) == set(measures.VISAS)
    row = frame.iloc[0]
    assert (row["low"], row["high"]) == intervals.garwood(row["value"], 0.9)
    assert ((frame["low"] <= frame["value"]) & (frame["value"] <= frame["high"])).all()


def test_green_cards_by_class_are_parts_of_the_total(ev):
    frame = measures.green_cards(ev, [2022])
    assert frame["value"].sum() == frame["total"].iloc[0]
    assert frame["share"].sum() == pytest.approx(100)
    with pytest.raises(ChapterError, match="no green cards"):
        measures.green_cards(ev, [1950])


def test_common_years_are_those_in_which_every_country_reports(ev):
    ratios = measures.student_ratios(ev, 2000)
    frame = measures.common_years(ratios)
    assert measures.OFF_SCALE not in set(frame["geo"])
    assert set(frame["geo"]) == set(ratios["geo"]) - {measures.OFF_SCALE}
    first, last = int(frame["first"].iloc[0]), int(frame["last"].iloc[0])
    assert 2000 <= first < last
    later = ratios[(ratios["year"] > last) & (ratios["geo"] != measures.OFF_SCALE)]
    assert (later.groupby("year")["geo"].nunique() < len(frame)).all()


def test_one_shared_year_is_too_few(ev):
    ratios = measures.student_ratios(ev)
    with pytest.raises(ChapterError, match="start_year"):
        measures.common_years(ratios[ratios["year"] == 2017])


def test_indicators_print_the_last_value_of_kazakhstan_and_the_range_of_others(ev):
    emigrants = brain_drain.emigrants(ev)
    frame = measures.indicators(ev, emigrants[emigrants["category"] == "higher"]).set_index("series_id")
    assert list(frame.index) == list(measures.INDICATORS)
    students = ev.series("tertiary_outbound_ratio")
    assert frame.loc["tertiary_outbound_ratio", "value"] == students["value"].iloc[-1]
    assert frame.loc["tertiary_outbound_ratio", "when"] == str(students["year"].iloc[-1])
    fsi = ev.series("fsi_human_flight", geo=evidence.ANY, start=int(frame.loc["fsi_human_flight", "when"]))
    others = fsi.loc[fsi["geo"] != "KAZ", "value"]
    assert frame.loc["fsi_human_flight", "lowest"] == others.min()
    assert frame.loc["fsi_human_flight", "others"] == len(others)
    assert frame.loc["us_visas", "beside"] == "none held"
    assert all(evidence.lineage_of(frame.loc[[name]]) for name in frame.index)
