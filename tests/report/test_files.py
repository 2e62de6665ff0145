import pandas as pd

from kazmig.report import files

FRAME = pd.DataFrame(
    {"year": [1994, 1995], "value": [1.0, None], "share": [0.1, 0.25], "name": ["a,b", ""], "lineage": ["f:2", "f:3"]}
)


def test_a_csv_says_what_it_is_and_whose(tmp_path):
    head = files.head(
        "Departures\nfell",
        {"s": "as registered"},
        [{"source_id": "b", "title": "Book", "publisher": "P", "published": "2020", "url": "u", "licence": ""}],
        "flows",
    )
    files.write_csv(tmp_path / "a" / "x.csv", FRAME, head)
    text = (tmp_path / "a" / "x.csv").read_text(encoding="utf-8")
    assert text.startswith(
        "# Departures fell\n# Series s: as registered\n# Source b: Book. P, 2020. u Licence: none stated"
    )
    assert '1994,1,0.1,"a,b",f:2\n1995,,0.25,,f:3\n' in text
    assert files.read_csv(tmp_path / "a" / "x.csv").to_dict("list") == {
        "year": ["1994", "1995"],
        "value": ["1", ""],
        "share": ["0.1", "0.25"],
        "name": ["a,b", ""],
        "lineage": ["f:2", "f:3"],
    }


def test_several_frames_are_stacked_by_name(tmp_path):
    files.write_csv(
        tmp_path / "x.csv",
        {"in": FRAME[["year"]], "out": FRAME[["value"]].set_index(pd.Index([5, 6], name="place"))},
        [],
    )
    rows = files.read_csv(tmp_path / "x.csv")
    assert rows["table"].tolist() == ["in", "in", "out", "out"]


def test_json_has_one_order(tmp_path):
    files.write_json(tmp_path / "a.json", {"b": 1, "a": "Қазақстан"})
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == '{\n "a": "Қазақстан",\n "b": 1\n}\n'
