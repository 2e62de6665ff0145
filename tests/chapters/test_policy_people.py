"""People reached by a step: parts that make the printed whole."""

from kazmig import evidence
from kazmig.chapters import policy


def test_legalised_parts_add_to_the_printed_total(ev):
    parts = policy.legalised(ev)
    assert parts["value"].sum() == 138_302
    assert (parts["value"] > 0).all()
    rest = parts[parts["label"] == "Other CIS"]
    assert len(evidence.expand(" ".join(evidence.lineage_of(rest)))) == 5


def test_resettlement_puts_the_programme_beside_all_moves(ev):
    frame = policy.resettlement(ev)
    assert frame["kind"].tolist() == ["programme"] + ["moves"] * (len(frame) - 1)
    assert frame.loc[frame["kind"] == "programme", "value"].item() == 66_200
    assert frame.loc[frame["year"] == 2024, "value"].max() == 689_497
