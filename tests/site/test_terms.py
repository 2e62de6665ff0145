"""Terms of the glossary are linked where a page first uses them, and nowhere else."""

import pytest
from bs4 import BeautifulSoup, Tag
from small_site import Repository, make

from kazmig.site.terms import Linker, Term

GLOSSARY = """# Glossary

:::{glossary}
registered departure
  A person who left. {treated}`flows; exodus`

net migration
  Arrivals minus departures.

balance
  The same in the register. {matched}`registered balance; balance of migration`

kandas
  A status. {also}`returning Kazakhs`

fact
  A number. {matched}`-`

country
  A place.
:::
"""
TEXT = """# Kandas and a country

Kandas, kandas and *returning
Kazakhs*. A fact is a fact; the balance is no
registered balance. [Net migration](about.md), `net migration`, Net
migration. {finding}`flows.low` Countrywide, other countries.

## A registered departure

- Registered departures, registered departures.

| net migration | country |
|---|---|
| country | kandas |
"""


def link(phrase: str, text: str) -> list[str]:
    term = Term("g", "a", (phrase,))
    return [node.astext() for node in Linker([term], {term: "g#a"}).link(text) if node.tagname == "reference"]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("quota", "Two quotas, a quota", ["quotas"]),
        ("country", "Countries", ["Countries"]),
        ("net migration", "a net\nmigration", ["net\nmigration"]),
        ("census", "censuses", ["censuses"]),
        ("PIT", "a pit, PIT", ["PIT"]),
        ("flow", "flowing, overflow, out-flow, flow-map", []),
        ("per 1,000 people", "per 1,000 people.", ["per 1,000 people"]),
    ],
)
def test_words_that_are_linked(phrase: str, text: str, found: list[str]) -> None:
    assert link(phrase, text) == found


def test_the_longest_phrase_wins_and_each_term_is_linked_once() -> None:
    long, short = Term("g", "long", ("migrant stock",)), Term("g", "short", ("stock",))
    linker = Linker([short, long], {long: "g#long", short: "g#short"})
    linked = linker.link("A migrant stock, a migrant stock, a stock")
    assert [node["refuri"] for node in linked if node.tagname == "reference"] == ["g#long", "g#short"]


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    there = make(tmp_path_factory.mktemp("worded"))
    there.write("book/glossary.md", GLOSSARY)
    there.write("book/plain.md", TEXT)
    contents = (there.root / "_toc.yml").read_text(encoding="utf-8")
    there.write("_toc.yml", f"{contents}  - file: book/glossary\n")
    there.build()
    return there


def links(page: str) -> list[Tag]:
    return BeautifulSoup(page, "html.parser").select("a.term-link")


def test_the_first_use_in_prose_is_linked(worded: Repository) -> None:
    found = [(" ".join(link.get_text().split()), link["href"]) for link in links(worded.page("book/plain"))]
    assert found == [
        ("Kandas", "glossary.html#term-kandas"),
        ("registered balance", "glossary.html#term-balance"),
        ("Net migration", "glossary.html#term-net-migration"),
        ("countries", "glossary.html#term-country"),
        ("Registered departures", "glossary.html#term-registered-departure"),
    ]
    assert worded.lint() == "no untraced numbers\n"


def test_entries_lead_to_the_chapters_that_exist(worded: Repository) -> None:
    page = BeautifulSoup(worded.page("book/glossary"), "html.parser")
    entry = page.find(id="term-registered-departure").find_next("dd")
    assert entry.select_one(".term-also").get_text() == "In: Departures."
    assert entry.select_one("a")["href"] == "../notebooks/flows.html"
    assert "Also: returning Kazakhs." in page.get_text()
    assert links(str(page)) == []


def test_a_new_term_reaches_every_page(worded: Repository) -> None:
    worded.write(
        "book/glossary.md", GLOSSARY.replace("kandas\n", "statement of nothing\n").replace("net m", "licence m")
    )
    worded.write(
        "book/about.md", "# About\n\n## Licence and citation\n\nA licence migration.\n\n## Report an error\n\nH.\n"
    )
    worded.build()
    assert [link.get_text() for link in links(worded.page("book/about"))] == ["licence migration"]
    assert "kandas" not in [link.get_text().lower() for link in links(worded.page("book/plain"))]
