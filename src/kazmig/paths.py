"""Where things are: the repository and its folders, found from the package and never from the working folder."""

import os
from pathlib import Path

from kazmig.errors import KazmigError


def root() -> Path:
    """Return the repository's folder.

    The environment variable ``KAZMIG_ROOT`` overrides it (for tests on throw-away repositories); otherwise it is
    the folder from which the package is installed in editable mode.

    Raises
    ------
    KazmigError
        If that folder holds no ``data/datapackage.json``, which a wheel outside a repository does not.
    """
    override = os.environ.get("KAZMIG_ROOT")
    folder = Path(override).resolve() if override else Path(__file__).resolve().parents[2]
    if not (folder / "data" / "datapackage.json").is_file():
        raise KazmigError(
            f"{folder} is not the report's repository: data/datapackage.json is missing there. "
            "Install the package with `pip install -e .` in a clone, or set KAZMIG_ROOT to the clone's folder."
        )
    return folder


def data() -> Path:
    """Return the folder of the evidence."""
    return root() / "data"


def build() -> Path:
    """Return the folder of everything that is made and never committed."""
    return root() / "_build"


def runs() -> Path:
    """Return the folder of the executed notebooks, one folder a chapter."""
    return build() / "runs"
