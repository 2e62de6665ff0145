"""The lineage page in Chromium, opened from its folder: find, choose, walk on, share."""

import json
from pathlib import Path

import pytest
from browsing import WIDTHS, address, browser, watch
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]


def opened(page: Page, html: Path, choice: str = "") -> Page:
    """Open the page with a choice and wait until it is drawn."""
    page.goto("about:blank")
    page.goto(address(html / "book" / "lineage.html") + choice)
    page.locator(".walk-node").first.wait_for()
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_a_number_is_found_and_walked_back_to_its_documents(html: Path, width: int) -> None:
    record = json.loads((html / "lineage.json").read_text(encoding="utf-8"))["facts"]["flows.departures_peak"]
    with browser(width, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        opened(page, html)
        page.get_by_label("Find a document").fill("departures peak 477,068")
        page.locator('.walk-node[data-name="fact:flows.departures_peak"]').click()
        chosen = page.locator('.walk-node[aria-pressed="true"]')
        expect(chosen).to_be_focused()
        assert page.evaluate("decodeURIComponent(location.hash)") == "#walk=fact:flows.departures_peak"
        columns = page.locator(".walk-column")
        series = columns.nth(1).locator(".walk-node")
        expect(columns.nth(0).locator(".walk-node")).to_have_count(len(record["sources"]))
        expect(series).to_have_text(["Registered departures for permanent residence abroad"])
        expect(columns.nth(2).locator(".walk-node")).to_have_count(1)
        expect(page.locator(".walk-lines path")).to_have_count(len(record["sources"]) + 2 if width > 1000 else 0)
        page.get_by_role("link", name="Open its record").click()
        page.wait_for_url("**/records/flows.html#flows.departures_peak")
        page.go_back()
        expect(chosen).to_have_attribute("data-name", "fact:flows.departures_peak")
        series.click()
        expect(page.get_by_role("status")).to_contain_text("chapters: ")
        assert columns.nth(2).locator(".walk-node").count() > 5
        page.get_by_role("button", name="Show everything").click()
        expect(page.get_by_label("Find a document")).to_be_focused()
        assert page.evaluate("location.hash") == ""
        assert wrong == []


def test_the_graph_is_walked_with_the_keys(html: Path) -> None:
    with browser(1440, "dark") as context:
        page = opened(context.new_page(), html)
        columns = page.locator(".walk-column")
        columns.nth(0).locator("button").first.focus()
        page.keyboard.press("ArrowDown")
        expect(columns.nth(0).locator("button").nth(1)).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(columns.nth(1).locator("button").first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator('.walk-node[aria-pressed="true"]')).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator('.walk-node[aria-pressed="true"]')).to_have_count(0)
        columns.nth(3).get_by_role("button", name="Show").click()
        assert columns.nth(3).locator(".walk-node").count() > 40


def test_words_that_nothing_has_are_said(html: Path) -> None:
    with browser(390, "light") as context:
        page = opened(context.new_page(), html)
        page.get_by_label("Find a document").fill("zzzz")
        expect(page.get_by_role("status")).to_have_text("No entry has these words.")
        expect(page.locator(".walk-node")).to_have_count(0)


def test_without_scripts_the_lists_are_there(html: Path) -> None:
    text = (html / "book" / "lineage.html").read_text(encoding="utf-8")
    assert "data-walk " in text
    assert text.count('id="finding-') > 100
