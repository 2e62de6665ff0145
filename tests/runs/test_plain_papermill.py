"""What a reviewer would try first: papermill by itself, from the repository's folder, with the environment's kernel."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.runs.conftest import PROJECT


def stamps_of(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_papermill_by_itself_runs_a_chapter_and_leaves_the_default_run_alone(tmp_path: Path) -> None:
    default = PROJECT / "_build" / "runs" / "flows" / "default"
    before = stamps_of(default)
    output = tmp_path / "out.ipynb"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KAZMIG_")}
    environment["PATH"] = os.defpath  # no environment is activated: the kernel must be the one beside papermill
    papermill = [str(Path(sys.executable).parent / "papermill"), "--no-progress-bar"]
    done = subprocess.run(
        [*papermill, "notebooks/flows.ipynb", str(output), "-p", "start_year", "2000"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    injected = [
        cell for cell in json.loads(output.read_text("utf-8"))["cells"]
        if "injected-parameters" in cell["metadata"].get("tags", [])
    ]  # fmt: skip
    assert "start_year = 2000" in "".join(injected[0]["source"])
    assert stamps_of(default) == before, "an ad hoc run never reaches the book"
