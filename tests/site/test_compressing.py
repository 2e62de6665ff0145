"""Compressed copies: they unfold to the file, follow it, depend on nothing else, and go when it goes."""

import gzip
import os
from pathlib import Path

import brotli
import pytest

from kazmig.site.compressing import LEAST, pack

TEXT = "".join(f"<p>{number} people left in {1990 + number % 36}</p>\n" for number in range(200)).encode()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "html"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "notebooks" / "flows.html").write_bytes(TEXT)
    (folder / "flows.csv").write_bytes(b"year,value\n" * 500)
    (folder / "small.html").write_bytes(b"<p>" * 30)
    (folder / "noise.js").write_bytes(os.urandom(LEAST * 2))
    (folder / "picture.png").write_bytes(TEXT)
    return folder


def copies(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.suffix in {".gz", ".br"}
    }


def test_a_page_has_both_copies_and_data_one(site: Path, tmp_path: Path) -> None:
    done = pack(site, tmp_path / "cache")
    found = copies(site)
    assert set(found) == {"notebooks/flows.html.gz", "notebooks/flows.html.br", "flows.csv.gz"}
    assert gzip.decompress(found["notebooks/flows.html.gz"]) == TEXT
    assert brotli.decompress(found["notebooks/flows.html.br"]) == TEXT
    assert done.bytes == sum(map(len, found.values()))


def test_copies_depend_on_the_bytes_alone(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "one")
    first = copies(site)
    os.utime(site / "notebooks" / "flows.html", (1, 1))
    for name in first:
        (site / name).unlink()
    pack(site, tmp_path / "two")
    assert copies(site) == first


def test_only_what_changed_is_compressed_again(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "cache")
    assert pack(site, tmp_path / "cache").new == 0
    (site / "flows.csv").write_bytes(b"year,other\n" * 500)
    assert pack(site, tmp_path / "cache").new == 1
    assert gzip.decompress((site / "flows.csv.gz").read_bytes()).startswith(b"year,other")


def test_the_copy_of_a_removed_file_goes_and_the_cache_forgets_it(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "cache")
    kept = len(list((tmp_path / "cache").iterdir()))
    (site / "notebooks" / "flows.html").unlink()
    pack(site, tmp_path / "cache")
    assert set(copies(site)) == {"flows.csv.gz"}
    assert len(list((tmp_path / "cache").iterdir())) == kept - 2
