"""Files that the finished site carries beside its pages: charts' files, Vega, ``lineage.json``, the front door."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx

from kazmig.site import cards, explore, figure_pages, listing, parts, walk
from kazmig.site.languages import pictures, switching
from kazmig.site.languages.voice import voice
from kazmig.site.lineage import lineage
from kazmig.site.policy import CSP_PLACE
from kazmig.site.published import KINDS, Published, SiteError, files_of
from kazmig.site.stock import stock

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.DOTALL)
INK, PAPER = "#010203", "#fdfcfe"
"""The sentinels of kazmig.charts.palette (a test compares them); importing it would cost a second a build."""

EXPORTS = "window.vegaEmbed = vegaEmbed;"  # all that charts.js asks for
FRONT_DOOR = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="refresh" content="0; url={page}"><link rel="canonical" href="{page}"></head>
<body><p><a href="{page}">{title}</a></p></body></html>
"""


def write_changed(path: Path, content: bytes) -> None:
    """Write a file unless it already has this content."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def specification_script(key: str, folder: Path, files: dict[str, str]) -> bytes:
    """Return a chart's Vega-Lite specifications as a classic script, which also loads from ``file://``."""
    specs = {}
    for form, name in (("wide", "vl.json"), ("narrow", "narrow.vl.json")):
        if name in files and (folder / files[name]).is_file():
            spec = json.loads((folder / files[name]).read_text(encoding="utf-8"))
            specs[form] = pictures.specification(spec, voice())
    # As in the still picture: text in the page's ink, hollow marks in the page's background, in both themes.
    text = json.dumps(specs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text = text.replace(INK, "currentColor").replace(PAPER, "var(--kazmig-page, #fff)")
    return f"(window.kazmigCharts=window.kazmigCharts||{{}})[{json.dumps(key)}]={text};\n".encode()


def points_script(key: str, path: Path) -> bytes:
    """Return where a picture's values stand as a classic script, its colours as the page draws them."""
    values = pictures.values(json.loads(path.read_text(encoding="utf-8")), voice())
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    text = text.replace(INK, "currentColor")
    return f"(window.kazmigPoints=window.kazmigPoints||{{}})[{json.dumps(key)}]={text};\n".encode()


def scripts_of(shelf: Published) -> Iterator[tuple[Path, bytes]]:
    """Yield the scripts of each figure: its specifications, and where the values of its picture stand."""
    for key, record in shelf.items("figure"):
        folder, files = shelf.run_of(key).folder, files_of("figure", record)
        if "points.json" in files:
            yield Path("figures") / f"{key}.points.js", points_script(key, folder / files["points.json"])
        yield Path("figures") / f"{key}.js", specification_script(key, folder, files)


def place_files(shelf: Published, outdir: Path, pages: Mapping[Path, bytes]) -> None:
    """Copy the published files of every run into the site, and remove those no run publishes any more.

    Parameters
    ----------
    pages : mapping
        Pages that stand among the files, by their paths in the site.

    Raises
    ------
    SiteError
        If a file that a manifest names is missing.
    """
    wanted: set[Path] = set()
    for kind in KINDS:
        for key, record in shelf.items(kind):
            folder = shelf.run_of(key).folder
            files = files_of(kind, record)
            for name, path in files.items():
                if name == "points.json":
                    continue  # the site gives them as a script
                source, target = folder / path, outdir / KINDS[kind] / f"{key}.{name}"
                if not source.is_file():
                    raise SiteError(f"{source} is missing. Remedy: run `kazmig run {key.partition('.')[0]}` again.")
                write_changed(target, source.read_bytes())
                wanted.add(target)
    for page, content in [*scripts_of(shelf), *pages.items()]:
        write_changed(outdir / page, content)
        wanted.add(outdir / page)
    for section in KINDS.values():
        for stale in sorted((outdir / section).glob("*")):
            if stale not in wanted:
                stale.unlink()


def vega_bundle(cache: Path) -> bytes:
    """Return the bundle of Vega, Vega-Lite and Vega-Embed that vl-convert carries, kept in a cache per version."""
    import vl_convert

    path = cache / f"vega-embed-{version('vl-convert-python')}.js"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        # A scope of its own: at the top level its names would meet those of Sphinx's scripts.
        part.write_text(f'(() => {{"use strict";\n{vl_convert.javascript_bundle(EXPORTS)}\n}})();\n', encoding="utf-8")
        part.replace(path)
    return path.read_bytes()


def allow_inline_scripts(page: str) -> str:
    """Put the hashes of a page's own inline scripts into its Content-Security-Policy."""
    if CSP_PLACE not in page:
        return page
    hashes = set()
    for attributes, body in INLINE_SCRIPT.findall(page):
        if "json" in attributes or not body.strip():
            continue  # data blocks do not run
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        hashes.add(f"'sha256-{digest}'")
    return page.replace(CSP_PLACE, " ".join(sorted(hashes)))


def tidy_search(path: Path) -> None:
    """Drop the words from the search index that stand on no page any more, which Sphinx keeps between builds."""
    before = path.read_text(encoding="utf-8")
    index = json.loads(before.removeprefix("Search.setIndex(").removesuffix(")"))
    for section in ("terms", "titleterms"):
        index[section] = {word: pages for word, pages in index[section].items() if pages != []}
    text = json.dumps(index, separators=(",", ":"), sort_keys=True)
    write_changed(path, f"Search.setIndex({text})".encode())


def allow_scripts(outdir: Path) -> None:
    """Allow every page its own inline scripts."""
    for page in sorted(outdir.rglob("*.html")):
        before = page.read_text(encoding="utf-8")
        after = allow_inline_scripts(before)
        if after != before:
            page.write_text(after, encoding="utf-8")


def open_door(app: Sphinx, outdir: Path) -> None:
    """Let the folder's own address lead to the front page."""
    root = app.config.root_doc
    if root != "index":
        door = FRONT_DOOR.format(title=app.config.html_title, page=f"{root}.html", language=voice().code)
        write_changed(outdir / "index.html", door.encode())


def titles_of(app: Sphinx) -> dict[str, str]:
    """Return the title of every page, in the order of the table of contents."""
    order = {page: place for place, page in enumerate(app.config.external_site_map)}
    titles = app.env.titles
    return {
        name: titles[name].astext() for name in sorted(titles, key=lambda page: (order.get(page, len(order)), page))
    }


def finish_language(app: Sphinx, outdir: Path) -> None:
    """Complete the pages of another language, which share everything else with the English ones."""
    kept = stock(app)
    shelf, library, _ = kept
    titles = titles_of(app)
    files = {
        **dict(scripts_of(shelf)),
        **dict(figure_pages.pages(app, kept)),
        **dict(cards.scripts(shelf, library, titles, str(app.config.kazmig_site))),
        Path(walk.NAME): walk.content(shelf, library, titles),
        Path("_static") / switching.TEXTS: switching.texts(),
        Path("_static") / "translations.js": switching.search_texts(),
    }
    for path, content in files.items():
        write_changed(outdir / path, content)
    for stale in sorted((outdir / "figures").glob("*")):
        if stale.relative_to(outdir) not in files:
            stale.unlink()
    allow_scripts(outdir)
    open_door(app, outdir)
    tidy_search(outdir / "searchindex.js")


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Complete a built site (event ``build-finished``)."""
    if exception is not None:
        # Pages may be unwritten although they count as up to date: the next build reads everything again.
        (Path(app.doctreedir) / "environment.pickle").unlink(missing_ok=True)
        return
    if app.builder.name != "html":
        return
    outdir = Path(app.outdir)
    kept = stock(app)
    shelf, library, _ = kept
    if voice().translates:
        finish_language(app, outdir)
        return
    place_files(shelf, outdir, dict(figure_pages.pages(app, kept)))
    text = json.dumps(lineage(shelf, library), ensure_ascii=False, indent=1, sort_keys=True)
    titles = titles_of(app)
    for path, content in cards.scripts(shelf, library, titles, str(app.config.kazmig_site)):
        write_changed(outdir / path, content)
    static = outdir / "_static"
    write_changed(static / parts.FOLDER, parts.folder_fonts().encode())
    write_changed(static / parts.BUNDLE, parts.bundle((static / "pygments.css").read_text(encoding="utf-8")).encode())
    explore.place_scripts(library, outdir, wanted=explore.PAGE in app.env.found_docs)
    write_changed(outdir / "lineage.json", text.encode() + b"\n")
    write_changed(outdir / walk.NAME, walk.content(shelf, library, titles))
    write_changed(outdir / "assets" / "vega.js", vega_bundle(Path(app.doctreedir).parent / "assets"))
    allow_scripts(outdir)
    for name, content in listing.files(app, outdir).items():
        write_changed(outdir / name, content)
    open_door(app, outdir)
    tidy_search(outdir / "searchindex.js")
    used = {name for _, name in app.env.images.values()}
    for picture in sorted((outdir / "_images").glob("*")):
        if picture.name not in used:
            picture.unlink()
