"""The crawler: every address of the resolver, every kind of user, own and others' objects, all methods."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from framdrift.config.access_policy import POLICY
from framdrift.config.access_rows import ALLOW, DENY, KINDS, OWN, Row
from framdrift.foundation.models import Letter
from tests.access.canaries import Flock, escaped
from tests.access.suppliers import DEPENDS, NOTED_READS, Unsupplied, arguments
from tests.access.world import World

SAFE = ("GET", "HEAD", "OPTIONS")
METHODS = (*SAFE, "POST", "PUT", "PATCH", "DELETE")
# Kept by a read: the session, how many tries, and that a link was used.
_MAY_BE_WRITTEN = ("django_session", '"cache"', "foundation_link")
_NOTED = ('"foundation_event"',)
_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)
_OTHERS = ("other_consultant", "other_client")
_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@dataclass(frozen=True)
class Address:
    """One named address: its view name and the names of its arguments."""

    name: str
    wanted: tuple[str, ...]


@dataclass
class Answer:
    """What came back, in a form that can be compared."""

    status: int
    body: str
    headers: str
    writes: list[str]
    letters: str
    log: list[str]


@dataclass
class Crawl:
    """Walks the world and collects what is wrong, each a sentence that names the address, the kind and the object."""

    world: World
    flock: Flock
    wrong: list[str] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)
    answers: dict[tuple[str, str, str], Answer] = field(default_factory=dict)

    def everything(self, *, only: set[str] | None = None) -> list[str]:
        """Every address, or only these; returns what is wrong, each once."""
        for kind, account in self.world.accounts.items():
            client = Client()
            client.force_login(account)
            self.sessions[kind] = client.cookies[settings.SESSION_COOKIE_NAME].value
        for address in addresses():
            if only is not None and address.name not in only:
                continue
            line = POLICY.get(address.name)
            if line is None:
                self.wrong.append(f"{address.name}: no row in the policy table")
                continue
            for kind in KINDS:
                self._visit(address, line, kind)
        self.wrong = list(dict.fromkeys(self.wrong))
        return self.wrong

    def _visit(self, address: Address, line: Row, kind: str) -> None:
        objects = ("own", "sibling", "foreign", "missing") if address.wanted else ("own",)
        if line.of(kind) is DENY and line.door == "account":
            objects = tuple(which for which in objects if which != "sibling")  # the door asks for the name alone
        try:
            paths = {which: self._path(address, which, kind) for which in objects}
        except Unsupplied as gap:
            self.wrong.append(str(gap))
            return
        paths = {which: path for which, path in paths.items() if path}
        told = {which: self.ask(address, kind, which, "GET", path) for which, path in paths.items()}
        tried = "POST" if told["own"].status == 405 else "GET"
        if tried == "POST":
            told = {which: self.ask(address, kind, which, tried, path) for which, path in paths.items()}
        self._judge(address, line, kind, told, paths)
        methods = METHODS if line.of(kind) is not DENY else ("POST", "OPTIONS")
        for method in methods:
            for which in ("own", "foreign") if method == "POST" else ("own",):
                if which in paths and method not in {"GET", tried}:
                    answer = self.ask(address, kind, which, method, paths[which])
                    self._refuses(address, line, kind, method, answer)

    def _judge(self, address: Address, line: Row, kind: str, told: dict[str, Answer], paths: dict[str, str]) -> None:
        if line.door == "open" or address.name in DEPENDS:
            return
        verdict = line.of(kind)
        own, foreign, missing = told["own"], told.get("foreign"), told.get("missing")
        where = f"{address.name} as {kind}"
        if line.door == "link":
            opened = own.status < 400
            if opened != (verdict is OWN and kind in self.world.tokens):
                self.wrong.append(f"{where}: the table says {verdict}, the answer is {own.status}")
        elif verdict is DENY:
            self._denied(where, told, paths, signed_in=kind in self.world.accounts)
        elif verdict is ALLOW and own.status in {403, 404}:
            self.wrong.append(f"{where}: allowed, but answers {own.status}")
        elif verdict is OWN and kind not in _OTHERS and own.status in {403, 404}:
            self.wrong.append(f"{where}: its own, but answers {own.status}")
        if verdict is OWN and address.wanted and line.door == "account":
            self._nothing_there(where, "foreign", foreign)
            if kind in _OTHERS:
                self._nothing_there(where, "own object of others", own)
        if address.wanted and verdict is not DENY:
            self._nothing_there(where, "missing", missing)
            if (
                foreign
                and missing
                and foreign.status == 404
                and self._bare(foreign, paths["foreign"]) != self._bare(missing, paths["missing"])
            ):
                self.wrong.append(f"{where}: hidden and missing look different")

    def _denied(self, where: str, told: dict[str, Answer], paths: dict[str, str], *, signed_in: bool) -> None:
        expected = 404 if signed_in else 302
        for which, answer in told.items():
            if answer.status != expected:
                self.wrong.append(f"{where}: denied, but {which} answers {answer.status}")
        if len({self._bare(answer, paths[which]) for which, answer in told.items()}) > 1:
            self.wrong.append(f"{where}: hidden and missing look different")

    def _nothing_there(self, where: str, what: str, answer: Answer | None) -> None:
        if answer is not None and answer.status != 404:
            self.wrong.append(f"{where}: {what} must not exist, but answers {answer.status}")

    def _refuses(self, address: Address, line: Row, kind: str, method: str, answer: Answer) -> None:
        if line.door == "account" and line.of(kind) is DENY and answer.status not in {302, 404}:
            self.wrong.append(f"{address.name} as {kind}: denied, but {method} answers {answer.status}")

    def _bare(self, answer: Answer, path: str) -> str:
        return _CSRF.sub("", f"{answer.status} {answer.body} {answer.headers}").replace(path, "PATH")

    def _path(self, address: Address, which: str, kind: str) -> str:
        wanted = [name for name in address.wanted if name != "token"]
        values = arguments(self.world, address.name, wanted, which)
        if "token" in address.wanted:
            values["token"] = self._token(address, which, kind)
        try:
            return reverse(address.name, kwargs=values)
        except NoReverseMatch:
            return ""

    def _token(self, address: Address, which: str, kind: str) -> str:
        if which == "missing":
            return "no-such-token"
        if kind in self.world.tokens and which in {"own", "foreign"}:
            return self.world.tokens[kind]
        line = POLICY.get(address.name)
        purposes = {"candidate": "candidate", "referee": "referee", "employee": "conversation", "client_hr": "seat"}
        opens = next((purposes[one] for one in purposes if line and line.of(one) is OWN), "candidate")
        return self.world.tokens[f"expired {opens}"]

    def ask(self, address: Address, kind: str, which: str, method: str, path: str) -> Answer:
        """One request, undone afterwards, judged at once. Those without a session ask alike, so they ask once."""
        asked = (self.sessions.get(kind, ""), method, path)
        if asked not in self.answers:
            self.answers[asked] = self._request(*asked)
        answer = self.answers[asked]
        where = f"{method} {address.name} as {kind}, {which}"
        leaks = self.flock.strangers(answer.body + answer.headers + answer.letters, kind)
        self.wrong += [f"{where}: tells {leak}" for leak in leaks]
        self.wrong += [f"{where}: the log tells {place}" for place in escaped(answer.log, self.flock)]
        if answer.status >= 500 and answer.status != 503:  # 503 is said on purpose, by /healthz
            self.wrong.append(f"{where}: answers {answer.status} {answer.log[-1:]}")
        if answer.status == 403:
            self.wrong.append(f"{where}: answers 403 and so says that there is something")
        if method in SAFE:
            kept = _NOTED if address.name in NOTED_READS else ()
            written = [sql for sql in answer.writes if not any(table in sql for table in kept)]
            self.wrong += [f"{where}: a read that writes: {sql[:120]}" for sql in written]
        return answer

    def _request(self, session: str, method: str, path: str) -> Answer:
        client = Client(raise_request_exception=False)
        if session:
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        mail.outbox = []
        with transaction.atomic(), _listening() as (writes, log):
            answer = _plain(client.generic(method, path), writes, log)
            transaction.set_rollback(True)
        return answer


def addresses() -> list[Address]:
    """Every address that the resolver knows, by view name; one without a name is called by its pattern."""
    return sorted(_walk(get_resolver(), "", ()), key=lambda address: address.name)


def _walk(resolver: URLResolver, space: str, wanted: tuple[str, ...]) -> Iterator[Address]:
    for one in resolver.url_patterns:
        here = (*wanted, *one.pattern.converters, *one.pattern.regex.groupindex)
        names = tuple(dict.fromkeys(here))
        if isinstance(one, URLResolver):
            yield from _walk(one, f"{space}{one.namespace}:" if one.namespace else space, names)
        elif isinstance(one, URLPattern):
            yield Address(f"{space}{one.name or one.pattern}", names)


@contextmanager
def _listening() -> Iterator[tuple[list[str], list[str]]]:
    """What is written to the database and to the log meanwhile."""
    writes: list[str] = []
    log: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            log.append(f"{record.getMessage()} {record.exc_info[1] if record.exc_info else ''}")

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _WRITES.match(sql) and not any(table in sql for table in _MAY_BE_WRITTEN):
            writes.append(sql)
        return execute(sql, params, many, context)

    ear = Ear()
    root = logging.getLogger()
    handlers, root.handlers = root.handlers, [ear]
    try:
        with connection.execute_wrapper(watch):
            yield writes, log
    finally:
        root.handlers = handlers


def _plain(response: HttpResponse, writes: list[str], log: list[str]) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()))
    cookies = response.cookies.output(header="") if response.status_code < 300 else ""
    written = Letter.objects.filter(kind__in=["sign-in-code", "choose-password"])  # the world begins with none
    letters = "\n".join(
        [f"{one.subject} {one.body}" for one in mail.outbox] + [f"{one.subject} {one.body_text}" for one in written]
    )
    told = re.sub(r"csrftoken=[^;]*", "", cookies)
    return Answer(response.status_code, body.decode("utf-8", "replace"), f"{headers}\n{told}", writes, letters, log)
