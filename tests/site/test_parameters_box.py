"""The box of a chapter's parameters: generated from the cell, complete, and no number of it is taken for prose."""

import pytest
from bs4 import BeautifulSoup
from small_site import Repository

from kazmig.report.parameters import Parameter
from kazmig.site.parameters_box import other, values


@pytest.mark.parametrize(
    ("parameter", "said", "example"),
    [
        (Parameter("a", int, 1991, "m", 1991, 2015), "whole number, 1991 to 2015", "2003"),
        (Parameter("a", int, 2, "m", 1, 3), "whole number, 1 to 3", "1"),
        (Parameter("a", int, 9, "m", low=0), "whole number, 0 or more", "4"),
        (Parameter("a", float, 0.95, "m", high=1), "number, 1 or less", "0.975"),
        (Parameter("a", int, 5, "m"), "whole number", "6"),
        (Parameter("a", bool, False, "m"), "true or false", "true"),
        (Parameter("a", str, "x", "m"), "word", "..."),
        (Parameter("a", str, "x", "m", choices=("x", "y", "z")), "x, y or z", "y"),
    ],
)
def test_what_a_parameter_may_be(parameter: Parameter, said: str, example: str) -> None:
    assert values(parameter) == said
    assert other(parameter) == example
    if example != "...":
        parameter.read(example)  # the example is accepted


def test_the_box_stands_after_the_opening_with_the_command(built: Repository) -> None:
    page = BeautifulSoup(built.page("notebooks/flows"), "html.parser")
    box = page.select_one("details.parameters-box")
    assert box.summary.get_text() == "Parameters of this chapter"
    assert not box.has_attr("open")
    assert [cell.get_text() for cell in box.select("td")] == [
        "start",
        "1991",
        "First year",
        "whole number, 1991 to 2015",
    ]
    assert "kazmig run flows -p start=2003" in box.get_text()
    assert box.find(id="cell-flows-02") is not None
    assert box.find_previous("p", class_=False).get_text().startswith("They peaked")
    assert "1991" not in built.lint()


def test_a_cell_that_cannot_be_read_stops_the_build_with_the_line(repository: Repository) -> None:
    for path in (repository.run / "notebook.ipynb", repository.root / "notebooks" / "flows.ipynb"):
        path.write_text(path.read_text().replace("# First year [1991..2015]", ""))
    said = repository.refused()
    assert "start: its meaning is missing" in said
