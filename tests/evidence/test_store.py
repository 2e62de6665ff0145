import gzip
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kazmig import evidence
from kazmig.evidence import ANY, COLUMNS, Evidence, EvidenceError, expand, lineage_of, sources_of

from .conftest import Small, observation


@pytest.fixture
def store(written: Path) -> Evidence:
    return evidence.load(written)


def test_a_series_is_tidy_sorted_and_addressed(store: Evidence) -> None:
    frame = store.series("departures_registered")
    assert list(frame.columns) == COLUMNS
    assert frame["period"].tolist() == ["1994", "1995", "1996"]
    assert frame["value"].tolist() == [477_068.0, 309_632.0, 229_412.0]
    assert frame["year"].tolist() == [1994, 1995, 1996]
    assert frame["year"].dtype == "Int64"
    assert frame["source_id"].unique().tolist() == ["bureau"]
    assert [store.row(address)["value"] for address in frame["lineage"]] == ["477068", "309632", "229412"]


def test_text_is_never_a_gap_and_numbers_are_floats(store: Evidence) -> None:
    frame = store.series("departures_registered", partner=ANY, breakdown=ANY, category=ANY, frequency=None)
    for name in ("geo", "partner", "sex", "category", "note", "lineage"):
        assert frame[name].dtype == "str"
        assert not frame[name].isna().any()
    for name in ("value", "low", "high", "precision"):
        assert frame[name].dtype == "float64"


def test_the_total_the_parts_and_everything_can_be_asked_for(store: Evidence) -> None:
    assert store.series("departures_registered", partner="RUS")["value"].tolist() == [200_000.0]
    residence = store.series("departures_registered", breakdown="residence", category=ANY)
    assert residence["category"].tolist() == ["rural", "urban"]
    both = store.series("departures_registered", partner=["", "RUS"], start=1996)
    assert both["partner"].tolist() == ["", "RUS"]
    everything = store.series("departures_registered", partner=ANY, breakdown=ANY, category=ANY, start=1996)
    assert len(everything) == 4


def test_frequency_and_window_choose_periods(store: Evidence) -> None:
    assert store.series("departures_registered", frequency="half")["period"].tolist() == ["1996-H1"]
    assert len(store.series("departures_registered", frequency=None)) == 4
    assert store.series("departures_registered", start=1995, end="1995")["period"].tolist() == ["1995"]
    half = store.series("departures_registered", start="1996-H1", end="1996-H1", frequency=None)
    assert half["period"].tolist() == ["1996-H1"]


def test_losers_stay_reachable_with_their_rank(store: Evidence) -> None:
    frame = store.series("departures_registered", all_sources=True)
    assert frame[["period", "source_id", "rank"]].values.tolist() == [
        ["1994", "bureau", 1],
        ["1994", "daily", 2],
        ["1995", "bureau", 1],
        ["1996", "bureau", 1],
        ["1996", "bureau_old", 2],
    ]


def test_a_vintage_can_be_chosen(store: Evidence) -> None:
    old = store.series("departures_registered", vintage="1997")
    assert old[["value", "source_id"]].values.tolist() == [[229_000.0, "bureau_old"]]


def test_revisions_are_never_chained_unasked(store: Evidence) -> None:
    with pytest.raises(EvidenceError, match=r"chain the revisions 'IMS 2020', 'IMS 2024'.*Remedy: say which"):
        store.series("migrant_stock_abroad")
    assert store.series("migrant_stock_abroad", vintage="IMS 2020")["period"].tolist() == ["2015", "2020"]
    assert store.series("migrant_stock_abroad", start=2020)["vintage"].unique().tolist() == ["IMS 2024"]
    asked = store.series("migrant_stock_abroad", vintage=["IMS 2020", "IMS 2024"])
    assert asked["vintage"].tolist() == ["IMS 2020", "IMS 2024", "IMS 2024"]


def test_an_unknown_series_names_the_nearest(store: Evidence) -> None:
    with pytest.raises(EvidenceError, match=r"unknown series 'departures_registred'.*departures_registered"):
        store.series("departures_registred")


def test_nothing_found_says_what_there_is(store: Evidence) -> None:
    with pytest.raises(EvidenceError, match=r"nothing for geo='RUS'.*geo: KAZ; partner: \"\", RUS.*1994 to 1996"):
        store.series("departures_registered", geo="RUS")


def test_frames_are_copies(store: Evidence) -> None:
    series, sources = store.series("departures_registered"), store.sources
    series["value"] = 0.0
    sources["title"] = "changed"
    panel = store.panel("wpp")
    panel["births"] = 0
    assert store.series("departures_registered")["value"].iloc[0] == 477_068
    assert "changed" not in set(store.sources["title"])
    assert store.panel("wpp")["births"].min() > 0
    with pytest.raises(AttributeError):
        store.folder = Path()  # type: ignore[misc]


def test_reference_tables_have_addresses(store: Evidence) -> None:
    for name in (
        "sources",
        "series_info",
        "geographies",
        "categories",
        "events",
        "corrections",
        "claims",
        "precedence",
    ):
        frame = getattr(store, name)
        assert frame["lineage"].str.match(r"\w+\.csv:\d+$").all(), name
    assert store.table("sources").equals(store.sources)
    assert store.events[["start", "year"]].values.tolist() == [[pd.Timestamp("2011-07-22"), 2011]]
    with pytest.raises(EvidenceError, match=r"unknown table 'sauces'.*sources"):
        store.table("sauces")


