"""Placeholders become what the runs have published, once every page has been read."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from kazmig import paths
from kazmig.site import data_pages, explored, fragments, pages, quoting, statements
from kazmig.site.cards import fact_href
from kazmig.site.languages import pictures, switching
from kazmig.site.languages.voice import gettext, voice
from kazmig.site.nodes import data_page, element, fact_link, html_block, inline_element, published
from kazmig.site.published import PLACEHOLDER, Run, SiteError, files_of, still
from kazmig.site.stock import Stock, stock
from kazmig.site.tables import data_table, report_table

LOGGER = logging.getLogger(__name__)
PHRASE = 24  # characters beyond which a fact is a phrase and no number
INK = "#010203"  # the sentinel of kazmig.charts.palette, which pages draw in their own ink
SUMMARIES = "summaries"  # folder of the chapters' summaries
ABOUT, CITED = "book/about", "licence-and-citation"
"""The page about the report, and its section on how to cite it."""

TABLE_ROWS = 250  # rows of a chart's data shown on the page; the file has them all


def values_of(folder: Path, files: Mapping[str, str]) -> tuple[int, list[dict[str, str]]]:
    """Return how many values a still picture tells, and the colours that a reader can pick out.

    Nothing for a run that does not say where its values stand; no colours where one name has several.
    """
    path = folder / files.get("points.json", "")
    if not path.is_file():
        return 0, []
    places = json.loads(path.read_text(encoding="utf-8"))
    colours = [each for each in places["colours"] if INK not in each["colour"]]
    apart = len(colours) > 1 and len({each["name"] for each in colours}) == len(colours)
    return len(places["wide"]["points"]), colours if apart else []


class Resolver:
    """Resolves the placeholders of one page.

    Parameters
    ----------
    app : Sphinx
        For the addresses of other pages.
    kept : Stock
        What the runs have published, the tables of ``data/``, and the judged statements.
    docname : str
        The page.
    """

    def __init__(self, app: Sphinx, kept: Stock, docname: str) -> None:
        self.app, self.docname = app, docname
        self.shelf, self.library, self.statements = kept
        self.root = fragments.up(docname)
        self.shared = switching.shared(self.root)

    def page(self, target: str, anchor: str = "") -> str:
        """Return the relative address of another page."""
        uri = self.app.builder.get_relative_uri(self.docname, target)
        return f"{uri}#{anchor}" if anchor else uri

    def runs(self) -> list[tuple[str, Run]]:
        """Return the chapters' runs in the order of the table of contents; those that it does not name come last."""
        order = {page: place for place, page in enumerate(self.app.config.external_site_map)}
        return sorted(self.shelf.runs.items(), key=lambda item: (order.get(item[1].page, len(order)), item[0]))

    def title(self, docname: str) -> str:
        """Return the title of a page."""
        titles = self.app.env.titles
        return str(titles[docname].astext()) if docname in titles else docname

    def text(self, template: str, chapter: str, *, within_link: bool = False) -> list[nodes.Node]:
        """Return a record's template as nodes, its placeholders as facts: linked, but not within another link."""
        found: list[nodes.Node] = []
        at = 0
        for match in PLACEHOLDER.finditer(template):
            found.append(nodes.Text(fragments.typeset(template[at : match.start()])))
            key = match.group(1)
            full = key if "." in key else f"{chapter}.{key}"
            found.append(self.fact_text(full) if within_link else self.fact(full))
            at = match.end()
        found.append(nodes.Text(fragments.typeset(template[at:])))
        return [node for node in found if not isinstance(node, nodes.Text) or node.astext()]

    def words(self, record: Mapping[str, Any], field: str, chapter: str) -> list[nodes.Node]:
        """Return a text of a record, its facts as links."""
        return self.text(str(record[f"{field}_template"]), chapter)

    def fact(self, key: str) -> fact_link:
        """Return a fact as a link to its record."""
        record = self.shelf.get("fact", key)
        text = str(record["text"])
        node = fact_link("", text, key=key, href=fact_href(self.app, self.docname, key))
        if len(text) > PHRASE:
            node["classes"].append("fact-phrase")  # words, which may break over lines as a number may not
        return node

    def fact_text(self, key: str) -> inline_element:
        """Return a fact as text that says which it is."""
        text = str(self.shelf.get("fact", key)["text"])
        return inline_element("", text, tag="span", html={"CLASS": "fact-text", "data-fact": key})

    def finding(self, key: str, form: str) -> nodes.Element:
        """Return a tested sentence; one that does not hold under the run's parameters says so."""
        record = self.shelf.get("finding", key)
        tag = "span" if form == "inline" else "p"
        node = inline_element("", "", tag=tag, html={"CLASS": "finding", "data-finding": key})
        node.extend(self.words(record, "statement", key.partition(".")[0]))
        if not record.get("holds", True):
            mark = inline_element("", gettext("does not hold"), tag="strong", html={"CLASS": "finding-fails"})
            node.extend([nodes.Text(" "), mark])
        return node

    def drawing(self, key: str, name: str, suffix: str) -> str:
        """Read one of a figure's SVG files."""
        record = self.shelf.get("figure", key)
        path = self.shelf.run_of(key).folder / files_of("figure", record)[name]
        if not path.is_file():
            raise SiteError(f"{path} is missing. Remedy: run `kazmig run {key.partition('.')[0]}` again.")
        prefix = f"{key}-{suffix}".replace(".", "-")
        return fragments.inline_svg(pictures.drawing(path.read_text(encoding="utf-8"), voice()), prefix)

    def figure(self, key: str) -> element:
        """Return a chart with everything that stands under it."""
        record = self.shelf.get("figure", key)
        chapter = key.partition(".")[0]
        files = files_of("figure", record)
        node = element(tag="figure", ids=[f"figure-{key}"], html={"CLASS": "chart", "data-figure": key})
        node["html"]["aria-labelledby"] = f"title-{key}"
        title = self.titled(record, chapter, "chart-title")
        title["ids"] = [f"title-{key}"]
        node += title
        node += html_block(
            html=fragments.render(
                "drawing.html",
                alt=record["alt"],
                wide=self.drawing(key, still(files), "wide"),
                narrow=self.drawing(key, "narrow.svg", "narrow") if "narrow.svg" in files else "",
            )
        )
        caption = element(tag="figcaption", html={})
        if record.get("caption"):
            paragraph = nodes.paragraph(classes=["chart-caption"])
            paragraph.extend(self.words(record, "caption", chapter))
            caption += paragraph
        caption += html_block(html=self.tools("figure", key, record))
        node += caption
        return node

    def titled(self, record: Mapping[str, Any], chapter: str, name: str) -> nodes.paragraph:
        """Return the title of a figure or table as a paragraph."""
        title = nodes.paragraph(classes=[name])
        title.extend(self.words(record, "title", chapter))
        return title

    def tools(self, kind: str, key: str, record: Mapping[str, Any], *, alone: bool = False) -> str:
        """Return the lines under a figure or table: sources, downloads, data, code, report an error.

        A figure that stands ``alone`` on its page leaves its table of data to the file.
        """
        run = self.shelf.run_of(key)
        sources = [
            {
                "id": source,
                "row": self.library.source(source, key),
                "href": self.page("book/sources", f"source-{source}"),
            }
            for source in record.get("sources", [])
        ]
        data = ""
        if kind == "figure" and not alone:
            data = data_table(run.folder, record, TABLE_ROWS)
        values, colours = values_of(run.folder, files_of(kind, record))
        return fragments.render(
            "tools.html",
            kind=kind,
            points=f"{self.root}figures/{key}.points.js" if values else "",
            count=values,
            colours=[{**each, "name": voice().word(each["name"])} for each in colours],
            address=f"{self.app.config.kazmig_site}figures/{key}.html" if kind == "figure" else "",
            page=f"{self.root}figures/{key}.html",
            key=key,
            title=record["title"],
            sources=pages.cited(sources),
            downloads=pages.downloads(kind, key, record, self.shared),
            data=data,
            script=f"{self.root}figures/{key}.js" if kind == "figure" else "",
            vega=f"{self.shared}assets/vega.js",
            zoom=f"{self.shared}_static/zooming.js",
            explore=explored.address(record.get("rows", []), self.library, self.root) if kind == "figure" else "",
            cell=self.page(run.page, pages.cell_of(record)),
            report=self.page("book/about", "report-an-error"),
        )

    def cite(self, source: str) -> tuple[str, str]:
        """Return address and short name of a source."""
        row = self.library.source(source, self.docname)
        return self.page("book/sources", f"source-{source}"), pages.source_label(row)

    def brief(self, key: str) -> nodes.reference:
        """Return the title of a figure as a link to the figure in its chapter."""
        record = self.shelf.get("figure", key)
        address = self.page(self.shelf.run_of(key).page, f"figure-{key}")
        link = nodes.reference("", "", refuri=address, internal=True)
        link.extend(self.text(str(record["title_template"]), key.partition(".")[0], within_link=True))
        return link

    def small_figure(self, key: str, layout: str = "narrow.svg") -> element:
        """Return a chart without its apparatus: its title, linking to the figure in its chapter, and the drawing."""
        record = self.shelf.get("figure", key)
        node = element(tag="figure", html={"CLASS": "chart-small", "data-figure-small": key})
        node += nodes.paragraph("", "", self.brief(key), classes=["chart-title"])
        files = files_of("figure", record)
        drawn = self.drawing(key, layout if layout in files else still(files), "small")
        node += html_block(html=fragments.render("drawing.html", alt=record["alt"], wide=drawn, narrow=""))
        return node

    def table(self, key: str) -> element:
        """Return a table of a chapter with its sources and downloads."""
        record = self.shelf.get("table", key)
        chapter = key.partition(".")[0]
        node = element(tag="figure", ids=[f"table-{key}"], html={"CLASS": "table-figure"})
        node += self.titled(record, chapter, "chart-title")
        run = self.shelf.run_of(key)
        rows, count = report_table(run.folder, record, self.cite, statements.marks(self, key))
        node += html_block(html=fragments.render("table.html", key=key, title=record["title"], rows=rows, count=count))
        caption = element(tag="figcaption", html={})
        if record.get("caption"):
            paragraph = nodes.paragraph(classes=["chart-caption"])
            paragraph.extend(self.words(record, "caption", chapter))
            caption += paragraph
        caption += html_block(html=self.tools("table", key, record))
        node += caption
        return node

    def resolve(self, node: published) -> nodes.Element:
        """Return what takes the placeholder's place."""
        kind, key, form = node["kind"], node["key"], node["form"]
        if kind == "fact":
            return self.fact(key)
        if kind == "finding":
            return self.finding(key, form)
        if kind == "table":
            return self.table(key)
        return self.small_figure(key) if form == "small" else self.figure(key)


