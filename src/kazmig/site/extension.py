"""The Sphinx extension: registers everything, reads the runs once the pages are read, and names what is missing."""

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

import kazmig
from kazmig import paths
from kazmig.errors import KazmigError
from kazmig.site import assets, cells, findable, frame, markup, parts, policy, records, statements, summary, terms
from kazmig.site import nodes as site_nodes
from kazmig.site.languages import parser, switching
from kazmig.site.languages.translating import translated
from kazmig.site.languages.voice import voice
from kazmig.site.library import Library
from kazmig.site.published import KINDS, Published, placeholders, read
from kazmig.site.resolve import resolve_page
from kazmig.site.stock import Stock, keep_stock

LOGGER = logging.getLogger(__name__)
HERE = Path(__file__).parent
UNFIT = (' role="doc-biblioentry"', ' role="list"', ' role="doc-backlink"')
"""Roles that Sphinx gives to citations and that are deprecated, or do not fit the elements they stand on."""
FORMULAS = "formulas"
FOUNDATION = re.compile(r'\s*<meta name="viewport"[^>]*>')  # the layout has its own
FORGED = re.compile(r"data-(?:fact|table|figure|finding|generated|given)\b")
CHAPTERS = "notebooks/"
GATHERING = "gettext"
"""Sphinx's builder that gathers texts to translate."""
SITE = "https://kazakhstan-in-motion.example/"
"""The published address where none is configured: a name that is reserved and leads nowhere."""
Use = tuple[str, str]  # kind and key of something that a page shows


def code_digest() -> str:
    """Return a digest of the site's own code, templates and styles: pages made by other code are outdated."""
    text = hashlib.sha256()
    for path in sorted(HERE.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".html", ".css", ".js"}:
            text.update(path.read_bytes())
    return text.hexdigest()[:16]


def configure(app: Sphinx, config: Config) -> None:
    """Add the site's templates, styles and release to the configuration (event ``config-inited``)."""
    switching.configure(config)
    library = Library(paths.data())
    config.templates_path = [*config.templates_path, str(HERE / "theme")]
    config.html_static_path = [*config.html_static_path, str(HERE / "static")]
    release = library.package
    config.version = config.release = kazmig.__version__
    config.html_context = {
        **config.html_context,
        "kazmig_styles": parts.digest(),
        "kazmig_version": kazmig.__version__,
        "kazmig_data_version": str(release.get("version", "")),
        "kazmig_data_date": str(release.get("created", ""))[:10],
        "kazmig_repository": os.environ.get("KAZMIG_REPOSITORY_URL", ""),  # known to the publishing workflow alone
    }
    config.kazmig_code = code_digest()
    config.kazmig_site = f"{(os.environ.get('KAZMIG_SITE_URL') or config.kazmig_site).rstrip('/')}/"


def uses_of(env: BuildEnvironment) -> dict[str, list[tuple[str, str, str]]]:
    """Return what each page shows: kind, key and the place that names it."""
    uses: dict[str, list[tuple[str, str, str]]] = vars(env).setdefault("kazmig_uses", {})
    return uses


def digests_of(env: BuildEnvironment) -> dict[str, str]:
    """Return the digest of what each page showed when it was last written."""
    digests: dict[str, str] = vars(env).setdefault("kazmig_digests", {})
    return digests


