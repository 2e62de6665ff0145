"""Texts with placeholders: ``{peak_year}`` stands for a fact of the same report, and nothing else is filled in."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from kazmig.report.digits import FACT
from kazmig.report.errors import ReportError

PLACEHOLDER = re.compile(r"\{([A-Za-z][\w.\-]*)\}")


def keys(template: str, chapter: str) -> list[str]:
    """Return the full keys that a template names, in order.

    Examples
    --------
    >>> keys("Down to {low} in {flows.low_year}", "flows")
    ['flows.low', 'flows.low_year']
    """
    return [full(key, chapter) for key in PLACEHOLDER.findall(template)]


def full(key: str, chapter: str) -> str:
    """Return a key with its chapter in front."""
    return key if "." in key else f"{chapter}.{key}"


def fill(template: str, texts: Mapping[str, str], chapter: str, place: str) -> str:
    """Return the template with each placeholder replaced by the fact's formatted text.

    Parameters
    ----------
    template
        Text with placeholders.
    texts
        Full key -> formatted text of the facts published so far.
    chapter, place
        For the key's prefix and for messages.

    Raises
    ------
    ReportError
        If a placeholder names no fact, or a brace stands outside of a placeholder.
    """

    def text(match: re.Match[str]) -> str:
        key = full(match[1], chapter)
        if key not in texts:
            near = get_close_matches(key, texts, n=3, cutoff=0.5)
            meant = f" Did you mean {', '.join(near)}?" if near else ""
            raise ReportError(
                f"{place}: no fact {key!r} is published so far.{meant} Remedy: call report.fact({match[1]!r}, ...) "
                "before the text that uses it."
            )
        return texts[key]

    filled = PLACEHOLDER.sub(text, template)
    rest = PLACEHOLDER.sub("", template)
    if "{" in rest or "}" in rest:
        raise ReportError(f"{place}: {template!r} holds a brace that belongs to no {{key}}.")
    return filled


def masked(template: str) -> str:
    """Return the template with each placeholder as the sign that the digit lint reads as a traced number."""
    return PLACEHOLDER.sub(FACT, template)
