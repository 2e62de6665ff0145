from pathlib import Path

from kazmig import evidence
from kazmig.evidence import schema

from .conftest import Small


def found(small: Small) -> list[tuple[str, int, str, str]]:
    return [(each.file, each.line, each.field, each.value) for each in evidence.check(small.write())]


def test_a_number_is_plain_digits(small: Small) -> None:
    texts = ["many", "1 000", "1_000", "0x10", "1,5", "NaN", "inf", "--5", "5."]
    for row, text in zip(small.flows, texts, strict=False):
        row["value"] = text
    faults = [each for each in found(small) if each[2] == "value"]
    assert faults == [("observations/flows.csv", line, "value", text) for line, text in enumerate(texts, start=2)]


def test_a_gap_is_an_empty_cell(small: Small) -> None:
    texts = ["nan", "NaN", "null", "#N/A"]
    for row, text in zip(small.flows, [*texts, "none", "Nan's note"], strict=False):
        row["note"] = text
    assert found(small) == [("observations/flows.csv", line, "note", text) for line, text in enumerate(texts, start=2)]


def test_a_cell_has_no_space_at_its_ends(small: Small) -> None:
    small.flows[0]["note"] = "seen "
    [problem] = evidence.check(small.write())
    assert problem.rule == "a cell has no space at its ends"
    assert problem.remedy == "remove the spaces"


def test_required_enum_and_minimum_are_read_from_the_package(small: Small) -> None:
    small.flows[0]["status"] = "guess"
    small.flows[1]["geo"] = ""
    small.flows[2]["precision"] = "-1"
    assert set(found(small)) >= {
        ("observations/flows.csv", 2, "status", "guess"),
        ("observations/flows.csv", 3, "geo", ""),
        ("observations/flows.csv", 4, "precision", "-1"),
    }
    rules = [each.rule for each in evidence.check(small.folder)]
    assert "one of: observed, estimate, projection" in rules
    assert "the cell is required" in rules
    assert "minimum is 0" in rules


def test_every_row_with_the_same_fault_is_named(small: Small) -> None:
    for row in small.flows[:3]:
        row["status"] = "guess"
    assert [line for _, line, field, _ in found(small) if field == "status"] == [2, 3, 4]


def test_a_repeated_key_names_both_rows(small: Small) -> None:
    small.flows.append(dict(small.flows[0]))
    problem = next(each for each in evidence.check(small.write()) if "primary key" in each.rule)
    assert problem.line == 23
    assert problem.value == "arrivals_registered KAZ 1994 2026 bureau"
    assert "line 2 has the same" in problem.remedy


def test_a_reference_that_leads_nowhere_is_named(small: Small) -> None:
    lost = [
        ("series_id", "departures", "series.csv (series_id)"),
        ("geo", "KAS", "geographies.csv (code)"),
        ("partner", "RUZ", "geographies.csv (code)"),
        ("source_id", "nobody", "sources.csv (source_id)"),
    ]
    for field, value, _ in lost:
        small.flows[17][field] = value
    problems = {each.field: each for each in evidence.check(small.write()) if each.line == 19}
    for field, value, where in lost:
        assert problems[field].value == value
        assert problems[field].rule == f"{field} stands in {where}"
        assert where.split(" ")[0] in problems[field].remedy


def test_a_pair_of_columns_is_a_reference_too(small: Small) -> None:
    small.flows[11]["category"] = "suburban"
    problem = next(each for each in evidence.check(small.write()) if "+" in each.field)
    assert (problem.line, problem.field, problem.value) == (13, "breakdown+category", "residence suburban")


def test_types_become_numbers_and_gaps(written: Path) -> None:
    declared = schema.resources(written)
    table, problems = schema.read(written, declared["flows"])
    assert problems == []
    assert table is not None
    frame = schema.typed(table.cells, declared["flows"].schema)
    assert frame["value"].dtype == "float64"
    assert frame["precision"].isna().sum() == 19
    panel, _ = schema.read(written, declared["wpp"])
    assert panel is not None
    assert schema.typed(panel.cells, declared["wpp"].schema)["births"].dtype == "int64"


def test_a_table_that_nobody_declared_is_named(small: Small) -> None:
    folder = small.write()
    (folder / "observations/more.csv").write_text("a\n1\n")
    (folder / "panels/more.csv.gz").write_bytes(b"")
    assert [each.file for each in evidence.check(folder)] == ["observations/more.csv", "panels/more.csv.gz"]
