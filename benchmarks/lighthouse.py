"""Lighthouse over five kinds of page, in its desktop and its mobile setting: scores, and what fails.

Lighthouse is no part of the locked environment: `npm install --prefix $TMPDIR/lighthouse lighthouse@12.8.2` once, then
`python benchmarks/lighthouse.py`; LIGHTHOUSE names another folder that holds its node_modules. No network is needed.
What Lighthouse cannot judge on a copy over localhost is listed in ONLY_ON_A_HOST; all else counts.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from serving import serve

from kazmig import paths

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = {"performance": 0.95, "accessibility": 1.0, "best-practices": 1.0, "seo": 0.95}
PAGES = ("book/index", "notebooks/flows", "notebooks/claims", "book/sources", "book/figures")
SETTINGS = ("desktop", "mobile")
ONLY_ON_A_HOST = {
    "canonical": "points at the published address, which is not this machine: another domain than the page's",
    "redirects-http": "there is no TLS on localhost",
    "is-on-https": "there is no TLS on localhost, which counts as safe",
    "csp-xss": "a policy in a header and not in a <meta> is for the host to send",
    "has-hsts": "a header for the host to send",
    "origin-isolation": "a header for the host to send",
    "clickjacking-mitigation": "a header for the host to send",
}


def program() -> list[str]:
    """Return how Lighthouse is started."""
    place = Path(os.environ.get("LIGHTHOUSE") or Path(tempfile.gettempdir()) / "lighthouse")
    found = place / "node_modules" / "lighthouse" / "cli" / "index.js"
    node = shutil.which("node")
    if not found.is_file() or not node:
        raise SystemExit(f"no Lighthouse in {place}: npm install --prefix {place} lighthouse@12.8.2")
    return [node, str(found)]


def judge(address: str, setting: str) -> dict[str, Any]:
    """Return Lighthouse's report on one page."""
    from browsing import FLAGS, chromium

    flags = " ".join(["--headless=new", *FLAGS])
    command = [*program(), address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--preset=desktop"] if setting == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": chromium() or ""}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise SystemExit(f"Lighthouse failed on {address}:\n{done.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def failed(report: dict[str, Any]) -> list[str]:
    """Return what lowers a report's scores: category, audit, and up to three elements."""
    lines = []
    for category in CATEGORIES:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if not reference["weight"] or audit["score"] is None or audit["score"] >= 0.9:
                continue
            items = audit.get("details", {}).get("items", [])
            places = [
                str(item.get("node", {}).get("selector") or item.get("url") or item.get("description") or "")[:110]
                for item in items[:3]
                if isinstance(item, dict)
            ]
            why = ONLY_ON_A_HOST.get(reference["id"])
            said = audit.get("displayValue") or re.sub(r"\s+", " ", audit["title"])
            lines.append(
                f"{category}: {reference['id']} ({said}) {places}" + (f" [needs a host: {why}]" if why else "")
            )
    return lines


def main() -> None:
    """Judge the pages and print scores and failed audits."""
    import sys

    sys.path.insert(0, str(paths.root() / "tests" / "book"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", default=PAGES)
    parser.add_argument("--setting", choices=SETTINGS, action="append")
    parser.add_argument("--into", type=Path, default=paths.build() / "bench")
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    table = Table("page", "setting", *CATEGORIES)
    lines, kept, below = [], {}, False
    with serve(paths.build() / "html") as server:
        for page in given.pages:
            for setting in given.setting or SETTINGS:
                report = judge(f"{server.address}/{page}.html", setting)
                scores = {name: report["categories"][name]["score"] or 0 for name in CATEGORIES}
                kept[f"{page} {setting}"] = scores
                below = below or any(score < LEAST[name] for name, score in scores.items())
                table.add_row(page, setting, *(f"{score * 100:.0f}" for score in scores.values()))
                lines += [f"{page}, {setting}: {line}" for line in failed(report)]
    console = Console()
    console.print(table)
    for line in lines:
        console.print(line, highlight=False, markup=False)
    (given.into / "lighthouse.json").write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if below:
        raise SystemExit("below: " + ", ".join(f"{name} {least * 100:.0f}" for name, least in LEAST.items()))


if __name__ == "__main__":
    main()
