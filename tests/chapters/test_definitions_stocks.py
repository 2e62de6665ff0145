from kazmig.chapters import definitions


def test_the_revisions_stand_side_by_side_and_are_never_chained(ev):
    found = definitions.stocks(ev).set_index("year")
    assert found.index.tolist() == [1990, 1995, 2000, 2005, 2010, 2015, 2020]  # 2024 has one revision only
    assert round(found.loc[2020, "first"], 2) == 4.20
    assert round(found.loc[2020, "second"], 2) == 3.03
    assert found.loc[2020, "gap"] == found["gap"].max()
    assert "lineage_first" in found
    assert "lineage_second" in found
