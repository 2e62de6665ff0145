"""The fifteen questions and the themes: each is answered with traced facts, and found in two clicks and by search."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browsing import address, browser
from bs4 import BeautifulSoup, Tag

pytestmark = pytest.mark.book
SENTENCE_END = re.compile(r"[.?!](?=\s|$)")


def answers(soups: dict[Path, BeautifulSoup], html: Path) -> list[Tag]:
    sections: list[Tag] = soups[html / "book" / "questions.html"].select("article section section")
    return sections


def test_fifteen_questions_are_answered_in_two_sentences_with_facts_and_a_chapter(
    html: Path, soups: dict[Path, BeautifulSoup]
) -> None:
    found = answers(soups, html)
    assert len(found) == 15
    for section in found:
        question = section.h2.get_text()
        answer, ways = section.find_all("p", recursive=False)[:2]
        text = re.sub(r"(\d)[.,](\d)", r"\1\2", answer.get_text(" ", strip=True))
        assert len(SENTENCE_END.findall(text)) == 2, f"{question}: {text}"
        assert answer.select("a.fact"), question
        assert any(str(link["href"]).startswith("../notebooks/") for link in ways.select("a")), question


def test_every_question_is_one_click_from_the_front_page_and_its_chapter_two(
    html: Path, soups: dict[Path, BeautifulSoup]
) -> None:
    front = html / "book" / "index.html"
    places = {
        unquote(urlsplit(str(link["href"])).fragment)
        for link in soups[front].select("article a[href]")
        if urlsplit(str(link["href"])).path == "questions.html"
    }
    ids = [
        {str(tag["id"]) for tag in [section, *section.select("[id]")] if tag.get("id")}
        for section in answers(soups, html)
    ]
    assert [section for section in ids if not section & places] == []


def themes(soups: dict[Path, BeautifulSoup], html: Path) -> list[tuple[str, list[str]]]:
    rows = soups[html / "book" / "themes.html"].select("article table tbody tr")
    return [
        (row.find_all("td")[0].get_text(" ", strip=True), [str(link["href"]) for link in row.select("a[href]")])
        for row in rows
    ]


def test_every_theme_leads_to_a_section_that_names_it(html: Path, soups: dict[Path, BeautifulSoup]) -> None:
    found = themes(soups, html)
    assert len(found) > 15
    for theme, links in found:
        headings = []
        for link in links:
            parts = urlsplit(link)
            page = (html / "book" / parts.path).resolve()
            assert parts.fragment, f"{theme}: {link} leads to a page, not to a section"
            section = soups[page].find(id=unquote(parts.fragment))
            assert section is not None, f"{theme}: {link}"
            heading = section if section.name.startswith("h") else section.find(["h1", "h2", "h3"])
            headings.append(heading.get_text(" ", strip=True).lower())
        words = [word for word in re.findall(r"[\w']+", theme.lower()) if len(word) > 4]
        assert any(word in heading for word in words for heading in headings), f"{theme}: {headings}"


@pytest.mark.browser
@pytest.mark.usefixtures("with_browser")
def test_search_finds_every_theme(html: Path, soups: dict[Path, BeautifulSoup]) -> None:
    """A reader types the theme and finds its page among the results, offline."""
    with browser(1440, "light") as context:
        page = context.new_page()
        for theme, links in themes(soups, html):
            wanted = {(html / "book" / urlsplit(link).path).resolve().as_uri() for link in links}
            words = " ".join(word for word in re.findall(r"[\w']+", theme) if len(word) > 3)
            page.goto(f"{address(html / 'search.html')}?q={words.replace(' ', '+')}")
            page.locator("#search-results li a").first.wait_for()
            page.wait_for_function("() => /found|matching/i.test(document.querySelector('#search-results').innerText)")
            hrefs = page.locator("#search-results li a").evaluate_all(
                "all => all.map(each => each.href.split(/[?#]/)[0])"
            )
            assert wanted & set(hrefs), f"{words}: {json.dumps(hrefs[:5])}"
