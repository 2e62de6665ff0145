import pytest

from kazmig.claims import ClaimError, stated


@pytest.mark.parametrize(
    ("text", "value", "half"),
    [
        ("2 million", 2e6, 5e5),
        ("15.48 million", 15.48e6, 5e3),
        ("244 million", 244e6, 5e5),
        ("165,000", 165e3, 500),
        ("480,000", 480e3, 5e3),
        ("2,562,000", 2_562_000, 500),
        ("1,000", 1000, 500),
        ("37", 37, 0.5),
        ("3.3", 3.3, 0.05),
        ("80", 80, 5),
        ("71.3 thousand", 71_300, 50),
        ("-22,000", -22_000, 500),
    ],
)
def test_a_number_carries_half_a_unit_of_its_last_digit(text: str, value: float, half: float) -> None:
    read = stated.read(text)
    assert read.value == pytest.approx(value)
    assert read.half == pytest.approx(half)


def test_tolerance_is_rounding_or_revision_whichever_is_wider() -> None:
    assert stated.read("2 million").tolerance == 5e5
    assert stated.read("108,000").tolerance == pytest.approx(stated.REVISION * 108_000)


@pytest.mark.parametrize("text", ["", "about 3", "16.000.000", "1,00", "two million", "5 percent"])
def test_what_is_no_number_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ClaimError, match="Remedy"):
        stated.read(text, "some_claim")
