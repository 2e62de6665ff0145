"""Every kind of corruption of the real data is caught, and the message says what to do.

Each case breaks a copy of the real package (large tables cut short) in one place and names the problem that must
then be reported: file, line, field, value, a part of the rule and a part of the remedy.
"""

import csv
import gzip
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kazmig import evidence
from kazmig.evidence import EvidenceError, Problem

FLOWS = "observations/flows.csv"
POPULATION = "observations/population.csv"
WPP = "panels/wpp.csv.gz"
DEPARTURES_1994 = {"series_id": "departures_registered", "geo": "KAZ", "period": "1994", "source_id": "cisstat"}
DEPARTURES_2019 = {
    "series_id": "departures_registered",
    "geo": "KAZ",
    "period": "2019",
    "source_id": "taldau_departures",
}
NET_1994 = {"series_id": "net_registered", "geo": "KAZ", "period": "1994", "source_id": "cisstat"}
SHARE = {
    "series_id": "departures_registered_share",
    "breakdown": "education",
    "category": "higher",
    "period": "2022-H1",
}
EDUCATION = {"series_id": "departures_registered", "breakdown": "education", "category": "higher", "period": "2022-H1"}
RUSSIA_2022 = {"series_id": "departures_registered", "partner": "RUS", "period": "2022"}
POPULATION_2019 = {"series_id": "population_jan1", "geo": "KAZ", "period": "2019", "source_id": "bns_pop_csv"}


@dataclass
class Broken:
    """The place and the words in which a corruption has to be reported."""

    file: str
    line: int
    field: str
    value: str
    rule: str
    remedy: str


def read(folder: Path, file: str) -> list[list[str]]:
    raw = (folder / file).read_bytes()
    raw = gzip.decompress(raw) if file.endswith(".gz") else raw
    return list(csv.reader(raw.decode("utf-8").splitlines()))


