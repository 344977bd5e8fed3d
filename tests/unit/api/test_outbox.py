"""The outbox: files for their owner only, sent once when there is a server, kept when there is none."""

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.outbox import Outbox


class _Server(socketserver.ThreadingTCPServer):
    """As much of SMTP as a client needs; keeps what it got."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, answer: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.answer, self.got = answer, list[tuple[bytes, bytes]]()


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        to = b""
        while line := self.rfile.readline():
            verb = line[:4].strip().upper()
            if verb == b"RCPT":
                to = line
            if verb == b"DATA":
                self.wfile.write(b"354 go\r\n")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.got.append((to, body))
            self.wfile.write(
                self.server.answer if verb == b"MAIL" else b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n"
            )
            if verb == b"QUIT":
                return


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[_Server]:
    with _Server(getattr(request, "param", b"250 ok\r\n")) as found:
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def outbox(folder: Path, server: _Server | None = None) -> Outbox:
    url = f"smtp://127.0.0.1:{server.server_address[1]}" if server else ""
    return Outbox(folder / "outbox", url, "dienst@example.org" if server else "")


def test_without_a_server_mail_waits_for_its_owner_only(tmp_path: Path) -> None:
    found = outbox(tmp_path)
    found.put("kim@example.org", "Één vraag", "Je code: bado")
    found.refresh()
    (path,) = (tmp_path / "outbox").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"To: kim@example.org" in path.read_bytes()


def test_a_server_gets_each_mail_once_and_nothing_stays(tmp_path: Path, server: _Server) -> None:
    found = outbox(tmp_path, server)
    for name in ("kim", "alex"):
        found.put(f"{name}@example.org", "Vraag", "Je code: bado")
    found.refresh()
    found.refresh()
    assert sorted(to for to, _ in server.got) == [b"rcpt TO:<alex@example.org>\r\n", b"rcpt TO:<kim@example.org>\r\n"]
    assert b"Je code: bado" in server.got[0][1]
    assert list((tmp_path / "outbox").iterdir()) == []


@pytest.mark.parametrize("server", [b"451 later\r\n"], indirect=True)
def test_a_server_that_fails_loses_nothing_and_is_left_alone(tmp_path: Path, server: _Server) -> None:
    found = outbox(tmp_path, server)
    found.put("kim@example.org", "Vraag", "Je code: bado")
    found.refresh()
    server.answer = b"250 ok\r\n"
    found.refresh()
    assert server.got == [], "it is left alone for a minute"
    assert [path.suffix for path in (tmp_path / "outbox").iterdir()] == [".eml"]
    outbox(tmp_path, server).refresh()
    assert len(server.got) == 1


def test_a_line_break_in_an_address_makes_no_other_header(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        outbox(tmp_path).put("kim@example.org\nBcc: all@example.org", "Vraag", "x")
