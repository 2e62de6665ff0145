"""The steps that Snakemake starts: run a chapter, check the evidence, build the pages; each leaves its stamp.

Called as ``kazmig job ...`` by ``workflow/Snakefile``; not meant for people, who have ``kazmig run`` and
``kazmig book``. Each step notes the contents of its inputs before it starts, so that a file changed meanwhile counts
as changed at the next build.
"""

import subprocess
import sys
from pathlib import Path

import typer

from kazmig import paths
from kazmig.runs import inputs, published, staging, stamps
from kazmig.runs.errors import RunError

app = typer.Typer(hidden=True, help="The steps of the book, as Snakemake starts them.")


@app.command("run")
def run_chapter(chapter: str) -> None:
    """Run a chapter with its defaults and stamp it."""
    from kazmig.runs.execute import run

    root = paths.root()
    # what it may read, noted before it runs; of the tables, those that it did read are kept afterwards
    before = stamps.digests({*inputs.chapter(chapter, root), *inputs.evidence(root)}, root)
    note = root / "_build" / "progress" / chapter
    note.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder = run(chapter, root, progress=lambda cell, total: staging.write_whole(note, f"{cell}/{total}"))
    finally:
        note.unlink(missing_ok=True)
    read = stamps.digests(inputs.chapter(chapter, root), root)
    made_from = {label: before[label] for label in read if label in before}
    made = [folder / "manifest.json", folder / "notebook.ipynb"]
    stamps.write(stamps.folder(root) / f"run-{chapter}", made_from, made, root)


@app.command("evidence")
def check_evidence() -> None:
    """Check the tables, by our own rules and by Frictionless, and stamp the evidence."""
    root = paths.root()
    before = stamps.digests(inputs.evidence(root), root)
    _kazmig("evidence", "check", root=root)
    stamps.write(stamps.folder(root) / "evidence", before, [], root)


@app.command("site")
def build_pages() -> None:
    """Build the pages from the finished runs and stamp them."""
    root = paths.root()
    manifests = [root / "_build" / "runs" / name / "default" / "manifest.json" for name in inputs.chapters(root)]
    before = stamps.digests([*inputs.site(root), *manifests], root)
    published.check(root, inputs.chapters(root))
    _kazmig("build-site", root=root)
    stamps.write(stamps.folder(root) / "site", before, [root / "_build" / "html" / "index.html"], root)


def _kazmig(*arguments: str, root: Path) -> None:
    """Give a command of another part, in a process of its own; what it prints goes where ours goes."""
    sys.stdout.flush()
    status = subprocess.run([sys.executable, "-m", "kazmig.cli", *arguments], cwd=root, check=False).returncode
    if status:
        raise RunError(f"kazmig {' '.join(arguments)} failed (exit code {status}); what it says stands above.")
