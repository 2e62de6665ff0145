"""What each chapter computes and draws: one module a chapter, pure functions over evidence frames.

A notebook of the same name tells the story and calls these functions. They return frames that keep their lineage,
or drawings; publishing is the notebook's business, through :mod:`kazmig.report`.
"""
