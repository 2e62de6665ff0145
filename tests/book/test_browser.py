"""The built site in Chromium, opened from its folder with the network off: everything that moves, moves."""

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import THEMES, WIDTHS, address, browser, watch
from playwright.sync_api import Page

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]
AT_ONCE = 8  # downloads from one tab: Chromium stops at ten
SAMPLE = 6  # facts opened on each page; all of them in the slow test


def chapters(pages: list[Path]) -> list[Path]:
    return [path for path in pages if path.parent.name == "notebooks"]


def luminance(colour: str) -> float:
    red, green, blue = (float(part) for part in colour[colour.index("(") + 1 : colour.index(")")].split(",")[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_every_page_opens_quietly_and_fits(html: Path, pages: list[Path], width: int, theme: str) -> None:
    with browser(width, theme) as context:
        page = context.new_page()
        wrong = watch(page)
        for path in [*pages, html / "search.html"]:
            page.goto(address(path))
            page.wait_for_load_state("load")
            assert not wrong, f"{path}: {wrong}"
            spill = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert spill <= 0, f"{path} scrolls {spill} pixels sideways at {width}"
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (luminance(ground) < 60) == (theme == "dark"), f"{path}: {ground}"


@pytest.mark.parametrize("width", WIDTHS)
def test_every_chart_becomes_interactive(pages: list[Path], width: int) -> None:
    with browser(width, "light") as context:
        for path in chapters(pages):
            page = context.new_page()
            wrong = watch(page)
            page.goto(address(path))
            figures = page.locator("figure[data-figure]")
            for number in range(figures.count()):
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


def test_the_front_door_leads_to_the_front_page(html: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "index.html"))
        page.wait_for_url("**/book/index.html")
        assert page.locator("article h1").is_visible()
        assert not wrong


def open_cards(page: Page, most: int | None) -> int:
    """Open the cards of the facts of a page one by one with the mouse; return how many."""
    links = page.locator("article a.fact:visible")
    count = links.count()
    chosen = range(count) if most is None else sorted({*range(0, count, max(1, count // most))})
    card = page.locator("#fact-card")
    for number in chosen:
        link = links.nth(number)
        link.scroll_into_view_if_needed()
        link.click()
        card.wait_for(state="visible")
        text = card.inner_text()
        assert link.inner_text() in text
        assert "Definition" in text
        assert "Source" in text
        assert page.locator("#fact-card:visible").count() == 1
        assert link.get_attribute("aria-expanded") == "true"
        box, view = card.bounding_box(), page.viewport_size
        assert box is not None
        assert view is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= view["width"]
        page.keyboard.press("Escape")
        card.wait_for(state="hidden")
    return len(chosen)


@pytest.mark.parametrize("width", WIDTHS)
def test_facts_explain_themselves(pages: list[Path], width: int) -> None:
    with browser(width, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        for path in chapters(pages):
            page.goto(address(path))
            assert open_cards(page, SAMPLE) > 0, path
        assert not wrong


@pytest.mark.slow
def test_every_fact_explains_itself(pages: list[Path]) -> None:
    with browser(1440, "dark") as context:
        page = context.new_page()
        for path in pages:
            page.goto(address(path))
            open_cards(page, None)


def test_a_card_by_keyboard(pages: list[Path]) -> None:
    """Focus shows it, Enter goes into it, Tab goes through and out of it, Escape gives the focus back."""
    with browser(1440, "light") as context:
        page = context.new_page()
        page.goto(address(chapters(pages)[0]))
        link, card = page.locator("article a.fact").first, page.locator("#fact-card")
        page.keyboard.press("Tab")  # the keyboard is in use from here on, so that focus is visible
        link.focus()
        card.wait_for(state="visible")
        assert page.evaluate("document.activeElement.dataset.fact") == link.get_attribute("data-fact")
        page.keyboard.press("Escape")
        card.wait_for(state="hidden")
        page.keyboard.press("Enter")
        card.wait_for(state="visible")
        assert page.evaluate("document.activeElement.id") == "fact-card"
        page.keyboard.press("Tab")
        assert page.evaluate("document.getElementById('fact-card').contains(document.activeElement)")
        page.keyboard.press("Escape")
        card.wait_for(state="hidden")
        assert page.evaluate("document.activeElement === document.querySelector('article a.fact')")


def test_a_click_elsewhere_closes_a_card_and_another_fact_takes_it_over(pages: list[Path]) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        page.goto(address(chapters(pages)[0]))
        links, card = page.locator("article p a.fact"), page.locator("#fact-card")
        links.nth(0).click()
        card.wait_for(state="visible")
        page.mouse.click(5, 700)
        card.wait_for(state="hidden")
        links.nth(1).click()
        card.wait_for(state="visible")
        assert page.locator('a.fact[aria-expanded="true"]').count() == 1


def test_without_scripts_a_fact_leads_to_its_record(pages: list[Path]) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        page.goto(address(chapters(pages)[0]))
        link = page.locator("article a.fact").first
        page.goto(str(link.evaluate("link => link.href")))
        key = page.url.partition("#")[2]
        assert page.locator(f'[id="{key}"].fact-record').is_visible()


def test_the_permanent_address_of_a_fact_leads_on_to_its_record(html: Path, lineage: dict[str, Any]) -> None:
    key = sorted(lineage["facts"])[0]
    with browser(1440, "light") as context:
        page = context.new_page()
        page.goto(f"{address(html / 'book' / 'facts.html')}#{key}")
        page.wait_for_url("**/records/*")
        assert page.locator(f'[id="{key}"].fact-record').is_visible()


def test_every_download_is_followed(html: Path, pages: list[Path]) -> None:
    with browser(1440, "light") as context:
        for path in chapters(pages):
            page = context.new_page()
            page.goto(address(path))
            count = page.locator("a[download]").count()
            assert count > 0
            for number in range(count):
                if number and number % AT_ONCE == 0:
                    page.close()
                    page = context.new_page()
                    page.goto(address(path))
                link = page.locator("a[download]").nth(number)
                with page.expect_download() as started:
                    link.click()
                wanted = (html / "notebooks" / str(link.get_attribute("href"))).resolve()
                assert Path(started.value.path()).read_bytes() == wanted.read_bytes(), wanted
            page.close()


def test_data_tables_open_in_place(pages: list[Path]) -> None:
    with browser(390, "light") as context:
        page = context.new_page()
        for path in chapters(pages):
            page.goto(address(path))
            for details in page.locator("details.chart-data").all():
                details.locator("summary").click()
                assert details.locator("table tbody tr").count() > 0
            spill = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert spill <= 0, f"{path}: an open data table widens the page"


@pytest.mark.parametrize("word", ["kandas", "departures"])
def test_search_finds(html: Path, word: str) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "book" / "index.html"))
        page.keyboard.press("Control+k")
        page.locator("#pst-search-dialog input").fill(word)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=*")
        page.locator("#search-results li a").first.wait_for()
        assert page.locator("#search-results li a").count() >= 1
        page.locator("#search-results li a").first.click()
        page.wait_for_load_state("load")
        assert word in page.locator("article").inner_text().lower()
        assert not wrong


def test_the_reader_s_choice_of_theme_stays(pages: list[Path]) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        page.goto(address(pages[0]))
        for _ in range(3):
            if page.evaluate("document.documentElement.dataset.theme") == "dark":
                break
            page.locator(".theme-switch-button").first.click()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.goto(address(pages[1]))
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert luminance(page.evaluate("getComputedStyle(document.body).backgroundColor")) < 60


def test_every_summary_prints_on_one_page(html: Path, pages: list[Path]) -> None:
    """A4, as Chromium prints it: a chapter whose summary does not fit has too long an opening or too long limits."""
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        for path in chapters(pages):
            page.goto(address(html / "summaries" / path.name))
            printed = page.pdf(format="A4", prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, f"{path.name}: its summary needs a second page"
        assert not wrong


def test_parameters_are_on_paper_though_folded_on_the_screen(pages: list[Path]) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        page.goto(address(chapters(pages)[0]))
        table = page.locator("details.parameters-box table")
        assert not table.is_visible()
        page.emulate_media(media="print")
        assert table.is_visible()
        assert page.locator("article h1").is_visible()


def test_summaries_fit_a_phone_in_the_dark(html: Path, pages: list[Path]) -> None:
    with browser(390, "dark") as context:
        page = context.new_page()
        for path in chapters(pages)[:3]:
            page.goto(address(html / "summaries" / path.name))
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
            page.locator("article a.fact").first.click()
            page.locator("#fact-card").wait_for(state="visible")


def test_the_weights_of_sources_can_be_sorted_by_keyboard(html: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "book" / "weights.html"))
        head = page.locator("table.sortable th", has_text="Alone")
        cells = page.locator("table.sortable tbody td:last-child")
        head.locator("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        down = [int(text.replace(",", "")) for text in cells.all_inner_texts()]
        assert down == sorted(down, reverse=True)
        page.keyboard.press("Enter")
        assert [int(text.replace(",", "")) for text in cells.all_inner_texts()] == sorted(down)
        assert not wrong
