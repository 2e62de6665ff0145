"""Every chapter under axe-core; a file of its own, so that another process checks the other pages meanwhile."""

from pathlib import Path

import pytest
from auditing import check
from browsing import chapters

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.usefixtures("with_browser")]


def test_chapters(pages: list[Path]) -> None:
    check(chapters(pages), 1440)
