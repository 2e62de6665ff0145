"""What stands on a page: facts, findings, figures, tables, folded code, the release, the policy."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_site import Repository, make


@pytest.fixture(scope="module")
def chapter(built: Repository) -> BeautifulSoup:
    return BeautifulSoup(built.page("notebooks/flows"), "html.parser")


@pytest.fixture(scope="module")
def front(built: Repository) -> BeautifulSoup:
    return BeautifulSoup(built.page("book/index"), "html.parser")


def test_a_fact_is_a_link_to_its_record(chapter: BeautifulSoup, built: Repository) -> None:
    link = chapter.select_one('p a.fact[data-fact="flows.peak"]')
    assert link is not None
    assert link.get_text() == "477,068"
    assert link["href"] == "../records/flows.html#flows.peak"
    record = BeautifulSoup(built.page("records/flows"), "html.parser").find(id="flows.peak")
    assert record is not None
    for words in (
        "477,068",
        "persons",
        "1994",
        "deregistered",
        "Departures by year",
        "row 4",
        "observations/flows.csv:2-3",
    ):
        assert words in record.get_text()


def test_the_permanent_address_of_a_fact_leads_to_its_record(built: Repository) -> None:
    entry = BeautifulSoup(built.page("book/facts"), "html.parser").find(id="flows.peak")
    assert entry.get_text() == "flows.peak 477,068 persons"
    assert entry.a["href"] == "../records/flows.html#flows.peak"


def test_a_chapter_s_cards_are_a_script_beside_the_pages(built: Repository, chapter: BeautifulSoup) -> None:
    assert chapter.find(id="kazmig-facts") is None
    text = (built.root / "_build" / "html" / "cards" / "flows.js").read_text(encoding="utf-8")
    content = json.loads(text[text.index("]=") + 2 : -2])
    assert set(content["facts"]) >= {"flows.peak", "flows.last"}
    card = content["facts"]["flows.peak"]
    number, where = card["sources"][0]
    assert where == "row 4"
    assert content["sources"][number] == {
        "label": "Bureau of Statistics (2026)",
        "title": "Departures by year",
        "href": "book/sources.html#source-bureau",
    }
    assert (card["unit"], card["period"]) == ("persons", "1994")
    assert "Computed by lambda d: d.value.max()" in card["steps"]


def test_a_finding_prints_its_statement_with_facts_as_links(chapter: BeautifulSoup) -> None:
    finding = chapter.select_one('span.finding[data-finding="flows.low"]')
    assert finding is not None
    assert finding.get_text() == "The last count, 7,608, is the lowest."
    assert finding.select_one('a.fact[data-fact="flows.last"]') is not None


def test_a_finding_that_fails_in_a_rerun_says_so(repository: Repository) -> None:
    manifest = repository.manifest()
    manifest["findings"]["flows.low"]["holds"] = False
    repository.publish(manifest)
    repository.build()
    assert "does not hold" in repository.page("notebooks/flows")


def test_a_figure_has_all_that_belongs_to_it(chapter: BeautifulSoup, built: Repository) -> None:
    figure = chapter.select_one('figure[data-figure="flows.all"]')
    assert figure is not None
    assert figure["id"] == "figure-flows.all"
    assert figure.select_one(".chart-title a.fact") is not None
    body = figure.select_one('[role="img"]')
    assert body["aria-label"] == "A line falls from 477,068 to 7,608."
    assert [svg["width"] for svg in body.select("svg")] == ["700", "300"]
    assert figure.select_one('.chart-sources a[href="../book/sources.html#source-bureau"]') is not None
    links = {link.get_text(): link["href"] for link in figure.select(".chart-tools a")}
    assert set(links) == {"CSV", "SVG", "PNG", "Vega-Lite", "Notebook cell", "Report an error"}
    assert links["Notebook cell"] == "#cell-flows-04"
    for name in ("CSV", "SVG", "PNG", "Vega-Lite"):
        assert (built.html / "notebooks" / links[name]).resolve().is_file()
    table = figure.select_one("details.chart-data table")
    assert [cell.get_text() for cell in table.select("tr")[1].select("td")] == ["1994", "477,068"]


def test_ids_within_drawings_are_unique(chapter: BeautifulSoup) -> None:
    ids = [tag["id"] for tag in chapter.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert all(tag.get("clip-path") != "url(#c)" for tag in chapter.find_all(attrs={"clip-path": True}))


def test_a_table_is_printed_as_published_and_verdicts_have_a_shape(chapter: BeautifulSoup) -> None:
    table = chapter.select_one('[data-table="flows.years"] table')
    assert table is not None
    assert [cell.get_text() for cell in table.select("td")] == ["1994", "supported"]
    assert table.select_one("td span.verdict-supported") is not None


def test_code_is_folded_beneath_its_output_and_addressable(chapter: BeautifulSoup) -> None:
    code = chapter.find(id="cell-flows-04")
    assert code is not None
    fold = code.find_parent("details", class_="code-fold")
    assert not fold.has_attr("open")
    assert fold.find_previous("figure")["id"] == "table-flows.years"
    assert "report.figure" in code.get_text()
    assert "plain form" not in chapter.get_text()


def test_neighbouring_cells_share_one_fold_and_parameters_have_their_own(chapter: BeautifulSoup) -> None:
    folds = chapter.select("details.code-fold")
    assert [fold.summary.get_text() for fold in folds] == ["As the notebook declares them", "Code"]
    assert [cell["id"] for cell in folds[1].select(".code-cell")] == ["cell-flows-03", "cell-flows-04"]


def test_a_small_figure_links_to_the_chapter(front: BeautifulSoup) -> None:
    figure = front.select_one('figure[data-figure-small="flows.all"]')
    assert figure is not None
    assert figure.select_one(".chart-title a")["href"] == "../notebooks/flows.html#figure-flows.all"
    assert figure.select_one('.chart-title [data-fact="flows.last"]').get_text() == "7,608"
    assert [svg["width"] for svg in figure.select("svg")] == ["300"]


def test_every_page_has_release_licence_and_policy(built: Repository) -> None:
    for path in sorted(built.html.rglob("*.html")):
        if path.name == "index.html" and path.parent == built.html:
            continue
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        alone = path.parent.name == "figures"
        foot = page.select_one(".figure-home" if alone else ".kazmig-footer").get_text()
        for words in ("version", "2026-02-01", "CC BY 4.0", *(() if alone else ("Not peer reviewed", "How to cite"))):
            assert words in foot, path
        assert page.html["lang"] == "en"
        policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
        scripts = policy.split("script-src")[1].split(";")[0]
        assert "unsafe" not in scripts
        assert "connect-src 'self'" in policy
        assert not [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")], path


def test_pages_from_data_show_what_rests_on_what(built: Repository) -> None:
    sources = BeautifulSoup(built.page("book/sources"), "html.parser").find(id="source-bureau")
    uses = sources.select_one(".record-uses")
    assert uses.get_text() == "Rests on it: Departures (1 figure, 1 table, 2 facts, 1 finding)"
    assert uses.a["href"] == "../records/flows.html#source-bureau"
    records = BeautifulSoup(built.page("records/flows"), "html.parser")
    rests = [link["href"] for link in records.find(id="source-bureau").select("details a")]
    assert rests == ["#figure-flows.all", "#table-flows.years", "#flows.last", "#flows.peak", "#finding-flows.low"]
    assert records.find(id="figure-flows.all").select_one('a[href="../notebooks/flows.html#cell-flows-04"]') is not None
    dictionary = BeautifulSoup(built.page("book/data-dictionary"), "html.parser")
    series = dictionary.find(id="series-departures_registered").get_text()
    assert "1994\N{EN DASH}2025" in series
    assert "no observations" in dictionary.find(id="series-rate").get_text()
    lineage = BeautifulSoup(built.page("book/lineage"), "html.parser")
    assert lineage.find(id="figure-flows.all").a["href"] == "../records/flows.html#figure-flows.all"
    assert "Printed a net figure." in built.page("book/corrections")


def test_lineage_json_lists_everything(built: Repository) -> None:
    lineage = json.loads((built.html / "lineage.json").read_text(encoding="utf-8"))
    assert {section: sorted(entries) for section, entries in lineage.items()} == {
        "facts": ["flows.last", "flows.peak"],
        "figures": ["flows.all"],
        "findings": ["flows.low"],
        "runs": ["flows"],
        "sources": ["bureau"],
        "tables": ["flows.years"],
    }
    for section in ("facts", "figures", "findings", "tables"):
        for entry in lineage[section].values():
            assert {"chapter", "notebook", "cell", "parameters", "sources", "data"} <= set(entry)
            assert (built.html / entry["data"]).is_file()


def test_no_script_of_another_host(built: Repository) -> None:
    for path in sorted(built.html.rglob("*.html")):
        for tag in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find_all(["script", "link", "img"]):
            address = str(tag.get("src") or tag.get("href") or "")
            assert "canonical" in tag.get("rel", ()) or not re.match(r"(?:https?:)?//", address), (path, tag)


def test_formulas_name_their_typesetter_and_other_pages_do_without(repository: Repository) -> None:
    repository.write("book/plain.md", "# Plain\n\nA model: {math}`x_t = x_{t-1} + e_t`.\n")
    repository.build()
    page = BeautifulSoup(repository.page("book/plain"), "html.parser")
    named = page.find("meta", attrs={"name": "kazmig-formulas"})["content"]
    assert named == "../_static/mathjax/tex-svg.js"
    assert not [tag for tag in page.find_all("script", src=True) if "mathjax" in tag["src"]], (
        "it comes when one is near"
    )
    assert (repository.html / "_static" / "mathjax" / "tex-svg.js").is_file()
    assert "mathjax" not in repository.page("book/about").lower()


def test_a_long_table_is_folded_and_clean(repository: Repository) -> None:
    rows = [[str(year), "supported"] for year in range(1991, 2026)]
    path = repository.run / "tables" / "flows.years.json"
    printed = json.loads(path.read_text(encoding="utf-8")) | {"rows": rows}
    path.write_text(json.dumps(printed), encoding="utf-8")
    repository.build()
    table = BeautifulSoup(repository.page("notebooks/flows"), "html.parser").select_one('[data-table="flows.years"]')
    fold = table.find_parent("details")
    assert fold.summary.get_text() == "Show all 35 rows"
    assert not fold.has_attr("open")
    assert repository.command("lint").returncode == 0


def test_a_published_copy_links_to_its_repository(
    built: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def links(html: Path) -> list[str]:
        page = BeautifulSoup((html / "book" / "about.html").read_text(encoding="utf-8"), "html.parser")
        return [link["href"] for link in page.select(".kazmig-footer a") if link.get_text() == "Repository"]

    assert links(built.html) == []
    monkeypatch.setenv("KAZMIG_REPOSITORY_URL", "https://example.org/report")
    published = make(tmp_path / "published")
    published.build()
    assert links(published.html) == ["https://example.org/report"]
