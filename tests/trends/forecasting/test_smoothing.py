"""Smoothing stays within its bounds where statsmodels diverges, and says when another model stands in."""

import warnings
from types import SimpleNamespace

import numpy as np
import pytest
from statsforecast import models as peers
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.holtwinters import ExponentialSmoothing

from kazmig.trends.forecasting import smoothing
from kazmig.trends.forecasting.benchmarks import naive
from kazmig.trends.forecasting.simulation import History, Noise

LEAP = [22197.0, 22471.0, 22266.0, 22311.0, 21908.0, 22050.0, 22151.0, 22023.0, 116674.0, 132749.0, 171728.0]
"""Eight quiet years and a leap: made up, as short as many yearly series of the M4 competition."""


def test_statsmodels_diverges_on_a_short_series_and_the_bounded_model_does_not(random: Noise) -> None:
    values = np.array(LEAP)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ExponentialSmoothing(values, trend="mul", damped_trend=True, initialization_method="estimated")
        wild = np.asarray(model.fit().forecast(5))
    typical = np.abs(np.diff(values)).mean()
    assert not np.abs(wild - values[-1]).max() < 100 * typical  # negated: it need not be finite
    seen = History(np.log(values), np.arange(2000, 2011))
    ours = np.median(smoothing.damped(seen, random).logs, axis=0)
    assert np.abs(ours - seen.logs[-1]).max() < 5 * np.abs(np.diff(seen.logs)).max()
    assert np.abs(np.exp(ours) - values[-1]).max() < 10 * typical


def test_the_estimate_is_statsmodels_and_its_forecast_statsforecasts(past: History, random: Noise) -> None:
    fit = ETSModel(past.logs, error="add", trend="add", damped_trend=True).fit(disp=False)
    ours = smoothing.damped(past, random)
    assert ours.fallback == ""
    assert ours.parameters["alpha"] == pytest.approx(float(fit.smoothing_level))
    assert ours.df == 25
    path = ours.parameters["level"] + np.cumsum(ours.parameters["phi"] ** np.arange(1, 6)) * ours.parameters["slope"]
    theirs = peers.AutoETS(season_length=1, model="AAN", damped=True).forecast(y=past.logs, h=5)["mean"]
    assert path == pytest.approx(theirs, abs=0.1)  # half a yearly standard deviation: another optimiser, another start


@pytest.mark.parametrize("n", [9, 15, 22, 30])
def test_theta_is_statsforecasts_on_the_same_folds(n: int, past: History, random: Noise) -> None:
    seen = History(past.logs[:n], past.years[:n])
    theirs = peers.Theta(season_length=1).forecast(y=seen.logs, h=5)["mean"]
    ours = np.median(smoothing.theta(seen, random).logs, axis=0)
    assert ours == pytest.approx(theirs, abs=0.05)  # a quarter of a yearly standard deviation: the gain is another's
    assert np.diff(ours) == pytest.approx(np.diff(theirs), abs=0.005)


def test_theta_drifts_by_half_the_slope_of_the_straight_line(past: History, random: Noise) -> None:
    slope = np.polyfit(np.arange(30), past.logs, 1)[0]
    ours = smoothing.theta(past, random)
    assert ours.parameters["drift"] == pytest.approx(slope / 2)
    assert np.diff(np.median(ours.logs, axis=0)) == pytest.approx(slope / 2, abs=0.01)


def stub(**changes: object) -> SimpleNamespace:
    """A fit of statsmodels, as sound as the changes leave it."""
    sound: dict[str, object] = {
        "smoothing_level": 0.9,
        "smoothing_trend": 0.1,
        "damping_trend": 0.9,
        "mle_retvals": {"converged": True},
    }
    return SimpleNamespace(**(sound | changes))


@pytest.mark.parametrize(
    ("fit", "says"),
    [
        (stub(mle_retvals={"converged": False}), "did not converge"),
        (stub(smoothing_level=1e-4, smoothing_trend=1e-4), "fits worse than no change"),
        (stub(smoothing_level=np.nan), "no finite forecast"),
    ],
)
def test_a_bad_fit_falls_back_to_naive_and_says_so(
    fit: SimpleNamespace, says: str, past: History, random: Noise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smoothing, "ETSModel", lambda *_, **__: SimpleNamespace(fit=lambda **_: fit))
    told = smoothing.damped(past, random)
    assert told.fallback.startswith("naive stands in")
    assert told.fallback.count(says) == 2  # damped, and simple smoothing after it
    assert np.array_equal(told.logs, naive(past, random).logs)


def test_simple_smoothing_stands_in_where_only_the_trend_fails(
    past: History, random: Noise, monkeypatch: pytest.MonkeyPatch
) -> None:
    def model(*_: object, trend: str | None, **__: object) -> SimpleNamespace:
        fit = stub(mle_retvals={"converged": trend is None})
        return SimpleNamespace(fit=lambda **_: fit)

    monkeypatch.setattr(smoothing, "ETSModel", model)
    told = smoothing.damped(past, random)
    assert told.fallback == "simple smoothing stands in: did not converge"
    assert np.diff(np.median(told.logs, axis=0)) == pytest.approx(0, abs=0.01)


def test_a_forecast_faster_than_the_record_is_refused() -> None:
    logs = np.array([1.0, 1.1, 1.0, 1.2])
    assert smoothing.trouble_with(logs, logs[-1] + 0.19 * np.arange(1, 6), converged=True) == ""
    says = smoothing.trouble_with(logs, logs[-1] + 0.21 * np.arange(1, 6), converged=True)
    assert says == "moves faster than the series ever did"


def test_theta_falls_back_too(past: History, random: Noise, monkeypatch: pytest.MonkeyPatch) -> None:
    fit = SimpleNamespace(params={"alpha": 1.7, "b0": 0.0}, forecast=lambda h, theta: np.zeros(h))
    monkeypatch.setattr(smoothing, "ThetaModel", lambda *_, **__: SimpleNamespace(fit=lambda: fit))
    assert smoothing.theta(past, random).fallback == "naive stands in: Theta did not converge"
