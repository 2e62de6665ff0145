"""Standard errors for pairs: two pairs may go together whenever they share a country."""

from typing import Any

import numpy as np

from kazmig.trends.twoway import Floats, Whole


def meat(scores: Floats, origins: Whole, destinations: Whole) -> Floats:
    """Return the middle of the sandwich for dyadic data.

    It adds up the products of the scores of all couples of pairs that share a country on either side (Aronow, Samii and
    Assenova, 2015): each country's summed scores squared, less the pairs of two countries that this counts twice. It
    allows for more dependence than clusters by origin, by destination or by pair do.

    Parameters
    ----------
    scores
        One row a pair, one column a coefficient.
    origins, destinations
        Numbers of the countries of each pair, from one common list.

    Returns
    -------
    array
        One row and column a coefficient, multiplied by G / (G - 1) for G countries. Negative eigenvalues, which the
        subtraction can leave, are set to zero.
    """
    count = int(max(origins.max(), destinations.max())) + 1
    countries = np.zeros((count, scores.shape[1]))
    np.add.at(countries, origins, scores)
    np.add.at(countries, destinations, scores)
    low, high = np.minimum(origins, destinations), np.maximum(origins, destinations)
    _, couples = np.unique(low * count + high, return_inverse=True)
    together = np.zeros((int(couples.max()) + 1, scores.shape[1]))
    np.add.at(together, couples, scores)
    present = len(np.unique(np.concatenate([origins, destinations])))
    middle = (countries.T @ countries - together.T @ together) * present / (present - 1)
    return positive((middle + middle.T) / 2)


def positive(matrix: Floats) -> Floats:
    """Return a symmetric matrix with its negative eigenvalues set to zero."""
    values, vectors = np.linalg.eigh(matrix)
    result: np.ndarray[Any, np.dtype[np.float64]] = (vectors * np.clip(values, 0, None)) @ vectors.T
    return result
