"""The peers say what statsforecast says, and a failure of theirs is told."""

import numpy as np
import pytest
from statsforecast import models

from kazmig.trends.forecasting import peers
from kazmig.trends.forecasting.benchmarks import naive
from kazmig.trends.forecasting.simulation import History, Noise


@pytest.mark.parametrize("kind", ["AutoARIMA", "AutoETS", "AutoTheta"])
def test_centre_and_interval_are_the_peers(kind: str, past: History, random: Noise) -> None:
    said = getattr(models, kind)(season_length=1).forecast(y=past.logs, h=5, level=[80])
    told = peers.peer(kind)(past, random).logs
    assert np.median(told, axis=0) == pytest.approx(said["mean"], abs=1e-6)
    width = np.asarray(said["hi-80"]) - np.asarray(said["lo-80"])
    assert np.quantile(told, 0.9, axis=0) - np.quantile(told, 0.1, axis=0) == pytest.approx(width, rel=0.05)


def test_the_same_twice(past: History, random: Noise) -> None:
    assert np.array_equal(peers.peer("AutoTheta")(past, random).logs, peers.peer("AutoTheta")(past, random).logs)


class Broken:
    def __init__(self, answer: dict[str, object] | None) -> None:
        self.answer = answer

    def forecast(self, **_: object) -> dict[str, object]:
        if self.answer is None:
            raise ZeroDivisionError
        return self.answer


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, "the peer failed (ZeroDivisionError)"),
        ({"mean": [np.nan] * 5, "lo-80": [0.0] * 5, "hi-80": [1.0] * 5, "fitted": [0.0] * 30}, "no finite interval"),
        ({"mean": [1.0] * 5, "lo-80": [1.0] * 5, "hi-80": [1.0] * 5, "fitted": [0.0] * 30}, "no finite interval"),
    ],
)
def test_naive_stands_in_for_a_failure(
    answer: dict[str, object] | None, says: str, past: History, random: Noise
) -> None:
    told = peers._told(lambda: Broken(answer), past, random)
    assert says in told.fallback
    assert np.array_equal(told.logs, naive(past, random).logs)
