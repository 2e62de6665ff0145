import pytest

from kazmig.report import cells


@pytest.fixture
def index(repository):
    path = repository.notebook(
        "a: int = 1  # one",
        "%matplotlib inline\nreport.fact('peak', f, data=d)\nreport.fact(key='low', value=f, data=d)",
        "for year in years:\n    report.fact(f'in_{year}_people', f, data=d)",
        "report.figure(\n    'peak', chart,\n    data=d)",
        "this is no python",
        "for name in names:\n    report.table(name, data=d)",
    )
    return cells.index(path)


@pytest.mark.parametrize(
    ("method", "name", "cell", "position"),
    [
        ("fact", "peak", "flows-01", 1),
        ("fact", "low", "flows-01", 1),
        ("fact", "in_1994_people", "flows-02", 2),
        ("figure", "peak", "flows-03", 3),
        ("table", "anything", "flows-05", 5),
    ],
)
def test_the_cell_that_publishes_an_id_is_found(index, method, name, cell, position):
    assert index.find(method, name) == cells.Cell(cell, position)


def test_an_id_that_no_cell_names_has_no_cell(index):
    assert index.find("fact", "unknown") == cells.NOWHERE
    assert index.find("finding", "peak") == cells.NOWHERE
