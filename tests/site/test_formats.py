"""The book to keep, made from a small site: what stands in it, where its links lead, and that its bytes stay."""

import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from small_site import Repository

from kazmig.formats import articles, paper, printing
from kazmig.formats.edition import Edition, FormatsError, read_edition
from kazmig.formats.epub import pack
from kazmig.formats.formulas import mathml
from kazmig.formats.making import make

SITE = "https://kazakhstan-in-motion.example/"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def html(built: Repository) -> Path:
    return built.root / "_build" / "html"


@pytest.fixture(scope="module")
def edition(built: Repository) -> Edition:
    return read_edition(built.root)


@pytest.fixture(scope="module")
def epub(html: Path, edition: Edition) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack(edition, html))) as there:
        return {name: there.read(name) for name in there.namelist()}


def test_the_edition_is_dated_by_the_data(edition: Edition) -> None:
    assert edition.date == "2026-02-01"
    assert edition.chapters == ["notebooks/flows"]
    assert edition.identifier == edition._replace(date="1999-01-01").identifier
    assert edition.identifier != edition._replace(version="9.9.9").identifier


def test_a_page_leaves_screens_and_code_behind(html: Path) -> None:
    page = articles.read_page(html, "notebooks/flows")
    text = page.body.get_text()
    assert page.title in text
    assert "report.figure(" not in text
    assert "Download" not in text
    assert not page.body.find_all(["script", "button", "details", "summary", "svg"])
    assert len(page.body.find_all("i", attrs={"data-drawing": True})) == 1, "the wide drawing and not the narrow one"
    assert "start" in text, "parameters stand open"


def test_links_lead_within_the_book_or_to_the_web(html: Path, edition: Edition) -> None:
    whole = paper.gather(edition, html, edition.pages)
    ids = {str(tag["id"]) for page in whole for tag in page.body.find_all(id=True)}
    ids |= {paper.slug(page.name) for page in whole}
    links = [str(link["href"]) for page in whole for link in page.body.find_all("a", href=True)]
    assert {link for link in links if link.startswith("#") and link[1:] not in ids} == set()
    assert not [link for link in links if not link.startswith(("#", "https://", "http://", "mailto:"))]
    assert f"{SITE}records/flows.html#flows.peak" in links
    assert any(link.startswith("#book-sources--source-") for link in links)
    alone = paper.gather(edition, html, ["notebooks/flows"])[0]
    assert any(str(link["href"]).startswith(f"{SITE}book/sources.html#") for link in alone.body.find_all("a"))


def test_ids_of_a_document_are_unique(html: Path, edition: Edition) -> None:
    whole = paper.gather(edition, html, edition.pages)
    text = paper.document(edition, html, html.parent, whole, paper.title_page(edition))
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL))
    assert len(ids) == len(set(ids))


def test_the_same_site_gives_the_same_epub(html: Path, edition: Edition) -> None:
    assert pack(edition, html) == pack(edition, html)


def test_the_epub_begins_with_its_type_and_has_no_clock(html: Path, edition: Edition) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(edition, html))) as there:
        entries = there.infolist()
    assert entries[0].filename == "mimetype"
    assert entries[0].compress_type == zipfile.ZIP_STORED
    names = [entry.filename for entry in entries[1:]]
    assert names == sorted(names)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_the_package_names_every_file_and_dates_them_by_the_data(epub: dict[str, bytes], edition: Edition) -> None:
    book = ElementTree.fromstring(epub["EPUB/book.opf"])
    opf = "{http://www.idpf.org/2007/opf}"
    listed = {f"EPUB/{item.attrib['href']}" for item in book.iter(f"{opf}item")}
    assert listed == {name for name in epub if name.startswith("EPUB/")} - {"EPUB/book.opf"}
    ids = {item.attrib["id"]: item.attrib["href"] for item in book.iter(f"{opf}item")}
    order = [ids[item.attrib["idref"]] for item in book.iter(f"{opf}itemref")]
    assert order[:2] == ["title.xhtml", "nav.xhtml"]
    assert len(order) == len(set(order)) == len(edition.pages) + 2
    told = {meta.attrib["property"]: meta.text for meta in book.iter(f"{opf}meta")}
    assert told["dcterms:modified"] == "2026-02-01T00:00:00Z"


