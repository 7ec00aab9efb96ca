"""Reads every standard-conforming XES file, element by element (expat): correct first, not fast.

Only attributes that are direct children of an event count; nested ones and the contents of lists and
containers describe those attributes, not the event. Namespaces and prefixes are whatever the file says.
External entities are never fetched, and expat itself stops entities that multiply without end.
"""

from __future__ import annotations

from typing import BinaryIO
from xml.parsers import expat

import numpy as np

from framdrift.integrations.xes.attributes import (
    BAD_TIMESTAMP,
    NO_ACTIVITY,
    NO_CASE,
    NO_TIMESTAMP,
    NOT_XES,
    NOT_XML,
    Attributes,
    Tally,
    XesColumns,
)
from framdrift.science.eventlog.instants import read_iso
from framdrift.science.eventlog.log import NO_RESOURCE, Coding
from framdrift.science.eventlog.refusals import LogRefused

SEPARATOR = "}"
BLOCK = 1 << 20
TRACE_NAME = "concept:name"


class StrictReader:
    """Feeds on expat's calls; `columns()` afterwards gives what was found."""

    def __init__(self, attributes: Attributes, file_name: str) -> None:
        self.wanted = attributes
        self.file = file_name
        self.parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.path: list[str] = []
        self.global_scope = ""
        self.event: dict[str, str] = {}
        self.trace: dict[str, str] = {}
        self.trace_rows = 0
        self.trace_number = -1
        self.trace_names: set[str] = set()
        self.cases_by_value = Coding()
        self.activity_coding = Coding()
        self.resource_codings = [Coding() for _ in attributes.resources]
        self.tally = Tally()
        self.cases: list[int] = []
        self.activities: list[int] = []
        self.instants: list[int] = []
        self.local: list[int] = []
        self.resources: list[list[int]] = [[] for _ in attributes.resources]

    def read(self, stream: BinaryIO) -> XesColumns:
        """Read to the end. Raises `LogRefused` with the line that is wrong."""
        try:
            while block := stream.read(BLOCK):
                self.parser.Parse(block)
            self.parser.Parse(b"", True)  # noqa: FBT003 - "this is the end"
        except expat.ExpatError as problem:
            reason = expat.errors.messages.get(problem.code, "unknown")
            raise LogRefused(
                NOT_XML, file=self.file, line=problem.lineno, column=problem.offset + 1, reason=reason
            ) from problem
        return self._columns()

    def _open(self, name: str, given: dict[str, str]) -> None:
        local = name.rpartition(SEPARATOR)[2]
        if not self.path and local != "log":
            raise self._refusal(NOT_XES, element=local)
        self.path.append(local)
        if local == "trace":
            self.trace, self.trace_rows = {}, 0
            self.trace_number += 1
        elif local == "event":
            self.event = {}
        elif local == "global":
            self.global_scope = given.get("scope", "")
        elif len(self.path) > 1:
            self._attribute(self.path[-2], given)

    def _attribute(self, parent: str, given: dict[str, str]) -> None:
        key, value = given.get("key"), given.get("value")
        if key is None or value is None:
            return
        if parent == "event":
            self.event.setdefault(key, value)
        elif parent == "trace":
            self.trace.setdefault(key, value)
        elif parent == "global" and key == self.wanted.activity and self.global_scope == "event":
            self.tally.default_activity = value

    def _close(self, name: str) -> None:
        local = self.path.pop()
        if local == "event":
            if "trace" in self.path:
                self._add_event()
            else:
                self.tally.outside += 1
        elif local == "trace":
            self._end_trace()

    def _add_event(self) -> None:
        value = self.event.get(self.wanted.timestamp)
        number = len(self.instants) + 1
        if value is None:
            raise self._refusal(NO_TIMESTAMP, event=number, key=self.wanted.timestamp)
        instant = read_iso(value)
        if instant is None:
            raise self._refusal(BAD_TIMESTAMP, value=value, key=self.wanted.timestamp)
        if not instant[1]:
            self.local.append(len(self.instants))
        self.activities.append(self.activity_coding.code(self._activity(number)))
        self.instants.append(instant[0])
        for key, coding, column in zip(self.wanted.resources, self.resource_codings, self.resources, strict=True):
            resource = self.event.get(key)
            column.append(NO_RESOURCE if resource is None else coding.code(resource))
        self.trace_rows += 1

    def _activity(self, number: int) -> str:
        activity = self.event.get(self.wanted.activity)
        if activity is not None:
            return activity
        if self.tally.default_activity is None:
            raise self._refusal(NO_ACTIVITY, event=number, key=self.wanted.activity)
        self.tally.defaulted += 1
        return self.tally.default_activity

    def _end_trace(self) -> None:
        if not self.trace_rows:
            self.tally.empty_traces += 1
            return
        name = self.trace.get(TRACE_NAME)
        if name is not None:
            self.tally.namesakes += name in self.trace_names
            self.trace_names.add(name)
        self.cases.extend([self._case()] * self.trace_rows)

    def _case(self) -> int:
        if self.wanted.case is None:
            return self.trace_number
        value = self.trace.get(self.wanted.case)
        if value is None:
            raise self._refusal(NO_CASE, key=self.wanted.case)
        return self.cases_by_value.code(value)

    def _refusal(self, template: str, **values: object) -> LogRefused:
        return LogRefused(template, file=self.file, line=self.parser.CurrentLineNumber, **values)

    def _columns(self) -> XesColumns:
        return XesColumns(
            cases=np.array(self.cases, dtype=np.int32),
            activities=np.array(self.activities, dtype=np.int32),
            instants=np.array(self.instants, dtype=np.int64),
            local=np.array(self.local, dtype=np.int64),
            resources=[np.array(column, dtype=np.int32) for column in self.resources],
            activity_names=self.activity_coding.names(),
            tally=self.tally,
        )
