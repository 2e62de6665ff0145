"""The whole grid: every claim under every specification, computed by `kazmig sweep robustness`."""

from collections.abc import Collection
from typing import Any, Final

import pandas as pd

from kazmig.chapters.robustness import balances, breaks, estimates, register
from kazmig.chapters.robustness.claims import table
from kazmig.chapters.robustness.destinations import destinations
from kazmig.chapters.robustness.variants import variants
from kazmig.evidence import Evidence
from kazmig.trends.yearly import significant

SEED: Final = 1991

PARAMETERS: Final[dict[str, Any]] = {
    "first years": list(register.STARTS),
    "last years": list(register.ENDS),
    "shortest regimes": list(breaks.SHORTEST),
    "simulated series": breaks.SIZE,
    "autoregression": breaks.PHI,
}
"""What the grid spans, for its manifest."""


def compute(ev: Evidence, only: Collection[str] | None = None) -> pd.DataFrame:
    """Return the table of specifications.

    Parameters
    ----------
    only
        Names of the specifications wanted (column ``spec``); all of them when None.

    Returns
    -------
    DataFrame
        One row a specification, with lineage; numbers rounded to eight significant digits, so that platforms agree.
    """
    readings = variants(ev)
    accounts = balances.readings(ev)
    rows = [
        *register.lowest(readings),
        *register.falling(readings),
        *register.falling_halves(ev),
        *register.steepest(readings),
        *balances.positive(accounts),
        *balances.first_since(accounts),
        *destinations(ev),
        *register.peak(readings, ev),
        *balances.two_million(accounts, ev),
        *estimates.exceeds(ev),
        *estimates.hundredfold(ev),
        *estimates.graduates(ev),
        *breaks.found(readings, SEED, only),
        *breaks.steady(readings, SEED),
    ]
    if only is not None:
        rows = [row for row in rows if row["spec"] in only]
    return significant(table(rows))


def again(ev: Evidence, frame: pd.DataFrame) -> pd.DataFrame:
    """Return some rows of a kept table computed again, in its order."""
    fresh = compute(ev, set(frame["spec"])).set_index("spec")
    return fresh.loc[frame["spec"]].reset_index()[list(frame.columns)]
