"""Series without any break: what the break tests and the placebo tests are tried on before they are believed."""

from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from kazmig.trends.errors import BadSetting

Kind = Literal["independent", "ar", "random_walk"]
KINDS: Final[tuple[Kind, ...]] = ("independent", "ar", "random_walk")


def null_series(kind: Kind, n: int, size: int, *, seed: int, phi: float | None = None) -> npt.NDArray[np.float64]:
    """Return simulated series that have neither a trend nor a break.

    Parameters
    ----------
    kind : {"independent", "ar", "random_walk"}
        Independent normal errors; a first-order autoregression started from its stationary law; their running sum.
    n : int
        Length of each series.
    size : int
        Number of series.
    seed : int
        Of ``numpy.random.default_rng``; the same seed gives the same innovations to every kind.
    phi : float, optional
        The autoregression's coefficient, strictly between -1 and 1; needed for ``"ar"``, refused otherwise.

    Returns
    -------
    ndarray of shape (size, n)
        Innovations have variance one.

    Raises
    ------
    BadSetting
        An unknown kind, or ``phi`` missing, superfluous or outside its range.

    Examples
    --------
    >>> null_series("ar", 35, 1000, seed=1, phi=0.7).shape
    (1000, 35)
    """
    if kind not in KINDS:
        raise BadSetting(f"no series of kind {kind!r} is simulated: choose one of {', '.join(KINDS)}.")
    if (kind == "ar") != (phi is not None):
        raise BadSetting("phi belongs to kind 'ar' and to no other: give it there and leave it out elsewhere.")
    if n < 1 or size < 1:
        raise BadSetting(f"{size} series of {n} points cannot be simulated: both must be at least 1.")
    shocks = np.random.default_rng(seed).standard_normal((size, n))
    if kind == "independent":
        return shocks
    if kind == "random_walk":
        return np.cumsum(shocks, axis=1)
    assert phi is not None
    if not -1 < phi < 1:
        raise BadSetting(f"phi is {phi:g}: a stationary autoregression needs it between -1 and 1.")
    series = np.empty_like(shocks)
    series[:, 0] = shocks[:, 0] / np.sqrt(1 - phi**2)
    for step in range(1, n):
        series[:, step] = phi * series[:, step - 1] + shocks[:, step]
    return series
