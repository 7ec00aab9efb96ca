"""A project of qualitative analysis as REFI-QDA has it, as far as the product uses it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class QdaUser:
    """Somebody who coded."""

    guid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class QdaCode:
    """A code with those below it. `is_codable` False: it only gathers others."""

    guid: UUID
    name: str
    description: str = ""
    is_codable: bool = True
    below: tuple[QdaCode, ...] = ()

    def all(self) -> Iterator[QdaCode]:
        """Itself and everything below it."""
        yield self
        for one in self.below:
            yield from one.all()


@dataclass(frozen=True, slots=True)
class QdaCoding:
    """That somebody put a selection under a code; `note` says more, empty where there is nothing to say."""

    guid: UUID
    code: UUID
    by: UUID | None = None
    given_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class QdaSelection:
    """Words of a source from `start` to `end`, in code points."""

    guid: UUID
    start: int
    end: int
    codings: tuple[QdaCoding, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaSource:
    """A text with its selections."""

    guid: UUID
    name: str
    text: str
    selections: tuple[QdaSelection, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaProject:
    """A whole project; `made_at` is aware."""

    name: str
    made_at: datetime | None
    users: tuple[QdaUser, ...]
    codes: tuple[QdaCode, ...]
    sources: tuple[QdaSource, ...]
