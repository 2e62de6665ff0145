"""Chapters that share a parameter mean the same by it: one name, one type, default, meaning and range."""

from itertools import combinations
from pathlib import Path

import pytest
from tests.runs.conftest import PROJECT, Repository, code

from kazmig.report.parameters import Parameter, declared
from kazmig.runs import inputs


def differences(notebooks: list[Path]) -> list[str]:
    """Return a line for every parameter that two notebooks declare differently."""
    found: dict[str, dict[str, Parameter]] = {
        path.stem: {parameter.name: parameter for parameter in declared(path)} for path in notebooks
    }
    return [
        f"{name}: {first} declares {found[first][name]}, {second} declares {found[second][name]}"
        for first, second in combinations(sorted(found), 2)
        for name in found[first].keys() & found[second].keys()
        if found[first][name] != found[second][name]
    ]


def test_chapters_declare_a_shared_parameter_alike() -> None:
    notebooks = [PROJECT / "notebooks" / f"{name}.ipynb" for name in inputs.chapters(PROJECT)]
    assert notebooks, "the book has chapters"
    assert differences(notebooks) == []


@pytest.mark.parametrize(
    "other",
    [
        "year: float = 1991  # first year [1991..2020]",
        "year: int = 1992  # first year [1991..2020]",
        "year: int = 1991  # last year [1991..2020]",
        "year: int = 1991  # first year [1990..2020]",
    ],
)
def test_a_difference_in_type_default_meaning_or_range_is_found(repository: Repository, other: str) -> None:
    first = repository.notebook("flows", [code("year: int = 1991  # first year [1991..2020]", "parameters")])
    second = repository.notebook("policy", [code(other, "parameters")])
    assert len(differences([first, second])) == 1
    assert differences([first, first]) == []
