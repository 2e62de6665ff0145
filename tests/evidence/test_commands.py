from pathlib import Path

import pytest
from typer.testing import CliRunner

from kazmig.evidence import EvidenceError
from kazmig.evidence.commands import app

from .conftest import Small

RUNNER = CliRunner()


def test_check_prints_what_is_there(written: Path) -> None:
    result = RUNNER.invoke(app, ["check", "--data", str(written)])
    assert result.exit_code == 0, result.output
    assert (
        "21 observations of 5 series from 4 sources, 1994 to 2024; 1 events, 1 claims, 1 corrections." in result.output
    )
    assert "Nothing is wrong." in result.output
    for part in ("geographies.csv", "observations/flows.csv", "panels/wpp.csv.gz"):
        assert part in result.output


def test_check_fails_and_names_what_is_wrong(small: Small) -> None:
    small.flows[0]["value"] = "many"
    small.panel[2]["births"] = "many"
    result = RUNNER.invoke(app, ["check", "--quick", "--data", str(small.write())])
    assert result.exit_code == 1
    assert "2 problems:" in result.output
    assert 'observations/flows.csv:2: value "many": the type is number. Remedy: write a plain number' in result.output
    assert 'panels/wpp.csv.gz:4: births "many": the type is integer' in result.output


def test_check_survives_what_cannot_be_read(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["check", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "datapackage.json" in result.output
    assert "a data package exists" in result.output


def test_show_prints_a_series_with_its_sources(written: Path) -> None:
    result = RUNNER.invoke(app, ["show", "departures_registered", "--all", "--data", str(written)])
    assert result.exit_code == 0, result.output
    assert "477,068" in result.output
    assert "observations/flows.csv:3" in result.output
    assert "daily: daily. The Daily." in result.output


def test_show_takes_filters(written: Path) -> None:
    arguments = ["show", "departures_registered", "--breakdown", "residence", "--data", str(written)]
    assert "100,000" in RUNNER.invoke(app, arguments).output
    arguments = ["show", "migrant_stock_abroad", "--vintage", "IMS 2020", "--data", str(written)]
    assert "4,200,000" in RUNNER.invoke(app, arguments).output
    arguments = ["show", "departures_registered", "--partner", "any", "--data", str(written)]
    assert "RUS" in RUNNER.invoke(app, arguments).output


def test_show_of_an_unknown_series_raises_the_family_error(written: Path) -> None:
    result = RUNNER.invoke(app, ["show", "departure", "--data", str(written)])
    assert isinstance(result.exception, EvidenceError)
    with pytest.raises(EvidenceError, match="unknown series 'departure'"):
        raise result.exception


def test_list_names_the_series_by_concept(written: Path) -> None:
    output = RUNNER.invoke(app, ["list", "--data", str(written)]).output
    assert [line.split()[:2] for line in output.splitlines()[1:]] == [
        ["emigrant_stock", "migrant_stock_abroad"],
        ["emigration", "departures_registered"],
        ["emigration_structure", "departures_registered_share"],
        ["immigration", "arrivals_registered"],
        ["net_migration", "net_registered"],
    ]
    output = RUNNER.invoke(app, ["list", "emigration", "--data", str(written)]).output
    assert "departures_registered" in output
    assert "arrivals_registered" not in output
