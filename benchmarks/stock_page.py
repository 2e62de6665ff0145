"""The peer of a chapter: the same words and the same charts on a page as Jupyter Book and Altair make it by default.

Nothing of ours is in it: the default configuration, the default theme, Altair's default renderer. Its files from other
hosts are those that npm has under the names that the page asks for; the page's HTML is pointed at a second server,
so that they come over localhost as well, and one can count them. Tables that unfold under our charts are left out,
which is in the stock page's favour.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import altair
import nbformat
from bs4 import BeautifulSoup, Tag

PACKAGE = re.compile(r"https://cdn\.jsdelivr\.net/npm/([a-z-]+@[0-9.]+)(/[^\"'?\s]+)?(?:\?noext)?")
"""What a stock page asks another host for: a package of npm, and a file in it unless it is the main one."""

CONFIG = "title: Stock\nexecute:\n  execute_notebooks: 'off'\n"  # the outputs are in the notebook


def specification(figure: Tag, site: Path) -> dict[str, object]:
    """Return the Vega-Lite specification of one of our figures, in plain black and white."""
    text = (site / "figures" / f"{figure['data-figure']}.vl.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text.replace("#010203", "#000000").replace("#fdfcfe", "#ffffff"))
    return found


def notebook(page: Path, site: Path) -> nbformat.NotebookNode:
    """Return a notebook with a chapter's headings, paragraphs and charts, in their order."""
    article = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select_one("article")
    assert article is not None, f"{page} has no article"
    cells: list[nbformat.NotebookNode] = []
    draw = altair.renderers.get()
    for node in article.find_all(["h1", "h2", "h3", "p", "li", "figure"]):
        if node.find_parent(["figure", "details", "nav", "aside", "footer"]):
            continue
        if node.name == "figure":
            if node.get("data-figure"):
                cell = nbformat.v4.new_code_cell("chart", execution_count=1)
                cell.outputs = [nbformat.v4.new_output("execute_result", draw(specification(node, site)))]
                cell.outputs[0].execution_count = 1
                cells.append(cell)
            continue
        words = " ".join(node.get_text(" ").replace("#", "").split())
        mark = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}.get(node.name, "")
        cells.append(nbformat.v4.new_markdown_cell(mark + re.sub(r"([*_`$<>\[\]{}|])", r"\\\1", words)))
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    return nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )


def build(page: Path, site: Path, folder: Path) -> Path:
    """Build the stock page of a chapter in a folder, and return the folder of its site."""
    source = folder / "source"
    shutil.rmtree(folder, ignore_errors=True)
    source.mkdir(parents=True)
    (source / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (source / "_toc.yml").write_text("format: jb-book\nroot: stock\n", encoding="utf-8")
    nbformat.write(notebook(page, site), source / "stock.ipynb")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("jupyter-book")), "build", str(source)], capture_output=True, text=True
    )
    html = source / "_build" / "html"
    assert (html / "stock.html").is_file(), done.stdout + done.stderr
    return html


def packages(page: Path, folder: Path) -> Path:
    """Fetch from npm what a stock page loads from other hosts, once, and return the folder that serves it."""
    place = folder / "hosts"
    place.mkdir(parents=True, exist_ok=True)
    for package, path in sorted(set(PACKAGE.findall(page.read_text(encoding="utf-8")))):
        target = place / f"{package}{path or '.js'}"
        if target.is_file():
            continue
        npm = shutil.which("npm")
        assert npm, "npm is needed to fetch what a stock page loads from other hosts: install Node"
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
        subprocess.run([*command, package], check=True)
        source = folder / "node_modules" / package.rpartition("@")[0]
        manifest = json.loads((source / "package.json").read_text(encoding="utf-8"))
        named = path.lstrip("/") or manifest.get("jsdelivr") or manifest["main"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / named, target)
    return place


def point_at(page: Path, host: str) -> None:
    """Point a stock page's packages at the second server."""
    text = page.read_text(encoding="utf-8")
    page.write_text(PACKAGE.sub(lambda found: f"{host}/{found[1]}{found[2] or '.js'}", text), encoding="utf-8")
