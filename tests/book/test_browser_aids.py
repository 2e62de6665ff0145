"""Reading aids in Chromium: summaries that print on one page, boxes of parameters, lists that can be sorted."""

import re
from pathlib import Path

import pytest
from browsing import address, browser, chapters, watch

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]


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


def test_formulas_are_set_when_a_reader_comes_near(html: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "notebooks" / "corridors.html"))
        page.wait_for_load_state("load")
        assert page.locator("mjx-container").count() == 0
        page.locator(".math").first.scroll_into_view_if_needed()
        page.locator("mjx-container").first.wait_for()
        assert not wrong
