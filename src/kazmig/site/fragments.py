"""HTML fragments: the templates of ``templates/`` filled in, and the small pieces they share."""

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from kazmig.site.languages.voice import gettext, ngettext, voice

FOLDER = Path(__file__).parent
APOSTROPHE = re.compile(r"(?<=\w)'")
SVG_ID = re.compile(r'\bid="([^"]+)"')


@cache
def environment() -> jinja2.Environment:
    """Return the template environment: escaping on, and a missing variable is an error."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["number"] = lambda text: voice().number(number(text))
    found.globals.update(_=said, counted=counted, kinds=kinds, english=english)
    return found


def said(message: str, **values: object) -> str:
    """Return a text of the interface in the language of the build, with values in its places."""
    text = gettext(message)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def typeset(text: str) -> str:
    """Return a published text with the apostrophes that the prose around it has.

    Examples
    --------
    >>> typeset("the register's count")
    'the register’s count'
    """
    return APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", text)


def english() -> Markup:
    """Return the attribute of an element whose text is English in every language, as what comes from the data is."""
    return Markup(' lang="en"') if voice().translates else Markup("")


def counted(one: str, many: str, count: int) -> str:
    """Return a text of the interface in the form that goes with a number, which stands in its place ``{n}``.

    Examples
    --------
    >>> counted("{n} row", "{n} rows", 1), counted("{n} row", "{n} rows", 2)
    ('1 row', '2 rows')
    """
    return ngettext(one, many, count).replace("{n}", voice().number(f"{count:,}"))


def kinds(kind: str, count: int) -> str:
    """Return how many figures, tables, findings or facts there are, in words.

    Examples
    --------
    >>> kinds("fact", 2)
    '2 facts'
    """
    if kind == "figure":
        return counted("{n} figure", "{n} figures", count)
    if kind == "table":
        return counted("{n} table", "{n} tables", count)
    if kind == "finding":
        return counted("{n} finding", "{n} findings", count)
    return counted("{n} fact", "{n} facts", count)


def number(text: str) -> str:
    """Return a number of a table with commas, and any other text as it is.

    Examples
    --------
    >>> number("46404"), number("-3.5"), number("n/a")
    ('46,404', '−3.5', 'n/a')
    """
    whole, point, rest = text.partition(".")
    if not (whole.removeprefix("-").isdigit() and (not point or rest.isdigit())):
        return text
    return f"{int(whole):,}{point}{rest}".replace("-", "\N{MINUS SIGN}")


def render(name: str, **values: Any) -> str:
    """Fill in a template of ``templates/``."""
    return environment().get_template(name).render(**values)


def up(docname: str) -> str:
    """Return the relative way from a page to the site's root.

    Examples
    --------
    >>> up("notebooks/flows"), up("index")
    ('../', '')
    """
    return "../" * docname.count("/")


def inline_svg(svg: str, prefix: str) -> Markup:
    """Make an SVG file fit to stand in a page: no XML header, ids of its own, hidden from assistive technology.

    The alternative text belongs to the element around it, which holds a wide and a narrow drawing of one chart.
    """
    text = svg[svg.index("<svg") :].strip()
    for name in sorted(set(SVG_ID.findall(text)), key=len, reverse=True):
        unique = f"{prefix}-{name}"
        text = text.replace(f'id="{name}"', f'id="{unique}"')
        text = text.replace(f"url(#{name})", f"url(#{unique})").replace(f'href="#{name}"', f'href="#{unique}"')
    text = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", text)
    text = re.sub(r"<(title|desc)\b.*?</\1>", "", text, flags=re.DOTALL)
    return Markup(text.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))


def json_block(identity: str, value: Any) -> str:
    """Return a data block for a page: JSON that no ``</script>`` within can end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f'<script type="application/json" id="{identity}">{text.replace("<", chr(92) + "u003c")}</script>'


def escape(text: str) -> str:
    """Escape text for HTML, quotation marks too."""
    return html.escape(text, quote=True)
