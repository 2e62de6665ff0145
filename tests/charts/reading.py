"""Reading a rendered drawing: its texts with their places, and frames that every builder is tried on."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from kazmig import charts
from kazmig.charts import rendering, typeface
from kazmig.charts.layout import Layout
from kazmig.charts.tile_map import PLACES

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Text:
    """A text in a drawing: its box in pixels and its size."""

    content: str
    left: float
    right: float
    top: float
    bottom: float
    size: float

    def overlaps(self, other: "Text") -> bool:
        """Whether two texts lie on each other by more than a hair."""
        hair = 1.0
        return (
            self.left < other.right - hair
            and other.left < self.right - hair
            and self.top < other.bottom - hair
            and other.top < self.bottom - hair
        )


def texts(svg: str) -> list[Text]:
    """Return the texts of a drawing."""
    return list(_texts(ET.fromstring(svg), 0.0, 0.0))


def _texts(node: ET.Element, x: float, y: float) -> Iterator[Text]:
    moved = re.match(r"translate\(([-\d.e]+)[, ]\s*([-\d.e]+)\)", node.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if node.tag == f"{SVG}text":
        yield from _lines(node, x, y)
    for child in node:
        if child.tag != f"{SVG}tspan":
            yield from _texts(child, x, y)


def _lines(node: ET.Element, x: float, y: float) -> Iterator[Text]:
    size = float(node.get("font-size", "0").removesuffix("px"))
    weight = 600 if node.get("font-weight") in ("600", "bold") else 400
    spans = [child for child in node if child.tag == f"{SVG}tspan"]
    level = y
    for span in spans or [node]:
        level += float(span.get("dy", "0")) if span is not node else 0
        content = span.text or ""
        wide = typeface.width(content, size, weight)
        left = {"middle": x - wide / 2, "end": x - wide}.get(node.get("text-anchor", "start"), x)
        if content.strip():
            yield Text(content, left, left + wide, level - 0.73 * size, level + 0.05 * size, size)


def draw(drawing: charts.Drawing, layout: Layout) -> str:
    """Return the raw SVG of a drawing at a layout."""
    return rendering.raw_svg(drawing.specification(layout), layout)


EVENTS = pd.DataFrame(
    {
        "word": ["Independence", "Crimea", "Borders closed", "War in Ukraine"],
        "date": ["1991-12-16", "2014-03", "2020-03-15", "2022"],
    }
)


def flows() -> pd.DataFrame:
    """Two flows over 35 years, one of them with a gap, an estimate and projections."""
    rows = []
    for year in range(1991, 2026):
        for flow, start, change in (("departures", 300_000.0, -8_800), ("arrivals", 90_000.0, -1_900)):
            value = start + change * (year - 1991)
            rows.append({"year": year, "flow": flow, "value": None if (year, flow) == (2003, "arrivals") else value})
    frame = pd.DataFrame(rows)
    frame["status"] = "observed"
    frame.loc[frame["year"] > 2022, "status"] = "projection"
    frame.loc[frame["year"] == 1995, "status"] = "estimate"
    frame["lineage"] = [f"observations/flows.csv:{number}" for number in range(2, len(frame) + 2)]
    return frame.assign(low=frame["value"] * 0.9, high=frame["value"] * 1.1)


def countries() -> pd.DataFrame:
    """Values of countries, one negative, with bounds."""
    names = ["Russia", "Germany", "Uzbekistan", "United States of America", "Kyrgyzstan and others in Central Asia"]
    values = [25_123.0, 4_310.0, 1_800.0, 620.0, 33.0]
    frame = pd.DataFrame({"country": names, "value": values, "before": [40_000.0, 3_000.0, 1_900.0, 600.0, 60.0]})
    frame["lineage"] = [f"observations/flows.csv:{number}" for number in range(2, len(frame) + 2)]
    return frame.assign(low=frame["value"] * 0.8, high=frame["value"] * 1.3)


def policy() -> pd.DataFrame:
    """Dated events of four kinds."""
    rows = [
        ("law", "Law on citizenship", "1991-12-20"),
        ("law", "Law on migration of the population", "1997-12-13"),
        ("law", "Law on migration of the population, revised", "2011-07-22"),
        ("programme", "Bolashak scholarships", "1993-11-05"),
        ("programme", "Resettlement of families to the north of the country", "2016"),
        ("shock", "Borders closed", "2020-03-15"),
        ("shock", "Russia invades Ukraine", "2022-02-24"),
        ("quota", "First quota for kandas", "1993"),
    ]
    return pd.DataFrame(rows, columns=["kind", "name", "date"])


def fitted() -> pd.DataFrame:
    """A falling series in three regimes, with what was fitted to each."""
    frame = flows().query("flow == 'departures'")[["year", "value", "lineage"]]
    frame["regime"] = pd.cut(frame["year"], [1990, 1999, 2012, 2025], labels=False)
    return frame.assign(fit=frame.groupby("regime")["value"].transform("mean"))


BREAKS = pd.DataFrame(
    {
        "year": [1999, 2012, 2019],
        "low": [1998.0, None, 1993.0],
        "high": [2001.0, None, 2025.0],
        "corner": [False, False, True],
    }
)


def ahead(origin: int = 2020) -> pd.DataFrame:
    """A series up to an origin, a forecast of five years after it, another model's and what came."""
    series = flows().query("flow == 'departures'")[["year", "value", "lineage"]]
    rows = []
    for step in range(1, 6):
        row = {"year": origin + step, "median": 60_000.0 - 4_000 * step, "naive": 60_000.0}
        for level, wide in ((50, 2_000), (80, 4_500), (95, 7_000)):
            row |= {f"low_{level}": row["median"] - wide * step, f"high_{level}": row["median"] + wide * step}
        rows.append(row)
    forecast = pd.DataFrame(rows).merge(series.rename(columns={"value": "outcome"}), on="year")
    return pd.concat([series[series["year"] <= origin], forecast], ignore_index=True)


