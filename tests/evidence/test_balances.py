import pytest

from kazmig import evidence
from kazmig.evidence import Problem

from .conftest import Small, observation, series


def check(small: Small) -> list[Problem]:
    return evidence.check(small.write())


def put(small: Small, series_id: str, period: str, value: float | str, **cells: str) -> int:
    """Append a row and return its line."""
    small.flows.append(observation(series_id, period, value, **cells))
    return len(small.flows) + 1


def test_arrivals_minus_departures_are_the_balance(small: Small) -> None:
    small.flows[2]["value"] = "-400000"
    found = check(small)
    assert {each.line for each in found} == {4}
    assert all("70389 - 477068 = -406679" in each.rule for each in found)
    assert "observations/flows.csv:2 and observations/flows.csv:3" in found[0].remedy


def test_the_balance_holds_within_what_rounding_allows(small: Small) -> None:
    small.flows[2].update(value="-406700", precision="50")
    assert check(small) == []
    small.flows[2].update(value="-406800")
    assert check(small) != []


def test_thousands_in_place_of_persons_are_seen(small: Small) -> None:
    small.flows[4]["value"] = "310"
    rules = {each.rule.split(":")[0] for each in check(small)}
    assert any(rule.startswith("arrivals_registered minus departures_registered") for rule in rules)


def test_releases_of_one_count_have_one_order_of_magnitude(small: Small) -> None:
    small.flows[10]["value"] = "229"
    [problem] = check(small)
    assert (problem.line, problem.value) == (12, "229")
    assert "differ by less than 20 times, the one used is 229412" in problem.rule
    assert "observations/flows.csv:9" in problem.remedy


def test_complete_parts_add_to_their_total(small: Small) -> None:
    small.flows[12]["value"] = "129411"
    [problem] = check(small)
    assert (problem.line, problem.field) == (14, "value")
    assert "the parts of residence add to the total, 229412" in problem.rule
    assert "the 2 parts with observations/flows.csv:9" in problem.remedy


def test_some_parts_are_not_more_than_their_total(small: Small) -> None:
    small.rows["categories"].append(
        {"breakdown": "residence", "category": "elsewhere", "name": "Elsewhere", "part": "all"}
    )
    assert check(small) == []
    small.flows[12]["value"] = "129413"
    [problem] = check(small)
    assert "the parts of residence are not more than the total" in problem.rule


def test_overlapping_categories_are_left_alone(small: Small) -> None:
    for row in small.rows["categories"]:
        row["part"] = ""
    small.flows[12]["value"] = "229000"
    assert check(small) == []


def test_shares_of_one_breakdown_add_to_a_hundred_at_most(small: Small) -> None:
    small.flows[16]["value"] = "29.6"
    assert check(small) == []
    small.flows[16]["value"] = "29.7"
    [problem] = check(small)
    assert problem.line == 18
    assert "add to at most 100, these 2 do not" in problem.rule


def test_women_and_men_add_to_all(small: Small) -> None:
    put(small, "departures_registered", "1995", 150_000, sex="female")
    put(small, "departures_registered", "1995", 159_632, sex="male")
    assert check(small) == []
    small.flows[-1]["value"] = "159631"
    [problem] = check(small)
    assert problem.line == 6
    assert "women and men add to all: 309631" in problem.rule


def test_partners_are_not_more_than_the_total(small: Small) -> None:
    small.rows["geographies"] += [
        {"code": "DEU", "name_en": "Germany", "group": "country"},
        {"code": "CIS", "name_en": "CIS", "group": "aggregate"},
    ]
    put(small, "departures_registered", "1996", 29_412, partner="DEU")
    put(small, "departures_registered", "1996", 210_000, partner="CIS")
    assert check(small) == []
    small.flows[-2]["value"] = "29413"
    [problem] = check(small)
    assert problem.line == 9
    assert "they add to 229413" in problem.rule


def test_a_part_of_a_year_holds_no_more_than_the_year(small: Small) -> None:
    small.flows[13]["value"] = "229413"
    [problem] = check(small)
    assert (problem.line, problem.value) == (15, "229413")
    assert "no more than the year, 229412" in problem.rule
    assert "observations/flows.csv:9" in problem.remedy


def test_rivals_of_one_kind_and_date_need_a_declared_order(small: Small) -> None:
    small.rows["precedence"] = []
    small.flows[10].update(vintage="2026", value="228000")
    [problem] = check(small)
    assert (problem.field, problem.line) == ("source_id", 12)
    assert "bureau, bureau_old disagree" in problem.rule
    assert "precedence.csv" in problem.remedy
    small.flows[10].update(value="229400", precision="50")
    assert check(small) == []


def test_a_tie_among_losers_is_no_problem(small: Small) -> None:
    put(small, "departures_registered", "1996", 228_000, source_id="daily", vintage="1998")
    small.rows["sources"].append({"source_id": "weekly", "title": "weekly", "kind": "press"})
    put(small, "departures_registered", "1996", 227_000, source_id="weekly", vintage="1998")
    assert check(small) == []


def test_a_row_that_a_correction_names_takes_no_part(small: Small) -> None:
    small.rows["corrections"][0]["expect"] = "408"
    small.flows[9]["value"] = "408"
    assert check(small) == []


def test_a_balance_may_have_negative_parts(small: Small) -> None:
    put(small, "net_registered", "1996", -200_000, breakdown="residence", category="urban")
    put(small, "net_registered", "1996", 24_462, breakdown="residence", category="rural")
    assert check(small) == []


@pytest.mark.parametrize(
    ("come", "go", "balance"), [("inflow_x", "outflow_x", "net_flow_x"), ("entries_x", "exits_x", "net_crossings_x")]
)
def test_other_families_of_flows_are_balanced_too(small: Small, come: str, go: str, balance: str) -> None:
    small.rows["series"] += [series(come, "a"), series(go, "b"), series(balance, "c", direction="net")]
    put(small, come, "2020", 10)
    put(small, go, "2020", 4)
    line = put(small, balance, "2020", 7)
    found = check(small)
    assert {each.line for each in found} == {line}
    assert f"{come} minus {go} equals {balance}" in found[0].rule
