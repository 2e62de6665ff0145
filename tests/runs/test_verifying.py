"""A rebuild beside what is published: what moved, and what can have moved it."""

import csv
import json
import subprocess
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from kazmig import paths
from kazmig.runs import published, release, verifying
from kazmig.runs.errors import RunError
from kazmig.site import checksums

PLATFORM = {"python": "3.11.7", "system": "Linux", "processor": "x86_64", "kernels": "Haswell"}
TEXTS = {"book/about.md": "aa"}
CODE = {"report": "aa", "site": "bb"}


def record(**changes: object) -> dict[str, object]:
    """What a build was made from."""
    known = {
        "data": {"observations/flows.csv": "aa"},
        "notebooks": {"flows": "aa"},
        "code": CODE,
        "lock": "aa",
        "texts": TEXTS,
    }
    return {**known, "platform": PLATFORM, **changes}


def book(root: Path, peak: float) -> Path:
    """A repository with one chapter that read one table and published a fact."""
    for name in ("data/observations", "notebooks", "_build/runs/flows/default"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/index\nchapters:\n- file: notebooks/flows\n")
    (root / "requirements.txt").write_text("")
    (root / "data" / "observations" / "flows.csv").write_text(f"value\n{peak}\n")
    (root / "notebooks" / "flows.ipynb").write_text(json.dumps({"cells": []}))
    fact = {"key": "flows.peak", "value": peak, "text": f"{peak:.1f}", "scale": 1}
    manifest = {
        "chapter": "flows",
        "facts": [fact],
        "findings": [],
        "figures": [],
        "tables": [],
        "tables_read": ["observations/flows.csv"],
    }
    (root / "_build" / "runs" / "flows" / "default" / "manifest.json").write_text(json.dumps(manifest))
    return root


def test_a_value_that_moves_is_told_with_the_table_that_moved_it(tmp_path: Path) -> None:
    published.record(book(tmp_path, 1.5), ["flows"], "1.0", "")
    release.record(tmp_path, "1.0")
    (same,) = verifying.everything(tmp_path, tmp_path)
    assert (same.status, same.why) == ("identical", "")
    (moved,) = verifying.everything(tmp_path, book(tmp_path, 2.5))
    assert (moved.status, moved.published, moved.rebuilt) == ("moved", "1.5", "2.5")
    assert moved.why == "data: observations/flows.csv"


@pytest.mark.parametrize(
    ("changes", "off", "why"),
    [
        ({}, [], "unexplained"),
        ({"data": {"observations/flows.csv": "bb"}}, [], "data: observations/flows.csv"),
        ({"data": {"observations/flows.csv": "aa", "claims.csv": "aa"}}, [], "unexplained"),  # a table it never read
        ({"notebooks": {"flows": "bb"}}, [], "code: notebooks/flows.ipynb"),
        ({"code": {**CODE, "report": "cc"}}, [], "code: report"),
        ({"code": {**CODE, "site": "cc"}}, [], "unexplained"),  # pages move no value
        ({"texts": {"book/about.md": "bb"}}, [], "unexplained"),  # nor does prose
        ({"lock": "bb"}, [], "library: requirements.txt"),
        ({}, ["numpy 1 instead of 2"], "library: numpy 1 instead of 2"),
        ({"platform": {**PLATFORM, "processor": "arm64"}}, [], "platform: processor arm64 for x86_64"),
    ],
)
def test_reasons_are_what_the_two_were_made_from(
    tmp_path: Path, changes: dict[str, object], off: list[str], why: str
) -> None:
    reasons = verifying.Reasons.between(record(), record(**changes), off)
    assert reasons.of_chapter("flows", book(tmp_path, 1.5)) == why


def test_without_a_record_no_reason_is_made_up(tmp_path: Path) -> None:
    reasons = verifying.Reasons.between({}, record())
    assert "not recorded" in reasons.of_chapter("flows", book(tmp_path, 1.5))


def test_every_file_of_a_site_is_compared(tmp_path: Path) -> None:
    sites = [tmp_path / "before", tmp_path / "after"]
    for folder, names in zip(sites, (("a", "b", "c"), ("a", "b", "d")), strict=True):
        folder.mkdir()
        for name in names:
            (folder / name).write_text(name if name == "a" else f"{name} {folder.name}")
        checksums.write(folder)
    reasons = verifying.Reasons.between(record(), record(code={**CODE, "site": "cc"}))
    found = verifying.files(verifying.text_of(str(sites[0])), sites[1], reasons)
    assert {each.key: each.status for each in found} == {"a": "identical", "b": "moved", "c": "vanished", "d": "new"}
    assert {each.why for each in found if each.status != "identical"} == {"code: site"}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (record(), record(texts={"book/about.md": "bb"}), "text: book/about.md"),
        (record(), record(texts={**TEXTS, **dict.fromkeys("abcd", "x")}), "text: a, b, c and 1 more"),
        (
            {name: part for name, part in record().items() if name != "texts"},
            record(),
            "unexplained",
        ),  # an older record
    ],
)
def test_a_page_moves_with_its_text(before: dict[str, object], after: dict[str, object], why: str) -> None:
    assert verifying.Reasons.between(before, after).of_everything() == why


