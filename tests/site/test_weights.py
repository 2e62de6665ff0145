"""Lists of what rests on what: figures and tables with their sources, and the weight of each source."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell
from small_site import Repository

from kazmig.site.weights import one_publisher


def test_every_figure_and_table_is_listed_with_its_files(built: Repository) -> None:
    page = BeautifulSoup(built.page("book/figures"), "html.parser")
    section = page.find(id="figures-flows")
    assert [heading.get_text() for heading in section.select("h3")] == ["Figures", "Tables"]
    figure, table = section.select("li")
    assert figure.a["href"] == "../notebooks/flows.html#figure-flows.all"
    assert figure.a.get_text() == "Departures fell to 7,608"
    assert [link.get_text() for link in figure.select("a")[1:]] == ["1 source", "CSV", "SVG", "PNG", "Vega-Lite"]
    assert table.select("a")[1]["href"] == "../records/flows.html#table-flows.years"
    assert (built.html / "book" / table.select("a")[2]["href"]).resolve().is_file()


def test_sources_are_weighed(rich: Repository) -> None:
    page = BeautifulSoup(rich.page("book/weights"), "html.parser")
    rows = {row["id"]: [cell.get_text() for cell in row.select("td.number")] for row in page.select("#weight tbody tr")}
    assert rows == {  # figures, tables, facts, findings, in all, alone
        "weight-bureau": ["1", "2", "2", "1", "6", "5"],
        "weight-paper": ["0", "1", "0", "0", "1", "0"],
    }


def test_figures_of_one_source_are_named(built: Repository) -> None:
    page = BeautifulSoup(built.page("book/weights"), "html.parser")
    single = page.find(id="single-source")
    assert single.select_one("li a")["href"] == "../notebooks/flows.html#figure-flows.all"
    assert "1 of 1 figures; 2 of 2 facts rest on one document." in single.get_text()


@pytest.mark.parametrize(("sources", "who"), [(["a", "b"], "Bureau"), (["a", "c"], ""), ([], "")])
def test_two_documents_of_one_publisher_are_one_voice(sources: list[str], who: str) -> None:
    assert one_publisher(sources, {"a": "Bureau", "b": "Bureau", "c": "Ministry"}) == who


def test_what_is_missing_is_linked_where_a_chapter_says_it(repository: Repository) -> None:
    assert "Every chapter ends" in repository.page("book/weights")
    repository.notebook(extra=[new_markdown_cell("## What the data cannot say\n\nNothing.\n", id="flows-05")])
    repository.build()
    missing = BeautifulSoup(repository.page("book/weights"), "html.parser").find(id="missing")
    assert [link["href"] for link in missing.select("a")] == ["../notebooks/flows.html#what-the-data-cannot-say"]
