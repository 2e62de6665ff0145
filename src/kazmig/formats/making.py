"""Making the files of an edition."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kazmig.formats import paper, printing
from kazmig.formats.edition import CHAPTERS, Edition, FormatsError, read_edition, slug
from kazmig.formats.epub import pack

BOOK = "kazakhstan-in-motion"
DOWNLOADS = "downloads"
PASSES = 4


def make(root: Path, folder: Path, only: str | None = None, *, into_site: bool = False) -> Iterator[Path]:
    """Make the files of an edition from the built site, and yield the path of each when it is done.

    Parameters
    ----------
    root : Path
        The repository.
    folder : Path
        Where the files go; the PDFs of chapters into its ``pdf``.
    only : {"epub", "pdf"}, optional
        Make one kind alone.
    into_site : bool
        Put copies into ``downloads`` of the site.

    Raises
    ------
    FormatsError
        If the site is not built, or there is no browser for the PDFs.
    """
    edition, html = read_edition(root), root / "_build" / "html"
    if not (html / "lineage.json").is_file():
        raise FormatsError(f"{html} is no built site. Remedy: `make book` first.")
    if only != "epub":
        printing.chromium()  # says at once that there is none
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for name, content in files(edition, html, only):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(content)
        part.replace(path)
        made.append(path)
        yield path
    if into_site:
        for path in made:
            target = html / DOWNLOADS / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def files(edition: Edition, html: Path, only: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file."""
    if only != "pdf":
        yield f"{BOOK}.epub", pack(edition, html)
    if only != "epub":
        with tempfile.TemporaryDirectory() as work, printing.browser() as browser:
            for name in edition.chapters:
                yield f"pdf/{name.removeprefix(CHAPTERS)}.pdf", chapter(edition, html, Path(work), browser, name)
            yield f"{BOOK}.pdf", whole(edition, html, Path(work), browser)


def chapter(edition: Edition, html: Path, work: Path, browser: Any, name: str) -> bytes:
    """Print a chapter."""
    pages = paper.gather(edition, html, [name])
    path = work / f"{slug(name)}.html"
    path.write_text(paper.document(edition, html, work, pages), encoding="utf-8")
    title = f"{pages[0].title} | {edition.name}"
    return printing.print_page(browser, path, title, edition.author, edition.date)


def whole(edition: Edition, html: Path, work: Path, browser: Any) -> bytes:
    """Print the whole book until its table of contents tells the pages on which the chapters stand: twice, as a rule.

    Raises
    ------
    FormatsError
        If the contents never agree with the book.
    """
    pages = paper.gather(edition, html, edition.pages)
    titles = {page.name: page.title for page in pages}
    path, told = work / "whole.html", dict[str, int]()
    for _ in range(PASSES):
        front = paper.title_page(edition) + paper.contents(edition.parts, titles, told)
        path.write_text(paper.document(edition, html, work, pages, front), encoding="utf-8")
        printed = printing.print_page(browser, path, edition.title, edition.author, edition.date)
        found = printing.sheets(printed, {name: slug(name) for name in titles})
        if found == told:
            return printed
        told = found
    raise FormatsError("the contents of the printed book never named its pages. Remedy: make it again.")
