import gzip
from pathlib import Path

import pytest

from kazmig.evidence import tables
from kazmig.evidence.problems import Problem

COLUMNS = ["code", "value"]


def read(folder: Path, raw: bytes, file: str = "table.csv") -> tuple[tables.Table | None, list[Problem]]:
    (folder / file).write_bytes(raw)
    return tables.read(folder, file, COLUMNS)


def test_rows_keep_their_line_and_their_text(tmp_path: Path) -> None:
    table, problems = read(tmp_path, b'code,value\nKAZ,007\n"a, b",\n')
    assert problems == []
    assert table is not None
    assert table.lines.tolist() == [2, 3]
    assert table.cells["value"].tolist() == ["007", ""]
    assert table.cells["code"].tolist() == ["KAZ", "a, b"]


def test_a_quoted_newline_is_named_and_later_lines_stay_right(tmp_path: Path) -> None:
    table, problems = read(tmp_path, b'code,value\n"K\nZ",1\nRUS,2\n')
    assert table is not None
    assert table.lines.tolist() == [2, 4]
    assert [(each.line, each.field, each.value) for each in problems] == [(2, "code", "K\\nZ")]


def test_a_newline_in_the_last_row_is_named_too(tmp_path: Path) -> None:
    problems = read(tmp_path, b'code,value\nRUS,2\n"K\nZ",1\n')[1]
    assert [(each.line, each.field) for each in problems] == [(3, "code")]


def test_a_table_without_rows_is_a_table(tmp_path: Path) -> None:
    table, problems = read(tmp_path, b"code,value\n")
    assert problems == []
    assert table is not None
    assert len(table.cells) == 0


def test_gzip_is_read_as_text(tmp_path: Path) -> None:
    table, problems = read(tmp_path, gzip.compress(b"code,value\nKAZ,1\n"), "table.csv.gz")
    assert problems == []
    assert table is not None
    assert table.cells["value"].tolist() == ["1"]


@pytest.mark.parametrize(
    ("raw", "line", "value", "rule", "remedy"),
    [
        (b"", 0, "", "has a header line", "restore the file; it is empty"),
        (b"\xef\xbb\xbfcode,value\nKAZ,1\n", 1, "\\ufeff", "byte order mark", "UTF-8 without the mark"),
        (b"code,value\r\nKAZ,1\r\n", 1, "\\r", "newline alone", "CRLF to LF"),
        (b"code,value\nKAZ,1\nR\xcc\xd1,2\n", 3, "byte cc", "is UTF-8", "save the file as UTF-8"),
        (b"code,value\nKAZ,\x00\n", 2, "\\x00", "is text", "binary data"),
        (b"code;value\nKAZ;1\n", 1, "code;value", "separated by commas", "replace the semicolon"),
        (b"code\tvalue\nKAZ\t1\n", 1, "code\tvalue", "separated by commas", "replace the tab"),
        (b"code,value\n\nKAZ,1\n", 2, "", "no line is blank", "delete the blank line"),
        (b"code,value\nKAZ\n", 2, "KAZ", "a row has 2 cells, this one has 1", "add the missing commas"),
        (b"code,value\nKAZ,1,2\n", 2, "KAZ,1,2", "a row has 2 cells, this one has 3", "in quotation marks"),
        (b'code,value\nKAZ,"1\n', 3, "", "is no CSV", "close the quotation mark"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    tmp_path: Path, raw: bytes, line: int, value: str, rule: str, remedy: str
) -> None:
    problems = read(tmp_path, raw)[1]
    assert len(problems) == 1
    [problem] = problems
    assert (problem.file, problem.line, problem.value) == ("table.csv", line, value)
    assert rule in problem.rule
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("header", "field", "rule", "remedy"),
    [
        (b"code", "value", "every declared column is there", "add the column value"),
        (b"code,value,more", "more", "no column is undeclared", "remove the column more"),
        (b"value,code", "value", "declared order", "code,value"),
        (b"code,value,value", "value", "a column occurs once", "remove the second column value"),
    ],
)
def test_a_wrong_header_is_said(tmp_path: Path, header: bytes, field: str, rule: str, remedy: str) -> None:
    problem = read(tmp_path, header + b"\n")[1][0]
    assert (problem.line, problem.field) == (1, field)
    assert rule in problem.rule
    assert remedy in problem.remedy


def test_a_missing_file_and_a_cut_gzip_are_said(tmp_path: Path) -> None:
    table, [missing] = tables.read(tmp_path, "table.csv", COLUMNS)
    assert table is None
    assert "a declared table exists" in missing.rule
    whole = gzip.compress(b"code,value\n" + b"KAZ,1\n" * 500)
    for raw in (whole[:-20], b"no gzip at all"):
        table, [broken] = read(tmp_path, raw, "table.csv.gz")
        assert table is None
        assert "can be decompressed" in broken.rule
        assert "compress the table anew" in broken.remedy


def test_a_folder_in_place_of_a_table_is_said(tmp_path: Path) -> None:
    (tmp_path / "table.csv").mkdir()
    table, [problem] = tables.read(tmp_path, "table.csv", COLUMNS)
    assert table is None
    assert "the file can be read" in problem.rule
