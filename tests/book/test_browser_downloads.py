"""Downloads in Chromium: what arrives is what lies in the site."""

from pathlib import Path

import pytest
from browsing import address, browser, chapters
from playwright.sync_api import BrowserContext

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]
AT_ONCE = 8  # downloads from one tab: Chromium stops at ten


def follow(context: BrowserContext, html: Path, path: Path, most: int | None) -> int:
    """Follow the downloads of a page, the first ones or all; return how many."""
    page = context.new_page()
    page.goto(address(path))
    count = page.locator("a[download]").count()
    chosen = range(count if most is None else min(count, most))
    for number in chosen:
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
    return len(chosen)


def test_downloads_of_the_first_figure_of_every_chapter_are_followed(html: Path, pages: list[Path]) -> None:
    with browser(1440, "light") as context:
        for path in chapters(pages):
            assert follow(context, html, path, 4) == 4, path


@pytest.mark.slow
def test_every_download_is_followed(html: Path, pages: list[Path]) -> None:
    with browser(1440, "light") as context:
        for path in chapters(pages):
            assert follow(context, html, path, None) > 0, path
