"""Long computations kept as Parquet with a manifest: written by `kazmig sweep`, read by notebooks, refused when stale.

A sweep is a table of results that takes too long to compute while a chapter runs. `write` keeps it in ``data/sweeps``
as ``NAME.parquet`` and ``NAME.json``; the manifest holds digests of the tables of ``data/`` and of the modules that it
was computed from. `read` hands it out only while these are what they were. What a sweep computes is for the chapters.
"""

from kazmig.sweeps.digests import file_digest, modules_of
from kazmig.sweeps.errors import BrokenSweep, MissingSweep, StaleSweep, SweepError
from kazmig.sweeps.manifest import Manifest
from kazmig.sweeps.store import Inputs, changes, inputs, manifest, names, read, write

__all__ = [
    "BrokenSweep",
    "Inputs",
    "Manifest",
    "MissingSweep",
    "StaleSweep",
    "SweepError",
    "changes",
    "file_digest",
    "inputs",
    "manifest",
    "modules_of",
    "names",
    "read",
    "write",
]
