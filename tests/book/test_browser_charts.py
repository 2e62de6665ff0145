"""Every chart in Chromium, opened from its folder with the network off."""

from pathlib import Path
from typing import Any

import pytest
from browsing import WIDTHS, address, browser, chapters, watch
from playwright.sync_api import Page

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]


def explore(page: Page, path: Path, most: int | None) -> None:
    """Make the charts of a page interactive, the first ones or all, and compare them with the still pictures."""
    wrong = watch(page)
    page.goto(address(path))
    figures = page.locator("figure[data-figure]")
    count = figures.count()
    for number in range(count if most is None else min(count, most)):
        figure = figures.nth(number)
        still = figure.locator(".chart-body svg:visible")
        assert still.count() == 1, "one of the two layouts is to be seen"
        before = still.bounding_box()
        figure.locator(".chart-explore").click()
        figure.locator(".chart-live svg").first.wait_for(state="visible")
        figure.locator("button.chart-explore[disabled]").wait_for()
        after = figure.locator(".chart-live svg").first.bounding_box()
        assert before is not None
        assert after is not None
        assert after["width"] <= before["width"] + 2, f"{path}: the live chart is wider than the still one"
        assert after["height"] > 40
    assert not wrong, f"{path}: {wrong}"


@pytest.mark.parametrize(("width", "most"), [(1440, None), (390, 2), pytest.param(390, None, marks=pytest.mark.slow)])
def test_charts_become_interactive(pages: list[Path], width: int, most: int | None) -> None:
    with browser(width, "light") as context:
        for path in chapters(pages):
            page = context.new_page()
            explore(page, path, most)
            page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_still_chart_tells_its_values(html: Path, width: int) -> None:
    """Under the mouse or a finger, and by the arrow keys; without loading Vega."""
    with browser(width, "light", height=1800) as context:
        page = context.new_page()
        wrong = watch(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address(html / "notebooks" / "flows.html"))
        figure = page.locator('figure[data-figure="flows.departures_arrivals"]')
        reader = figure.locator(".chart-reader")
        reader.focus()
        page.wait_for_function("window.kazmigPoints !== undefined")
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        assert "1994" in str(reader.get_attribute("aria-valuetext"))
        assert "477,068" in figure.locator(".chart-said").inner_text()
        assert "477,068" in figure.locator(".chart-tip").inner_text()
        marker = figure.locator(".chart-marker").bounding_box()
        assert marker is not None
        page.keyboard.press("Escape")
        assert figure.locator(".chart-tip").count() == 0
        page.evaluate("document.activeElement.blur()")
        page.mouse.move(marker["x"] + marker["width"] / 2 + 2, marker["y"] + marker["height"] / 2 + 2)
        figure.locator(".chart-tip", has_text="477,068").wait_for()
        assert not any(url.endswith("vega.js") for url in asked)
        assert not wrong


def test_up_and_down_lead_from_series_to_series(html: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "notebooks" / "flows.html"))
        reader = page.locator('figure[data-figure="flows.departures_arrivals"] .chart-reader')
        reader.focus()
        changed = "before => document.activeElement.getAttribute('aria-valuetext') !== before"
        page.wait_for_function("document.activeElement.getAttribute('aria-valuetext').includes('1991')")
        said = []
        for key in ("ArrowRight", "ArrowDown", "ArrowUp"):
            said.append(str(reader.get_attribute("aria-valuetext")))
            page.keyboard.press(key)
            page.wait_for_function(changed, arg=said[-1])
        said = [*said[1:], str(reader.get_attribute("aria-valuetext"))]
        assert [text.split(",")[0] for text in said] == ["departures", "arrivals", "departures"]
        assert all("1992" in text for text in said)
        assert not wrong


@pytest.mark.parametrize("width", WIDTHS)
def test_the_years_of_a_live_chart_can_be_picked(html: Path, width: int) -> None:
    """The axis then tells these years alone, the values fill the height, and the whole comes back."""
    with browser(width, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "notebooks" / "flows.html"))
        figure = page.locator('figure[data-figure="flows.departures_arrivals"]')
        figure.locator(".chart-explore").click()
        lists = figure.locator(".chart-zoom select")
        lists.first.wait_for()

        def texts() -> list[str]:
            return figure.locator(".chart-live svg text").all_text_contents()

        shown = "[...document.querySelectorAll('.chart-live svg text')].some(each => each.textContent === '2000')"
        whole = texts()
        assert "2000" in whole
        lists.first.select_option("2015")
        figure.locator(".chart-live svg text", has_text="2015").first.wait_for()
        page.wait_for_function(f"() => !({shown})")
        picked = texts()
        unit = ",000" if width > 700 else ""  # a narrow chart counts in thousands
        assert f"40{unit}" in picked
        assert f"400{unit}" not in picked
        assert "Pandemic" in picked
        assert "Bureau's series" not in picked
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        figure.locator(".chart-legend button").first.click()
        assert figure.locator(".chart-live .chart-faded").count() > 0
        lists.last.select_option("2014")  # a stretch of no years is mended, not refused
        assert [int(each.input_value()) for each in lists.all()] == [2011, 2014]
        figure.locator(".chart-zoom button").click()
        page.wait_for_function(f"() => {shown}")
        assert sorted(texts()) == sorted(whole)
        assert not wrong


