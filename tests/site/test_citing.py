"""Cells that name a source link to it; all others stay as they are."""

import pytest

from kazmig.site.citing import cited


def cite(name):
    return f"../book/sources.html#source-{name}", f"Who & when of {name}"


def test_only_columns_of_sources_are_links():
    columns = [{"field": "name"}, {"field": "source_id"}, {"field": "said_source_id"}]
    row = cited(columns, [["un2021", "un2021", ""]], cite)[0]
    assert row[0] == "un2021"
    assert row[1] == '<a href="../book/sources.html#source-un2021">Who &amp; when of un2021</a>'
    assert row[2] == ""


def test_a_cell_may_name_several():
    cell = cited([{"field": "source_id"}], [["un2021 ilo1993"]], cite)[0][0]
    assert cell.count("<a ") == 2
    assert "</a>; <a " in cell


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        cited([{"field": "source_id"}], [["a", "b"]], cite)
