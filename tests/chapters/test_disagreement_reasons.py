import pytest

from kazmig.chapters.disagreement import reasons

NONE = float("nan")


def printed(value, low=NONE, high=NONE, precision=NONE, source="press", period="2024"):
    row = dict.fromkeys(reasons.MATCHED, "") | {"series_id": "departures_registered", "geo": "KAZ", "period": period}
    return row | {
        "value": value,
        "low": low,
        "high": high,
        "precision": precision,
        "source_id": source,
        "vintage": "x",
        "status": "observed",
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (printed(12732), printed(12700, precision=50), True),
        (printed(12732), printed(12600, precision=50), False),
        (printed(65000), printed(60000, low=60000), True),
        (printed(55000), printed(60000, low=60000), False),
        (printed(29500), printed(29000, high=29000), False),
    ],
)
def test_two_prints_meet_if_they_can_stand_for_one_number(one, other, same):
    assert reasons.meet(one, other) is same
    assert reasons.meet(other, one) is same


def test_reasons_are_asked_in_order():
    publishers = {"bureau": "Bureau of Statistics", "copy": "Bureau of Statistics; a copy", "press": "A newspaper"}
    used = printed(100, source="bureau")
    trouble = {tuple(str(printed(90)[name]) for name in reasons.MATCHED): "definition"}
    assert reasons.reason(used, printed(100.2, precision=0.5), trouble, publishers) == reasons.SAME
    assert reasons.reason(used, printed(90), trouble, publishers) == "definition"
    assert reasons.reason(used, printed(90, source="copy"), trouble, publishers) == "revision"
    assert reasons.reason(used, printed(90, period="2023"), trouble, publishers) == reasons.UNEXPLAINED
    first, second = (row | {"status": "estimate"} for row in (used, printed(90, period="2023")))
    assert reasons.reason(first, second, trouble, publishers) == reasons.ESTIMATES


def test_rules_are_asked_in_order():
    used, other = printed(1, source="bureau"), printed(2) | {"vintage": "y"}
    kinds = {"bureau": "official", "press": "press"}
    assert reasons.rule(used, other, {("departures_registered", "bureau")}, kinds) == "declared"
    assert reasons.rule(used, other, set(), kinds) == "kind"
    assert reasons.rule(used, other, set(), kinds | {"bureau": "press"}) == "vintage"
    assert reasons.rule(used, other | {"vintage": "x"}, set(), kinds | {"bureau": "press"}) == "source"


def test_every_kind_of_correction_has_words(ev):
    assert set(ev.corrections["kind"]) <= set(reasons.REASONS)
