"""Values that lie scattered in a block of bytes, read all at once: texts to codes, times to ticks."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from framdrift.science.eventlog.instants import read_iso
from framdrift.science.eventlog.log import TICKS_PER_DAY, TICKS_PER_SECOND, Coding

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

WORD = 8
LONGEST = 4096
"""A value longer than this is left to the strict reader."""

_MASKS = np.array([(1 << (8 * n)) - 1 for n in range(WORD)] + [2**64 - 1], dtype=np.uint64)
_STIR = np.uint64(0x9E3779B97F4A7C15)

_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_REFERENCE = re.compile(r"&(#x[0-9A-Fa-f]+|#[0-9]+|\w+);")


class Unusual(Exception):
    """Not in the plain shape: the strict reader must look, and will say what is wrong, if anything is."""


def words_of(block: bytes) -> tuple[Bytes, Words]:
    """The bytes, and at every place the eight bytes from there on as one number (little-endian)."""
    padded = np.frombuffer(block + b"\0" * WORD, dtype=np.uint8)
    words: Words = np.ndarray(shape=(len(block) + 1,), dtype="<u8", buffer=padded, strides=(1,))
    return padded, words


def starts_with(words: Words, places: Places, text: bytes) -> npt.NDArray[np.bool_]:
    """Whether `text` lies at each place."""
    same = np.ones(len(places), dtype=bool)
    for offset in range(0, len(text), WORD):
        part = text[offset : offset + WORD]
        expected = np.uint64(int.from_bytes(part, "little"))
        same &= (words[places + offset] & _MASKS[len(part)]) == expected
    return same


def code_texts(block: bytes, words: Words, starts: Places, stops: Places, coding: Coding) -> Places:
    """The code of each text block[start:stop]; new texts get new codes, in order of first appearance.

    Equal fingerprints are compared byte by byte with an example, so that two texts never share a code.
    """
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    lengths = stops - starts
    columns = _columns(words, starts, lengths)
    prints = lengths.astype(np.uint64)
    for column in columns:
        prints = (prints ^ column) * _STIR
        prints ^= prints >> np.uint64(29)
    _, example, group = np.unique(prints, return_index=True, return_inverse=True)
    likeness = example[group]
    if not all(bool((column == column[likeness]).all()) for column in (lengths, *columns)):
        raise Unusual
    codes = np.empty(len(example), dtype=np.int64)
    for place in np.argsort(example).tolist():
        row = example[place]
        codes[place] = coding.code(_text(block[starts[row] : stops[row]]))
    result: Places = codes[group]
    return result


def _columns(words: Words, starts: Places, lengths: Places) -> list[Words]:
    """The texts as columns of eight bytes each, zero beyond their end."""
    longest = int(lengths.max())
    if longest > LONGEST:
        raise Unusual
    columns = []
    for offset in range(0, longest, WORD):
        held = np.clip(lengths - offset, 0, WORD)
        places = np.where(held > 0, starts + offset, starts)
        columns.append(words[places] & _MASKS[held])
    return columns


def _text(raw: bytes) -> str:
    """An attribute value as XML means it: references resolved, white space turned into blanks."""
    text = raw.decode("utf-8")
    if not text.isprintable():
        text = text.replace("\r\n", " ").translate({9: " ", 10: " ", 13: " "})
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    name = reference[1]
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1] == "x" else int(name[1:])
        if 0x20 <= number < 0xD800 or 0xE000 <= number < 0x110000:
            return chr(number)
    elif name in _ENTITIES:
        return _ENTITIES[name]
    raise Unusual


def read_instants(block: bytes, bytes_: Bytes, starts: Places, stops: Places) -> tuple[Places, Places]:
    """(ticks, positions of those without offset); raises `Unusual` for what is no date and time."""
    ticks = np.empty(len(starts), dtype=np.int64)
    local = np.zeros(len(starts), dtype=bool)
    lengths = stops - starts
    for length in np.unique(lengths).tolist():
        rows = np.flatnonzero(lengths == length)
        fields = bytes_[starts[rows][:, None] + np.arange(length)] if length <= 40 else None
        plain = None if fields is None else _read_alike(fields, block[starts[rows[0]] : stops[rows[0]]])
        if plain is None:
            _read_singly(block, starts, stops, rows, ticks, local)
            continue
        read, good, without_offset = plain
        ticks[rows] = read
        local[rows] = without_offset
        _read_singly(block, starts, stops, rows[~good], ticks, local)
    return ticks, np.flatnonzero(local)


def _read_singly(
    block: bytes,
    starts: Places,
    stops: Places,
    rows: Places,
    ticks: Places,
    local: npt.NDArray[np.bool_],
) -> None:
    for row in rows.tolist():
        read = read_iso(block[starts[row] : stops[row]].decode("utf-8"))
        if read is None:
            raise Unusual
        ticks[row], local[row] = read[0], not read[1]


_SHAPE = re.compile(rb"0000-00-00T00:00:00(\.0+)?(Z|[+-]00:00)?")


def _read_alike(fields: Bytes, example: bytes) -> tuple[Places, npt.NDArray[np.bool_], bool] | None:
    """Times of one length, in the shape of the example: (ticks, which rows have that shape, no offset)."""
    template = re.sub(rb"[0-9]", b"0", example)
    shape = _SHAPE.fullmatch(template)
    if shape is None:
        return None
    pattern = np.frombuffer(template, dtype=np.uint8)
    digits = fields - np.uint8(ord("0"))
    sign = shape.start(2)
    is_digit = pattern == ord("0")
    fixed = ~is_digit
    if shape[2] not in (None, b"Z"):
        fixed[sign] = False
    good = (digits[:, is_digit] <= 9).all(axis=1) & (fields[:, fixed] == pattern[fixed]).all(axis=1)
    numbers = digits.astype(np.int64)
    seconds, sane = _seconds(numbers)
    good &= sane
    ticks = seconds * TICKS_PER_SECOND
    if shape[1]:
        for place in range(20, min(shape.end(1), 26)):
            ticks += numbers[:, place] * 10 ** (25 - place)
    if shape[2] not in (None, b"Z"):
        ahead, known = _ahead(fields[:, sign], numbers[:, sign:])
        good &= known
        ticks -= ahead
    return ticks, good, shape[2] is None


def _seconds(n: Places) -> tuple[Places, npt.NDArray[np.bool_]]:
    """Seconds since 1970 of rows of digits laid out YYYY-MM-DDThh:mm:ss, and which rows are sane."""
    year = n[:, 0] * 1000 + n[:, 1] * 100 + n[:, 2] * 10 + n[:, 3]
    month, day = n[:, 5] * 10 + n[:, 6], n[:, 8] * 10 + n[:, 9]
    hour, minute, second = n[:, 11] * 10 + n[:, 12], n[:, 14] * 10 + n[:, 15], n[:, 17] * 10 + n[:, 18]
    sane = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 28)
    sane &= (hour < 24) & (minute < 60) & (second < 60)
    late = np.flatnonzero((day > 28) & (month >= 1) & (month <= 12) & (year >= 1))
    leap = (year[late] % 4 == 0) & ((year[late] % 100 != 0) | (year[late] % 400 == 0))
    month_days = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[month[late]]
    month_days += leap & (month[late] == 2)
    sane[late] = (day[late] <= month_days) & (hour[late] < 24) & (minute[late] < 60) & (second[late] < 60)
    return _days(year, month, day) * 86_400 + (hour * 60 + minute) * 60 + second, sane


def _days(year: Places, month: Places, day: Places) -> Places:
    """Days since 1970-01-01 in the Gregorian calendar, with years that begin in March (H. Hinnant)."""
    year = year - (month <= 2)
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    result: Places = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    return result


def _ahead(signs: Bytes, n: Places) -> tuple[Places, npt.NDArray[np.bool_]]:
    """How many ticks the offsets +hh:mm lie ahead of UTC, and which of them are offsets."""
    hours, minutes = n[:, 1] * 10 + n[:, 2], n[:, 4] * 10 + n[:, 5]
    ticks = (hours * 60 + minutes) * (TICKS_PER_DAY // 1440)
    negative = signs == ord("-")
    known = (negative | (signs == ord("+"))) & (hours <= 14) & (minutes < 60)
    return np.where(negative, -ticks, ticks), known
