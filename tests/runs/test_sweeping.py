"""The long results that are kept: up to date, and the same when some of their rows are computed again."""

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from kazmig import evidence, sweeps
from kazmig.runs import sweeping
from kazmig.runs.errors import RunError

SAMPLE = 60


def test_every_sweep_is_kept_and_up_to_date() -> None:
    assert sweeps.names() == tuple(sorted(sweeping.SWEEPS))
    stale = {name: sweeps.changes(name) for name in sweeping.SWEEPS}
    assert stale == dict.fromkeys(sweeping.SWEEPS, ()), "run `make sweep` and commit data/sweeps"


@pytest.mark.parametrize("name", sweeping.SWEEPS)
def test_the_manifest_says_what_the_module_says(name: str) -> None:
    record, module = sweeps.manifest(name), sweeping.module(name)
    assert record.computed_by == sweeping.SWEEPS[name]
    assert record.parameters == module.PARAMETERS
    assert record.seed == module.SEED
    assert set(sweeping.ALWAYS) < set(record.data)


@pytest.mark.parametrize("name", sweeping.SWEEPS)
def test_a_sample_computed_again_is_the_same(name: str) -> None:
    kept = sweeps.read(name)
    chosen = np.random.default_rng(1991).choice(len(kept), SAMPLE, replace=False)
    rows = kept.iloc[np.sort(chosen)].reset_index(drop=True)
    again = sweeping.module(name).again(evidence.load(), rows)
    pd.testing.assert_frame_equal(again, rows, check_dtype=False, rtol=1e-6)


def test_the_sample_would_show_a_changed_result() -> None:
    rows = sweeps.read("robustness").iloc[:3].reset_index(drop=True)
    again = sweeping.module("robustness").again(evidence.load(), rows)
    with pytest.raises(AssertionError):
        pd.testing.assert_frame_equal(again, rows.assign(estimate=rows["estimate"] * 1.001), check_dtype=False)


def test_check_passes_while_nothing_has_changed_and_fails_after(monkeypatch: pytest.MonkeyPatch) -> None:
    run = CliRunner()
    done = run.invoke(sweeping.app, ["--check"])
    assert done.exit_code == 0, done.output
    assert "robustness: up to date" in done.output
    monkeypatch.setattr(sweeps, "changes", lambda name: ("data/observations/flows.csv has changed",))
    done = run.invoke(sweeping.app, ["robustness", "--check"])
    assert done.exit_code == 1
    assert "flows.csv has changed" in done.output


def test_an_unknown_sweep_is_named_with_the_known_ones() -> None:
    with pytest.raises(RunError, match=r"no sweep 'world'.*robustness"):
        sweeping.module("world")
