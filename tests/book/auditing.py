"""Pages under axe-core in Chromium: no violation of WCAG 2.2 AA or of good practice, in either theme."""

import json
from pathlib import Path
from typing import Any

import axe_playwright_python
from browsing import THEMES, address, browser
from playwright.sync_api import CDPSession

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SAID = """axe.run(document, %s).then(found => JSON.stringify(found.violations.map(violation => [
  violation.id, violation.nodes.length, violation.nodes[0].html.slice(0, 200), violation.nodes[0].failureSummary
])))"""


def violations(session: CDPSession, options: dict[str, Any]) -> list[Any]:
    """Run axe-core in the page; through the debugger, since the page's own policy lets no script of others in."""
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    answer = session.send(
        "Runtime.evaluate", {"expression": SAID % json.dumps(options), "awaitPromise": True, "returnByValue": True}
    )
    assert "value" in answer["result"], answer
    found: list[Any] = json.loads(answer["result"]["value"])
    return found


def check(paths: list[Path], width: int) -> None:
    """Check pages in both themes; the second time the colours alone, which is what differs."""
    wrong = []
    with browser(width, THEMES[0]) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        for path in paths:
            page.goto(address(path))
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                page.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)
                chosen = {"type": "tag", "values": RULES} if theme == THEMES[0] else ["color-contrast"]
                wrong += [
                    f"{path.parent.name}/{path.name} in {theme}: {violation}"
                    for violation in violations(session, {"runOnly": chosen, "resultTypes": ["violations"]})
                ]
    assert not wrong, "\n".join(wrong)
