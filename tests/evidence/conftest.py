"""A small, whole data package made from nothing, for tests that need no real data; and a fast copy of the real one."""

import csv
import gzip
import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from kazmig import paths

Rows = list[dict[str, str]]

OBSERVATION = [
    "series_id",
    "geo",
    "partner",
    "sex",
    "age",
    "breakdown",
    "category",
    "period",
    "value",
    "low",
    "high",
    "precision",
    "vintage",
    "source_id",
    "locator",
    "status",
    "note",
]

COLUMNS: dict[str, list[str]] = {
    "sources": ["source_id", "title", "author", "publisher", "published", "url", "licence", "language", "kind", "note"],
    "series": [
        "series_id",
        "concept",
        "title",
        "definition",
        "unit",
        "direction",
        "partner_role",
        "frequency",
        "kind",
        "note",
    ],
    "geographies": ["code", "name_en", "name_ru", "name_kk", "group", "valid_from", "valid_to"],
    "categories": ["breakdown", "category", "name", "part", "note"],
    "precedence": ["series_id", "start", "end", "source_id", "rank", "reason"],
    "events": ["event_id", "date", "name", "kind", "direction", "aim", "size", "unit", "source_id", "locator", "note"],
    "corrections": [
        "correction_id",
        "table",
        "series_id",
        "geo",
        "partner",
        "breakdown",
        "category",
        "period",
        "source_id",
        "action",
        "value",
        "expect",
        "reason",
        "evidence_source_id",
        "kind",
    ],
    "claims": [
        "claim_id",
        "source_id",
        "locator",
        "statement",
        "concept",
        "geo",
        "partner",
        "start",
        "end",
        "test",
        "low",
        "high",
        "unit",
        "note",
    ],
}
KEYS = {
    "sources": ["source_id"],
    "series": ["series_id"],
    "geographies": ["code"],
    "categories": ["breakdown", "category"],
    "precedence": ["series_id", "start", "end", "source_id"],
    "events": ["event_id"],
    "corrections": ["correction_id"],
    "claims": ["claim_id"],
}
NUMBERS = {"value", "low", "high", "precision", "size", "expect"}
INTEGERS = {"rank", "births", "deaths", "year"}
ENUMS = {
    "status": ["observed", "estimate", "projection"],
    "sex": ["female", "male"],
    "action": ["drop", "override", "flag"],
    "direction": ["in", "out", "net", "none"],
}
REQUIRED = {
    "observations": {"series_id", "geo", "period", "value", "source_id", "status"},
    "geographies": {"code"},
    "categories": {"breakdown", "category"},
}


def field(name: str, table: str) -> dict[str, object]:
    """Declare one field."""
    number = name in NUMBERS or (table == "precedence" and name in ("start", "end"))
    kind = "integer" if name in INTEGERS else "number" if number else "string"
    constraints: dict[str, object] = {}
    if name in ENUMS:
        constraints["enum"] = ENUMS[name]
    if name in REQUIRED.get(table, ()):
        constraints["required"] = True
    if name == "precision":
        constraints["minimum"] = 0
    return {"name": name, "type": kind, **({"constraints": constraints} if constraints else {})}


def reference(fields: list[str], resource: str, targets: list[str]) -> dict[str, object]:
    """Declare one foreign key."""
    return {"fields": fields, "reference": {"resource": resource, "fields": targets}}


