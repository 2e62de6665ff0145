"""People whom a step reached: those legalised in the amnesty of 2006, and those resettled from south to north."""

import pandas as pd

from kazmig import evidence
from kazmig.evidence import Evidence


def legalised(ev: Evidence) -> pd.DataFrame:
    """Return people legalised in the amnesty of 2006 by citizenship, at the one date with a breakdown.

    Columns: label, value, lineage. The rest is the printed total less the countries named.
    """
    named = ev.series("labour_migrants_legalised", partner=["UZB", "KGZ", "RUS", "TJK"], start=2006, frequency=None)
    total = ev.series("labour_migrants_legalised", frequency=None)
    total = total[total["period"] == named["period"].iloc[0]]
    names = ev.geographies.set_index("code")["name_en"]
    countries = named.assign(label=named["partner"].map(names))

    def rest(whole: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"label": ["Other CIS"], "value": [whole["value"].sum() - parts["value"].sum()]})

    columns = ["label", "value", "lineage"]
    others = evidence.derive(rest, total, named)
    return pd.concat([countries[columns], others[columns]], ignore_index=True)


def resettlement(ev: Evidence) -> pd.DataFrame:
    """Return people resettled from south to north since the start beside moves between regions, year by year.

    Columns: label, value, low, high, kind (programme|moves), year, lineage.
    """
    programme = ev.series("resettlers_south_north", frequency=None).tail(1)
    moves = ev.series("internal_moves_interregional")
    moves = moves[moves["year"] >= 2020]
    first = programme.assign(label="Programme, all years to " + programme["period"].iloc[0], kind="programme")
    second = moves.assign(label=[f"All moves between regions, {year}" for year in moves["year"]], kind="moves")
    columns = ["label", "value", "precision", "kind", "year", "lineage"]
    return pd.concat([first[columns], second[columns]], ignore_index=True)
