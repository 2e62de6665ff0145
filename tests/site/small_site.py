"""A small whole repository with one chapter that has been run, and builds of its site in a process of their own."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parents[2]

SOURCES = """source_id,title,author,publisher,published,url,licence,language,kind,note
bureau,Departures by year,,Bureau of Statistics,2026,https://example.org/a,CC BY 4.0,en,official,
paper,A study of departures,A. Author,,2019,,,en,paper,Read in print.
"""
SERIES = """series_id,concept,title,definition,unit,direction,partner_role,frequency,kind,note
departures_registered,emigration,Registered departures,People who deregistered to live abroad.,persons,out,,year,flow,
rate,emigration,Departures per 1,Departures per 1000 inhabitants.,"per 1,000",out,,year,rate,
"""
FLOWS = """series_id,geo,partner,sex,age,breakdown,category,period,value,low,high,precision,vintage,source_id,\
locator,status,note
departures_registered,KAZ,,,,,,1994,477068,,,,2026,bureau,row 4,observed,
departures_registered,KAZ,,,,,,2025,7608,,,,2026,bureau,row 35,observed,
"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} 90" width="{w}" height="90" role="img" \
aria-labelledby="t d"><title id="t">T</title><desc id="d">D</desc>\
<clipPath id="c"><rect width="9" height="9"/></clipPath>\
<g clip-path="url(#c)"><text x="2" y="20" fill="currentColor">{w}</text></g></svg>"""
SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"year": 1994, "value": 477068}, {"year": 2025, "value": 7608}]},
    "mark": {"type": "line", "color": "#010203"},
    "encoding": {"x": {"field": "year", "type": "quantitative"}, "y": {"field": "value", "type": "quantitative"}},
}
NOTEBOOK = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}
CHAPTERS = "  - file: notebooks/flows\n  - file: notebooks/claims\n"
STATEMENTS = """# Source paper: A study of departures.
claim_id,document,statement,verdict,lineage
left,A paper,They left in 1994.,supported,claims.csv:2 observations/flows.csv:2
why,A paper,Why they left.,cannot be checked,claims.csv:3
"""
PARAMETER = "start: int = 1991  # First year [1991..2015]"
TEXT = """# Departures

They peaked at {fact}`flows.peak` in 1994. {finding}`flows.low`
"""


def fact(text: str, value: float, line: int) -> dict[str, Any]:
    """A fact's record as the report writes it."""
    return {
        "value": value,
        "text": text,
        "unit": "persons",
        "format": ",.0f",
        "scale": 1,
        "period": "1994",
        "series": ["departures_registered"],
        "definition": "People who deregistered to live abroad.",
        "derivation": ["2 rows", "computed by lambda d: d.value.max()"],
        "code": "lambda d: d.value.max()",
        "settings": {},
        "decisive_rows": [f"observations/flows.csv:{line}"],
        "moved_by": "",
        "invariant": "",
        "sources": ["bureau"],
        "rows": ["observations/flows.csv:2-3"],
        "tables_read": ["observations/flows.csv"],
        "cell": "flows-03",
        "cell_index": 2,
    }


