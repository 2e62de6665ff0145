"""What a broken row says: file, line, field, value, rule and remedy, and the error that carries them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kazmig.errors import KazmigError

SHOWN = 60
"""How many problems an error prints before it says how many more there are; ``problems`` holds them all."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with the evidence, in a form that someone can mend.

    Parameters
    ----------
    file
        Path relative to ``data/``, such as ``observations/flows.csv``.
    line
        1-based line in that file (the header is line 1); 0 when the whole file is meant.
    field
        The column, or several joined by ``+``; empty when no column is at fault.
    value
        What stands there now, as text.
    rule
        The rule that it breaks, as a sentence.
    remedy
        What to do next.

    Examples
    --------
    >>> print(Problem("observations/flows.csv", 3, "value", "104", "a share lies in 0..100", "check the source"))
    observations/flows.csv:3: value "104": a share lies in 0..100. Remedy: check the source.
    """

    file: str
    line: int
    field: str
    value: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        subject = f'{self.field} "{self.value}"' if self.field else f'"{self.value}"' if self.value else ""
        head = f"{place}: {subject}: " if subject else f"{place}: "
        return f"{head}{self.rule.rstrip('.')}. Remedy: {self.remedy.rstrip('.')}."


class EvidenceError(KazmigError):
    """The evidence is broken, or was asked for something that it does not hold.

    Attributes
    ----------
    problems
        Every problem found, in the order of file and line; empty when the question was at fault.
    """

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems: tuple[Problem, ...] = tuple(problems)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> "EvidenceError":
        """Return one error that lists all problems, a line each."""
        count = len(problems)
        noun = "problem" if count == 1 else "problems"
        lines = [f"The evidence has {count} {noun}:", *(f"  {problem}" for problem in problems[:SHOWN])]
        if count > SHOWN:
            lines.append(f"  and {count - SHOWN} more; `kazmig evidence check` prints them all.")
        return cls("\n".join(lines), problems)
