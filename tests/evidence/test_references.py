from kazmig import evidence

from .conftest import Small, series

FAULTS: list[tuple[str, dict[str, str], str, str]] = [
    ("events", {"date": ""}, "date", "an event is dated"),
    ("events", {"date": "July 2011"}, "date", "a date parses"),
    ("events", {"size": "300"}, "size", "a size has a unit"),
    ("claims", {"test": "between"}, "high", "the test between needs low and high"),
    ("claims", {"test": "at_most"}, "high", "the test at_most needs high"),
    ("claims", {"test": "at_least", "low": ""}, "low", "the test at_least needs low"),
    ("claims", {"high": "300000"}, "low", "low is not above high"),
    ("claims", {"start": "2004", "end": "1991"}, "end", "runs forwards"),
    ("claims", {"start": "early"}, "start", "a date parses"),
    ("precedence", {"source_id": "un"}, "source_id", "has observations in its series"),
    ("precedence", {"start": "2004", "end": "1991"}, "start", "start is not after end"),
    ("geographies", {"valid_from": "1992-01-01", "valid_to": "1991-01-01"}, "valid_from", "before it ends"),
]


def test_every_table_keeps_its_rules(small: Small) -> None:
    places: list[tuple[str, int]] = []
    for number, (table, change, _, _) in enumerate(FAULTS):
        rows = small.rows[table]
        key = {"events": "event_id", "claims": "claim_id", "geographies": "code"}.get(table, "reason")
        rows.append({**rows[0], key: f"{rows[0][key]}{number}", **change})
        places.append((f"{table}.csv", len(rows) + 1))
    problems = evidence.check(small.write())
    for place, (_, _, field, rule) in zip(places, FAULTS, strict=True):
        [problem] = [each for each in problems if (each.file, each.line) == place and each.field != "rank"]
        assert problem.field == field
        assert rule in problem.rule
        assert problem.remedy


def test_a_series_without_observations_is_named(small: Small) -> None:
    small.rows["series"].append(series("arrivals_by_air", "immigration"))
    [problem] = evidence.check(small.write())
    assert (problem.file, problem.line, problem.value) == ("series.csv", 7, "arrivals_by_air")


def test_a_unit_is_written_out(small: Small) -> None:
    small.rows["series"][0]["unit"] = "thousand persons"
    [problem] = evidence.check(small.write())
    assert (problem.file, problem.line, problem.field, problem.value) == ("series.csv", 2, "unit", "thousand persons")
    assert "not in thousands" in problem.rule
    assert "multiply the values out" in problem.remedy


def test_one_rank_belongs_to_one_source(small: Small) -> None:
    first = small.rows["precedence"][0]
    second = {**first, "source_id": "daily", "start": "1990", "end": "1999"}
    small.rows["precedence"] = [{**first, "end": "1989"}, second]
    assert evidence.check(small.write()) == []
    small.rows["precedence"][0]["end"] = "1990"
    [problem] = evidence.check(small.write())
    assert (problem.file, problem.line, problem.field, problem.value) == ("precedence.csv", 3, "rank", "1")
    assert "precedence.csv:2 has it too" in problem.rule


def test_events_may_be_known_to_the_year_or_month(small: Small) -> None:
    event = small.rows["events"][0]
    small.rows["events"] += [{**event, "event_id": text, "date": text} for text in ("1919", "1941-09", "2020/2022")]
    assert evidence.check(small.write()) == []
