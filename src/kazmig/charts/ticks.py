"""Round tick marks: few, readable, and the ends of a time axis always among them."""

import math
from collections.abc import Sequence

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)


def linear(low: float, high: float, count: int = 5) -> list[float]:
    """Return at most about ``count`` round ticks that enclose ``low`` and ``high``.

    Examples
    --------
    >>> linear(0, 477068)
    [0.0, 100000.0, 200000.0, 300000.0, 400000.0, 500000.0]
    """
    if not high > low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / max(count, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = power * next(s for s in STEPS if s * power >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def logarithmic(low: float, high: float, most: int = 7) -> list[float]:
    """Return round ticks of a log axis that enclose ``low`` and ``high``, as fine as ``most`` ticks allow.

    Examples
    --------
    >>> logarithmic(30, 4000)
    [30.0, 100.0, 300.0, 1000.0, 3000.0, 10000.0]
    """
    first, last = math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1
    for parts in ((1, 2, 5), (1, 3), (1,)):
        marks = [part * 10.0**power for power in range(first, last + 1) for part in parts]
        start = max(number for number, mark in enumerate(marks) if mark <= low * (1 + 1e-9))
        end = min(number for number, mark in enumerate(marks) if mark >= high * (1 - 1e-9))
        enclosing = marks[start : max(end, start + 1) + 1]
        if len(enclosing) <= most:
            return enclosing
    step = math.ceil((len(enclosing) - 1) / (most - 1))
    return [*enclosing[:-1:step], enclosing[-1]]


def years(first: float, last: float, room: float, label: float) -> list[int]:
    """Return years to label on a time axis: both ends, and round years that keep their distance from them.

    Parameters
    ----------
    first, last
        The axis's ends.
    room
        Its length in pixels.
    label
        Width of one label in pixels.
    """
    start, end = math.ceil(first), math.floor(last)
    if end <= start:
        return [start]
    pixel = room / (last - first)
    gap = label * 1.9
    ends = label * 1.5 + 10  # labels at the ends are flush with the plot, not centred
    step = next((s for s in YEAR_STEPS if s * pixel >= gap), YEAR_STEPS[-1])
    inner = [
        year
        for year in range(-(-start // step) * step, end + 1, step)
        if (year - start) * pixel >= ends and (end - year) * pixel >= ends
    ]
    return [start, *inner, end] if (end - start) * pixel >= 2 * label + 10 else [start]


def specifier(ticks: Sequence[float]) -> str:
    """Return the number format in which neighbouring ticks differ.

    Examples
    --------
    >>> specifier([0, 0.25, 0.5])
    ',.2f'
    """
    for decimals in range(4):
        if all(abs(tick - round(tick, decimals)) < 1e-9 for tick in ticks):
            return f",.{decimals}f"
    return ",.4f"
