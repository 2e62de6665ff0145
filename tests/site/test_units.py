"""The site's small parts: addresses of rows, tables' cells, inline drawings, sentinels."""

import hashlib
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from kazmig.charts import palette
from kazmig.site import assets, fragments
from kazmig.site.build import pages_of
from kazmig.site.library import Library, compact
from kazmig.site.pages import cited
from kazmig.site.published import SiteError, placeholders, read
from kazmig.site.tables import printed_column, read_columns


def test_the_sentinels_are_those_of_the_charts() -> None:
    assert (assets.INK, assets.PAPER) == (palette.TEXT, palette.PAGE)


def test_rows_are_joined_to_ranges() -> None:
    assert compact(["b.csv:7", "a.csv:9", "a.csv:3-5", "a.csv:6"]) == ["a.csv:3-6", "a.csv:9", "b.csv:7"]
    assert compact([]) == []


@pytest.mark.parametrize(
    ("name", "cells", "printed"),
    [
        ("value", ["477068.0", ""], (["477,068", ""], True)),
        ("value", ["-3.25", "7"], (["\N{MINUS SIGN}3.25", "7.00"], True)),
        ("value", ["1234.5", "7"], (["1,234.5", "7.0"], True)),
        ("year", ["1994.0", "1995"], (["1994", "1995"], False)),
        ("who", ["a", "1"], (["a", "1"], False)),
        ("value", ["nan", ""], (["nan", ""], False)),
    ],
)
def test_columns_are_printed(name: str, cells: list[str], printed: tuple[list[str], bool]) -> None:
    assert printed_column(name, cells) == printed


def test_comment_lines_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('# Source: a\n# b\nyear,who\n1994,"a, b"\n')
    assert read_columns(path) == {"year": ["1994"], "who": ["a, b"]}
    path.write_text("# only words\n")
    with pytest.raises(SiteError, match="no header"):
        read_columns(path)


def test_a_drawing_stands_in_a_page_without_names_of_its_own() -> None:
    svg = '<?xml version="1.0"?><svg role="img" aria-label="t"><title>T</title><g id="a"/><use href="#a"/></svg>'
    text = str(fragments.inline_svg(svg, "flows-x"))
    drawing = BeautifulSoup(text, "html.parser").svg
    assert text.startswith("<svg")
    assert drawing["aria-hidden"] == "true"
    assert not drawing.has_attr("role")
    assert drawing.title is None
    assert drawing.use["href"] == f"#{drawing.g['id']}" == "#flows-x-a"


def test_no_text_ends_a_data_block() -> None:
    assert fragments.json_block("x", {"a": "</script><b>"}).count("</script>") == 1


def test_inline_scripts_are_allowed_by_their_hash_only() -> None:
    page = f"<meta content='{assets.CSP_PLACE}'><script>alert(1)</script><script type='application/json'>{{}}</script>"
    # printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    assert "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='" in assets.allow_inline_scripts(page)
    assert assets.allow_inline_scripts(page).count("sha256") == 1


def test_sources_of_one_publisher_and_year_are_told_apart() -> None:
    row = {"publisher": "Bureau", "published": "2026", "title": "T", "author": ""}
    other = row | {"publisher": "Ministry"}
    links = [{"row": each, "href": "#"} for each in (row, other, row)]
    assert [link["label"] for link in cited(links)] == ["Bureau (2026a)", "Ministry (2026)", "Bureau (2026b)"]


def test_placeholders_belong_to_the_chapter_unless_they_name_one() -> None:
    assert placeholders("From {a} to {exodus.b}", "flows") == ["flows.a", "exodus.b"]


def test_a_contents_file_may_nest(tmp_path: Path) -> None:
    path = tmp_path / "_toc.yml"
    path.write_text(
        "root: book/index\nparts:\n- chapters:\n  - file: notebooks/a\n    sections:\n    - file: book/b.md\n"
    )
    assert pages_of(path) == ["book/index", "notebooks/a", "book/b"]


def test_an_id_of_another_chapter_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "flows" / "default"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"facts": {"exodus.x": {}}}')
    with pytest.raises(SiteError, match=r"exodus\.x"):
        read(tmp_path)


def test_locators_come_from_the_rows(tmp_path: Path) -> None:
    (tmp_path / "observations").mkdir()
    (tmp_path / "observations" / "a.csv").write_text("source_id,locator\ns,page 1\ns,page 1\nt,row 9\n")
    library = Library(tmp_path)
    assert library.locators(["observations/a.csv:2-4", "panels/p.csv.gz:7"]) == {"s": ["page 1"], "t": ["row 9"]}


@pytest.mark.parametrize("listed", ["fonts/FONTS.md", "mathjax/MATHJAX.md"])
def test_files_of_others_are_the_listed_ones(listed: str) -> None:
    folder = Path(assets.__file__).parent / "static" / listed
    rows = re.findall(r"^\| `([^`]+)` \|.*?`([0-9a-f]{64})`", folder.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows
    for name, digest in rows:
        assert hashlib.sha256((folder.parent / name).read_bytes()).hexdigest() == digest, name
    fonts = {path.name for path in folder.parent.rglob("*.woff2")}
    assert fonts == {Path(name).name for name, _ in rows if name.endswith(".woff2")}


def test_the_typefaces_cover_kazakh() -> None:
    css = (Path(assets.__file__).parent / "static" / "fonts.css").read_text(encoding="utf-8")
    for family in ("Source Serif 4", "Inter"):
        ranges = [
            (int(first, 16), int(last or first, 16))
            for block in css.split("@font-face")
            if f'"{family}"' in block and "font-style: normal" in block
            for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", block)
        ]
        for letter in "ӘҒҚҢӨҰҮҺІәғқңөұүһі":
            assert any(first <= ord(letter) <= last for first, last in ranges), f"{letter} in {family}"
