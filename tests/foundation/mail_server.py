"""A real mail server that can be told to refuse, to stall, or to hang up in the middle."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class MailServer:
    """Answers RCPT and DATA with what stands in `rcpt` and `data`; keeps what it took."""

    def __init__(self) -> None:
        self.rcpt = self.data = "250 OK"
        self.hang_up_after_data = False
        self.port = 0
        self.taken: list[EmailMessage] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, rcpt_options: list[str]) -> str:
        """Take or refuse the reader."""
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take or refuse the letter."""
        if self.data.startswith("250"):
            letter = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.taken.append(letter)
        if self.hang_up_after_data:
            server.transport.abort()
        return self.data


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def listening(mail: MailServer | None = None) -> Iterator[MailServer]:
    """A server on a free port of this machine; `mail` where it is one of another kind."""
    mail = mail or MailServer()
    mail.port = free_port()
    controller = Controller(mail, hostname="127.0.0.1", port=mail.port)
    controller.start()
    try:
        yield mail
    finally:
        controller.stop()
