import functools
import linecache

from kazmig.report import code

FUNCTIONS = (lambda d: d["a"].max(), lambda d: d["b"].max())


def named(d):
    """Say something."""
    return d


def test_the_text_of_a_lambda_is_the_lambda_alone():
    assert code.text(FUNCTIONS[0]) == 'lambda d: d["a"].max()'
    year = 1994
    assert code.text(lambda d: d.loc[d.year == year]) == "lambda d: d.loc[d.year == year]"


def test_a_lambda_of_several_lines_is_found_in_its_cell():
    source = "f = g(\n    lambda d: d['a'].max()\n    + d['b'].max(), 1)\n"
    linecache.cache["<cell>"] = (len(source), None, source.splitlines(True), "<cell>")
    space: dict[str, object] = {"g": lambda function, _: function}
    exec(compile(source, "<cell>", "exec"), space)
    assert code.text(space["f"]) == "lambda d: d['a'].max()\n+ d['b'].max()"


def test_the_text_of_a_function_is_its_definition():
    assert code.text(named) == 'def named(d):\n    """Say something."""\n    return d'
    assert code.text(functools.partial(named)).startswith("partial of def named")
    assert code.text(max) == "max"


def test_code_without_source_is_named():
    space: dict[str, object] = {}
    exec("def made(d):\n    return d\nbare = lambda d: d", space)
    assert code.text(space["made"]) == "made"
    assert code.text(space["bare"]) == "lambda"
