import numpy as np
import pytest

from kazmig.trends import dyads


def brute(scores, origins, destinations):
    """Add up the products of the scores of all couples of pairs that share a country, one by one."""
    total = np.zeros((scores.shape[1],) * 2)
    for a in range(len(scores)):
        for b in range(len(scores)):
            if {origins[a], destinations[a]} & {origins[b], destinations[b]}:
                total += np.outer(scores[a], scores[b])
    return total


@pytest.fixture
def pairs():
    rng = np.random.default_rng(1)
    couples = [(i, j) for i in range(7) for j in range(7) if i != j and rng.random() < 0.7]
    origins, destinations = (np.array(side) for side in zip(*couples, strict=True))
    return rng.normal(size=(len(couples), 2)) + 0.3, origins, destinations


def test_it_counts_every_couple_that_shares_a_country_once(pairs):
    scores, origins, destinations = pairs
    expected = dyads.positive(brute(scores, origins, destinations) * 7 / 6)
    assert dyads.meat(*pairs) == pytest.approx(expected)


def test_it_has_no_negative_variance():
    values = np.linalg.eigvalsh(dyads.positive(np.array([[1.0, 3.0], [3.0, 1.0]])))
    assert values.min() >= -1e-12
    assert values.max() == pytest.approx(4)
