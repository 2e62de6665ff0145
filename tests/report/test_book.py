import functools
import json
from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd
import pytest

from kazmig import charts, evidence
from kazmig.report import Report, ReportError
from kazmig.report.files import read_csv

TEXTS = {"title": "Departures fell after {peak_year}", "caption": "Departures a year.", "alt": "A line that falls."}


def falls(d: pd.DataFrame) -> bool:
    return bool(d["value"].iloc[-1] < d["value"].max())


def publish(report: Report, frame: pd.DataFrame, **changes: object) -> None:
    """Publish a figure that is right but for the changes."""
    if "flows.peak_year" not in report.facts:
        report.fact("peak_year", lambda d: d.loc[d["value"].idxmax(), "year"], data=frame, format="d")
    chart = charts.line_over_time(frame, unit="people", colour="departures")
    given = {"chart": chart, "data": frame, "holds": falls, **TEXTS, **changes}
    report.figure("departures", given.pop("chart"), **given)


def test_a_fact_is_computed_printed_and_traced(report, departures, repository):
    report.fact("peak", lambda d: d["value"].max(), data=departures)
    fact = report.facts["flows.peak"]
    assert (fact.value, fact.text, fact.unit, fact.period) == (477068.0, "477,068", "persons", "1994")
    assert fact.definition == "as registered"
    assert fact.series == ("departures_registered",)
    assert fact.code == 'lambda d: d["value"].max()'
    assert fact.cell.id == "flows-01"
    assert len(fact.decisive_rows) == 1
    row = evidence.load().row(fact.decisive_rows[0])
    assert (row["period"], row["value"], row["source_id"]) == ("1994", "477068", "bureau")
    assert set(evidence.expand(fact.lineage.rows)) > set(fact.decisive_rows)
    assert fact.lineage.sources == ("bureau", "bureau_old")
    assert any("1994" in step and "table 1" in step for step in fact.derivation)


def test_a_source_whose_rows_are_filtered_out_leaves_the_lineage(report, departures):
    early = departures[departures["source_id"] == "bureau"]
    report.fact("all", lambda d: d["value"].sum(), data=departures)
    report.fact("early", lambda d: d["value"].sum(), data=early)
    publish(report, early)
    assert report.facts["flows.all"].lineage.sources == ("bureau", "bureau_old")
    assert report.facts["flows.early"].lineage.sources == ("bureau",)
    assert report.figures["flows.departures"].lineage.sources == ("bureau",)
    assert report.findings["flows.departures"].lineage.sources == ("bureau",)


def test_lineage_survives_joins_aggregates_and_models(report, departures):
    arrivals = evidence.load().series("arrivals_registered")
    joined = departures.merge(arrivals, on="year", suffixes=("", "_in"))
    report.fact("net", lambda d: (d["value_in"] - d["value"]).sum(), data=joined)
    fitted = evidence.derive(
        lambda d: pd.DataFrame({"slope": [np.polyfit(d["year"].astype(float), d["value"], 1)[0]]}), departures
    )
    report.fact("slope", lambda d: d["slope"].iloc[0], data=fitted, format="+,.0f")
    assert report.facts["flows.slope"].lineage.sources == ("bureau", "bureau_old")
    assert report.facts["flows.slope"].text.startswith("−")
    assert len(evidence.expand(report.facts["flows.net"].lineage.rows)) == 2 * len(joined)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (477068, "typed in"),
        ("477,068", "typed in"),
        (lambda d: 477068, "no change of its rows moves"),
        (lambda d: len("departures"), "no change of its rows moves"),
        (lambda d: d["value"], "not one value"),
        (lambda d: float("nan"), "nan"),
        (lambda d: None, "None"),
        (lambda d: d["values"].max(), "fails on its data: KeyError"),
        (lambda d: "", "empty text"),
        (lambda d: {"a": 1}, "not one value"),
    ],
)
def test_a_value_that_does_not_come_from_its_rows_is_refused(report, departures, value, message):
    with pytest.raises(ReportError, match=message) as caught:
        report.fact("peak", value, data=departures)
    assert "chapter flows, fact 'peak'" in str(caught.value)
    assert "flows.peak" not in report.facts


