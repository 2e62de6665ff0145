"""The charts' typeface: where its files are, and how wide a text is in it.

vl-convert measures and draws text with the fonts it finds. The book brings its own subset of Inter under a
name of its own (``Kazmig Inter``), so that another Inter on the machine can't change a single byte; in the
published SVG the family is ``Inter, system-ui, sans-serif``, which the site serves.
"""

import functools
import struct
from pathlib import Path

import vl_convert

from kazmig.errors import KazmigError

FAMILY = "Kazmig Inter"
"""Name of the committed subset, used for measuring and for PNG."""

PUBLISHED = "Inter, system-ui, sans-serif"
"""What inline SVG and live charts ask the browser for."""

FOLDER = Path(__file__).parent / "fonts"
FILES = {400: "KazmigInter-Regular.otf", 600: "KazmigInter-SemiBold.otf"}


class FontError(KazmigError):
    """A committed font file is missing or unreadable."""


@functools.cache
def register() -> None:
    """Tell vl-convert about the committed fonts, once a process."""
    for name in FILES.values():
        if not (FOLDER / name).is_file():
            raise FontError(
                f"{FOLDER / name} is missing, and without it texts in charts cannot be measured alike on every "
                "machine. Restore it from the repository (`git checkout src/kazmig/charts/fonts`)."
            )
    vl_convert.register_font_directory(str(FOLDER))


def width(text: str, size: float, weight: int = 400) -> float:
    """Return the width in pixels of the longest line of ``text`` at ``size`` pixels.

    Kerning is left out, so the true width is at most a few percent less.
    """
    advances, units = _advances(weight)
    widest = max(sum(advances.get(ord(sign), 0.62 * units) for sign in line) for line in text.split("\n"))
    return widest / units * size


def wrap(text: str, limit: float, size: float, weight: int = 400) -> str:
    """Break ``text`` at spaces into lines no wider than ``limit`` pixels (a longer word keeps its line)."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, weight) <= limit:
            lines[-1] = joined
        else:
            lines.append(word)
    return "\n".join(lines)


@functools.cache
def _advances(weight: int) -> tuple[dict[int, float], int]:
    """Read advance widths per code point, and the units per em, from the font's own tables."""
    path = FOLDER / FILES[weight]
    try:
        data = path.read_bytes()
        tables = {
            data[12 + 16 * i : 16 + 16 * i].decode("latin-1"): struct.unpack(">II", data[20 + 16 * i : 28 + 16 * i])
            for i in range(struct.unpack(">H", data[4:6])[0])
        }
        head, hhea, hmtx, cmap = (tables[name][0] for name in ("head", "hhea", "hmtx", "cmap"))
        units = struct.unpack(">H", data[head + 18 : head + 20])[0]
        count = struct.unpack(">H", data[hhea + 34 : hhea + 36])[0]
        widths = [struct.unpack(">H", data[hmtx + 4 * i : hmtx + 4 * i + 2])[0] for i in range(count)]
        glyphs = _glyphs(data, cmap)
    except (OSError, struct.error, KeyError) as error:
        raise FontError(
            f"{path} cannot be read as a font ({error}). Restore it from the repository "
            "(`git checkout src/kazmig/charts/fonts`)."
        ) from error
    return {code: float(widths[min(glyph, count - 1)]) for code, glyph in glyphs.items()}, units


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Read a format 4 character map: code point -> glyph number (OpenType 1.9, cmap)."""
    for i in range(struct.unpack(">H", data[cmap + 2 : cmap + 4])[0]):
        start = cmap + struct.unpack(">I", data[cmap + 8 + 8 * i : cmap + 12 + 8 * i])[0]
        if struct.unpack(">H", data[start : start + 2])[0] == 4:
            break
    else:
        raise KeyError("no format 4 character map")
    count = struct.unpack(">H", data[start + 6 : start + 8])[0] // 2
    table = [start + 14 + shift for shift in (0, 2 * count + 2, 4 * count + 2, 6 * count + 2)]
    ends, starts, deltas, offsets = (struct.unpack(f">{count}H", data[at : at + 2 * count]) for at in table)
    glyphs: dict[int, int] = {}
    for i in range(count):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            if offsets[i]:
                at = table[3] + 2 * i + offsets[i] + 2 * (code - starts[i])
                glyph = struct.unpack(">H", data[at : at + 2])[0]
                glyphs[code] = (glyph + deltas[i]) % 65536 if glyph else 0
            else:
                glyphs[code] = (code + deltas[i]) % 65536
    return glyphs
