"""ruptures agrees on the same cost, and may differ on others."""

import numpy as np
import pandas as pd
import pytest

from kazmig.trends import breaks, second_opinion
from kazmig.trends.errors import BadSetting

from .published import nile, real_interest_rate


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("kind", ["mean", "trend"])
def test_the_same_cost_gives_the_same_dates(kind: str, count: int) -> None:
    y = pd.Series(np.random.default_rng(count).normal(size=35).cumsum(), index=range(1991, 2026))
    table = second_opinion(y, kind, count).set_index("method")  # type: ignore[arg-type]
    ours = breaks(y, kind).dates_of(count)  # type: ignore[arg-type]
    assert table.loc["kazmig, dynamic programming", "dates"] == ours
    assert table.loc["ruptures, dynamic programming", "dates"] == ours
    assert table.loc["ruptures, dynamic programming", "same"]


def test_every_method_dates_the_nile_in_1898() -> None:
    table = second_opinion(nile(), min_segment=15)
    assert len(table) == 5
    assert all(1897 <= date <= 1899 for dates in table["dates"] for date in dates)
    assert (table["agree"] == table["breaks"]).all()


def test_quarters_keep_their_labels() -> None:
    table = second_opinion(real_interest_rate(), min_segment=15)
    assert [str(date) for date in table["dates"].iloc[1]] == ["1972Q3", "1980Q3"]


def test_a_dear_break_is_not_bought_and_none_is_looked_for_when_none_is_found() -> None:
    y = pd.Series(np.random.default_rng(3).normal(size=35), index=range(1991, 2026))
    dear = second_opinion(y, count=1, penalty=1e6).set_index("method")
    assert dear.loc["ruptures, PELT with penalty", "dates"] == ()
    nothing = second_opinion(y, count=0).set_index("method")
    assert nothing["dates"].tolist() == [()] * 5
    cheap = second_opinion(y, count=0, penalty=1e-3).set_index("method")
    assert cheap.loc["ruptures, PELT with penalty", "breaks"] > 0


def test_a_penalty_must_cost() -> None:
    with pytest.raises(BadSetting, match="must cost"):
        second_opinion(nile(), penalty=0.0)
