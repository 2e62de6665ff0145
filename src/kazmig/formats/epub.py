"""The whole book as an EPUB 3: every page, its pictures as files, no script, and the same bytes for one release."""

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from kazmig.formats.articles import Page, read_page, relink
from kazmig.formats.edition import LICENCE, Edition, slug
from kazmig.formats.xhtml import Written, frame, write

STYLES = Path(__file__).parent / "static" / "book.css"
FOLDER = "EPUB"
MIME = "application/epub+zip"
KINDS = {".xhtml": "application/xhtml+xml", ".svg": "image/svg+xml", ".css": "text/css"}
CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{FOLDER}/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
ACCESS = {
    "accessMode": ("textual", "visual"),
    "accessModeSufficient": ("textual",),
    "accessibilityFeature": (
        "alternativeText",
        "MathML",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ),
    "accessibilityHazard": ("none",),
    "accessibilitySummary": (
        "Every chart has a text that tells what it shows, and a title that states its finding; formulas are MathML.",
    ),
}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the least that a zip file can say
MODE = 0o644 << 16


def place_links(edition: Edition, pages: list[Page]) -> None:
    """Let links lead to the files of the book, or to the web."""
    anchors = {page.name: page.ids for page in pages}

    def placing(target: str, anchor: str) -> str:
        if target not in anchors or (anchor and anchor not in anchors[target]):
            return ""
        return f"{slug(target)}.xhtml{'#' if anchor else ''}{anchor}"

    for page in pages:
        relink(page, placing, edition.site)


def title_page(edition: Edition) -> str:
    """Return the title page."""
    rest = edition.title.partition(": ")[2]
    return frame(
        edition.language,
        edition.title,
        f'<section class="title-page" epub:type="titlepage">\n<h1 class="title-name">{escape(edition.name)}</h1>\n'
        f'<p class="title-rest">{escape(rest[:1].upper() + rest[1:])}</p>\n<p>{escape(edition.author)}</p>\n'
        f'<p class="title-stated">{escape(edition.stated)}. Not peer reviewed.<br/>'
        f'<a href="{escape(edition.site)}">{escape(edition.site)}</a><br/>'
        f'Text and charts: <a href="{LICENCE}">CC BY 4.0</a>. Each number leads to its record on the web, where the '
        "code and the data behind the charts are.</p>\n</section>",
        "frontmatter",
    )


def navigation(edition: Edition, titles: Mapping[str, str]) -> str:
    """Return the table of contents, which is a page of the book too."""
    lines = ['<nav epub:type="toc" id="toc">', "<h1>Contents</h1>", "<ol>"]
    for part in edition.parts:
        entries = [
            f'<li><a href="{slug(name)}.xhtml">{escape(titles[name], quote=False)}</a></li>' for name in part.pages
        ]
        if part.caption:
            entries = [f"<li><span>{escape(part.caption, quote=False)}</span>", "<ol>", *entries, "</ol>", "</li>"]
        lines.extend(entries)
    first = slug(edition.pages[0])
    lines += [
        "</ol>",
        "</nav>",
        '<nav epub:type="landmarks" hidden="hidden"><ol>',
        '<li><a epub:type="titlepage" href="title.xhtml">Title page</a></li>',
        '<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>',
        f'<li><a epub:type="bodymatter" href="{first}.xhtml">{escape(titles[edition.pages[0]], quote=False)}</a></li>',
        "</ol></nav>",
    ]
    return frame(edition.language, "Contents", "\n".join(lines), "frontmatter")


def package(edition: Edition, files: Mapping[str, bytes], formulas: set[str]) -> str:
    """Return the package document: what the book is, what it holds, and in which order it is read."""
    items = []
    for name in sorted(files):
        properties = "nav" if name == "nav.xhtml" else "mathml" if name in formulas else ""
        told = f' properties="{properties}"' if properties else ""
        items.append(f'<item id="{identity(name)}" href="{name}" media-type="{KINDS[Path(name).suffix]}"{told}/>')
    spine = ["title.xhtml", "nav.xhtml", *(f"{slug(page)}.xhtml" for page in edition.pages)]
    access = [
        f'<meta property="schema:{name}">{escape(value, quote=False)}</meta>'
        for name, values in ACCESS.items()
        for value in values
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identifier" '
            f'xml:lang="{edition.language}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            f'<dc:identifier id="identifier">{edition.identifier}</dc:identifier>',
            f"<dc:title>{escape(edition.title, quote=False)}</dc:title>",
            f"<dc:language>{edition.language}</dc:language>",
            f"<dc:creator>{escape(edition.author, quote=False)}</dc:creator>",
            f"<dc:date>{edition.date}</dc:date>",
            f"<dc:description>{escape(edition.stated, quote=False)}</dc:description>",
            f"<dc:source>{escape(edition.site, quote=False)}</dc:source>",
            f"<dc:rights>Text and charts: CC BY 4.0, {LICENCE}</dc:rights>",
            f'<meta property="dcterms:modified">{edition.date}T00:00:00Z</meta>',
            *access,
            "</metadata>",
            "<manifest>",
            *items,
            "</manifest>",
            "<spine>",
            *(f'<itemref idref="{identity(name)}"/>' for name in spine),
            "</spine>",
            "</package>",
            "",
        ]
    )


def identity(name: str) -> str:
    """Return the id of a file in the package.

    Examples
    --------
    >>> identity("pictures/notebooks-flows-0.svg")
    'f-pictures-notebooks-flows-0-svg'
    """
    return f"f-{re.sub(r'[^A-Za-z0-9]+', '-', name)}"


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file whose bytes follow from its content alone, with ``mimetype`` first and stored plain."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as there:
        for name in ["mimetype", *sorted(set(files) - {"mimetype"})]:
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.external_attr, entry.create_system = MODE, 3
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            there.writestr(entry, files[name], compresslevel=9)
    return target.getvalue()


def pack(edition: Edition, html: Path) -> bytes:
    """Make the EPUB of the book from the built site."""
    pages = [read_page(html, name) for name in edition.pages]
    place_links(edition, pages)
    files: dict[str, bytes] = {"book.css": STYLES.read_bytes()}
    formulas: set[str] = set()
    for page in pages:
        name = slug(page.name)
        written: Written = write(page, edition.language, name)
        files[f"{name}.xhtml"] = written.text.encode()
        files |= written.pictures
        if written.formulas:
            formulas.add(f"{name}.xhtml")
    files["title.xhtml"] = title_page(edition).encode()
    files["nav.xhtml"] = navigation(edition, {page.name: page.title for page in pages}).encode()
    whole = {f"{FOLDER}/{name}": content for name, content in files.items()}
    whole["mimetype"] = MIME.encode()
    whole["META-INF/container.xml"] = CONTAINER.encode()
    whole[f"{FOLDER}/book.opf"] = package(edition, files, formulas).encode()
    return archive(whole)
