"""A page is outdated when something on it changes, and no other page is written again."""

import pytest
from small_site import Repository

PAGES = ("book/index", "book/plain", "notebooks/flows", "book/facts", "book/lineage", "book/about")


@pytest.fixture
def settled(repository: Repository) -> Repository:
    """A repository that was built where it stands, so that nothing but the change to come is new."""
    repository.build()
    return repository


def written(repository: Repository) -> dict[str, int]:
    work = repository.root / "_build" / ".site" / "html"
    return {page: (work / f"{page}.html").stat().st_mtime_ns for page in PAGES}


def test_one_changed_fact_reaches_every_page_that_uses_it(settled: Repository) -> None:
    before = written(settled)
    settled.edit_fact("flows.peak", "477,069")
    settled.build()
    for page in ("book/index", "notebooks/flows", "book/facts", "records/flows", "summaries/flows"):
        assert "477,069" in settled.page(page)
        assert ">477,068<" not in settled.page(page).replace('"number">477,068<', "")  # the table is as it was
    after = written(settled)
    assert {page for page in PAGES if before[page] == after[page]} == {"book/plain", "book/about"}


def test_a_fact_within_a_title_reaches_the_page_of_the_figure(repository: Repository) -> None:
    repository.edit_fact("flows.last", "7,609")
    repository.build()
    assert "7,609</a>" in repository.page("notebooks/flows")
    assert "7,609</span>" in repository.page("book/index")


def test_a_redrawn_figure_reaches_its_pages(repository: Repository) -> None:
    path = repository.run / "figures" / "flows.all.svg"
    path.write_text(path.read_text().replace(">700<", ">drawn anew<"))
    repository.build()
    assert "drawn anew" in repository.page("notebooks/flows")


def test_a_source_with_a_new_title_reaches_cards_and_lists(repository: Repository) -> None:
    sources = (repository.root / "data/sources.csv").read_text()
    repository.write("data/sources.csv", sources.replace("Departures by year", "Departures each year"))
    repository.build()
    for page in ("notebooks/flows", "book/sources", "records/flows"):
        assert "Departures each year" in repository.page(page)
    cards = repository.root / "_build" / "html" / "cards" / "flows.js"
    assert "Departures each year" in cards.read_text(encoding="utf-8")


def test_a_new_release_is_on_every_page(repository: Repository) -> None:
    package = (repository.root / "data/datapackage.json").read_text()
    repository.write("data/datapackage.json", package.replace("2026-02-01", "2026-03-02"))
    repository.build()
    for page in (*PAGES, "search"):
        assert "2026-03-02" in repository.page(page)


def test_nothing_changed_writes_no_page(settled: Repository) -> None:
    before = written(settled)
    settled.build()
    assert written(settled) == before


def test_a_new_title_is_in_the_menu_of_every_page(settled: Repository) -> None:
    settled.write("book/plain.md", "# Quite plain\n\nNothing published stands here.\n")
    settled.build()
    for page in PAGES:
        assert "Quite plain" in settled.page(page), page


def test_another_order_of_the_contents_is_in_the_menu_of_every_page(settled: Repository) -> None:
    contents = (settled.root / "_toc.yml").read_text(encoding="utf-8")
    settled.write("_toc.yml", contents.replace("  - file: book/plain\n", "") + "  - file: book/plain\n")
    settled.build()
    for page in PAGES:
        menu = settled.page(page)
        assert menu.index(">References<") < menu.index(">Plain<"), page
