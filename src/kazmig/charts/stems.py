"""Words on stems over an axis, in as few rows as let no word lie on another or under another's stem."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST = 10
"""Most words whose sides are tried in every combination; more of them all stand to the right of their stems."""

Span = tuple[float, float]


@dataclass(frozen=True)
class Stem:
    """Where a word stands: its row (0 nearest to the axis) and where its text begins, in pixels."""

    row: int
    start: float


def arranged(
    pixels: Sequence[float], widths: Sequence[float], room: Span, *, beside: float = 5, gap: float = 6
) -> list[Stem]:
    """Return row and beginning of each word: to the right of its stem where it can be.

    A stem reaches from the axis up to its own word, so a word over another's stem must stand above that word. A
    word without room to the right ends where the room ends, over its own stem; with none to the left of it either.

    Parameters
    ----------
    pixels
        Places of the stems along the axis.
    widths
        Widths of the words in pixels.
    room
        Ends of the room for words.
    beside
        Distance of a word from its stem in pixels.
    gap
        Least distance of two words, and of a word from another's stem, in pixels.

    Examples
    --------
    >>> [stem.row for stem in arranged([0, 10, 90], [40, 40, 20], (0, 200))]
    [1, 0, 0]
    """
    for turned in _turned(len(pixels)):
        spans = [_span(at, wide, left, room, beside) for at, wide, left in zip(pixels, widths, turned, strict=True)]
        rows = _rows(pixels, spans, gap) if all(start >= room[0] for start, _ in spans) else None
        if rows is not None:
            return [Stem(row, start) for row, (start, _) in zip(rows, spans, strict=True)]
    # no arrangement keeps every stem clear: a row each, so that at least no word lies on another
    order = sorted(range(len(pixels)), key=lambda i: -pixels[i])
    spans = [_span(at, wide, False, room, beside) for at, wide in zip(pixels, widths, strict=True)]
    return [Stem(order.index(i), max(room[0], start)) for i, (start, _) in enumerate(spans)]


def _span(at: float, wide: float, left: bool, room: Span, beside: float) -> Span:
    """Return from where to where a word reaches."""
    if left:
        return at - beside - wide, at - beside
    start = at + beside if at + beside + wide <= room[1] else room[1] - wide
    return start, start + wide


def _turned(count: int) -> Iterator[tuple[bool, ...]]:
    """Yield which words are to the left of their stems, the fewest first, and the last along the axis before others."""
    if count > MOST:
        yield (False,) * count
        return
    for number in range(count + 1):
        for chosen in itertools.combinations(reversed(range(count)), number):
            yield tuple(word in chosen for word in range(count))


def _rows(pixels: Sequence[float], spans: Sequence[Span], gap: float) -> list[int] | None:
    """Return the lowest rows that keep words off words and stems, or None where words want each other above."""
    count = len(pixels)
    over = [[i != j and spans[i][0] - gap < pixels[j] < spans[i][1] + gap for j in range(count)] for i in range(count)]
    near = [[abs(pixels[i] - pixels[j]) <= gap for j in range(count)] for i in range(count)]
    rows = [0] * count
    for _ in range(count * count + 1):
        before = list(rows)
        for i, j in itertools.permutations(range(count), 2):
            mutual = over[i][j] and over[j][i]
            if mutual and not near[i][j]:
                return None
            touches = spans[i][0] < spans[j][1] + gap and spans[j][0] < spans[i][1] + gap
            above = over[i][j] and (not mutual or (pixels[i], i) < (pixels[j], j))
            if (above and rows[i] <= rows[j]) or (not over[j][i] and i < j and touches and rows[i] == rows[j]):
                rows[i] = rows[j] + 1
        if rows == before:
            taken = sorted(set(rows))
            return [taken.index(row) for row in rows]
    return None