def note_uses(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a page shows, and refuse facts in headings (event ``doctree-read``)."""
    found = []
    for node in doctree.findall(site_nodes.published):
        place = f"{node.source or app.env.doc2path(app.env.docname)}:{node.line or ''}"
        found.append((node["kind"], node["key"], place))
        parent = node.parent
        while parent is not None and not isinstance(parent, nodes.title):
            parent = parent.parent
        if parent is not None:
            raise ExtensionError(
                f"{place}: the heading {parent.astext()!r} holds the {node['kind']} {node['key']!r}. "
                "Headings carry no facts: they stand in menus and search results too. Remedy: say it in the text."
            )
    for raw in doctree.findall(nodes.raw):
        marker = FORGED.search(raw.astext())
        if marker:
            raise ExtensionError(
                f"{raw.source}:{raw.line or ''}: raw HTML holds {marker[0]!r}, with which the site marks what was "
                "published. Remedy: use the role or directive, such as {fact}`key` or {given}`text`."
            )
    if app.env.docname.startswith(CHAPTERS):
        found.append(("chapter", app.env.docname.removeprefix(CHAPTERS), ""))
    if next(iter(doctree.findall(site_nodes.declaration)), None):
        found.append(("titles", "", ""))
    for page in doctree.findall(site_nodes.data_page):
        found.append(("page", page["name"], ""))
    uses_of(app.env)[app.env.docname] = found


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a page (event ``env-purge-doc``)."""
    uses_of(env).pop(docname, None)
    digests_of(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what another process has read (event ``env-merge-info``)."""
    for docname in docnames:
        if docname in uses_of(other):
            uses_of(env)[docname] = uses_of(other)[docname]


def with_facts(shelf: Published, kind: str, key: str) -> list[Use]:
    """Return a published thing and the facts that its texts name."""
    record = shelf.records.get((kind, key), {})
    chapter = key.partition(".")[0]
    named = [
        fact
        for text in ("title", "caption", "alt", "statement")
        for fact in placeholders(str(record.get(f"{text}_template") or ""), chapter)
    ]
    return [(kind, key), *(("fact", fact) for fact in named)]


def page_digest(kept: Stock, titles: Mapping[str, str], uses: Iterable[tuple[str, str, str]]) -> str:
    """Return a digest of everything that a page shows from the runs and from ``data/``."""
    shelf, library, judged = kept
    text = hashlib.sha256()
    for kind, key, _ in uses:
        if kind == "chapter":
            text.update(judged.digest(key, titles).encode())
        elif kind == "titles":
            text.update(repr(sorted(titles.items())).encode())
        elif kind == "page":
            text.update(f"{key}:{shelf.digest_all()}:{library.digest}".encode())
        elif kind in KINDS:
            for use in with_facts(shelf, kind, key):
                text.update(f"{use}:{shelf.digest(*use)}:{library.sources_digest}".encode())
    return text.hexdigest()[:16]


def take_stock(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Read the runs, name everything missing, and return the pages whose facts changed (event ``env-updated``).

    The pages need no new reading: what changed takes its place when they are written.

    Raises
    ------
    ExtensionError
        Listing every page, line and address of a thing that no run publishes.
    """
    try:
        shelf, library = read(paths.runs()), Library(paths.data())
    except KazmigError as error:
        raise ExtensionError(str(error)) from error
    problems = []
    for docname in sorted(uses_of(env)):
        for kind, key, place in uses_of(env)[docname]:
            if kind not in KINDS:
                continue
            for use in with_facts(shelf, kind, key):
                if use not in shelf.records:
                    problems.append(f"{place or docname}: {shelf.missing(*use)}")
    if problems:
        raise ExtensionError("\n".join(["the pages name what no run publishes:", *problems]))
    kept = Stock(translated(shelf, voice()), library, statements.read(shelf))
    keep_stock(app, kept)
    titles = {name.removeprefix(CHAPTERS): title.astext() for name, title in env.titles.items()}
    # the frame of every page names all pages, in the order of the contents
    contents = (Path(app.srcdir) / app.config.external_toc_path).read_bytes()
    frame_of_all = hashlib.sha256(contents + repr(sorted(titles.items())).encode()).hexdigest()[:16]
    everywhere = f"{terms.digest(env)}{voice().digest}{frame_of_all}"
    digests, changed = digests_of(env), []
    for docname in sorted(uses_of(env)):
        digest = page_digest(kept, titles, uses_of(env)[docname]) + everywhere
        if docname == app.config.root_doc:  # names every table to search engines
            digest += library.digest
        if digests.get(docname) != digest:
            changed.append(docname)
        digests[docname] = digest
    return changed


def arrange(app: Sphinx, doctree: nodes.document) -> None:
    """Arrange a page's cells, turning errors of ours into Sphinx's own (event ``doctree-read``)."""
    switching.note_catalogues(app)
    try:
        cells.arrange(app, doctree)
    except KazmigError as error:
        raise ExtensionError(f"{app.env.docname}: {error}") from error


def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Resolve a page, turning errors of the site into Sphinx's own, which stop the build."""
    if app.builder.name == GATHERING:
        return  # it wants the pages as they are written
    try:
        resolve_page(app, doctree, docname)
    except KazmigError as error:
        raise ExtensionError(f"{docname}: {error}") from error


def collect(app: Sphinx) -> records.Pages:
    """Yield the pages that are no documents, our errors turned into Sphinx's own (event ``html-collect-pages``)."""
    try:
        yield from summary.collect(app)
        yield from records.collect(app)
    except KazmigError as error:
        raise ExtensionError(str(error)) from error


def page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Set a page's policy and menus, and leave it the scripts that it needs (event ``html-page-context``)."""
    switching.share(app, pagename, context)
    pathto = context["pathto"]
    described = findable.described_page(app, pagename, context, doctree)
    context["metatags"] = (
        f'\n  <meta http-equiv="Content-Security-Policy" content="{policy.POLICY}">'
        f'\n  <link rel="icon" type="image/svg+xml" href="{pathto("_static/favicon.svg", 1)}">'
        f"{FOUNDATION.sub('', context.get('metatags', ''))}"
        f"{findable.head(app, described)}"
    )
    body = switching.marked(str(context.get("body", "")), pagename)
    for wrong in UNFIT:
        body = body.replace(wrong, "")
    context["body"] = body
    needed = [*parts.scripts_for(body), *([FORMULAS] if 'class="math' in body else [])]
    needed += ["languages.js"] if len(app.config.kazmig_languages) > 1 else []  # the switch stands in the frame
    context["script_files"] = [script for script in context.get("script_files", []) if wanted(script, needed)]
    context["body"] = f"{body}{findable.data_block(app, described)}"
    context["kazmig_formulas"] = FORMULAS in needed
    context["kazmig_navigation"] = switching.captioned(frame.toctree_of(context), app.config.root_doc)
    context["kazmig_contents"] = frame.contents_of(str(context.get("toc", "")))
    switching.speak_up(app, pagename, context, doctree)


def wanted(script: Any, needed: Collection[str]) -> bool:
    """Say whether a page loads a script: ours that it needs, and what MathJax is told where there are formulas.

    MathJax itself is as heavy as four chapters: kazmig.js asks for it when a formula comes near.
    """
    name = str(getattr(script, "filename", script) or "")
    told = str(getattr(script, "attributes", {}).get("body", ""))
    return name.rpartition("/")[2] in needed or (FORMULAS in needed and "MathJax" in told)


def register(app: Sphinx) -> dict[str, Any]:
    """Register nodes, roles, directives and event handlers."""
    app.add_config_value("kazmig_code", "", "env", str)
    app.add_config_value("kazmig_site", SITE, "html", str)
    switching.register(app)
    parser.register(app)
    site_nodes.register(app)
    markup.register(app)
    terms.register(app)
    for place, script in enumerate(parts.SCRIPTS):
        app.add_js_file(script.name, loading_method="defer", priority=900 + place)
    app.connect("config-inited", configure, priority=400)
    app.connect("doctree-read", arrange, priority=100)  # before images are collected
    app.connect("doctree-read", note_uses, priority=200)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", take_stock)
    app.connect("doctree-resolved", resolve)
    app.connect("html-collect-pages", collect)
    app.connect("html-page-context", page_context, priority=900)
    app.connect("build-finished", assets.finish, priority=900)  # after the theme, which writes the colours of code
    return {"version": kazmig.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
