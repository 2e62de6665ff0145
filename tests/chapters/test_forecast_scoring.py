"""What a forecast is held against, and how it is scored."""

import numpy as np
import pandas as pd
import pytest
import scoringrules
from scipy.stats import norm

from kazmig import evidence
from kazmig.chapters.forecast import scoring
from kazmig.evidence import Evidence, ledger

BOUNDS = [f"{side}_{level}" for level in ledger.LEVELS for side in ("low", "high")]


@pytest.fixture(scope="module")
def ev() -> Evidence:
    return evidence.load()


def forecasts(**columns: list[object]) -> pd.DataFrame:
    """Return recorded forecasts of departures, as the ledger gives them."""
    frame = pd.DataFrame(columns)
    plain = {"kind": "release", "release": "0.2.0", "series_id": "departures_registered", "geo": "KAZ"}
    plain |= {"model": "naive", "lineage": "forecasts/ledger.csv:2"}
    for name, value in plain.items():
        if name not in frame:
            frame[name] = value
    for name in BOUNDS:
        if name not in frame:
            frame[name] = np.nan
    return frame


OBSERVED = pd.DataFrame(
    {
        "series_id": ["departures_registered", "net_migrants_wpp", "net_migrants_wpp", "net_migrants_wpp"],
        "geo": "KAZ",
        "year": [2026, 2022, 2022, 2022],
        "against": ["register", "WPP 2022", "WPP 2024", "register"],
        "outcome": [100.0, 5.0, 45755.0, -6722.0],
        "lineage_outcome": ["a.csv:2", "b.csv:2", "b.csv:3", "a.csv:3"],
    }
)


def test_the_score_is_twice_the_quantile_loss_each_quantile_standing_for_its_neighbours() -> None:
    rng = np.random.default_rng(3)
    quantiles = np.sort(rng.normal(50, 20, size=(40, 7)), axis=1)
    outcome = rng.normal(50, 30, size=40)
    losses = scoringrules.quantile_score(outcome[:, None], quantiles, scoring.QUANTILES[None, :])
    widths = np.array([0.0625, 0.1125, 0.2, 0.25, 0.2, 0.1125, 0.0625])
    ours = scoring.crps(pd.DataFrame(quantiles, columns=list(ledger.NESTED)), pd.Series(outcome))
    assert ours.to_numpy() == pytest.approx(2 * (np.asarray(losses) * widths).sum(axis=1))
    assert widths.sum() == 1


def test_the_score_comes_near_the_crps_of_the_distribution() -> None:
    frame = pd.DataFrame([norm.ppf(scoring.QUANTILES)] * 61, columns=list(ledger.NESTED))
    outcomes = pd.Series(np.linspace(-3, 3, 61))
    exact = scoringrules.crps_normal(outcomes.to_numpy(), 0.0, 1.0)
    weights = norm.pdf(outcomes)
    ours = np.average(scoring.crps(frame, outcomes), weights=weights)
    assert ours == pytest.approx(np.average(exact, weights=weights), rel=0.04)


def test_the_score_is_proper_the_honest_forecast_scores_best() -> None:
    outcomes = pd.Series(norm.ppf((np.arange(2000) + 0.5) / 2000))
    means = {
        (centre, width): scoring.crps(
            pd.DataFrame([centre + width * norm.ppf(scoring.QUANTILES)] * 2000, columns=list(ledger.NESTED)), outcomes
        ).mean()
        for centre in (-0.5, 0.0, 0.5)
        for width in (0.6, 1.0, 1.6)
    }
    assert min(means, key=lambda key: means[key]) == (0.0, 1.0)


def test_each_forecast_is_held_against_what_came() -> None:
    bounds = {"low_50": 85, "high_50": 95, "low_80": 80, "high_80": 100, "low_95": 70, "high_95": 120}
    frame = forecasts(year=[2026, 2027], median=[90.0, 90.0], **{name: [value] * 2 for name, value in bounds.items()})
    scored = scoring.scored(frame, OBSERVED)
    assert len(scored) == 1, "2027 is not observed"
    row = scored.iloc[0]
    assert (row["error"], row["percent"], row["inside"]) == (-10, -10, "80")
    assert (row["in_50"], row["in_80"], row["in_95"]) == (0, 1, 1)
    assert evidence.lineage_of(scored) == ("a.csv:2", "forecasts/ledger.csv:2")


def test_what_lies_outside_all_intervals_says_so() -> None:
    bounds = {"low_80": [10.0, np.nan], "high_80": [20.0, np.nan]}
    scored = scoring.scored(forecasts(year=[2026, 2026], median=[15.0, 15.0], **bounds), OBSERVED)
    assert scored["inside"].tolist() == ["outside", "no interval"]
    assert scored["in_50"].isna().all()
    # quantiles at 0.1, 0.5 and 0.9, of which the first stands for 0 to 0.3, the second for 0.3 to 0.7
    expected = 2 * (0.3 * 0.1 * (100 - 10) + 0.4 * 0.5 * (100 - 15) + 0.3 * 0.9 * (100 - 20))
    assert scored["crps"].tolist() == [pytest.approx(expected), 85]


def test_a_revision_of_the_un_is_held_against_later_ones_and_the_register() -> None:
    kwargs = {"series_id": ["net_migrants_wpp"] * 2, "kind": ["un"] * 2, "release": ["WPP 2022", "WPP 2024"]}
    scored = scoring.scored(forecasts(year=[2022, 2022], median=[0.0, 0.0], **kwargs), OBSERVED)
    assert list(zip(scored["release"], scored["against"], strict=True)) == [
        ("WPP 2022", "WPP 2024"),
        ("WPP 2022", "register"),
        ("WPP 2024", "register"),
    ]


def test_outcomes_are_the_registers_and_the_uns(ev: Evidence) -> None:
    observed = scoring.outcomes(ev).set_index(["series_id", "against", "year"])["outcome"]
    assert observed["departures_registered", "register", 2025] == 7608
    assert observed["net_migrants_wpp", "register", 2025] == 16153
    assert observed["net_migrants_wpp", "WPP 2024", 2022] == 45755
    assert ("net_migrants_wpp", "WPP 2024", 2024) not in observed.index, "projections are no outcomes"
    assert observed.index.is_unique


def test_the_record_sums_up_by_release_and_yardstick() -> None:
    frame = forecasts(year=[2026, 2026], median=[90.0, 130.0], low_80=[80.0, 120.0], high_80=[101.0, 140.0])
    record = scoring.record(scoring.scored(frame, OBSERVED))
    [row] = record.to_dict("records")
    assert (row["n"], row["mae"], row["bias"], row["in_80"]) == (2, 20, 10, 1)
    assert np.isnan(row["in_50"])
