"""The clock and the dice are taken out of an executed notebook, the results are not."""

from pathlib import Path

import nbformat
import pytest

from kazmig.runs.normalise import normalise, steady

HERE = Path("/somewhere/report")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<generator at 0x7f12ab34cd56>", "<generator at 0x0>"),
        ("Date:                Sat, 22 Nov 2025", "Date:                                "),
        ("<th>Time:</th> <td>10:11:12</td>", "<th>Time:</th> <td>        </td>"),
        ('<div id="altair-viz-' + "ab" * 16 + '">', '<div id="altair-viz-' + "0" * 32 + '">'),
        ("#T_a1b2c_row0 #T_a1b2c_row1 #T_ffff0_row0", "#T_00000_row0 #T_00000_row1 #T_00001_row0"),
        ("3f2b1c4d-1111-4222-8333-abcdefabcdef", "0".rjust(36, "0")),
        ("/somewhere/report/src/kazmig/x.py:3: a warning", "./src/kazmig/x.py:3: a warning"),
    ],
)
def test_what_changes_from_run_to_run_is_steadied(text: str, expected: str) -> None:
    assert steady(text, HERE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "477,068 departures in 1994",
        "0x7f is a byte",
        "22 Nov 2025",
        "at 10:11:12",
        "T_year is a column",
        "Date: 1994-03",
    ],
)
def test_results_are_left_as_they_are(text: str) -> None:
    assert steady(text, HERE) == text


def executed(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    notebook.metadata["papermill"] = {"start_time": "now"}
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    return notebook


def test_timings_ids_and_versions_leave_the_metadata() -> None:
    cell = nbformat.v4.new_code_cell(
        "1", metadata={"tags": [], "papermill": {"duration": 1}, "execution": {"iopub.execute_input": "now"}}
    )
    injected = nbformat.v4.new_code_cell("2", metadata={"tags": ["injected-parameters"]})
    known = nbformat.v4.new_markdown_cell("text", id="kept")
    notebook = executed(cell, injected, known)
    normalise(notebook, ["kept"], HERE)
    assert cell.metadata == {}
    assert [each.id for each in notebook.cells] == ["cell-0", "injected-parameters", "kept"]
    assert notebook.metadata == {"language_info": {"name": "python"}}
    nbformat.validate(notebook)


def test_a_stream_is_one_piece_however_it_arrived() -> None:
    pieces = [nbformat.v4.new_output("stream", name=name, text=text) for name, text in
              [("stdout", "a\n"), ("stdout", "b\n"), ("stderr", "c\n"), ("stdout", "d\n")]]  # fmt: skip
    cell = nbformat.v4.new_code_cell("1", outputs=pieces)
    normalise(executed(cell), [], HERE)
    assert [(each.name, each.text) for each in cell.outputs] == [
        ("stdout", "a\nb\n"),
        ("stderr", "c\n"),
        ("stdout", "d\n"),
    ]


def test_published_records_are_not_rewritten() -> None:
    record = {"id": "flows.chart", "chapter": "flows", "where": "at 0x7f12ab34cd56"}
    output = nbformat.v4.new_output("display_data", {"application/vnd.kazmig.figure+json": dict(record)})
    cell = nbformat.v4.new_code_cell("1", outputs=[output])
    normalise(executed(cell), [], HERE)
    assert cell.outputs[0].data["application/vnd.kazmig.figure+json"] == record
