"""What a result rests on is found from the imports, without running them."""

from pathlib import Path

import pytest

from kazmig.sweeps import SweepError, file_digest, modules_of


def package(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_modules_are_followed_one_through_another(tmp_path: Path) -> None:
    root = package(
        tmp_path,
        {
            "chapters/a.py": "from kazmig.trends import b\nfrom kazmig.evidence import Evidence\nimport numpy",
            "trends/__init__.py": "from kazmig.trends.c import fit",
            "trends/b.py": "def f():\n    from kazmig.trends.d import g\n    return g",
            "trends/c.py": "",
            "trends/d.py": "import kazmig.chapters.a",
            "evidence/__init__.py": "import kazmig.trends.c",
        },
    )
    # the package's own __init__ is passed, not read: else every module of trends would be an input
    assert modules_of("kazmig.chapters.a", root) == ("chapters/a.py", "trends/b.py", "trends/d.py")


def test_a_name_taken_from_a_package_makes_its_init_an_input(tmp_path: Path) -> None:
    root = package(
        tmp_path,
        {
            "chapters/a.py": "from kazmig.trends import fit",
            "trends/__init__.py": "from kazmig.trends.c import fit",
            "trends/c.py": "",
        },
    )
    assert modules_of("kazmig.chapters.a", root) == ("chapters/a.py", "trends/__init__.py", "trends/c.py")


def test_what_a_robustness_sweep_rests_on() -> None:
    found = modules_of("kazmig.chapters.robustness.sweep")
    assert {"chapters/robustness/register.py", "trends/bai_perron.py", "trends/simulate.py"} <= set(found)
    assert not [name for name in found if name.startswith(("evidence", "charts", "report"))]
    assert "chapters/robustness/summary.py" not in found, "what is counted over the grid does not change the grid"


def test_an_unknown_module_is_refused() -> None:
    with pytest.raises(SweepError, match="no module"):
        modules_of("kazmig.chapters.nowhere")


def test_a_missing_file_has_an_empty_digest(tmp_path: Path) -> None:
    path = tmp_path / "one"
    assert file_digest(path) == ""
    path.write_bytes(b"")
    assert file_digest(path) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
