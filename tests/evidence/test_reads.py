from pathlib import Path

import pytest

from kazmig import evidence
from kazmig.evidence import EvidenceError, reads


def test_what_was_asked_for_is_remembered(written: Path) -> None:
    store = evidence.load(written)
    reads.reset()
    assert reads.files() == ()
    store.series("departures_registered", start=1995, end=1995)
    assert reads.files() == ("observations/flows.csv",)
    store.panel("wpp", geo="KAZ")
    _ = store.events
    assert reads.files() == ("events.csv", "observations/flows.csv", "panels/wpp.csv.gz")
    reads.reset()
    with pytest.raises(EvidenceError):
        store.series("departures_registered", geo="RUS")
    assert reads.files() == ("observations/flows.csv",)
