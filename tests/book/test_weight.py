"""What a page weighs before a reader does anything: bytes as a host sends them, requests, and nothing that blocks.

All of it is counted from the files, so that a page that grows too heavy fails here and not in a benchmark.
"""

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from browsing import chapters
from bs4 import BeautifulSoup, Tag

pytestmark = pytest.mark.book

SIX_CHARTS = 350_000
"""Bytes, compressed, that a chapter of up to six charts may weigh."""
ONE_MORE = 20_000
"""Bytes for each chart beyond the sixth: its two drawings, and its table."""
PLAIN = 250_000
"""Bytes for a page without charts of its own: the front page, a list of sources."""
REQUESTS = 20
FACE = re.compile(r"@font-face\s*{(.*?)}", re.DOTALL)
ITALIC = "em, i, cite, dfn, address"


class Face(NamedTuple):
    """A file of a typeface: where, whether italic, and the characters that it is for."""

    file: Path
    italic: bool
    ranges: tuple[tuple[int, int], ...]

    def needed(self, letters: set[int]) -> bool:
        """Say whether some characters call for this file."""
        return any(low <= letter <= high for letter in letters for low, high in self.ranges)


@lru_cache(maxsize=4096)
def weight(file: Path) -> int:
    """Return a file's bytes as a host sends them: gzip for text, as they are for typefaces and pictures."""
    content = file.read_bytes()
    packed = file.suffix in {".html", ".css", ".js", ".svg", ".json"}
    return len(gzip.compress(content, 9, mtime=0)) if packed else len(content)


@lru_cache(maxsize=64)
def faces(sheet: Path) -> tuple[Face, ...]:
    """Return the typefaces that a style sheet declares."""
    found = []
    for rule in FACE.findall(sheet.read_text(encoding="utf-8")):
        source = re.search(r"url\([\"']?([^\"')]+)", rule)
        assert source, rule
        span = re.search(r"unicode-range:\s*([^;]+)", rule)
        ranges = []
        for part in span[1].replace("U+", "").split(",") if span else ["0-10FFFF"]:
            low, _, high = part.strip().partition("-")
            ranges.append((int(low, 16), int(high or low, 16)))
        found.append(Face((sheet.parent / source[1]).resolve(), "font-style: italic" in rule, tuple(ranges)))
    return tuple(found)


def address(tag: Tag) -> str:
    """Return what a tag loads while the page opens; empty if nothing, or only when a reader reaches for it."""
    if tag.name == "link":
        kinds = set(tag.get("rel") or [])
        return str(tag.get("href")) if kinds & {"stylesheet", "preload", "icon", "modulepreload"} else ""
    return "" if tag.get("loading") == "lazy" else str(tag.get("src") or "")


def loaded(page: Path, soup: BeautifulSoup) -> Iterator[Path]:
    """Yield the files that a page loads before interaction, itself first; each once."""
    seen = {page.resolve()}
    yield page
    sheets = []
    for tag in soup.find_all(["link", "script", "img", "iframe", "source"]):
        name = address(tag)
        if not name or name.startswith("data:"):
            continue
        assert not re.match(r"(?:[a-z]+:)?//", name), f"{page} loads {name} from another host"
        file = (page.parent / unquote(urlsplit(name).path)).resolve()
        if file.suffix == ".css":
            sheets.append(file)
        if file not in seen:
            seen.add(file)
            yield file
    upright = {ord(letter) for letter in soup.get_text()}
    slanted = {ord(letter) for tag in soup.select(ITALIC) for letter in tag.get_text()}
    for face in (face for sheet in sheets for face in faces(sheet)):
        if face.file not in seen and face.needed(slanted if face.italic else upright):
            seen.add(face.file)
            yield face.file


def charts(soup: BeautifulSoup) -> int:
    """Return how many charts stand on a page."""
    return len(soup.select("figure[data-figure] .chart-body"))


def budget(soup: BeautifulSoup) -> int:
    """Return what a page may weigh, by how many charts it has."""
    count = charts(soup)
    return SIX_CHARTS + ONE_MORE * max(0, count - 6) if count else PLAIN


def test_chapters_stay_within_their_weight(pages: list[Path], soups: dict[Path, BeautifulSoup]) -> None:
    assert any(charts(soups[page]) == 6 for page in chapters(pages)), "no chapter has six charts: the rule is untried"
    for page in pages:
        parts = {file.name: weight(file) for file in loaded(page, soups[page])}
        heaviest = sorted(parts.items(), key=lambda part: -part[1])[:5]
        assert sum(parts.values()) <= budget(soups[page]), f"{page}: {sum(parts.values()):,} bytes; {heaviest}"
        assert len(parts) <= REQUESTS, f"{page} asks for {len(parts)} files"


def test_no_script_keeps_a_page_from_showing(soups: dict[Path, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        for tag in soup.find_all("script", src=True):
            assert tag.has_attr("defer"), f"{page}: {tag['src']} has no defer"


def test_a_page_loads_one_sheet_of_styles_and_each_file_once(soups: dict[Path, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        sheets = [str(tag["href"]) for tag in soup.select("link[rel=stylesheet]")]
        assert len(sheets) <= 1, f"{page}: {sheets}"
        scripts = [str(tag["src"]) for tag in soup.find_all("script", src=True)]
        assert len(scripts) == len(set(scripts)), f"{page}: {scripts}"


def test_pictures_say_their_size(soups: dict[Path, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        for tag in soup.find_all("img"):
            assert tag.get("width"), f"{page}: {tag} would move what follows when it comes"
            assert tag.get("height"), f"{page}: {tag} would move what follows when it comes"


def test_typefaces_show_text_before_they_come(soups: dict[Path, BeautifulSoup]) -> None:
    for sheet in {
        (page.parent / urlsplit(str(tag["href"])).path).resolve()
        for page, soup in soups.items()
        for tag in soup.select("link[rel=stylesheet]")
    }:
        for rule in FACE.findall(sheet.read_text(encoding="utf-8")):
            assert re.search(r"font-display:\s*(optional|swap|fallback)", rule), f"{sheet}: {rule}"
