"""The book to keep, made from the built site: the files that readers get."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kazmig import paths
from kazmig.formats import making, printing
from kazmig.formats.edition import Edition, read_edition
from kazmig.formats.epub import pack

pytestmark = [pytest.mark.book, pytest.mark.slow]
CHAPTER = "notebooks/flows"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(paths.root())


@pytest.fixture(scope="module")
def chapter(edition: Edition, html: Path, with_browser: None, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    work = tmp_path_factory.mktemp("print")
    with printing.browser() as browser:
        first = making.chapter(edition, html, work, browser, CHAPTER)
    with printing.browser() as browser:
        assert making.chapter(edition, html, work, browser, CHAPTER) == first, "two prints, two files"
    return first


def epubcheck() -> list[str] | None:
    """Return how EPUBCheck is called here: Debian's file is a jar that only some systems can start by itself."""
    found = shutil.which("epubcheck")
    if found and Path(found).read_bytes()[:2] == b"PK":
        return ["java", "-jar", str(Path(found).resolve())] if shutil.which("java") else None
    return [found] if found else None


def read(printed: bytes) -> Any:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(printed))


def addresses(reader: Any) -> list[str]:
    """Return where the links of a PDF lead."""
    found = []
    for page in reader.pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            if "/URI" in action:
                found.append(str(action["/URI"]))
    return found


def test_the_epub_passes_epubcheck(edition: Edition, html: Path, tmp_path: Path) -> None:
    command = epubcheck()
    if command is None:
        pytest.skip("EPUBCheck is not installed (on Debian: apt-get install epubcheck)")
    book = tmp_path / "book.epub"
    book.write_bytes(pack(edition, html))
    done = subprocess.run([*command, str(book)], capture_output=True, text=True, check=False, timeout=300)
    said = done.stdout + done.stderr
    assert "0 fatals / 0 errors / 0 warnings" in said, said[-3000:]


def test_the_epub_carries_every_figure_of_the_pages(edition: Edition, html: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(edition, html))) as there:
        for name in edition.chapters:
            text = (html / f"{name}.html").read_text(encoding="utf-8")
            page = there.read(f"EPUB/{name.replace('/', '-')}.xhtml").decode()
            assert page.count("<img ") == text.count('class="chart-wide'), name


def test_a_chapter_on_paper_is_tagged_dated_by_the_data_and_has_an_outline(chapter: bytes, edition: Edition) -> None:
    reader = read(chapter)
    title = str(reader.metadata.title)
    assert title.endswith(f"| {edition.name}")
    assert title.partition(" |")[0] in " ".join(reader.pages[0].extract_text().split())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    assert reader.trailer["/Root"]["/Lang"] == edition.language
    assert len(reader.outline) > 0
    assert f"D:{edition.date.replace('-', '')}" in str(reader.metadata["/CreationDate"])
    assert not {"/Producer", "/Creator"} & set(reader.metadata)
    assert "/ID" not in reader.trailer


def test_a_chapter_on_paper_draws_its_figures_and_says_version_and_page(chapter: bytes, edition: Edition) -> None:
    reader = read(chapter)
    assert all(tuple(round(float(side)) for side in page.mediabox[2:]) == (595, 842) for page in reader.pages)
    drawn = sum(page.get_contents().get_data().count(b" c\n") for page in reader.pages)
    assert drawn > 100, "curves, of which charts' marks consist"
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert edition.version in text
        assert re.search(rf"(?<!\d){number}(?!\d)", text), "no number on the page"


def test_links_of_a_chapter_lead_to_the_web(chapter: bytes, edition: Edition) -> None:
    assert b"file:/" not in chapter
    found = addresses(read(chapter))
    assert f"{edition.site}{CHAPTER}.html" in found
    assert any(link.startswith(f"{edition.site}records/flows.html#") for link in found)
    assert not [link for link in found if not link.startswith(("https://", "http://", "mailto:"))]


def test_the_whole_book_leads_from_its_contents_to_every_page(
    edition: Edition, html: Path, with_browser: None, tmp_path: Path
) -> None:
    with printing.browser() as browser:
        whole = making.whole(edition, html, tmp_path, browser)
    assert b"file:/" not in whole
    reader = read(whole)
    places = reader.named_destinations
    sheets = printing.sheets(whole, {name: name.replace("/", "-") for name in edition.pages})
    assert list(sheets) == edition.pages, "a page is missing, or cannot be reached"
    assert list(sheets.values()) == sorted(sheets.values())
    front = " ".join(page.extract_text() for page in reader.pages[1 : sheets[edition.pages[0]] - 1])
    for number in sheets.values():
        assert re.search(rf"\b{number}\b", front), "the contents name another page"
    assert edition.name in reader.pages[0].extract_text()
    inner = [
        note.get_object()["/Dest"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/Dest" in note.get_object()
    ]
    assert len(inner) > 1000
    assert {str(each) for each in inner} <= set(places)
