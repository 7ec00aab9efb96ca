"""Places of one size: how an answer at level D becomes bytes, and how the answers of a drawer are dealt anew.

A drawer is the places that one coarse unit's codes open: at least n_min, so that nobody stands alone, and few enough
that all of them can be written with every save. Dealing gives every content of a drawer a place drawn at random and
seals all of them again: afterwards no place is newer than another, and none tells whether it holds words.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from framdrift.conversations.answers.refusals import AnswerTooLong
from framdrift.conversations.answers.rules import Written

PLACE_BYTES = 16 * 1024
"""Room for some 30,000 letters of ordinary prose, compressed. Every place is this long, filled or not."""
DRAWER_AT_LEAST = 24
"""A unit with more codes than twice this is divided into drawers, each at least so large."""
_T = TypeVar("_T")
_LENGTH_BYTES = 4
_RECEIPT_LETTERS = 20
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what is mistaken for something else


@dataclass(frozen=True)
class Content:
    """What lies in a place: nothing, or an answer with the hash of its author's receipt."""

    receipt: str = ""
    version: int = 0
    notes: tuple[Written, ...] = ()

    @property
    def is_filled(self) -> bool:
        """Somebody's answer lies here, also where its words were all removed."""
        return bool(self.receipt)


EMPTY = Content()


def drawers(size: int) -> list[int]:
    """How many codes each drawer of a unit gets: as even as can be, each at least DRAWER_AT_LEAST if the unit is."""
    count = max(1, size // DRAWER_AT_LEAST)
    return [size // count + (number < size % count) for number in range(count)]


def packed(content: Content) -> bytes:
    """PLACE_BYTES bytes. Raises `AnswerTooLong`."""
    plain = {
        "receipt": content.receipt,
        "version": content.version,
        "notes": [
            [str(n.client_key), n.question, n.kind, n.text, n.position, n.version, n.writer, n.save_no]
            for n in content.notes
        ],
    }
    raw = zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), level=9)
    if len(raw) > PLACE_BYTES - _LENGTH_BYTES:
        raise AnswerTooLong
    return (len(raw).to_bytes(_LENGTH_BYTES, "big") + raw).ljust(PLACE_BYTES, b"\0")


def unpacked(place: bytes) -> Content:
    """What `packed` was given."""
    length = int.from_bytes(place[:_LENGTH_BYTES], "big")
    plain = json.loads(zlib.decompress(place[_LENGTH_BYTES : _LENGTH_BYTES + length]))
    notes = tuple(
        Written(uuid.UUID(key), question, kind, text, position, version, writer, save_no)
        for key, question, kind, text, position, version, writer, save_no in plain["notes"]
    )
    return Content(plain["receipt"], plain["version"], notes)


def draw(contents: Sequence[Content]) -> int | None:
    """The number of an empty place, drawn at random; None where all are filled."""
    empty = [number for number, content in enumerate(contents) if not content.is_filled]
    return secrets.choice(empty) if empty else None


def shuffled(things: Sequence[_T]) -> list[_T]:
    """In an order that nobody can guess: from the operating system's own source, not from a seed."""
    found = list(things)
    secrets.SystemRandom().shuffle(found)
    return found


def new_receipt(round_id: int, drawer: int) -> str:
    """What its author writes down, such as `7-2-ABCD-...`: where to look, and 100 random bits that only they have."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_RECEIPT_LETTERS))
    groups = [letters[start : start + 4] for start in range(0, _RECEIPT_LETTERS, 4)]
    return "-".join([str(round_id), str(drawer), *groups])


def read_receipt(typed: str) -> tuple[int, int, str] | None:
    """(round, drawer, hash) of a receipt as somebody typed it; None where it is none."""
    parts = "".join(typed.split()).upper().split("-")
    if len(parts) < 3 or not (parts[0].isdecimal() and parts[1].isdecimal()):
        return None
    letters = "".join(parts[2:])
    if len(letters) != _RECEIPT_LETTERS or set(letters) - set(_ALPHABET) or len(parts[0]) > 12 or len(parts[1]) > 4:
        return None
    return (
        int(parts[0]),
        int(parts[1]),
        hashlib.sha256(f"{int(parts[0])}-{int(parts[1])}-{letters}".encode()).hexdigest(),
    )