def test_a_declared_invariance_is_accepted_and_recorded(report, departures):
    report.fact(
        "none",
        lambda d: int((d["value"] < 0).sum() * 0),
        data=departures,
        format="d",
        invariant="a count cannot be negative",
    )
    assert report.facts["flows.none"].invariant == "a count cannot be negative"
    report.fact("peak", lambda d: d["value"].max(), data=departures, invariant="not needed")
    assert report.facts["flows.peak"].invariant == ""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.drop(columns="lineage"), "without the column lineage"),
        (lambda d: d.assign(lineage=""), "no lineage"),
        (lambda d: d.assign(lineage="typed by hand"), "no address"),
        (lambda d: d.head(0), "has no row"),
        (lambda d: d["value"], "is a Series"),
        (lambda d: {}, "data is empty"),
        (lambda d: {"one": d.drop(columns="lineage")}, "data\\['one'\\]"),
    ],
)
def test_nothing_is_published_without_lineage(report, departures, change, message):
    broken = change(departures)
    report.fact("peak_year", lambda d: d.loc[d["value"].idxmax(), "year"], data=departures, format="d")
    with pytest.raises(ReportError, match=message):
        report.fact("peak", lambda d: 1, data=broken)
    with pytest.raises(ReportError, match=message):
        report.finding("falls", "It falls.", lambda d: True, data=broken)
    with pytest.raises(ReportError, match=message):
        publish(report, departures, data=broken)
    if isinstance(broken, pd.DataFrame):
        with pytest.raises(ReportError, match=message):
            report.table("all", data=broken, title="Departures")


def test_rows_of_reference_tables_alone_are_no_source(report):
    places = evidence.load().geographies
    with pytest.raises(ReportError, match="rests on a source"):
        report.fact("places", lambda d: len(d), data=places, definition="places")


@pytest.mark.parametrize("role", ["title", "caption", "alt"])
@pytest.mark.parametrize("text", ["", "   ", None])
def test_a_figure_without_its_texts_is_refused(report, departures, role, text):
    with pytest.raises(ReportError, match=f"{role} is empty"):
        publish(report, departures, **{role: text})


@pytest.mark.parametrize("role", ["title", "caption", "alt"])
def test_a_typed_number_in_a_text_is_refused(report, departures, role):
    with pytest.raises(ReportError, match="477,068"):
        publish(report, departures, **{role: "Some 477,068 people left in 1994"})


def test_a_placeholder_must_name_a_fact(report, departures):
    with pytest.raises(ReportError, match=r"no fact 'flows.peak_yaer'.*flows.peak_year"):
        publish(report, departures, caption="After {peak_yaer}.")
    with pytest.raises(ReportError, match="brace"):
        publish(report, departures, caption="After {}.")


def test_a_figure_draws_the_frame_that_is_published(report, departures):
    other = departures.assign(value=departures["value"] + 1)
    with pytest.raises(ReportError, match="which is not in data"):
        publish(report, departures, chart=charts.line_over_time(other))
    with pytest.raises(ReportError, match="draws no row"):
        publish(report, departures, chart=alt.Chart(alt.InlineData(values=[], name="empty")).mark_point())
    with pytest.raises(ReportError, match="from elsewhere"):
        publish(report, departures, chart=alt.Chart("data.csv").mark_point())
    with pytest.raises(charts.ChartError, match="not from str"):
        publish(report, departures, chart="picture.png")


def test_a_figure_of_a_plain_altair_chart_is_published(report, departures, repository):
    chart = alt.Chart(departures[["year", "value", "lineage"]]).mark_line().encode(x="year:Q", y="value:Q")
    publish(report, departures, chart=chart)
    report.close()
    spec = json.loads((repository.run() / "figures/flows.departures.vl.json").read_text(encoding="utf-8"))
    row = next(iter(spec["datasets"].values()))[0]
    assert row == {"year": 1994, "value": 477068, "source": "Bureau"}


def test_a_figure_writes_its_files_and_its_record(report, departures, repository):
    publish(report, departures)
    report.close()
    record = repository.manifest()["figures"]["flows.departures"]
    assert record["title"] == "Departures fell after 1994"
    assert record["title_template"] == TEXTS["title"]
    assert record["sources"] == ["bureau", "bureau_old"]
    assert record["finding"] == "flows.departures"
    assert record["cell"] == "flows-01"
    drawn = {"svg", "page.svg", "narrow.svg", "png", "points.json", "vl.json", "narrow.vl.json"}
    assert set(record["files"]) == drawn | {"csv"}
    for name in record["files"].values():
        assert (repository.run() / name).stat().st_size > 200
    assert (repository.run() / record["files"]["png"]).read_bytes().startswith(b"\x89PNG")
    svg = (repository.run() / record["files"]["narrow.svg"]).read_text(encoding="utf-8")
    assert 'role="img"' in svg
    assert "A line that falls." in svg
    head = (repository.run() / record["data"]).read_text(encoding="utf-8")
    assert head.startswith(
        f"# Departures fell after 1994\n# How to read it: {TEXTS['caption']}\n# Series departures_registered"
    )
    travelling = (repository.run() / record["files"]["svg"]).read_text(encoding="utf-8")
    assert "Sources: " in travelling, "a file that travels alone says where its numbers are from"
    spec = json.loads((repository.run() / record["files"]["vl.json"]).read_text(encoding="utf-8"))
    assert spec["usermeta"]["credit"].startswith("Sources: ")
    assert "Licence:" in head
    rows = read_csv(repository.run() / record["data"])
    assert len(rows) == len(departures)
    assert evidence.load().row(rows["lineage"][0])["value"] == rows["value"][0]


