"""Pages that are no chapters, and pages on a phone, under axe-core: no violation in either theme."""

from pathlib import Path

import pytest
from auditing import check
from browsing import chapters

from kazmig.site.languages.tongues import TRANSLATIONS

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]


def test_prose(html: Path, pages: list[Path]) -> None:
    prose = [path for path in pages if path not in chapters(pages)]
    check([*prose, html / "search.html", html / "index.html"], 1440)


def test_summaries_and_some_records(html: Path) -> None:
    records = sorted(html.glob("records/*.html"), key=lambda path: path.stat().st_size)
    check([*sorted(html.glob("summaries/*.html")), *records[:2]], 1440)


TRANSLATED = ("ru/notebooks/flows", "ru/book/explore", "kk/book/index", "kk/notebooks/claims", "kk/book/glossary")


def test_translations(html: Path) -> None:
    """One page of each kind; the rest is the English with other words, and under the slow tests."""
    check([html / f"{name}.html" for name in TRANSLATED], 390)


@pytest.mark.slow
@pytest.mark.parametrize("code", TRANSLATIONS)
def test_every_translated_page(html: Path, pages: list[Path], code: str) -> None:
    check([html / code / path.relative_to(html) for path in pages], 1440)


@pytest.mark.slow
def test_every_record(html: Path) -> None:
    check(sorted(html.glob("records/*.html")), 1440)


def test_on_a_phone(html: Path, pages: list[Path]) -> None:
    check([*pages[:8], *pages[-4:], html / "search.html"], 390)
