"""Explore in Chromium, opened from its folder: pick, compare, mark, share, take away."""

import csv
import io
import re
from pathlib import Path

import pytest
from browsing import FLAGS, WIDTHS, address, browser, chromium, watch
from playwright.sync_api import Page, expect, sync_playwright

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]


def opened(page: Page, html: Path, choice: str = "") -> Page:
    """Open the page with a choice and wait until it is drawn."""
    page.goto("about:blank")
    page.goto(address(html / "book" / "explore.html") + choice)
    page.locator("[data-explore][data-shown]").wait_for()
    return page


def saved(page: Page, button: str) -> str:
    """Press a download button and return the file's text."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("width", WIDTHS)
def test_pick_compare_mark_and_go_back(html: Path, width: int) -> None:
    with browser(width, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        opened(page, html)
        title, status = page.locator(".explore-title"), page.locator(".explore-status")
        expect(status).to_contain_text("1991 to")
        for word in ("Russia's downturn", "Pandemic", "Mobilisation"):  # each beside its rule, none left out
            expect(page.locator(".explore-plot svg text", has_text=word)).to_have_count(1)
        page.select_option("#explore-s2", "arrivals_registered")
        expect(title).to_contain_text("Registered arrivals")
        assert page.locator(".explore-drawing polyline").count() >= 2
        page.locator(".explore-events summary").click()
        page.get_by_role("button", name="None").click()
        expect(page.locator(".explore-event")).to_have_count(0)
        page.locator("#explore-event-eaeu_start").check()
        expect(page.locator(".explore-event")).to_have_count(1)
        expect(page.locator(".explore-notes")).to_contain_text("Eurasian Economic Union")
        here = page.evaluate("location.hash")
        assert "s2=arrivals_registered" in here
        assert "e=eaeu_start" in here
        page.go_back()
        expect(page.locator(".explore-event")).to_have_count(0)
        page.go_forward()
        expect(page.locator(".explore-event")).to_have_count(1)
        words, drawn = status.inner_text(), page.locator(".explore-plot svg").inner_html()
        opened(page, html, here)
        expect(status).to_have_text(words)
        expect(page.locator("#explore-event-eaeu_start")).to_be_checked()
        assert page.locator(".explore-plot svg").inner_html() == drawn, "the address alone gives the same drawing"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert not wrong


def test_downloads_hold_what_is_shown(html: Path) -> None:
    with browser(1440, "light") as context:
        page = opened(context.new_page(), html, "#s=migrant_stock_abroad&p=RUS&s2=migrant_stock_abroad&p2=DEU")
        expect(page.locator(".explore-notes")).to_contain_text("the line is broken")
        text = saved(page, "Download CSV")
        head = [line for line in text.splitlines() if line.startswith("#")]
        rows = list(csv.DictReader(io.StringIO(text.partition("CC BY 4.0; the sources keep their licences.\n")[2])))
        shown = page.locator(".explore-table tbody tr").evaluate_all("rows => rows.map(r => r.cells[2].textContent)")
        assert [f"{float(row['value']):,.0f}" for row in rows] == shown
        points = page.locator(".explore-plot circle").count()
        assert points == len(rows), "each row is a point of the drawing"
        assert head[0] == "# " + page.locator(".explore-title").inner_text()
        assert any("CC BY 3.0 IGO" in line for line in head)
        assert any("never chain them" in line for line in head)
        drawing = saved(page, "Download SVG")
        assert drawing.startswith("<svg")
        assert "UN DESA Population Division" in re.sub(r"</text><text[^>]*>", " ", drawing)
        assert "var(" not in drawing
        assert drawing.count("<circle") == points
        page.set_content(drawing)
        assert page.locator("svg svg polyline").count() == 2


def test_units_part_panels_and_other_sources_are_crosses(html: Path) -> None:
    with browser(1440, "dark") as context:
        page = opened(context.new_page(), html, "#s=departures_registered&s2=oil_price_brent&g2=WLD")
        expect(page.locator(".explore-notes")).to_contain_text("different units")
        before = page.locator(".explore-table tbody tr").count()
        page.locator("#explore-o").check()
        expect(page.locator(".explore-other").first).to_be_attached()
        crosses = page.locator(".explore-other").count()
        assert page.locator(".explore-table tbody tr").count() == before + crosses
        page.locator("#explore-from").fill("2000")
        page.locator("#explore-from").press("Tab")
        expect(page.locator(".explore-status")).to_contain_text("2000 to")


@pytest.mark.parametrize("width", WIDTHS)
def test_keyboard_alone(html: Path, width: int) -> None:
    with browser(width, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        opened(page, html)
        page.locator("#explore-find").focus()
        page.keyboard.type("brent")
        expect(page.locator(".explore-fit").first).to_have_text(re.compile("1 series"))
        page.keyboard.press("Enter")
        expect(page.locator(".explore-title")).to_contain_text("Brent")
        page.locator(".explore-plot").focus()
        page.keyboard.press("Home")
        expect(page.locator(".explore-tip")).to_contain_text("USD per barrel")
        expect(page.locator(".explore-drawing [role=status]")).to_contain_text("USD per barrel")
        page.keyboard.press("Escape")
        expect(page.locator(".explore-tip")).to_be_hidden()
        sort = page.get_by_role("button", name="Value", exact=True)
        sort.focus()
        page.keyboard.press("Enter")
        values = page.locator(".explore-table td.cell-value").all_inner_texts()
        numbers = [float(text.replace(",", "")) for text in values]
        assert page.locator("th[aria-sort=ascending]").count() == 1
        assert numbers[0] == min(numbers)
        assert not wrong


def test_an_address_without_a_choice_opens_the_first_view_and_an_unknown_series_is_said(html: Path) -> None:
    with browser(390, "light") as context:
        page = opened(context.new_page(), html, "#what-is-in-here")
        expect(page.locator(".explore-title")).to_contain_text("Registered departures")
        page = opened(context.new_page(), html, "#s=nothing_here")
        expect(page.locator(".explore-notes")).to_contain_text("nothing_here")


def test_without_javascript_the_series_are_listed(html: Path) -> None:
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = chrome.new_context(java_script_enabled=False, offline=True).new_page()
        page.goto(address(html / "book" / "explore.html"))
        expect(page.locator("[data-explore]")).to_be_hidden()
        expect(page.locator("noscript p")).to_be_visible()
        assert page.locator("noscript a[href*='data-dictionary.html#series-']").count() > 100
        chrome.close()


@pytest.mark.slow
def test_every_series_is_drawn(html: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        opened(page, html)
        for name in page.evaluate("window.kazmigExplore.index.series.map(row => row[0])"):
            page.evaluate("name => { location.hash = 's=' + name; }", name)
            page.wait_for_function(
                "name => document.querySelector('[data-explore]').dataset.shown === 's=' + name", arg=name
            )
            assert page.locator(".explore-plot svg").count() == 1, name
            assert "NaN" not in page.locator(".explore-plot").inner_html(), name
        assert not wrong
