"""One number out of a frame, or a message that says what was asked."""

import pandas as pd
import pytest

from kazmig.chapters import brain_drain
from kazmig.chapters.common import ChapterError


def test_pick_takes_one_row_or_says_what_was_asked():
    frame = pd.DataFrame({"geo": ["KAZ", "UZB", "UZB"], "value": [1.0, 2.0, 3.0]})
    assert brain_drain.pick(frame, geo="KAZ") == 1.0
    with pytest.raises(ChapterError, match="2 rows have geo = 'UZB'"):
        brain_drain.pick(frame, geo="UZB")
    with pytest.raises(ChapterError, match="0 rows"):
        brain_drain.pick(frame, geo="RUS")
