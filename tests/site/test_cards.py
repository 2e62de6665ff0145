"""Cards of facts: the steps to a value, other sources' values, what to cite."""

import json
from pathlib import Path
from typing import Any

import pytest

from kazmig import paths
from kazmig.site import cards
from kazmig.site.library import Library
from kazmig.site.rivals import Rivals

COLUMNS = "series_id,geo,partner,sex,age,breakdown,category,period,value,vintage,source_id,locator"
SERIES = """series_id,concept,title,unit
net_registered,net,Register,persons
net_migrants_wpp,net,Estimate,persons
five_year,net,Five years,persons
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "observations").mkdir()
    (tmp_path / "series.csv").write_text(SERIES)
    (tmp_path / "sources.csv").write_text(
        "source_id,title,author,publisher,published\nours,Yearbook,,Bureau,2025\nnews,Story,A. Writer,Paper,2024\n"
    )
    (tmp_path / "corrections.csv").write_text(
        "series_id,geo,partner,breakdown,category,period,source_id,action\nnet_registered,KAZ,,,,2001,wrong,drop\n"
    )
    rows = [
        "net_registered,KAZ,,,,,,2001,100,2025,ours,row 3",
        "net_registered,KAZ,,,,,,2001,102,2020,news,",
        "net_registered,KAZ,,,,,,2001,900,2020,wrong,",
        "net_migrants_wpp,KAZ,,,,,,2001,50,2024,news,page 2",
        "five_year,KAZ,,,,,,2001,999,2024,news,page 9",  # of the same concept, and another quantity
        "net_registered,KAZ,,,,,,2002,77,2025,ours,row 4",
        "net_registered,UZB,,,,,,2001,5,2025,ours,row 5",
    ]
    (tmp_path / "observations" / "flows.csv").write_text("\n".join([COLUMNS, *rows]) + "\n")
    return Library(tmp_path)


def record(**changes: Any) -> dict[str, Any]:
    plain = {
        "key": "flows.x",
        "value": 100.0,
        "text": "100",
        "unit": "persons",
        "period": "2001",
        "scale": 1,
        "code": "lambda d: d.max()",
        "settings": {},
        "series": ["net_registered"],
        "sources": ["ours"],
        "rows": ["observations/flows.csv:2-4", "observations/flows.csv:7"],
        "decisive_rows": ["observations/flows.csv:2"],
        "derivation": ["Register (net_registered)", "decided by observations/flows.csv:2: 2001, 100"],
    }
    return plain | changes


def test_other_values_are_of_the_same_quantity_alone(library: Library) -> None:
    found = Rivals(library).of(record())
    assert [(rival.row["value"], rival.other_series, rival.difference) for rival in found] == [
        ("102", False, "+2.0 percent"),
        ("50", True, "\N{MINUS SIGN}50 percent"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"value": 101.0},  # computed from the row, not the row itself
        {"decisive_rows": ["observations/flows.csv:2-3"]},
        {"decisive_rows": ["panels/wpp.csv.gz:2"]},
        {"value": "Russia"},
    ],
)
def test_a_value_that_is_no_single_observation_has_no_rivals(library: Library, changes: dict[str, Any]) -> None:
    assert Rivals(library).of(record(**changes)) == []


def test_the_steps_lead_from_rows_to_the_printed_value(library: Library) -> None:
    steps = cards.steps_of(record(scale=1000, settings={"year": 2001}), library)
    assert steps[0] == "4 rows of data/: observations/flows.csv (Register)"
    assert steps[1].startswith("Decided by observations/flows.csv:2")
    assert steps[2:] == ["Computed by lambda d: d.max()", "with year = 2001", "Divided by 1,000", "Printed as 100"]


def test_a_citation_names_value_source_and_permanent_address(library: Library) -> None:
    said = cards.citation("flows.x", record(), library, "How many", "https://a.example/")
    assert said.startswith("Register: 100 persons, 2001. Source: Bureau, Yearbook (2025), row 3.")
    assert said.endswith("https://a.example/book/facts.html#flows.x")


@pytest.mark.book
def test_every_fact_of_the_book_has_its_card() -> None:
    html = paths.build() / "html"
    lineage = json.loads((html / "lineage.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = {}
    for path in sorted((html / "cards").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        content = json.loads(text[text.index("]=") + 2 : -2])
        found |= content["facts"]
        for card in content["facts"].values():
            assert all(number < len(content["sources"]) for number, _ in card["sources"])
            assert card["steps"]
            assert card["definition"]
    assert set(found) == set(lineage["facts"])
    assert any(card["others"] for card in found.values())
