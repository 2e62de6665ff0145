"""The built site as files: every page, link, download and row that it promises is there, and no other host is asked."""

import csv
import gzip
import json
import random
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

import kazmig
from kazmig import paths
from kazmig.site import parts

pytestmark = pytest.mark.book
OUTSIDE = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)
RESOURCES = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "object": "data",
}
CSS_URL = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])([^'\")\s]+)")


def shown(soups: dict[Path, BeautifulSoup], attribute: str) -> set[str]:
    return {str(tag[attribute]) for soup in soups.values() for tag in soup.find_all(attrs={attribute: True})}


def test_every_page_of_the_contents_exists_and_is_not_empty(
    pages: list[Path], soups: dict[Path, BeautifulSoup]
) -> None:
    assert len(pages) > 10
    for path in pages:
        article = soups[path].select_one("article.bd-article")
        assert article is not None, path
        assert article.h1 is not None, path
        words = article.get_text(" ").split()
        assert len(words) > (25 if "book" in path.parts else 300), f"{path} holds {len(words)} words only"


def test_no_resource_of_another_host(html: Path, soups: dict[Path, BeautifulSoup]) -> None:
    for path, soup in soups.items():
        for tag in soup.find_all(list(RESOURCES)):
            address = str(tag.get(RESOURCES[tag.name]) or "")
            if tag.name == "link" and tag.get("rel") and set(tag["rel"]) & {"canonical", "license"}:
                continue
            if tag.get("hreflang"):  # the published address of a page in another language
                continue
            assert not OUTSIDE.match(address), f"{path}: {tag}"
        for tag in soup.find_all(style=True):
            assert not any(OUTSIDE.match(url) for url in CSS_URL.findall(str(tag["style"]))), f"{path}: {tag}"
        for tag in soup.find_all("script", src=False):
            assert not re.search(r"https?://(?!www\.w3\.org)", tag.get_text()) or "json" in str(tag.get("type")), path
    for path in sorted(html.rglob("*.css")):
        for url in CSS_URL.findall(path.read_text(encoding="utf-8")):
            assert not OUTSIDE.match(url), f"{path}: {url}"


def test_stylesheets_and_scripts_find_their_files(html: Path, soups: dict[Path, BeautifulSoup]) -> None:
    for path, soup in soups.items():
        for tag in soup.find_all(["script", "link", "img"]):
            address = str(tag.get("src") or tag.get("href") or "")
            if address and not address.startswith(("data:", "http", "#")):
                assert (path.parent / unquote(urlsplit(address).path)).resolve().is_file(), f"{path}: {address}"
    for path in [html / "_static" / parts.BUNDLE]:
        for url in CSS_URL.findall(path.read_text(encoding="utf-8")):
            assert url.startswith("data:") or (path.parent / url).is_file(), f"{path}: {url}"


def test_links_within_the_site_lead_somewhere(soups: dict[Path, BeautifulSoup]) -> None:
    anchors = {path.resolve(): {str(tag["id"]) for tag in soup.find_all(id=True)} for path, soup in soups.items()}
    wrong = []
    for path, soup in soups.items():
        for tag in soup.find_all("a", href=True):
            parts = urlsplit(str(tag["href"]))
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            if not target.is_file():
                wrong.append(f"{path.name}: {tag['href']} has no file")
            elif target.name == "explore.html" and "=" in parts.fragment:
                continue  # a choice, which the page itself reads
            elif parts.fragment and target in anchors and unquote(parts.fragment) not in anchors[target]:
                wrong.append(f"{path.name}: {tag['href']} has no such place")
    assert not wrong, "\n".join(wrong[:20])


def test_ids_are_unique_on_each_page(soups: dict[Path, BeautifulSoup]) -> None:
    for path, soup in soups.items():
        ids = [str(tag["id"]) for tag in soup.select_one("article, body").find_all(id=True)]
        assert len(ids) == len(set(ids)), f"{path}: {sorted({each for each in ids if ids.count(each) > 1})[:5]}"


def test_lineage_and_pages_agree(soups: dict[Path, BeautifulSoup], lineage: dict[str, Any]) -> None:
    assert shown(soups, "data-figure") == set(lineage["figures"])
    assert shown(soups, "data-table") == set(lineage["tables"])
    assert shown(soups, "data-fact") <= set(lineage["facts"])
    assert shown(soups, "data-finding") <= set(lineage["findings"])
    records = [str(tag["id"]) for soup in soups.values() for tag in soup.select(".fact-record")]
    assert sorted(records) == sorted(lineage["facts"])


def test_the_permanent_address_of_every_fact_leads_to_its_record(
    html: Path, soups: dict[Path, BeautifulSoup], lineage: dict[str, Any]
) -> None:
    addresses = {str(entry["id"]): entry for entry in soups[html / "book" / "facts.html"].select(".address-list li")}
    assert set(addresses) == set(lineage["facts"])
    for key, entry in addresses.items():
        assert entry.a["href"] == f"../records/{key.partition('.')[0]}.html#{key}"
    figures = {f"{kind[:-1]}-{key}" for kind in ("figures", "tables", "findings") for key in lineage[kind]}
    page = soups[html / "book" / "lineage.html"]
    assert figures <= {str(tag["id"]) for tag in page.find_all(id=True)}


def test_no_page_of_lists_is_too_long_to_load(html: Path) -> None:
    for folder in ("book", "records", "summaries"):
        for path in (html / folder).glob("*.html"):
            assert path.stat().st_size < 700_000, f"{path.name} has {path.stat().st_size} bytes: divide it"


def test_every_entry_of_the_lineage_is_complete(html: Path, lineage: dict[str, Any]) -> None:
    for section in ("figures", "facts", "findings", "tables"):
        assert lineage[section], section
        for key, entry in lineage[section].items():
            assert entry["sources"], key
            assert set(entry["sources"]) <= set(lineage["sources"]), key
            assert entry["chapter"] in lineage["runs"], key
            assert isinstance(entry["parameters"], dict), key
            assert (html / entry["data"]).is_file(), key
            page = (html / entry["page"]).read_text(encoding="utf-8")
            assert f'id="{entry["cell"]}"' in page, f"{key}: no cell {entry['cell']} on {entry['page']}"


def test_every_source_of_the_lineage_is_on_the_sources_page(html: Path, lineage: dict[str, Any]) -> None:
    page = (html / "book" / "sources.html").read_text(encoding="utf-8")
    for source in lineage["sources"]:
        assert f'id="source-{source}"' in page


def row_of(address: str) -> dict[str, str]:
    """Read the row behind an address such as ``observations/flows.csv:120``, without the package's help."""
    name, _, line = address.partition(":")
    path = paths.root() / "data" / name
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = content.decode("utf-8").split("\n")
    header, row = next(csv.reader([lines[0]])), next(csv.reader([lines[int(line) - 1]]))
    return dict(zip(header, row, strict=True))


def test_ten_random_facts_lead_to_the_right_rows(html: Path, lineage: dict[str, Any]) -> None:
    """The row that decides a fact is in data/, of one of its sources, and printed in the fact's file."""
    traceable = sorted(key for key, fact in lineage["facts"].items() if fact.get("decisive_rows"))
    chosen = random.Random(20260101).sample(traceable, min(10, len(traceable)))
    assert chosen
    for key in chosen:
        fact = lineage["facts"][key]
        for address in fact["decisive_rows"]:
            first = re.sub(r"-\d+$", "", address)
            row = row_of(first)
            assert any(row.values()), f"{key}: {first} is empty"
            if "source_id" in row and not first.startswith("corrections.csv"):
                assert row["source_id"] in fact["sources"], f"{key}: {first} is of {row['source_id']}"
            if "series_id" in row and fact["series"]:
                assert row["series_id"] in fact["series"], f"{key}: {first} is of {row['series_id']}"
        # A largest or smallest value stands in its row as it is.
        if fact["code"].rstrip().endswith(('["value"].max()', '["value"].min()')) and len(fact["decisive_rows"]) == 1:
            row = row_of(re.sub(r"-\d+$", "", fact["decisive_rows"][0]))
            assert float(row["value"]) == fact["value"], f"{key}: {fact['value']} is not in {row}"


def test_downloads_are_what_they_say(html: Path, lineage: dict[str, Any]) -> None:
    for key in lineage["figures"]:
        files = {ending: html / "figures" / f"{key}.{ending}" for ending in ("csv", "svg", "png", "vl.json", "js")}
        assert files["png"].read_bytes().startswith(b"\x89PNG"), key
        assert "<svg" in files["svg"].read_text(encoding="utf-8")[:500], key
        assert "vega-lite" in json.loads(files["vl.json"].read_text(encoding="utf-8"))["$schema"], key
        assert files["csv"].read_text(encoding="utf-8").startswith("# "), f"{key}: the CSV does not name its sources"
        script = files["js"].read_text(encoding="utf-8")
        assert "#010203" not in script, f"{key}: text would be black on the dark page"
        assert "fetch(" not in script


def test_version_and_data_date_are_on_every_page(pages: list[Path], soups: dict[Path, BeautifulSoup]) -> None:
    package = json.loads((paths.root() / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for path in pages:
        foot = soups[path].select_one(".kazmig-footer").get_text()
        assert f"version {kazmig.__version__}" in foot, path
        assert package["created"][:10] in foot, path


def test_no_number_is_untraced(html: Path) -> None:
    from kazmig.site.lint import lint_site

    offences = lint_site(html, paths.root())
    assert not offences, "\n".join(map(str, offences[:20]))


def test_chapters_have_their_floor_of_figures_and_facts(
    html: Path, soups: dict[Path, BeautifulSoup], lineage: dict[str, Any]
) -> None:
    for chapter, run in lineage["runs"].items():
        soup = soups[html / run["page"]]
        figures = soup.select("figure[data-figure]")
        prose = {str(link["data-fact"]) for link in soup.select("article a.fact") if not link.find_parent("figure")}
        assert len(figures) >= 4, f"{chapter} has {len(figures)} figures"
        assert len(prose) >= 25, f"{chapter} has {len(prose)} traced facts in its prose"


def test_a_chapter_reads_in_under_ten_minutes(
    html: Path, soups: dict[Path, BeautifulSoup], lineage: dict[str, Any]
) -> None:
    """At 238 words a minute, the mean for silent reading of English (Brysbaert 2019); pictures, tables, code aside."""
    for chapter, run in lineage["runs"].items():
        article = soups[html / run["page"]].select_one("article.bd-article")
        told = [tag for tag in article.select("h1, h2, h3, p, li") if not tag.find_parent(["figure", "details"])]
        words = sum(len(tag.get_text(" ").split()) for tag in told if not tag.find_parent(["li", "p"]))
        assert words < 2380, f"{chapter} has {words} words"
