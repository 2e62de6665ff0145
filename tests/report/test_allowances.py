import pytest

from kazmig.report import ReportError, allowances


def test_names_are_read_with_their_reasons(tmp_path):
    assert allowances.names(tmp_path) == ()
    (tmp_path / "book").mkdir()
    path = tmp_path / "book" / "names.csv"
    path.write_text("name,reason\nCOVID-19,a disease\nH-1B,a visa\n", encoding="utf-8")
    assert allowances.names(tmp_path) == ("COVID-19", "H-1B")


@pytest.mark.parametrize("line", ["COVID-19,", ",a disease", "COVID-19"])
def test_a_name_without_a_reason_is_named_by_line(tmp_path, line):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "names.csv").write_text(f"name,reason\nH-1B,a visa\n{line}\n", encoding="utf-8")
    with pytest.raises(ReportError, match="line 3"):
        allowances.names(tmp_path)


def test_bands_come_from_units_and_definitions():
    found = allowances.bands(["departures per 1,000 inhabitants", "people 15-64 or 65+", "nothing"])
    assert {"per 1,000", "per 1,000 inhabitants", "15-64", "65+"} <= set(found)
