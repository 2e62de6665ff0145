"""The picture of the chain behind a number."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kazmig.charts import typeface
from kazmig.runs import boxes, picturing

SVG = "{http://www.w3.org/2000/svg}"


def row(line: int, *, source: str = "bureau", decisive: bool = False, **more: str) -> dict[str, Any]:
    """A row of observations."""
    known = {"series_id": "out", "geo": "KAZ", "period": str(1990 + line), "value": str(line)}
    return {"address": f"observations/flows.csv:{line}", **known, **more, "source": source, "decisive": decisive}


def chain(rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """What is known of a fact."""
    source = {"title": "Departures", "author": "", "publisher": "Bureau", "published": "2026", "url": ""}
    known = {
        "id": "flows.peak",
        "kind": "fact",
        "says": "477,068",
        "unit": "persons",
        "notebook": "notebooks/flows.ipynb",
        "cell": "flows-06",
        "code": "lambda d: d.max()",
        "settings": {},
        "rows": rows,
        "sources": {each["source"]: source for each in rows},
    }
    return {**known, **more}


def texts(drawing: str) -> list[str]:
    """The lines of text of a drawing, from the first column to the last."""
    return [each.text or "" for each in ElementTree.fromstring(drawing).iter(f"{SVG}text")]


def test_rows_of_a_series_and_document_share_a_box_and_the_decisive_one_stands_first() -> None:
    found = texts(picturing.picture(chain([row(line, decisive=line == 4) for line in range(2, 60)])))
    assert found.index("observations/flows.csv:4") < found.index("observations/flows.csv: 57 rows")
    assert "KAZ, 1992 to 2049" in found
    assert found[-2:] == ["fact flows.peak", "477,068 persons"]


def test_each_document_leads_to_its_own_rows() -> None:
    columns = picturing.columns(chain([row(2, source="a"), row(3, source="b"), row(4, source="a")]))
    assert [(box.head, set(box.after)) for box in columns[1]] == [
        ("observations/flows.csv: 2 rows", {0}),
        ("observations/flows.csv:3", {1}),
    ]
    assert [box.head for box in columns[0]] == ["a", "b"]
    assert columns[2][0].after == {0, 1}


def test_a_column_that_is_too_long_says_how_much_more_there_is() -> None:
    rows = [row(line, source=f"s{line}") for line in range(2, 42)] + [
        row(line, source="last") for line in range(50, 80)
    ]
    columns = picturing.columns(chain(rows))
    assert [len(column) for column in columns] == [16, 16, 1, 1]
    assert columns[0][-1].head == "and 26 more documents"
    assert columns[1][0].head == "observations/flows.csv: 30 rows"  # the largest is never among the rest
    assert (columns[1][-1].head, columns[1][-1].body) == ("and 26 more rows", "in 26 groups")
    assert columns[1][-1].after == {15}


def test_what_rests_on_no_rows_is_drawn_too() -> None:
    assert "fact flows.peak" in texts(picturing.picture(chain([])))


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"/><svg onload="x"', "&amp;]]>", "a\x00\x1b\ufffeb"])
def test_text_stays_text_and_the_file_is_well_formed(hostile: str) -> None:
    rows = [row(2, source=hostile, series_id=hostile, value=hostile)]
    drawing = picturing.picture(chain(rows, says=hostile, code=hostile, settings={hostile: hostile}, id=hostile))
    tree = ElementTree.fromstring(drawing)
    assert {each.tag.removeprefix(SVG) for each in tree.iter()} == {"svg", "title", "desc", "rect", "path", "text"}
    assert not [name for each in tree.iter() for name in each.attrib if name.startswith("on") or "href" in name]


@pytest.mark.parametrize("text", ["word " * 60, "x" * 400, "https://example.org/" + "a/" * 150])
def test_no_line_is_wider_than_its_box_and_no_box_higher_than_its_lines(text: str) -> None:
    box = boxes.Box(text, text)
    assert len(box.lines) == boxes.LINES
    assert box.lines[-1] == "…"
    for number, line in enumerate(box.lines):
        assert typeface.width(line, boxes.SIZE, 600 if number < box.heads else 400) <= boxes.WIDTH - 2 * boxes.PAD


def test_boxes_of_a_column_do_not_overlap_and_stay_in_the_drawing() -> None:
    rows = [row(line, source=f"s{line}") for line in range(2, 42)]
    tree = ElementTree.fromstring(picturing.picture(chain(rows)))
    places = [{name: float(each.get(name, 0)) for name in ("x", "y", "height")} for each in tree.iter(f"{SVG}rect")]
    whole, *drawn = places
    for before, after in pairwise(drawn):
        assert before["x"] != after["x"] or before["y"] + before["height"] <= after["y"]
    assert max(each["y"] + each["height"] for each in drawn) < whole["height"]


@pytest.mark.book
def test_the_command_writes_a_picture_and_refuses_what_it_cannot_draw(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kazmig.cli", "trace"]

    def ask(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*command, *words], capture_output=True, text=True, check=False)

    target = tmp_path / "made" / "peak.svg"
    done = ask("flows.departures_peak", "--format", "picture", "-o", str(target))
    assert (done.returncode, done.stdout.strip()) == (0, str(target))
    assert "477,068 persons" in texts(target.read_text(encoding="utf-8"))
    assert [path.name for path in target.parent.iterdir()] == ["peak.svg"]
    assert ask("flows.departures_peak", "--format", "picture").stdout == target.read_text(encoding="utf-8")
    refused = ask("--reverse", "taldau_departures", "--format", "picture")
    assert (refused.returncode, "behind one id" in refused.stderr) == (2, True)
    refused = ask("flows.departures_peak", "-o", str(tmp_path / "peak.txt"))
    assert (refused.returncode, "--format json" in refused.stderr) == (2, True)
    ask("flows.departures_peak", "--format", "json", "-o", str(tmp_path / "peak.json"))
    assert json.loads((tmp_path / "peak.json").read_text(encoding="utf-8"))["id"] == "flows.departures_peak"
