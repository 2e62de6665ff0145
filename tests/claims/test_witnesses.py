"""Who can speak: every series of a concept, each named revision apart, never the document itself, no projection."""

import pytest

from kazmig.claims import Selection
from kazmig.claims.witnesses import COPIES, find
from kazmig.evidence import ANY, EvidenceError

NOBODY = frozenset[str]()


def names(found):
    return {(each.series_id, each.vintage) for each in found}


def test_revisions_are_witnesses_of_their_own(ev):
    found = names(find(ev, Selection(concept="net_migration"), NOBODY))
    assert {("net_registered", ""), ("net_migrants_wpp", "WPP 2022"), ("net_migrants_wpp", "WPP 2024")} <= found


def test_no_projection_speaks(ev):
    wpp = [each for each in find(ev, Selection(concept="net_migration"), NOBODY) if each.vintage == "WPP 2024"]
    assert wpp[0].rows["period"].max() == "2023"


def test_a_copy_of_another_series_is_no_witness(ev):
    assert not COPIES & {each.series_id for each in find(ev, Selection(concept="net_migration"), NOBODY)}
    copy = ev.series("net_migration_wdi", start=1960, end=2023).set_index("period")["value"]
    original = ev.series("net_migrants_wpp", vintage="WPP 2024", start=1960, end=2023).set_index("period")["value"]
    assert (copy == original).all(), "it is a source of its own now: take it out of COPIES"


def test_a_balance_is_read_as_loss_when_people_who_left_are_meant(ev):
    [net] = find(ev, Selection(concept="net_migration", series="net_registered", direction="out"), NOBODY)
    assert net.rows.set_index("period")["value"]["1994"] == 406_679
    assert "net loss" in net.name
    [plain] = find(ev, Selection(concept="net_migration", series="net_registered", direction="net"), NOBODY)
    assert plain.rows.set_index("period")["value"]["1994"] == -406_679


def test_arrivals_do_not_speak_of_departures(ev):
    assert not find(ev, Selection(concept="immigration", direction="out"), NOBODY)


def test_an_excluded_source_gives_way_to_the_next(ev):
    chosen = Selection(concept="students_abroad", series="students_abroad", partner="RUS", start="2019")
    with_all = find(ev, chosen, NOBODY)[0].rows
    without = find(ev, chosen, frozenset({"uis_360info"}))[0].rows
    assert len(without) < len(with_all)
    assert without.set_index("period")["value"]["2019"] == 71_300


def test_several_values_are_added_up_and_only_where_all_are_known(ev):
    pair = find(
        ev, Selection(concept="immigrant_stock", partner="KGZ|TJK", frequency="any", vintage="IMS 2020"), NOBODY
    )
    single = {
        code: find(ev, Selection(concept="immigrant_stock", partner=code, vintage="IMS 2020", frequency="any"), NOBODY)
        for code in ("KGZ", "TJK")
    }
    total = pair[0].rows.set_index("period")["value"]
    parts = [single[code][0].rows.set_index("period")["value"] for code in ("KGZ", "TJK")]
    assert (total == parts[0] + parts[1]).all()
    assert not find(ev, Selection(concept="immigrant_stock", partner="KGZ|VAT", frequency="any"), NOBODY)


def test_anything_means_single_members_only(ev):
    chosen = Selection(
        concept="emigration", series="departures_registered", partner="*", frequency="any", measure="rank"
    )
    partners = set(find(ev, chosen, NOBODY)[0].rows["partner"])
    assert "RUS" in partners
    assert not partners & {"", "CIS", "NONCIS", "FSU", "WLD"}


def test_the_row_that_the_book_uses_is_the_one_heard(ev):
    [register] = find(ev, Selection(concept="emigration", series="departures_registered"), NOBODY)
    used = ev.series("departures_registered").set_index("period")["value"]
    assert (register.rows.set_index("period")["value"] == used).all()
    assert ev.series("departures_registered", all_sources=True, partner=ANY).shape[0] > used.shape[0]


def test_the_name_says_which_part_is_meant(ev):
    [share] = find(
        ev, Selection(concept="students_abroad", series="students_abroad", partner="RUS"), frozenset({"none"})
    )
    assert share.name.endswith("to Russia")


def test_an_unknown_concept_is_an_error_and_not_a_silence(ev):
    with pytest.raises(EvidenceError, match="emmigration"):
        find(ev, Selection(concept="emmigration"), NOBODY)
