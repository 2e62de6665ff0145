"""What the chapter's facts count, in words for their cards, and what would change a reader's mind about each model."""

from typing import Final

MODEL: Final = "A model of the yearly register of departures, by its title in the tables of this chapter."

AHEAD: Final = (
    "Forecast of registered departures, registered arrivals or arrivals less departures: the median, or an end of an "
    "interval, of simulated paths in the last year that is forecast."
)

MARGIN: Final = "Only a model that beats naive by the margin in both periods would change it; no single row does that."

SKILL: Final = (
    "Part by which a model's mean CRPS of logs, over one to three years ahead, is below that of the naive model. "
    "Plus is better."
)

BAND: Final = (
    "Range in which the share of outcomes inside an interval of correct coverage lies in 95 of 100 cases, were the "
    "forecasts independent."
)

ERROR: Final = "Median forecast of registered departures less what came, in percent of what came."

TOGETHER: Final = (
    "Correlation of the yearly errors of departures and arrivals, in logarithms, and what the simulation uses: drawn "
    "towards zero, because the years are few."
)

PSEUDO: Final = (
    "Forecasts of registered departures made afterwards with the later years cut off, by models and a rule chosen with "
    "later knowledge, on figures of today's revision."
)

VARIANTS: Final = (
    "Runs of the rule with one choice changed: the measure, the first year, the year 2020 left out, arrivals in place "
    "of departures; and those of them in which another model than this chapter's takes the headline."
)

TURNED: Final = (
    "Years that both WPP 2022 and WPP 2024 estimate (none of them a projection), and those of them for which the sign "
    "of net migration differs."
)

OPPOSITE: Final = (
    "Years in which the UN estimates net migration (WPP 2024) beside the register's arrivals less departures. The two "
    "count different things."
)

LEDGER: Final = "Forecasts that a release of this report recorded in forecasts/ledger.csv."

CHANGES: Final = {
    "naive": "a model that beats it by the rule's margin in both periods",
    "drift": "years without a fall: each moves the mean change up",
    "mean": "a return to the numbers of the 1990s",
    "damped": "a year against the recent trend",
    "theta": "years without a fall, as for drift, by halves",
    "arima": "growth rates that follow one another; so far they do not",
    "ar1_rate": "years in which the rate comes back after a shock",
    "local_level": "ups that are undone the year after: then noise, not level",
    "pool": "one member that is clearly better or worse than the rest",
    "auto_arima": "as for ARIMA",
    "auto_ets": "as for the damped trend",
    "auto_theta": "as for Theta",
}
"""What would change what a model says, or what we think of it."""
