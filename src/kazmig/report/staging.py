"""Where a run writes, and how its folder takes its place: whole or not at all."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from kazmig import paths
from kazmig.report.errors import ReportError

RUN_DIR = "KAZMIG_RUN_DIR"
OTHER_DATA = "KAZMIG_OTHER_DATA"
"""Set where a run on other data is compared and never published: a sentence that does not hold is marked, as in a rerun
with other parameters, and stops nothing."""

COMPARED = "KAZMIG_COMPARED"
"""Set where a run is only compared with another one: its numbers and data are written, and no pictures drawn."""


@dataclass(frozen=True)
class Staging:
    """A folder to write into, and the place it is for (None: the runner moves it by itself)."""

    folder: Path
    place: Path | None

    @classmethod
    def open(cls, chapter: str, name: str) -> "Staging":
        """Return an empty folder for a run of a chapter.

        Under ``kazmig run`` it is the folder that the environment names; otherwise ``<place>.part`` beside its place.

        Raises
        ------
        ReportError
            If the environment names a folder that does not exist.
        """
        given = os.environ.get(RUN_DIR)
        if given:
            folder = Path(given)
            if not folder.is_dir():
                raise ReportError(
                    f"{RUN_DIR} names {folder}, which is no folder. Remedy: unset it, or "
                    f"start with `kazmig run {chapter}`."
                )
            return cls(folder, None)
        place = paths.runs() / chapter / name
        folder = place.with_name(place.name + ".part")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return cls(folder, place)

    def settle(self) -> Path:
        """Put the finished folder in its place; what only the runner writes (the notebook) is carried over."""
        if self.place is None:
            return self.folder
        previous = self.place.with_name(self.place.name + ".old.part")
        shutil.rmtree(previous, ignore_errors=True)
        if self.place.exists():
            for file in sorted(self.place.iterdir()):
                if file.is_file() and not (self.folder / file.name).exists():
                    shutil.copy2(file, self.folder / file.name)
            self.place.rename(previous)
        self.folder.rename(self.place)
        shutil.rmtree(previous, ignore_errors=True)
        return self.place
