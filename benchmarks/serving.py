"""A small web server for measurements: a folder over localhost, compressed as a host would, every answer counted.

A copy ``page.html.br`` or ``page.html.gz`` beside a file is served where the browser accepts it; where there is none,
text is compressed once and kept in memory, so that compressing never counts into what is measured.
"""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

TEXT = {".html", ".css", ".js", ".svg", ".json", ".csv", ".xml", ".txt"}
KINDS = {".js": "text/javascript", ".woff2": "font/woff2"}  # what a machine's own list may leave out
CODINGS = {"br": ".br", "gzip": ".gz"}
"""The name of a coding that a browser accepts, and how the copy's name ends."""


class Answer(NamedTuple):
    """One answer that the server gave: its status, and the bytes of its body as they went over the wire."""

    path: str
    status: int
    sent: int


class Shelf:
    """The files of a folder as bodies, compressed once."""

    def __init__(self, folder: Path, codings: tuple[str, ...]) -> None:
        self.folder = folder.resolve()
        self.codings = codings
        self.kept: dict[tuple[Path, str], bytes] = {}

    def file(self, path: str) -> Path | None:
        """Return the file that an address names, if it lies in the folder."""
        found = (self.folder / unquote(urlsplit(path).path).lstrip("/")).resolve()
        if found.is_dir():
            found /= "index.html"
        return found if found.is_file() and found.is_relative_to(self.folder) else None

    def body(self, file: Path, accepted: str) -> tuple[bytes, str]:
        """Return a file's bytes, and the coding they are in; an empty one for the bytes themselves."""
        if file.suffix in TEXT:
            offered = {part.partition(";")[0].strip() for part in accepted.split(",")}
            for coding in self.codings:
                if coding not in offered:
                    continue
                key = (file, coding)
                copy = file.with_name(file.name + CODINGS[coding])
                if key not in self.kept and copy.is_file():
                    self.kept[key] = copy.read_bytes()
                if key not in self.kept and coding == "gzip":
                    self.kept[key] = gzip.compress(file.read_bytes(), 9, mtime=0)
                if key in self.kept:
                    return self.kept[key], coding
        key = (file, "")
        if key not in self.kept:
            self.kept[key] = file.read_bytes()
        return self.kept[key], ""


class Server:
    """A running server: its address, and the answers it gave."""

    def __init__(self, port: int) -> None:
        self.address = f"http://localhost:{port}"
        self.answers: list[Answer] = []


@contextmanager
def serve(folder: Path, codings: tuple[str, ...] = ("gzip",)) -> Iterator[Server]:
    """Serve a folder on a free port of this machine."""
    shelf = Shelf(folder, codings)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body in one packet: small ones else wait for the acknowledgement of the other

        def do_GET(self) -> None:
            file = shelf.file(self.path)
            content, coding = (
                shelf.body(file, self.headers.get("Accept-Encoding", "")) if file else (b"<!DOCTYPE html><p>", "")
            )
            kind = (KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0]) if file else "text/html"
            text = kind and (kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")))
            self.send_response(200 if file else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind or "application/octet-stream")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("Access-Control-Allow-Origin", "*")  # as the networks that carry public packages say
            if coding:
                self.send_header("Content-Encoding", coding)
                self.send_header("Vary", "Accept-Encoding")
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()
            server.answers.append(Answer(self.path, 200 if file else 404, len(content)))

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the terminal belongs to the table."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.daemon_threads = True
    server = Server(web.server_address[1])
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        web.shutdown()
        web.server_close()
        thread.join()
