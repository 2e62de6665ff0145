"""Pages made from data, by the name that their directive has."""

from typing import TYPE_CHECKING

from kazmig.site import explore, pages, revisions, weights

if TYPE_CHECKING:
    from kazmig.site.resolve import Resolver

RENDERERS = {
    "sources": pages.sources_page,
    "data-dictionary": pages.dictionary_page,
    "lineage": pages.lineage_page,
    "corrections": pages.corrections_page,
    "facts": pages.facts_page,
    "figures": weights.figures_page,
    "weights": weights.weights_page,
    "revisions": revisions.revisions_page,
    "explore": explore.explore_page,
}


def render_page(name: str, resolver: "Resolver") -> str:
    """Return the HTML of a page made from data."""
    return RENDERERS[name](resolver)
