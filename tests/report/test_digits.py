import pytest

from kazmig.report.digits import FACT, GIVEN, find_offences

NAMES = ("COVID-19", "WPP 2024", "H-1B", "Law No. 477-IV")
BANDS = ("15+", "per 1,000")


def found(text: str) -> list[str]:
    return [offence.found for offence in find_offences(text, NAMES, BANDS)]


@pytest.mark.parametrize(
    ("text", "offences"),
    [
        ("Some 477,068 people left.", ["477,068"]),
        ("They were 12.7 thousand.", ["12.7", "thousand"]),
        ("about two million people", ["two million people", "million"]),
        ("half of them", ["half"]),
        ("a third of departures", ["a third"]),
        ("two-thirds went to Russia", ["two-thirds"]),
        ("A quarter of them left", ["A quarter"]),
        ("three-quarters", ["three-quarters"]),
        ("Doubled since 2000", ["Doubled"]),
        ("halving in a year", ["halving"]),
        ("a tenfold rise", ["tenfold"]),
        ("twice as many", ["twice"]),
        ("five percent", ["five percent"]),
        ("five per cent", ["five per cent"]),
        ("twenty regimes", ["twenty"]),
        ("forty-two countries", ["forty-two countries"]),
        ("in two other countries", ["two other countries"]),
        ("2000 people left", ["2000"]),
        ("rose by 3%", ["3%"]),
        ("$2,000 a year", ["$2,000"]),
        ("½ of all", ["½"]),
        ("thousands of families", ["thousands"]),
        ("four years running", ["four years"]),
        ("1,991 people", ["1,991"]),
        ("a rate of 2004.5", ["2004.5"]),
        ("16 sources", ["16"]),
        ("one percent", ["one percent"]),
        ("dozens of towns", ["dozens"]),
        ("aged 18", ["18"]),
        ("in 10 of the years", ["10"]),
        ("from 1300 on", ["1300"]),
        ("COVID-20", ["20"]),
        ("per 1,000,000", ["1,000,000"]),
        ("15+3", ["15+", "3"]),
        ("half a million", ["half", "million"]),
        ("a ② mark", ["②"]),
    ],
)
def test_a_planted_number_is_found(text, offences):
    assert found(text) == offences


@pytest.mark.parametrize(
    "text",
    [
        "In 1994 they left.",
        "in the 1990s and mid-1990",
        "from 1991–2025, 2004-11 and 1991 - 2000",
        "the academic year 2023/24 or 2023/2024",
        "On 24 February 2022, February 24, 2022 and 1 January",
        "between 5–9 March 2014",
        "2022-02-24, 2022-02, 2018-Q1, Q1 2018, 2018-H1",
        "in the 19th century, a 20th-century story",
        "Figure 3, Table 2.1 and Section 4",
        "p. 12 and pp. 12–14",
        "COVID-19, WPP 2024, H-1B and Law No. 477-IV",
        "per 1,000 people aged 15+",
        f"{FACT} percent of {FACT} thousand people in {FACT} countries",
        f"an invented {GIVEN} million",
        "in thousands, per thousand people",
        "three regimes and two sources",
        "the first half of 2018, the second half",
        "the third quarter of 2022",
        "the third chapter and third-country nationals",
        "$y_t = 0.5 y_{t-1}$",
        "from one year to the next",
        "one of the sources; no one; one by one",
        "in percent, as a percentage",
        "a half-year",
        "https://example.org/2020/477068 and 10.1000/abc123",
        "",
    ],
)
def test_what_is_allowed_passes(text):
    assert found(text) == []


def test_names_and_bands_must_be_declared():
    assert [o.found for o in find_offences("COVID-19 and 15+")] == ["19", "15+"]


def test_an_offence_says_where_it_is_and_what_to_do():
    (offence,) = find_offences(f"{FACT} left, which is more than the 477,068 people who had left before, it seems.")
    assert offence.start == 31
    assert "{fact}`key`" in offence.remedy
    assert "more than the 477,068 people" in str(offence)


def test_offences_come_in_reading_order():
    text = "Half of 477,068 people, 12 percent and two million more."
    starts = [offence.start for offence in find_offences(text)]
    assert starts == sorted(starts)
    assert len(starts) == 5
