"""What can go wrong when a chapter is run or the book is built."""

from kazmig.errors import KazmigError


class RunError(KazmigError):
    """A chapter could not be run, or the book could not be built; the text names the chapter and the way on."""
