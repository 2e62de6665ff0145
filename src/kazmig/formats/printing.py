"""Printing pages to PDF by the system's Chromium, such that two prints of one release have the same bytes."""

import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kazmig.formats.edition import FormatsError

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
INFO = re.compile(rb"<<(?=[^>]*/Producer \()(?:[^()>]|\((?:\\.|[^\\)])*\))*>>")
NODE = re.compile(rb"\(node(\d{8})\)")
"""What the browser calls an element of the page in its tags: numbered since it was started."""
NAME_LENGTH = len("(node00000000)")
IDENTIFIED = re.compile(rb"/ID \(node(\d{8})\)")
ENTRY = re.compile(rb"\(node\d{8}\) \d+ 0 R")
INDEX = re.compile(rb"/Limits \[\(node\d{8}\) \(node\d{8}\)\](\s*)/Names \[((?:\(node\d{8}\) \d+ 0 R\s*)+)\]")
TYPESET = """async () => {
  await document.fonts.ready;
  const source = document.querySelector("meta[name=kazmig-formulas]");
  if (source && document.querySelector(".math")) {
    window.MathJax = {svg: {fontCache: "none"}, options: {enableMenu: false}, startup: {typeset: false}};
    await new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = source.content;
      script.onload = done;
      script.onerror = () => fail(new Error("the typesetter of formulas is missing"));
      document.head.append(script);
    });
    await window.MathJax.startup.promise;
    await window.MathJax.typesetPromise([...document.querySelectorAll(".math")]);
  }
  document.querySelectorAll("script, mjx-assistive-mml").forEach((each) => each.remove());
}"""
"""Wait for the typefaces, and set the formulas."""


def chromium() -> str:
    """Return the path of the browser: KAZMIG_CHROMIUM, or the first Chromium on the path.

    Raises
    ------
    FormatsError
        If there is none.
    """
    wanted = os.environ.get("KAZMIG_CHROMIUM")
    found = [wanted] if wanted else [shutil.which(name) for name in BROWSERS]
    path = next((path for path in found if path and Path(path).exists()), None)
    if path is None:
        raise FormatsError(
            f"PDFs are printed by Chromium, and there is none{f' at {wanted}' if wanted else ''}. Remedy: install it "
            "(on Debian and Ubuntu: apt-get install chromium), set KAZMIG_CHROMIUM to its path, or make the EPUB "
            "alone: kazmig formats --only epub"
        )
    return path


@contextmanager
def browser() -> Iterator[Any]:
    """Open a browser page, with a new profile and the network off."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=path, headless=True, args=FLAGS, offline=True, color_scheme="light"
        )
        context.set_default_timeout(600_000)
        try:
            yield context.new_page()
        finally:
            context.close()


def print_page(page: Any, document: Path, title: str, author: str, date: str) -> bytes:
    """Print an HTML document, tagged and with an outline, and return the PDF without what is volatile."""
    page.goto(document.as_uri())
    page.evaluate(TYPESET)
    printed: bytes = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    return settle(printed, title, author, date)


def text(value: str) -> bytes:
    r"""Return a text string of PDF.

    Examples
    --------
    >>> text("A (b)"), text("Ш")
    (b'(A \\(b\\))', b'<FEFF0428>')
    """
    if value.isascii():
        escaped = re.sub(r"([\\()])", r"\\\1", value)
        return f"({escaped})".encode()
    return b"<FEFF" + value.encode("utf-16-be").hex().upper().encode() + b">"


def settle(printed: bytes, title: str, author: str, date: str) -> bytes:
    """Put fixed information in the place of the browser's: the clock, its version and its machine are no content.

    The new text is as long as the old, so that no address within the file moves.

    Parameters
    ----------
    date : str
        The day of the release, ``2026-02-01``.

    Raises
    ------
    FormatsError
        If the browser wrote its information in a form that is not known, or too short.
    """
    found = INFO.findall(printed)
    if len(found) != 1:
        raise FormatsError(
            f"{len(found)} records of information were found in a print, and not one. Remedy: the browser "
            "writes PDF in a new way; kazmig.formats.printing has to learn it."
        )
    day = f"D:{date.replace('-', '')}000000Z".encode()
    fields = {"Title": text(title), "CreationDate": b"(%b)" % day, "ModDate": b"(%b)" % day, "Author": text(author)}
    new = b""
    for name, value in fields.items():
        line = b"/%b %b\n" % (name.encode(), value)
        if len(new) + len(line) + 4 <= len(found[0]):
            new += line
    settled = printed.replace(found[0], b"<<" + new.ljust(len(found[0]) - 4) + b">>")
    return number_again(settled)


def number_again(printed: bytes) -> bytes:
    """Number the tagged elements in the order in which they stand, and sort their index by the new numbers.

    Examples
    --------
    >>> tags = b"/ID (node00000009)>> /ID (node00000004)>>"
    >>> index = b"/Limits [(node00000004) (node00000009)]\\n/Names [(node00000004) 8 0 R (node00000009) 7 0 R]"
    >>> number_again(tags + index).partition(b"/Names ")[2]
    b'[(node00000000) 7 0 R (node00000001) 8 0 R]'
    """
    standing = dict.fromkeys([*IDENTIFIED.findall(printed), *NODE.findall(printed)])
    order = {name: b"(node%08d)" % at for at, name in enumerate(standing)}

    def arranged(match: re.Match[bytes]) -> bytes:
        entries = sorted(ENTRY.findall(match[2]))
        return b"/Limits [%b %b]%b/Names [%b]" % (
            entries[0][:NAME_LENGTH],
            entries[-1][:NAME_LENGTH],
            match[1],
            b" ".join(entries),
        )

    return INDEX.sub(arranged, NODE.sub(lambda match: order[match[1]], printed))


def sheets(printed: bytes, places: Mapping[str, str]) -> dict[str, int]:
    """Return on which page of a PDF, counted from 1, each named place stands.

    Parameters
    ----------
    places : mapping
        The anchors, by the names under which their pages are returned.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(printed))
    found = reader.named_destinations
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages, 1) if page.indirect_reference}
    pages = {name: found[f"/{anchor}"].page for name, anchor in places.items() if f"/{anchor}" in found}
    return {name: numbers[page.idnum] for name, page in pages.items() if page is not None}
