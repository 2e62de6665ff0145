"""The command line as a whole: complete help, quick start, and no stack trace for a mistake."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kazmig import __version__, cli


def kazmig(*arguments: str, root: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"KAZMIG_ROOT": str(root)} if root else {})}
    command = [sys.executable, "-m", "kazmig.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_help_lists_every_command_that_is_meant_for_people() -> None:
    done = kazmig("--help")
    assert done.returncode == 0
    for name, part in cli.COMMANDS.items():
        assert (part.summary in done.stdout) is not part.hidden, name


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_exists_and_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = cli.load(name)
    with pytest.raises(SystemExit) as stopped:
        command(args=["--help"], prog_name=f"kazmig {name}")
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    assert "Usage" in shown
    assert len(shown.split()) > 12, "more than the usage line"


def test_the_list_of_commands_waits_for_no_library() -> None:
    heavy = ("pandas", "altair", "snakemake", "papermill", "sphinx", "statsmodels")
    code = "import sys; from kazmig import cli\ntry: cli.main(['--help'])\nfinally: "
    code += f"print([module for module in {heavy} if module in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version_is_that_of_the_package() -> None:
    assert kazmig("--version").stdout.strip() == __version__


def test_a_mistake_ends_with_its_text_and_code_two(tmp_path: Path) -> None:
    done = kazmig("run", "flows", root=tmp_path)
    assert done.returncode == cli.BAD_INPUT
    assert "data/datapackage.json is missing" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_unknown_command_is_named() -> None:
    done = kazmig("bok")
    assert done.returncode == 2
    assert "bok" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interrupted_command_says_that_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(name: str) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "load", interrupted)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["book"])
    assert stopped.value.code == cli.INTERRUPTED
    said = capsys.readouterr().err
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
