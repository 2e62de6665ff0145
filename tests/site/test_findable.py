"""Descriptions, addresses, pictures, data about pages, the map, the feed and citations on a small site."""

import json
import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_string
from small_site import ROOT, Repository

from kazmig.site import feed, findable, quoting, social
from kazmig.site.library import Library
from kazmig.site.sitemap import robots, sitemap

SITE = "https://kazakhstan-in-motion.example/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def soup(there: Repository, page: str) -> BeautifulSoup:
    """A built page, parsed."""
    return BeautifulSoup(there.page(page), "html.parser")


def content(page: BeautifulSoup, name: str) -> str:
    """What a meta element says."""
    found = page.find("meta", attrs={"name": name}) or page.find("meta", attrs={"property": name})
    assert found is not None, name
    return str(found["content"])


def graph(page: BeautifulSoup) -> list[dict[str, object]]:
    """What a page says of itself."""
    [block] = page.find_all("script", type="application/ld+json")
    found: list[dict[str, object]] = json.loads(block.string or "")["@graph"]
    return found


def test_a_description_ends_with_a_sentence() -> None:
    long = "The first sentence says a little. " + "And a second one goes on " * 20 + "to its end."
    assert findable.described([long]) == "The first sentence says a little."
    assert findable.described(["Short.", "With more behind it, which makes it long enough to stand alone."]).startswith(
        "Short. With more"
    )
    endless = findable.cut("word " * 200)
    assert len(endless) <= findable.LONGEST + 1
    assert endless.endswith("word\N{HORIZONTAL ELLIPSIS}")


def test_a_chapter_says_its_numbers_address_and_picture(built: Repository) -> None:
    page = soup(built, "notebooks/flows")
    assert "477,068 in 1994" in content(page, "description")
    assert content(page, "og:title") == "Departures"
    assert content(page, "og:url") == f"{SITE}notebooks/flows.html"
    assert content(page, "og:image") == f"{SITE}social/flows.png"
    assert "Departures fell to 7,608" in content(page, "og:image:alt")
    canonical = page.find("link", rel="canonical")
    assert canonical is not None
    assert canonical["href"] == f"{SITE}notebooks/flows.html"
    feeds = page.find("link", rel="alternate", type="application/atom+xml")
    assert feeds is not None
    assert (built.html / "notebooks" / str(feeds["href"])).resolve() == (built.html / "feed.xml").resolve()


