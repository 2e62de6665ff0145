"""Values printed more than once: which count as revised, by how much, and what stands on the page."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_site import Repository, make

from kazmig.site.library import Library
from kazmig.site.revisions import (
    Revision,
    by_series,
    competing,
    dated,
    earlier_counts,
    named,
    printed_percent,
    quantities,
)

HEADER = (
    "series_id,geo,partner,sex,age,breakdown,category,period,value,low,high,precision,vintage,source_id,locator,"
    "status,note\n"
)
ROWS = {
    "revised": (
        "departures,KAZ,,,,,,2017,100,,,,2018-03,a,p,observed,",
        "departures,KAZ,,,,,,2017,90,,,,2019,b,p,observed,",
    ),
    "rounded": (
        "departures,KAZ,,,,,,2018,12700,,,50,2019,a,p,observed,",
        "departures,KAZ,,,,,,2018,12747,,,,2020,b,p,observed,",
    ),
    "once": ("departures,KAZ,,,,,,2019,5,,,,2020,a,p,observed,", "departures,KAZ,RUS,,,,,2019,4,,,,2021,b,p,observed,"),
    "dropped": (
        "departures,KAZ,,,,,,1995,400,,,,1996,a,p,observed,",
        "departures,KAZ,,,,,,1995,300,,,,2000,b,p,observed,",
    ),
    "named": ("net,KAZ,,,,,,2005,-20,,,,WPP 2022,u,p,estimate,", "net,KAZ,,,,,,2005,10,,,,WPP 2024,v,p,estimate,"),
    "mixed": ("net,KAZ,,,,,,2006,-20,,,,WPP 2022,u,p,estimate,", "net,KAZ,,,,,,2006,10,,,,2021,b,p,observed,"),
}
CORRECTIONS = (
    "correction_id,table,series_id,geo,partner,breakdown,category,period,source_id,action,value,expect,reason,"
    "evidence_source_id,kind\nc1,f,departures,KAZ,,,,1995,a,drop,,400,Net.,b,definition\n"
    "c2,f,departures,KAZ,,,,2017,b,flag,,90,Early.,a,revision\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "observations").mkdir()
    (tmp_path / "observations" / "f.csv").write_text(
        HEADER + "\n".join(row for pair in ROWS.values() for row in pair) + "\n"
    )
    (tmp_path / "corrections.csv").write_text(CORRECTIONS)
    (tmp_path / "series.csv").write_text("series_id,title,unit\ndepartures,Departures,persons\nnet,Net,persons\n")
    (tmp_path / "sources.csv").write_text("source_id,title\na,A\nb,B\nu,U\nv,V\n")
    (tmp_path / "geographies.csv").write_text("code,name_en\nRUS,Russia\n")
    return Library(tmp_path)


def test_rows_compete_for_one_value_unless_one_is_left_out(library: Library) -> None:
    assert sorted(rows[0]["period"] for rows in competing(library)) == ["2005", "2006", "2017", "2018"]


def test_counts_are_compared_by_the_date_of_their_release(library: Library) -> None:
    counts = [each for each in map(dated, competing(library)) if each]
    assert sorted((each.first["value"], each.later["value"]) for each in counts) == [("100", "90"), ("12700", "12747")]
    (group,) = by_series(counts, library)  # the rounded one is left out
    (row,) = group["rows"]
    assert (row["values"], row["difference"], row["percent"], row["flags"]) == (
        ["100", "90"],
        "\N{MINUS SIGN}10",
        "\N{MINUS SIGN}10.0%",
        ["c2"],
    )
    assert group["largest"] == "\N{MINUS SIGN}10.0%"


def test_named_revisions_are_compared_within_their_family(library: Library) -> None:
    steps = [each for rows in competing(library) for each in named(rows)]
    (quantity,) = quantities(steps, library)
    assert (quantity["first"], quantity["later"]) == ("WPP 2022", "WPP 2024")
    assert (quantity["compared"], quantity["changed"], quantity["turns"], quantity["median"]) == (1, 1, 1, "150.0%")


def test_percentages_that_say_nothing_are_not_printed() -> None:
    nothing = Revision({"value": "0"}, {"value": "5"})
    assert nothing.percent is None
    assert [printed_percent(value) for value in (None, 0.0, 0.01, 2000.0)] == ["", "+0.0%", "under 0.1%", "over 1,000%"]


def test_the_page_shows_first_and_later_print(tmp_path: Path) -> None:
    there = make(tmp_path)
    flows = there.root / "data/observations/flows.csv"
    flows.write_text(flows.read_text() + "departures_registered,KAZ,,,,,,2025,7650,,,,2027,paper,p. 3,observed,\n")
    there.build()
    page = BeautifulSoup(there.page("book/revisions"), "html.parser")
    row = page.find(id="counts-departures_registered").find_next("tbody")
    assert [cell.get_text() for cell in row.select("td")] == [
        "2025",
        "",
        "7,608",
        "7,650",
        "+42",
        "+0.6%",
        "2026, 2027",
    ]
    assert [link["href"] for link in row.select("a")] == ["sources.html#source-bureau", "sources.html#source-paper"]
    assert page.find(id="actions").select_one("a[href='corrections.html#correction-c1']") is not None


def test_where_nothing_was_printed_twice_the_page_says_so(built: Repository) -> None:
    page = BeautifulSoup(built.page("book/revisions"), "html.parser")
    assert "None differs by more than its rounding." in page.find(id="counts").get_text()
    assert "No value is held from two revisions." in page.find(id="quantities").get_text()


def test_an_earlier_count_comes_first_whatever_day_it_was_read_on(library: Library) -> None:
    [rows] = [rows for rows in competing(library) if rows[0]["period"] == "2017"]
    as_dated, as_known = dated(rows), dated(rows, earlier_counts(library))
    assert as_dated is not None
    assert as_known is not None
    assert (as_dated.first["value"], as_dated.later["value"]) == ("100", "90")
    assert (as_known.first["value"], as_known.later["value"]) == ("90", "100")


def test_a_value_of_ours_that_changed_stands_with_its_reason(tmp_path: Path) -> None:
    there = make(tmp_path)
    ledger = there.root / "data/published.csv"
    ledger.write_text(
        "kind,id,release,value,text,tolerance,reason\n"
        'fact,flows.peak,0.1.0,477060.0,"477,060",0,first published\n'
        'fact,flows.peak,0.2.0,477068.0,"477,068",0,A row was mistyped.\n'
    )
    there.build()
    page = BeautifulSoup(there.page("book/revisions"), "html.parser")
    cells = page.find(id="ours").select("td")
    assert [cell.get_text() for cell in cells] == ["flows.peak", "477,060", "477,068", "0.2.0", "A row was mistyped."]
    assert cells[0].a["href"].endswith("#flows.peak")


def test_where_nothing_of_ours_changed_the_page_says_so(built: Repository) -> None:
    page = BeautifulSoup(built.page("book/revisions"), "html.parser")
    assert "None has changed so far." in page.find(id="ours").get_text()
