"""The ledger of published values: what moves without an entry stops the build."""

import csv
import json
from pathlib import Path

import pytest

from kazmig import paths
from kazmig.runs import inputs, published
from kazmig.runs.comparing import compare
from kazmig.runs.errors import RunError


def book(root: Path, **facts: object) -> Path:
    """Write a repository whose one chapter publishes facts."""
    folder = root / "_build" / "runs" / "flows" / "default"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "data").mkdir(exist_ok=True)
    records = [
        {"key": f"flows.{name}", "value": value, "text": str(value), "scale": 1} for name, value in facts.items()
    ]
    manifest = {"facts": records, "findings": [], "figures": [], "tables": []}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return root


def test_without_a_ledger_nothing_is_refused(tmp_path: Path) -> None:
    published.check(book(tmp_path, peak=1.0), ["flows"])


def test_what_moves_or_vanishes_without_an_entry_is_refused(tmp_path: Path) -> None:
    published.record(book(tmp_path, peak=477068.0, low=7608.0), ["flows"], "1.0", "")
    published.check(tmp_path, ["flows"])
    with pytest.raises(RunError, match=r"fact flows.peak: 477068.0 -> 477069.0[\s\S]*kazmig publish --reason"):
        published.check(book(tmp_path, peak=477069.0, low=7608.0), ["flows"])
    with pytest.raises(RunError, match=r"flows.low: no longer published \(was 7608.0\)"):
        published.check(book(tmp_path, peak=477068.0), ["flows"])


def test_a_change_needs_a_reason_and_a_release_that_is_not_out(tmp_path: Path) -> None:
    published.record(book(tmp_path, peak=1.0), ["flows"], "1.0", "")
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n\n## [1.0] - 2026-12-01\n")
    book(tmp_path, peak=2.0)
    with pytest.raises(RunError, match="Say why"):
        published.record(tmp_path, ["flows"], "1.1", " ")
    with pytest.raises(RunError, match=r"1\.0 is out"):
        published.record(tmp_path, ["flows"], "1.0", "A source was revised.")
    published.record(tmp_path, ["flows"], "1.1", "A source was revised.")
    published.check(tmp_path, ["flows"])
    assert [(row["release"], row["value"], row["reason"]) for row in published.rows(tmp_path)] == [
        ("1.0", "1.0", "first published"),
        ("1.1", "2.0", "A source was revised."),
    ]
    book(tmp_path, peak=3.0)
    published.record(tmp_path, ["flows"], "1.1", "And again.")  # before the release is out its row is replaced
    assert [row["value"] for row in published.rows(tmp_path)] == ["1.0", "3.0"]


def test_nothing_is_written_where_an_id_has_vanished(tmp_path: Path) -> None:
    published.record(book(tmp_path, peak=1.0, low=1.0), ["flows"], "1.0", "")
    before = (tmp_path / "data" / published.LEDGER).read_bytes()
    with pytest.raises(RunError, match="permanent"):
        published.record(book(tmp_path, peak=2.0), ["flows"], "1.1", "Why.")
    assert (tmp_path / "data" / published.LEDGER).read_bytes() == before


@pytest.mark.parametrize(("cell", "wrong"), [("value", "many"), ("tolerance", "some")])
def test_a_broken_row_is_named(tmp_path: Path, cell: str, wrong: str) -> None:
    published.record(book(tmp_path, peak=1.0), ["flows"], "1.0", "")
    path = tmp_path / "data" / published.LEDGER
    (row,) = csv.DictReader(path.read_text().splitlines())
    path.write_text(f"{','.join(published.COLUMNS)}\n{','.join({**row, cell: wrong}.values())}\n")
    with pytest.raises(RunError, match=f"line 2.*{wrong}"):
        published.recorded(tmp_path)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / published.LEDGER).write_text("kind,id\n")
    with pytest.raises(RunError, match="line 1"):
        published.rows(tmp_path)


@pytest.mark.book
def test_the_book_publishes_what_is_recorded() -> None:
    root = paths.root()
    found = compare(published.recorded(root), published.now(root, inputs.chapters(root)))
    wrong = [published.told(each) for each in found if each.status not in ("identical", "within")]
    assert not wrong, "record what is new with `kazmig publish`: " + "; ".join(wrong[:20])
