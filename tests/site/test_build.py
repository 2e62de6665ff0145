"""The site is whole or untouched, says what is missing, and has the same bytes whenever it is built."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import Repository, make


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_page_of_the_contents_is_there(built: Repository) -> None:
    for page in ("book/index", "book/about", "book/plain", "notebooks/flows", "book/facts", "search"):
        assert "<h1" in built.page(page) or page == "search"
    assert "url=book/index.html" in built.page("index")


def test_two_clean_builds_have_the_same_bytes(built: Repository, tmp_path: Path) -> None:
    again = make(tmp_path / "another place")
    again.build()
    assert digests(again.html) == digests(built.html)


def test_a_rebuild_has_the_bytes_of_a_clean_build(repository: Repository, tmp_path: Path) -> None:
    repository.edit_fact("flows.peak", "477,069")
    repository.write("book/plain.md", "# Plain\n\nSome other kandas words.\n")
    repository.build()
    clean = make(tmp_path / "clean")
    clean.edit_fact("flows.peak", "477,069")
    clean.write("book/plain.md", "# Plain\n\nSome other kandas words.\n")
    clean.build()
    assert digests(repository.html) == digests(clean.html)


def test_nothing_of_this_machine_is_on_the_pages(built: Repository) -> None:
    for path in built.html.rglob("*"):
        if path.suffix in {".html", ".js", ".json", ".css"}:
            assert str(built.root) not in path.read_text(encoding="utf-8"), path


def test_everything_missing_is_named_at_once(repository: Repository) -> None:
    before = digests(repository.html)
    repository.write(
        "book/plain.md",
        "# P\n\n{fact}`flows.peek`\n\n{finding}`flows.none`\n\n```{small-figure} trade.x\n```\n",
    )
    text = repository.refused()
    for words in (
        "book/plain.md:3: no fact 'flows.peek' is published. Did you mean flows.peak",
        "no finding 'flows.none'",
        "no figure 'trade.x'",
        "kazmig run trade",
    ):
        assert words in text
    assert digests(repository.html) == before


BROKEN_PAGES = {
    "{fact}`peak`": ["book/plain.md:3", "no key"],
    "## In {fact}`flows.peak`": ["Headings carry no facts"],
    "<b data-fact='x'>12</b>": ["raw HTML holds 'data-fact'"],
    "[there](nowhere.md)": ["nowhere.md"],
    "{cite}`nobody2000`": ["nobody2000"],
    "![x](none.png)": ["none.png"],
}


@pytest.mark.parametrize("text", BROKEN_PAGES)
def test_a_broken_page_stops_the_build_and_leaves_the_site_as_it_was(repository: Repository, text: str) -> None:
    before = digests(repository.html)
    repository.write("book/plain.md", f"# P\n\n{text}\n")
    said = repository.refused()
    assert all(words in said for words in BROKEN_PAGES[text]), said
    assert digests(repository.html) == before


BROKEN_REPOSITORIES: dict[str, tuple[Callable[[Repository], object], list[str]]] = {
    "a page without a heading": (
        lambda there: there.write("book/plain.md", "Text without a heading.\n"),
        ["book/plain"],
    ),
    "a page of the contents is missing": (
        lambda there: (there.root / "book/plain.md").unlink(),
        ["book/plain.md does not exist"],
    ),
    "a chapter was not run": (
        lambda there: shutil.rmtree(there.run),
        ["notebooks/flows.ipynb has not been run", "kazmig run flows"],
    ),
    "a manifest is cut off": (
        lambda there: (there.run / "manifest.json").write_text("{"),
        ["manifest cannot be read"],
    ),
    "a drawing is missing": (
        lambda there: (there.run / "figures/flows.all.narrow.svg").unlink(),
        ["flows.all.narrow.svg is missing"],
    ),
    "a download is missing": (
        lambda there: (there.run / "figures/flows.all.png").unlink(),
        ["flows.all.png is missing"],
    ),
    "a source is unknown": (
        lambda there: there.write("data/sources.csv", "source_id,title,kind\n"),
        ["source 'bureau'", "data/sources.csv"],
    ),
    "there is no data package": (
        lambda there: (there.root / "data/datapackage.json").unlink(),
        ["datapackage.json is missing"],
    ),
    "the contents name no root": (
        lambda there: there.write("_toc.yml", "chapters: []\n"),
        ["names no root page"],
    ),
}


@pytest.mark.parametrize("name", BROKEN_REPOSITORIES)
def test_a_broken_repository_stops_the_build_and_leaves_the_site_as_it_was(repository: Repository, name: str) -> None:
    before = digests(repository.html)
    change, words = BROKEN_REPOSITORIES[name]
    change(repository)
    said = repository.refused()
    assert all(each in said for each in words), said
    assert digests(repository.html) == before


def test_after_a_failed_build_the_next_one_is_whole(repository: Repository) -> None:
    good = (repository.root / "book/plain.md").read_text()
    repository.write("book/plain.md", "# P\n\n{fact}`flows.peek`\n")
    repository.edit_fact("flows.peak", "500,000")
    repository.refused()
    repository.write("book/plain.md", good)
    repository.build()
    assert "500,000" in repository.page("book/index")


def test_a_build_killed_between_the_renames_is_mended(repository: Repository) -> None:
    repository.html.rename(repository.html.with_name("html.old"))
    (repository.html.with_name("html.new")).mkdir()
    repository.build()
    assert repository.page("book/plain")
    assert not repository.html.with_name("html.old").exists()
    assert not repository.html.with_name("html.new").exists()


def test_a_build_killed_while_writing_pages_starts_afresh(repository: Repository) -> None:
    work = repository.root / "_build" / ".site"
    (work / "unfinished").touch()
    (work / "html" / "book" / "plain.html").write_text("half a page")
    repository.build()
    assert "Nothing published stands here" in repository.page("book/plain")


def test_a_page_taken_out_of_the_contents_leaves_the_site(repository: Repository) -> None:
    toc = (repository.root / "_toc.yml").read_text()
    repository.write("_toc.yml", toc.replace("  - file: book/plain\n", ""))
    (repository.root / "book/plain.md").unlink()
    repository.build()
    assert not (repository.html / "book" / "plain.html").exists()
