"""The evidence as the rest of the package sees it: give me this series, and say where it is from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kazmig.evidence import ledger, lineage, package, precedence, questions, reads, schema
from kazmig.evidence.package import Package
from kazmig.evidence.periods import Period
from kazmig.evidence.problems import EvidenceError
from kazmig.evidence.questions import ANY, COLUMNS, DIMENSIONS, Filter
from kazmig.evidence.tables import Table


@dataclass(frozen=True, eq=False)
class Evidence:
    """A read-only view of ``data/``; every frame that it hands out is a copy with the column ``lineage``.

    Examples
    --------
    >>> from kazmig import evidence
    >>> departures = evidence.load().series("departures_registered", start=1994, end=1994)
    >>> int(departures["value"].iloc[0]), departures["source_id"].iloc[0] != ""
    (477068, True)
    """

    _package: Package = field(repr=False)
    _panels: dict[str, tuple[Table, pd.DataFrame]] = field(default_factory=dict, repr=False)
    _sources: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    @property
    def folder(self) -> Path:
        """The folder that was read."""
        return self._package.folder

    @property
    def sources(self) -> pd.DataFrame:
        """The documents and data sets that everything rests on, one row each."""
        return self._frame("sources")

    @property
    def series_info(self) -> pd.DataFrame:
        """The data dictionary: one row a series, with definition and unit."""
        return self._frame("series")

    @property
    def geographies(self) -> pd.DataFrame:
        """Codes and names of countries, regions and aggregates."""
        return self._frame("geographies")

    @property
    def categories(self) -> pd.DataFrame:
        """The breakdowns and categories that observations may use."""
        return self._frame("categories")

    @property
    def events(self) -> pd.DataFrame:
        """Dated laws, programmes, shocks; ``start`` and ``end`` (datetime64) bound the date, ``year`` is its year."""
        frame = self._frame("events")
        spans = [Period.parse(text) for text in frame["date"]]
        frame["start"] = pd.to_datetime([span.start for span in spans])
        frame["end"] = pd.to_datetime([span.end for span in spans])
        frame["year"] = np.array([span.start.year for span in spans], dtype="int64")
        return frame

    @property
    def corrections(self) -> pd.DataFrame:
        """Known errors in sources, and what is done about each."""
        return self._frame("corrections")

    @property
    def claims(self) -> pd.DataFrame:
        """What documents assert."""
        return self._frame("claims")

    @property
    def precedence(self) -> pd.DataFrame:
        """Which source is declared to win, by series and years."""
        return self._frame("precedence")

    @property
    def forecasts(self) -> pd.DataFrame:
        """The forecast ledger: one row a recorded forecast, with what is said of its release."""
        reads.note(*ledger.FILES.values())
        return package.public(ledger.joined(self._package.frames))

    @property
    def tables(self) -> dict[str, int]:
        """Rows by file, panels included (their rows are counted when they have been read)."""
        return {file: len(table.cells) for file, table in sorted(self._package.tables.items())}

    def table(self, name: str) -> pd.DataFrame:
        """Return any other declared table by its resource name, typed."""
        if name not in self._package.frames:
            raise questions.unknown("table", name, list(self._package.frames), "declare it in datapackage.json")
        return self._frame(name)

    def concept(self, concept: str) -> list[str]:
        """Return the ids of the series that people mean by one word, in the order of ``series.csv``."""
        info = self._package.frames["series"]
        found = info.loc[info["concept"] == concept, "series_id"].tolist()
        if not found:
            raise questions.unknown("concept", concept, info["concept"].unique().tolist(), "add it in data/series.csv")
        return [str(name) for name in found]

    def series(
        self,
        series_id: str,
        *,
        geo: Filter = "KAZ",
        partner: Filter = "",
        sex: Filter = "",
        age: Filter = "",
        breakdown: Filter = "",
        category: Filter = "",
        vintage: str | Sequence[str] | None = None,
        start: int | str | None = None,
        end: int | str | None = None,
        frequency: str | None = "year",
        all_sources: bool = False,
    ) -> pd.DataFrame:
        """Return one series as a tidy frame, one row a value, sorted by period.

        Parameters
        ----------
        series_id
            As in ``series.csv``.
        geo, partner, sex, age, breakdown, category
            A value, a list of values, or `ANY`. The empty text is the total.
        vintage
            Keep only this release (or these); None lets precedence choose.
        start, end
            A year, or a period as text; only periods that lie wholly between are kept.
        frequency
            ``year`` keeps calendar years; ``half``, ``quarter``, ``month``, ``date`` and ``span`` keep those
            forms; None keeps all.
        all_sources
            Keep the rows that lost against a better source too, with the column ``rank`` (1 = the one used).

        Returns
        -------
        DataFrame
            Columns as in `COLUMNS`, in the unit of ``series.csv``.

        Raises
        ------
        EvidenceError
            If the series is unknown, nothing fits the filters, or the winners come from two revisions of one
            publication (``IMS 2020`` and ``IMS 2024``), which must not be chained.
        """
        info = self._package.frames["series"]
        if not bool((info["series_id"] == series_id).any()):
            raise questions.unknown(
                "series", series_id, info["series_id"].tolist(), "`kazmig evidence list` names them all"
            )
        whole = self._by_series(series_id)
        rows = whole
        filters: dict[str, Filter] = dict(zip(DIMENSIONS, (geo, partner, sex, age, breakdown, category), strict=True))
        for name, wanted in filters.items():
            rows = rows[questions.match(rows[name], wanted)]
        if vintage is not None:
            rows = rows[questions.match(rows["vintage"], vintage)]
        if start is not None:
            rows = rows[rows["first_day"] >= Period.parse(str(start)).start.toordinal()]
        if end is not None:
            last = Period.parse(str(end)).end
            ends = {text: Period.parse(text).end <= last for text in rows["period"].unique()}
            rows = rows[rows["period"].map(ends).astype(bool)]
        if frequency is not None:
            forms = {text: questions.form(text) == frequency for text in rows["period"].unique()}
            rows = rows[rows["period"].map(forms).astype(bool)]
        if rows.empty:
            limits = {"vintage": vintage, "start": start, "end": end, "frequency": frequency}
            raise questions.nothing(series_id, whole, {**filters, **limits})
        rows = precedence.ranked(rows)
        if all_sources:
            order = ["first_day", "period", *DIMENSIONS, "rank"]
            return package.public(rows.sort_values(order, kind="stable")[[*COLUMNS, "rank"]].reset_index(drop=True))
        rows = rows[rows["rank"] == 1]
        if vintage is None:
            questions.refuse_chains(series_id, rows)
        order = ["first_day", "period", *DIMENSIONS]
        return package.public(rows.sort_values(order, kind="stable")[COLUMNS].reset_index(drop=True))

    def panel(self, name: str, **filters: Any) -> pd.DataFrame:
        """Return a wide table of ``panels/`` with the column ``lineage``.

        Parameters
        ----------
        name
            The name of its file, such as ``wpp`` for ``panels/wpp.csv.gz``.
        **filters
            By column: a value, a list of values, a pair ``(first, last)`` for a range with both ends included,
            or `ANY`.

        Raises
        ------
        EvidenceError
            If the panel or a column is unknown, the panel is broken, or nothing fits.
        """
        frame = self._panel(name)[1]
        reads.note(schema.panel_names(self._package.declared)[name].file)
        keep = np.ones(len(frame), dtype=bool)
        for column, wanted in filters.items():
            if column not in frame.columns:
                raise questions.unknown("column", column, [str(each) for each in frame.columns], f"of the panel {name}")
            if isinstance(wanted, tuple) and len(wanted) == 2:
                keep &= frame[column].between(*wanted).to_numpy()
            elif wanted is ANY:
                continue
            elif isinstance(wanted, list | set | frozenset | range | np.ndarray | pd.Series | pd.Index):
                keep &= frame[column].isin(list(wanted)).to_numpy()
            else:
                keep &= (frame[column] == wanted).to_numpy()
        if not keep.any():
            raise EvidenceError(
                f"the panel {name} has no row with {filters}. Remedy: loosen the filters; "
                f"it has {len(frame)} rows and the columns {', '.join(map(str, frame.columns))}."
            )
        return frame[keep].reset_index(drop=True)

    def row(self, address: str) -> dict[str, str]:
        """Return the raw row behind a lineage address, cell texts by column, exactly as the file has them."""
        [(file, numbers)] = lineage.lines_of([address]).items() if address.strip() else [("", np.array([]))]
        if len(numbers) != 1:
            raise EvidenceError(f'"{address}" is not one row. Remedy: give file:line; expand() splits a range.')
        table = self._table(file)
        place = int(np.searchsorted(table.lines, numbers[0]))
        if place >= len(table.lines) or table.lines[place] != numbers[0]:
            raise EvidenceError(
                f"{file} has no row at line {numbers[0]}. Remedy: its rows are lines "
                f"{table.lines[0]} to {table.lines[-1]}; the address is from another version of data/."
            )
        return {str(name): str(cell) for name, cell in table.cells.iloc[place].items()}

    def source_ids(self, file: str, lines: np.ndarray) -> set[str]:
        """Return the sources of some lines of a file; a table without sources gives none."""
        if file not in self._sources:
            table = self._table(file)
            column = next((name for name in ("evidence_source_id", "source_id") if name in table.cells), None)
            by_line = np.full(int(table.lines.max(initial=0)) + 1, "", dtype=object)
            if column is not None:
                by_line[table.lines] = table.cells[column].to_numpy()
            self._sources[file] = by_line
        by_line = self._sources[file]
        if lines.max(initial=0) >= len(by_line):
            raise EvidenceError(
                f"{file} has no line {lines.max()}. Remedy: the lineage is from another version of data/; rerun."
            )
        return set(by_line[lines]) - {""}

    def _frame(self, name: str) -> pd.DataFrame:
        reads.note(self._package.declared[name].file)
        return package.public(self._package.frames[name].copy())

    def _by_series(self, series_id: str) -> pd.DataFrame:
        rows = self._package.observations
        rows = rows[(rows["series_id"] == series_id).to_numpy()]
        reads.note(*rows["file"].unique())
        return rows

    def _panel(self, name: str) -> tuple[Table, pd.DataFrame]:
        if name not in self._panels:
            declared = self._package.declared
            known = schema.panel_names(declared)
            if name not in known:
                raise questions.unknown("panel", name, list(known), "declare it in datapackage.json")
            table, problems = schema.read(self.folder, known[name])
            if table is not None:
                found = {key: self._package.tables[declared[key].file] for key in ("sources", "geographies")}
                problems = problems + schema.foreign_keys({**found, known[name].name: table}, declared)
            if problems or table is None:
                raise EvidenceError.of(problems)
            self._panels[name] = (table, package.public(package.typed(table, known[name])))
        return self._panels[name]

    def _table(self, file: str) -> Table:
        if file in self._package.tables:
            return self._package.tables[file]
        for name, resource in schema.panel_names(self._package.declared).items():
            if resource.file == file:
                return self._panel(name)[0]
        raise questions.unknown(
            "file", file, [each.file for each in self._package.declared.values()], "an address starts so"
        )


def sources_of(frame: pd.DataFrame | pd.Series, evidence: Evidence) -> tuple[str, ...]:
    """Return the ids of the sources behind a frame, sorted, computed from its lineage."""
    if frame.empty:
        return ()
    lines = lineage.lines_of(lineage.texts_of(frame).unique())
    return tuple(sorted(set().union(*(evidence.source_ids(file, numbers) for file, numbers in lines.items()))))
