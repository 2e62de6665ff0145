import numpy as np
import pytest

from kazmig.chapters import trends


def test_the_census_steps_are_those_of_the_record(ev):
    flows = [ev.series("departures_registered"), ev.series("arrivals_registered")]
    table = trends.seams(*flows, ev.series("population_jan1", start=2000))
    census = table[table["seam"].str.contains("census")].set_index("year")["percent"]
    assert census[2009] == pytest.approx(100 * np.log(15982370 / 15571506))
    assert census[2022] == pytest.approx(100 * np.log(19503159 / 18879552))
    splice = table[table["year"] == 2000].set_index("seam")
    assert splice["percent"].tolist() == pytest.approx(
        [100 * np.log(155749 / 164947), 100 * np.log(47442 / 41320)], rel=1e-6
    )


def test_a_step_counts_beyond_what_was_expected(yearly):
    flow = yearly({1996 + k: 100.0 * 0.9**k for k in range(10)})
    people = yearly({year: 1e6 * 1.01 ** (year - 2000) * (1.05 if year >= 2009 else 1) for year in range(2000, 2012)})
    wobbly = flow.assign(value=flow["value"] * np.tile([1, 1.1], 5))
    table = trends.seams(wobbly, wobbly, people).set_index("seam")
    row = table.loc["Population of the register: census of 2009"]
    assert row["excess"] == pytest.approx(100 * np.log(1.05), rel=1e-6)
    assert row["in_deviations"] == pytest.approx(row["excess"] / row["deviation"], rel=1e-6)
    assert not table.index.str.contains("2021").any()  # no figure for 2022 in these years


def test_the_last_fall_is_the_four_years_to_the_end(ev, yearly):
    row = trends.fall(ev.series("departures_registered"), size=500, seed=1).iloc[0]
    assert (row["start"], row["end"], row["length"], row["steepest"]) == (2021, 2025, 4, 1)
    assert row["percent"] == pytest.approx(100 * (7608 / 32256 - 1), rel=1e-6)
    assert row["fixed"] < row["some"]
    assert (row["n"], row["df"], row["windows"]) == (30, 29, 31)
