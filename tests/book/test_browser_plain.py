"""The site without JavaScript, by the keyboard alone, and on the smallest screens."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import FLAGS, WIDTHS, address, browser, chapters, chromium, luminance
from playwright.sync_api import BrowserContext, sync_playwright

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]


@contextmanager
def plain(width: int, theme: str = "light") -> Iterator[BrowserContext]:
    """Open a browser that runs no scripts."""
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            headless=True,
            args=FLAGS,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=False,
            offline=True,
        )
        context.set_default_timeout(15_000)
        try:
            yield context
        finally:
            context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_a_chapter_is_whole(pages: list[Path], width: int) -> None:
    """Text, pictures, tables, downloads and the way to every record; and no button that would do nothing."""
    with plain(width) as context:
        page = context.new_page()
        page.goto(address(chapters(pages)[2]))
        assert page.locator("article h1").is_visible()
        figure = page.locator("figure.chart").first
        assert figure.locator(".chart-picture svg:visible").count() == 1
        assert figure.locator(".chart-downloads a").count() == 4
        assert page.locator(".needs-script:visible").count() == 0
        figure.locator("details.chart-data summary").click()
        assert figure.locator("details.chart-data tbody tr").first.is_visible()
        page.locator("article p a.fact").first.click()
        page.wait_for_url("**/records/*.html#*")
        assert page.locator(".fact-record:target ol.derivation li").count() >= 3


@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_the_menus_open(pages: list[Path], width: int) -> None:
    with plain(width) as context:
        page = context.new_page()
        page.goto(address(pages[0]))
        menu = page.locator("#site-menu")
        if width < 1000:
            assert not menu.is_visible()
            page.locator(".menu-button").click()
        assert menu.is_visible()
        menu.locator("a", has_text="Where sources differ").or_(menu.locator("a", has_text="Sources")).first.click()
        page.wait_for_load_state("load")
        assert page.locator("article h1").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_by_the_keyboard_alone(pages: list[Path], width: int) -> None:
    with browser(width, "light") as context:
        page = context.new_page()
        page.goto(address(chapters(pages)[2]))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link"
        assert page.locator(".skip-link").bounding_box()["y"] >= 0, "the skip link shows itself"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.getElementById('main').contains(document.activeElement)")
        if width < 1000:
            page.locator(".menu-button").focus()
            page.keyboard.press("Enter")
            assert page.locator("#site-menu").is_visible()
            page.keyboard.press("Tab")
            assert page.evaluate("document.getElementById('site-menu').contains(document.activeElement)")
            page.keyboard.press("Escape")
            assert not page.locator("#site-menu").is_visible()
        switch = page.locator(".theme-switch-button")
        switch.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert luminance(page.evaluate("getComputedStyle(document.body).backgroundColor")) < 60
        page.keyboard.press("Control+k")
        page.keyboard.type("kandas")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=kandas*")
        page.locator("#search-results li a").first.wait_for()


def test_what_has_the_focus_is_never_hidden_under_the_header(pages: list[Path]) -> None:
    with browser(1440, "light", height=700) as context:
        page = context.new_page()
        page.goto(address(chapters(pages)[2]))
        page.locator("article a.fact").nth(3).focus()
        for _ in range(25):
            page.keyboard.press("Tab")
            top, bottom = page.evaluate(
                "(box => [box.top, box.bottom])(document.activeElement.getBoundingClientRect())"
            )
            head = page.evaluate("document.querySelector('.site-top').getBoundingClientRect().bottom")
            assert bottom > head, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
            assert top < 700


def test_nothing_is_lost_at_320_pixels(html: Path, pages: list[Path]) -> None:
    """As wide as a screen of 1,280 pixels is at 400 percent, and one of 640 at 200."""
    with browser(320, "light", height=640) as context:
        page = context.new_page()
        for path in [*pages[:6], *chapters(pages)[-2:], html / "book" / "sources.html", html / "search.html"]:
            page.goto(address(path))
            spill = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert spill <= 0, f"{path} scrolls {spill} pixels sideways"
