"""What the ledger of published values says of ourselves: for the page of revisions, and for the feed."""

from dataclasses import dataclass

from kazmig.site.library import Library, Row

LEDGER = "published"


@dataclass(frozen=True)
class Change:
    """A published value that another took the place of.

    Attributes
    ----------
    before, after : Row
        Rows of ``data/published.csv``.
    """

    before: Row
    after: Row

    @property
    def texts(self) -> tuple[str, str]:
        """Both as printed; empty for a figure, whose data are told by a digest."""
        return self.before["text"], self.after["text"]


def changes(library: Library) -> list[Change]:
    """Return every change of a published value, in the order of the ledger."""
    last: dict[tuple[str, str], Row] = {}
    found = []
    for row in library.table(LEDGER):
        place = (row["kind"], row["id"])
        if place in last:
            found.append(Change(last[place], row))
        last[place] = row
    return found


def first_published(library: Library) -> dict[str, dict[str, int]]:
    """Return how many facts and figures each release published first, by release and kind."""
    found: dict[str, dict[str, int]] = {}
    seen = set()
    for row in library.table(LEDGER):
        if (row["kind"], row["id"]) not in seen:
            seen.add((row["kind"], row["id"]))
            counted = found.setdefault(row["release"], {"fact": 0, "figure": 0})
            counted[row["kind"]] += 1
    return found
