"""The mailboxes of those outside: what a real mail server took for them, and what must hold for every letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser
from threading import Event

from framdrift.cli import worker
from framdrift.foundation import dispatch
from tests.foundation.mail_server import MailServer
from tests.portals.outside import Clock

_GREETINGS = {"sv": "Hej", "en": "Hello"}
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,}|[A-Z0-9]{4}-[A-Z0-9]{4}|\d{3} ?\d{3}")
_CODE = re.compile(r"\b(?:[A-Z0-9]{4}-[A-Z0-9]{4}|\d{3} \d{3})\b")
_ROUNDS = ("consequences", "letters")


@dataclass(frozen=True)
class Arrived:
    """One letter as its reader has it."""

    to: str
    subject: str
    text: str
    message_id: str
    answers: str

    def link(self, beginning: str) -> str:
        """The path of the first address that begins so, as a reader presses it."""
        found = re.search(rf"https?://[^/\s]+({re.escape(beginning)}\S*)", self.text)
        assert found is not None, (beginning, self.text)
        return found[1]

    @property
    def code(self) -> str:
        """The code that the letter carries; empty where it carries none."""
        found = _CODE.search(self.text)
        return found[0] if found else ""


@dataclass
class Mailboxes:
    """Readers by address with the language each reads; `unsaid` are words that no subject may hold."""

    server: MailServer
    clock: Clock
    languages: dict[str, str]
    unsaid: tuple[str, ...]
    read: list[Arrived] = field(default_factory=list)

    def arrive(self) -> list[Arrived]:
        """Let the worker go its rounds until nothing is left to do now; the letters that this brought, checked."""
        rounds = {round_.name: round_ for round_ in worker._rounds("journey", Event())}
        for name in _ROUNDS:
            while rounds[name].act(self.clock.now):
                pass
        assert [missed.error for missed in dispatch.failures()] == []
        new = [self._opened(message) for message in self.server.taken[len(self.read) :]]
        for letter in new:
            self._holds_its_thread(letter)
            self.read.append(letter)
        return new

    def one(self, to: str) -> Arrived:
        """The only letter that arrives now, which must be to this reader."""
        letters = self.arrive()
        assert [letter.to for letter in letters] == [to], [(letter.to, letter.subject) for letter in letters]
        return letters[0]

    def to_each(self) -> dict[str, Arrived]:
        """What arrives now by reader, one letter to each."""
        letters = self.arrive()
        by_reader = {letter.to: letter for letter in letters}
        assert len(by_reader) == len(letters), [(letter.to, letter.subject) for letter in letters]
        return by_reader

    def _opened(self, message: EmailMessage) -> Arrived:
        to = parseaddr(message["To"])[1]
        plain, page = message.get_body(("plain",)), message.get_body(("html",))
        assert plain is not None and page is not None
        text = str(plain.get_content()).replace("\r\n", "\n")
        assert message["Content-Language"] == self.languages[to]
        assert text.startswith(_GREETINGS[self.languages[to]])
        assert not any(word in message["Subject"] for word in self.unsaid)
        assert not _TOKEN.search(message["Subject"])
        assert message["References"] == message["In-Reply-To"]
        assert _words_of_page(str(page.get_content())) == _words_of(text)
        return Arrived(to, message["Subject"], text, message["Message-ID"], message["In-Reply-To"] or "")

    def _holds_its_thread(self, letter: Arrived) -> None:
        """Each reader has one thread, here where there is one assignment; a code stands outside it."""
        assert letter.message_id not in {one.message_id for one in self.read}
        thread = [one for one in self.read if one.to == letter.to and not one.code]
        assert letter.answers == (thread[0].message_id if thread and not letter.code else "")


class _Page(HTMLParser):
    """The words between <body> and the foot."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._reading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Reading begins with the body and ends with the foot, which only names the sender."""
        if tag == "body":
            self._reading = True
        if "foot" in (dict(attrs).get("class") or "").split():
            self._reading = False
        if tag in ("img", "link", "script", "iframe"):
            raise AssertionError(f"<{tag}> in a letter")

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if self._reading:
            self.words += data.split()


def _words_of_page(page: str) -> list[str]:
    reader = _Page()
    reader.feed(page)
    return reader.words


def _words_of(text: str) -> list[str]:
    """Without the marks that plain text uses for lists, headings and buttons."""
    text = re.sub(r":\n(https?://)", r"\n\1", text)
    return re.sub(r"^(?:- |-+$)", "", text, flags=re.MULTILINE).split()
