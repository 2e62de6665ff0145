"""Whoever stops a command gets it stopped at once, with all it has started, and a word on how to go on."""

import signal
import time

import psutil
import pytest
from killing import family
from small_book import digests, wait_for
from tests.runs.conftest import PARAMETERS, PUBLISH, Repository, code

SLEEP = 300


@pytest.mark.parametrize(
    ("number", "command"),
    [
        (signal.SIGTERM, ("book", "--chapters-only")),
        pytest.param(signal.SIGINT, ("book", "--chapters-only"), marks=pytest.mark.slow),
        pytest.param(signal.SIGTERM, ("run", "flows"), marks=pytest.mark.slow),
        pytest.param(signal.SIGINT, ("run", "flows"), marks=pytest.mark.slow),
    ],
)
def test_one_process_is_asked_to_stop_and_all_do(
    repository: Repository, number: signal.Signals, command: tuple[str, ...]
) -> None:
    repository.notebook("flows")
    run = repository.run_folder("flows")
    run.mkdir(parents=True)
    (run / "facts.json").write_text("{}", encoding="utf-8")
    before = digests(run)
    asleep = repository.root / "asleep"
    slow = f"open({str(asleep)!r}, 'w').close()\nimport time\ntime.sleep({SLEEP})"
    repository.notebook("flows", [code(PARAMETERS, "parameters"), code(PUBLISH), code(slow)])
    with repository.start(*command) as process:
        wait_for(asleep.exists)
        started = family(process)
        process.send_signal(number)  # to this process alone, as a service manager or a container does
        began = time.monotonic()
        _, said = process.communicate(timeout=SLEEP)
        assert time.monotonic() - began < SLEEP / 2, "it waited for the cell"
    assert process.returncode == 128 + number
    assert "Stopped." in said
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    _, alive = psutil.wait_procs(started, timeout=20)
    assert alive == []
    assert [path.name for path in run.parent.iterdir()] == ["default"], "nothing half-made lies beside the run"
    assert digests(run) == before
