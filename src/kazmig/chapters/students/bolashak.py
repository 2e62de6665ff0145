"""The Bolashak scholarship: how many hold it, where they study, and what is known of their return."""

from typing import Final

import pandas as pd

from kazmig.evidence import ANY, Evidence

NOT_RETURNED: Final = {
    "nomad2003bol": "Stayed in the United States, awards of 1994 to 1997",
    "steppe2016bol": "Stayed abroad since 2005 and owe money, 2016",
    "digitalbusiness2023": "Did not return, whole programme, November 2023",
    "astanatimes2025bol": "Lost the scholarship for not returning, about 2025",
    "globalnews2023": "Did not return or did not keep at work in their field, a senator, 2023",
}
"""What each count of people who did not return says, by its source."""


def not_returned(ev: Evidence) -> pd.DataFrame:
    """Return every count of holders who did not return, each named by what it counts, from the smallest.

    Returns
    -------
    DataFrame
        ``label``, ``value`` (persons), ``source_id``, ``rough`` (a lower bound or rounded), lineage.
    """
    counted = ev.series("bolashak_not_returned", partner=ANY, frequency=None)
    stated = ev.series("bolashak_duty_breached", frequency=None)
    rows = pd.concat([counted, stated], ignore_index=True)
    rows = rows.assign(
        label=rows["source_id"].map(NOT_RETURNED), rough=rows["low"].notna() | (rows["precision"].fillna(0) > 0)
    )
    columns = ["label", "value", "source_id", "rough", "lineage"]
    return rows.sort_values("value", kind="stable", ignore_index=True)[columns]


def duty(ev: Evidence) -> pd.DataFrame:
    """Return what the centre says of holders' duty to return and work, in November 2023.

    Returns
    -------
    DataFrame
        ``state`` (fulfilled, still running, not returned), ``value`` (persons), lineage. The three are not said to be
        all holders.
    """
    names = {
        "bolashak_duty_fulfilled": "Returned and worked off the duty",
        "bolashak_duty_running": "Returned and working it off",
        "bolashak_not_returned": "Did not return",
    }
    parts = []
    for series, state in names.items():
        rows = ev.series(series, frequency=None)
        parts.append(rows[rows["period"] == "2023-11"].assign(state=state)[["state", "value", "lineage"]])
    return pd.concat(parts, ignore_index=True)


def hosts_of_holders(ev: Evidence) -> pd.DataFrame:
    """Return where holders study: shares printed in April 2018, and shares of the numbers of 2023/24.

    Returns
    -------
    DataFrame
        ``host``, ``when``, ``value`` (percent of holders abroad), lineage. In 2018 the United States stand together
        with Canada; in 2023/24 Canada is not printed, so the second figure is of the United States alone.
    """
    hosts = {"GBR": "United Kingdom", "NAC": "United States (2018: with Canada)", "RUS": "Russia"}
    early = ev.series("bolashak_enrolled_share", partner=ANY, frequency=None)
    early = early.assign(host=early["partner"].map(hosts), when="2018")
    late = ev.series("bolashak_enrolled", partner=["GBR", "USA", "RUS"], frequency=None)
    whole = ev.series("bolashak_enrolled", frequency=None)
    both = late.merge(whole[["period", "value", "lineage"]], on="period", suffixes=("", "_whole"))
    both = both.assign(
        value=100 * both["value"] / both["value_whole"],
        host=both["partner"].replace("USA", "NAC").map(hosts),
        when="2023/24",
        lineage=both["lineage"] + " " + both["lineage_whole"],
    )
    columns = ["host", "when", "value", "lineage"]
    return pd.concat([early[columns], both[columns]], ignore_index=True)
