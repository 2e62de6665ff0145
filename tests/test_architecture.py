"""What holds for the repository as a whole: which way imports go, what is committed, what no file may name."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 300
BINARY = {".png", ".woff2", ".otf", ".ttf", ".gz", ".ico", ".parquet", ".jpg", ".pdf", ".epub", ".zip"}
SKIPPED = {".git", ".venv", "_build", "__pycache__", "node_modules"}

# written in pieces, so that this file does not name what it looks for
HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "conda.anaconda" + ".org")
PLACES = (
    r"\.\./" + r"shared\b",
    re.escape(f"{ROOT}/"),
    re.escape(f"{Path.home()}/"),
    r"(?<![\w.-])/home/" + r"\w+/",
)


def committed() -> list[Path]:
    """Return the files that are or would be committed; without git, those outside the folders of made things."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not SKIPPED & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Yield path and text of every committed file that is text."""
    for path in committed():
        if path.suffix not in BINARY:
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def offences(pattern: str) -> list[str]:
    """Return file and line of every text that matches `pattern`."""
    search = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if search.search(line)
    ]


def test_imports_go_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_import_contract_names_every_part_of_the_package() -> None:
    contract = (ROOT / "pyproject.toml").read_text("utf-8")
    parts = {path.stem for path in (ROOT / "src" / "kazmig").iterdir() if not path.name.startswith((".", "__"))}
    assert [part for part in sorted(parts) if f"kazmig.{part}" not in contract] == []


def test_notebooks_are_committed_without_outputs() -> None:
    found = [path for path in committed() if path.suffix == ".ipynb"]
    assert found, "the book has notebooks"
    for path in found:
        for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"], 1):
            if cell["cell_type"] == "code":
                assert cell["outputs"] == [], f"{path.name}, cell {number}: clear the outputs before committing"
                assert cell["execution_count"] is None, f"{path.name}, cell {number} has an execution count"
            assert {"execution", "papermill"}.isdisjoint(cell["metadata"]), f"{path.name}, cell {number}"


def test_notebooks_ask_for_the_kernel_of_the_environment() -> None:
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert json.loads(path.read_text("utf-8"))["metadata"]["kernelspec"]["name"] == "python3", path.name


@pytest.mark.parametrize("place", PLACES)
def test_no_file_names_a_place_outside_the_repository(place: str) -> None:
    assert offences(place) == []


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_the_host_of_a_package_registry(host: str) -> None:
    assert offences(re.escape(host)) == []


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    assert "://" not in lock
    assert not re.search(r"^\s*-", re.sub(r"--hash=sha256:[0-9a-f]{64}", "", lock), re.MULTILINE), (
        "no options but hashes"
    )
    packages = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert len(packages) > 50
    for package in packages:
        name = package.splitlines()[0]
        assert "==" in name, f"{name} is not pinned"
        assert "--hash=sha256:" in package, f"{name} has no hash"


def test_the_lock_holds_every_package_of_the_short_list() -> None:
    asked = re.findall(r"^([A-Za-z0-9_.-]+)", (ROOT / "requirements.in").read_text("utf-8"), re.MULTILINE)
    locked = re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert {name.lower().replace("_", "-") for name in asked} <= {name.lower() for name in locked}


def test_modules_are_short_enough_to_be_read_at_once() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / "src").rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_nothing_is_left_to_do_in_the_code() -> None:
    unfinished = r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + "Error"
    assert [line for line in offences(unfinished) if not line.startswith(("data/", "requirements"))] == []


def test_workflows_run_the_gate_with_pinned_actions_and_few_rights() -> None:
    found = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    assert [path.name for path in found] == ["publish.yml", "test.yml"]
    for path in found:
        text = path.read_text("utf-8")
        assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE), path.name
        for action in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"[\w/-]+@v\d+\.\d+\.\d+", action), f"{path.name}: pin {action} to a version"


def test_the_gate_is_one_command_and_prints_the_tests_last() -> None:
    gate = (ROOT / ".ci" / "run").read_text("utf-8")
    assert gate.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in gate
    assert gate.rstrip().endswith("exec make test")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_make_alone_prints_every_command() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(" ".join(re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)).split())
    printed = subprocess.run(
        ["make", "-C", str(ROOT), "--no-print-directory"], capture_output=True, text=True, check=True
    )
    assert set(re.findall(r"^  make (\S+)", printed.stdout, re.MULTILINE)) == targets
