"""The words of a record: unit, definition, derivation and credit, made from the rows and their dictionary."""

from collections.abc import Callable, Sequence
from typing import Any

from kazmig.report import code, probing
from kazmig.report.errors import ReportError
from kazmig.report.probing import Data
from kazmig.report.provenance import Provenance
from kazmig.report.records import Lineage

BOOK = "Kazakhstan in motion"


def unit(provenance: Provenance, computed: Any, series: Sequence[str], data: Data, scale: float) -> str:
    """Return the unit of the series when the value is one of its observations, else nothing."""
    if len(series) != 1 or isinstance(computed, str) or scale != 1:
        return ""
    for frame in probing.frames_of(data).values():
        if "value" in frame.columns and bool((frame["value"] == computed).any()):
            return provenance.series[series[0]]["unit"]
    return ""


def definition(provenance: Provenance, given: str | None, series: Sequence[str], place: str) -> str:
    """Return what is counted: as given, or from the data dictionary.

    Raises
    ------
    ReportError
        If neither says it.
    """
    if given is not None and given.strip():
        return given
    known = [provenance.series[name] for name in series]
    if len(known) == 1:
        return known[0]["definition"]
    if known:
        return "; ".join(row["title"] for row in known)
    raise ReportError(
        f"{place}: no series defines what is counted. Remedy: say it in definition= (rows of panels, events and "
        "claims have no series)."
    )


def derivation(
    provenance: Provenance,
    data: Data,
    series: Sequence[str],
    decisive: Sequence[str],
    function: Callable[..., Any],
    settings: dict[str, Any],
    lineage: Lineage,
) -> tuple[str, ...]:
    """Return the steps from rows to value, in words."""
    steps = [f"{provenance.series[name]['title']} ({name})" for name in series]
    for name, frame in probing.frames_of(data).items():
        steps.append(f"{len(frame)} rows{f' of {name}' if name else ''}")
    steps.append("sources: " + "; ".join(dict.fromkeys(provenance.label(source) for source in lineage.sources)))
    steps.append(f"computed by {code.text(function)}")
    steps += [f"{name} = {value}" for name, value in settings.items()]
    return tuple(steps + [f"decided by {line}" for line in provenance.locators(decisive)])


def credit(provenance: Provenance, lineage: Lineage, chapter: str) -> str:
    """Return the source line of a picture that travels alone."""
    names = list(dict.fromkeys(provenance.label(source) for source in lineage.sources))
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return f"Sources: {'; '.join(names[:6])}{more}. {BOOK}, {chapter}."


def excerpt(data: Data) -> str:
    """Return the first rows of data, for a message."""
    parts = []
    for frame in probing.frames_of(data).values():
        wanted = [name for name in frame.columns if not str(name).startswith("lineage")]
        known = ("period", "year", "partner", "geo", "category", "value")
        kept = [name for name in wanted if name in known] or wanted
        parts.append(frame[kept].head(40).to_string(index=False))
    return "\n".join(parts)