def specifications(count: int = 2) -> pd.DataFrame:
    """Estimates under several choices; the claim holds in most."""
    rows = [
        {"definition": name, "first_year": year, "kind": kind, "repeat": repeat}
        for name in ("register", "per 1,000 people of working age and older")
        for year in (1991, 1992, 2000)
        for kind in ("mean", "trend")
        for repeat in range(count)
    ]
    frame = pd.DataFrame(rows)
    frame["estimate"] = [((7 * number) % 31 - 25) / 2 for number in range(len(frame))]
    frame["lineage"] = "observations/flows.csv:2"
    return frame.assign(low=frame["estimate"] - 4, high=frame["estimate"] + 4, holds=frame["estimate"] < 0)


def dates() -> pd.DataFrame:
    """A statistic of two kinds at every date, six of them events."""
    named = {2012: "Law of 2011", 2014: "Rouble falls", 2018: "Concept of 2017", 2020: "Borders closed", 2022: "War"}
    rows = [
        {
            "year": year,
            "kind": kind,
            "statistic": ((year * step) % 17 - 8) / scale,
            "event": named.get(year, ""),
            "limit": limit,
        }
        for kind, step, scale, limit in (("Change of level", 5, 2.0, 4.5), ("Change of slope", 3, 1.6, 5.25))
        for year in range(1996, 2024)
    ]
    return pd.DataFrame(rows).assign(lineage="observations/flows.csv:2")


def bins() -> pd.DataFrame:
    """Shares of outcomes in fifths of the forecasts of four models."""
    rows = [
        {"model": model, "bin_low": fifth / 5, "bin_high": (fifth + 1) / 5, "share": share}
        for model, shares in (
            ("naive", (0.3, 0.1, 0.1, 0.2, 0.3)),
            ("drift", (0.2, 0.2, 0.2, 0.2, 0.2)),
            ("AR(1) on the log of the rate", (0.0, 0.0, 0.1, 0.2, 0.7)),
            ("pool", (0.5, 0.1, 0.1, 0.1, 0.2)),
        )
        for fifth, share in enumerate(shares)
    ]
    return pd.DataFrame(rows).assign(expected_low=0.05, expected_high=0.4, lineage="observations/flows.csv:2")


def regions() -> pd.DataFrame:
    """A value for each region of Kazakhstan but one, gains and losses."""
    codes = list(PLACES)
    values = [73_238.0 if code == "KZ-71" else -31_966.0 + 4_000 * number for number, code in enumerate(codes)]
    frame = pd.DataFrame({"geo": codes, "value": values})
    frame["lineage"] = [f"observations/internal.csv:{number}" for number in range(2, len(frame) + 2)]
    return frame[frame["geo"] != "KZ-33"]


def places() -> pd.DataFrame:
    """Numbers of places near and far, some of them crowded together, one with nobody."""
    rows = [
        ("Russia", "Russia", 55.75, 37.62, 2_558_907.0),
        ("Germany", "Germany", 52.52, 13.41, 1_128_201.0),
        ("Ukraine", "Europe", 50.45, 30.52, 225_962.0),
        ("Belarus", "Europe", 53.9, 27.57, 68_934.0),
        ("Poland", "Europe", 52.23, 21.01, 6_071.0),
        ("United States", "North America", 38.9, -77.04, 36_353.0),
        ("Uzbekistan", "Central Asia", 41.26, 69.22, 13_092.0),
        ("Kyrgyzstan", "Central Asia", 42.87, 74.59, 12_599.0),
        ("Bosnia & Herzegovina", "Europe", 43.85, 18.36, 0.0),
        ("New Zealand", "context", -41.29, 174.78, 510.0),
    ]
    frame = pd.DataFrame(rows, columns=["place", "group", "latitude", "longitude", "value"])
    return frame.assign(lineage="observations/flows.csv:2")


