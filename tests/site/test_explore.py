"""The data of Explore: exactly what the evidence says, corrected, in files that nothing in them can break."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from small_site import Repository

from kazmig import evidence, paths
from kazmig.charts import palette
from kazmig.site import explore, parts
from kazmig.site.library import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.root() / "data")


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, Any]:
    """Every data file of the page, read as a browser would."""
    found = {}
    for name, content in explore.scripts(library, "digest"):
        text = content.decode()
        head, _, body = text.partition("]=")
        assert head.startswith("(window.kazmig")
        found[name] = json.loads(body.removesuffix(";\n"))
    return found


def unpacked(data: dict[str, Any]) -> pd.DataFrame:
    """Turn columns back into rows."""
    made: dict[str, Any] = {}
    for name in explore.TEXTS:
        cell = data[name]
        made[name] = [cell] * data["n"] if isinstance(cell, str) else [cell[0][place] for place in cell[1]]
    for name in explore.NUMBERS:
        made[name] = [float("nan") if value is None else value for value in data.get(name, [None] * data["n"])]
    return pd.DataFrame(made)


def test_every_series_says_what_the_evidence_says(files: dict[str, Any], library: Library) -> None:
    known = evidence.load()
    assert {row[0] for row in files["explore/index.js"]["series"]} == set(library.coverage)
    for name in ("departures_registered", "migrant_stock_abroad", "net_migrants_wpp", "citizens_immigrating_eurostat"):
        found = unpacked(files[f"explore/{name}.js"])
        wanted = explore.observations(known, name)[list(found.columns)]
        pd.testing.assert_frame_equal(found, wanted, check_dtype=False, check_index_type=False)


def test_the_winning_rows_are_those_of_the_report(files: dict[str, Any]) -> None:
    rows = unpacked(files["explore/departures_registered.js"])
    total = rows[["partner", "sex", "age", "breakdown", "category"]].eq("").all(axis=1)
    years = rows["period"].str.fullmatch(r"\d{4}")
    shown = rows[total & years & (rows["geo"] == "KAZ") & (rows["rank"] == 1)]
    used = evidence.load().series("departures_registered")
    assert dict(zip(shown["period"], shown["value"], strict=True)) == dict(
        zip(used["period"], used["value"], strict=True)
    )
    assert (rows["rank"] > 1).any(), "other sources' values are there too"


def test_corrections_are_respected(files: dict[str, Any], library: Library) -> None:
    checked = set()
    for row in library.table("corrections"):
        if not row["table"].startswith("observations"):
            continue
        rows = unpacked(files[f"explore/{row['series_id']}.js"])
        keys = ["geo", "partner", "breakdown", "category", "period", "source_id"]
        same = rows[(rows[keys] == [row[key] for key in keys]).all(axis=1)]
        noted = same[same["note"].str.contains(f"({row['correction_id']})", regex=False)]
        if row["action"] == "drop":
            assert noted.empty
            assert not (same["value"] == float(row["expect"])).any(), row["correction_id"]
        else:
            assert len(noted) == 1, row["correction_id"]
            value = row["value"] if row["action"] == "override" else row["expect"]
            assert noted["value"].iloc[0] == pytest.approx(float(value))
        checked.add(row["action"])
    assert {"drop", "flag"} <= checked


def test_the_index_names_everything_once(files: dict[str, Any]) -> None:
    index = files["explore/index.js"]
    named = {source for name in files if name != "explore/index.js" for source in unpacked(files[name])["source_id"]}
    assert named <= set(index["sources"])
    assert set(explore.WORDS) <= {event[0] for event in index["events"]}
    assert {row[9] for row in index["series"]} <= set(index["themes"])


def test_nothing_in_a_file_can_end_it() -> None:
    text = explore.script("kazmigSeries", "a", {"note": '</script><b>"\u2028'}).decode()
    assert "<" not in text
    assert json.loads(text.partition("]=")[2].removesuffix(";\n"))["note"].startswith("</script>")


def test_files_are_written_once_and_removed_with_their_page(library: Library, tmp_path: Path) -> None:
    explore.place_scripts(library, tmp_path, wanted=True)
    first = {path.name: path.read_bytes() for path in (tmp_path / "explore").iterdir()}
    assert len(first) == len(library.coverage) + 1
    (tmp_path / "explore" / "departures_registered.js").write_text("mine")
    explore.place_scripts(library, tmp_path, wanted=True)
    assert (tmp_path / "explore" / "departures_registered.js").read_text() == "mine", "nothing changed: nothing written"
    (tmp_path / "explore" / "index.js").unlink()
    (tmp_path / "explore" / "gone.js").write_text("")
    explore.place_scripts(library, tmp_path, wanted=True)
    assert {path.name: path.read_bytes() for path in (tmp_path / "explore").iterdir()} == first
    explore.place_scripts(library, tmp_path, wanted=False)
    assert not list((tmp_path / "explore").iterdir())


def test_a_site_without_the_page_has_no_files_of_it(built: Repository) -> None:
    assert not list((built.root / "_build" / "html").glob("explore/*"))


def test_colours_are_those_of_the_charts() -> None:
    code = (parts.STATIC / "explore.js").read_text(encoding="utf-8")
    for name, meaning in {
        **{"out": "departures", "in": "arrivals", "net": "net", "RUS": "Russia", "DEU": "Germany"},
        **{"USA": "North America", "KGZ": "Central Asia", "kandas": "kandas"},
    }.items():
        assert f'{name}: "{palette.colour(meaning)}"' in code
    assert f'GUIDE = "{palette.colour("context")}"' in (parts.STATIC / "explore-drawing.js").read_text(encoding="utf-8")


def test_an_address_opens_what_it_names() -> None:
    assert explore.address("a", v="WPP 2024").endswith("#s=a&v=WPP+2024")
    known = {row["series_id"] for row in Library(paths.root() / "data").table("series")}
    for _, choice in explore.EXAMPLES:
        assert {choice["series"], choice["s2"]} <= known
