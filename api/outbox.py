"""Mail that waits: files in ``DATA_DIR/outbox``, sent by a worker when SMTP is set, else by whoever empties the folder.

Nobody waits for a mail server: a request only writes a file. What was sent is deleted, so the address is kept no longer
than it is needed. Several workers share the folder: whoever renames a file first sends it.
"""

import contextlib
import logging
import os
import smtplib
import ssl
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import unquote, urlsplit

from api.sessions import codes

SECONDS = 10.0
"""Seconds that a mail server may take."""

PATIENCE = 60.0
"""Seconds in which a server that failed is left alone."""

STALE = 600.0
"""Seconds after which a file that a worker took and did not send is free again."""

REFUSED = 500
"""Lowest answer of a mail server that says never."""

_LOG = logging.getLogger(__name__)


def _for_good(error: Exception) -> bool:
    """Return whether a mail will never be taken: its address was refused (5xx), or it cannot be read."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED for code, _ in error.recipients.values())
    return isinstance(error, ValueError) or (isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= REFUSED)


class Outbox:
    """The folder of mail that waits.

    Parameters
    ----------
    url
        ``smtp://user:password@host:587`` (STARTTLS) or ``smtps://host:465``; empty leaves files where they are.
    sender
        Address that mail comes from; without one nothing is sent either.
    """

    def __init__(self, folder: Path, url: str, sender: str) -> None:
        self.folder, self._url, self._sender = folder, urlsplit(url), sender
        self.sends = bool(url and sender)
        self._rests_until = 0.0

    def put(self, to: str, subject: str, text: str) -> None:
        """Write a mail that waits, for its owner only, whole or not at all."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender or "loopbaanspiegel", to, subject
        message.set_content(text)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / codes.random_id()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(message.as_bytes())
        path.rename(path.with_suffix(".eml"))

    def refresh(self) -> None:
        """Send what waits; a server that fails is left alone for a minute, and nothing is lost."""
        if not self.sends or time.monotonic() < self._rests_until or not self.folder.is_dir():
            return
        self._free_stale()
        for path in sorted(self.folder.glob("*.eml")):
            taken = path.with_suffix(".taken")
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # another worker took it
            try:
                self._send(taken)
            except (smtplib.SMTPException, OSError, ValueError) as error:
                if _for_good(error):  # about this mail alone: it is given up, so that those behind it go on
                    _LOG.error("a mail was refused and is given up: %s", type(error).__name__)
                    taken.unlink()
                    continue
                taken.rename(path)
                self._rests_until = time.monotonic() + PATIENCE
                _LOG.error("mail cannot be sent, it waits: %s", type(error).__name__)
                return
            taken.unlink()

    def _free_stale(self) -> None:
        for taken in self.folder.glob("*.taken"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - taken.stat().st_mtime > STALE:
                    taken.rename(taken.with_suffix(".eml"))

    def _send(self, path: Path) -> None:
        os.utime(path)
        content = path.read_bytes()
        to = str(message_from_bytes(content, policy=default)["To"] or "")
        if not to:
            raise ValueError("a mail without an address")
        with self._server() as server:
            server.sendmail(self._sender, [to], content)

    @contextlib.contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        host, context = self._url.hostname or "", ssl.create_default_context()
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._url.port or 465, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, self._url.port or 587, timeout=SECONDS)
        with server:
            if self._url.scheme == "smtp" and host not in ("localhost", "127.0.0.1"):
                server.starttls(context=context)
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            yield server
