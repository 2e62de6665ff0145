"""The library's own verdict: ``frictionless validate``, translated into our problems.

`schema` already applies the declarations, column by column; this asks Frictionless to read every row itself, so
that a difference between the two would show. It takes seconds, mostly for the panels.
"""

import gc
import warnings
from collections.abc import Iterable
from pathlib import Path

import frictionless

from kazmig.evidence.problems import Problem
from kazmig.evidence.schema import PACKAGE


def problems(folder: Path, known: Iterable[Problem] = ()) -> list[Problem]:
    """Return what ``frictionless validate data/datapackage.json`` finds.

    Parameters
    ----------
    folder
        The folder ``data``.
    known
        Problems that are reported already; a further one on the same line (or of a whole file) is left out.
    """
    with warnings.catch_warnings():
        # Frictionless leaves compressed files open; collected here, they warn nobody else.
        warnings.simplefilter("ignore", ResourceWarning)
        report = frictionless.validate(str(folder / PACKAGE))
        gc.collect()
    said = {(problem.file, problem.line) for problem in known}
    found = [
        Problem(PACKAGE, 0, "", "", f"Frictionless accepts the package ({error.note})", "mend datapackage.json")
        for error in report.errors
    ]
    for task in report.tasks:
        for error in task.errors:
            line = int(getattr(error, "row_number", 0) or 0)
            field = str(getattr(error, "field_name", "") or "")
            value = str(getattr(error, "cell", "") or "")
            if (task.place, line) in said:
                continue
            rule = f"Frictionless accepts the table ({error.type}: {error.note})"
            found.append(Problem(task.place, line, field, value, rule, "mend the row, or its declaration"))
    return found
