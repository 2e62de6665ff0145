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
from urllib.parse import urlsplit

import altair
import nbformat
from bs4 import BeautifulSoup, Tag

PACKAGES = ("vega@6", "vega-lite@6", "vega-embed@7", "mathjax@3", "requirejs@2.3.6", "jquery@3")
"""What stock pages ask other hosts for, as npm names it."""

OUTSIDE = re.compile(r"https://([a-z0-9.-]+)/")
LOADED = re.compile(r"""(?:src|href)=["'](https://[^"']+)["']""")
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
        [sys.executable, "-m", "jupyter_book.cli.main", "build", str(source)], capture_output=True, text=True
    )
    html = source / "_build" / "html"
    assert (html / "stock.html").is_file(), done.stdout + done.stderr
    return html


def packages(folder: Path) -> Path:
    """Fetch from npm what stock pages load from other hosts, once, and return the folder that serves it."""
    place = folder / "hosts"
    if place.is_dir():
        return place
    npm = shutil.which("npm")
    assert npm, "npm is needed to fetch what a stock page loads from other hosts: install Node, or set --without-stock"
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
    subprocess.run([*command, *PACKAGES], check=True)
    part = folder / "hosts.part"
    shutil.rmtree(part, ignore_errors=True)
    for package in PACKAGES:
        name, _, release = package.rpartition("@")
        source = folder / "node_modules" / name
        manifest = json.loads((source / "package.json").read_text(encoding="utf-8"))
        main = source / (manifest.get("jsdelivr") or manifest.get("unpkg") or manifest["main"])
        named = part / "cdn.jsdelivr.net" / "npm"
        named.mkdir(parents=True, exist_ok=True)
        if name == "mathjax":
            shutil.copytree(source / "es5", named / f"{name}@{release}" / "es5")
        else:
            shutil.copy(main, named / f"{name}@{release}.js")
    shutil.copytree(part / "cdn.jsdelivr.net", part / "unpkg.com")
    part.rename(place)
    return place


def address(found: str, host: str, place: Path) -> str:
    """Return where the second server has a file of another host."""
    path = f"{urlsplit(found).netloc}{urlsplit(found).path}"
    if "require" in path:
        path = "cdn.jsdelivr.net/npm/requirejs@2.3.6.js"
    elif not (place / path).is_file() and (place / f"{path}.js").is_file():
        path += ".js"
    return f"{host}/{path}"


def point_at(html: Path, host: str, place: Path) -> list[str]:
    """Point a stock page's scripts of other hosts at the second server; return the addresses that it loads itself."""
    page = html / "stock.html"
    text = page.read_text(encoding="utf-8")
    loads = sorted({found for found in LOADED.findall(text) if not found.endswith((".html", "/"))})
    for found in loads:
        text = text.replace(f'"{found}"', f'"{address(found, host, place)}"')
    # Altair puts the addresses of its scripts together: base, name, @, version.
    text = text.replace("https://cdn.jsdelivr.net/npm/", f"{host}/cdn.jsdelivr.net/npm/").replace("?noext", ".js")
    text = re.sub(r'(<script[^>]*?) integrity="[^"]*"', r"\1", text)
    page.write_text(text, encoding="utf-8")
    return loads
