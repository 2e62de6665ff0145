"""Data about each page in the vocabulary of schema.org: the report, its chapters, and every set of data in it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sphinx.application import Sphinx

from kazmig.site.library import Library, span_lines
from kazmig.site.published import KINDS, Published, Run, files_of
from kazmig.site.vocabulary import LICENCE, PLACE, Thing, covering, download, long_enough, media_type, variable

DICTIONARY = "book/data-dictionary"
PACKAGE = "data-package"
"""Anchor by which the data package is named, on the page of the data dictionary."""


class Page(NamedTuple):
    """A page of the site."""

    name: str
    title: str
    description: str
    address: str
    picture: str


class Writer:
    """Writes what the pages of one build say of themselves.

    Parameters
    ----------
    app : Sphinx
        For addresses and titles.
    shelf, library
        What the runs have published, and the tables of ``data/``.
    """

    def __init__(self, app: Sphinx, shelf: Published, library: Library) -> None:
        self.app, self.shelf, self.library = app, shelf, library
        self.site = str(app.config.kazmig_site)
        self.front = self.address(app.config.root_doc)
        self.date = str(library.package.get("created", ""))[:10]
        self.version = str(app.config.release)

    def address(self, docname: str, anchor: str = "") -> str:
        """Return the published address of a page."""
        uri = f"{self.site}{self.app.builder.get_target_uri(docname)}"
        return f"{uri}#{anchor}" if anchor else uri

    def page(self, page: Page) -> Thing:
        """Return what a page says of itself."""
        run = next((run for run in self.shelf.runs.values() if run.page == page.name), None)
        if page.name == self.app.config.root_doc:
            things = [self.report(page), self.package(whole=False)]
        elif run is not None:
            things = [self.chapter(page, run)]
        elif ("figure", page.name.removeprefix("figures/")) in self.shelf.records:
            things = [self.figure(page, page.name.removeprefix("figures/"))]
        elif page.name == DICTIONARY:
            things = [self.web_page(page), self.package(whole=True)]
        else:
            things = [self.web_page(page)]
        return {"@context": "https://schema.org", "@graph": things}

    def author(self) -> Thing:
        """Return who made the report."""
        return {
            "@type": "Organization",
            "@id": f"{self.front}#author",
            "name": str(self.app.config.author),
            "url": self.front,
        }

    def shared(self, page: Page) -> Thing:
        """Return what every page says."""
        return {
            "name": page.title,
            "description": page.description,
            "url": page.address,
            "image": page.picture,
            "inLanguage": str(self.app.config.language or "en"),
            "license": LICENCE,
            "datePublished": self.date,
            "version": self.version,
        }

    def report(self, page: Page) -> Thing:
        """Return the report as a whole, with its chapters."""
        chapters = [
            {
                "@type": ["ScholarlyArticle", "Chapter"],
                "@id": f"{self.address(run.page)}#chapter",
                "name": self.title(run.page),
                "url": self.address(run.page),
            }
            for run in self.runs()
        ]
        return {
            **self.shared(page),
            "@type": "Report",
            "@id": self.report_id,
            "headline": page.title,
            "author": self.author(),
            "publisher": {"@id": f"{self.front}#author"},
            "about": [{"@type": "Thing", "name": name} for name in self.library.package.get("keywords", ["migration"])],
            "spatialCoverage": PLACE,
            "hasPart": chapters,
            "isBasedOn": {"@id": self.package_id},
            "isAccessibleForFree": True,
        }

    def runs(self) -> list[Run]:
        """Return the chapters in the order of the table of contents."""
        order = {page: place for place, page in enumerate(self.app.config.external_site_map)}
        return sorted(self.shelf.runs.values(), key=lambda run: (order.get(run.page, len(order)), run.chapter))

    def title(self, docname: str) -> str:
        """Return the title of a page."""
        titles = self.app.env.titles
        return str(titles[docname].astext()) if docname in titles else docname

    @property
    def report_id(self) -> str:
        """The name of the report among data."""
        return f"{self.front}#report"

    @property
    def package_id(self) -> str:
        """The name of the data package among data."""
        return self.address(DICTIONARY, PACKAGE)

    def part_of(self) -> Thing:
        """Return the report as that of which a page is part."""
        return {"@type": "Report", "@id": self.report_id, "name": str(self.app.config.project), "url": self.front}

    def web_page(self, page: Page) -> Thing:
        """Return a page that is no chapter."""
        return {**self.shared(page), "@type": "WebPage", "@id": f"{page.address}#page", "isPartOf": self.part_of()}

    def chapter(self, page: Page, run: Run) -> Thing:
        """Return a chapter: what it cites, and the data that it publishes."""
        mine = [
            (kind, key, record)
            for kind in ("figure", "table")
            for key, record in self.shelf.items(kind)
            if key.startswith(f"{run.chapter}.")
        ]
        cited = {
            source
            for (_, key), record in self.shelf.records.items()
            if key.startswith(f"{run.chapter}.")
            for source in record.get("sources", [])
        }
        return {
            **self.shared(page),
            "@type": ["ScholarlyArticle", "Chapter"],
            "@id": f"{page.address}#chapter",
            "headline": page.title,
            "author": self.author(),
            "isPartOf": self.part_of(),
            "citation": [self.source(source) for source in sorted(cited)],
            "hasPart": [self.published(kind, key, record, page) for kind, key, record in mine],
            "isAccessibleForFree": True,
        }

    def figure(self, page: Page, key: str) -> Thing:
        """Return the page of one figure: it is about the data that its chapter publishes."""
        run = self.shelf.run_of(key)
        home = Page(run.page, self.title(run.page), "", self.address(run.page), page.picture)
        return self.web_page(page) | {"mainEntity": self.published("figure", key, self.shelf.get("figure", key), home)}

    def source(self, name: str) -> Thing:
        """Return a source as a work that is cited."""
        row = self.library.source(name, "data about a page")
        thing: Thing = {"@type": "CreativeWork", "name": row["title"]}
        if row["publisher"]:
            thing["publisher"] = {"@type": "Organization", "name": row["publisher"]}
        if row["author"]:
            thing["author"] = row["author"]  # a person or a body: the table does not say which
        if row["published"]:
            thing["datePublished"] = row["published"]
        thing["url"] = row["url"] or self.address("book/sources", f"source-{name}")
        return thing

    def published(self, kind: str, key: str, record: Mapping[str, Any], page: Page) -> Thing:
        """Return the data behind a figure or table."""
        said = " ".join(str(record.get(part) or "") for part in ("alt", "caption"))
        series = [self.library.series[name] for name in record.get("series", []) if name in self.library.series]
        thing = {
            "@type": "Dataset",
            "@id": f"{page.address}#{kind}-{key}",
            "identifier": key,
            "name": str(record["title"]),
            "description": long_enough(
                said,
                f"The data of a {kind} of the chapter \N{LEFT DOUBLE QUOTATION MARK}"
                f"{page.title}\N{RIGHT DOUBLE QUOTATION MARK}: {record['title']}.",
            ),
            "url": f"{page.address}#{kind}-{key}",
            "license": LICENCE,
            "creator": {"@id": f"{self.front}#author"},
            "spatialCoverage": PLACE,
            "isBasedOn": [
                self.address("book/sources", f"source-{source}") for source in sorted(record.get("sources", []))
            ],
            "includedInDataCatalog": {"@type": "DataCatalog", "name": str(self.app.config.project), "url": self.front},
            "distribution": [
                download(f"{self.site}{KINDS[kind]}/{key}.csv") for name in files_of(kind, record) if name == "csv"
            ],
        }
        if series:
            thing["variableMeasured"] = [variable(row) for row in series]
        return thing | self.years(record.get("rows", []))

    def years(self, addresses: Iterable[str]) -> Thing:
        """Return the years that rows of observations cover."""
        found: set[str] = set()
        for address in addresses:
            name, _, span = address.partition(":")
            if name.startswith("observations/") and name.endswith(".csv"):
                rows = self.library.lines(name)
                found.update(rows[line]["period"][:4] for line in span_lines(span) if line in rows)
        return covering(found)

    def package(self, *, whole: bool) -> Thing:
        """Return the data package: by name on the front page, table by table in the data dictionary."""
        package, library = self.library.package, self.library
        name = str(package.get("title") or self.app.config.project)
        tables = [self.table(row) for row in package.get("resources", [])]
        thing = {
            "@type": "Dataset",
            "@id": self.package_id,
            "name": name,
            "description": long_enough(str(package.get("description", "")), f"{name}: all tables of the report."),
            "url": self.address(DICTIONARY),
            "identifier": str(package.get("name", "")),
            "version": str(package.get("version", "")),
            "datePublished": self.date,
            "license": LICENCE,
            "creator": self.author(),
            "keywords": package.get("keywords", []),
            "spatialCoverage": PLACE,
            "isPartOf": {"@id": self.report_id},
            "distribution": [
                download(f"{self.site}data/datapackage.json", "application/json"),
                download(f"{self.site}lineage.json", "application/json"),
            ],
        }
        if whole:
            thing["hasPart"] = tables
        else:
            thing["hasPart"] = [
                {
                    part: table[part]
                    for part in ("@type", "@id", "name", "description", "url", "license", "creator", "distribution")
                }
                for table in tables
            ]
        return thing | covering({year for cover in library.coverage.values() for year in cover["periods"]})

    def table(self, resource: Mapping[str, Any]) -> Thing:
        """Return one table of the data package."""
        path = str(resource["path"])
        title = str(resource.get("title") or resource["name"])
        licence = next((str(each["path"]) for each in resource.get("licenses", [])), LICENCE)
        thing: Thing = {
            "@type": "Dataset",
            "@id": self.address(DICTIONARY, f"table-{resource['name']}"),
            "name": title,
            "description": long_enough(
                str(resource.get("description", "")),
                f"{title}: a table of the data package of {self.app.config.project}.",
            ),
            "url": self.address(DICTIONARY),
            "license": licence,
            "creator": {"@id": f"{self.front}#author"},
            "spatialCoverage": PLACE,
            "isPartOf": {"@id": self.package_id},
            "distribution": [download(f"{self.site}data/{path}", media_type(path))],
        }
        held = {name: cover for name, cover in self.library.coverage.items() if path in cover["files"]}
        if held:
            rows = self.library.lines(path).values()
            thing["variableMeasured"] = [variable(self.library.series[name]) for name in sorted(held)]
            thing["isBasedOn"] = [
                self.address("book/sources", f"source-{name}") for name in sorted({row["source_id"] for row in rows})
            ]
            thing |= covering({row["period"][:4] for row in rows})
        return thing
