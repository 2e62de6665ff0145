"""What each choice is called and why a careful analyst could make it either way; and what was left out, and why."""

from typing import Final

RATE: Final = ("Count or rate", "A count says how many; a rate allows for a population that fell and then grew.")
RELEASE: Final = (
    "Release",
    "First releases are revised by up to 4 percent; where sources print several figures, the worst case is taken too.",
)
START: Final = (
    "First year of the record",
    "In 1991 many moves were inside one state; the bureau's own series begins in 2000.",
)

CHOICES_OF: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "lowest": {
        "measure": RATE,
        "release": RELEASE,
        "window": START,
        "setting": ("Year in which it is read", "A record that only the newest year gives could be that year's error."),
    },
    "falling": {
        "definition": ("Months compared", "First halves are printed apart and show a fall earlier than whole years."),
        "measure": RATE,
        "release": RELEASE,
        "window": ("Last year", "The newest year may still be revised."),
        "method": ("Smoothing", "One odd year makes or hides a fall; means over years do neither."),
    },
    "steepest": {
        "measure": RATE,
        "release": RELEASE,
        "window": START,
        "method": (
            "How steepness is measured",
            "Between end points, along a fitted line, between two-year means, or as a difference in people.",
        ),
        "setting": ("Years of the fall", "The fall can be counted from the last high, the pandemic or the year after."),
    },
    "positive": {
        "definition": ("Account", "The register counts events, the UN estimates net migration."),
        "release": RELEASE,
        "window": ("Years", "The newest year may still be revised."),
        "method": ("Rule", "Every year above zero, or all years together."),
    },
    "first_since": {
        "definition": ("Account", "The register counts events, the UN estimates net migration."),
        "release": RELEASE,
        "window": ("Years", "2022, with its crossings from Russia, is in or out."),
        "method": ("Smoothing", "A year near zero can have either sign by chance."),
    },
    "destinations": {
        "definition": ("Kind of count", "Immigrants, permits in force and grants count different people."),
        "measure": (
            "What they stand beside",
            "All departures; or, for destinations other than Russia, departures to other countries than Russia.",
        ),
        "release": ("Smallest count kept", "Small counts swing by chance, large ones leave few countries."),
        "window": ("Years compared", "2019 is the last high, 2020 the pandemic, 2021 the start of the latest fall."),
        "method": ("Rule", "Every single count, each beyond chance, the typical one, or a total within one table."),
        "setting": ("Lag", "A permit can follow the move by a year."),
    },
    "peak": {
        "definition": ("Account", "Departures, or the net loss by the register or the UN."),
        "measure": RATE,
        "release": RELEASE,
        "window": START,
        "method": ("Smoothing", "A single year's spike can be late registration of earlier moves."),
    },
    "two_million": {
        "definition": ("Account", "The register, two revisions of the UN, or estimates from stocks abroad."),
        "release": RELEASE,
        "window": ("Years", "1991 in or out; the period ends with the last loss, the first gain or a year later."),
        "method": ("Method of the stock-based estimate", "Abel and Cohen (2019) compare six."),
    },
    "exceeds": {
        "window": ("Years of the register", "An estimate from mid-year to mid-year fits no calendar years exactly."),
        "method": ("Method of the estimate", "Abel and Cohen (2019) compare six."),
    },
    "hundredfold": {
        "definition": ("Revision", "The UN's stocks of 2020 and of 2024."),
        "window": ("Year of the stock", "Every year since 2015 for which a stock is printed."),
        "method": ("Departures taken", "2020 was low because of the pandemic; means over years are not."),
    },
    "graduates": {
        "definition": ("Compared with", "Everybody aged 15 and over, adults, or the ages at which most people leave."),
        "method": ("Margin", "As printed, or beyond chance and rounding."),
    },
}
CHOICES_OF["break_any"] = {
    "definition": ("Scale", "Logarithms compare proportions, levels people."),
    "measure": RATE,
    "window": ("Years", "1991 in or out, or the bureau's own series; the newest year in or out."),
    "method": ("Search", "Steps or trends; their number by the Bayesian criterion or by sequential tests."),
    "setting": ("Shortest regime", "Bai and Perron's 15 percent of the record is five years; near it either way."),
}
CHOICES_OF["break_recent"] = CHOICES_OF["break_any"]
CHOICES_OF["break_growth"] = CHOICES_OF["break_any"]

LEFT_OUT: Final = (
    ("Balance per 1,000 people", "It has the sign of the balance whatever the population: it could not differ."),
    ("World Bank's net migration", "It is the UN's WPP 2024, year by year."),
    ("WPP 2022 after 2021, WPP 2024 after 2023", "Projections: assumptions about migration, no account of it."),
    (
        "Population less births and deaths since 2012",
        "The yearly population is carried forward with the register itself, so the account returns it.",
    ),
    ("Departures to Russia alone", "Known for five years, printed in thousands: no record, and another question."),
    ("Quarters and months", "Printed for scattered years only."),
    ("Border crossings", "They count passages, not people who move."),
    ("Releases that change nothing in the years used", "The same numbers twice are one specification."),
)
"""What is no specification here, and why."""
