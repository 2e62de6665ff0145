"""The built site as search engines, feed readers and those who share or cite it see it."""

import json
import struct
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_file

from kazmig import paths
from kazmig.site import published, social
from kazmig.site.findable import LONGEST
from kazmig.site.languages.tongues import TRANSLATIONS
from kazmig.site.library import Library

pytestmark = pytest.mark.book
ATOM = {"a": "http://www.w3.org/2005/Atom"}
PLACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
Soups = dict[Path, BeautifulSoup]


@pytest.fixture(scope="module")
def site(html: Path) -> str:
    """The published address, as robots are told it."""
    last = (html / "robots.txt").read_text(encoding="utf-8").splitlines()[-1]
    return last.removeprefix("Sitemap: ").removesuffix("sitemap.xml")


@pytest.fixture(scope="module")
def shown(soups: Soups, html: Path) -> Soups:
    """Every page that is meant to be found."""
    apart = {html / "index.html", html / "search.html", html / "genindex.html"}
    return {path: page for path, page in soups.items() if path not in apart}


def content(page: BeautifulSoup, name: str) -> str:
    """What a meta element says, once."""
    [found] = [*page.find_all("meta", attrs={"name": name}), *page.find_all("meta", attrs={"property": name})]
    return str(found["content"])


def things(page: BeautifulSoup) -> list[dict[str, Any]]:
    """What a page says of itself."""
    [block] = page.find_all("script", type="application/ld+json")
    found: list[dict[str, Any]] = json.loads(block.string or "")["@graph"]
    return found


def test_titles_and_descriptions_are_unique_and_of_a_fit_length(shown: Soups) -> None:
    titles, descriptions = Counter[str](), Counter[str]()
    for path, page in shown.items():
        assert page.title, path
        titles[page.title.get_text()] += 1
        said = content(page, "description")
        descriptions[said] += 1
        assert 40 <= len(said) <= LONGEST + 1, f"{path}: {said!r}"
    assert [title for title, count in titles.items() if count > 1] == []
    assert [said for said, count in descriptions.items() if count > 1] == []


def test_every_page_names_its_address_and_a_picture_that_is_there(shown: Soups, html: Path, site: str) -> None:
    pictures = set()
    for path, page in shown.items():
        [canonical] = page.find_all("link", rel="canonical")
        assert canonical["href"] == f"{site}{path.relative_to(html).as_posix()}" == content(page, "og:url")
        pictures.add(content(page, "og:image").removeprefix(site))
    assert len(pictures) > 10
    for picture in sorted(pictures):
        data = (html / picture).read_bytes()
        assert struct.unpack(">II", data[16:24]) == (1200, 630), picture
        assert len(data) < 600_000, picture


def test_the_map_lists_every_page(shown: Soups, html: Path, site: str, pages: list[Path]) -> None:
    tree = ET.parse(html / "sitemap.xml").getroot()
    listed = [place.text for place in tree.findall("s:url/s:loc", PLACES)]
    folders = ["", *(f"{code}/" for code in TRANSLATIONS if (html / code).is_dir())]
    wanted = [f"{site}{folder}{path.relative_to(html).as_posix()}" for folder in folders for path in shown]
    assert sorted(filter(None, listed)) == sorted(wanted)
    assert listed[: len(pages)] == [f"{site}{path.relative_to(html).as_posix()}" for path in pages]


def test_data_about_pages_parse_and_name_every_set_of_data(
    shown: Soups, html: Path, site: str, lineage: dict[str, Any]
) -> None:
    named: set[str] = set()
    for path, page in shown.items():
        for thing in things(page):
            assert thing["@type"], path
            for part in [thing, *thing.get("hasPart", [])]:
                if part["@type"] == "Dataset":
                    assert 50 <= len(part["description"]) <= 5000, part["@id"]
                    named.update(file["contentUrl"] for file in part["distribution"])
    wanted = {
        f"{site}{path.relative_to(html).as_posix()}"
        for kind in ("figures", "tables")
        for path in html.glob(f"{kind}/*.csv")
    }
    assert len(wanted) > 100
    assert sorted(wanted - named) == []
    for address in sorted(named):
        assert (html / address.removeprefix(site)).is_file(), address
    package = json.loads((html / "data" / "datapackage.json").read_text(encoding="utf-8"))
    tables = {f"{site}data/{resource['path']}" for resource in package["resources"]}
    assert tables <= named


def test_the_feed_follows_the_rules_of_atom(html: Path, site: str) -> None:
    tree = ET.parse(html / "feed.xml").getroot()
    assert tree.tag == f"{{{ATOM['a']}}}feed"
    entries = tree.findall("a:entry", ATOM)
    ids = [str(entry.findtext("a:id", "", ATOM)) for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("tag:") and " " not in name for name in ids)
    dates = [str(entry.findtext("a:updated", "", ATOM)) for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert tree.findtext("a:updated", "", ATOM) == dates[0]
    kinds = {category.get("term") for category in tree.findall("a:entry/a:category", ATOM)}
    assert kinds == {"text", "data", "correction", "forecast", "values"}
    for entry in entries:
        assert entry.findtext("a:title", "", ATOM)
        assert len(str(entry.findtext("a:content", "", ATOM))) > 20
        link = entry.find("a:link", ATOM)
        assert link is not None
        assert (html / str(link.get("href")).removeprefix(site)).is_file()


def test_every_chapter_can_be_cited(html: Path, lineage: dict[str, Any], shown: Soups) -> None:
    chapters = sorted(path for path in shown if path.parent.name == "notebooks")
    assert len(chapters) > 10
    for path in chapters:
        box = shown[path].find(id="cite")
        assert box is not None, path
        [entry] = parse_file(str(html / "cite" / f"{path.stem}.bib"), "bibtex").entries.values()
        title = shown[path].title
        assert title is not None
        assert entry.fields["title"].strip("{}") == title.get_text().partition(" | ")[0]
        text = box.find(id="cite-bibtex")
        assert text is not None
        assert text.get_text().strip() == (html / "cite" / f"{path.stem}.bib").read_text(encoding="utf-8").strip()
    [whole] = parse_file(str(html / "cite" / "report.bib"), "bibtex").entries.values()
    assert whole.fields["url"].endswith("book/index.html")


def test_a_shared_picture_is_made_of_the_bare_drawing(lineage: dict[str, Any]) -> None:
    """The file that travels alone has its own title and sources, which would stand twice."""
    shelf, library = published.read(paths.runs()), Library(paths.data())
    for key in sorted(lineage["figures"])[::20]:
        for drawing in social.chief(key, shelf, library).drawings:
            assert "Sources: " not in drawing.partition("</desc>")[2], key
