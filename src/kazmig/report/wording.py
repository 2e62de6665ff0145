"""The texts of published things: not empty, plain, free of untraced numbers, placeholders filled from facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kazmig.report import digits, templates
from kazmig.report.errors import ReportError

MARKUP: Final = re.compile(r"\*\w|\w\*|`|\]\(")
"""Markdown, which a title, caption, alternative text or tested sentence would show as it is typed."""


@dataclass(frozen=True)
class Wording:
    """Checks and fills the texts of a chapter.

    Parameters
    ----------
    chapter
        Whose facts a placeholder without a chapter means.
    names, bands
        What the digit lint lets through.
    """

    chapter: str
    names: tuple[str, ...]
    bands: tuple[str, ...]

    def fill(self, place: str, facts: Mapping[str, str], **given: str) -> dict[str, str]:
        """Return each text with its placeholders filled.

        Parameters
        ----------
        place
            For messages.
        facts
            Full key -> printed text of the facts published so far.
        **given
            Templates by their role (``title``, ``alt``, ...).

        Raises
        ------
        ReportError
            If a text is empty, holds markup or a number that is no fact, or names a fact that is not there.
        """
        filled = {}
        for role, template in given.items():
            if not isinstance(template, str) or not template.strip():
                raise ReportError(f"{place}: {role} is empty. Remedy: nothing is published without its {role}.")
            marked = MARKUP.search(template)
            if marked:
                raise ReportError(
                    f"{place}, {role}: {marked[0]!r} is markup, which is shown as typed here. Remedy: plain words; "
                    "emphasis, code and links belong in the notebook's prose."
                )
            offences = digits.find_offences(templates.masked(template), self.names, self.bands)
            if offences:
                raise ReportError(f"{place}, {role}: " + "; ".join(str(offence) for offence in offences))
            filled[role] = templates.fill(template, facts, self.chapter, f"{place}, {role}")
        return filled
