"""Folders are swapped whole, and what dead processes leave is dealt with."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kazmig.runs.staging import clean, staged


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def leftover(parent: Path, kind: str, pid: int, host: str | None = None) -> Path:
    folder = parent / f"default.{kind}-{host or socket.gethostname()}@{pid}"
    folder.mkdir(parents=True)
    (folder / "facts.json").write_text(kind)
    return folder


def test_a_good_block_replaces_the_folder_whole(tmp_path: Path) -> None:
    target = tmp_path / "default"
    target.mkdir()
    (target / "old.json").write_text("")
    with staged(target) as folder:
        assert folder.parent == tmp_path, "beside the target, so that a rename is enough"
        (folder / "new.json").write_text("")
        assert (target / "old.json").exists()
    assert [path.name for path in target.iterdir()] == ["new.json"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_failing_block_leaves_the_folder_alone(tmp_path: Path) -> None:
    target = tmp_path / "default"
    target.mkdir()

    def fail() -> None:
        with staged(target) as folder:
            (folder / "new.json").write_text("")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert list(tmp_path.iterdir()) == [target]
    assert list(target.iterdir()) == []


def test_leftovers_of_dead_processes_are_removed(tmp_path: Path) -> None:
    folder = leftover(tmp_path, "part", dead_process())
    assert clean(tmp_path) == [folder]
    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_the_living_and_of_other_machines_stay(tmp_path: Path) -> None:
    living = leftover(tmp_path, "part", os.getpid())
    elsewhere = leftover(tmp_path, "part", dead_process(), host="node-17")
    assert clean(tmp_path) == []
    assert living.exists()
    assert elsewhere.exists()


def test_a_folder_lost_between_the_two_renames_comes_back(tmp_path: Path) -> None:
    leftover(tmp_path, "old", dead_process())
    clean(tmp_path)
    assert (tmp_path / "default" / "facts.json").read_text() == "old"


def test_an_old_folder_is_removed_when_the_new_one_is_in_place(tmp_path: Path) -> None:
    (tmp_path / "default").mkdir()
    leftover(tmp_path, "old", dead_process())
    clean(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["default"]
    assert list((tmp_path / "default").iterdir()) == []
