"""The list of every file of a finished site with its digest, in the format that ``sha256sum -c`` reads."""

import hashlib
from pathlib import Path

from kazmig.runs.verifying import SUMS


def write(site: Path) -> None:
    """Write the list into the site's folder; the list itself is not in it."""
    found = sorted(path for path in site.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(site).as_posix()}" for path in found]
    (site / SUMS).write_text("\n".join([*lines, ""]), encoding="utf-8")
