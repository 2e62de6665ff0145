"""What the runs have published: figures, tables, facts and findings, read from the run folders' manifests."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kazmig.errors import KazmigError

KINDS = {"figure": "figures", "table": "tables", "fact": "facts", "finding": "findings"}
PLACEHOLDER = re.compile(r"\{([A-Za-z][\w.\-]*)\}")


class SiteError(KazmigError):
    """The site cannot be built from what is there: says which page or run, and what to do."""


@dataclass(frozen=True)
class Run:
    """One executed chapter.

    Attributes
    ----------
    chapter : str
        The chapter's name, such as ``flows``.
    folder : Path
        The run's folder with notebook, figures and manifest.
    manifest : Mapping
        The manifest as read.
    """

    chapter: str
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def page(self) -> str:
        """Document name of the chapter's page, such as ``notebooks/flows``."""
        return str(self.manifest.get("notebook", f"notebooks/{self.chapter}.ipynb")).removesuffix(".ipynb")


@dataclass(frozen=True)
class Published:
    """Everything that the default runs publish, by kind and id.

    Attributes
    ----------
    runs : dict of str to Run
        The runs by chapter.
    records : dict of (kind, id) to Mapping
        The records; ``kind`` is a key of :data:`KINDS`.
    """

    runs: Mapping[str, Run] = field(default_factory=dict)
    records: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)

    def get(self, kind: str, key: str) -> Mapping[str, Any]:
        """Return one record.

        Raises
        ------
        SiteError
            If no run publishes it; the message offers the nearest ids.
        """
        try:
            return self.records[kind, key]
        except KeyError:
            raise SiteError(self.missing(kind, key)) from None

    def missing(self, kind: str, key: str) -> str:
        """Say that a record is missing and what may have been meant."""
        from difflib import get_close_matches

        near = get_close_matches(key, self.ids(kind), n=3, cutoff=0.5)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        chapter = key.partition(".")[0]
        remedy = (
            f"publish it in notebooks/{chapter}.ipynb and run `kazmig run {chapter}`"
            if chapter in self.runs
            else f"no run of a chapter {chapter!r} is there: run `kazmig run {chapter}`, or mend the name"
        )
        return f"no {kind} {key!r} is published.{hint} Remedy: {remedy}."

    def ids(self, kind: str) -> list[str]:
        """Return the sorted ids of a kind."""
        return sorted(key for of, key in self.records if of == kind)

    def items(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Iterate over the records of a kind, sorted by id."""
        for key in self.ids(kind):
            yield key, self.records[kind, key]

    def run_of(self, key: str) -> Run:
        """Return the run that publishes the id ``chapter.name``."""
        return self.runs[key.partition(".")[0]]

    def digest(self, kind: str, key: str) -> str:
        """Return a digest that changes when the record, or a file of it, changes; empty when it is missing."""
        record = self.records.get((kind, key))
        if record is None:
            return ""
        text = hashlib.sha256(json.dumps(record, sort_keys=True, default=str).encode())
        folder = self.run_of(key).folder
        for name in files_of(kind, record).values():
            path = folder / name
            text.update(path.read_bytes() if path.is_file() else b"missing")
        return text.hexdigest()[:16]

    def digest_all(self) -> str:
        """Return a digest over every manifest."""
        text = hashlib.sha256()
        for chapter in sorted(self.runs):
            text.update(json.dumps(self.runs[chapter].manifest, sort_keys=True, default=str).encode())
        return text.hexdigest()[:16]


def still(files: Mapping[str, str]) -> str:
    """Return which of a figure's files stands on a page: without title and sources, which the page has around it."""
    return "page.svg" if "page.svg" in files else "svg"


def files_of(kind: str, record: Mapping[str, Any]) -> dict[str, str]:
    """Return the record's files, ending to path in the run folder (``{"csv": "figures/flows.net.csv", ...}``)."""
    files = dict(record.get("files") or {})
    if record.get("data"):
        files.setdefault("csv", str(record["data"]))
    return {name: str(path) for name, path in sorted(files.items())}


def placeholders(template: str, chapter: str) -> list[str]:
    """Return the full fact keys that a template names, in order.

    Examples
    --------
    >>> placeholders("Down to {low} in {flows.low_year}", "flows")
    ['flows.low', 'flows.low_year']
    """
    return [key if "." in key else f"{chapter}.{key}" for key in PLACEHOLDER.findall(template)]


def read(folder: Path) -> Published:
    """Read the default run of every chapter.

    Parameters
    ----------
    folder : Path
        The folder of the runs, ``_build/runs``.

    Raises
    ------
    SiteError
        If a manifest cannot be read as JSON, or two runs publish one id.
    """
    runs: dict[str, Run] = {}
    records: dict[tuple[str, str], Mapping[str, Any]] = {}
    for path in sorted(folder.glob("*/default/manifest.json")):
        chapter = path.parent.parent.name
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SiteError(
                f"{path}: the manifest cannot be read ({error}). Remedy: run `kazmig run {chapter}` again."
            ) from error
        runs[chapter] = Run(chapter, path.parent, manifest)
        for kind, section in KINDS.items():
            for key, record in manifest.get(section, {}).items():
                if not key.startswith(f"{chapter}."):
                    raise SiteError(
                        f"{path}: the {kind} {key!r} does not begin with its chapter's name {chapter!r}. "
                        "Remedy: ids belong to one chapter; publish it with report.open(chapter)."
                    )
                records[kind, key] = record
    return Published(runs, records)
