"""A browser for the tests: the system's Chromium, headless, with the network off and a new profile."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Request, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files=false",
]
WIDTHS = (390, 1440)
THEMES = ("light", "dark")


def chromium() -> str | None:
    """Return the path of the browser: KAZMIG_CHROMIUM, or the first Chromium on the path."""
    wanted = os.environ.get("KAZMIG_CHROMIUM")
    if wanted:
        return wanted
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


@contextmanager
def browser(width: int, theme: str, height: int = 900) -> Iterator[BrowserContext]:
    """Open a browser of this width in this colour scheme, without a network."""
    path = chromium()
    assert path, "no Chromium: callers skip, or fail, before they ask for one"
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=path,
            headless=True,
            args=FLAGS,
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",  # nothing is measured while it moves
            offline=True,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        try:
            yield context
        finally:
            context.close()


def left(request: Request) -> bool:
    """Say whether a request was given up because its page was left, as a reader does too."""
    return "ERR_ABORTED" in str(request.failure)


def watch(page: Page) -> list[str]:
    """Collect what goes wrong on a page: console errors, exceptions, failed requests, requests to other places."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"exception: {error}"))
    page.on(
        "requestfailed",
        lambda request: None if left(request) else wrong.append(f"failed: {request.url} {request.failure}"),
    )
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file:", "data:", "blob:")) else wrong.append(f"to: {request.url}")
        ),
    )
    return wrong


def address(path: Path) -> str:
    """Return a page's address as a reader would open it from a folder."""
    return path.resolve().as_uri()


def chapters(pages: list[Path]) -> list[Path]:
    """Return the pages that a notebook made."""
    return [path for path in pages if path.parent.name == "notebooks"]


def luminance(colour: str) -> float:
    """Return how light a computed colour is, from 0 to 255."""
    red, green, blue = (float(part) for part in colour[colour.index("(") + 1 : colour.index(")")].split(",")[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
