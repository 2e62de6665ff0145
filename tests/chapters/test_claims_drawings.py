import json

import pytest

from kazmig import claims
from kazmig.chapters import claims_chapter, claims_drawings, claims_numbers
from kazmig.charts import palette


def rows(spec):
    """Return the data rows of a specification, guides left out."""
    return [row for name, part in spec["datasets"].items() if not name.startswith("annotation-") for row in part]


@pytest.mark.parametrize("tone", claims_drawings.COLOURS.values())
def test_colours_of_verdicts_reach_three_to_one_on_both_pages(tone):
    assert min(palette.contrast(tone, page) for page in (palette.WHITE, palette.DARK)) >= 3


def test_every_verdict_has_a_shape_of_its_own():
    looks = {
        word: json.dumps([(look["shape"], look["filled"]) for look in claims_drawings._looks(word, "#000000", 100)])
        for word in claims.VERDICTS
    }
    assert len(set(looks.values())) == len(claims.VERDICTS)


def test_every_statement_is_one_mark_in_both_widths(ev, judged):
    frame = claims_chapter.statements(ev, judged)
    for spec in claims_drawings.marks(frame).specifications().values():
        drawn = [row for row in rows(spec) if "number" in row]
        assert len(drawn) == len(frame)
        assert {row["statement"] for row in drawn} == set(frame["statement"])
        assert all(word in json.dumps(spec) for word in claims.VERDICTS)


def test_figures_around_a_number_draw_each_witness_once(ev, judged):
    frame = claims_numbers.gaps(claims.results_frame(ev, judged), claims.DEPENDS)
    for spec in claims_drawings.around(frame).specifications().values():
        drawn = [row for row in rows(spec) if "gap" in row]
        assert sorted(row["gap"] for row in drawn) == sorted(frame["gap"])


def test_the_band_is_the_tolerance_of_the_judge():
    assert claims_drawings.TOLERANCE == 100 * claims.stated.REVISION
