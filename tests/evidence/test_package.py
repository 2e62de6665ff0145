import json
from pathlib import Path

from kazmig import evidence
from kazmig.evidence import package

from .conftest import Small


def test_everything_is_read_and_typed(written: Path) -> None:
    whole = package.read(written, panels=True)
    assert whole.problems == ()
    assert set(whole.frames) == set(package.NEEDED)
    assert "panels/wpp.csv.gz" in whole.tables
    assert "panels/wpp.csv.gz" not in package.read(written).tables
    rows = whole.observations
    assert rows.loc[rows["period"] == "1996-H1", ["first_year", "last_year", "year"]].values.tolist() == [[1996] * 3]
    assert rows["key"].nunique() == len(rows) - 3


def test_frames_are_handed_out_with_text_as_text(written: Path) -> None:
    frame = package.public(package.read(written).frames["sources"])
    assert set(frame.dtypes.astype(str)) == {"str"}


def test_a_column_that_the_checks_read_must_be_declared(small: Small) -> None:
    path = small.write() / "datapackage.json"
    package = json.loads(path.read_text())
    table = next(each for each in package["resources"] if each["name"] == "categories")
    table["schema"]["fields"] = [each for each in table["schema"]["fields"] if each["name"] != "part"]
    path.write_text(json.dumps(package))
    rules = [each.rule for each in evidence.check(small.folder)]
    assert "no column is undeclared" in rules
    categories = small.folder / "categories.csv"
    categories.write_text("breakdown,category,name,note\nresidence,urban,Urban,\nresidence,rural,Rural,\n")
    [problem] = evidence.check(small.folder)
    assert (problem.value, problem.rule) == (
        "categories",
        "the table categories has the column part, which the checks read",
    )


def test_observations_have_one_form(small: Small) -> None:
    path = small.write() / "datapackage.json"
    package = json.loads(path.read_text())
    table = next(each for each in package["resources"] if each["name"] == "flows")
    table["schema"]["fields"].append({"name": "colour", "type": "string"})
    path.write_text(json.dumps(package))
    flows = small.folder / "observations/flows.csv"
    flows.write_text(
        "\n".join(f"{line}," for line in flows.read_text().splitlines()).replace("note,", "note,colour") + "\n"
    )
    [problem] = evidence.check(small.folder)
    assert (problem.file, problem.field, problem.value) == ("datapackage.json", "fields", "flows")
    assert "every table of observations has the columns series_id,geo" in problem.rule


def test_no_observations_at_all_is_said(small: Small) -> None:
    path = small.write() / "datapackage.json"
    package = json.loads(path.read_text())
    package["resources"] = [each for each in package["resources"] if each["name"] != "flows"]
    path.write_text(json.dumps(package))
    (small.folder / "observations/flows.csv").unlink()
    [problem] = evidence.check(small.folder)
    assert problem.rule == "at least one table of observations can be read"