def text(columns: list[str], rows: Rows) -> str:
    """Write rows as CSV text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def observation(
    series_id: str, period: str, value: float | str, source_id: str = "bureau", **cells: str
) -> dict[str, str]:
    """One row of observations with sensible defaults."""
    row = {"series_id": series_id, "geo": "KAZ", "period": period, "value": f"{value}", "source_id": source_id}
    return {**row, "vintage": "2026", "status": "observed", "locator": "table 1", **cells}


def series(series_id: str, concept: str, **cells: str) -> dict[str, str]:
    """One row of series.csv with sensible defaults."""
    row = {"series_id": series_id, "concept": concept, "title": series_id, "definition": "as registered"}
    return {**row, "unit": "persons", "direction": "none", "frequency": "year", "kind": "flow", **cells}


@dataclass
class Small:
    """A small package: change `rows`, then `write`."""

    folder: Path
    rows: dict[str, Rows]
    flows: Rows
    panel: Rows

    def write(self) -> Path:
        """Write the package and return its folder."""
        (self.folder / "observations").mkdir(parents=True, exist_ok=True)
        (self.folder / "panels").mkdir(exist_ok=True)
        resources = []
        for name, columns in COLUMNS.items():
            (self.folder / f"{name}.csv").write_text(text(columns, self.rows[name]), encoding="utf-8")
            keys: list[dict[str, object]] = []
            if "source_id" in columns and name != "sources":
                keys.append(reference(["source_id"], "sources", ["source_id"]))
            schema = {
                "fields": [field(column, name) for column in columns],
                "primaryKey": KEYS[name],
                "foreignKeys": keys,
                "missingValues": [""],
            }
            resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
        (self.folder / "observations/flows.csv").write_text(text(OBSERVATION, self.flows), encoding="utf-8")
        key = [*OBSERVATION[:8], "vintage", "source_id"]
        schema = {
            "fields": [field(column, "observations") for column in OBSERVATION],
            "primaryKey": key,
            "foreignKeys": [
                reference(["series_id"], "series", ["series_id"]),
                reference(["geo"], "geographies", ["code"]),
                reference(["partner"], "geographies", ["code"]),
                reference(["breakdown", "category"], "categories", ["breakdown", "category"]),
                reference(["source_id"], "sources", ["source_id"]),
            ],
            "missingValues": [""],
        }
        resources.append({"name": "flows", "path": "observations/flows.csv", "schema": schema})
        columns = list(self.panel[0])
        raw = text(columns, self.panel).encode()
        (self.folder / "panels/wpp.csv.gz").write_bytes(gzip.compress(raw, mtime=0))
        schema = {
            "fields": [field(column, "wpp") for column in columns],
            "primaryKey": ["geo", "year"],
            "foreignKeys": [reference(["source_id"], "sources", ["source_id"])],
            "missingValues": [""],
        }
        resources.append({"name": "wpp", "path": "panels/wpp.csv.gz", "schema": schema})
        package = {"name": "small", "resources": resources}
        (self.folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        return self.folder


def contents(folder: Path) -> Small:
    """Return the small package before it is written."""
    sources = [
        {"source_id": name, "title": name, "publisher": publisher, "kind": kind}
        for name, publisher, kind in (
            ("bureau", "Bureau", "official"),
            ("bureau_old", "Bureau", "official"),
            ("daily", "The Daily", "press"),
            ("un", "UN", "international"),
        )
    ]
    known = [
        series(
            "departures_registered", "emigration", direction="out", partner_role="destination", frequency="irregular"
        ),
        series("arrivals_registered", "immigration", direction="in", partner_role="origin"),
        series("net_registered", "net_migration", direction="net"),
        series("departures_registered_share", "emigration_structure", kind="share", unit="percent", direction="out"),
        series("migrant_stock_abroad", "emigrant_stock", kind="stock", partner_role="destination"),
    ]
    flows: Rows = []
    for year, arrivals, departures in ((1994, 70_389, 477_068), (1995, 71_137, 309_632), (1996, 53_874, 229_412)):
        flows.append(observation("arrivals_registered", f"{year}", arrivals))
        flows.append(observation("departures_registered", f"{year}", departures))
        flows.append(observation("net_registered", f"{year}", arrivals - departures))
    flows += [
        observation("departures_registered", "1994", 408_800, "daily", vintage="1995", precision="50"),
        observation("departures_registered", "1996", 229_000, "bureau_old", vintage="1997", precision="500"),
        observation("departures_registered", "1996", 100_000, breakdown="residence", category="urban"),
        observation("departures_registered", "1996", 129_412, breakdown="residence", category="rural"),
        observation("departures_registered", "1996-H1", 120_000),
        observation("departures_registered", "1996", 200_000, partner="RUS"),
        observation("departures_registered_share", "1996", 70.5, breakdown="residence", category="urban"),
        observation("departures_registered_share", "1996", 29.5, breakdown="residence", category="rural"),
        observation("migrant_stock_abroad", "2015", 4_000_000, "un", vintage="IMS 2020", status="estimate"),
        observation("migrant_stock_abroad", "2020", 4_200_000, "un", vintage="IMS 2020", status="estimate"),
        observation("migrant_stock_abroad", "2020", 3_030_000, "un", vintage="IMS 2024", status="estimate"),
        observation("migrant_stock_abroad", "2024", 2_800_000, "un", vintage="IMS 2024", status="estimate"),
    ]
    rows: dict[str, Rows] = {
        "sources": sources,
        "series": known,
        "geographies": [
            {"code": "KAZ", "name_en": "Kazakhstan", "group": "country"},
            {"code": "RUS", "name_en": "Russia", "group": "country"},
        ],
        "categories": [
            {"breakdown": "residence", "category": "urban", "name": "Urban", "part": "all"},
            {"breakdown": "residence", "category": "rural", "name": "Rural", "part": "all"},
        ],
        "precedence": [
            {"series_id": "departures_registered", "source_id": "bureau", "rank": "1", "reason": "the register itself"}
        ],
        "events": [{"event_id": "law", "date": "2011-07-22", "name": "Law", "kind": "law", "source_id": "bureau"}],
        "corrections": [
            {
                "correction_id": "net_as_gross",
                "table": "observations/flows.csv",
                "series_id": "departures_registered",
                "geo": "KAZ",
                "period": "1994",
                "source_id": "daily",
                "action": "flag",
                "expect": "408800",
                "reason": "a net figure printed as gross",
                "evidence_source_id": "bureau",
                "kind": "definition",
            }
        ],
        "claims": [
            {"claim_id": "many", "source_id": "daily", "statement": "Many left", "test": "about", "low": "400000"}
        ],
    }
    panel = [
        {"geo": geo, "year": f"{year}", "births": f"{year * 100 + number}", "source_id": "un"}
        for number, geo in enumerate(("KAZ", "RUS"))
        for year in range(1990, 2000)
    ]
    return Small(folder, rows, flows, panel)


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A small package, not yet written."""
    return contents(tmp_path / "data")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small package on disk, shared: read it only."""
    return contents(tmp_path_factory.mktemp("small") / "data").write()


KEPT = ("flows", "population", "border")
"""The themes that the cut copy keeps."""


def table(path: Path) -> list[list[str]]:
    """Read a CSV file whole, header first."""
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="session")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some themes of the real data package and the opening of one panel, whole in kind, quick to read.

    Copy it before changing anything.
    """
    folder = tmp_path_factory.mktemp("cut") / "data"
    shutil.copytree(paths.data(), folder)
    files = {f"observations/{theme}.csv" for theme in KEPT}
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    dropped = [
        each["path"]
        for each in package["resources"]
        if "/" in each["path"] and each["path"] not in {*files, "panels/wpp.csv.gz"}
    ]
    package["resources"] = [each for each in package["resources"] if each["path"] not in dropped]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for file in dropped:
        (folder / file).unlink()
    series = {row[0] for file in files for row in table(folder / file)}
    for name, column in (("series.csv", 0), ("precedence.csv", 0), ("corrections.csv", 2), ("targets.csv", 9)):
        header, *rows = table(folder / name)
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            kept = [row for row in rows if row[column] in series or not row[column]]
            csv.writer(out, lineterminator="\n").writerows([header, *kept])
    panel = folder / "panels/wpp.csv.gz"
    lines = gzip.decompress(panel.read_bytes()).split(b"\n")[:40]
    panel.write_bytes(gzip.compress(b"\n".join(lines) + b"\n", mtime=0))
    return folder


@pytest.fixture
def real(cut: Path, tmp_path: Path) -> Path:
    """A copy of the cut package, to be broken."""
    return Path(shutil.copytree(cut, tmp_path / "data"))
