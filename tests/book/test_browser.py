"""The built site in Chromium, opened from its folder with the network off: every page, in both themes."""

from pathlib import Path

import pytest
from browsing import THEMES, WIDTHS, address, browser, luminance, watch

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_opens_quietly_and_fits(html: Path, pages: list[Path], width: int) -> None:
    with browser(width, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        for path in [*pages, html / "search.html"]:
            page.goto(address(path))
            page.wait_for_load_state("load")
            for theme in THEMES:  # the page follows the system's theme while it is open
                page.emulate_media(color_scheme=theme)
                page.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)
                spill = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert spill <= 0, f"{path} scrolls {spill} pixels sideways at {width}"
                ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
                assert (luminance(ground) < 60) == (theme == "dark"), f"{path}: {ground}"
            assert not wrong, f"{path}: {wrong}"


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_opens_in_the_system_s_theme(pages: list[Path], theme: str) -> None:
    with browser(390, theme) as context:
        page = context.new_page()
        for path in pages[:3]:
            page.goto(address(path))
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (luminance(ground) < 60) == (theme == "dark"), f"{path}: {ground}"


def test_the_front_door_leads_to_the_front_page(html: Path) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "index.html"))
        page.wait_for_url("**/book/index.html")
        assert page.locator("article h1").is_visible()
        assert not wrong


@pytest.mark.parametrize("word", ["kandas", "departures"])
def test_search_finds(html: Path, word: str) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "book" / "index.html"))
        page.keyboard.press("Control+k")
        page.locator("#site-search:focus").fill(word)
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
