"""One number out of a frame."""

import pandas as pd

from kazmig.chapters.common import ChapterError


def pick(frame: pd.DataFrame, column: str = "value", **where: object) -> float:
    """Return the one number of a frame's row that fits.

    Parameters
    ----------
    frame
        Any frame.
    column
        Which number.
    where
        Column -> value that the row has.

    Raises
    ------
    ChapterError
        If not exactly one row fits.

    Examples
    --------
    >>> pick(pd.DataFrame({"category": ["higher", "none"], "value": [3340.0, 12.0]}), category="higher")
    3340.0
    """
    kept = frame
    for name, value in where.items():
        kept = kept[kept[name] == value]
    if len(kept) != 1:
        asked = ", ".join(f"{name} = {value!r}" for name, value in where.items())
        raise ChapterError(
            f"{len(kept)} rows have {asked or 'any value'}, one is wanted. Remedy: choose other parameters."
        )
    return float(kept[column].iloc[0])