def write(folder: Path, file: str, rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    raw = gzip.compress(out.getvalue().encode(), mtime=0) if file.endswith(".gz") else out.getvalue().encode()
    (folder / file).write_bytes(raw)


def find(rows: list[list[str]], where: dict[str, str]) -> int:
    """Return the place of the first row that has these cells; blanks elsewhere in the key are preferred."""
    header = rows[0]
    places = [
        place
        for place, row in enumerate(rows)
        if place and all(row[header.index(name)] == text for name, text in where.items())
    ]
    return min(places, key=lambda place: sum(bool(cell) for cell in rows[place][:8]))


def edit(folder: Path, file: str, where: dict[str, str], **cells: str) -> int:
    """Change cells of one row; return its line."""
    rows = read(folder, file)
    place = find(rows, where)
    for name, text in cells.items():
        rows[place][rows[0].index(name)] = text
    write(folder, file, rows)
    return place + 1


def append(folder: Path, file: str, where: dict[str, str], **cells: str) -> int:
    """Append a changed copy of one row; return its line."""
    rows = read(folder, file)
    row = list(rows[find(rows, where)])
    for name, text in cells.items():
        row[rows[0].index(name)] = text
    write(folder, file, [*rows, row])
    return len(rows) + 1


def cell(
    file: str, where: dict[str, str], name: str, text: str, rule: str, remedy: str, **more: str
) -> Callable[[Path], Broken]:
    """A wrong text in one cell, reported at that cell."""
    return lambda folder: Broken(file, edit(folder, file, where, **{name: text}, **more), name, text, rule, remedy)


def elsewhere(
    file: str, where: dict[str, str], change: dict[str, str], report: tuple[str, str, str, str]
) -> Callable[[Path], Broken]:
    """Wrong texts in one row, reported at another of its cells."""
    return lambda folder: Broken(file, edit(folder, file, where, **change), *report)


def raw(
    file: str, change: Callable[[bytes], bytes], broken: tuple[int, str, str, str, str]
) -> Callable[[Path], Broken]:
    """Wrong bytes in a file."""

    def mutate(folder: Path) -> Broken:
        path = folder / file
        path.write_bytes(change(path.read_bytes()))
        return Broken(file, *broken)

    return mutate


def header(file: str, change: Callable[[list[list[str]]], None], *broken: str) -> Callable[[Path], Broken]:
    """A wrong header."""

    def mutate(folder: Path) -> Broken:
        rows = read(folder, file)
        change(rows)
        write(folder, file, rows)
        return Broken(file, 1, *broken)

    return mutate


def descriptor(change: Callable[[dict[str, Any]], None], broken: Broken) -> Callable[[Path], Broken]:
    """A wrong data package."""

    def mutate(folder: Path) -> Broken:
        path = folder / "datapackage.json"
        package = json.loads(path.read_text(encoding="utf-8"))
        change(package)
        path.write_text(json.dumps(package), encoding="utf-8")
        return broken

    return mutate


def without_column(rows: list[list[str]]) -> None:
    place = rows[0].index("locator")
    for row in rows:
        del row[place]


def with_column(rows: list[list[str]]) -> None:
    rows[0].append("colour")
    for row in rows[1:]:
        row.append("")


def swapped(rows: list[list[str]]) -> None:
    for row in rows:
        row[0], row[1] = row[1], row[0]


def without_resource(package: dict[str, Any]) -> None:
    package["resources"] = [each for each in package["resources"] if each["path"] != "observations/border.csv"]


def unknown_type(package: dict[str, Any]) -> None:
    package["resources"][0]["schema"]["fields"][0]["type"] = "colour"


def repeated(folder: Path) -> Broken:
    line = append(folder, FLOWS, DEPARTURES_1994)
    key = "series_id+geo+partner+sex+age+breakdown+category+period+vintage+source_id"
    value = "departures_registered KAZ 1994 "
    return Broken(FLOWS, line, key, value, "occurs once (primary key)", "has the same")


def repeated_panel_row(folder: Path) -> Broken:
    line = append(folder, WPP, {"geo": "ABW"})
    return Broken(WPP, line, "geo+vintage+year", "ABW WPP", "occurs once (primary key)", "line 2 has the same")


def thousands(folder: Path) -> Broken:
    edit(folder, FLOWS, DEPARTURES_2019, value="45")
    line = find(read(folder, FLOWS), {**DEPARTURES_2019, "series_id": "net_registered", "source_id": "bns_netmig_csv"})
    rule = "arrivals_registered minus departures_registered equals net_registered"
    return Broken(FLOWS, line + 1, "value", "-329", rule, "mend the wrong one or add a correction")


def rival_thousands(folder: Path) -> Broken:
    line = append(folder, FLOWS, DEPARTURES_2019, value="45", source_id="eri2024", vintage="2024")
    rule = "differ by less than 20 times, the one used is 45225"
    return Broken(FLOWS, line, "value", "45", rule, "look for thousands")


def balance(folder: Path) -> Broken:
    line = edit(folder, FLOWS, NET_1994, value="-408800")
    rule = "70389 - 477068 = -406679"
    return Broken(FLOWS, line, "value", "-408800", rule, "compare with observations/flows.csv:")


def parts_above_total(folder: Path) -> Broken:
    total = {"age": "15+", "breakdown": "", "category": ""}
    append(folder, FLOWS, EDUCATION, **total, value="9407")
    rows = read(folder, FLOWS)
    line = 1 + max(
        place
        for place, row in enumerate(rows)
        if row[0] == "departures_registered" and "education" in row and "2022-H1" in row and "caravan2022" in row
    )
    return Broken(FLOWS, line, "value", "9408", "the parts of education", "parts with observations/flows.csv:")


def partners_above_total(folder: Path) -> Broken:
    line = append(folder, FLOWS, RUSSIA_2022, partner="", value="19000", precision="", note="")
    return Broken(
        FLOWS, line, "value", "19000", "the partners are not more than the total", "its partners with the source"
    )


def shares_above_hundred(folder: Path) -> Broken:
    edit(folder, FLOWS, SHARE, value="45.5", precision="0.05")
    rows = read(folder, FLOWS)
    line = 1 + max(
        place
        for place, row in enumerate(rows)
        if row[0] == SHARE["series_id"] and "education" in row and "2022-H1" in row and "caravan2022" in row
    )
    return Broken(FLOWS, line, "value", "", "shares of one breakdown (education) add to at most 100", "each share")


def half_above_year(folder: Path) -> Broken:
    line = append(folder, FLOWS, DEPARTURES_2019, period="2019-H1", value="45226", note="")
    return Broken(FLOWS, line, "value", "45226", "no more than the year, 45225", "compare with observations/flows.csv:")


def women_and_men(folder: Path) -> Broken:
    rows = read(folder, FLOWS)
    line = find(rows, DEPARTURES_2019) + 1
    append(folder, FLOWS, DEPARTURES_2019, sex="female", value="20000")
    append(folder, FLOWS, DEPARTURES_2019, sex="male", value="20000")
    return Broken(FLOWS, line, "value", "45225", "women and men add to all: 40000", "compare the three rows")


def undecided(folder: Path) -> Broken:
    first = {"series_id": "population_census", "geo": "KAZ", "period": "1989", "source_id": "ivisa1999"}
    append(folder, POPULATION, first, period="1970", value="13000000", precision="")
    line = append(folder, POPULATION, first, period="1970", value="12900000", precision="", source_id="jamestown1995")
    kinds = {"source_id": "jamestown1995"}
    rows = read(folder, "sources.csv")
    kind = rows[find(rows, {"source_id": "ivisa1999"})][rows[0].index("kind")]
    edit(folder, "sources.csv", kinds, kind=kind, published="")
    return Broken(POPULATION, line, "source_id", "jamestown1995", "precedence.csv does", "add a row for this series")


def extra_table(folder: Path) -> Broken:
    (folder / "observations/rumours.csv").write_text("series_id\n")
    remedy = "add a resource to datapackage.json, or remove the file"
    return Broken("observations/rumours.csv", 0, "", "", "every table is declared", remedy)


def missing_table(folder: Path) -> Broken:
    (folder / "observations/border.csv").unlink()
    return Broken("observations/border.csv", 0, "", "", "a declared table exists", "restore the file")


def unused_series(folder: Path) -> Broken:
    line = append(folder, "series.csv", {"series_id": "departures_registered"}, series_id="departures_by_air")
    return Broken("series.csv", line, "series_id", "departures_by_air", "has observations", "remove the series")


def same_rank(folder: Path) -> Broken:
    where = {"series_id": "departures_registered", "source_id": "cisstat", "rank": "2"}
    line = edit(folder, "precedence.csv", where, rank="1")
    return Broken("precedence.csv", line, "rank", "1", "one rank belongs to one source", "the next rank")


def lost_correction(folder: Path) -> Broken:
    edit(folder, FLOWS, {"series_id": "net_registered", "period": "2016", "source_id": "cisstat"}, value="-21145")
    line = find(read(folder, "corrections.csv"), {"correction_id": "net_2016_contradicts"}) + 1
    remedy = "the source was mended: remove or revise the correction"
    return Broken("corrections.csv", line, "expect", "-20193", "still has the value", remedy)


def open_quotation(folder: Path) -> Broken:
    path = folder / FLOWS
    path.write_bytes(path.read_bytes() + b'"departures_registered')
    line = path.read_bytes().count(b"\n") + 1
    return Broken(FLOWS, line, "", "", "is no CSV", "close the quotation mark")


def quoted_newline(folder: Path) -> Broken:
    line = edit(folder, FLOWS, DEPARTURES_1994, note="first, second")
    path = folder / FLOWS
    path.write_bytes(path.read_bytes().replace(b'"first, second"', b'"first,\nsecond"'))
    return Broken(FLOWS, line, "note", "first,\\nsecond", "a cell is one line", "without a line break")


CASES: dict[str, Callable[[Path], Broken]] = {
    # the file
    "missing column": header(FLOWS, without_column, "locator", "", "every declared column is there", "add the column"),
    "extra column": header(FLOWS, with_column, "colour", "colour", "no column is undeclared", "remove the column"),
    "exchanged columns": header(FLOWS, swapped, "geo", "geo", "in the declared order", "series_id,geo,partner"),
    "byte order mark": raw(
        FLOWS, lambda b: b"\xef\xbb\xbf" + b, (1, "", "\\ufeff", "not a byte order mark", "UTF-8 without the mark")
    ),
    "CRLF": raw(FLOWS, lambda b: b.replace(b"\n", b"\r\n"), (1, "", "\\r", "newline alone", "CRLF to LF")),
    "wrong delimiter": raw(
        "categories.csv", lambda b: b.replace(b",", b";"), (1, "", "breakdown;", "separated by commas", "semicolon")
    ),
    "no UTF-8": raw(
        FLOWS, lambda b: b.replace(b"\n", b"\n\xca\xe0\xe7", 1), (2, "", "byte ca", "a table is UTF-8", "save the file")
    ),
    "binary data": raw(
        FLOWS, lambda b: b.replace(b"\n", b"\n\x00", 1), (2, "", "\\x00", "is text", "restore the file")
    ),
    "empty file": raw(FLOWS, lambda b: b"", (0, "", "", "has a header line", "it is empty")),
    "blank line": raw(
        FLOWS, lambda b: b.replace(b"\n", b"\n\n", 1), (2, "", "", "no line is blank", "delete the blank line")
    ),
    "short row": raw(
        FLOWS, lambda b: b.replace(b"\n", b"\nx,y\n", 1), (2, "", "x,y", "this one has 2", "add the missing commas")
    ),
    "open quotation mark": open_quotation,
    "quoted newline": quoted_newline,
    "cut gzip": raw(WPP, lambda b: b[:-20], (0, "", "", "can be decompressed", "compress the table anew")),
    "missing file": missing_table,
    "undeclared table": extra_table,
    # the package
    "data package no JSON": raw(
        "datapackage.json", lambda b: b[:-3], (0, "", "", "the data package is JSON", "mend the JSON")
    ),
    "resource missing from the package": descriptor(
        without_resource, Broken("observations/border.csv", 0, "", "", "every table is declared", "add a resource")
    ),
    "unknown type in the package": descriptor(
        unknown_type, Broken("datapackage.json", 0, "schema", "sources", "a schema is valid", "frictionless validate")
    ),
    # cells
    "wrong type": cell(FLOWS, DEPARTURES_1994, "value", "many", "the type is number", "a plain number"),
    "thousands separator": cell(FLOWS, DEPARTURES_1994, "value", "477,068", "the type is number", "a plain number"),
    "NaN as text": cell(FLOWS, DEPARTURES_1994, "value", "NaN", "a number is plain digits", "leave the cell empty"),
    "infinity": cell(FLOWS, DEPARTURES_1994, "value", "INF", "a number is plain digits", "leave the cell empty"),
    "value missing": cell(FLOWS, DEPARTURES_1994, "value", "", "the cell is required", "fill it in"),
    "space at the end": cell(FLOWS, DEPARTURES_1994, "geo", "KAZ ", "no space at its ends", "remove the spaces"),
    "status not in the list": cell(FLOWS, DEPARTURES_1994, "status", "guess", "one of: observed", "one of these"),
    "sex not in the list": cell(FLOWS, DEPARTURES_1994, "sex", "women", "one of: female, male", "one of these"),
    "negative precision": cell(FLOWS, DEPARTURES_1994, "precision", "-5", "minimum is 0", "mend the value"),
    "locator missing": cell(FLOWS, DEPARTURES_1994, "locator", "", "the cell is required", "fill it in"),
    "panel cell of wrong type": cell(WPP, {"geo": "ABW"}, "births", "many", "the type is", "leave the cell empty"),
    # references
    "unknown source": cell(FLOWS, DEPARTURES_1994, "source_id", "hearsay", "stands in sources.csv", "add the row"),
    "unknown series": cell(
        FLOWS, DEPARTURES_1994, "series_id", "departures", "stands in series.csv", "mend the spelling"
    ),
    "unknown place": cell(FLOWS, DEPARTURES_1994, "geo", "KAS", "stands in geographies.csv", "mend the spelling"),
    "unknown partner": cell(FLOWS, RUSSIA_2022, "partner", "RUZ", "stands in geographies.csv", "mend the spelling"),
    "undeclared category": elsewhere(
        FLOWS,
        EDUCATION,
        {"category": "doctoral"},
        ("breakdown+category", "education doctoral", "stands in categories.csv", "add the row to categories.csv"),
    ),
    "source of a panel unknown": cell(
        WPP, {"geo": "ABW"}, "source_id", "hearsay", "stands in sources.csv", "add the row"
    ),
    "duplicate key": repeated,
    "duplicate key in a panel": repeated_panel_row,
    # one observation
    "share of 104": cell(FLOWS, SHARE, "value", "104", "a share lies in 0..100", "check the source"),
    "negative departures": cell(FLOWS, DEPARTURES_1994, "value", "-477068", "is not negative", "remove the sign"),
    "thousands printed as persons": cell(
        FLOWS, DEPARTURES_1994, "value", "477.068", "counted in whole numbers", "write thousands out"
    ),
    "percent among persons": cell(FLOWS, EDUCATION, "value", "35.5", "counted in whole numbers", "write thousands out"),
    "low above high": cell(
        FLOWS, DEPARTURES_1994, "low", "480000", "low is not above high", "exchange or mend", high="470000"
    ),
    "value above its high": elsewhere(
        FLOWS, DEPARTURES_1994, {"high": "470000"}, ("value", "477068", "not above its high", "mend value or high")
    ),
    "value below its low": elsewhere(
        FLOWS, DEPARTURES_1994, {"low": "480000"}, ("value", "477068", "not below its low", "mend value or low")
    ),
    "unparsable period": cell(
        FLOWS, DEPARTURES_1994, "period", "1994-13", "the declared form: Year, half-year", "write it in that form"
    ),
    "reversed period": cell(
        FLOWS, DEPARTURES_1994, "period", "1996/1994", "ends before it starts", "write the earlier end first"
    ),
    "long form of a period": cell(
        FLOWS, DEPARTURES_1994, "period", "1994-01/1994-06", "has a shorter form", "write 1994-H1"
    ),
    "period of another frequency": cell(
        POPULATION, POPULATION_2019, "period", "2019-H1", "whose frequency is year", "say irregular in series.csv"
    ),
    "year mistyped": cell(FLOWS, DEPARTURES_1994, "period", "1194", "lies in 1850..2105", "mend the year"),
    "vintage missing": cell(FLOWS, DEPARTURES_1994, "vintage", "", "the release that printed it", "fill in the date"),
    "printed before it happened": cell(
        FLOWS, DEPARTURES_1994, "vintage", "1993", "after its period has ended", "mend vintage or period"
    ),
    "partner without a role": cell(
        POPULATION, POPULATION_2019, "partner", "RUS", "whether it is origin or destination", "fill in partner_role"
    ),
    "partner is the place itself": cell(
        FLOWS, RUSSIA_2022, "partner", "KAZ", "another place than geo", "mend geo or partner"
    ),
    "breakdown without category": cell(
        FLOWS, DEPARTURES_1994, "breakdown", "residence", "comes with a category", "name the category"
    ),
    "category without breakdown": cell(
        FLOWS, DEPARTURES_1994, "category", "urban", "belongs to a breakdown", "name the breakdown"
    ),
    # between rows
    "balance does not match": balance,
    "thousands instead of persons": thousands,
    "a rival in thousands": rival_thousands,
    "parts above their total": parts_above_total,
    "partners above the total": partners_above_total,
    "shares above a hundred": shares_above_hundred,
    "half-year above the year": half_above_year,
    "women and men against all": women_and_men,
    "two sources undecided": undecided,
    # the other tables
    "correction no longer fits": lost_correction,
    "correction of a row that is not there": cell(
        "corrections.csv",
        {"correction_id": "dep_2016_forum"},
        "period",
        "1916",
        "names a row that exists",
        "mend the key",
    ),
    "override without a value": elsewhere(
        "corrections.csv",
        {"correction_id": "dep_2016_forum"},
        {"action": "override"},
        ("value", "", "an override gives the value", "fill in value"),
    ),
    "precedence for an unknown source": cell(
        "precedence.csv", {"rank": "1"}, "source_id", "hearsay", "stands in sources.csv", "mend the spelling"
    ),
    "precedence for a source without rows": cell(
        "precedence.csv", {"rank": "1"}, "source_id", "unhcr_rds", "has observations in its series", "mend series"
    ),
    "one rank twice": same_rank,
    "event without date": cell("events.csv", {"event_id": "ilo_founded"}, "date", "", "is required", "fill it in"),
    "event dated in words": cell(
        "events.csv", {"event_id": "ilo_founded"}, "date", "spring", "the declared form", "in that form"
    ),
    "event size without unit": elsewhere(
        "events.csv",
        {"event_id": "deportation_germans"},
        {"unit": ""},
        ("size", "366000", "a size has a unit", "fill in the unit"),
    ),
    "claim between without bounds": elsewhere(
        "claims.csv",
        {"claim_id": "avim_abroad_rus"},
        {"test": "between", "low": "1", "high": ""},
        ("high", "", "the test between needs low and high", "fill in high"),
    ),
    "claim with crossed bounds": elsewhere(
        "claims.csv",
        {"claim_id": "avim_abroad_rus"},
        {"low": "9", "high": "8"},
        ("low", "9", "low is not above high", "exchange"),
    ),
    "claim with an unknown test": cell(
        "claims.csv", {"claim_id": "avim_abroad_rus"}, "test", "feels", "one of", "one of"
    ),
    "claim whose window runs backwards": elsewhere(
        "claims.csv",
        {"claim_id": "avim_abroad_rus"},
        {"start": "2020", "end": "2015"},
        ("end", "2015", "runs forwards", "exchange start and end"),
    ),
    "series without observations": unused_series,
    "unit in thousands": cell(
        "series.csv",
        {"series_id": "departures_registered"},
        "unit",
        "thousand persons",
        "not in thousands",
        "multiply the values out",
    ),
    "place that ends before it begins": elsewhere(
        "geographies.csv",
        {"code": "ABW"},
        {"valid_from": "1992-01-01", "valid_to": "1991-01-01"},
        ("valid_from", "1992-01-01", "begins before it ends", "exchange or mend"),
    ),
    "source of unknown kind": cell("sources.csv", {"source_id": "cisstat"}, "kind", "rumour", "one of", "one of these"),
    "series of unknown direction": cell(
        "series.csv", {"series_id": "departures_registered"}, "direction", "away", "one of", "one of these"
    ),
}


@pytest.fixture(scope="session")
def before(cut: Path) -> frozenset[Problem]:
    """The problems of the copy before it is broken: none, or the tests could not tell what a corruption adds."""
    return frozenset(evidence.check(cut))


def test_the_copy_is_whole_before_it_is_broken(before: frozenset[Problem]) -> None:
    assert before == frozenset()


def test_there_are_enough_kinds() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("name", CASES)
def test_a_corruption_is_caught_and_explained(real: Path, name: str) -> None:
    broken = CASES[name](real)
    found = problems(real, panels=broken.file.startswith("panels/"))
    matching = [
        each
        for each in found
        if (each.file, each.field) == (broken.file, broken.field)
        and (each.line == broken.line or broken.file == "datapackage.json")
        and broken.value in each.value
        and broken.rule in each.rule
        and broken.remedy in each.remedy
    ]
    assert matching, "\n".join(map(str, [broken, *found]))
    text = str(matching[0])
    assert text.startswith(f"{broken.file}:{matching[0].line}: " if matching[0].line else f"{broken.file}: ")
    assert "Remedy: " in text
    assert matching[0].rule
    assert matching[0].remedy


def problems(folder: Path, *, panels: bool) -> tuple[Problem, ...]:
    """Return what the first user to come across a broken package is told."""
    ask = partial(evidence.load(folder).panel, "wpp") if panels else partial(evidence.load, folder)
    with pytest.raises(EvidenceError) as caught:
        ask()
    for problem in caught.value.problems[:20]:
        assert str(problem) in str(caught.value)
    return caught.value.problems
