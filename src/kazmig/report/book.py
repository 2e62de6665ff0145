"""The report of one chapter: what its notebook publishes, with computed lineage or not at all."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from kazmig.charts import Drawing
from kazmig.report import code, describing, drawn, files, formats, mime, probing, purity, tabulating
from kazmig.report.desk import Desk, publishing
from kazmig.report.errors import ReportError
from kazmig.report.probing import Data
from kazmig.report.records import Fact, Figure, Finding, Table


class Report(Desk):
    """What a chapter's notebook publishes. Make one with `Report.open`.

    Examples
    --------
    In a notebook, after its parameters cell::

        report = Report.open("flows", parameters={"start_year": start_year})
        departures = evidence.load().series("departures_registered", start=start_year)
        report.fact("peak_year", lambda d: d.loc[d["value"].idxmax(), "year"], data=departures, format="d")
        report.close()
    """

    @publishing
    def fact(
        self,
        key: str,
        value: Callable[[Any], Any],
        *,
        data: Data,
        unit: str = "",
        format: str = ",.0f",
        scale: float = 1,
        definition: str | None = None,
        invariant: str | None = None,
    ) -> None:
        """Publish a number or a name that prose may use as ``{fact}`` or in a placeholder.

        Parameters
        ----------
        key
            Its name in this chapter.
        value
            Function of ``data`` that computes it.
        data
            The frame that it rests on, or a dict of frames; each with the column ``lineage``.
        unit
            Unit of the printed number; the series' own is taken when the value is one of its observations.
        format
            Format of the printed number, such as ``,.0f``, ``.1f``, ``d`` (years) or ``words`` (``four``).
        scale
            What the value is divided by before it is printed: 1000 prints thousands.
        definition
            What is counted; taken from ``series.csv`` when None.
        invariant
            Why no change of the rows moves the value, for the rare one that nothing moves.

        Raises
        ------
        ReportError
            If the value is typed in, rests on no source, reaches past its data, cannot be computed or printed, or
            if no change of the rows moves it and no reason is declared.
        """
        key, place = self._new("fact", key, self.facts)
        function = purity.require(value, "value", place, self.parameters)
        lineage = self.provenance.of(data, place)
        computed = formats.plain(probing.compute(function, data, place), place)
        printed = formats.text(computed, format, scale, place)
        moved = probing.move(function, data)
        if not moved.any and not invariant:
            raise ReportError(
                f"{place}: no change of its rows moves the value {computed!r}, so it does not come from them. Remedy: "
                "compute it from data, or say in invariant= why it cannot move."
            )
        settings = purity.settings(function, self.parameters)
        series = self.provenance.series_of(data, lineage.rows)
        decisive = self.provenance.decisive(data, moved)
        self.facts[key] = Fact(
            key=key,
            value=computed,
            text=printed,
            unit=unit or describing.unit(self.provenance, computed, series, data, scale),
            format=format,
            scale=scale,
            period=self.provenance.period(data, moved),
            series=series,
            definition=describing.definition(self.provenance, definition, series, place),
            derivation=describing.derivation(self.provenance, data, series, decisive, function, settings, lineage),
            code=code.text(function),
            settings=settings,
            decisive_rows=decisive,
            moved_by=moved.whole,
            invariant="" if moved.any else (invariant or ""),
            lineage=lineage,
            cell=self.index.find("fact", key.partition(".")[2]),
            data=self._data_of("facts", key, data, f"Rows behind {key} = {printed}", lineage),
        )
        mime.show(mime.note("fact", key, self.chapter, f"{key} = {printed} {self.facts[key].unit}".strip()))

    @publishing
    def finding(self, id: str, statement: str, holds: Callable[[Any], Any], *, data: Data) -> None:
        """Publish a sentence of ours that could turn out false.

        Parameters
        ----------
        id, data
            As for `fact`.
        statement
            The sentence, with placeholders for facts.
        holds
            Function of ``data`` that says whether it is true.

        Raises
        ------
        ReportError
            If it is false under default parameters, if nothing could make it false, or as for a fact.
        """
        self._finding(id, statement, holds, data, "finding")

    @publishing
    def figure(
        self,
        id: str,
        chart: Any,
        *,
        data: Data,
        title: str,
        caption: str,
        alt: str,
        holds: Callable[[Any], Any] | None = None,
    ) -> None:
        """Publish a chart whose title is a finding.

        Parameters
        ----------
        id
            Its name in this chapter.
        chart
            A `kazmig.charts.Drawing` or an Altair chart.
        data
            The frame that the chart draws, or a dict of frames.
        title
            What the picture shows, as a sentence: the statement of a finding published before, or one that ``holds``
            tests here (it is then published as the finding ``id``).
        caption
            What is drawn: quantity, unit, place, years, and how to read it.
        alt
            What the picture shows, for who cannot see it.
        holds
            Function of ``data`` that says whether the title is true.

        Raises
        ------
        ReportError
            If a text is empty or holds an untraced number, the chart draws other numbers than ``data``, nothing tests
            the title, or the data have no sources.
        """
        full, place = self._new("figure", id, self.figures)
        filled = self._texts(place, title=title, caption=caption, alt=alt)
        lineage = self.provenance.of(data, place)
        drawing = Drawing.of(chart)
        specs = {} if self.only_compared else drawing.specifications()
        for spec in specs.values():
            drawn.require_published(spec, data, place)
        specs = {name: drawn.with_sources(spec, self.provenance) for name, spec in specs.items()}
        if holds is not None:
            self._finding(id, title, holds, data, "figure")
        tested = self._tested(filled["title"], place)
        credit = describing.credit(self.provenance, lineage, self.chapter)
        folder = self.staging.folder
        written, svg = files.write_figure(folder, full, drawing, specs, filled, credit) if specs else ({}, "")
        written["csv"] = self._data_of("figures", full, data, filled["title"], lineage, filled["caption"])
        self.figures[full] = Figure(
            id=full,
            title_template=title,
            caption_template=caption,
            alt_template=alt,
            finding=tested.id,
            holds=tested.holds,
            lineage=lineage,
            cell=self.index.find("figure", full.partition(".")[2]),
            data=written["csv"],
            files=written,
            **filled,
        )
        if specs:
            mime.show(mime.figure(full, self.chapter, specs["wide"], svg, filled["title"], filled["alt"]))

    @publishing
    def table(
        self,
        id: str,
        *,
        data: pd.DataFrame,
        title: str,
        columns: Mapping[str, Any] | Sequence[str] | None = None,
        caption: str = "",
    ) -> None:
        """Publish a table.

        Parameters
        ----------
        id
            Its name in this chapter.
        data
            The frame; all its rows are shown.
        title
            What it lists.
        columns
            Columns to show: names, or name -> heading, or name -> (heading, format); all that are no book-keeping
            when None.
        caption
            How to read it.

        Raises
        ------
        ReportError
            If the title is empty, a text holds an untraced number, a column is missing, or the data have no sources.
        """
        full, place = self._new("table", id, self.tables)
        if not isinstance(data, pd.DataFrame):
            raise ReportError(f"{place}: data is a {type(data).__name__}. Remedy: pass one DataFrame.")
        filled = {"caption": ""} | self._texts(place, title=title, **({"caption": caption} if caption else {}))
        lineage = self.provenance.of(data, place)
        shown = tabulating.columns_of(data, columns, place)
        rows = tabulating.rows_of(data, shown)
        path = self._data_of("tables", full, data, filled["title"], lineage, filled["caption"])
        printed = f"tables/{full}.json"
        files.write_json(self.staging.folder / printed, {"columns": [vars(column) for column in shown], "rows": rows})
        self.tables[full] = Table(
            id=full,
            title_template=title,
            caption_template=caption,
            columns=shown,
            lineage=lineage,
            cell=self.index.find("table", full.partition(".")[2]),
            data=path,
            files={"csv": path, "json": printed},
            **filled,
        )
        labels, numeric = [column.label for column in shown], [column.numeric for column in shown]
        mime.show(mime.table(full, self.chapter, filled["title"], labels, numeric, rows))

    def close(self) -> None:
        """Write the manifest and put the run in its place.

        Raises
        ------
        ReportError
            If it is closed already, or nothing was published.
        """
        self._require_open()
        if not (self.facts or self.figures or self.tables or self.findings or self.on_other_data):
            raise ReportError(f"chapter {self.chapter}: nothing was published before report.close().")
        self._write_manifest()
        self.closed = True
        self.staging.settle()

    def _finding(self, id: str, statement: str, holds: Callable[[Any], Any], data: Data, method: str) -> None:
        full, place = self._new("finding", id, self.findings)
        filled = self._texts(place, statement=statement)["statement"]
        function = purity.require(holds, "holds", place, self.parameters)
        lineage = self.provenance.of(data, place)
        answer = probing.compute(function, data, place)
        if not isinstance(formats.plain(answer, place), bool):
            raise ReportError(f"{place}: holds gave {answer!r}, not True or False. Remedy: end it in a comparison.")
        if not answer and self.is_default:
            raise ReportError(
                f"{place} does not hold: {filled!r}\n{describing.excerpt(data)}\nRemedy: correct the sentence."
            )
        falsified = probing.falsify(function, data) if answer else "the rows as they are"
        if not falsified:
            raise ReportError(
                f"{place}: a sentence that nothing could make false is no finding: {filled!r}. Reversing, turning, "
                "scaling, shuffling, levelling or dropping its rows leaves it true. Remedy: let holds compare the "
                "numbers that the sentence is about."
            )
        self.findings[full] = Finding(
            id=full,
            statement=filled,
            statement_template=statement,
            holds=bool(answer),
            falsified_by=falsified,
            code=code.text(function),
            settings=purity.settings(function, self.parameters),
            lineage=lineage,
            cell=self.index.find(method, full.partition(".")[2]),
            data=self._data_of("findings", full, data, filled, lineage),
        )
        if method == "finding":
            state = "holds" if answer else "does not hold"
            mime.show(mime.note("finding", full, self.chapter, f"{full}: {filled} [{state}]"))
