import pytest

from kazmig.chapters import students


def test_every_count_of_those_who_stayed_says_what_it_counts(ev):
    found = students.not_returned(ev)
    assert set(found["source_id"]) == set(students.NOT_RETURNED)
    assert found["label"].is_unique
    assert found["value"].is_monotonic_increasing


def test_bounds_and_round_numbers_are_rough(ev):
    found = students.not_returned(ev).set_index("source_id")["rough"]
    assert found[found].index.tolist() == ["nomad2003bol", "globalnews2023"]


def test_the_duty_is_of_one_statement(ev):
    found = students.duty(ev)
    assert found["value"].tolist() == [9_527, 2_987, 268]


def test_hosts_of_holders_are_shares_of_all_holders_abroad(ev):
    found = students.hosts_of_holders(ev).set_index(["host", "when"])["value"]
    assert found["United Kingdom", "2023/24"] == pytest.approx(100 * 256 / 946)
    assert found.groupby("when").sum().max() < 100
