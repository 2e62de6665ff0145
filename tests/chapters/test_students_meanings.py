import pytest

from kazmig import charts
from kazmig.chapters import students


@pytest.mark.parametrize("meaning", sorted(set(students.TONES.values())))
def test_every_tone_is_a_meaning_of_the_book(meaning):
    assert charts.colour(meaning)


def test_each_release_has_a_tone_of_its_own():
    found = students.tones(students.RELEASES.values())
    assert len(set(found.values())) == len(students.RELEASES)


def test_names_without_a_meaning_are_left_to_the_chart():
    assert students.tones(["Malaysia"]) == {}
