from kazmig.report import mime


def test_a_figure_has_our_form_and_a_live_and_a_still_one():
    bundle = mime.figure("flows.net", "flows", {"mark": "bar"}, "<svg/>", "It fell", "A line")
    assert bundle["application/vnd.kazmig.figure+json"] == {"id": "flows.net", "chapter": "flows"}
    assert bundle["application/vnd.vegalite.v6+json"] == {"mark": "bar"}
    assert bundle["image/svg+xml"] == "<svg/>"
    assert "It fell" in bundle["text/plain"]


def test_a_table_is_escaped_and_headed():
    bundle = mime.table("flows.all", "flows", "A & B", ["Name", "People"], [False, True], [["<x>", "1"]])
    html = bundle["text/html"]
    assert "A &amp; B" in html
    assert '<th scope="row">&lt;x&gt;</th><td style="text-align: right">1</td>' in html
    assert html.count('scope="col"') == 2


def test_outside_of_a_notebook_nothing_is_shown(capsys):
    mime.show(mime.note("fact", "flows.a", "flows", "flows.a = 1"))
    assert capsys.readouterr().out == ""
