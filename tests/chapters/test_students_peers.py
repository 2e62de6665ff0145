from kazmig.chapters import students


def test_kazakhstan_comes_first_and_turkmenistan_is_left_out(ev):
    found = students.ratios(ev)
    order = list(dict.fromkeys(found["country"]))
    assert order[0] == "Kazakhstan"
    assert "Turkmenistan" not in order
    last = found.groupby("country")["value"].last()
    assert last[order[1:]].is_monotonic_decreasing


def test_ratios_begin_where_asked(ev):
    assert students.ratios(ev, 2010)["year"].min() == 2010
