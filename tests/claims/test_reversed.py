"""Reverse a real series and the verdicts that rest on it turn; the others stay."""

import csv
import shutil

import pytest

from kazmig import evidence, paths
from kazmig.claims import CONTRADICTED, DEPENDS, SUPPORTED, judge, read


def rewritten(folder, change, names):
    """Copy the data package, rewrite its flows row by row, and judge the claims named."""
    shutil.copytree(paths.data(), folder)
    file = folder / "observations" / "flows.csv"
    with file.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        rows = [change(dict(row)) for row in reader]
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    ev = evidence.load(folder, check=False)
    return {each.claim_id: judge(each, ev).verdict for each in read(ev) if each.claim_id in names}


@pytest.fixture(scope="module")
def true(judged):
    return {each.claim.claim_id: each.verdict for each in judged}


def is_yearly_total(row, series_id):
    total = not any(row[name] for name in ("partner", "sex", "age", "breakdown"))
    return row["series_id"] == series_id and row["geo"] == "KAZ" and total and row["period"].isdigit()


def test_departures_run_backwards(tmp_path, true):
    first, last = 1991, 2025

    def backwards(row):
        if is_yearly_total(row, "departures_registered"):
            row["period"] = str(first + last - int(row["period"]))
        return row

    turned = {
        "irin_peak_year": (SUPPORTED, DEPENDS),  # the loss still peaks in 1994, the departures no longer
        "wikipedia_falling_2000_2006": (SUPPORTED, CONTRADICTED),
        "wikipedia_sharp_fall_2000_2006": (SUPPORTED, CONTRADICTED),
        "wikipedia_early_emigration": (SUPPORTED, CONTRADICTED),
        "irin_peak_size": (DEPENDS, CONTRADICTED),
    }
    same = ["irin_negative_every_year", "eurasianet_amnesty", "avim_iom_member", "wikipedia_students_abroad"]
    found = rewritten(tmp_path / "data", backwards, {*turned, *same})
    assert {name: (true[name], found[name]) for name in turned} == turned
    assert [found[name] for name in same] == [true[name] for name in same]


def test_the_balance_changes_its_sign(tmp_path, true):
    def flipped(row):
        if is_yearly_total(row, "net_registered"):
            row["value"] = row["value"][1:] if row["value"].startswith("-") else f"-{row['value']}"
        return row

    turned = {
        "irin_more_left": (SUPPORTED, DEPENDS),
        "irin_negative_every_year": (SUPPORTED, DEPENDS),
        "irin_balance_two_million": (DEPENDS, CONTRADICTED),
        "eurasianet_deficit_2000": (DEPENDS, CONTRADICTED),
        "eurasianet_surplus_2005": (DEPENDS, CONTRADICTED),
    }
    found = rewritten(tmp_path / "data", flipped, {*turned, "wikipedia_falling_2000_2006"})
    assert {name: (true[name], found[name]) for name in turned} == turned
    assert found["wikipedia_falling_2000_2006"] == SUPPORTED