def gallery() -> dict[str, charts.Drawing]:
    """Every builder, in its plain and its difficult uses."""
    both, lands = flows(), countries()
    out = both[both["flow"] == "departures"]
    panels = pd.concat([both.assign(region=name) for name in ("Almaty", "Kostanay and the whole north", "Turkistan")])
    moments = lands.melt("country", ["before", "value"], var_name="moment", value_name="people")
    moments["moment"] = moments["moment"].map({"before": "2019", "value": "2024"})
    net = out.assign(value=out["value"] - 150_000)
    cells = pd.concat([lands.assign(moment=m, value=lands["value"] * f) for m, f in (("2013", 1.0), ("2019", -0.5))])
    return {
        "lines": charts.line_over_time(both, series="flow", unit="people a year", events=EVENTS, end_values=True),
        "line": charts.line_over_time(
            out, unit="people a year", colour="departures", band=("low", "high"), events=EVENTS
        ),
        "line on a log axis": charts.line_over_time(out, unit="people", log=True),
        "many lines": charts.line_over_time(
            panels.assign(line=panels["region"] + ", " + panels["flow"]), series="line", unit="people", colour="context"
        ),
        "bars over time": charts.bars_over_time(
            net, unit="people a year", colour="arrivals", negative="departures", events=EVENTS
        ),
        "bars": charts.bars(lands, label="country", unit="people in 2024", highlight=["Russia"], colour="departures"),
        "map": charts.bubble_map(
            places(),
            label="place",
            group="group",
            unit="thousand people",
            scale=1000,
            home="398",
            home_name="Kazakhstan",
        ),
        "map of one colour": charts.bubble_map(places().head(4), label="place", colour="arrivals", named=2),
        "bars to both sides": charts.bars(lands.assign(value=lands["value"] - 2_000), label="country", unit="people"),
        "dots": charts.dots(
            lands, label="country", low="low", high="high", unit="people", log=True, hollow=["Germany"]
        ),
        "dumbbell": charts.dumbbell(lands, label="country", start="before", end="value", names=("2019", "2024")),
        "slope": charts.slope(moments, series="country", x="moment", y="people", unit="people", log=True),
        "multiples": charts.multiples(panels, panel="region", series="flow", unit="people a year", events=EVENTS),
        "multiples apart": charts.multiples(panels[panels["flow"] == "arrivals"], panel="region", shared=False),
        "timeline": charts.timeline(policy(), colours={"law": "net", "shock": "departures"}),
        "timeline with shapes": charts.timeline(
            policy().assign(subject=lambda d: d["kind"].map({"law": "Entry", "shock": "Entry"}).fillna("Return")),
            lane="subject",
            shape="kind",
            shapes=["quota", "law", "programme", "shock"],
            details={"kind": "what"},
        ),
        "regimes": charts.regimes(fitted(), dates=BREAKS, unit="people a year", events=EVENTS),
        "regimes on a log axis": charts.regimes(fitted(), log=True, unit="people a year"),
        "fan": charts.fan(ahead(), unit="people a year", model="naive", names=("drift", "naive")),
        "fan with outcomes": charts.fan(ahead(), unit="people a year", outcomes="outcome", log=True, levels=(50, 80)),
        "fan of a short series": charts.fan(ahead().query("year > 2014"), unit="people"),
        "specifications": charts.specification_curve(
            specifications(),
            low="low",
            high="high",
            unit="percent a year",
            choices=["definition", "first_year", "kind"],
        ),
        "many specifications": charts.specification_curve(
            specifications(30), unit="percent a year", choices={"kind": "Break in", "definition": "Definition"}
        ),
        "placebo": charts.placebo(dates(), facet="kind", threshold="limit", unit="t statistic"),
        "placebo of one kind": charts.placebo(dates().head(28).assign(statistic=lambda d: d["statistic"].abs())),
        "pit": charts.pit(bins()),
        "pit of one": charts.pit(bins().head(5), labels={"naive": "Naive"}),
        "tile map": charts.tile_map(regions(), unit="people in 2024, + gained, − lost"),
        "tile map of rates": charts.tile_map(
            regions().assign(value=lambda d: d["value"] / 1_000), format="+.1f", midpoint=1
        ),
        "tiles": charts.tiles(cells, row="country", column="moment", unit="people", midpoint=0),
    }


GALLERY = gallery()
