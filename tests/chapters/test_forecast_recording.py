"""What is recorded: our forecasts with every model, roles by the rule, and the UN's projections as published."""

import pandas as pd
import pytest

from kazmig.chapters.common import ChapterError
from kazmig.chapters.forecast import recording
from kazmig.evidence import ledger
from kazmig.trends import forecasting

FEW = {name: forecasting.MODELS[name] for name in ("naive", "drift", "theta")}


@pytest.fixture
def few(monkeypatch):
    """Three models, so that a test does not wait for all."""
    monkeypatch.setattr(forecasting, "MODELS", FEW)


def test_own_forecasts_cover_three_series_and_see_nothing_later(ev, few):
    made = recording.own(ev, last_year=2015, horizon=2, size=200, seed=3)
    rows = made.rows
    assert made.last_year == 2015
    assert len(rows) == 3 * 3 * 2
    assert set(rows["series_id"]) == {"departures_registered", "arrivals_registered", "net_registered"}
    assert rows["year"].unique().tolist() == [2016, 2017]
    naive = rows[(rows["model"] == "naive") & (rows["series_id"] == "departures_registered")]
    assert naive["median"].to_numpy() == pytest.approx(30047, rel=0.02)
    assert list(rows.columns) == [name for name in ledger.COLUMNS[ledger.FORECASTS] if name != "release"]
    assert made.data_vintage >= "2026-08-31"


def test_a_year_that_the_register_does_not_have_is_refused(ev):
    with pytest.raises(ChapterError, match="ends in 2025, so that no model saw 2027"):
        recording.own(ev, last_year=2027)


def test_roles_are_what_the_rule_says_of_departures(ev, few):
    made = recording.judged(ev, recording.own(ev, horizon=1, size=100, seed=3), size=200, seed=3)
    roles = made.rows.groupby("role")["model"].unique()
    assert roles["headline"].tolist() == ["naive"]
    assert roles["beside"].tolist() == ["drift"]
    assert roles[""].tolist() == ["theta"]


def test_the_uns_projections_are_as_published(ev):
    made = recording.united_nations(ev, "WPP 2024", until=2030)
    rows = made.rows.set_index("year")
    assert (made.last_year, made.data_vintage) == (2023, "WPP 2024")
    assert rows.index.tolist() == list(range(2024, 2031))
    assert rows.loc[2025, "median"] == -8834
    assert (rows.loc[2025, "low_80"], rows.loc[2025, "high_95"]) == (-159892, 208819)
    assert rows["low_50"].isna().all()
    assert rows.loc[2025, "horizon"] == 2
    older = recording.united_nations(ev, "WPP 2022", until=2030).rows
    assert (older["median"] == 0).all()
    assert older["low_95"].isna().all()


@pytest.mark.slow
def test_the_ledgers_release_is_what_the_models_say_today(ev):
    recorded = ev.forecasts[(ev.forecasts["kind"] == "release") & (ev.forecasts["release"] == "0.2.0")]
    origin = int(recorded["origin"].iloc[0])
    made = recording.own(ev, last_year=origin, horizon=int(recorded["horizon"].max())).rows
    keys = ["series_id", "model", "year"]
    pairs = recorded.merge(made, on=keys, suffixes=("", "_now"))
    assert len(pairs) == len(recorded)
    spread = (pairs["high_80"] - pairs["low_80"]).abs()
    moved = (pairs["median"] - pairs["median_now"]).abs() / spread
    assert moved.max() < 0.05, pd.concat([pairs[keys], moved], axis=1).loc[moved.idxmax()]
