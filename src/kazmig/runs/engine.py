"""A papermill engine that says which cell it has reached.

Papermill's own progress is a bar that it draws itself. The book's display needs to be told instead, so the manager
of one execution is given an ear; everything else is papermill's notebook engine.
"""

from collections.abc import Callable
from typing import Any

from papermill.engines import NBClientEngine, papermill_engines

NAME = "kazmig"


def following(next_cell: Callable[[], None]) -> str:
    """Register an engine that calls `next_cell` before each code cell, and return its name for papermill."""

    class Following(NBClientEngine):
        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: Any, *options: Any, **named: Any) -> Any:
            start = nb_man.cell_start

            def told(cell: Any, *position: Any, **rest: Any) -> None:
                if cell.cell_type == "code" and "injected-parameters" not in cell.metadata.get("tags", ()):
                    next_cell()
                start(cell, *position, **rest)

            nb_man.cell_start = told
            run = super().execute_managed_notebook
            return run(nb_man, kernel_name, *options, **named)  # type: ignore[no-untyped-call]  # papermill has no types

    papermill_engines.register(NAME, Following)
    return NAME
