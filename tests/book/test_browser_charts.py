"""Every chart in Chromium, opened from its folder with the network off."""

from pathlib import Path

import pytest
from browsing import address, browser, chapters, watch
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


def test_a_chart_also_answers_pointer_and_keyboard(pages: list[Path]) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        page.goto(address(chapters(pages)[0]))
        first, second = page.locator("figure[data-figure]").nth(0), page.locator("figure[data-figure]").nth(1)
        first.locator(".chart-body").hover()
        first.locator(".chart-live svg").wait_for(state="visible")
        page.locator("a").first.focus()
        second.locator(".chart-title").scroll_into_view_if_needed()
        second.locator(".chart-explore").focus()
        page.keyboard.press("Enter")
        second.locator(".chart-live svg").wait_for(state="visible")


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
