"""Statements of documents and the chapters whose figures they were tested on lead to each other."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_site import STATEMENTS, Repository

from kazmig.site.published import Published, Run
from kazmig.site.statements import Statements, observed, read, sharing

MANIFEST = {"notebook": "notebooks/claims.ipynb"}


@pytest.fixture
def shelf(tmp_path: Path) -> Published:
    (tmp_path / "claims.paper.csv").write_text(STATEMENTS)
    (tmp_path / "claims.count.csv").write_text("verdict,lineage\nsupported,claims.csv:2\n")
    runs = {name: Run(name, tmp_path, MANIFEST) for name in ("claims", "flows", "exodus", "policy")}
    records = {
        ("table", "claims.paper"): {"data": "claims.paper.csv", "rows": ["observations/flows.csv:2"]},
        ("table", "claims.count"): {"data": "claims.count.csv", "rows": []},
        ("fact", "flows.peak"): {"rows": ["observations/flows.csv:2-9"]},
        ("finding", "exodus.low"): {"rows": ["observations/flows.csv:3", "claims.csv:2"]},
    }
    return Published(runs, records)


def test_a_statement_belongs_to_the_chapters_that_share_a_row(shelf: Published) -> None:
    found = read(shelf)
    assert list(found.by_id) == ["left", "why"]
    assert found.by_id["left"].chapters == ("flows",)
    assert found.by_id["why"].chapters == ()
    assert [each.claim_id for each in found.of_chapter("flows")] == ["left"]
    assert found.of_chapter("exodus") == []  # a row of claims.csv is no figure
    assert [each.anchor for each in found.of_table("claims.paper")] == ["claim-left", "claim-why"]


def test_chapters_that_share_most_come_first() -> None:
    rows = observed(["observations/a.csv:1-3"])
    behind = {"x": observed(["observations/a.csv:3"]), "y": rows, "z": observed(["observations/b.csv:1"]), "home": rows}
    assert sharing(rows, behind, "home") == ("y", "x")


def test_a_verdict_that_changes_outdates_both_pages(shelf: Published) -> None:
    before = read(shelf)
    path = shelf.runs["claims"].folder / "claims.paper.csv"
    path.write_text(STATEMENTS.replace("supported", "contradicted"))
    after = read(shelf)
    for chapter, changes in {"flows": True, "claims": True, "policy": False}.items():
        assert (before.digest(chapter, {}) != after.digest(chapter, {})) is changes


def test_without_statements_nothing_is_said() -> None:
    assert read(Published()) == Statements()


def test_the_pages_lead_to_each_other(rich: Repository) -> None:
    flows = BeautifulSoup(rich.page("notebooks/flows"), "html.parser")
    block = flows.find(id="statements-of-documents")
    assert block.summary.get_text() == "Statements of documents on this chapter's figures: 1 supported"
    assert [link["href"] for link in block.select("a")] == ["claims.html#claim-left"]
    claims = BeautifulSoup(rich.page("notebooks/claims"), "html.parser")
    row = claims.find(id="claim-left")
    assert [link["href"] for link in row.select(".row-links a")] == ["flows.html#statements-of-documents"]
    assert claims.find(id="claim-why").select(".row-links") == []
    assert claims.find(id="statements-of-documents") is None
    assert rich.lint() == "no untraced numbers\n"


def test_where_no_chapter_judges_there_is_no_block(built: Repository) -> None:
    assert "statements-of-documents" not in built.page("notebooks/flows")
