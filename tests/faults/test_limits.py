"""A cell that hangs or eats memory is stopped in words that name it and the limit; the run of before stays."""

import os
from pathlib import Path

import pytest
from small_book import digests
from tests.runs.conftest import PARAMETERS, PUBLISH, Repository, code

from kazmig.runs import limits
from kazmig.runs.errors import RunError
from kazmig.runs.execute import run


def broken(repository: Repository, source: str) -> tuple[str, Path, dict[str, str]]:
    """Run a good chapter, break it, and return what the next run says, the folder of runs, and what was in it."""
    repository.notebook("flows")
    folder = run("flows", repository.root).parent
    before = digests(folder)
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(PUBLISH), code(source)])
    with pytest.raises(RunError) as caught:
        run("flows", repository.root)
    return str(caught.value), folder, before


def test_a_cell_that_hangs_is_stopped_and_named(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(limits.SECONDS, "1")
    said, folder, before = broken(repository, "# wait for ever\nimport time\ntime.sleep(600)")
    assert "flows: code cell 3 of 3 ran longer than 1 seconds and was stopped: # wait for ever" in said
    assert "KAZMIG_CELL_SECONDS=3 kazmig run flows" in said
    assert digests(folder) == before


def test_a_cell_that_eats_memory_is_told_so_by_its_own_kernel(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(limits.MEMORY, "2000")
    said, folder, before = broken(repository, "eaten = bytearray(3_000_000_000)")
    assert "cell 3 of 3 failed: eaten = bytearray(3_000_000_000)" in said
    assert "MemoryError" in said
    assert "A kernel may reserve 2000 megabytes, by KAZMIG_KERNEL_MEMORY" in said
    assert digests(folder) == before


def test_a_kernel_killed_within_a_cell_points_at_memory(repository: Repository) -> None:
    said, folder, before = broken(repository, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert "flows: the kernel stopped at code cell 3 of 3" in said
    assert "want of memory" in said
    assert "KAZMIG_KERNEL_MEMORY" in said
    assert digests(folder) == before


@pytest.mark.parametrize("value", ["0", "-5", "1e3", "much"])
def test_a_limit_that_is_none_is_refused_before_a_kernel_starts(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    mark = repository.root / "it-ran"
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(f"open({os.fspath(mark)!r}, 'w')")])
    monkeypatch.setenv(limits.SECONDS, value)
    with pytest.raises(RunError, match=rf"KAZMIG_CELL_SECONDS={value}: give a whole number above zero"):
        run("flows", repository.root)
    assert not mark.exists()