def resolve_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Resolve the placeholders of a page and give it the cards of the facts on it (event ``doctree-resolved``)."""
    kept = stock(app)
    shelf = kept.shelf
    resolver = Resolver(app, kept, docname)
    for node in list(doctree.findall(published)):
        node.replace_self(resolver.resolve(node))
    for page in list(doctree.findall(data_page)):
        page.replace_self(html_block(html=data_pages.render_page(page["name"], resolver)))
    chapter = next((name for name, run in shelf.runs.items() if run.page == docname), "")
    if chapter:
        top = next(iter(doctree.findall(nodes.section)), doctree)
        top += html_block(html=statements.block(resolver, chapter))
        opening = (nodes.title, nodes.paragraph)
        place = next((at for at, node in enumerate(top.children) if not isinstance(node, opening)), len(top.children))
        summary = resolver.page(f"{SUMMARIES}/{chapter}")
        top.insert(place, html_block(html=fragments.render("aids.html", summary=summary)))
    cite(resolver, doctree, chapter)


def cite(resolver: Resolver, doctree: nodes.document, chapter: str) -> None:
    """Give a chapter, the front page and the page about the report a box that says how to cite them."""
    config, docname = resolver.app.config, resolver.docname
    whole = docname in (config.root_doc, ABOUT)
    top = next(iter(doctree.findall(nodes.section)), None)
    if top is None or not (chapter or whole):
        return
    record = quoting.record_of(paths.root())
    target = config.root_doc if whole else docname
    address = f"{config.kazmig_site}{resolver.app.builder.get_target_uri(target)}"
    citation = (
        quoting.of_report(record, address)
        if whole
        else quoting.of_chapter(record, chapter, resolver.title(docname), address)
    )
    place = next((node for node in doctree.findall(nodes.section) if CITED in node["ids"]), top)
    place += html_block(html=quoting.box(citation, resolver.shared))
