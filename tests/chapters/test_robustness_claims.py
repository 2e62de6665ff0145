"""The table of specifications: its columns, its names, and that none stands there twice."""

import pandas as pd
import pytest

from kazmig.chapters.robustness.claims import BREAKS, CHOICES, CLAIMS, COLUMNS, TITLES, row, table
from kazmig.chapters.robustness.reasons import CHOICES_OF


def test_a_row_is_named_by_its_claim_and_choices() -> None:
    made = row("peak", 3, True, lineage="a.csv:2", measure="Persons", method="As counted", first=1991)
    assert made["spec"] == "peak | Persons | As counted"
    assert (made["first"], made["last"], made["book"], made["definition"]) == (1991, 0, False, "")
    assert set(made) == set(COLUMNS)


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        row("peak", 3, True, lineage="a.csv:2", colour="red")


def test_a_specification_stands_there_once() -> None:
    one = row("peak", 3, True, lineage="a.csv:2", measure="Persons")
    with pytest.raises(ValueError, match=r"peak \| Persons"):
        table([one, {**one, "estimate": 4.0}])
    assert pd.api.types.is_bool_dtype(table([one])["holds"])


def test_every_claim_has_a_title_and_reasons_for_its_choices() -> None:
    keys = [claim.key for claim in (*CLAIMS, *BREAKS)]
    assert len(keys) == len(set(keys)) == len(set(TITLES.values()))
    assert set(CHOICES_OF) == set(keys)
    for key, choices in CHOICES_OF.items():
        assert set(choices) <= set(CHOICES), key
        assert all(len(why.split()) > 3 for _, why in choices.values()), key
