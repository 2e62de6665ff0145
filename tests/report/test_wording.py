import pytest

from kazmig.report import ReportError
from kazmig.report.wording import Wording

WORDING = Wording("flows", ("COVID-19",), ("15+",))


def test_texts_are_filled():
    filled = WORDING.fill("here", {"flows.low": "7,608"}, title="Down to {low}", alt="COVID-19 and people 15+")
    assert filled == {"title": "Down to 7,608", "alt": "COVID-19 and people 15+"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "title is empty"),
        (" \n", "title is empty"),
        ("Down to 7,608", "7,608"),
        ("Down to {low} percent, by half", "half"),
        ("Hardly *any* of it", r"'\*a' is markup"),
        ("The column `value`", "'`' is markup"),
        ("See [the flows](flows.ipynb)", r"'\]\(' is markup"),
    ],
)
def test_a_text_is_refused(text, message):
    with pytest.raises(ReportError, match=f"here.*{message}"):
        WORDING.fill("here", {"flows.low": "7,608"}, title=text)