def test_a_figures_title_is_tested(report, departures):
    with pytest.raises(ReportError, match="no finding tests the title"):
        publish(report, departures, holds=None)
    report.finding("fell", "Departures fell after {peak_year}.", falls, data=departures)
    publish(report, departures, holds=None)
    assert report.figures["flows.departures"].finding == "flows.fell"


def test_a_false_finding_stops_the_default_run(report, departures):
    with pytest.raises(ReportError, match=r"does not hold: 'Departures rose.'(.|\n)*477068"):
        report.finding("rose", "Departures rose.", lambda d: d["value"].iloc[-1] > d["value"].iloc[0], data=departures)


def test_a_false_finding_of_another_run_is_marked(repository, departures):
    report = Report.open("flows", {"start_year": 1995})
    report.finding("rose", "Departures rose.", lambda d: d["value"].iloc[-1] > d["value"].iloc[0], data=departures)
    report.close()
    (folder,) = (repository.root / "_build/runs/flows").iterdir()
    assert folder.name != "default"
    assert repository.manifest(folder.name)["findings"]["flows.rose"]["holds"] is False


@pytest.mark.parametrize(
    "holds",
    [lambda d: True, lambda d: len(d.columns) > 1, lambda d: d["value"].max() >= d["value"].min()],
)
def test_a_sentence_that_nothing_makes_false_is_no_finding(report, departures, holds):
    with pytest.raises(ReportError, match="no finding"):
        report.finding("falls", "It falls.", holds, data=departures)


def test_a_finding_says_what_makes_it_false(report, departures):
    report.finding("falls", "They fell.", lambda d: d["value"].iloc[-1] < d["value"].iloc[0], data=departures)
    assert report.findings["flows.falls"].falsified_by == "the values in reverse order"
    with pytest.raises(ReportError, match="not True or False"):
        report.finding("sum", "They add up.", lambda d: d["value"].sum(), data=departures)


@pytest.mark.parametrize("name", ["Peak", "1st", "peak-year", "", "exodus.peak", "peak year", 3])
def test_an_id_has_one_form(report, departures, name):
    with pytest.raises(ReportError, match="an id is small letters"):
        report.fact(name, lambda d: d["value"].max(), data=departures)


def test_an_id_is_never_used_twice(report, departures):
    report.fact("peak", lambda d: d["value"].max(), data=departures)
    with pytest.raises(ReportError, match="published already"):
        report.fact("flows.peak", lambda d: d["value"].min(), data=departures)


def test_facts_may_rest_on_several_frames(report, departures):
    arrivals = evidence.load().series("arrivals_registered")
    both = {"out": departures, "in": arrivals}
    report.fact("ratio", lambda d: d["out"]["value"].sum() / d["in"]["value"].sum(), data=both, format=".1f")
    fact = report.facts["flows.ratio"]
    assert fact.series == ("arrivals_registered", "departures_registered")
    assert len(evidence.expand(fact.decisive_rows)) == len(departures) + len(arrivals)


def test_scale_words_and_years_are_printed(report, departures):
    report.fact("thousand", lambda d: d["value"].max(), data=departures, scale=1000, format=",.1f")
    report.fact("years", lambda d: len(d), data=departures, format="words")
    report.fact("year", lambda d: d["year"].max(), data=departures, format="d")
    assert [report.facts[f"flows.{k}"].text for k in ("thousand", "years", "year")] == ["477.1", "seven", "2000"]


def test_a_table_is_written_as_printed_and_as_data(report, departures, repository):
    report.table(
        "all", data=departures, title="Departures by year", columns={"year": "Year", "value": ("People", ",.0f")}
    )
    report.close()
    record = repository.manifest()["tables"]["flows.all"]
    printed = json.loads((repository.run() / record["files"]["json"]).read_text(encoding="utf-8"))
    assert printed["rows"][0] == ["1994", "477,068"]
    assert [column["label"] for column in printed["columns"]] == ["Year", "People"]
    with pytest.raises(ReportError, match="is closed"):
        report.table("more", data=departures, title="More")


def test_a_table_refuses_a_column_that_is_not_there(report, departures):
    with pytest.raises(ReportError, match="no column 'people'"):
        report.table("all", data=departures, title="Departures", columns=["people"])
    with pytest.raises(ReportError, match="title is empty"):
        report.table("all", data=departures, title="")


