"""Files by which others find and quote the site: map, robots, feed, pictures, citations, the tables of ``data/``."""

from pathlib import Path

from sphinx.application import Sphinx

from kazmig import paths
from kazmig.site import feed, quoting, sitemap, social
from kazmig.site.findable import UNLISTED
from kazmig.site.languages.switching import folder_of
from kazmig.site.languages.tongues import SOURCE
from kazmig.site.stock import stock


def listed(app: Sphinx, outdir: Path) -> list[str]:
    """Return the pages that a search engine should know, those of the table of contents first."""
    order = {f"{page}.html": place for place, page in enumerate([app.config.root_doc, *app.config.external_site_map])}
    found = [path.relative_to(outdir).as_posix() for path in outdir.rglob("*.html")]
    apart = {"index.html", *(f"{name}.html" for name in UNLISTED)} - {f"{app.config.root_doc}.html"}
    kept = [page for page in found if page not in apart and not page.startswith("_")]
    english = sorted(kept, key=lambda page: (order.get(page, len(order)), page))
    return [f"{folder_of(code)}{page}" for code in app.config.kazmig_languages or [SOURCE] for page in english]


def citations(app: Sphinx) -> dict[str, bytes]:
    """Return a file for BibTeX for each chapter, and one for the report."""
    shelf, _, _ = stock(app)
    record, site = quoting.record_of(paths.root()), str(app.config.kazmig_site)
    address = app.builder.get_target_uri
    found = [quoting.of_report(record, f"{site}{address(app.config.root_doc)}")]
    for chapter, run in shelf.runs.items():
        if run.page in app.env.titles:
            title = app.env.titles[run.page].astext()
            found.append(quoting.of_chapter(record, chapter, title, f"{site}{address(run.page)}"))
    return {f"{quoting.FOLDER}/{each.name}.bib": f"{each.bibtex}\n".encode() for each in found}


def tables(app: Sphinx) -> dict[str, bytes]:
    """Return the tables of the data package with its descriptor, so that the site can be read as a data package."""
    _, library, _ = stock(app)
    names = [str(resource["path"]) for resource in library.package.get("resources", [])]
    kept = [name for name in ("datapackage.json", *names) if (library.folder / name).is_file()]
    return {f"data/{name}": (library.folder / name).read_bytes() for name in kept}


def files(app: Sphinx, outdir: Path) -> dict[str, bytes]:
    """Return all of these files by their path within the site."""
    _, library, _ = stock(app)
    config = app.config
    site, date = str(config.kazmig_site), str(library.package.get("created", ""))[:10]
    entries = feed.entries(library, paths.root())
    return {
        "sitemap.xml": sitemap.sitemap(site, listed(app, outdir), date),
        "robots.txt": sitemap.robots(site),
        feed.FEED: feed.feed(site, str(config.project), str(config.author), entries),
        **social.pictures(app),
        **citations(app),
        **tables(app),
    }
