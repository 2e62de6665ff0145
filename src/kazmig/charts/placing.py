"""Where labels go, so that none lies on another: ends of lines apart, words of events in rows."""

from collections.abc import Sequence
from dataclasses import dataclass


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return centres for labels, in the order given, as near to the wanted ones as their heights allow.

    Labels that would touch are pushed apart evenly about their common middle, then kept within ``low`` and
    ``high``. The order along the axis is that of the wanted places.

    Examples
    --------
    >>> spread([10, 12], [16, 16], 0, 100)
    [8.0, 24.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    blocks: list[tuple[list[int], float, float]] = []  # members, centre, height
    for i in order:
        block = ([i], _clamped(wanted[i], heights[i], low, high), heights[i])
        while blocks and blocks[-1][1] + blocks[-1][2] / 2 > block[1] - block[2] / 2 + 1e-9:
            before = blocks.pop()
            members = before[0] + block[0]
            height = before[2] + block[2]
            middle = sum(wanted[m] for m in members) / len(members)
            block = (members, _clamped(middle, height, low, high), height)
        blocks.append(block)
    places = [0.0] * len(wanted)
    for members, centre, height in blocks:
        top = centre - height / 2
        for member in members:
            places[member] = top + heights[member] / 2
            top += heights[member]
    return places


def _clamped(centre: float, height: float, low: float, high: float) -> float:
    return min(max(centre, low + height / 2), max(high - height / 2, low + height / 2))


@dataclass(frozen=True)
class Word:
    """A word beside its rule: where the rule stands, and the span of the word, in pixels."""

    rule: float
    start: float
    end: float


def rows(words: Sequence[Word], gap: float = 8) -> list[int]:
    """Return a row for each word, 0 nearest to the plot, so that no word lies on another or under a rule.

    A rule reaches from the plot up to its own word. So a word that spans the rule of another stands above it.

    Examples
    --------
    >>> rows([Word(0, 5, 45), Word(10, 15, 55), Word(90, 95, 115)])
    [1, 0, 0]
    """
    result = [0] * len(words)
    for _ in range(len(words)):
        before = list(result)
        for i, word in enumerate(words):
            for j, other in enumerate(words):
                spans = word.start - gap / 2 <= other.rule <= word.end + gap
                overlaps = word.start < other.end + gap and other.start < word.end + gap
                crossed = other.start - gap / 2 <= word.rule <= other.end + gap
                if i != j and spans and not crossed and result[i] <= result[j]:
                    result[i] = result[j] + 1
                elif i < j and overlaps and (crossed or not spans) and result[i] == result[j]:
                    result[j if crossed and not spans else i] += 1
        if result == before:
            break
    return result
