"""The forecast ledger: what is recorded is read with its lineage, checked row by row, and cannot be altered unseen."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kazmig import evidence, paths
from kazmig.evidence import EvidenceError, Problem, ledger

from .conftest import Small

Rows = list[dict[str, str]]

RELEASES: Rows = [
    {"release": "WPP 2022", "kind": "un", "made_on": "2022-07-11", "commit": "", "data_vintage": "WPP 2022"},
    {
        "release": "pseudo-1994",
        "kind": "pseudo",
        "made_on": "2026-11-22",
        "commit": "0123abc",
        "data_vintage": "2026-08-31",
    },
    {
        "release": "0.2.0",
        "kind": "release",
        "made_on": "2026-11-22",
        "commit": "0123abc",
        "data_vintage": "2026-08-31",
    },
]
BOUNDS = dict(zip(ledger.NESTED, ("10", "20", "30", "40", "50", "60", "70"), strict=True))
OWN = {"series_id": "departures_registered", "geo": "KAZ", "model": "naive", "source_id": "bureau", **BOUNDS}
FORECASTS: Rows = [
    {
        **dict.fromkeys(BOUNDS, ""),
        **{"release": "WPP 2022", "series_id": "net_registered", "geo": "KAZ", "model": "median_projection"},
        **{"year": "2022", "origin": "2021", "horizon": "1", "median": "-5", "source_id": "un"},
    },
    {**OWN, "release": "pseudo-1994", "year": "1995", "origin": "1994", "horizon": "1"},
    {**OWN, "release": "pseudo-1994", "year": "1996", "origin": "1994", "horizon": "2"},
    {**OWN, "release": "0.2.0", "year": "2026", "origin": "2025", "horizon": "1", "role": "headline"},
]


def declared() -> list[dict[str, object]]:
    """Return the two resources as the real package declares them."""
    package = json.loads((paths.data() / "datapackage.json").read_text("utf-8"))
    return [each for each in package["resources"] if each["name"] in ledger.FILES]


def sealed(releases: Rows, forecasts: Rows) -> Rows:
    """Return the releases with the digests that belong to these forecasts."""
    done, before = [], ""
    for row in releases:
        cells = [
            [each.get(name, "") for name in ledger.COLUMNS[ledger.FORECASTS]]
            for each in forecasts
            if each["release"] == row["release"]
        ]
        about = {name: row.get(name, "") for name in ledger.COLUMNS[ledger.RELEASES]}
        before = ledger.digest(before, about, cells)
        done.append({**about, "digest": before})
    return done


def with_ledger(small: Small, releases: Rows, forecasts: Rows) -> Path:
    """Write a package that has a ledger."""
    folder = small.write()
    descriptor = folder / "datapackage.json"
    package = json.loads(descriptor.read_text("utf-8"))
    package["resources"] += declared()
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    (folder / "forecasts").mkdir()
    for name, rows in ((ledger.RELEASES, releases), (ledger.FORECASTS, forecasts)):
        with (folder / ledger.FILES[name]).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, ledger.COLUMNS[name], restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.fixture
def folder(small: Small) -> Path:
    return with_ledger(small, sealed(RELEASES, FORECASTS), FORECASTS)


def test_forecasts_come_with_their_release_and_the_addresses_of_both_rows(folder: Path) -> None:
    assert evidence.check(folder) == []
    evidence.reads.reset()
    forecasts = evidence.load(folder).forecasts
    assert evidence.reads.files() == ("forecasts/ledger.csv", "forecasts/releases.csv")
    assert forecasts["release"].tolist() == ["WPP 2022", "pseudo-1994", "pseudo-1994", "0.2.0"]
    assert forecasts["kind"].tolist() == ["un", "pseudo", "pseudo", "release"]
    assert forecasts["lineage"].tolist()[2] == "forecasts/releases.csv:3 forecasts/ledger.csv:4"
    assert forecasts["low_95"].isna().tolist() == [True, False, False, False]
    assert evidence.sources_of(forecasts, evidence.load(folder)) == ("bureau", "un")
    wanted = {"made_on", "commit", "data_vintage", "model", "series_id", "geo", "origin", "year", "horizon", "median"}
    assert wanted <= set(forecasts.columns)


FAULTS: list[tuple[int, dict[str, str], str, str]] = [
    (1, {"low_80": ""}, "low_80", "has both ends"),
    (1, {"high_80": "45"}, "high_80", "encloses the narrower"),
    (1, {"low_95": "25"}, "low_80", "encloses the narrower"),
    (1, {"median": "55"}, "high_50", "encloses the narrower"),
    (1, {"low_95": "-1"}, "low_95", "is not negative"),
    (1, {"horizon": "2"}, "horizon", "the year less the origin"),
    (3, {"year": "2025", "origin": "2024"}, "year", "before its year has ended"),
    (0, {"year": "2024", "origin": "2023"}, "origin", "no model saw a year after"),
    (1, {"model": "Naïve"}, "model", "declared form"),
    (1, {"geo": "MOON"}, "geo", "stands in geographies.csv"),
    (1, {"source_id": "nobody"}, "source_id", "stands in sources.csv"),
    (1, {"series_id": "departures"}, "series_id", "stands in series.csv"),
    (1, {"median": "many"}, "median", "number"),
    (1, {"role": "best"}, "role", "one of"),
]


@pytest.mark.parametrize(("row", "change", "field", "rule"), FAULTS)
def test_a_bad_forecast_is_named_by_file_line_field_rule_and_remedy(
    small: Small, row: int, change: dict[str, str], field: str, rule: str
) -> None:
    forecasts = [{**each, **(change if number == row else {})} for number, each in enumerate(FORECASTS)]
    found = evidence.check(with_ledger(small, sealed(RELEASES, forecasts), forecasts))
    [problem] = [each for each in found if each.field == field]
    assert (problem.file, problem.line) == ("forecasts/ledger.csv", row + 2)
    assert rule in problem.rule
    assert problem.remedy


@pytest.mark.parametrize(
    ("row", "change", "field"),
    [
        (0, {"commit": "0123abc"}, "commit"),
        (2, {"commit": ""}, "commit"),
        (2, {"kind": "guess"}, "kind"),
        (2, {"made_on": "22.11.2026"}, "made_on"),
    ],
)
def test_a_bad_release_is_named(small: Small, row: int, change: dict[str, str], field: str) -> None:
    releases = [{**each, **(change if number == row else {})} for number, each in enumerate(RELEASES)]
    found = evidence.check(with_ledger(small, sealed(releases, FORECASTS), FORECASTS))
    [problem] = [each for each in found if each.file == "forecasts/releases.csv"]
    assert (problem.line, problem.field) == (row + 2, field)


def altered(change: Callable[[Rows, Rows], None]) -> tuple[Rows, Rows]:
    """Return a recorded ledger after somebody changed it."""
    releases, forecasts = sealed(RELEASES, FORECASTS), [dict(row) for row in FORECASTS]
    change(releases, forecasts)
    return releases, forecasts


ALTERATIONS: dict[str, Callable[[Rows, Rows], None]] = {
    "a better number": lambda _, forecasts: forecasts[1].update(median="41"),
    "a row less": lambda _, forecasts: forecasts.pop(1) and None,
    "another day": lambda releases, _: releases[1].update(made_on="1995-01-01"),
    "another label": lambda releases, _: releases[1].update(kind="release"),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_what_was_recorded_cannot_be_altered_unseen(small: Small, name: str) -> None:
    found = evidence.check(with_ledger(small, *altered(ALTERATIONS[name])))
    [problem] = [each for each in found if each.field == "digest"]
    assert (problem.file, problem.line) == ("forecasts/releases.csv", 3)
    assert "not altered (the rows of pseudo-1994" in problem.rule


def test_a_forged_digest_breaks_the_chain(small: Small) -> None:
    releases, forecasts = altered(ALTERATIONS["a better number"])
    releases[1] = sealed(RELEASES, forecasts)[1]
    found = evidence.check(with_ledger(small, releases, forecasts))
    assert [(each.field, each.line) for each in found] == [("digest", 4)]


def test_rows_are_only_appended(small: Small) -> None:
    forecasts = [FORECASTS[3], *FORECASTS[:3]]
    found = evidence.check(with_ledger(small, sealed(RELEASES, forecasts), forecasts))
    assert {(each.line, each.field) for each in found} == {(3, "release"), (4, "release"), (5, "release")}


def test_a_package_without_a_ledger_is_whole_but_has_no_forecasts(written: Path) -> None:
    assert evidence.check(written) == []
    with pytest.raises(EvidenceError, match=r"declare forecasts/ledger.csv and forecasts/releases.csv"):
        _ = evidence.load(written).forecasts


def test_one_table_needs_the_other(folder: Path) -> None:
    descriptor = folder / "datapackage.json"
    package = json.loads(descriptor.read_text("utf-8"))
    package["resources"] = [each for each in package["resources"] if each["name"] != ledger.FORECASTS]
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    (folder / "forecasts/ledger.csv").unlink()
    problems = evidence.check(folder)
    assert Problem("forecasts/releases.csv", 0, "", "", *_ONE) in problems


_ONE = ("the ledger has its releases and its forecasts", "restore the other table")


def test_other_columns_than_the_ledger_has_are_refused(folder: Path) -> None:
    descriptor = folder / "datapackage.json"
    package = json.loads(descriptor.read_text("utf-8"))
    [releases] = [each for each in package["resources"] if each["name"] == ledger.RELEASES]
    releases["schema"]["fields"].append({"name": "colour", "type": "string"})
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    path = folder / "forecasts/releases.csv"
    lines = [f"{line},x" for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(lines).replace("note,x", "note,colour"), encoding="utf-8")
    assert any(each.field == "fields" and "forecasts/releases.csv" in each.rule for each in evidence.check(folder))


def test_an_empty_ledger_is_no_problem(small: Small) -> None:
    folder = with_ledger(small, [], [])
    assert evidence.check(folder) == []
    assert evidence.load(folder).forecasts.empty


def test_nothing_is_wrong_with_the_real_ledger() -> None:
    forecasts = evidence.load().forecasts
    assert set(forecasts["kind"]) == {"release", "pseudo", "un"}
    assert (forecasts["lineage"].str.count("forecasts/") == 2).all()
