"""The page "Explore": the evidence as classic scripts, from which a reader's browser draws what the reader picks."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from kazmig.site.fragments import render
from kazmig.site.library import Library

if TYPE_CHECKING:
    import pandas as pd

    from kazmig.evidence import Evidence
    from kazmig.site.resolve import Resolver

PAGE = "book/explore"
FOLDER = "explore"
TEXTS = (
    *("geo", "partner", "sex", "age", "breakdown", "category", "period"),
    *("vintage", "source_id", "locator", "status", "note"),
)
NUMBERS = ("value", "low", "high", "precision", "rank")
THEMES = {
    "flows": "The register of Kazakhstan",
    "population": "Population",
    "history": "Before the republic",
    "kandas": "Kandas",
    "labour": "Labour",
    "students": "Students and scholars",
    "internal": "Within Kazakhstan",
    "citizenship": "Citizenship",
    "border": "The border",
    "destinations": "Counted by the destinations",
    "intl_destinations": "Counted by the destinations",
    "stocks_central_asia": "People living abroad",
    "intl_stocks": "People living abroad",
    "intl_flows": "Estimates of flows",
    "intl_estimates": "Estimates of the United Nations and the World Bank",
    "intl_refugees": "Refugees and asylum",
    "intl_students": "Students and scholars",
    "intl_economy": "Economy",
    "intl_perception": "Perceptions",
    "territory": "Territory",
}
"""Observation file -> theme, in the order of the list that a reader picks from."""

WORDS = {
    "virgin_lands": "Virgin lands",
    "law_immigration_1992": "Immigration law",
    "law_migration_1997": "Migration law",
    "law_migration_2011": "Migration law",
    "bolashak_founded": "Bolashak",
    "nurly_kosh": "Nurly Kosh",
    "oil_price_2014": "Russia's downturn",
    "eaeu_start": "Eurasian union",
    "pandemic_2020": "Pandemic",
    "mobilisation_2022": "Mobilisation",
}
"""The short word of the chief events; others are marked by the beginning of their name."""

CHIEF = ("oil_price_2014", "pandemic_2020", "mobilisation_2022")


def address(series: str, geo: str = "KAZ", partner: str = "", root: str = "", **more: str) -> str:
    """Return the address that opens a series in Explore.

    Parameters
    ----------
    series, geo, partner : str
        What to draw.
    root : str
        The way from the page at hand to the site's root.
    **more : str
        Further parts of the address as ``explore.js`` names them, such as ``v`` (release) or ``s2`` (second series).

    Examples
    --------
    >>> address("migrant_stock_abroad", partner="RUS", root="../")
    '../book/explore.html#s=migrant_stock_abroad&p=RUS'
    """
    parts = {"s": series, **({"g": geo} if geo != "KAZ" else {}), **({"p": partner} if partner else {}), **more}
    return f"{root}{PAGE}.html#{urlencode(parts)}"


EXAMPLES = (
    ("Departures and arrivals", {"series": "departures_registered", "s2": "arrivals_registered", "e": ",".join(CHIEF)}),
    (
        "Net migration, one UN revision beside another",
        {"series": "net_migrants_wpp", "v": "WPP 2024", "s2": "net_migrants_wpp"},
    ),
    (
        "People living in Russia and Germany",
        {"series": "migrant_stock_abroad", "partner": "RUS", "s2": "migrant_stock_abroad", "p2": "DEU"},
    ),
    (
        "Departures and the price of oil",
        {"series": "departures_registered", "s2": "oil_price_brent", "g2": "WLD", "e": "oil_price_2014"},
    ),
)
REVISIONS = {"Net migration, one UN revision beside another": {"v2": "WPP 2022"}}


def script(store: str, name: str, value: Any) -> bytes:
    """Return a value as a classic script that files it under a name; no ``</script>`` in it can end anything."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"(window.{store}=window.{store}||{{}})[{json.dumps(name)}]={text};\n".encode()


def number(value: float) -> int | float | None:
    """Return a number as short as JSON allows; a missing one as None."""
    if value != value:
        return None
    return int(value) if float(value).is_integer() else float(value)


def columns(rows: "pd.DataFrame") -> dict[str, Any]:
    """Return rows column by column: texts as their different values and places in them, numbers as they are.

    A text column with one value is that value; a number column without any is left out.
    """
    found: dict[str, Any] = {"n": len(rows)}
    for name in TEXTS:
        values = [str(cell) for cell in rows[name]]
        different = list(dict.fromkeys(values))
        place = {value: at for at, value in enumerate(different)}
        found[name] = different[0] if len(different) == 1 else [different, [place[value] for value in values]]
    for name in NUMBERS:
        numbers = [number(float(cell)) for cell in rows[name]]
        if any(value is not None for value in numbers):
            found[name] = numbers
    return found