def test_the_address_can_be_set_from_outside(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAZMIG_SITE_URL", "https://elsewhere.example/report")
    repository.build()
    assert 'rel="canonical" href="https://elsewhere.example/report/notebooks/flows.html"' in repository.page(
        "notebooks/flows"
    )
    assert b"https://elsewhere.example/report/sitemap.xml" in (repository.html / "robots.txt").read_bytes()


def test_a_search_page_is_not_listed(built: Repository) -> None:
    page = soup(built, "search")
    assert content(page, "robots") == "noindex"
    assert not page.find("link", rel="canonical")


@pytest.mark.parametrize("name", ["flows", "report"])
def test_pictures_have_the_size_that_is_asked_for(built: Repository, name: str) -> None:
    data = (built.html / "social" / f"{name}.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (social.WIDTH, social.HEIGHT)


def drawing(width: float, height: float) -> str:
    """A drawing of a size."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><rect width="9" height="9"/></svg>'


@pytest.mark.parametrize("view", [(760, 418), (340, 354), (340, 1400), (760, 120)])
def test_no_text_of_a_picture_leaves_it(view: tuple[float, float]) -> None:
    from kazmig.charts import typeface

    words = "Registered departures from one of the regions fell " * 4
    found = social.Chief(
        (drawing(*view),), words.strip(), tuple(f"A bureau of statistics ({year})" for year in range(40))
    )
    svg = ET.fromstring(social.composed(found, "Kazakhstan in motion"))
    space = "{http://www.w3.org/2000/svg}"
    lines = svg.findall(f"{space}text")
    assert len(lines) > 3
    for line in lines:
        size, weight = float(line.attrib["font-size"]), int(line.attrib["font-weight"])
        right = float(line.attrib["x"]) + typeface.width(line.text or "", size, weight)
        assert right <= social.WIDTH - social.MARGIN + 1
        assert size <= float(line.attrib["y"]) <= social.HEIGHT - social.MARGIN + 1
    [group] = svg.findall(f"{space}g")
    place = re.match(r"translate\(([\d.]+),([\d.]+)\) scale\(([\d.]+)\)", group.attrib["transform"])
    assert place
    left, top, scale = (float(part) for part in place.groups())
    assert left + scale * view[0] <= social.WIDTH - social.MARGIN + 1
    assert top + scale * view[1] <= social.HEIGHT - social.MARGIN + 1


def test_a_picture_is_drawn_once(built: Repository) -> None:
    kept = sorted((built.root / "_build" / "cache" / "social").glob("*.png"))
    assert {path.read_bytes() for path in kept} >= {
        (built.html / "social" / f"{name}.png").read_bytes() for name in ("flows", "report")
    }


def test_a_chapter_names_its_data_and_its_sources(built: Repository) -> None:
    [chapter] = graph(soup(built, "notebooks/flows"))
    assert chapter["@type"] == ["ScholarlyArticle", "Chapter"]
    assert chapter["datePublished"] == "2026-02-01"
    parts = {part["identifier"]: part for part in chapter["hasPart"]}  # type: ignore[attr-defined]  # a list of things
    assert set(parts) == {"flows.all", "flows.years"}
    figure = parts["flows.all"]
    assert figure["temporalCoverage"] == "1994/2025"
    assert figure["distribution"][0]["contentUrl"] == f"{SITE}figures/flows.all.csv"
    assert len(figure["description"]) >= 50
    assert chapter["citation"][0]["name"] == "Departures by year"  # type: ignore[index]  # a list of things


def test_the_front_page_names_report_chapters_and_data(built: Repository) -> None:
    report, package = graph(soup(built, "book/index"))
    assert report["@type"] == "Report"
    assert [part["name"] for part in report["hasPart"]] == ["Departures"]  # type: ignore[attr-defined]  # a list
    assert package["@type"] == "Dataset"
    assert package["version"] == "3.2.1"


def test_data_blocks_are_no_scripts_to_allow() -> None:
    from kazmig.site.assets import CSP_PLACE, allow_inline_scripts

    page = f'<meta content="{CSP_PLACE}"><script type="application/ld+json">{{"a": 1}}</script>'
    assert "sha256" not in allow_inline_scripts(page)


def test_the_map_lists_pages_and_robots_name_it() -> None:
    tree = ET.fromstring(sitemap("https://x.example/", ["a.html", "b&c.html"], "2026-02-01"))
    assert [[part.text for part in url] for url in tree] == [
        ["https://x.example/a.html", "2026-02-01"],
        ["https://x.example/b&c.html", "2026-02-01"],
    ]
    assert robots("https://x.example/").endswith(b"Sitemap: https://x.example/sitemap.xml\n")


CHANGELOG = """# Changelog

## [0.2.0] - 2026-03-04

### Added
- A chapter on <everything> & `more`,
  in two lines.

## [0.1.0] - 2026-01-02

### Added
- The report.
"""


def test_the_feed_tells_each_release_once_with_its_own_date() -> None:
    entries = feed.releases(CHANGELOG)
    tree = ET.fromstring(feed.feed("https://x.example/", "A report", "We", entries))
    found = tree.findall("a:entry", ATOM)
    assert [entry.findtext("a:updated", "", ATOM) for entry in found] == [
        "2026-03-04T00:00:00Z",
        "2026-01-02T00:00:00Z",
    ]
    assert tree.findtext("a:updated", "", ATOM) == "2026-03-04T00:00:00Z"
    said = found[0].findtext("a:content", "", ATOM)
    assert (
        said == "<h3>Added</h3><ul><li>A chapter on &lt;everything&gt; &amp; <code>more</code>, in two lines.</li></ul>"
    )
    assert found[0].findtext("a:id", "", ATOM) == "tag:kazakhstan-in-motion.example,2026:release/0.2.0"
    elsewhere = ET.fromstring(feed.feed("https://y.example/", "A report", "We", entries))
    ids = [[each.text for each in one.iter(f"{{{ATOM['a']}}}id")] for one in (tree, elsewhere)]
    assert ids[0] == ids[1]


def test_the_feed_tells_values_that_changed_once_their_release_is_out(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_text(
        "kind,id,release,value,text,tolerance,reason\n"
        "fact,flows.peak,0.1.0,1.0,1,0,first published\n"
        "fact,flows.peak,0.2.0,2.0,2,0,A row was <mistyped>.\n"
        "figure,flows.net,0.2.0,aa,,,first published\n"
        "fact,flows.peak,0.3.0,3.0,3,0,Not out yet.\n"
    )
    found = feed.values(Library(tmp_path), {"0.2.0": "2026-02-01", "0.1.0": "2026-01-01"})
    assert [(entry.identity, entry.date) for entry in found] == [
        ("values/0.2.0", "2026-02-01"),
        ("values/0.1.0", "2026-01-01"),
    ]
    assert "flows.peak: 1 to 2; A row was &lt;mistyped&gt;." in found[0].content
    assert "0 numbers, 1 figures" in found[0].content
    assert "<ul>" not in found[1].content


def test_the_feed_tells_known_errors_of_the_data_release(built: Repository) -> None:
    tree = ET.parse(built.html / "feed.xml").getroot()
    said = {
        entry.findtext("a:title", "", ATOM): entry.findtext("a:content", "", ATOM)
        for entry in tree.findall("a:entry", ATOM)
    }
    assert "Printed a net figure." in said["Errors in sources known at release 3.2.1"]
    assert "2 observations" in said["Data of release 3.2.1"]


def test_citations_parse_and_stand_on_the_page(built: Repository) -> None:
    record = quoting.record_of(ROOT)
    text = (built.html / "cite" / "flows.bib").read_text(encoding="utf-8")
    [entry] = parse_string(text, "bibtex").entries.values()
    assert entry.fields["title"] == "{Departures}"
    assert entry.fields["version"] == record["version"]
    assert entry.fields["url"] == f"{SITE}notebooks/flows.html"
    box = soup(built, "notebooks/flows").find(id="cite")
    assert box is not None
    shown = box.find(id="cite-bibtex")
    assert shown is not None
    assert shown.get_text().strip() == text.strip()
    assert f"Departures. In {record['title']} (Version {record['version']})" in box.get_text()
    for page in ("book/about", "book/index"):
        whole = soup(built, page).find(id="cite")
        assert whole is not None
        assert "Cite this report" in whole.get_text()


def test_special_signs_of_a_title_reach_bibtex_whole() -> None:
    record = quoting.record_of(ROOT)
    citation = quoting.of_chapter(record, "x", "Losses & gains: 5% of #1?", "https://x.example/a_b.html")
    assert "5\\% of \\#1?" in citation.bibtex
    assert "https://x.example/a_b.html" in citation.bibtex
    assert "#1? In " in citation.apa


def test_a_missing_citation_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(quoting.SiteError, match=r"CITATION\.cff: no citation can be read"):
        quoting.record_of(tmp_path)
