"""A page for each figure, light enough to stand in another site: the permanent address ``figures/<id>.html``."""

import re
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup
from sphinx.application import Sphinx

import kazmig
from kazmig.site import findable, fragments, parts, policy
from kazmig.site.languages import switching
from kazmig.site.languages.voice import voice
from kazmig.site.pages import records_of
from kazmig.site.published import PLACEHOLDER, files_of, still
from kazmig.site.resolve import Resolver
from kazmig.site.stock import Stock

EARLY = re.compile(r"<script>.*?</script>")
FRAME = Path(__file__).parent / "theme" / "layout.html"


def pages(app: Sphinx, kept: Stock) -> Iterator[tuple[Path, bytes]]:
    """Yield the page of each figure: its path in the site, and its HTML.

    A page says what the figure shows, its sources and where it is from; nothing of the site stands around it.
    """
    resolver = Resolver(app, kept, "figures/page")
    early = "".join(EARLY.findall(FRAME.read_text(encoding="utf-8")))  # light or dark, and the typefaces
    release = str(kept.library.package.get("created", ""))[:10]
    for key, record in kept.shelf.items("figure"):
        run = kept.shelf.run_of(key)
        files = files_of("figure", record)
        drawing = fragments.render(
            "drawing.html",
            alt=record["alt"],
            wide=resolver.drawing(key, still(files), "wide"),
            narrow=resolver.drawing(key, "narrow.svg", "narrow") if "narrow.svg" in files else "",
        )
        described = findable.described_page(app, f"figures/{key}", {"title": record["title"]}, None)
        page = fragments.render(
            "figure.html",
            key=key,
            title=record["title"],
            told=traced(resolver, str(record["title_template"]), run.chapter),
            read=traced(resolver, str(record.get("caption_template") or ""), run.chapter),
            drawing=Markup(drawing),
            tools=Markup(resolver.tools("figure", key, record, alone=True)),
            chapter=resolver.title(run.page),
            chapter_page=f"{run.page}.html",
            root=app.config.root_doc,
            head=Markup(findable.head(app, described) + switching.alternates(app, f"figures/{key}")),
            block=Markup(findable.data_block(app, described)),
            language=voice().code,
            languages=switching.links(app, f"figures/{key}"),
            shared=resolver.shared,
            text=switching.TEXTS if voice().translates else "",
            policy=policy.POLICY,
            early=Markup(early),
            styles=parts.digest(),
            scripts=["kazmig.js", "copying.js", "cards.js", "charts.js"],
            version=kazmig.__version__,
            date=voice().date(release),
            day=release,
        )
        yield Path("figures") / f"{key}.html", page.encode()


def traced(resolver: Resolver, template: str, chapter: str) -> Markup:
    """Return a text of a record as HTML, each fact in it a link to its record."""
    parts_of = PLACEHOLDER.split(template)
    text = Markup()
    for place, piece in enumerate(parts_of):
        if place % 2 == 0:
            text += fragments.typeset(piece)
            continue
        key = piece if "." in piece else f"{chapter}.{piece}"
        said = resolver.shelf.get("fact", key)["text"]
        href = resolver.page(records_of(key.partition(".")[0]), key)
        text += Markup('<a class="fact" data-fact="{}" href="{}">{}</a>').format(key, href, said)
    return text
