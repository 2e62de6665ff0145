"""The one exception family of the package: what went wrong, where, and what to do next."""

import errno

REMEDIES = {
    errno.ENOSPC: "The disk is full. Make room",
    errno.EDQUOT: "Your share of the disk is used up. Make room",
    errno.EFBIG: "The file would be larger than the system lets this command write. Raise that limit (ulimit -f)",
    errno.EROFS: "The folder cannot be written to: its file system is read-only. Make it writable, or clone elsewhere",
    errno.EACCES: "This user may not write there. Mend the folder's permissions, or clone elsewhere",
    errno.EPERM: "The system does not let this user change that. Mend the folder's permissions, or clone elsewhere",
    errno.EMFILE: "Too many files are open. Raise that limit (ulimit -n)",
    errno.EIO: "The disk reported an error. Check it before anything else",
}
"""What to do about a failure of the machine that no code of ours can mend."""


class KazmigError(Exception):
    """Base of every error that a user can cause and mend.

    The command line prints its text and stops with exit code 2; a stack trace is for our own defects only.
    The text names the file, the row or cell, the value, the rule it breaks and the remedy.
    """


def of_the_machine(error: OSError) -> str | None:
    """Return what to do about an error of disk or permissions; None if it is none.

    Examples
    --------
    >>> of_the_machine(OSError(errno.ENOSPC, "No space left on device", "_build/html"))
    '_build/html: No space left on device. The disk is full. Make room, then give the same command again; \
what was finished before is as it was.'
    >>> of_the_machine(OSError(errno.ENOENT, "No such file or directory", "x")) is None
    True
    """
    remedy = REMEDIES.get(error.errno or 0)
    if remedy is None:
        return None
    place = f"{error.filename2 or error.filename}: " if error.filename else ""
    return (
        f"{place}{error.strerror}. {remedy}, then give the same command again; what was finished before is as it was."
    )