def test_a_figure_leads_to_its_series_in_explore(html: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "notebooks" / "flows.html"))
        page.locator('figure[data-figure="flows.departures_arrivals"] .chart-series').click()
        page.wait_for_url("**/book/explore.html#*")
        page.locator(".explore-drawing polyline").first.wait_for()
        assert "s=departures_registered" in page.url or "s=arrivals_registered" in page.url
        assert "s2=" in page.url
        assert not wrong


def test_a_finger_reads_a_value(html: Path) -> None:
    with browser(390, "dark") as context:
        page = context.new_page()
        page.goto(address(html / "notebooks" / "regions.html"))
        figure = page.locator('figure[data-figure="regions.map"]')
        figure.scroll_into_view_if_needed()
        box = figure.locator(".chart-picture svg:visible").bounding_box()
        assert box is not None
        place = {"clientX": box["x"] + box["width"] / 2, "clientY": box["y"] + box["height"] / 2}
        touch = {"pointerType": "touch", "bubbles": True, **place}
        figure.locator(".chart-picture svg:visible").dispatch_event("pointerdown", touch)
        figure.locator(".chart-tip").wait_for()
        assert "source" in figure.locator(".chart-tip").text_content()


def test_a_colour_can_be_picked_out(html: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        page.goto(address(html / "notebooks" / "flows.html"))
        figure = page.locator('figure[data-figure="flows.departures_arrivals"]')
        figure.locator(".chart-body").hover()
        pick = figure.locator(".chart-legend button", has_text="arrivals")
        pick.focus()
        page.keyboard.press("Enter")
        assert pick.get_attribute("aria-pressed") == "true"
        faded = figure.locator(".chart-wide .chart-faded")
        assert faded.count() > 0
        assert {
            faded.nth(at).get_attribute("stroke") or faded.nth(at).get_attribute("fill") for at in range(faded.count())
        } == {"#c8501e"}
        pick.click()
        assert figure.locator(".chart-faded").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_a_chart_can_be_enlarged(html: Path, width: int) -> None:
    with browser(width, "light") as context:
        page = context.new_page()
        page.goto(address(html / "notebooks" / "flows.html"))
        figure = page.locator('figure[data-figure="flows.departures_arrivals"]')
        figure.locator(".chart-enlarge").click()
        large = page.locator("dialog.chart-large[open] svg")
        before = large.bounding_box()
        page.locator(".chart-large-bar button", has_text="Larger").click()
        after = large.bounding_box()
        assert before is not None
        assert after is not None
        assert before["width"] > 600, "what it says can be read"
        assert after["width"] > 1.4 * before["width"]
        page.keyboard.press("Escape")
        page.locator("dialog.chart-large").wait_for(state="detached")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_figure_has_a_page_of_its_own(html: Path, lineage: dict[str, Any], width: int) -> None:
    with browser(width, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        for key in sorted(lineage["figures"])[::25]:
            page.goto(address(html / "figures" / f"{key}.html"))
            assert page.locator("h1").inner_text()
            assert page.locator(".chart-picture svg:visible").count() == 1
            page.locator(".chart-reader").focus()
            page.locator(".chart-tip").wait_for()
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert not wrong


def test_the_data_of_a_chart_are_sorted_and_copied(html: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        page.goto(address(html / "notebooks" / "flows.html"))
        fold = page.locator('figure[data-figure="flows.departures_arrivals"] details.chart-data')
        fold.locator("summary").click()
        head = fold.locator("th.number").last
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == "descending"
        copy = fold.locator("button.chart-button", has_text="Copy")
        copy.click()
        fold.locator("button.chart-button", has_not_text="Copy the table").wait_for()


def test_data_tables_open_in_place(pages: list[Path]) -> None:
    with browser(390, "light") as context:
        page = context.new_page()
        for path in chapters(pages):
            page.goto(address(path))
            tables = page.locator("details.chart-data")
            tables.first.locator("summary").click()
            assert tables.first.locator("table tbody tr").first.is_visible()
            tables.evaluate_all("all => all.forEach(each => { each.open = true; })")
            empty = tables.evaluate_all("all => all.filter(each => !each.querySelector('table tbody tr')).length")
            assert empty == 0, f"{path}: {empty} data tables are empty"
            spill = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert spill <= 0, f"{path}: an open data table widens the page"
