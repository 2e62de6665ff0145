"""Pages in Russian and Kazakh: what is translated, what stays, what is refused."""

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_site import Repository

from kazmig.site.languages import catalogues, compiling, pictures, quantities
from kazmig.site.languages.catalogues import Entry
from kazmig.site.languages.tongues import TONGUES
from kazmig.site.languages.voice import Voice

PAGE = """\
msgid "Departures"
msgstr "Выезд"

msgid "They peaked at {fact}`flows.peak` in 1994. {finding}`flows.low`"
msgstr "В 1994 году уехало больше всего, {fact}`flows.peak`. {finding}`flows.low`"
"""
PUBLISHED = """\
msgid "Departures fell to {last}"
msgstr "Выезд упал до {last}"

msgid "A line falls from {peak} to {last}."
msgstr "Линия падает с {peak} до {last}."

msgctxt "unit"
msgid "persons"
msgstr "человек | человека | человек"
"""
INTERFACE = """\
msgid "Menu"
msgstr "Меню"

msgid "{n} source"
msgid_plural "{n} sources"
msgstr[0] "{n} источник"
msgstr[1] "{n} источника"
msgstr[2] "{n} источников"

msgctxt "js copying"
msgid "Copied"
msgstr "Скопировано"
"""


def catalogue(there: Repository, domain: str, text: str, code: str = "ru") -> None:
    """Write a catalogue."""
    head = catalogues.HEAD.format(code=code, plural=TONGUES[code].plural)
    there.write(f"locale/{code}/LC_MESSAGES/{domain}.po", f"{head}\n{text}")


