"""What a chapter, the evidence and the pages depend on."""

import json
from pathlib import Path

import pytest
from tests.runs.conftest import PARAMETERS, PUBLISH, Repository, code

from kazmig.runs import inputs
from kazmig.runs.errors import RunError


def names(paths: list[Path]) -> set[str]:
    return {"/".join(path.parts[-2:]) for path in paths}


def test_chapters_are_the_notebooks_of_the_contents_in_their_order(repository: Repository) -> None:
    repository.notebook("flows")
    repository.notebook("policy")
    (repository.root / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nparts:\n- caption: A\n  chapters:\n  - file: notebooks/policy\n"
        "    sections:\n    - file: book/methods\n- caption: B\n  chapters:\n  - file: notebooks/flows.ipynb\n"
    )
    assert inputs.chapters(repository.root) == ("policy", "flows")


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ("root: book/index\nchapters:\n- file: notebooks/lost\n", r"notebooks/lost\.ipynb does not exist"),
        ("root: [", r"_toc\.yml, the table of contents, cannot be read"),
        (None, r"_toc\.yml, the table of contents, cannot be read"),
    ],
)
def test_a_broken_table_of_contents_is_named(repository: Repository, contents: str | None, said: str) -> None:
    if contents is not None:
        (repository.root / "_toc.yml").write_text(contents)
    with pytest.raises(RunError, match=said):
        inputs.chapters(repository.root)


def test_a_chapter_that_never_ran_depends_on_all_tables(repository: Repository) -> None:
    repository.notebook("flows")
    found = names(inputs.chapter("flows", repository.root))
    assert {"observations/flows.csv", "observations/money.csv", "data/datapackage.json"} <= found


def test_a_chapter_that_ran_depends_on_the_tables_that_it_read(repository: Repository) -> None:
    repository.notebook("flows")
    (repository.root / "data" / "sources.csv").write_text("source_id\n")
    (repository.root / "data" / "claims.csv").write_text("claim_id\n")
    folder = repository.run_folder("flows")
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"tables_read": ["observations/flows.csv", "gone.csv"]}))
    tables = names(sorted(inputs.tables("flows", repository.root)))
    assert tables == {"observations/flows.csv", "data/datapackage.json", "data/sources.csv"}


def test_every_chapter_depends_on_what_it_can_reach_and_not_on_the_site(repository: Repository) -> None:
    repository.notebook("flows")
    found = inputs.chapter("flows", repository.root)
    parts = {path.relative_to(inputs.PACKAGE).parts[0] for path in found if path.is_relative_to(inputs.PACKAGE)}
    assert {"evidence", "report", "charts", "errors.py", "paths.py"} <= parts
    assert "site" not in parts
    assert "cli.py" not in parts
    assert repository.root / "requirements.txt" in found
    assert not [path for path in found if "__pycache__" in path.parts]


def test_a_chapter_depends_on_its_own_chapter_modules_alone(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "kazmig"
    sources = {
        "__init__": "",
        "flows": "from kazmig.chapters import shared",
        "shared": "from .deep import x",
        "deep": "x = 1",
        "policy": "",
    }
    (package / "chapters").mkdir(parents=True)
    for name, source in sources.items():
        (package / "chapters" / f"{name}.py").write_text(source)
    (package / "runs").mkdir()
    monkeypatch.setattr(inputs, "PACKAGE", package)

    def reached(source: str) -> set[str]:
        repository.notebook("flows", [code(PARAMETERS, "parameters"), code(source), code(PUBLISH)])
        found = inputs.chapter("flows", repository.root)
        return {path.stem for path in found if path.parent.name == "chapters"}

    assert reached("from kazmig.chapters.flows import x") == {"__init__", "flows", "shared", "deep"}
    assert reached("import kazmig.chapters.policy as story") == {"__init__", "policy"}
    assert reached("from kazmig.chapters import policy, deep") == {"__init__", "policy", "deep"}
    assert reached("1 + 1") == {"__init__"}
    assert reached("%magic nobody can parse") == set(sources)


def test_holdings_say_which_table_has_which_series(repository: Repository) -> None:
    assert inputs.holdings(repository.root) == {"flows.csv": ["flows_counted"], "money.csv": ["money_counted"]}


def test_pages_depend_on_prose_contents_tables_and_the_package(repository: Repository) -> None:
    repository.notebook("flows")
    (repository.root / "book" / "index.md").write_text("# Front\n")
    (repository.root / "_config.yml").write_text("title: x\n")
    found = names(inputs.site(repository.root))
    assert {"book/index.md", "book/_toc.yml", "book/_config.yml", "observations/flows.csv", "kazmig/errors.py"} <= found
