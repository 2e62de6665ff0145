"""Recorded forecasts beside what came."""

import pytest

from kazmig.chapters import forecast
from kazmig.chapters.common import ChapterError
from kazmig.evidence import sources_of


@pytest.fixture(scope="module")
def scored(ev):
    return forecast.scored(ev.forecasts, forecast.outcomes(ev))


def test_each_vintage_begins_at_the_last_value_that_it_saw(ev):
    lines = forecast.pseudo(ev, "naive")
    observed = lines[lines["line"] == "Register"].set_index("year")["value"]
    vintages = [name for name in lines["line"].unique() if name != "Register"]
    assert vintages == ["From 2010", "From 2015", "From 2020"]
    for name in vintages:
        first = lines[lines["line"] == name].iloc[0]
        assert first["value"] == observed[first["year"]] == first["low_80"] == first["high_80"]
    assert set(forecast.line_colours(lines).values()) == {"text", "departures"}
    assert sources_of(lines, ev) == ("kazmig_forecasts", "taldau_departures")
    marked = forecast.starts(lines)
    assert dict(zip(marked["word"], marked["year"], strict=True)) == {name: int(name[-4:]) for name in vintages}
    assert [name for name, label in forecast.line_labels(lines).items() if label] == ["Register"]


def test_the_naive_vintages_repeat_the_last_number(ev):
    lines = forecast.pseudo(ev, "naive")
    for name in ("From 2010", "From 2015", "From 2020"):
        values = lines.loc[lines["line"] == name, "value"]
        assert values.max() == pytest.approx(values.min(), rel=0.01)


def test_the_uns_lines_mark_projections_alone(ev):
    lines = forecast.nations(ev)
    dashed = lines[lines["status"] == "projection"]
    assert dashed.groupby("line")["year"].min().to_dict() == {"WPP 2022": 2022, "WPP 2024": 2024}
    assert set(lines["line"]) == {"WPP 2022", "WPP 2024", "Register"}


def test_the_two_revisions_disagree_on_the_sign_where_the_data_say_so(ev):
    turned = forecast.turned(forecast.nations(ev))
    assert turned.index.min() == 2000
    assert turned.index.max() == 2021, "2022 and 2023 are projections of WPP 2022"
    assert turned.loc[2004:2013].all(), "they differ in sign for 2004 to 2013"
    assert not turned.loc[2000]


def test_the_older_revision_kept_to_the_register(ev):
    lines = forecast.nations(ev)
    assert forecast.apart(lines, "WPP 2022") < 10_000 < forecast.apart(lines, "WPP 2024")
    assert forecast.apart(lines, "WPP 2022", 2004, 2004) == 9413 - 2789


def test_un_estimates_beside_the_register(ev):
    both = forecast.beside_register(ev).set_index("year")
    assert both.loc[2022, "un"] == 45755
    assert both.loc[2022, "register"] == -6722
    assert both.loc[2022, "opposite"] == 1
    assert both.loc[2000, "opposite"] == 0
    assert both.index.max() == 2023


def test_projections_of_zero_are_held_against_estimates_and_register(scored):
    un = forecast.chosen(scored, kind="un", series_id="net_migrants_wpp")
    assert forecast.held(un, "WPP 2022", "WPP 2024", 2022, "error") == -45755
    assert forecast.held(un, "WPP 2022", "register", 2025, "outcome") == 16153
    assert forecast.held(un, "WPP 2024", "register", 2025, "in_80") == 1
    with pytest.raises(ChapterError, match="the ledger has 0 forecasts of WPP 2022 for 2024"):
        forecast.held(un, "WPP 2022", "WPP 2024", 2024, "error")


def test_the_record_of_vintages_has_every_model_by_vintage_and_together(scored):
    ours = forecast.chosen(scored, kind="pseudo", series_id="departures_registered")
    record = forecast.pseudo_record(ours)
    assert record["title"].iloc[0] == "Naive"
    naive = record[record["model"] == "naive"].set_index("release")
    assert naive["n"].to_dict() == {"all together": 15, "pseudo-2010": 5, "pseudo-2015": 5, "pseudo-2020": 5}
    assert naive.loc["all together", "in_80"] == naive.drop("all together")["in_80"].sum()
    few = forecast.chosen(scored, kind="pseudo", series_id="departures_registered", models=("drift",))
    assert set(few["model"]) == {"drift"}