@dataclass
class Repository:
    """A throw-away repository."""

    root: Path

    def write(self, name: str, text: str) -> None:
        """Write a file of the repository."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @property
    def run(self) -> Path:
        """The folder of the chapter's run."""
        return self.root / "_build" / "runs" / "flows" / "default"

    @property
    def html(self) -> Path:
        """The built site."""
        return self.root / "_build" / "html"

    def page(self, name: str) -> str:
        """A built page."""
        return (self.html / f"{name}.html").read_text(encoding="utf-8")

    def manifest(self) -> dict[str, Any]:
        """The chapter's manifest."""
        found: dict[str, Any] = json.loads((self.run / "manifest.json").read_text(encoding="utf-8"))
        return found

    def publish(self, manifest: dict[str, Any]) -> None:
        """Write the chapter's manifest."""
        (self.run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    def edit_fact(self, key: str, text: str) -> None:
        """Let the run publish another value, as another run would."""
        manifest = self.manifest()
        manifest["facts"][key]["text"] = text
        self.publish(manifest)

    def second_chapter(self) -> None:
        """Add a chapter that judges two statements: one on a row of `flows`, one on nothing."""
        folder = self.root / "_build" / "runs" / "claims" / "default"
        shared = {"sources": ["bureau", "paper"], "rows": ["observations/flows.csv:2", "claims.csv:2-3"]}
        table = {
            "title": "A paper: statements",
            "title_template": "A paper: statements",
            "caption": "",
            "caption_template": "",
            "columns": [],
            "data": "tables/claims.paper.csv",
            "files": {"csv": "tables/claims.paper.csv", "json": "tables/claims.paper.json"},
            "cell": "claims-03",
            "cell_index": 2,
            **shared,
        }
        columns = [
            {"field": name, "label": name, "format": "", "numeric": False} for name in ("said", "verdict", "why")
        ]
        rows = [["They left in 1994.", "supported", "Counted."], ["Why they left.", "cannot be checked", "A cause."]]
        for name, text in {
            "tables/claims.paper.csv": STATEMENTS,
            "tables/claims.paper.json": json.dumps({"columns": columns, "rows": rows}),
            "manifest.json": json.dumps(
                {
                    "chapter": "claims",
                    "notebook": "notebooks/claims.ipynb",
                    "parameters": {},
                    "run": "default",
                    "tables_read": ["claims.csv"],
                    "facts": {},
                    "figures": {},
                    "findings": {},
                    "tables": {"claims.paper": table},
                }
            ),
        }.items():
            self.write((folder / name).relative_to(self.root).as_posix(), text)
        output = new_output(
            "display_data",
            data={"application/vnd.kazmig.table+json": {"id": "claims.paper", "chapter": "claims"}, "text/plain": "t"},
        )
        cells = [
            new_markdown_cell("# What a paper says\n\nIt says two things.\n", id="claims-01"),
            new_code_cell("", id="claims-02", metadata={"tags": ["parameters"]}),
            new_code_cell("report.table('paper', ...)", id="claims-03", outputs=[output]),
        ]
        nbformat.write(new_notebook(cells=cells, metadata=NOTEBOOK), folder / "notebook.ipynb")
        shutil.copy(folder / "notebook.ipynb", self.root / "notebooks" / "claims.ipynb")
        contents = (self.root / "_toc.yml").read_text(encoding="utf-8")
        self.write("_toc.yml", contents.replace("  - file: notebooks/flows\n", CHAPTERS))

    def notebook(self, text: str = TEXT, *, extra: list[Any] | None = None) -> None:
        """Write the chapter's executed notebook and its source."""

        def shown(kind: str, name: str) -> Any:
            return new_output(
                "display_data",
                data={
                    f"application/vnd.kazmig.{kind}+json": {"id": name, "chapter": "flows"},
                    "application/vnd.vegalite.v6+json": SPEC,
                    "text/plain": f"plain form of {name}",
                },
            )

        cells = [
            new_markdown_cell(text, id="flows-01"),
            new_code_cell(
                "start: int = 1991  # First year [1991..2015]", id="flows-02", metadata={"tags": ["parameters"]}
            ),
            new_code_cell("report.fact('peak', ...)", id="flows-03", outputs=[shown("note", "flows.peak")]),
            new_code_cell(
                "report.figure('all', ...)\nreport.table('years', ...)",
                id="flows-04",
                outputs=[shown("figure", "flows.all"), shown("table", "flows.years")],
            ),
            *(extra or []),
        ]
        nbformat.write(new_notebook(cells=cells, metadata=NOTEBOOK), self.run / "notebook.ipynb")
        (self.root / "notebooks").mkdir(exist_ok=True)
        shutil.copy(self.run / "notebook.ipynb", self.root / "notebooks" / "flows.ipynb")

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the site in this repository; our own errors give code 2 and their text alone."""
        script = (
            "import sys\nfrom kazmig.errors import KazmigError\nfrom kazmig.site.commands import app\n"
            "try:\n    app(sys.argv[1:])\nexcept KazmigError as error:\n    sys.exit(str(error))\n"
        )
        return subprocess.run(
            [sys.executable, "-c", script, *words],
            env={**os.environ, "KAZMIG_ROOT": str(self.root), "PYTHONHASHSEED": "random"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def build(self) -> None:
        """Build the site, which must succeed."""
        done = self.command("build-site")
        assert done.returncode == 0, done.stderr + done.stdout

    def refused(self) -> str:
        """Build the site, which must fail; return what it says."""
        done = self.command("build-site")
        assert done.returncode != 0, "the build should have failed"
        assert "Traceback" not in done.stderr
        return done.stderr

    def lint(self) -> str:
        """Lint the built site; return what it says."""
        return self.command("lint").stdout


def make(root: Path) -> Repository:
    """Write a repository with one chapter, two facts, a finding, a figure and a table."""
    there = Repository(root)
    there.write("data/datapackage.json", json.dumps({"name": "d", "version": "3.2.1", "created": "2026-02-01"}))
    there.write("data/sources.csv", SOURCES)
    there.write("data/series.csv", SERIES)
    there.write("data/geographies.csv", "code,name_en,name_ru,name_kk,group\nKAZ,Kazakhstan,,,country\n")
    there.write(
        "data/corrections.csv",
        "correction_id,table,series_id,geo,partner,breakdown,category,period,source_id,action,value,expect,reason,"
        "evidence_source_id,kind\n"
        "c1,flows,departures_registered,KAZ,,,,1994,paper,drop,,1,Printed a net figure.,bureau,error\n",
    )
    there.write("data/observations/flows.csv", FLOWS)
    there.write("book/names.csv", "name,reason\nWPP 2024,a revision\n")
    there.write("book/references.bib", (ROOT / "book" / "references.bib").read_text(encoding="utf-8"))
    there.write("book/index.md", "# Front\n\n```{small-figure} flows.all\n```\n\nKandas come. {fact}`flows.peak`\n")
    there.write("book/about.md", "# About\n\n## Licence and citation\n\nLike this.\n\n## Report an error\n\nHere.\n")
    there.write("book/plain.md", "# Plain\n\nNothing published stands here.\n")
    made = ("sources", "data-dictionary", "lineage", "facts", "corrections", "revisions", "weights", "figures")
    for name in (*made, "references"):
        shutil.copy(ROOT / "book" / f"{name}.md", root / "book" / f"{name}.md")
    pages = ["about", "plain", *made, "references"]
    listed = "".join(f"  - file: book/{page}\n" for page in pages)
    there.write("_toc.yml", f"format: jb-book\nroot: book/index\nchapters:\n  - file: notebooks/flows\n{listed}")
    for name in ("_config.yml", "CITATION.cff"):
        shutil.copy(ROOT / name, root / name)

    for name, text in {
        "figures/flows.all.svg": SVG.format(w=700),
        "figures/flows.all.narrow.svg": SVG.format(w=300),
        "figures/flows.all.vl.json": json.dumps(SPEC),
        "figures/flows.all.narrow.vl.json": json.dumps(SPEC),
        "figures/flows.all.png": "png",
        "figures/flows.all.csv": "# Source\nyear,value,note,lineage\n1994,477068.0,,x:1\n2025,7608.0,,x:2\n",
        "tables/flows.years.csv": "# Source\nyear,value\n1994,477068\n",
        "tables/flows.years.json": json.dumps(
            {
                "columns": [
                    {"field": "year", "label": "Year", "format": "d", "numeric": True},
                    {"field": "verdict", "label": "Verdict", "format": "", "numeric": False},
                ],
                "rows": [["1994", "supported"]],
            }
        ),
        "facts/flows.peak.csv": "year,value\n1994,477068\n",
        "facts/flows.last.csv": "year,value\n2025,7608\n",
        "findings/flows.low.csv": "year,value\n2025,7608\n",
    }.items():
        there.write(f"_build/runs/flows/default/{name}", text)
    shared = {
        "sources": ["bureau"],
        "rows": ["observations/flows.csv:2-3"],
        "tables_read": ["observations/flows.csv"],
        "cell": "flows-04",
        "cell_index": 3,
    }
    files = {
        ending: f"figures/flows.all.{ending}"
        for ending in ("svg", "narrow.svg", "vl.json", "narrow.vl.json", "png", "csv")
    }
    there.publish(
        {
            "chapter": "flows",
            "notebook": "notebooks/flows.ipynb",
            "parameters": {"start": 1991},
            "run": "default",
            "tables_read": ["observations/flows.csv"],
            "facts": {
                "flows.peak": fact("477,068", 477068, 2) | {"data": "facts/flows.peak.csv"},
                "flows.last": fact("7,608", 7608, 3) | {"data": "facts/flows.last.csv"},
            },
            "figures": {
                "flows.all": {
                    "title": "Departures fell to 7,608",
                    "title_template": "Departures fell to {last}",
                    "caption": "Persons a year.",
                    "caption_template": "Persons a year.",
                    "alt": "A line falls from 477,068 to 7,608.",
                    "alt_template": "A line falls from {peak} to {last}.",
                    "finding": "flows.low",
                    "holds": True,
                    "data": "figures/flows.all.csv",
                    "files": files,
                    **shared,
                }
            },
            "tables": {
                "flows.years": {
                    "title": "By year",
                    "title_template": "By year",
                    "caption": "",
                    "caption_template": "",
                    "columns": [],
                    "data": "tables/flows.years.csv",
                    "files": {"csv": "tables/flows.years.csv", "json": "tables/flows.years.json"},
                    **shared,
                }
            },
            "findings": {
                "flows.low": {
                    "statement": "The last count, 7,608, is the lowest.",
                    "statement_template": "The last count, {last}, is the lowest.",
                    "holds": True,
                    "falsified_by": "reversing",
                    "code": "lambda d: True",
                    "settings": {},
                    "data": "findings/flows.low.csv",
                    **shared,
                }
            },
        }
    )
    there.notebook()
    return there
