import pandas as pd
import pytest

from kazmig import evidence
from kazmig.chapters import regions
from kazmig.chapters.common import ChapterError


@pytest.fixture(scope="module")
def matrix(ev):
    return regions.pairs(ev)


def small(values):
    """Return a matrix of one year from origin, destination and moves."""
    rows = pd.DataFrame(values, columns=["origin", "destination", "value"]).assign(year=2024)
    rows["lineage"] = [f"observations/internal.csv:{number}" for number in range(2, len(rows) + 2)]
    return rows.assign(origin_name=rows["origin"], destination_name=rows["destination"])


def test_a_pair_stands_once_in_the_direction_of_more_moves(matrix):
    every = regions.corridors(matrix, 2024, 190)
    assert len(every) == 190
    assert (every["there"] >= every["back"]).all()
    assert every["share"].sum() == pytest.approx(100)
    assert every["both"].sum() == matrix.loc[matrix["year"] == 2024, "value"].sum()
    first = every.iloc[0]
    assert (first["pair"], first["there"], first["back"]) == ("Almaty Region → Almaty", 53_743, 44_477)


def test_equal_directions_still_give_one_row():
    found = regions.corridors(small([("KZ-10", "KZ-11", 5.0), ("KZ-11", "KZ-10", 5.0)]), 2024, 5)
    assert found[["there", "back", "net"]].to_numpy().tolist() == [[5, 5, 0]]


def test_a_pair_knows_both_of_its_rows(matrix):
    first = regions.corridors(matrix, 2024, 1)
    assert len(evidence.expand(" ".join(evidence.lineage_of(first)))) == 2


def test_the_damaged_year_is_refused(matrix):
    with pytest.raises(ChapterError, match="no year 2022"):
        regions.corridors(matrix, 2022, 5)


def test_moves_that_cancel_shift_nobody():
    even = small([("KZ-11", "KZ-71", 30.0), ("KZ-71", "KZ-11", 30.0)])
    assert regions.shifts(even)["value"].item() == 0
    one_way = small([("KZ-11", "KZ-71", 30.0), ("KZ-10", "KZ-71", 10.0)])
    found = regions.shifts(one_way)
    assert found["value"].item() == 100
    assert found["ring"].item() == 75
    assert found["to_cities"].item() == 100


def test_the_shifted_are_the_gains_of_the_balances(matrix, ev):
    shifted = regions.shifts(matrix).set_index("year")["shifted"]
    balances = regions.internal(ev)
    gains = balances[balances["value"] > 0].groupby("year")["value"].sum()
    for year in (2010, 2015, 2020, 2021, 2024):
        assert shifted[year] == gains[year]
    assert abs(shifted[2023] - gains[2023]) == 647  # a pair of that year is copied, see corrections.csv


def test_moves_within_and_between_add_to_all_moves(ev):
    found = regions.turnover(ev, 2024)
    total = ev.series("internal_moves_total", start=2024, end=2024)["value"].item()
    between = ev.series("internal_moves_interregional", start=2024, end=2024)["value"].item()
    assert found["arrivals"].sum() == total
    assert found["within"].sum() == total - between
    assert (found["within"] > 0).all()


def test_registrations_rose_everywhere(ev):
    found = regions.rises(ev)
    assert len(found) == 20
    assert found["percent"].min() > 50
