"""Facts and their cards in Chromium, by mouse, by keyboard and without scripts."""

from pathlib import Path
from typing import Any

import pytest
from browsing import WIDTHS, address, browser, chapters, watch
from playwright.sync_api import Page

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]
SAMPLE = 3  # facts opened on each page; all of them in the slow test


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
        card.locator("dl").wait_for(state="visible")
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


@pytest.mark.parametrize("width", WIDTHS)
def test_a_card_tells_other_values_and_lets_itself_be_cited(html: Path, width: int) -> None:
    """Arrivals of 2005: a later paper printed another count."""
    with browser(width, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "notebooks" / "flows.html"))
        link = page.locator('article a.fact[data-fact="flows.arrivals_2005"]').first
        link.scroll_into_view_if_needed()
        link.click()
        card = page.locator("#fact-card:not([aria-busy])")
        card.locator(".fact-others li").first.wait_for()
        assert "percent" in card.locator(".fact-others").inner_text()
        assert card.locator(".fact-steps li").count() >= 3
        card.locator(".fact-copy").click()
        page.locator("[role=status]", has_text="Cop").first.wait_for(state="attached")
        assert card.locator(".fact-copy").inner_text().startswith(("Copied", "Press"))
        if width < 576:  # a sheet at the foot, and the number in sight above it
            box, number = page.locator("#fact-card").bounding_box(), link.bounding_box()
            assert box is not None
            assert number is not None
            assert box["width"] == width
            assert number["y"] + number["height"] <= box["y"] + 1
        assert not wrong


def test_a_card_that_cannot_be_loaded_leads_to_the_record(html: Path, tmp_path: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        page.route("**/cards/*.js", lambda route: route.abort())
        page.goto(address(html / "notebooks" / "policy.html"))
        page.locator("article p a.fact").first.click()
        page.wait_for_url("**/records/*.html#*")
