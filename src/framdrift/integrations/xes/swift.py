"""Reads the plain shape of XES that nearly all exporters write, a block of whole traces at a time.

A block is looked at as an array of bytes. The places of `<`, `>` and `"` tell where every tag and every
value begins and ends, and the whole block is checked against this grammar, not sampled:

    <trace> | </trace> | <event> | </event> | <TYPE key="..." value="..."/>

with TYPE one of string, date, int, float, boolean, id. Anything else (nested attributes, lists, comments,
CDATA, single quotes, another encoding or prefix, an event that lacks a name or a time) raises `Unusual`,
and the strict reader takes the file from the start. So this reader never has to be clever, only sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from framdrift.integrations.xes.attributes import Attributes, Tally, XesColumns
from framdrift.integrations.xes.strict import TRACE_NAME, StrictReader
from framdrift.integrations.xes.values import (
    Bytes,
    Places,
    Unusual,
    Words,
    code_texts,
    read_instants,
    starts_with,
    words_of,
)
from framdrift.science.eventlog.log import NO_RESOURCE, Codes, Coding
from framdrift.science.eventlog.refusals import LogRefused

BLOCK = 1 << 20
HEADER = 4 << 20
"""A header longer than this is unusual."""

_TAGS = (b"<trace>", b"</trace>", b"<event>", b"</event>")
TRACE, TRACE_END, EVENT, EVENT_END = range(4)
_FOLLOWS = np.zeros((4, 4), dtype=bool)
for _pair in ((TRACE, EVENT), (TRACE, TRACE_END), (EVENT, EVENT_END), (EVENT_END, EVENT)):
    _FOLLOWS[_pair] = True
_FOLLOWS[EVENT_END, TRACE_END] = _FOLLOWS[TRACE_END, TRACE] = True

_TYPES = (b"string", b"date", b"int", b"float", b"boolean", b"id")
_OPENING = {len(f"<{name.decode()} key="): b"<" + name for name in _TYPES}

_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")


@dataclass(frozen=True, slots=True, eq=False)
class _Plain:
    """The tags of one block: `structure` (trace and event tags, in order) and m attributes.

    `scope` is the position in `structure` of the tag each attribute follows.
    """

    structure: Places
    scope: Places
    key_start: Places
    key_stop: Places
    value_start: Places
    value_stop: Places


def read_plain(stream: BinaryIO, attributes: Attributes) -> XesColumns:
    """Read a whole log in the plain shape. Raises `Unusual` when it is not."""
    rest = _header(stream, attributes)
    collected = _Collected(attributes)
    while True:
        more = stream.read(BLOCK)
        block = rest + more
        cut = block.rfind(b"</trace>") + len(b"</trace>")
        if cut >= len(b"</trace>"):
            collected.add(block[:cut])
            rest = block[cut:]
        else:
            rest = block
        if not more:
            break
    if rest.split() != [b"</log>"]:
        raise Unusual
    return collected.columns()


def _header(stream: BinaryIO, attributes: Attributes) -> bytes:
    """Check what comes before the first trace; gives the bytes from there on."""
    head = stream.read(HEADER)
    start = head.find(b"<trace>")
    declared = _ENCODING.search(head[:200])
    if start < 0 or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise Unusual
    before = head[:start]
    if b"<!" in before or re.search(rb"<log[\s>]", before) is None or b"<event>" in before:
        raise Unusual
    try:
        StrictReader(attributes, "").parser.Parse(before)
    except (expat.ExpatError, LogRefused) as problem:
        raise Unusual from problem
    return head[start:]


class _Collected:
    """The columns of the blocks read so far."""

    def __init__(self, attributes: Attributes) -> None:
        self.wanted = attributes
        self.activity_coding = Coding()
        self.resource_codings = [Coding() for _ in attributes.resources]
        self.trace_coding = Coding()
        self.cases_by_value = Coding()
        self.tally = Tally()
        self.traces = 0
        self.cases: list[Places] = []
        self.activities: list[Places] = []
        self.instants: list[Places] = []
        self.local: list[Places] = []
        self.resources: list[list[Places]] = [[] for _ in attributes.resources]
        self.events = 0

    def add(self, block: bytes) -> None:
        """One block of whole traces."""
        if not block.isascii():
            _check_utf8(block)
        raw, words = words_of(block)
        plain = _tags(block, raw, words)
        events = _EventAttributes(block, words, plain)
        starts, stops = events.of_every_event(self.wanted.timestamp)
        ticks, local = read_instants(block, raw, starts, stops)
        self.instants.append(ticks)
        self.local.append(local + self.events)
        starts, stops = events.of_every_event(self.wanted.activity)
        self.activities.append(code_texts(block, words, starts, stops, self.activity_coding))
        for key, coding, column in zip(self.wanted.resources, self.resource_codings, self.resources, strict=True):
            column.append(events.codes(key, coding))
        self._add_cases(events)
        self.events += events.count

    def _add_cases(self, events: _EventAttributes) -> None:
        opened = np.flatnonzero(events.plain.structure == TRACE)
        closed = np.flatnonzero(events.plain.structure == TRACE_END)
        sizes = (closed - opened - 1) // 2
        filled = sizes > 0
        self.tally.empty_traces += int(np.count_nonzero(~filled))
        before = len(self.trace_coding.codes)
        names = events.trace_codes(TRACE_NAME, self.trace_coding, filled)
        named = int(np.count_nonzero(names != NO_RESOURCE))
        self.tally.namesakes += named - (len(self.trace_coding.codes) - before)
        if self.wanted.case is None:
            of_trace = np.arange(len(opened)) + self.traces
        else:
            of_trace = events.trace_codes(self.wanted.case, self.cases_by_value, filled)
            if (of_trace[filled] == NO_RESOURCE).any():
                raise Unusual
        self.cases.append(np.repeat(of_trace, sizes))
        self.traces += len(opened)

    def columns(self) -> XesColumns:
        return XesColumns(
            cases=_codes_joined(self.cases),
            activities=_codes_joined(self.activities),
            instants=_joined(self.instants),
            local=_joined(self.local),
            resources=[_codes_joined(column) for column in self.resources],
            activity_names=self.activity_coding.names(),
            tally=self.tally,
        )


class _EventAttributes:
    """Looks up attributes by key in one block."""

    def __init__(self, block: bytes, words: Words, plain: _Plain) -> None:
        self.block, self.words, self.plain = block, words, plain
        self.count = int(np.count_nonzero(plain.structure == EVENT))
        self.event_of = np.cumsum(plain.structure == EVENT) - 1
        self.trace_of = np.cumsum(plain.structure == TRACE) - 1
        kind = plain.structure[plain.scope]
        self.in_event = kind == EVENT
        self.in_trace = (kind == TRACE) | (kind == EVENT_END)

    def of_every_event(self, key: str) -> tuple[Places, Places]:
        """Where the value of `key` starts and stops in each event; every event must have it once."""
        rows, owners = self._rows(key, self.in_event, self.event_of)
        if len(rows) != self.count or (owners != np.arange(self.count)).any():
            raise Unusual
        return self.plain.value_start[rows], self.plain.value_stop[rows]

    def codes(self, key: str, coding: Coding) -> Places:
        """One code per event, -1 for an event without `key`."""
        return self._codes(self._rows(key, self.in_event, self.event_of), self.count, coding)

    def trace_codes(self, key: str, coding: Coding, filled: npt.NDArray[np.bool_]) -> Places:
        """One code per trace, -1 for a trace without `key` and for those not `filled`."""
        rows, owners = self._rows(key, self.in_trace, self.trace_of)
        keep = filled[owners]
        return self._codes((rows[keep], owners[keep]), len(filled), coding)

    def _rows(self, key: str, inside: Places, owner_of: Places) -> tuple[Places, Places]:
        text = key.encode()
        plain = self.plain
        rows = np.flatnonzero(inside & (plain.key_stop - plain.key_start == len(text)))
        rows = rows[starts_with(self.words, plain.key_start[rows], text)]
        owners = owner_of[plain.scope[rows]]
        if (owners[1:] == owners[:-1]).any():
            raise Unusual
        return rows, owners

    def _codes(self, found: tuple[Places, Places], count: int, coding: Coding) -> Places:
        rows, owners = found
        codes = np.full(count, NO_RESOURCE, dtype=np.int64)
        starts, stops = self.plain.value_start[rows], self.plain.value_stop[rows]
        codes[owners] = code_texts(self.block, self.words, starts, stops, coding)
        return codes


def _tags(block: bytes, raw: Bytes, words: Words) -> _Plain:
    """Every tag of the block, checked against the grammar."""
    angles = raw | np.uint8(2)  # < and > differ in this bit only
    special = np.flatnonzero((angles == ord(">")) | (raw == ord('"')))
    first = np.flatnonzero(raw[special] == ord("<"))
    marks = np.diff(np.append(first, len(special)))
    is_structure = marks == 2
    if first[0] != 0 or not bool((is_structure | (marks == 6)).all()):
        raise Unusual
    structure = _structure(words, special, first[is_structure])
    attributes = first[~is_structure]
    open_, key, key_end, value, value_end, close = (special[attributes + place] for place in range(6))
    _check_attributes(raw, words, open_, key, key_end, value, value_end, close)
    _check_no_reference_in_keys(block, key, key_end)
    scope = np.cumsum(is_structure)[~is_structure] - 1
    return _Plain(structure, scope, key + 1, key_end, value + 1, value_end)


def _structure(words: Words, special: Places, tags: Places) -> Places:
    start, width = special[tags], special[tags + 1] - special[tags] + 1
    kinds = np.full(len(tags), -1, dtype=np.int64)
    for kind, tag in enumerate(_TAGS):
        kinds[(width == len(tag)) & starts_with(words, start, tag)] = kind
    outside = kinds[0] != TRACE or kinds[-1] != TRACE_END
    if outside or (kinds < 0).any() or not bool(_FOLLOWS[kinds[:-1], kinds[1:]].all()):
        raise Unusual
    return kinds


def _check_attributes(
    raw: Bytes,
    words: Words,
    open_: Places,
    key: Places,
    key_end: Places,
    value: Places,
    value_end: Places,
    close: Places,
) -> None:
    """Exactly `<TYPE key="` ... `" value="` ... `"/>`, a blank before the slash allowed."""
    known = np.zeros(len(open_), dtype=bool)
    widths = key - open_
    for width, name in _OPENING.items():
        rows = np.flatnonzero(widths == width)
        known[rows] = starts_with(words, open_[rows], name)
    known &= starts_with(words, key - 5, b" key=") & (value - key_end == 8)
    known &= starts_with(words, key_end, b'" value=')
    tail = close - value_end
    known &= (raw[close - 1] == ord("/")) & ((tail == 2) | ((tail == 3) & (raw[close - 2] == ord(" "))))
    if not bool(known.all()):
        raise Unusual


def _check_no_reference_in_keys(block: bytes, key: Places, key_end: Places) -> None:
    if b"&" not in block:
        return
    references = np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == ord("&"))
    inside = np.searchsorted(key, references) - 1
    inside = np.maximum(inside, 0)
    if ((references > key[inside]) & (references < key_end[inside])).any():
        raise Unusual


def _check_utf8(block: bytes) -> None:
    try:
        block.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Unusual from problem


def _joined(parts: list[Places]) -> Places:
    joined: Places = np.concatenate([np.zeros(0, dtype=np.int64), *parts])
    return joined


def _codes_joined(parts: list[Places]) -> Codes:
    return _joined(parts).astype(np.int32)
