"""A kernel's surroundings are set for its time and put back afterwards."""

import os
from pathlib import Path

import pytest

from kazmig.runs.environment import LONGEST_SOCKET, applied, kernel, settings


def test_what_was_set_is_put_back_even_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("KAZMIG_RUN_DIR", raising=False)
    inside: dict[str, str] = {}

    def fail() -> None:
        with applied(settings(Path("/run"), Path("/scratch"))):
            inside.update(os.environ)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert "PYTHONDONTWRITEBYTECODE" not in inside
    assert inside["KAZMIG_RUN_DIR"] == "/run"
    assert inside["OMP_NUM_THREADS"] == inside["OPENBLAS_NUM_THREADS"] == "1"
    assert os.environ["PYTHONDONTWRITEBYTECODE"] == "1"
    assert "KAZMIG_RUN_DIR" not in os.environ


def test_kernels_talk_over_sockets_unless_the_path_is_too_long() -> None:
    assert kernel(Path("/tmp/k"))["config"].KernelManager.transport == "ipc"
    assert "config" not in kernel(Path("/tmp") / ("k" * LONGEST_SOCKET))