def test_every_page_of_the_epub_parses_and_its_links_hold(epub: dict[str, bytes]) -> None:
    trees = {name: ElementTree.fromstring(content) for name, content in epub.items() if name.endswith(".xhtml")}
    ids = {name: {tag.attrib["id"] for tag in tree.iter() if "id" in tag.attrib} for name, tree in trees.items()}
    pictures = 0
    for name, tree in trees.items():
        assert not [tag.tag for tag in tree.iter() if tag.tag in {f"{XHTML}script", f"{XHTML}svg", f"{XHTML}button"}]
        for link in tree.iter(f"{XHTML}a"):
            href = link.attrib.get("href", "")
            if href.startswith(("http://", "https://", "mailto:")):
                continue
            file, _, anchor = href.partition("#")
            target = f"EPUB/{file}" if file else name
            assert target in trees, f"{name}: {href}"
            assert not anchor or anchor in ids[target], f"{name}: {href}"
        for image in tree.iter(f"{XHTML}img"):
            pictures += 1
            assert image.attrib["alt"].strip(), f"{name}: a picture without a text"
            ElementTree.fromstring(epub[f"EPUB/{image.attrib['src']}"])
    assert pictures == 2, "the chapter's figure, and the front page's small one"


def test_pictures_stand_without_the_page(epub: dict[str, bytes]) -> None:
    for name, content in epub.items():
        if name.endswith(".svg"):
            assert b"currentColor" not in content
            assert b"var(" not in content


@pytest.mark.parametrize(
    "tex",
    [r"\(y_t = \mu + \varepsilon_t\)", r"\[\begin{split}\begin{aligned}a &= b \\ c &= d\end{aligned}\end{split}\]"],
)
def test_formulas_become_mathml_that_keeps_what_was_written(tex: str) -> None:
    tree = ElementTree.fromstring(mathml(tex))
    assert tree.tag.endswith("}math")
    assert tree.attrib["alttext"] in " ".join(tex.split())
    assert (tree.get("display") == "block") == tex.startswith(r"\[")


def test_a_formula_that_would_be_shown_half_is_refused() -> None:
    with pytest.raises(FormatsError, match="some-page"):
        mathml(r"\(\unheardof x\)", "some-page")


def test_prints_of_two_moments_settle_to_the_same_bytes() -> None:
    def printed(clock: str, first: int) -> bytes:
        return (
            "1 0 obj\n<</Title (x)\n"
            "/Creator (Mozilla \\(X11\\) Chromium of a machine, a long line of words to be sure)\n"
            f"/Producer (Skia/PDF m140)\n/CreationDate (D:{clock}+00'00')\n/ModDate (D:{clock}+00'00')>>\nendobj\n"
            f"/ID (node{first:08d})>> /ID (node{first + 7:08d})>>"
        ).encode()

    one = printing.settle(printed("20260101101010", 12), "A (b)", "Who", "2026-02-01")
    two = printing.settle(printed("20270101101010", 900), "A (b)", "Who", "2026-02-01")
    assert one == two
    assert len(one) == len(printed("20260101101010", 12)), "addresses within the file stay right"
    assert b"/CreationDate (D:20260201000000Z)" in one
    assert rb"/Title (A \(b\))" in one
    assert b"Skia" not in one
    assert b"Chromium" not in one


def test_a_print_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(FormatsError, match="information"):
        printing.settle(b"%PDF-9", "t", "a", "2026-02-01")


def test_without_a_browser_it_says_what_to_install(
    built: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAZMIG_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(FormatsError, match=r"apt-get install chromium.*--only epub"):
        list(make(built.root, tmp_path, "pdf"))
    assert [path.name for path in make(built.root, tmp_path, "epub")] == ["kazakhstan-in-motion.epub"]


def test_copies_go_into_the_site_when_asked(repository: Repository, tmp_path: Path) -> None:
    (made,) = make(repository.root, tmp_path, "epub", into_site=True)
    copy = repository.root / "_build" / "html" / "downloads" / made.name
    assert copy.read_bytes() == made.read_bytes()


def test_without_a_site_it_says_how_to_build_one(tmp_path: Path, built: Repository) -> None:
    for name in ("CITATION.cff", "_config.yml", "_toc.yml"):
        (tmp_path / name).write_bytes((built.root / name).read_bytes())
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps({"created": "2026-02-01"}), encoding="utf-8")
    with pytest.raises(FormatsError, match="make book"):
        list(make(tmp_path, tmp_path / "out"))


def test_long_lists_of_sources_stay_on_the_web() -> None:
    links = "".join(f'<a href="{at}">{at}</a>' for at in range(articles.LISTED + 1))
    text = f'<div class="chart-sources">One<details><summary>and more</summary>{links}</details></div>'
    body = BeautifulSoup(f'<article><figure id="f">{text}</figure></article>', "html.parser").article
    assert body
    articles.clean(body)
    articles.relink(articles.Page("notebooks/flows", "", body, []), lambda page, anchor: "#here", SITE)
    assert [str(link["href"]) for link in body.find_all("a")] == [f"{SITE}notebooks/flows.html#f"]
