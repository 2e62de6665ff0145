"""People moved to the steppe, and from it: deportations by where they led, and estimates of the other movements."""

from typing import Final

import pandas as pd

from kazmig.chapters import common
from kazmig.chapters.before_1991.shares import names
from kazmig.chapters.intervals import bounded
from kazmig.evidence import ANY, Evidence

HERE: Final = "KZ-SSR"
"""Those sent to Kazakhstan."""

ANYWHERE: Final = "SUN"
"""Those sent anywhere in the Soviet Union."""

SHOWN: Final = {
    (HERE, "pole_german"): "Poles and Germans, to Kazakhstan",
    (HERE, "korean"): "Koreans, to Kazakhstan",
    (HERE, "german"): "Germans, to Kazakhstan",
    (HERE, "karachay"): "Karachays, to Kazakhstan",
    (HERE, "greek"): "Greeks, to Kazakhstan",
    (ANYWHERE, "korean"): "Koreans, all",
    (ANYWHERE, "polish_citizen"): "Citizens of Poland, all",
    (ANYWHERE, "german"): "Germans, all",
    (ANYWHERE, "karachay"): "Karachays, all",
    (ANYWHERE, "chechen"): "Chechens, all",
    (ANYWHERE, "ingush"): "Ingush, all",
    (ANYWHERE, "balkar"): "Balkars, all",
    (ANYWHERE, "crimean_tatar"): "Crimean Tatars, all",
    (ANYWHERE, "meskhetian_turk"): "Meskhetian Turks, all",
}
"""Destination and group -> label, those sent to Kazakhstan first; no group stands under one destination twice."""

UNDATED: Final = "1930/1949"
"""Period of figures whose source prints no years; they are told in words and left out of the picture."""

ESTIMATES: Final = {
    "settlers_estimate": "Settlers",
    "famine_deaths_estimate": "Deaths",
    "famine_flight_estimate": "Flight",
    "evacuees_arrived": "Evacuated to Kazakhstan",
}
"""Series of the table of estimates -> what is said of them there."""


def deported(ev: Evidence) -> pd.DataFrame:
    """Return people deported by group, those sent to Kazakhstan apart from all.

    Returns
    -------
    DataFrame
        ``label``, ``group``, ``where`` (``Kazakhstan``, ``anywhere``), ``year`` (first of the period), ``value``,
        ``low``, ``high`` (persons, as far as the source's rounding goes), ``source_id``, lineage. Groups overlap: the
        values must not be added.
    """
    rows = bounded(
        ev.series("deported_people", geo=[HERE, ANYWHERE], breakdown="ethnicity", category=ANY, frequency=None)
    )
    rows = rows[rows["period"] != UNDATED]
    order = {key: at for at, key in enumerate(SHOWN)}
    keys = [(str(geo), str(group)) for geo, group in zip(rows["geo"], rows["category"], strict=True)]
    rows = rows.assign(place=[order.get(key, -1) for key in keys], label=[SHOWN.get(key, "") for key in keys])
    rows = rows[rows["place"] >= 0]
    rows = rows.assign(
        label=rows["label"] + ", " + rows["period"].str.replace("/", "-"),
        group=rows["category"].map(names(ev)),
        where=rows["geo"].map({HERE: "Kazakhstan", ANYWHERE: "anywhere"}),
        year=rows["period"].str[:4].astype("int64"),
    )
    columns = ["label", "group", "where", "year", "value", "low", "high", "source_id", "lineage"]
    return rows.sort_values("place", kind="stable")[columns].reset_index(drop=True)


def number(frame: pd.DataFrame, group: str, where: str = "anywhere") -> float:
    """Return the people deported of one group, by where they were sent."""
    return float(frame.loc[(frame["group"] == group) & (frame["where"] == where), "value"].item())


def estimates(ev: Evidence) -> pd.DataFrame:
    """Return every estimate of a movement that no count gives, one row a source, with the range it prints.

    Returns
    -------
    DataFrame
        ``what``, ``who``, ``years``, ``start`` (first year), ``lowest``, ``highest`` (persons; NaN where the source
        gives none), ``source`` (title), ``source_id``, lineage; by movement and time.
    """
    titles = ev.sources.set_index("source_id")["title"]
    parts = []
    for place, (series, what) in enumerate(ESTIMATES.items()):
        rows = ev.series(
            series, geo=ANY, breakdown=ANY, category=ANY, frequency=None, all_sources=True
        )  # every source speaks here
        parts.append(rows.assign(what=what, place=place))
    rows = pd.concat(parts, ignore_index=True)
    called = names(ev) | {"": "all"}
    open_ended = rows["low"].notna() & rows["high"].isna()
    found = rows.assign(
        who=rows["category"].map(called),
        years=rows["period"].str.replace("/", "-"),
        start=rows["period"].str[:4].astype("int64"),
        lowest=rows["low"].where(rows["low"].notna(), rows["value"]),
        highest=rows["high"].where(rows["high"].notna(), rows["value"]).where(~open_ended),
        source=rows["source_id"].map(titles),
    )
    columns = ["what", "who", "years", "start", "lowest", "highest", "source", "source_id", "lineage"]
    return found.sort_values(["place", "start", "lowest"], kind="stable")[columns].reset_index(drop=True)


END: Final = "SUN"
"""The state whose last day is marked in the pictures."""


def marks(ev: Evidence, words: dict[str, str], end: str = "End of the USSR") -> pd.DataFrame:
    """Return events for a time axis and the last day of the Soviet Union: ``word``, ``date``, lineage."""
    state = ev.geographies[ev.geographies["code"] == END]
    last = pd.DataFrame({"word": end, "date": state["valid_to"].astype(str), "lineage": state["lineage"]})
    return common.marks(common.events(ev, words), last)


def lowest(frame: pd.DataFrame, what: str, start: int | None = None) -> float:
    """Return the smallest estimate of a movement (that begins in ``start``)."""
    rows = frame[(frame["what"] == what) & ((frame["start"] == start) if start is not None else True)]
    return float(rows["lowest"].min())


def highest(frame: pd.DataFrame, what: str, start: int | None = None) -> float:
    """Return the largest figure printed for a movement, open-ended ones by the bound that they print."""
    rows = frame[(frame["what"] == what) & ((frame["start"] == start) if start is not None else True)]
    return float(rows["highest"].fillna(rows["lowest"]).max())


def germans_by_oblast(ev: Evidence) -> pd.DataFrame:
    """Return the Germans counted in 1979 in the oblasts for which they are at hand.

    Returns
    -------
    DataFrame
        ``oblast``, ``germans``, ``people`` (persons), ``value`` (percent), lineage; the largest share first.
    """
    places = ev.geographies[ev.geographies["code"].str.startswith("KZS-")]
    codes = places["code"].tolist()
    germans = ev.series("population_census", geo=codes, breakdown="ethnicity", category="german", start=1979, end=1979)
    people = ev.series("population_census", geo=codes, start=1979, end=1979)
    both = germans[["geo", "value", "lineage"]].merge(
        people[["geo", "value", "lineage"]], on="geo", suffixes=("_germans", "_people")
    )
    called = places.set_index("code")["name_en"].str.replace(r" Oblast.*", "", regex=True)
    found = pd.DataFrame(
        {
            "oblast": both["geo"].map(called),
            "germans": both["value_germans"],
            "people": both["value_people"],
            "value": 100 * both["value_germans"] / both["value_people"],
            "lineage": both["lineage_germans"] + " " + both["lineage_people"],
        }
    )
    return found.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)
