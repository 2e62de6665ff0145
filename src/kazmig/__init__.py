"""Kazakhstan in motion: the package that turns the tables in ``data/`` into a published report."""

__version__ = "0.3.0"
