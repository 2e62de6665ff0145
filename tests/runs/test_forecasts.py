"""``kazmig forecast``: recording, refusing, scoring."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from kazmig import evidence, paths
from kazmig.chapters.forecast import recording
from kazmig.evidence import ledger
from kazmig.runs.forecasts import app


def kazmig(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, list(arguments), catch_exceptions=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real data package with an empty ledger."""
    copied = Path(shutil.copytree(paths.data(), tmp_path / "data"))
    for name, file in ledger.FILES.items():
        (copied / file).write_text(",".join(ledger.COLUMNS[name]) + "\n", encoding="utf-8")
    return copied


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forecasts made from nothing, so that a test of the command does not wait for the models."""

    def own(ev: evidence.Evidence, *, last_year: int | None, horizon: int, size: int, seed: int) -> recording.Made:
        last = 2025 if last_year is None else last_year
        bounds = dict(zip(ledger.NESTED, (4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0), strict=True))
        rows = [
            {"year": last + h, "origin": last, "horizon": h, "model": model}
            for h in (1, 2)
            for model in ("naive", "mean")
        ]
        about = {"series_id": "departures_registered", "geo": "KAZ", "role": "", "source_id": recording.OWN_SOURCE}
        return recording.Made(pd.DataFrame(rows).assign(**bounds, **about, note=""), "2026-08-31", last)

    def judged(ev: evidence.Evidence, made: recording.Made, *, size: int, seed: int) -> recording.Made:
        role = made.rows["model"].map({"naive": "headline"}).fillna("")
        return recording.Made(made.rows.assign(role=role), made.data_vintage, made.last_year)

    monkeypatch.setattr(recording, "own", own)
    monkeypatch.setattr(recording, "judged", judged)


def test_a_release_a_pseudo_vintage_and_the_un_are_recorded_once_each(folder: Path, quick: None) -> None:
    data = ("--data", str(folder))
    ours = ("--commit", "0123abc", "--made-on", "2026-11-22", *data)
    assert kazmig("record", "--un", "WPP 2022", *data).exit_code == 0
    assert (
        kazmig("record", "--data-to", "2015", *ours).output
        == "Recorded pseudo-2015 (pseudo): 4 forecasts of 2 years.\n"
    )
    assert kazmig("record", "--release", "0.2.0", *ours).exit_code == 0
    found = evidence.load(folder).forecasts
    assert found.groupby("release", sort=False)["kind"].first().to_dict() == {
        "WPP 2022": "un",
        "pseudo-2015": "pseudo",
        "0.2.0": "release",
    }
    assert found.loc[found["release"] == "WPP 2022", "made_on"].unique().tolist() == ["2022-07-11"]
    assert found.loc[found["kind"] == "pseudo", "release_note"].str.contains("no record of foresight").all()
    assert found.loc[found["role"] == "headline", ["release", "model"]].drop_duplicates().values.tolist() == [
        ["0.2.0", "naive"]
    ]
    again = kazmig("record", "--release", "0.2.0", *ours)
    assert "0.2.0 was recorded on 2026-11-22" in str(again.exception)
    assert len(evidence.load(folder).forecasts) == len(found)

    printed = kazmig("score", *data).output
    assert "pseudo-2015" in printed
    assert "WPP 2024" in printed
    assert "mean " not in printed.split("By release")[0], "other models only with --all"
    assert "0.2.0" not in printed, "nothing of it has been observed"
    assert " mean " in kazmig("score", "--all", "--release", "pseudo-2015", *data).output
    waiting = kazmig("score", "--release", "0.2.0", *data).output
    assert waiting == "No year that was forecast has been observed yet.\n"
    unknown = kazmig("score", "--release", "9.9", *data)
    assert "has no release '9.9'. Remedy: it has WPP 2022, pseudo-2015, 0.2.0" in str(unknown.exception)


def test_the_uns_projections_take_no_options_of_ours(folder: Path) -> None:
    refused = kazmig("record", "--un", "WPP 2022", "--data-to", "2015", "--data", str(folder))
    assert "as published" in str(refused.exception)


def test_the_help_says_what_is_done() -> None:
    for arguments in (["--help"], ["record", "--help"], ["score", "--help"]):
        said = kazmig(*arguments)
        assert said.exit_code == 0
    assert "never rewritten" in kazmig("record", "--help").output
