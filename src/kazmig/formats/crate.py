"""The report as a research object: an RO-Crate of everything that made it, and of each chapter's run.

The metadata follow the Workflow Run Crate profile 0.5 (Leo et al., 2024, doi:10.1371/journal.pone.0309210): the
Snakefile is the workflow, each chapter's notebook a tool, and each run an action with the tables and parameters that it
used and the files that it made. Unpacked elsewhere, ``make book`` runs it again.
"""

import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kazmig.errors import KazmigError
from kazmig.runs import inputs

PROFILES: Final = (
    ("https://w3id.org/ro/wfrun/process/0.5", "Process Run Crate", "0.5"),
    ("https://w3id.org/ro/wfrun/workflow/0.5", "Workflow Run Crate", "0.5"),
    ("https://w3id.org/workflowhub/workflow-ro-crate/1.0", "Workflow RO-Crate", "1.0"),
)
METADATA: Final = "ro-crate-metadata.json"
WORKFLOW: Final = "workflow/Snakefile"
LICENCES: Final = (
    ("https://spdx.org/licenses/CC-BY-4.0", "Creative Commons Attribution 4.0 International", "text, figures and data"),
    ("https://spdx.org/licenses/MIT", "MIT License", "code"),
)
RUNS: Final = "runs"
"""Folder of the crate that holds what the chapters' runs made."""
MADE: Final = ("notebook.ipynb", "manifest.json", "facts.json", "findings.json")
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, the earliest that a ZIP can say: the same files give the same bytes."""
MEANING: Final = {
    ".ipynb": "application/x-ipynb+json",
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".gz": "application/gzip",
    ".parquet": "application/vnd.apache.parquet",
}


def make(root: Path, target: Path) -> Path:
    """Write the crate as a ZIP, whole or not at all, and return its path.

    Parameters
    ----------
    root
        The repository, with every chapter run.
    target
        The archive.

    Raises
    ------
    KazmigError
        If a chapter has not been run.
    """
    files = dict(contents(root))
    text = json.dumps(metadata(root, files), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(beside, "w") as archive:
            _add(archive, METADATA, text.encode())
            for name, path in files.items():
                _add(archive, name, path.read_bytes(), runs=os.access(path, os.X_OK))
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return target


def _add(archive: zipfile.ZipFile, name: str, content: bytes, *, runs: bool = False) -> None:
    """Put a file into an archive without its time and its owner's rights, but for that to run."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, (0o755 if runs else 0o644) << 16
    archive.writestr(entry, content, compresslevel=9)


def contents(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the crate's files in order: path there, file here; the repository's own, then what the runs made.

    Raises
    ------
    KazmigError
        If a chapter has not been run.
    """
    for name in inputs.own(root):
        if name != METADATA:  # of a crate that is packed again
            yield name, root / name
    for chapter in sorted(inputs.chapters(root)):
        folder = root / "_build" / "runs" / chapter / "default"
        if not (folder / "manifest.json").is_file():
            raise KazmigError(f"{chapter} has not been run, and a crate holds every run. Run it first: make book")
        for name in MADE:
            yield f"{RUNS}/{chapter}/{name}", folder / name
        for path in sorted((folder / "figures").glob("*.csv")):
            yield f"{RUNS}/{chapter}/figures/{path.name}", path


def metadata(root: Path, files: Mapping[str, Path]) -> dict[str, Any]:
    """Return the content of ``ro-crate-metadata.json``."""
    from rocrate.model import ContextEntity
    from rocrate.rocrate import ROCrate

    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    crate = ROCrate(version="1.1")  # the version that the profile builds on
    author = crate.add(
        ContextEntity(crate, "#contributors", {"@type": "Organization", "name": f"The {package['title']} contributors"})
    )
    licences = [
        crate.add(
            ContextEntity(crate, address, {"@type": "CreativeWork", "name": name, "description": f"Licence of {what}"})
        )
        for address, name, what in LICENCES
    ]
    crate.name = package["title"]
    crate.description = package["description"]
    crate.datePublished = datetime.fromisoformat(package["created"])
    crate.license = licences
    root_entity = crate.root_dataset
    root_entity["version"], root_entity["author"] = package["version"], author
    root_entity["conformsTo"] = [
        crate.add(ContextEntity(crate, address, {"@type": "CreativeWork", "name": name, "version": version}))
        for address, name, version in PROFILES
    ]
    named = {
        name: crate.add_file(dest_path=name, properties=_described(name, path))
        for name, path in files.items()
        if name != WORKFLOW
    }
    workflow = crate.add_workflow(
        dest_path=WORKFLOW,
        main=True,
        lang="snakemake",
        properties={
            "name": "From the tables to the pages",
            "description": "Which chapter has to run again, and the pages from all runs.",
            "license": {"@id": LICENCES[1][0]},
            "creator": {"@id": author.id},
        },
    )
    actions = [_chapter(crate, chapter, root, named) for chapter in inputs.chapters(root)]
    whole = crate.add_action(
        workflow,
        identifier="#run-of-the-book",
        object=[named[name] for name in named if name.startswith("data/")],
        result=[named[name] for name in named if name.startswith(f"{RUNS}/")],
        properties={
            "name": f"The runs behind release {package['version']}",
            "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
            "agent": {"@id": author.id},
        },
    )
    root_entity["mentions"] = [whole, *actions]
    generated: dict[str, Any] = crate.metadata.generate()
    return generated


def _described(name: str, path: Path) -> dict[str, Any]:
    """Return what is said of a file: its name, kind and size."""
    kind = MEANING.get(path.suffix)
    code = path.suffix in (".py", ".ipynb") and not name.startswith(f"{RUNS}/")
    return {
        "name": name,
        "contentSize": str(path.stat().st_size),
        **({"@type": ["File", "SoftwareSourceCode"]} if code else {}),
        **({"encodingFormat": kind} if kind else {}),
    }


def _chapter(crate: Any, chapter: str, root: Path, named: Mapping[str, Any]) -> Any:
    """Add the run of a chapter: its notebook with the tables and parameters that it used made its files."""
    from rocrate.model import ContextEntity

    folder = root / "_build" / "runs" / chapter / "default"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    given = [
        crate.add(
            ContextEntity(
                crate,
                f"#{chapter}-{name}",
                {"@type": "PropertyValue", "name": name, "value": str(value)},
            )
        )
        for name, value in manifest["parameters"].items()
    ]
    read = [f"data/{table.removeprefix('data/')}" for table in manifest["tables_read"]]
    return crate.add_action(
        named[f"notebooks/{chapter}.ipynb"],
        identifier=f"#run-of-{chapter}",
        object=[*(named[name] for name in read if name in named), *given],
        result=[named[name] for name in named if name.startswith(f"{RUNS}/{chapter}/")],
        properties={
            "name": f"Run of notebooks/{chapter}.ipynb",
            "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
            "agent": {"@id": "#contributors"},
        },
    )
