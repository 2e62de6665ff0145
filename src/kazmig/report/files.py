"""The files of a published thing: pictures, specifications, tables, each the same bytes whenever it is written."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from kazmig import charts
from kazmig.charts import points, rendering
from kazmig.charts.layout import NARROW, WIDE
from kazmig.report import describing
from kazmig.report.probing import Data, frames_of

Spec = dict[str, Any]


def write_json(path: Path, content: Any) -> None:
    """Write JSON with sorted keys, so that the same content gives the same bytes."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def write_figure(
    folder: Path, name: str, drawing: charts.Drawing, specs: Mapping[str, Spec], texts: Mapping[str, str], credit: str
) -> tuple[dict[str, str], str]:
    """Write a figure's specifications and pictures; return file names by kind, and the wide SVG.

    Parameters
    ----------
    folder
        The run's folder; files go to its ``figures``.
    name
        Full id of the figure.
    drawing, specs
        What to draw, and the specifications to publish (with names of sources in them) by layout.
    texts, credit
        Title, caption and alt text by these names, and the source line.
    """
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    files: dict[str, str] = {}
    svgs: dict[str, str] = {}
    places: dict[str, Any] = {}
    about = {
        "title": texts["title"],
        "caption": texts["caption"],
        "credit": credit,
        "licence": "CC BY 4.0; the sources keep their own licences",
    }
    for layout, suffix in ((WIDE, ""), (NARROW, ".narrow")):
        raw = rendering.raw_svg(specs[layout.name], layout)
        svgs[layout.name] = rendering.inline_svg(
            raw, identifier=f"{name}{suffix}", title=texts["title"], alt=texts["alt"]
        )
        places[layout.name] = points.points(specs[layout.name], layout)
        drawn = "narrow.svg" if suffix else "page.svg"
        files[drawn] = _text(folder, f"figures/{name}.{drawn}", svgs[layout.name])
        kind = "narrow.vl.json" if suffix else "vl.json"
        files[kind] = f"figures/{name}{suffix}.vl.json"
        write_json(folder / files[kind], {**specs[layout.name], "description": texts["alt"], "usermeta": about})
        if layout is WIDE:
            poster = rendering.poster(raw, title=texts["title"], caption=texts["caption"], source=credit)
            travelling = rendering.travelling_svg(poster, title=texts["title"], source=credit)
            files["svg"] = _text(folder, f"figures/{name}.svg", travelling)
            files["png"] = f"figures/{name}.png"
            (folder / files["png"]).write_bytes(rendering.png(poster))
    files["points.json"] = f"figures/{name}.points.json"
    write_json(folder / files["points.json"], {**places, "colours": points.colours(specs[WIDE.name])})
    return files, svgs["wide"]


def _text(folder: Path, name: str, content: str) -> str:
    (folder / name).write_text(content, encoding="utf-8")
    return name


def write_csv(path: Path, data: Data, head: Sequence[str]) -> None:
    """Write data as CSV beneath comment lines that say what it is and whose it is.

    Several frames are stacked, with their names in the column ``table``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = frames_of(data)
    if len(frames) == 1:
        frame = next(iter(frames.values()))
    else:
        frame = pd.concat([part.assign(table=name) for name, part in frames.items()], ignore_index=True)
        frame = frame[["table", *[column for column in frame.columns if column != "table"]]]
    frame = frame.reset_index() if any(name is not None for name in frame.index.names) else frame
    frame = frame.assign(**{str(name): _whole(frame[name]) for name in frame.columns if _is_whole(frame[name])})
    comments = "".join(f"# {line}\n" for text in head for line in text.split("\n") if line.strip())
    path.write_text(comments + frame.to_csv(index=False, lineterminator="\n"), encoding="utf-8")


def _is_whole(column: pd.Series) -> bool:
    """Say whether a column of floating-point numbers holds whole ones only."""
    if not pd.api.types.is_float_dtype(column):
        return False
    known = column.dropna().astype("float64")
    return bool(len(known)) and bool(((known == known.round()) & (known.abs() < 1e15)).all())


def _whole(column: pd.Series) -> pd.Series:
    return column.astype("Int64")


def read_csv(path: Path) -> pd.DataFrame:
    """Read a published CSV, its comment lines left out; every cell as text, an empty one as ``""``."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next((number for number, line in enumerate(lines) if not line.startswith("# ")), 0)
    return pd.read_csv(io.StringIO("".join(lines[start:])), dtype=str, keep_default_na=False, quoting=csv.QUOTE_MINIMAL)


def head(
    title: str,
    definitions: Mapping[str, str],
    sources: Sequence[Mapping[str, str]],
    chapter: str,
    caption: str = "",
    address: str = "",
) -> list[str]:
    """Return the comment lines of a published CSV: title, caption, definitions, sources with licences, and the book."""
    lines = [title]
    if caption:
        lines.append(f"How to read it: {caption}")
    lines += [f"Series {name}: {definition}" for name, definition in definitions.items()]
    for source in sources:
        said = [source.get(part, "") for part in ("author", "publisher", "published")]
        place = f" {source['url']}" if source.get("url") else ""
        licence = source.get("licence") or "none stated; facts cited singly"
        named = ", ".join(part for part in said if part)
        lines.append(f"Source {source['source_id']}: {source['title']}. {named}.{place} Licence: {licence}.")
    lines.append(
        f"From: {describing.BOOK}, chapter {chapter}. The book's own work: CC BY 4.0; the sources keep their licences."
    )
    if address:
        lines.append(f"Address in the book: {address}")
    lines.append("Column lineage: file and line in the repository's data folder.")
    return [re.sub(r"\s+", " ", line).strip() for line in lines]
