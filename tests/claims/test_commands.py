import pytest
from typer.testing import CliRunner

from kazmig.claims import ClaimError
from kazmig.claims.commands import app

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})


def test_one_claim_is_shown_with_every_witness():
    result = RUNNER.invoke(app, ["judge", "--claim", "irin_peak_size"])
    assert result.exit_code == 0, result.output
    assert "depends on the definition" in result.output
    assert "477,068 persons (1994)" in result.output
    assert "observations/flows.csv:" in result.output


def test_an_unknown_claim_is_an_error_with_a_remedy():
    result = RUNNER.invoke(app, ["judge", "--claim", "irin_nothing"])
    assert isinstance(result.exception, ClaimError)
    assert "Remedy" in str(result.exception)


@pytest.mark.parametrize("option", ["--claim", "--data"])
def test_help_is_complete(option):
    result = RUNNER.invoke(app, ["judge", "--help"])
    assert result.exit_code == 0
    assert option in result.output