@pytest.fixture(scope="module")
def spoken(built: Repository, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with a Russian translation, and a Kazakh one that has hardly begun."""
    there = Repository(tmp_path_factory.mktemp("spoken") / "copy")
    shutil.copytree(built.root, there.root, symlinks=True)
    catalogue(there, "notebooks/flows", PAGE)
    catalogue(there, "book/plain", 'msgid "Plain"\nmsgstr ""\n')
    catalogue(there, "published", PUBLISHED)
    catalogue(there, "kazmig", INTERFACE)
    catalogue(there, "kazmig", 'msgid "Menu"\nmsgstr "Мәзір"\n', "kk")
    there.build()
    return there


def test_a_paragraph_is_translated_with_its_facts(spoken: Repository) -> None:
    page = spoken.page("ru/notebooks/flows")
    assert '<html lang="ru"' in page
    assert "<h1>Выезд" in page
    assert re.search(r'больше всего, <a class="fact" data-fact="flows.peak"[^>]*>477\u202f068</a>', page)
    assert 'data-finding="flows.low"' in page


def test_titles_and_alternative_texts_are_translated_with_their_facts(spoken: Repository) -> None:
    page = spoken.page("ru/notebooks/flows")
    assert re.search(r'Выезд упал до <a class="fact"[^>]*>7\u202f608</a>', page)
    assert 'aria-label="Линия падает с 477\u202f068 до 7\u202f608."' in page


def test_the_english_pages_stay_as_they_are(spoken: Repository, built: Repository) -> None:
    before, after = built.page("notebooks/flows"), spoken.page("notebooks/flows")
    assert "<h1>Departures" in after
    assert "477,068" in after
    assert re.findall(r'id="([^"]+)"', before) == re.findall(r'id="([^"]+)"', after)


def test_every_page_has_the_same_anchors_in_every_language(spoken: Repository) -> None:
    pages = [path for path in spoken.html.rglob("*.html") if path.relative_to(spoken.html).parts[0] not in ("ru", "kk")]
    assert len(pages) > 10
    for path in pages:
        name = path.relative_to(spoken.html)
        anchors = set(re.findall(r'\sid="([^"]+)"', path.read_text(encoding="utf-8")))
        for code in ("ru", "kk"):
            other = spoken.html / code / name
            assert anchors <= set(re.findall(r'\sid="([^"]+)"', other.read_text(encoding="utf-8"))), other


def test_what_pages_load_and_link_is_there(spoken: Repository) -> None:
    for code in ("ru", "kk"):
        for path in (spoken.html / code).rglob("*.html"):
            for target in re.findall(
                r'(?:href|src|data-spec|data-vega)="([^"#?:]+)[^":]*"', path.read_text(encoding="utf-8")
            ):
                assert (path.parent / target).resolve().exists(), f"{path}: {target}"


def test_the_switch_leads_to_the_same_page(spoken: Repository) -> None:
    page = spoken.page("kk/notebooks/flows")
    switch = re.search(r'<nav class="site-languages".*?</nav>', page, re.DOTALL)
    assert switch
    assert re.findall(r'href="([^"]+)" lang="(\w+)" hreflang="(\w+)"', switch[0]) == [
        ("../../notebooks/flows.html", "en", "en"),
        ("../../ru/notebooks/flows.html", "ru", "ru"),
        ("../../kk/notebooks/flows.html", "kk", "kk"),
    ]
    assert switch[0].count("aria-current") == 1
    alternates = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', spoken.page("notebooks/flows"))
    assert [code for code, _ in alternates] == ["en", "ru", "kk", "x-default"]


def test_without_translations_there_is_no_switch(built: Repository) -> None:
    assert "site-languages" not in built.page("book/plain")
    assert not (built.html / "ru").exists()


def test_english_left_in_a_translation_says_so(spoken: Repository) -> None:
    page = spoken.page("ru/book/plain")
    assert '<p lang="en">Nothing published stands here.</p>' in page
    assert "translation-note" in page
    assert "untranslated" not in page
    assert "translation-note" not in spoken.page("book/plain")


def test_forms_of_a_number_follow_the_language(spoken: Repository) -> None:
    assert "1 источник<" in spoken.page("ru/book/figures")
    voice = Voice("ru", spoken.root / "_build/.site/locale/ru/LC_MESSAGES")
    assert [voice.unit("persons", number) for number in (1, 3, 5, 21, 112, 2.5)] == [
        *("человек", "человека", "человек", "человек", "человек", "человека"),
    ]
    assert voice.unit("students", 3) == "students"


def test_scripts_get_their_texts(spoken: Repository) -> None:
    text = (spoken.html / "ru/_static/text.js").read_text(encoding="utf-8")
    assert json.loads(text.removeprefix("window.kazmigText=").rstrip(";\n")) == {"copying": {"copied": "Скопировано"}}
    page = spoken.page("ru/notebooks/flows")
    assert page.index("_static/text.js") < page.index("_static/kazmig.js")


def test_nothing_is_carried_twice(spoken: Repository) -> None:
    kept = {
        path.relative_to(spoken.html / "ru").as_posix() for path in (spoken.html / "ru").rglob("*") if path.is_file()
    }
    assert not [name for name in kept if Path(name).suffix not in (".html", ".js")]
    assert {name for name in kept if name.startswith("_static")} <= {
        *("_static/text.js", "_static/language_data.js", "_static/documentation_options.js", "_static/translations.js"),
    }


def test_two_builds_have_the_same_bytes(spoken: Repository, tmp_path: Path) -> None:
    there = Repository(tmp_path / "another place")
    shutil.copytree(spoken.root, there.root, symlinks=True, ignore=shutil.ignore_patterns(".site", "html"))
    there.build()
    for path in sorted(spoken.html.rglob("*")):
        if path.is_file():
            assert (there.html / path.relative_to(spoken.html)).read_bytes() == path.read_bytes(), path


def test_nothing_changed_starts_no_sphinx(spoken: Repository) -> None:
    made = spoken.root / "_build/.site/ru/html/notebooks/flows.html"
    before = made.stat().st_mtime_ns
    spoken.build()
    assert made.stat().st_mtime_ns == before
    assert (spoken.html / "ru/notebooks/flows.html").is_file()


def test_the_lint_reads_the_translations(spoken: Repository, tmp_path: Path) -> None:
    assert spoken.lint().startswith("no untraced")
    there = Repository(tmp_path / "copy")
    shutil.copytree(spoken.root, there.root, symlinks=True)
    page = there.html / "ru/notebooks/flows.html"
    text = page.read_text(encoding="utf-8").replace("<h1>Выезд", "<p>Уехала половина.</p><h1>Выезд", 1)
    page.write_text(text.replace(">477\u202f068<", ">477\u202f069<", 1), encoding="utf-8")
    said = there.lint()
    assert "половина" in said
    assert "477\u202f069" in said


def test_a_signature_counts_for_the_catalogue_it_was_given_for(spoken: Repository, tmp_path: Path) -> None:
    there = Repository(tmp_path / "copy")
    shutil.copytree(spoken.root, there.root, symlinks=True)
    path = there.root / "locale/ru/LC_MESSAGES/notebooks/flows.po"
    digest = compiling.digest(catalogues.read(path, "ru"))
    there.write(
        "locale/reviews.csv", f"language,page,editor,date,digest\nru,notebooks/flows,A. Editor,2026-11-30,{digest}\n"
    )
    there.build()
    assert "A. Editor" in there.page("ru/notebooks/flows")
    catalogue(there, "notebooks/flows", PAGE.replace("Выезд", "Отъезд"))
    there.build()
    page = there.page("ru/notebooks/flows")
    assert "<h1>Отъезд" in page
    assert "A. Editor" not in page


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("До {fact}`flows.peek`", "{fact}`flows.peak` is missing"),
        ("До {fact}`flows.peak` и 5", "the number '5' is not in the English"),
        ("До {fact}`flows.peak", "a backtick stands alone"),
    ],
)
def test_a_broken_translation_is_refused(repository: Repository, said: str, fault: str) -> None:
    catalogue(repository, "notebooks/flows", f'msgid "Down to {{fact}}`flows.peak`"\nmsgstr "{said}"\n')
    text = repository.refused()
    assert fault in text
    assert re.search(r"notebooks/flows\.po:10: ", text), text


def test_a_catalogue_keeps_its_translations_and_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "page.po"
    catalogues.bring_up_to_date(path, "kk", [Entry("One"), Entry("Two")])
    path.write_text(
        path.read_text(encoding="utf-8").replace('"One"\nmsgstr ""', '"One"\nmsgstr "Бір"'), encoding="utf-8"
    )
    assert catalogues.bring_up_to_date(path, "kk", [Entry("Three"), Entry("One")])
    text = path.read_text(encoding="utf-8")
    assert text.index("Three") < text.index('msgstr "Бір"')
    assert "Two" not in text
    assert "Date" not in text
    assert not catalogues.bring_up_to_date(path, "kk", [Entry("Three"), Entry("One")])


def test_a_compiled_catalogue_knows_no_clock(tmp_path: Path) -> None:
    path = tmp_path / "page.po"
    catalogues.bring_up_to_date(path, "ru", [Entry("One")])
    now, later = catalogues.read(path, "ru"), catalogues.read(path, "ru")
    later.creation_date = later.revision_date = datetime(2030, 1, 1, tzinfo=UTC)
    assert compiling.mo_of(now) == compiling.mo_of(later)


class Parrot(Voice):
    """Says every word in capitals of another alphabet."""

    def word(self, text: str) -> str:
        """Return a text in other words; numbers stay."""
        return text if text[:1].isdigit() else f"СЛОВО {text.upper()}"


def test_a_picture_grows_with_its_words() -> None:
    svg = (
        '<svg viewBox="0 0 100 50" width="100" height="50"><g transform="translate(90,10)">'
        '<text font-size="10">out</text><text x="1"/></g>'
        '<g transform="translate(5,30)"><text font-size="10">in</text></g>'
        '<g transform="translate(65,30)"><text font-size="10">net</text></g></svg>'
    )
    drawn = pictures.drawing(svg, Parrot("ru"))
    assert "СЛОВО OUT" in drawn
    assert '<text x="1"/>' in drawn  # an empty one stays
    view = re.search(r'viewBox="0 0 ([\d.]+) 50"', drawn)
    assert view
    assert float(view[1]) > 140
    assert "textLength" in drawn  # the lower two would run into each other


def test_a_specification_is_translated_alike_in_data_and_formulas() -> None:
    spec = {
        "data": {"values": [{"side": "out", "year": 1994}]},
        "mark": "line",
        "encoding": {"color": {"field": "side", "scale": {"domain": ["out"]}}, "y": {"title": "people"}},
        "transform": [{"filter": "datum.side === 'out'"}],
    }
    said = pictures.specification(spec, Parrot("ru"))
    assert said["data"]["values"][0] == {"side": "СЛОВО OUT", "year": 1994}
    assert said["encoding"]["color"]["field"] == "side"
    assert said["encoding"]["y"]["title"] == "СЛОВО PEOPLE"
    assert said["transform"][0]["filter"] == "datum.side === 'СЛОВО OUT'"
    assert said["config"]["locale"]["number"]["decimal"] == ","


@pytest.mark.parametrize(
    ("text", "code"), [("Уехало тридцать тысяч.", "ru"), ("Екі есе көп.", "kk"), ("Жартысы кетті.", "kk")]
)
def test_words_of_quantity_are_found(text: str, code: str) -> None:
    assert quantities.find(text, code)
