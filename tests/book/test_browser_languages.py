"""The languages in a browser: the switch keeps the place, numbers and notices are the language's, the search works."""

import re
from pathlib import Path

import pytest
from browsing import WIDTHS, address, browser, watch

from kazmig import paths
from kazmig.site.languages import catalogues
from kazmig.site.languages.coverage import too_little
from kazmig.site.languages.tongues import TRANSLATIONS, folder

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]
CHAPTER = "notebooks/flows.html"
PLACE = "what-the-data-cannot-say"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_switch_keeps_page_and_place(html: Path, width: int) -> None:
    with browser(width, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(f"{address(html / CHAPTER)}#{PLACE}")
        for code, path in (("ru", f"ru/{CHAPTER}"), ("kk", f"kk/{CHAPTER}"), ("en", CHAPTER)):
            page.locator(f".site-languages a[lang={code}]").click()
            page.wait_for_url(f"{address(html / path)}#{PLACE}")
            assert page.locator("html").get_attribute("lang") == code
            assert page.locator(".site-languages [aria-current]").get_attribute("lang") == code
            top = page.locator(f"#{PLACE}").first.evaluate("place => place.getBoundingClientRect().top")
            assert -5 <= top < 500, f"{code}: the place is {top} pixels from the top"
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not wrong


def test_the_switch_works_without_scripts(html: Path) -> None:
    with browser(390, "light") as context:
        page = context.new_page()
        page.route(re.compile(r"\.js(\?.*)?$"), lambda route: route.abort())
        page.goto(address(html / "book/glossary.html"))
        page.locator(".site-languages a[lang=kk]").click()
        page.wait_for_url(address(html / "kk/book/glossary.html"))


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_numbers_and_notice(html: Path, code: str) -> None:
    with browser(1440, "dark") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / code / CHAPTER))
        peak = page.locator('a.fact[data-fact="flows.departures_peak"]').first
        assert peak.text_content() == "477\u202f068"
        rate = page.locator('a.fact[data-fact="flows.rate_latest"]').first.text_content()
        assert re.fullmatch(r"\d+,\d+", rate or "")
        assert page.locator(".translation-note a[hreflang=en]").is_visible()
        peak.click()
        card = page.locator("[class*=card]").filter(has_text="477\u202f068").first
        card.wait_for()
        assert not wrong


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_live_chart_opens(html: Path, code: str) -> None:
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / code / CHAPTER))
        page.locator(".chart-explore").first.click()
        page.locator(".vega-embed svg, .vega-embed canvas").first.wait_for()
        assert not wrong


def test_the_search_finds_forms_of_russian_words(html: Path) -> None:
    place = folder(paths.root(), "ru") / "notebooks/flows.po"
    title = next(
        message.string for message in catalogues.read(place, "ru") if message.id == "How many leave and how many arrive"
    )
    word = next(word for word in str(title).split() if len(word) > 5)
    with browser(1440, "light") as context:
        page = context.new_page()
        wrong = watch(page)
        page.goto(address(html / "ru/search.html"))
        page.fill("#search-words", word)
        page.press("#search-words", "Enter")
        page.locator('#search-results a[href*="notebooks/flows.html"]').first.wait_for()
        assert not wrong


def test_each_part_is_translated_as_far_as_it_must_be() -> None:
    assert too_little(paths.root()) == []


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_pages_have_the_facts_and_anchors_of_the_english(html: Path, pages: list[Path], code: str) -> None:
    for path in pages:
        english, said = (each.read_text(encoding="utf-8") for each in (path, html / code / path.relative_to(html)))
        for mark in ("data-fact", "data-finding", "data-figure", "data-table"):
            shown = [set(re.findall(rf'\s{mark}="([^"]+)"', text)) for text in (english, said)]
            assert shown[0] <= shown[1], path
        anchors = re.findall(r'\sid="([^"]+)"', said)
        assert len(anchors) == len(set(anchors)), path
        assert set(re.findall(r'\sid="([^"]+)"', english)) <= set(anchors), path
