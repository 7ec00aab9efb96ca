"""Whom a row of a roster means by its manager: a number, an address or a name, in the file or at the company."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from framdrift.organisations.roster.told import Told


class Employed(Protocol):
    """Somebody employed at the company, as far as a manager is found by it."""

    @property
    def id(self) -> int: ...
    @property
    def external_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


class NoSuchManager(Exception):
    """Nobody in the file and nobody at the company."""


class SeveralManagers(Exception):
    """A name that several people have."""


class ManagersTold:
    """Everybody who can be a manager: rows of the file by (key, row), those employed, and the words of refused rows."""

    def __init__(self, rows: Iterable[tuple[int, Told]], employed: Iterable[Employed], refused: Iterable[str]) -> None:
        self._by_word: dict[str, set[int]] = {}
        self._by_name: dict[str, set[int]] = {}
        for key, row in rows:
            self._know(key, row.external_id, row.email, row.name)
        for one in employed:
            self._know(one.id, one.external_id, one.email, one.name)
        self._refused = {" ".join(word.split()).casefold() for word in refused}

    def find(self, told: str) -> int | None:
        """The key of the manager, None where their row was refused. Raises NoSuchManager, SeveralManagers."""
        word = " ".join(told.split()).casefold()
        for known in (self._by_word, self._by_name):
            if found := known.get(word):
                if len(found) > 1:
                    raise SeveralManagers
                return next(iter(found))
        if word in self._refused:
            return None
        raise NoSuchManager

    def _know(self, key: int, external_id: str, email: str, name: str) -> None:
        for word in (external_id, email):
            if word:
                self._by_word.setdefault(word.casefold(), set()).add(key)
        self._by_name.setdefault(" ".join(name.split()).casefold(), set()).add(key)
