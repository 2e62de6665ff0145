import pytest

from kazmig.report import ReportError, templates
from kazmig.report.digits import FACT

FACTS = {"flows.low": "7,608", "brain-drain.share": "12"}


def test_placeholders_are_filled_from_facts_of_any_form():
    filled = templates.fill("Down to {low} ({flows.low}); {brain-drain.share} percent", FACTS, "flows", "here")
    assert filled == "Down to 7,608 (7,608); 12 percent"
    assert templates.keys("Down to {low} and {brain-drain.share}", "flows") == ["flows.low", "brain-drain.share"]


@pytest.mark.parametrize("template", ["{lwo}", "{low", "low}", "{low:.1f}", "{0}", "{}"])
def test_anything_else_in_braces_is_refused(template):
    with pytest.raises(ReportError, match="here: "):
        templates.fill(template, FACTS, "flows", "here")


def test_the_lint_sees_a_placeholder_as_a_traced_number():
    assert templates.masked("Down to {low} people") == f"Down to {FACT} people"
