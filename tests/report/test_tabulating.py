import pandas as pd
import pytest

from kazmig.report import ReportError, tabulating

FRAME = pd.DataFrame(
    {
        "country": ["Russia", "Germany"],
        "year": [2019, 2024],
        "value": [1234.0, None],
        "share": [12.34, -0.5],
        "source_id": ["a", "a"],
        "lineage": ["f.csv:2", "f.csv:3"],
    }
)


def test_book_keeping_is_left_out_unless_asked_for():
    assert [c.field for c in tabulating.columns_of(FRAME, None, "here")] == ["country", "year", "value", "share"]
    assert [c.field for c in tabulating.columns_of(FRAME, ["source_id"], "here")] == ["source_id"]


def test_cells_are_printed_alike():
    columns = tabulating.columns_of(
        FRAME, {"country": "Country", "year": "Year", "value": "People", "share": ("Share", ".2f")}, "here"
    )
    assert tabulating.rows_of(FRAME, columns) == [
        ["Russia", "2019", "1,234", "12.34"],
        ["Germany", "2024", "–", "−0.50"],
    ]
    assert [(c.label, c.numeric) for c in columns] == [
        ("Country", False),
        ("Year", True),
        ("People", True),
        ("Share", True),
    ]


def test_a_missing_column_is_named():
    with pytest.raises(ReportError, match="here: data has no column 'people'"):
        tabulating.columns_of(FRAME, {"people": "People"}, "here")