def observations(evidence: "Evidence", series_id: str) -> "pd.DataFrame":
    """Return all observations of a series, corrected and ranked: 1 is the one that the report uses."""
    from kazmig.evidence import ANY

    every: Any = ANY
    return evidence.series(
        series_id,
        geo=every,
        partner=every,
        sex=every,
        age=every,
        breakdown=every,
        category=every,
        frequency=None,
        all_sources=True,
    )


def index(evidence: "Evidence", library: Library, frames: Mapping[str, "pd.DataFrame"], digest: str) -> dict[str, Any]:
    """Return what the page needs before a series is picked; names and sources stand here once for all series."""
    series = []
    for row in library.table("series"):
        name = row["series_id"]
        if name not in frames:
            continue
        cover = library.coverage[name]
        files = sorted(Path(file).stem for file in cover["files"])
        theme = next((THEMES[file] for file in THEMES if file in files), files[0])
        chosen = ("series_id", "title", "concept", "unit", "direction", "frequency", "kind", "definition", "note")
        years = sorted(cover["periods"])
        series.append([*(row[key] for key in chosen), theme, len(frames[name]), int(years[0]), int(years[-1])])
    every = list(frames.values())
    used = {name: {str(cell) for frame in every for cell in frame[name].unique()} for name in ("geo", "partner")}
    named = {str(cell) for frame in every for cell in frame["source_id"].unique()}
    events = evidence.events
    named |= {str(cell) for cell in events["source_id"]}
    return {
        "digest": digest,
        "chief": list(CHIEF),
        "series": series,
        "themes": list(dict.fromkeys(THEMES.values())),
        "places": {code: library.geographies.get(code, code) for code in sorted(used["geo"] | used["partner"]) if code},
        "categories": {
            name: {row["category"]: row["name"] for row in library.table("categories") if row["breakdown"] == name}
            for name in sorted({row["breakdown"] for row in library.table("categories")})
        },
        "sources": {
            name: [row["title"], row["author"], row["publisher"], row["published"], row["url"], row["licence"]]
            for name, row in sorted(library.sources.items())
            if name in named
        },
        "breaks": sorted(row["correction_id"] for row in library.table("corrections") if row.get("kind") == "break"),
        "precedence": [
            [row["series_id"], row["source_id"], row["start"], row["end"], row["reason"]]
            for row in library.table("precedence")
            if row["series_id"] in frames
        ],
        "events": [
            [row["event_id"], row["date"], row["name"], row["kind"], row["source_id"], WORDS.get(row["event_id"], "")]
            for row in library.table("events")
        ],
        "book": f"Kazakhstan in motion, release {library.package['version']}, {library.package.get('created', '')}",
    }


def digest_of(library: Library) -> str:
    """Return a digest of the data and of the code that writes them."""
    code = [Path(__file__), *sorted((Path(__file__).parents[1] / "evidence").glob("*.py"))]
    text = library.digest + "".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in code)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def scripts(library: Library, digest: str) -> Iterator[tuple[str, bytes]]:
    """Yield every data file of the page, by its path in the site: each series in one, the index last."""
    from kazmig import evidence  # takes a second: only when something changed

    found = evidence.load(library.folder)
    frames = {name: observations(found, name) for name in library.series if name in library.coverage}
    for name, frame in frames.items():
        yield f"{FOLDER}/{name}.js", script("kazmigSeries", name, columns(frame))
    yield f"{FOLDER}/index.js", script("kazmigExplore", "index", index(found, library, frames, digest))


def place_scripts(library: Library, outdir: Path, *, wanted: bool) -> None:
    """Write the data files beside the page, unless they stand there already; remove those of no series any more."""
    folder, digest = outdir / FOLDER, digest_of(library)
    listed = folder / "index.js"
    if wanted and listed.is_file() and f'"digest":"{digest}"' in listed.read_text(encoding="utf-8")[:200]:
        return
    written = set()
    if wanted:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in scripts(library, digest):
            (outdir / name).write_bytes(content)
            written.add(outdir / name)
    for stale in sorted(folder.glob("*.js")):
        if stale not in written:
            stale.unlink()


def explore_page(resolver: "Resolver") -> str:
    """The page's frame: what it needs, a few examples, and the list of series for those without JavaScript."""
    library = resolver.library
    examples = [
        {"title": title, "href": address(root=resolver.root, **{**choice, **REVISIONS.get(title, {})})}
        for title, choice in EXAMPLES
    ]
    listed = [
        {"title": row["title"], "href": resolver.page("book/data-dictionary", f"series-{name}")}
        for name, row in sorted(library.series.items(), key=lambda item: item[1]["title"])
        if name in library.coverage
    ]
    return render(
        "explore.html",
        examples=examples,
        series=listed,
        root=resolver.shared,
        sources=resolver.page("book/sources"),
        dictionary=resolver.page("book/data-dictionary"),
    )
