"""Compressed copies beside the files of a finished site, for hosts that serve them: ``page.html.gz``, ``page.html.br``.

What pages and charts load before a reader's eyes gets both; data files, which a reader asks for one by one, get gzip
alone: Brotli at its best takes ten times as long, and is worth it where every reader waits. Copies depend on nothing
but the file's bytes, and a cache keeps them between builds under the hash of those bytes.
"""

import gzip
import hashlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

PAGES = frozenset({".html", ".css", ".js", ".svg"})
DATA = frozenset({".csv", ".json", ".txt", ".xml"})
LEAST = 1024
"""Bytes; below, the headers of an answer weigh as much as what is saved."""


class Coding(NamedTuple):
    """A way to compress: how the copy's name ends, which files get one, how, and under which name it is cached."""

    suffix: str
    kinds: frozenset[str]
    compress: Callable[[bytes], bytes]
    name: str


class Packed(NamedTuple):
    """What was done: copies, how many of them were new, their bytes, and the bytes of the files they stand for."""

    copies: int
    new: int
    bytes: int
    plain: int


def gzipped(content: bytes) -> bytes:
    """Compress as gzip, without a time and without a name.

    Examples
    --------
    >>> gzipped(b"flows") == gzipped(b"flows"), gzipped(b"flows")[4:8]
    (True, b'\\x00\\x00\\x00\\x00')
    """
    return gzip.compress(content, 9, mtime=0)


def brotlied(content: bytes) -> bytes:
    """Compress as Brotli, as small as it gets."""
    import brotli

    result: bytes = brotli.compress(content, quality=11)
    return result


CODINGS = (
    Coding(".gz", PAGES | DATA, gzipped, "gzip-9"),
    Coding(".br", PAGES, brotlied, "brotli-11"),
)


def copy_of(file: Path, coding: Coding, cache: Path) -> tuple[bytes, bool]:
    """Return a file's compressed bytes, from the cache where they are, and whether they had to be made."""
    content = file.read_bytes()
    kept = cache / f"{hashlib.blake2b(content, digest_size=20).hexdigest()}.{coding.name}"
    if kept.is_file():
        kept.touch()
        return kept.read_bytes(), False
    made = coding.compress(content)
    part = kept.with_name(f"{kept.name}.{os.getpid()}-{threading.get_ident()}.part")
    part.write_bytes(made)
    part.replace(kept)
    return made, True


def write_copy(file: Path, coding: Coding, cache: Path) -> tuple[int, bool]:
    """Write a file's copy unless it would be larger than the file; return its bytes and whether it was made."""
    made, new = copy_of(file, coding, cache)
    target = file.with_name(file.name + coding.suffix)
    if len(made) >= file.stat().st_size:
        target.unlink(missing_ok=True)
        return 0, new
    if not target.is_file() or target.read_bytes() != made:
        target.write_bytes(made)
    return len(made), new


def pack(site: Path, cache: Path) -> Packed:
    """Put compressed copies beside the text files of a site, and remove those whose file is gone.

    Parameters
    ----------
    site : Path
        The finished site.
    cache : Path
        Where copies are kept between builds; what this site no longer needs is removed.

    Returns
    -------
    Packed
        What was done.
    """
    cache.mkdir(parents=True, exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    texts = [path for path in files if path.suffix in PAGES | DATA and path.stat().st_size >= LEAST]
    work = [(path, coding) for coding in reversed(CODINGS) for path in texts if path.suffix in coding.kinds]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(lambda pair: write_copy(pair[0], pair[1], cache), work))
    wanted = {
        path.with_name(path.name + coding.suffix) for (path, coding), (size, _) in zip(work, done, strict=True) if size
    }
    for path in files:
        if path.suffix in {coding.suffix for coding in CODINGS} and path not in wanted:
            path.unlink()
    for path, touched in before.items():
        if path.exists() and path.stat().st_mtime_ns == touched:
            path.unlink()
    return Packed(
        copies=len(wanted),
        new=sum(new for _, new in done),
        bytes=sum(size for size, _ in done),
        plain=sum(path.stat().st_size for path in texts),
    )
