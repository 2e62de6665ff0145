"""Reading lineage: sources, rows, series and periods behind a frame, in the words that a record carries."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kazmig import evidence
from kazmig.report.errors import ReportError
from kazmig.report.probing import Data, Moved, frames_of
from kazmig.report.records import Lineage

ROWS_READ = 200
"""Most rows of ``data/`` that are opened to describe one fact."""


@dataclass(frozen=True)
class Provenance:
    """Answers about rows, from one evidence."""

    evidence: evidence.Evidence
    _labels: dict[str, str] = field(default_factory=dict, repr=False)

    @functools.cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """Source id -> its row of ``sources.csv``."""
        return _by_key(self.evidence.sources, "source_id")

    @functools.cached_property
    def series(self) -> dict[str, dict[str, str]]:
        """Series id -> its row of ``series.csv``."""
        return _by_key(self.evidence.series_info, "series_id")

    def of(self, data: Data, place: str) -> Lineage:
        """Return the lineage of data.

        Raises
        ------
        ReportError
            If there is no row, or a row that comes from nowhere, or rows that rest on no source.
        """
        frames = frames_of(data)
        if not frames:
            raise ReportError(f"{place}: data is empty. Remedy: pass the frame that it rests on.")
        rows: list[str] = []
        sources: set[str] = set()
        for name, frame in frames.items():
            table = f"data[{name!r}]" if name else "data"
            if not isinstance(frame, pd.DataFrame):
                raise ReportError(f"{place}: {table} is a {type(frame).__name__}. Remedy: pass a DataFrame.")
            if frame.empty:
                raise ReportError(f"{place}: {table} has no row. Remedy: check the filters before it.")
            try:
                rows.extend(evidence.lineage_of(frame))
                sources.update(evidence.sources_of(frame, self.evidence))
            except evidence.EvidenceError as error:
                raise ReportError(f"{place}: {table} cannot be traced: {error}") from error
        if not sources:
            raise ReportError(
                f"{place}: no row of data rests on a source (only on reference tables). Remedy: publish frames that "
                "come from Evidence.series, .panel, .events or .claims."
            )
        compressed = tuple(evidence.compress(rows).split())
        files = sorted({row.rpartition(":")[0] for row in compressed})
        return Lineage(tuple(sorted(sources)), compressed, tuple(files))

    def decisive(self, data: Data, moved: Moved) -> tuple[str, ...]:
        """Return addresses of the rows that move a value."""
        texts = [
            address
            for name, frame in frames_of(data).items()
            if moved.decisive.get(name)
            for address in evidence.lineage_of(frame.iloc[list(moved.decisive[name])])
        ]
        return tuple(evidence.compress(texts).split()) if texts else ()

    def period(self, data: Data, moved: Moved) -> str:
        """Return the period of the decisive rows, or of all when none is decisive alone."""
        frames = frames_of(data)
        picked = [frame.iloc[list(moved.decisive[n])] for n, frame in frames.items() if moved.decisive.get(n)]
        periods = _periods(picked or frames.values())
        if not periods:
            addresses = self.decisive(data, moved) or tuple(
                address for frame in frames.values() for address in evidence.lineage_of(frame)
            )
            cells = self._rows(addresses)
            periods = sorted({row.get("period") or row.get("year") or "" for row in cells} - {""})
        if len(periods) <= 3:
            return ", ".join(periods)
        return f"{_first(periods[0])}–{_last(periods[-1])}"

    def series_of(self, data: Data, rows: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the series behind data, from its column or from its rows."""
        ids: set[str] = set()
        for frame in frames_of(data).values():
            if "series_id" in frame.columns:
                ids.update(str(name) for name in frame["series_id"].dropna().unique())
        if not ids:
            ids.update(row["series_id"] for row in self._rows(rows) if row.get("series_id"))
        return tuple(sorted(ids & set(self.series)))

    def locators(self, rows: Iterable[str], most: int = 6) -> list[str]:
        """Return lines that name each row's period, source and place in the source."""
        singles = evidence.expand(list(rows)) if rows else ()
        lines = []
        for address in singles[:most]:
            row = self.evidence.row(address)
            parts = [row.get("period", ""), row.get("value", ""), self.label(row.get("source_id", ""))]
            if row.get("locator"):
                parts.append(row["locator"])
            lines.append(f"{address}: {', '.join(part for part in parts if part)}")
        if len(singles) > most:
            lines.append(f"and {len(singles) - most} more rows")
        return lines

    def label(self, source_id: str) -> str:
        """Return a source's short name: publisher or author, and year."""
        source = self.sources.get(source_id)
        if source is None:
            return source_id
        name = source.get("publisher") or source.get("author") or source.get("title", source_id)
        year = source.get("published", "")[:4]
        return f"{name} ({year})" if year else name

    def labels(self, text: str) -> str:
        """Return the short names of the sources behind one lineage text, at most two of them."""
        if text not in self._labels:
            ids = evidence.sources_of(pd.DataFrame({"lineage": [text]}), self.evidence)
            names = list(dict.fromkeys(self.label(name) for name in ids))
            more = f" and {len(names) - 2} more" if len(names) > 2 else ""
            self._labels[text] = "; ".join(names[:2]) + more
        return self._labels[text]

    def _rows(self, rows: Iterable[str]) -> list[dict[str, Any]]:
        singles = evidence.expand(list(rows))
        step = max(1, -(-len(singles) // ROWS_READ))
        return [self.evidence.row(address) for address in singles[::step]]


def _by_key(frame: pd.DataFrame, key: str) -> dict[str, dict[str, str]]:
    return {str(row[key]): {str(k): str(v) for k, v in row.items()} for row in frame.to_dict("records")}


def _periods(frames: Iterable[pd.DataFrame]) -> list[str]:
    found: set[str] = set()
    for frame in frames:
        column = next((name for name in ("period", "year") if name in frame.columns), None)
        if column is not None:
            found.update(str(value) for value in frame[column].dropna().unique())
    return sorted(found - {""})


def _first(period: str) -> str:
    return period.partition("/")[0]


def _last(period: str) -> str:
    return period.rpartition("/")[2]