def test_a_concept_groups_series(store: Evidence) -> None:
    assert store.concept("emigration") == ["departures_registered"]
    with pytest.raises(EvidenceError, match=r"unknown concept 'emigratoin'.*emigration"):
        store.concept("emigratoin")


def test_a_panel_is_filtered_by_value_list_and_range(store: Evidence) -> None:
    assert len(store.panel("wpp")) == 20
    assert len(store.panel("wpp", geo="KAZ", year=(1992, 1994))) == 3
    assert len(store.panel("wpp", geo=["KAZ", "RUS"], year=[1990])) == 2
    assert len(store.panel("wpp", geo=ANY)) == 20
    frame = store.panel("wpp", geo="RUS")
    assert lineage_of(frame) == ("panels/wpp.csv.gz:12-21",)
    assert sources_of(frame, store) == ("un",)
    assert store.row(frame["lineage"].iloc[0]) == {"geo": "RUS", "year": "1990", "births": "199001", "source_id": "un"}


@pytest.mark.parametrize(
    ("name", "filters", "message"),
    [
        ("wp", {}, "unknown panel 'wp'.*wpp"),
        ("wpp", {"country": "KAZ"}, "unknown column 'country'"),
        ("wpp", {"geo": "USA"}, "no row with .*Remedy: loosen"),
    ],
)
def test_a_panel_that_cannot_answer_says_why(store: Evidence, name: str, filters: dict[str, str], message: str) -> None:
    with pytest.raises(EvidenceError, match=message):
        store.panel(name, **filters)


def test_a_broken_panel_is_refused_when_asked_for(small: Small) -> None:
    small.panel[3]["births"] = "many"
    small.panel[4]["source_id"] = "nobody"
    store = evidence.load(small.write())
    with pytest.raises(EvidenceError) as caught:
        store.panel("wpp")
    assert [(each.line, each.field) for each in caught.value.problems] == [(5, "births"), (6, "source_id")]


def test_a_cut_panel_is_refused_when_asked_for(small: Small) -> None:
    path = small.write() / "panels/wpp.csv.gz"
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(EvidenceError, match="can be decompressed"):
        evidence.load(small.folder).panel("wpp")


def test_the_row_behind_an_address_is_raw(small: Small) -> None:
    small.flows.append(
        observation("departures_registered", "1997", "0120.50", status="estimate", note='a "word", kept')
    )
    store = evidence.load(small.write())
    frame = store.series("departures_registered", start=1997)
    assert frame["value"].tolist() == [120.5]
    raw = store.row(frame["lineage"].iloc[0])
    assert (raw["value"], raw["note"]) == ("0120.50", 'a "word", kept')


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("observations/flows.csv:900", "no row at line 900.*another version"),
        ("observations/flows.csv:1", "no row at line 1"),
        ("observations/flows.csv:2-5", "is not one row"),
        ("observations/flows.csv:2 observations/flows.csv:9", "is not one row"),
        ("", "is not one row"),
        ("observations/flow.csv:2", "unknown file 'observations/flow.csv'"),
        ("somewhere", "is no address"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(store: Evidence, address: str, message: str) -> None:
    with pytest.raises(EvidenceError, match=message):
        store.row(address)


def test_sources_follow_the_rows(store: Evidence) -> None:
    everything = store.series("departures_registered", all_sources=True)
    assert sources_of(everything, store) == ("bureau", "bureau_old", "daily")
    without = everything[everything["source_id"] != "daily"]
    assert sources_of(without, store) == ("bureau", "bureau_old")
    named = without.merge(store.geographies[["code", "name_en", "lineage"]], left_on="geo", right_on="code")
    assert sources_of(named, store) == ("bureau", "bureau_old")
    assert any(address.startswith("geographies.csv:") for address in lineage_of(named))
    assert sources_of(store.events, store) == ("bureau",)
    assert sources_of(everything.iloc[:0], store) == ()


def test_lineage_from_another_version_is_refused(store: Evidence) -> None:
    frame = pd.DataFrame({"lineage": ["observations/flows.csv:9999"]})
    with pytest.raises(EvidenceError, match="no line 9999"):
        sources_of(frame, store)


def test_sources_of_a_range_are_those_of_its_lines(store: Evidence) -> None:
    frame = store.series("departures_registered", all_sources=True)
    packed = evidence.derive(lambda f: f[["value"]].sum().to_frame().T, frame)
    assert set(expand(packed["lineage"])) == set(expand(frame["lineage"]))
    assert sources_of(packed, store) == sources_of(frame, store)


def test_rows_are_counted_by_table(store: Evidence) -> None:
    assert store.tables["geographies.csv"] == 2
    assert store.tables["observations/flows.csv"] == 21


def test_a_panel_is_read_once(small: Small) -> None:
    store = evidence.load(small.write())
    first = store.panel("wpp")
    (small.folder / "panels/wpp.csv.gz").write_bytes(gzip.compress(b"nothing\n"))
    assert np.array_equal(first["births"], store.panel("wpp")["births"])
