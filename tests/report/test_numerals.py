import pytest

from kazmig.report import numerals


@pytest.mark.parametrize(("number", "word"), [(0, "zero"), (12, "twelve"), (13, "13"), (1200, "1,200"), (-1, "-1")])
def test_small_numbers_are_words(number, word):
    assert numerals.words(number) == word


@pytest.mark.parametrize(
    ("text", "mentioned"), [("the one", True), ("a million", True), ("nobody", False), ("tenant", False)]
)
def test_number_words_are_seen_whole(text, mentioned):
    assert numerals.mentions(text) is mentioned


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("seven sources", []),
        ("thirteen sources", ["thirteen"]),
        ("seven countries", ["seven countries"]),
        ("seven very large countries", ["seven very large countries"]),
        ("two of the countries", []),
        ("one country", ["one country"]),
        ("no one country", []),
        ("one year after another", []),
        ("ninety-nine people", ["ninety-nine people"]),
        ("anyone", []),
    ],
)
def test_a_quantity_in_words_is_found(text, words):
    assert [found for _, found in numerals.quantities(text)] == words
