"""The page as a reader meets it, beside a stock Jupyter Book page with the same charts: `make bench` prints the tables.

Both are served over localhost, gzip, and opened in turn in one headless Chromium with the processor slowed, each time
with an empty cache, after a blank page of the same server (so that starting a process counts for neither). Medians.
Absolute times drift between machines and hours; the ratios within one run hold.
"""

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table
from serving import Server, serve

from kazmig import paths

sys.path.insert(0, str(paths.root() / "tests" / "book"))
import stock_page
from browsing import FLAGS, chromium

SLOWED = 4
ROUNDS = 5
QUIET = 800  # milliseconds without interaction after the load event, in which a page may still ask for files
CHART = {"ours": "figure[data-figure] .chart-body svg", "stock": ".vega-embed canvas, .vega-embed svg.marks"}
PROBE = Path(__file__).with_name("probe.js")
READY = """
() => {
  const figure = document.querySelector("figure[data-figure]");
  const tip = [...document.querySelectorAll(".vg-tooltip.visible, [role=tooltip], .chart-tip")];
  return (figure.dataset.live && figure.dataset.live !== "loading") ||
    tip.some((node) => node.getClientRects().length && getComputedStyle(node).visibility === "visible");
}
"""
"""When a chart of ours answers: it is live, or its tooltip shows."""


class Case:
    """A page under measurement: whose, where, and the servers that carry it."""

    def __init__(self, whose: str, address: str, servers: list[Server]) -> None:
        self.whose, self.address, self.servers = whose, address, servers

    @property
    def answers(self) -> list[tuple[str, int, bool]]:
        """What was sent since the last visit began: path, bytes, and whether by another origin."""
        return [(one.path, one.sent, at > 0) for at, server in enumerate(self.servers) for one in server.answers]


def scroll(page: Page) -> None:
    """Go through a page to its end and back, as a reader who looks for something."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, 800):
        page.evaluate(f"window.scrollTo(0, {top})")
        page.wait_for_timeout(30)
    page.evaluate("window.scrollTo(0, 0)")


def wait_for(page: Page, condition: str) -> None:
    """Wait until something holds on a page; playwright's own wait evaluates text, which our pages forbid."""
    for _ in range(600):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise TimeoutError(f"{page.url}: waited 30 s for {condition}")


