from kazmig.formats.edition import Edition
from pathlib import Path
def pack(edition: Edition, html: Path) -> bytes:
    return b""
