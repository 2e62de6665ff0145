"""Statistical models of yearly series: breaks, trends, effects of events, forecasts. No model knows its data's source.

Each function takes a pandas Series with a yearly index and returns a frozen result: estimates, intervals,
diagnostics, a summary table and the frame that a chart draws.
"""
