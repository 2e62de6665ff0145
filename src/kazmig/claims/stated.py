"""Numbers as documents print them, and how sharp such a number is.

"2 million" is not 2,000,000 exactly: it carries half a unit of its last printed digit, 0.5 million. A number
printed in full (165,000) is read the same way: its closing zeros are taken for rounding, not for measurement.
"""

import re
from dataclasses import dataclass

from kazmig.claims.errors import ClaimError

SCALES = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
REVISION = 0.04
"""Official counts are revised by up to 4 percent after their first release (the departures of 2017 and 2024, the
arrivals of 2017; the chapter on disagreement lists them). A document can only print what was out when it was
written, so a number is not called wrong for less."""

_PRINTED = re.compile(r"(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?(?: (thousand|million|billion))?")


@dataclass(frozen=True)
class Stated:
    """A number with the interval that it can stand for.

    Parameters
    ----------
    text
        As printed.
    value
        In units.
    half
        Half a unit of the last digit that carries information, in units.
    """

    text: str
    value: float
    half: float

    @property
    def tolerance(self) -> float:
        """How far a figure may lie from the number: its own rounding or a usual revision, whichever is wider."""
        return max(self.half, REVISION * abs(self.value))


def read(text: str, claim_id: str = "") -> Stated:
    """Read a printed number.

    Parameters
    ----------
    text
        Digits with thousands commas or a decimal point, and perhaps thousand, million or billion.
    claim_id
        For the message when it cannot be read.

    Raises
    ------
    ClaimError
        If the text is no number of this kind.

    Examples
    --------
    >>> read("2 million").half
    500000.0
    >>> read("165,000").half, read("15.48 million").half
    (500.0, 5000.0)
    """
    match = _PRINTED.fullmatch(text)
    if match is None:
        raise ClaimError.of(
            claim_id, "stated", text, "a printed number is like 480,000 or 2 million", "write it that way"
        )
    whole, decimals, scale = match[1].replace(",", ""), match[2] or "", SCALES[match[3] or ""]
    value = float(whole + decimals) * scale
    if decimals:
        step = 10.0 ** -(len(decimals) - 1)
    else:
        digits = whole.lstrip("-")
        zeros = len(digits) - len(digits.rstrip("0"))
        step = 10.0 ** (zeros if zeros < len(digits) else 0)
    return Stated(text, value, step * scale / 2)
