"""The one-page summary of a chapter is made from the chapter: answer, chief figures, limits, version, citation."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from nbformat.v4 import new_markdown_cell
from small_site import SVG, TEXT, Repository, make

from kazmig.site.nodes import published
from kazmig.site.summary import first_sentence, first_sentences

LIMITS = """
## What the data cannot say

- **Who left without a form.** The register misses them. Nobody counts them.
- Why they left, in [a register](../book/plain.md). No more.

Nothing else. Or little.
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    there = make(tmp_path_factory.mktemp("printed"))
    there.notebook(TEXT + "\nThis chapter answers one question.\n", extra=[new_markdown_cell(LIMITS, id="flows-05")])
    there.build()
    return there


@pytest.fixture(scope="module")
def summary(printed: Repository) -> BeautifulSoup:
    return BeautifulSoup(printed.page("summaries/flows"), "html.parser").select_one("article .summary")


def test_it_opens_with_the_title_and_the_answer(summary: BeautifulSoup) -> None:
    assert summary.h1.get_text() == "Departures"
    answer = summary.select_one("p.summary-answer")
    assert answer.get_text().startswith("They peaked at 477,068 in 1994.")
    assert "This chapter answers" not in summary.get_text()
    assert answer.select_one('a.fact[data-fact="flows.peak"]')["href"] == "../records/flows.html#flows.peak"


def test_the_first_figure_is_drawn_and_leads_to_the_chapter(summary: BeautifulSoup) -> None:
    figure = summary.select_one('figure[data-figure-small="flows.all"]')
    assert figure.select_one(".chart-title a")["href"] == "../notebooks/flows.html#figure-flows.all"
    assert [svg["width"] for svg in figure.select("svg")] == ["700"]  # alone, so wide


def test_limits_are_the_first_sentences_of_the_section(summary: BeautifulSoup) -> None:
    assert [item.get_text() for item in summary.select("ul.summary-list li")] == [
        "Who left without a form. The register misses them.",
        "Why they left, in a register.",
        "Nothing else.",
    ]
    assert summary.select("ul.summary-list li a")[0]["href"] == "../book/plain.html"


def test_it_ends_with_release_and_citation(summary: BeautifulSoup) -> None:
    foot = " ".join(summary.select_one(".summary-foot").get_text().split())
    for words in ("from 1 source:", "chapter “Departures”", "version", "data of 2026-02-01", "CC BY 4.0", "Not peer"):
        assert words in foot


def test_the_chapter_leads_to_it_and_the_lint_reads_it(printed: Repository, summary: BeautifulSoup) -> None:
    chapter = BeautifulSoup(printed.page("notebooks/flows"), "html.parser")
    link = chapter.select_one(".chapter-aids a")
    assert link["href"] == "../summaries/flows.html"
    assert link.find_next("details")["class"] == ["parameters-box"]
    assert printed.lint() == "no untraced numbers\n"
    page = printed.html / "summaries" / "flows.html"
    before = page.read_text(encoding="utf-8")
    page.write_text(before.replace("Nothing else.", "Nothing else of 1,234."), encoding="utf-8")
    assert "summaries/flows.html: '1,234'" in printed.lint()
    page.write_text(before, encoding="utf-8")


def test_two_narrow_drawings_stand_side_by_side_unless_they_are_tall(repository: Repository) -> None:
    manifest = repository.manifest()
    second = {**manifest["figures"]["flows.all"], "files": {**manifest["figures"]["flows.all"]["files"]}}
    second["files"]["narrow.svg"] = "figures/second.narrow.svg"
    manifest["figures"]["flows.second"] = second
    repository.publish(manifest)
    path = repository.run / "notebook.ipynb"
    notebook = (
        path.read_text(encoding="utf-8").replace("flows.years", "flows.second").replace("kazmig.table", "kazmig.figure")
    )
    for place in (path, Path(repository.root / "notebooks" / "flows.ipynb")):
        place.write_text(notebook, encoding="utf-8")
    for drawing, widths in ((SVG.format(w=300), ["300", "300"]), (SVG.format(w=50), ["700"])):
        (repository.run / "figures" / "second.narrow.svg").write_text(drawing, encoding="utf-8")
        repository.build()
        page = BeautifulSoup(repository.page("summaries/flows"), "html.parser")
        assert [svg["width"] for svg in page.select(".summary svg")] == widths


def test_a_finding_is_a_sentence() -> None:
    paragraph = nodes.paragraph("", "")
    paragraph += published(kind="finding", key="flows.low", form="inline")
    paragraph += nodes.Text(" And more.")
    assert len(first_sentence(paragraph).children) == 1


def test_a_chapter_without_limits_has_none() -> None:
    assert first_sentences(nodes.section("", nodes.title("", "Departures"))) == []
