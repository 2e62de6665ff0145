"""What a comparison found, as CSV and as a page of HTML that stands alone."""

import csv
import html
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:15px/1.5 sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}}div{{overflow-x:auto}}
table{{border-collapse:collapse}}
th,td{{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ddd}}
tr.marked{{background:#fff3cd}}</style></head>
<body><h1>{title}</h1><p>{summary}</p><div tabindex="0" role="region" aria-label="{title}"><table>
<thead><tr>{head}</tr></thead><tbody>
{rows}
</tbody></table></div></body></html>
"""


def write(
    folder: Path,
    name: str,
    title: str,
    summary: Iterable[str],
    columns: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    marked: Iterable[bool] = (),
) -> list[Path]:
    """Write rows as ``<name>.csv`` and ``<name>.html`` and return both paths.

    Parameters
    ----------
    folder, name
        Where, and under which name; the folder is made.
    title, summary
        What stands above the table, as plain text.
    columns, rows
        The table.
    marked
        For each row whether a reader should look at it first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.csv", folder / f"{name}.html"]
    with paths[0].open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    shown = []
    for row, mark in zip(rows, [*marked, *[False] * len(rows)], strict=False):
        cells = "".join(f"<td>{html.escape(row[column])}</td>" for column in columns)
        begun = '<tr class="marked">' if mark else "<tr>"
        shown.append(f"{begun}{cells}</tr>")
    page = PAGE.format(
        title=html.escape(title),
        summary="<br>".join(map(html.escape, summary)),
        head="".join(f'<th scope="col">{html.escape(column)}</th>' for column in columns),
        rows="\n".join(shown),
    )
    paths[1].write_text(page, encoding="utf-8")
    return paths