def test_two_publications_are_alike_to_the_byte(repository, departures):
    contents = []
    for _ in range(2):
        report = Report.open("flows", {"start_year": 1994})
        publish(report, departures)
        report.table("all", data=departures, title="Departures by year")
        report.close()
        contents.append(
            {p.relative_to(repository.run()): p.read_bytes() for p in repository.run().rglob("*") if p.is_file()}
        )
    assert len(contents[0]) > 8
    assert contents[0] == contents[1]


def test_a_failed_run_leaves_the_last_one_in_place(repository, departures):
    report = Report.open("flows", {"start_year": 1994})
    report.fact("peak", lambda d: d["value"].max(), data=departures)
    report.close()
    before = (repository.run() / "manifest.json").read_bytes()
    again = Report.open("flows", {"start_year": 1994})
    with pytest.raises(ReportError):
        again.fact("peak", lambda d: 1, data=departures)
    with pytest.raises(ReportError, match="nothing was published"):
        again.close()
    assert (repository.run() / "manifest.json").read_bytes() == before


def test_the_runners_folder_is_written_into_and_not_moved(repository, departures, tmp_path, monkeypatch):
    folder = tmp_path / "given"
    folder.mkdir()
    monkeypatch.setenv("KAZMIG_RUN_DIR", str(folder))
    report = Report.open("flows", {"start_year": 1994})
    report.fact("peak", lambda d: d["value"].max(), data=departures)
    report.close()
    assert (folder / "manifest.json").is_file()
    assert not repository.run().exists()
    monkeypatch.setenv("KAZMIG_RUN_DIR", str(tmp_path / "missing"))
    with pytest.raises(ReportError, match="no folder"):
        Report.open("flows", {"start_year": 1994})


def test_tables_read_names_what_was_asked_for(report, repository, departures):
    ev = evidence.load()
    ev.series("migrant_stock_abroad", vintage="IMS 2020")
    report.fact("peak", lambda d: d["value"].max(), data=departures)
    report.close()
    assert "observations/flows.csv" in repository.manifest()["tables_read"]


def test_open_wants_every_parameter(repository):
    with pytest.raises(ReportError, match=r"was not told the parameter 'start_year'.*parameters="):
        Report.open("flows")


def test_rows_without_a_series_need_a_definition(report):
    panel = evidence.load().panel("wpp", geo="KAZ")
    with pytest.raises(ReportError, match="definition="):
        report.fact("births", lambda d: d["births"].sum(), data=panel)
    report.fact("births", lambda d: d["births"].sum(), data=panel, definition="births a year")
    assert report.facts["flows.births"].lineage.sources == ("un",)


def test_a_helper_of_the_session_is_looked_through(report, departures):
    frame = departures

    def outer(d: pd.DataFrame) -> float:
        return float(frame["value"].max())

    with pytest.raises(ReportError, match="'frame'"):
        report.fact("peak", outer, data=departures)
    with pytest.raises(ReportError, match="'frame'"):
        report.fact("peak", functools.partial(lambda d, frame: frame["value"].max(), frame=frame), data=departures)


def test_nothing_half_written_is_left_beside_a_run(report, departures, tmp_path: Path):
    report.fact("peak", lambda d: d["value"].max(), data=departures)
    report.close()
    names = {path.name for path in (tmp_path / "_build/runs/flows").iterdir()}
    assert names == {"default"}


def test_on_other_data_what_cannot_be_published_is_left_out_and_noted(repository, departures, monkeypatch):
    monkeypatch.setenv("KAZMIG_OTHER_DATA", "1")
    report = Report.open("flows", {"start_year": 1994})
    report.fact(key="gone", value=lambda d: d.loc[d["year"] == 1890, "value"].iloc[0], data=departures)
    report.finding("grown", "They grew", lambda d: d["value"].iloc[-1] > d["value"].max(), data=departures)
    publish(report, departures, title="Departures fell after {gone}")
    report.fact("peak", lambda d: d["value"].max(), data=departures)
    report.close()
    manifest = repository.manifest()
    assert set(manifest["facts"]) == {"flows.peak_year", "flows.peak"}
    assert manifest["findings"]["flows.grown"]["holds"] is False
    assert set(manifest["missing"]) == {"flows.gone", "flows.departures"}
    assert "IndexError" in manifest["missing"]["flows.gone"]


def test_on_the_books_own_data_it_stops_the_chapter(report, departures):
    with pytest.raises(ReportError, match="IndexError"):
        report.fact("gone", lambda d: d.loc[d["year"] == 1890, "value"].iloc[0], data=departures)
    assert report.missing == {}
