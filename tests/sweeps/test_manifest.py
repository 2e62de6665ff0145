"""The manifest is plain JSON without a clock, and reads back as it was."""

import json
from pathlib import Path

import pytest

from kazmig.sweeps import BrokenSweep, Manifest


def manifest() -> Manifest:
    return Manifest(
        name="grid",
        computed_by="kazmig.chapters.years",
        parameters={"b": [1], "a": "x"},
        seed=1,
        rows=2,
        columns=("claim", "lineage"),
        data={"flows.csv": "0"},
        modules={"chapters/years.py": "1"},
        result="2",
    )


def test_it_reads_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "grid.json"
    path.write_text(manifest().text(), encoding="utf-8")
    assert Manifest.of(path) == manifest()


def test_its_text_has_ordered_keys_and_no_clock() -> None:
    text = manifest().text()
    found = json.loads(text)
    assert list(found) == sorted(found)
    assert text == manifest().text()
    assert {"numpy", "pyarrow", "statsmodels"} <= set(found["versions"])


@pytest.mark.parametrize("text", ["", "[]", '{"name": "grid"}'])
def test_what_is_no_manifest_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "grid.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenSweep, match=r"grid\.json is no manifest"):
        Manifest.of(path)