def visit(browser: Browser, case: Case, width: int) -> dict[str, Any]:
    """Open a page once, with an empty cache, and return what the probe and the servers noted."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(f"window.kazmigProbeChart = {json.dumps(CHART[case.whose])};\n{PROBE.read_text()}")
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(f"{case.servers[0].address}/nothing-here")
    foreign: set[str] = set()
    page.on("request", lambda one: foreign.add(one.url) if "//localhost:" not in one.url else None)
    for server in case.servers:
        server.answers.clear()
    page.goto(case.address, wait_until="load")
    if page.evaluate("document.querySelector('figure[data-figure], .vega-embed, [id^=altair-viz]') !== null"):
        wait_for(page, "window.kazmigProbe.chart !== null")
    page.wait_for_timeout(QUIET)
    noted: dict[str, Any] = dict(page.evaluate("window.kazmigProbe"))
    sent = case.answers
    noted["bytes"] = sum(size for _, size, _ in sent)
    noted["requests"] = len(sent)
    noted["other"] = len({path for path, _, other in sent if other}) + len({u for u in foreign if "data:" not in u[:5]})
    noted["files"] = sorted(((size, path.partition("?")[0]) for path, size, _ in sent), reverse=True)
    scroll(page)
    page.wait_for_timeout(300)
    noted["shift"] = page.evaluate("window.kazmigProbe.shift")
    noted["shifts"] = page.evaluate("window.kazmigProbe.shifts")
    if case.whose == "ours" and noted["chart"]:
        noted.update(reach(page))
    context.close()
    return noted


def reach(page: Page) -> dict[str, float | None]:
    """Reach for the first chart with the mouse, and wait until it answers."""
    body = page.locator("figure[data-figure] .chart-body").first
    body.scroll_into_view_if_needed()
    page.mouse.move(2, 2)
    page.wait_for_timeout(200)
    body.evaluate(f"(node) => window.kazmigReach(node, {READY})")
    box = body.bounding_box()
    assert box
    # Across the chart and not to one point, which may lie between two marks.
    for share in (0.5, 0.45, 0.55, 0.6, 0.4):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] * share, steps=3)
        page.wait_for_timeout(60)
    wait_for(page, "window.kazmigProbe.ready !== null")
    noted = page.evaluate("window.kazmigProbe")
    return {"reached": noted["reached"], "ready": noted["ready"], "answer": noted["ready"] - noted["reached"]}


def medians(visits: list[dict[str, Any]]) -> dict[str, float]:
    """Return the median of what is counted and timed, and the worst layout shift."""
    names = ("other", "requests", "bytes", "contentful", "largest", "chart", "blocked", "answer")
    found = {
        name: statistics.median(values)
        for name in names
        if (values := [one[name] for one in visits if one.get(name) is not None])
    }
    found["shift"] = max(one["shift"] for one in visits)
    if "answer" in found:
        found["interactive"] = found["chart"] + found["answer"]
    elif "chart" in found:
        found["interactive"] = found["chart"]
    return found


ROWS = (
    ("requests to other origins before interaction", "other", "{:.0f}"),
    ("requests before interaction", "requests", "{:.0f}"),
    ("bytes before interaction, compressed", "bytes", "{:,.0f}"),
    ("first contentful paint, ms", "contentful", "{:.0f}"),
    ("largest contentful paint, ms", "largest", "{:.0f}"),
    ("first chart painted, ms", "chart", "{:.0f}"),
    ("layout shift, with a scroll through the page", "shift", "{:.4f}"),
    ("main thread blocked while loading, ms", "blocked", "{:.0f}"),
    ("interactive chart after the reader's reach, ms", "answer", "{:.0f}"),
    ("interactive chart from navigation, with a reach at once, ms", "interactive", "{:.0f}"),
)
NOTES = f"""
Headless Chromium, processor slowed {SLOWED} times, over localhost, gzip, empty cache, medians of {{rounds}} visits
(layout shift: the worst). Stock: the same prose and charts, built by Jupyter Book and Altair with their defaults;
without the tables under our charts. Its packages of other hosts (Vega, Vega-Lite, Vega-Embed; MathJax where a page
has formulas) come from npm over a second local server, gzip: on a real line each of those hosts costs a look-up, a
handshake and a way more. A chart is painted with the frame after the first in which its drawing has a box. A stock
chart is interactive once painted; ours answers a mouse that enters it.
"""


def measure(case_of: dict[str, Case], width: int, rounds: int) -> dict[str, dict[str, float]]:
    """Visit the pages in turn and return the medians of each."""
    seen: dict[str, list[dict[str, Any]]] = {name: [] for name in case_of}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for turn in range(rounds + 1):
            for name, case in case_of.items():
                noted = visit(browser, case, width)
                if turn:  # the first warms the servers and the browser
                    seen[name].append(noted)
        browser.close()
    for name, visits in seen.items():
        shifts = sorted(visits[0]["shifts"], reverse=True)[:3]
        Console(stderr=True).print(f"{name}: {visits[0]['files'][:8]} {shifts}", style="dim", highlight=False)
    return {name: medians(visits) for name, visits in seen.items()}


def table(title: str, ours: dict[str, float], stock: dict[str, float]) -> list[tuple[str, str, str, str]]:
    """Return the rows of a comparison as text: what, ours, stock, stock over ours."""
    rows = [(title, "ours", "stock", "stock / ours")]
    for name, key, form in ROWS:
        here, there = ours.get(key), stock.get(key)
        ratio = f"{there / here:.1f}" if here and there else ""
        rows.append((name, *(form.format(value) if value is not None else "" for value in (here, there)), ratio))
    return rows


def main() -> None:
    """Measure, print the tables, and keep them as Markdown and JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", default=["notebooks/disagreement", "notebooks/robustness"])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--into", type=Path, default=paths.build() / "bench")
    given = parser.parse_args()
    site, kept = paths.build() / "html", Path(tempfile.gettempdir()) / "kazmig-stock"
    given.into.mkdir(parents=True, exist_ok=True)
    found, lines = {}, []
    for name in given.pages:
        html = stock_page.build(site / f"{name}.html", site, given.into / "stock")
        hosts = stock_page.packages(html / "stock.html", kept)
        with serve(site) as ours, serve(html) as stock, serve(hosts) as other:
            stock_page.point_at(html / "stock.html", other.address)
            cases = {
                "ours": Case("ours", f"{ours.address}/{name}.html", [ours]),
                "stock": Case("stock", f"{stock.address}/stock.html", [stock, other]),
            }
            found[name] = measure(cases, given.width, given.rounds)
        rows = table(f"{name}, {given.width} pixels wide", found[name]["ours"], found[name]["stock"])
        shown = Table(*rows[0])
        for row in rows[1:]:
            shown.add_row(*row)
        Console().print(shown)
        lines += ["| " + " | ".join(row) + " |" for row in rows[:1]] + ["|---|---:|---:|---:|"]
        lines += ["| " + " | ".join(row) + " |" for row in rows[1:]] + [""]
    notes = NOTES.format(rounds=given.rounds)
    Console().print(notes, highlight=False)
    (given.into / "page.md").write_text("\n".join(lines) + notes, encoding="utf-8")
    (given.into / "page.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
