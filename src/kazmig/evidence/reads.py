"""Which files of ``data/`` were asked for in this process, so that the build knows what a chapter depends on.

A file counts when a series, panel or table in it was asked for, also where the filters left none of its rows: a
new row there could change the answer. This is the one piece of state of the package, kept at its edge.
"""

_files: set[str] = set()


def note(*files: str) -> None:
    """Remember that these files (relative to ``data/``) were asked for."""
    _files.update(files)


def files() -> tuple[str, ...]:
    """Return every file asked for since the last `reset`, sorted."""
    return tuple(sorted(_files))


def reset() -> None:
    """Forget what was asked for: a report calls this when it opens."""
    _files.clear()
