"""Writing the ledger: a release is appended once and whole, or not at all."""

import subprocess
from pathlib import Path

import pandas as pd
import pytest
from tests.evidence.conftest import Small, contents
from tests.evidence.test_ledger import with_ledger

from kazmig import evidence
from kazmig.evidence import EvidenceError, ledger
from kazmig.runs.errors import RunError
from kazmig.runs.ledger import Entry, append, commit

ENTRY = Entry("0.2.0", "release", "2026-11-22", "0123abc", "2026-08-31", "Made before, that is.")


def rows(years: tuple[int, ...] = (2027, 2026), **change: object) -> pd.DataFrame:
    """Return forecasts to record, in an order that is not the ledger's."""
    frame = pd.DataFrame({"year": years, "origin": 2025, "horizon": [year - 2025 for year in years]})
    bounds = dict(zip(ledger.NESTED, (1.4, 2.5, 3.6, 4.0, 5.5, 6.5, 7.2), strict=True))
    about = {"series_id": "departures_registered", "geo": "KAZ", "model": "naive", "role": "", "source_id": "bureau"}
    return frame.assign(**bounds, **about, note="").assign(**change)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small: Small = contents(tmp_path / "data")
    return with_ledger(small, [], [])


def test_a_release_is_appended_sorted_in_whole_people_and_sealed(folder: Path) -> None:
    append(folder, ENTRY, rows())
    found = evidence.load(folder).forecasts
    assert found["year"].tolist() == [2026, 2027]
    assert found["low_95"].tolist() == [1, 1]
    assert found["high_95"].tolist() == [7, 7]
    assert set(found["made_on"]) == {"2026-11-22"}
    assert (folder / "forecasts/ledger.csv").read_text("utf-8").splitlines()[1].startswith("0.2.0,departures")
    assert evidence.check(folder) == []


def test_a_second_release_leaves_the_first_as_it_was(folder: Path) -> None:
    append(folder, ENTRY, rows())
    before = {file: (folder / file).read_text("utf-8") for file in ledger.FILES.values()}
    append(folder, Entry("0.3.0", "release", "2027-02-01", "0123abd", "2027-01-30", ""), rows(years=(2027,)))
    for file, text in before.items():
        assert (folder / file).read_text("utf-8").startswith(text)
    assert evidence.load(folder).forecasts["release"].tolist() == ["0.2.0", "0.2.0", "0.3.0"]


def test_a_release_is_never_rewritten(folder: Path) -> None:
    append(folder, ENTRY, rows())
    with pytest.raises(RunError, match=r"releases.csv:2: 0.2.0 was recorded on 2026-11-22, .* never rewritten"):
        append(folder, ENTRY, rows(median=4.2))
    assert len(evidence.load(folder).forecasts) == 2


def test_what_would_break_a_rule_leaves_the_ledger_as_it_was(folder: Path) -> None:
    with pytest.raises(EvidenceError, match="before its year has ended"):
        append(folder, ENTRY, rows(years=(2024,), origin=2023, horizon=1))
    assert evidence.load(folder).forecasts.empty
    with pytest.raises(RunError, match="no forecast to record"):
        append(folder, ENTRY, rows().iloc[:0])


def git(root: Path, *arguments: str) -> str:
    """Run git in a throw-away repository."""
    named = ("-c", "user.name=T", "-c", "user.email=t@example.org")
    return subprocess.run(["git", *named, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def test_the_commit_is_the_one_that_the_files_stand_at(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "data" / "forecasts").mkdir(parents=True)
    code, kept = tmp_path / "code.py", tmp_path / "data" / "forecasts" / "ledger.csv"
    code.write_text("1\n")
    kept.write_text("release\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    head = git(tmp_path, "rev-parse", "HEAD").strip()
    assert commit(tmp_path) == head
    kept.write_text("release\n0.2.0\n")
    assert commit(tmp_path) == head
    code.write_text("2\n")
    with pytest.raises(RunError, match=r"code.py differs from the last commit.* commit first"):
        commit(tmp_path)


def test_outside_of_a_repository_the_commit_has_to_be_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="name the commit with --commit"):
        commit(tmp_path)