def test_the_files_of_prose_and_of_the_site_are_recorded_and_the_package_is_not_twice() -> None:
    texts = release.made_from(paths.root())["texts"]
    assert {"book/about.md", "_config.yml", "src/kazmig/site/static/favicon.svg"} <= set(texts)
    assert not [name for name in texts if name.startswith(("data/", "notebooks/")) or name.endswith(".py")]
    assert "requirements.txt" not in texts


def test_a_rebuild_in_an_environment_of_its_own_is_held_to_the_lock_by_that_one(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("made-up-name==2 \\\n    --hash=sha256:00\n")
    folder = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages"
    made = folder / "made_up_name-2.dist-info"
    made.mkdir(parents=True)
    (made / "METADATA").write_text("Metadata-Version: 2.1\nName: made-up-name\nVersion: 2\n")
    assert release.off_the_lock(tmp_path) == ["made-up-name is not installed"]
    assert release.off_the_lock(tmp_path, release.packages(tmp_path)) == []
    made.rename(folder / "made_up_name-1.dist-info")
    (folder / "made_up_name-1.dist-info" / "METADATA").write_text("Name: made-up-name\nVersion: 1\n")
    assert release.off_the_lock(tmp_path, release.packages(tmp_path)) == ["made-up-name 1 instead of 2"]


def test_a_published_site_is_read_from_its_address(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("a")
    checksums.write(tmp_path)

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(tmp_path))

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        assert list(verifying.sums(verifying.text_of(address))) == ["page.html"]
        with pytest.raises(RunError, match="cannot be read: 404"):
            verifying.text_of(f"{address}elsewhere")
        server.shutdown()


def test_a_site_without_a_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="make book"):
        verifying.text_of(str(tmp_path))


def test_the_list_is_one_that_sha256sum_reads(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("a")
    checksums.write(tmp_path)
    command = ["sha256sum", "--check", "--strict", "--quiet", verifying.SUMS]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "page.html").write_text("b")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_a_copy_holds_what_git_tracks_as_it_stands(tmp_path: Path) -> None:
    root = tmp_path / "book"
    (root / "_build").mkdir(parents=True)
    for name in ("kept.csv", "new.csv", "_build/made.html"):
        (root / name).write_text("old")
    for command in (["init", "-q"], ["add", "kept.csv"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    (root / "kept.csv").write_text("changed")
    verifying.copy(root, tmp_path / "copy")
    found = {path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*")}
    assert found == {"kept.csv"}
    assert (tmp_path / "copy" / "kept.csv").read_text() == "changed"


def test_what_the_published_values_were_made_from_is_recorded() -> None:
    known = release.recorded(paths.root())
    assert {"release", "data", "notebooks", "code", "lock", "platform"} <= set(known)
    assert {"observations/flows.csv", "claims.csv"} <= set(known["data"])


@pytest.mark.book
@pytest.mark.slow
def test_a_rebuild_is_what_is_published(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kazmig.cli", "verify", "--here", "-o", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with (tmp_path / "verified.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["kind"] for row in rows} == {"fact", "figure", "file"}
    assert {row["status"] for row in rows if row["kind"] == "file"} == {"identical"}
