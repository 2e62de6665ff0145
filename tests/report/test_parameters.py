import pytest

from kazmig.report import ParameterError, Report
from kazmig.report import parameters as p

CELL = """# what a reader may change
start_year: int = 1994  # first year shown [1991..2000]
level: float = 0.9  # level of the intervals [0.5..0.99]
method: str = 'closed'  # method of the estimate {closed|open}
smooth: bool = False  # whether lines are smoothed
"""


@pytest.fixture
def declared(repository):
    return p.declared(repository.notebook(CELL))


def test_the_parameters_cell_is_read(declared):
    assert [parameter.name for parameter in declared] == ["start_year", "level", "method", "smooth"]
    start, level, method, smooth = declared
    assert (start.type, start.default, start.meaning, start.low, start.high) == (
        int,
        1994,
        "first year shown",
        1991,
        2000,
    )
    assert (level.default, level.low, level.high) == (0.9, 0.5, 0.99)
    assert (method.choices, method.default) == (("closed", "open"), "closed")
    assert (smooth.type, smooth.default, smooth.choices) == (bool, False, None)


def test_defaults_are_filled_in(declared):
    assert p.check({"method": "open"}, declared) == {
        "start_year": 1994,
        "level": 0.9,
        "method": "open",
        "smooth": False,
    }
    assert p.check({"level": 0.5}, declared)["level"] == 0.5


def test_an_unknown_name_is_refused_with_the_nearest(declared):
    with pytest.raises(
        ParameterError, match=r"unknown parameter 'start_yaer'. Did you mean start_year\?.*int, 1991 to 2000"
    ):
        p.check({"start_yaer": 1995}, declared)
    with pytest.raises(ParameterError, match="unknown"):
        p.parse({"x": "1"}, declared)


@pytest.mark.parametrize(
    "given",
    [
        {"start_year": "1995"},
        {"start_year": 1995.0},
        {"start_year": True},
        {"start_year": None},
        {"smooth": 1},
        {"method": 2},
    ],
)
def test_a_wrong_type_is_refused(declared, given):
    with pytest.raises(ParameterError, match=r"is of type .*; it must be"):
        p.check(given, declared)


@pytest.mark.parametrize("given", [{"start_year": 1990}, {"start_year": 2001}, {"level": 1.0}, {"method": "half"}])
def test_a_value_out_of_range_is_refused(declared, given):
    with pytest.raises(ParameterError, match=r"out of range; it must be .*default"):
        p.check(given, declared)


def test_a_float_may_be_a_whole_number_but_not_missing(repository):
    declared = p.declared(repository.notebook("gap: float = 1.0  # years apart [0..5]"))
    value = p.check({"gap": 2}, declared)["gap"]
    assert (value, type(value)) == (2.0, float)
    with pytest.raises(ParameterError):
        p.check({"gap": float("nan")}, declared)


@pytest.mark.parametrize(("text", "value"), [("2000", 2000), (" 1991 ", 1991)])
def test_a_command_lines_text_is_read(declared, text, value):
    assert p.parse({"start_year": text, "smooth": "True", "level": ".75"}, declared) == {
        "start_year": value, "level": 0.75, "method": "closed", "smooth": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    "given", [{"start_year": "2000.5"}, {"start_year": "2e3"}, {"level": "much"}, {"smooth": "1"}, {"start_year": ""}]
)
def test_a_command_lines_text_is_read_strictly(declared, given):
    with pytest.raises(ParameterError, match=r"is no (int|float|bool)"):
        p.parse(given, declared)


def test_the_folder_is_default_only_for_the_defaults(declared):
    assert p.folder({}, declared) == p.folder({"start_year": 1994}, declared) == "default"
    other = p.folder({"start_year": 1995}, declared)
    assert other != "default"
    assert other == p.folder({"start_year": 1995, "level": 0.9}, declared)
    assert other != p.folder({"start_year": 1996}, declared)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("start_year = 1994  # first year [1991..2000]", "declares no parameter"),
        ("print('hello')", "declares no parameter"),
        ("start_year: date = 1994  # first year", "type 'date' is none of"),
        ("start_year: int = 1994", "meaning is missing"),
        ("start_year: int = 1994  # [1991..2000]", "meaning is missing"),
        ("start_year: int = 1990  # first year [1991..2000]", "out of range"),
        ("start_year: int = '1994'  # first year", "is of type str"),
        ("start_year: int = 1990 + 4  # first year", "no plain value"),
        ("start_year: int = 1994  # first year [a..b]", "gives no range"),
        ("method: int = 1  # which {one|two}", "gives no range or choices"),
        ("flag: bool = True  # which {true|false}", "need no list"),
        ("a: int = 1  # one\na: int = 2  # two", "declared twice"),
        ("start_year: int =", "invalid syntax"),
    ],
)
def test_a_line_that_declares_nothing_is_named(repository, cell, message):
    path = repository.notebook(cell)
    with pytest.raises(ParameterError, match=message) as caught:
        p.declared(path)
    assert str(path) in str(caught.value)


def test_a_notebook_without_a_parameters_cell_is_refused(repository):
    path = repository.notebook("start_year: int = 1994  # first year", tag=None)
    with pytest.raises(ParameterError, match=r"no cell tagged 'parameters'. Remedy"):
        p.declared(path)
    with pytest.raises(ParameterError, match="no cell tagged"):
        Report.open("flows", {"start_year": 1994})


def test_a_cell_of_comments_declares_none(repository):
    assert p.declared(repository.notebook("# no parameters")) == ()
    assert p.folder({}, ()) == "default"


def test_a_missing_or_broken_notebook_is_named(repository):
    with pytest.raises(ParameterError, match="does not exist"):
        p.declared(repository.root / "notebooks" / "exdous.ipynb")
    path = repository.root / "notebooks" / "broken.ipynb"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ParameterError, match="no readable notebook"):
        p.declared(path)
    path.write_text(
        '{"cells": [{"cell_type": "code", "source": "a: int = 1  # one", "metadata": {"tags": ["parameters"]}}]}'
    )
    with pytest.raises(ParameterError, match="kernelspec"):
        p.declared(path)


@pytest.mark.parametrize("given", [{"start_yaer": 1995}, {"start_year": "1995"}, {"start_year": 1900}])
def test_a_report_is_as_strict(repository, given):
    with pytest.raises(ParameterError, match=r"parameter"):
        Report.open("flows", {"start_year": 1994, **given})
    assert not (repository.root / "_build").exists()
