"""Pictures of every page at 390 and 1440 pixels, light and dark, for looking at: ``python tests/book/screenshots.py``.

Writes PNG files to ``_build/screenshots``. Arguments, if any, are parts of page names to keep (``flows sources``);
``--fold`` takes the first screen only.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from browsing import THEMES, WIDTHS, address, browser

from kazmig import paths
from kazmig.site.build import pages_of

TALLEST = 9000  # pixels; the lists made from data are longer, and say nothing new further down


def main(wanted: list[str], whole: bool) -> None:
    """Write the pictures."""
    html, folder = paths.build() / "html", paths.build() / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    pages = [page for page in pages_of(paths.root() / "_toc.yml") if not wanted or any(part in page for part in wanted)]
    for width in WIDTHS:
        for theme in THEMES:
            with browser(width, theme) as context:
                page = context.new_page()
                for name in pages:
                    page.goto(address(html / f"{name}.html"))
                    page.wait_for_load_state("load")
                    target = folder / f"{name.replace('/', '-')}-{width}-{theme}.png"
                    height = page.evaluate("document.documentElement.scrollHeight") if whole else 900
                    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
                    page.screenshot(path=target, full_page=True, clip=clip, timeout=60_000)
                    print(target)


if __name__ == "__main__":
    given = sys.argv[1:]
    main([word for word in given if not word.startswith("--")], "--fold" not in given)
