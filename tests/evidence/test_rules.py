import pytest

from kazmig import evidence
from kazmig.evidence import Problem, rules

from .conftest import Small, observation, series

LINE = 23
"""The line of a row that a test appends."""


def appended(small: Small, series_id: str, period: str, value: float | str, **cells: str) -> list[Problem]:
    small.flows.append(observation(series_id, period, value, **cells))
    return evidence.check(small.write())


def test_the_small_package_breaks_no_rule(small: Small) -> None:
    assert evidence.check(small.write()) == []
    assert len(small.flows) == LINE - 2


def test_a_period_means_something(small: Small) -> None:
    cases = [
        ("1997-13", "a period parses", "write YYYY"),
        ("1997/1995", "ends before it starts", "write the earlier end first"),
        ("1997-01/1997-06", "has a shorter form", "write 1997-H1"),
        ("1197", "lies in 1850..2105", "mend the year"),
    ]
    small.flows += [observation("departures_registered", period, 7, vintage="") for period, _, _ in cases]
    problems = evidence.check(small.write())
    assert [(each.line, each.field) for each in problems] == [(LINE + number, "period") for number in range(4)]
    for problem, (period, rule, remedy) in zip(problems, cases, strict=True):
        assert problem.value == period
        assert rule in problem.rule
        assert remedy in problem.remedy


def test_a_period_fits_its_series(small: Small) -> None:
    [problem] = appended(small, "net_registered", "1997-H1", 7)
    assert (problem.line, problem.field, problem.value) == (LINE, "period", "1997-H1")
    assert problem.rule == "a period fits its series, whose frequency is year"


IMPOSSIBLE: list[tuple[str, float, dict[str, str], str, str]] = [
    ("departures_registered_share", 104, {}, "value", "a share lies in 0..100 percent"),
    ("departures_registered_share", -1, {}, "value", "a share lies in 0..100 percent"),
    ("departures_registered", -7, {}, "value", "is not negative"),
    ("departures_registered", 12.7, {}, "value", "counted in whole numbers"),
    ("departures_registered", 7, {"low": "9", "high": "8"}, "low", "low is not above high"),
    ("departures_registered", 7, {"low": "8"}, "value", "not below its low"),
    ("departures_registered", 7, {"high": "6"}, "value", "not above its high"),
    ("net_registered", 7, {"partner": "RUS"}, "partner", "whether it is origin or destination"),
    ("departures_registered", 7, {"partner": "KAZ"}, "partner", "another place than geo"),
    ("departures_registered", 7, {"breakdown": "residence"}, "breakdown", "comes with a category"),
    ("departures_registered", 7, {"category": "urban"}, "category", "belongs to a breakdown"),
    ("departures_registered", 7, {"vintage": "1996"}, "vintage", "after its period has ended"),
    ("migrant_stock_abroad", 7, {"vintage": "1996-12"}, "vintage", "before its period has begun"),
]


def test_a_value_is_possible(small: Small) -> None:
    for number, (series_id, value, cells, _, _) in enumerate(IMPOSSIBLE):
        period = "1997" if "vintage" in cells else f"{1900 + number}"
        small.flows.append(observation(series_id, period, value, **cells))
    problems = evidence.check(small.write())
    for line, (_, _, _, field, rule) in enumerate(IMPOSSIBLE, start=LINE):
        matching = [each for each in problems if each.line == line and each.field == field]
        assert len(matching) == 1
        assert rule in matching[0].rule
        assert matching[0].remedy


def test_what_is_allowed_passes(small: Small) -> None:
    small.flows += [
        observation("net_registered", "1997", -7),
        observation("departures_registered", "1997", 12.7, status="estimate"),
        observation("departures_registered", "1998", 7, low="7", high="7"),
        observation("departures_registered", "2029", 7, status="projection"),
        observation("migrant_stock_abroad", "2026", 7, vintage="2026-02"),
        observation("departures_registered_share", "1997", 100),
        observation("departures_registered_share", "1998", 33.3),
    ]
    assert evidence.check(small.write()) == []


def test_a_quota_may_be_printed_in_advance(small: Small) -> None:
    small.rows["series"].append(series("kandas_quota", "kandas"))
    assert appended(small, "kandas_quota", "2026", 2281, vintage="2025-12-24") == []


def test_an_academic_year_ends_in_summer(small: Small) -> None:
    small.rows["series"].append(series("students", "students_abroad", frequency="academic_year"))
    assert appended(small, "students", "2024/2025", 3102, vintage="2025-11") == []
    assert len(appended(small, "students", "2025/2026", 3102, vintage="2025-11")) == 1


def test_a_vintage_may_be_missing_only_where_the_source_has_no_date(small: Small) -> None:
    assert appended(small, "departures_registered", "1997", 7, vintage="") == []
    small.rows["sources"][0]["published"] = "2026"
    [problem] = evidence.check(small.write())
    assert (problem.line, problem.field) == (LINE, "vintage")
    assert "names the release that printed it" in problem.rule


@pytest.mark.parametrize(
    ("value", "text"), [(104.0, "104"), (35.5, "35.5"), (477068.0, "477068"), (float("nan"), ""), ("urban", "urban")]
)
def test_cells_are_shown_as_people_write_them(value: object, text: str) -> None:
    assert rules.shown(value) == text
