import pytest

from kazmig import evidence
from kazmig.chapters import common
from kazmig.chapters.before_1991 import movements


@pytest.fixture(scope="module")
def sent(ev):
    return movements.deported(ev)


def test_no_group_stands_under_one_destination_twice(sent):
    assert not sent.duplicated(["group", "where"]).any()
    assert not sent["label"].duplicated().any()
    assert len(sent) == len(movements.SHOWN)


def test_those_sent_to_kazakhstan_are_never_more_than_all_of_a_group(sent):
    both = sent.pivot(index="group", columns="where", values="value").dropna()
    assert set(both.index) == {"Koreans", "Germans", "Karachays"}
    assert (both["Kazakhstan"] < both["anywhere"]).all()


def test_undated_figures_are_left_out_of_the_picture(sent):
    assert "asiep_kz" not in set(sent["source_id"])


def test_the_koreans_of_the_report_are_used_and_the_rounded_table_is_near(ev, sent):
    assert movements.number(sent, "Koreans") == 171_781
    every = ev.series(
        "deported_people", geo="SUN", breakdown="ethnicity", category="korean", frequency=None, all_sources=True
    )
    assert every["value"].max() - every["value"].min() < 500


def test_the_events_carry_the_sizes_of_the_observations(ev, sent):
    sizes = ev.events.set_index("event_id")["size"]
    pairs = {
        "deportation_koreans": "Koreans",
        "deportation_karachays": "Karachays",
        "deportation_balkars": "Balkars",
        "deportation_crimean_tatars": "Crimean Tatars",
        "deportation_meskhetian_turks": "Meskhetian Turks",
    }
    for event, group in pairs.items():
        assert sizes[event] == movements.number(sent, group)
    both = movements.number(sent, "Chechens") + movements.number(sent, "Ingush")
    assert sizes["deportation_chechens_ingush"] == both


def test_estimates_keep_ranges_and_open_ends(ev):
    found = movements.estimates(ev)
    famine = found[found["what"] == "Deaths"]
    open_ended = famine[famine["highest"].isna()]
    assert set(open_ended["source_id"]) == {"cameron_famine", "rferl2007"}
    assert (famine["lowest"] <= famine["highest"].fillna(famine["lowest"])).all()
    assert movements.highest(found, "Deaths") == 2_300_000
    assert movements.lowest(found, "Deaths") == 1_000_000
    assert movements.lowest(found, "Settlers", 1954) == 300_000


def test_every_estimate_knows_its_one_row(ev):
    found = movements.estimates(ev)
    assert all(len(evidence.expand(text)) == 1 for text in found["lineage"])


def test_germans_by_oblast_are_no_more_than_those_of_the_republic(ev):
    oblasts = movements.germans_by_oblast(ev)
    whole = ev.series("population_census", geo="KZ-SSR", breakdown="ethnicity", category="german", start=1979, end=1979)
    people = ev.series("population_census", geo="KZ-SSR", start=1979, end=1979)
    assert oblasts["germans"].sum() < whole["value"].item()
    assert oblasts["people"].sum() < people["value"].item()
    assert len(oblasts) == 13
    assert oblasts["oblast"].iloc[0] == "Tselinograd"


def test_marks_end_with_the_last_day_of_the_union(ev):
    found = movements.marks(ev, {"famine_1930": "Famine"})
    assert found["word"].tolist() == ["Famine", "End of the USSR"]
    assert found["date"].iloc[-1] == "1991-12-26"
    assert found["lineage"].str.len().gt(0).all()
    with pytest.raises(common.ChapterError, match="no event"):
        movements.marks(ev, {"nothing": "Nothing"})
