"""Executes the notebooks: a run is a folder with the executed notebook, its figures, its facts and a manifest.

The modules go from the inside out: :mod:`.environment` gives a kernel the same surroundings everywhere,
:mod:`.normalise` takes the clock and the dice out of an executed notebook, :mod:`.staging` swaps a finished folder in,
:mod:`.execute` runs one chapter with them. :mod:`.inputs` says what a chapter depends on, :mod:`.stamps` what a
finished step was made from, :mod:`.workflow` lets Snakemake decide what has to run again, and :mod:`.display` tells
the reader how far it is.

What a notebook publishes is the business of :mod:`kazmig.report`, which pages are made from it that of
:mod:`kazmig.site`.
"""
