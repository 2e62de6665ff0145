"""Specialities: parts and totals of one release, balances only where both sides are printed."""

import pandas as pd
import pytest

from kazmig import evidence
from kazmig.chapters.brain_drain import professions
from kazmig.chapters.common import ChapterError


@pytest.fixture(scope="module")
def people(ev):
    return professions.people(ev)


@pytest.fixture(scope="module")
def printed(ev):
    return professions.specialities(ev)


def test_people_with_a_speciality_and_all_others_make_the_printed_total(ev, people):
    totals = ev.series("departures_registered", all_sources=True)
    for year, rows in people.groupby("year"):
        known = totals.loc[totals["year"] == year, "value"].tolist()
        assert rows["departures"].sum() in known
        assert rows["share_out"].sum() == pytest.approx(100)
        assert rows["share_in"].sum() == pytest.approx(100)


def test_a_printed_share_stands_in_where_no_number_is_printed(people):
    row = people[(people["year"] == 2015) & (people["group"] == professions.SKILLED)].iloc[0]
    assert row["share_in"] == pytest.approx(40.9)
    assert row["arrivals"] == pytest.approx(0.409 * 16700)


def test_bounds_enclose_the_value_and_are_wider_for_the_rest(people):
    for column in ("net", "ratio"):
        assert (people[f"{column}_low"] < people[column]).all()
        assert (people[column] < people[f"{column}_high"]).all()
    width = people.assign(width=people["net_high"] - people["net_low"]).pivot(
        index="year", columns="group", values="width"
    )
    assert (width[professions.OTHERS] > width[professions.SKILLED]).all()


def test_each_year_rests_on_the_rows_of_one_release_only(ev, people):
    lines = {year: set(evidence.expand(rows["lineage"])) for year, rows in people.groupby("year")}
    assert not lines[2015] & lines[2017]
    assert not lines[2017] & lines[2020]
    printed = {year: {line for line in found if line.startswith("observations/")} for year, found in lines.items()}
    sources = {year: {ev.row(line)["source_id"] for line in found} for year, found in printed.items()}
    assert all(len(found) == 1 for found in sources.values())


def test_a_part_without_the_total_of_its_release_is_refused():
    columns = ["year", "source_id", "value", "low", "high", "value_some", "low_some", "high_some"]
    out = pd.DataFrame([[2017, "a", 100.0, 100.0, 100.0, 50.0, 50.0, 50.0]], columns=columns)
    into = out.assign(source_id="b")
    with pytest.raises(ChapterError, match=r"the release a has 0 pairs .* for 2017"):
        professions._people(out, into)


def test_specialities_leave_the_sum_out_and_name_their_periods(printed):
    assert "any" not in set(printed["category"])
    assert printed["when"].notna().all()
    assert printed["name"].notna().all()
    assert not printed.duplicated(["flow", "category", "period"]).any()


def test_balances_are_made_of_one_period_only(printed):
    frame = professions.balances(printed)
    for row in frame.itertuples():
        sides = printed[(printed["category"] == row.category) & (printed["period"] == row.period)].set_index("flow")
        assert row.net == sides.loc["arrivals", "value"] - sides.loc["departures", "value"]
        assert row.net_low <= row.net <= row.net_high
    assert set(professions.balances(printed, "2017")["period"]) == {"2017"}


def test_a_period_with_one_side_has_no_balance(printed):
    with pytest.raises(ChapterError, match="both sides"):
        professions.balances(printed, "2022-H1")


def test_weights_use_the_total_of_the_same_period_and_flow(ev, printed):
    frame = professions.weights(ev, printed).set_index(["flow", "category", "period"])
    row = frame.loc[("arrivals", "technical", "2023-01/2023-09")]
    assert row["share"] == pytest.approx(100 * 2800 / 19100)
    assert row["low"] < row["share"] < row["high"]


def test_everybody_is_the_total_of_the_same_periods(ev):
    frame = professions.everybody(ev).set_index("period")
    assert set(frame.index) <= set(professions.PERIODS)
    row = frame.loc["2023-01/2023-09"]
    assert row["net"] == row["arrivals"] - row["departures"]
    assert row["net_low"] < row["net"] < row["net_high"]
    assert frame.loc["2024", "net"] == ev.series("net_registered", start=2024, end=2024)["value"].iloc[0]


def test_shares_from_russia_lie_between_none_and_all(ev):
    frame = professions.from_russia(ev)
    assert frame["share"].between(0, 100).all()
    assert {"2022-H1", "2023-H1"} <= set(frame["period"])


def test_side_by_side_keeps_what_both_periods_print(printed):
    frame = professions.side_by_side(printed, "2023-01/2023-09", "2024")
    assert {"technical", "medical", "legal"} <= set(frame["category"])
    assert "other" not in set(frame["category"])
    assert evidence.lineage_of(frame)


def test_the_table_holds_every_number_once_and_leaves_gaps_open(printed):
    frame = professions.matrix(printed)
    numbers = frame.drop(columns=["Speciality", "lineage"])
    assert list(frame.columns[:3]) == ["Speciality", "Left, Jan–Sep 2017", "Arrived, Jan–Sep 2017"]
    assert numbers.count().sum() == len(printed)
    assert numbers.isna().any().any()
    assert numbers.sum().sum() == printed["value"].sum()
