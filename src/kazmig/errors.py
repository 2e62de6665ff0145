"""The one exception family of the package: what went wrong, where, and what to do next."""


class KazmigError(Exception):
    """Base of every error that a user can cause and mend.

    The command line prints its text and stops with exit code 2; a stack trace is for our own defects only.
    The text names the file, the row or cell, the value, the rule it breaks and the remedy.
    """
