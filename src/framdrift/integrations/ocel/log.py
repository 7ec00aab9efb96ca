"""The door for OCEL: the four forms in, an `EventLog` out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat
from zoneinfo import ZoneInfo

import numpy as np

from framdrift.science.eventlog.instants import WITHOUT_OFFSET, place_in_utc, read_iso
from framdrift.science.eventlog.log import EventLog, LogBuilder
from framdrift.science.eventlog.refusals import LogRefused, Remark, gettext_noop

NO_OBJECT_TYPE = gettext_noop("{file}: choose the object type that is the case with --object; the log has: {types}.")
NO_OBJECTS = gettext_noop("{file}: describes no object, so that nothing in it can be the case.")
UNKNOWN_OBJECT_TYPE = gettext_noop("{file}: no object has the type {asked!r}; the log has: {types}.")
BAD_EVENT = gettext_noop("{file}: event {event!r}: {field} is missing or not what OCEL says it is.")
BAD_SHAPE = gettext_noop("{file}: not OCEL: {field} is missing or not what OCEL says it is.")
NOT_XML = gettext_noop("{file}: line {line}, column {column}: not well-formed XML ({reason}).")
NOT_SQLITE = gettext_noop("{file}: not an OCEL 2.0 SQLite file ({reason}).")
REPEATED = gettext_noop("{file}: the event id {event!r} occurs twice.")
UNKNOWN_OBJECTS = gettext_noop("Relations to objects that the log does not describe: {count}. Not counted.")

RESOURCES = ("org:resource", "resource")


@dataclass(frozen=True, slots=True)
class Event:
    """One event with the ids of all objects it relates to, repeats included."""

    id: str
    activity: str
    time: str
    objects: tuple[str, ...]
    resource: str | None


def recognises(documents: Sequence[Any]) -> bool:
    """Whether a JSON document is OCEL 1.0 or 2.0."""
    first = documents[0]
    return isinstance(first, dict) and ("ocel:events" in first or {"objectTypes", "eventTypes"} <= set(first))


def read_documents(documents: Sequence[tuple[str, Any]], *, zone: ZoneInfo, object_type: str | None) -> EventLog:
    """One JSON document, named by its file. Raises `LogRefused`."""
    file_name, content = documents[0]
    if not isinstance(content, dict):
        raise LogRefused(BAD_SHAPE, file=file_name, field="events")
    read = _read_json1 if "ocel:events" in content else _read_json2
    types, events = read(content, file_name)
    return _flattened(types, events, object_type=object_type, zone=zone, file_name=file_name)


def _read_json1(content: dict[str, Any], file_name: str) -> tuple[dict[str, str], Iterator[Event]]:
    objects = _expect(content.get("ocel:objects"), dict, "ocel:objects", file_name)
    types = {name: str(_expect(known, dict, name, file_name).get("ocel:type")) for name, known in objects.items()}
    events = _expect(content["ocel:events"], dict, "ocel:events", file_name)
    return types, (_event1(name, event, file_name) for name, event in events.items())


def _event1(name: str, event: Any, file_name: str) -> Event:
    fields = event if isinstance(event, dict) else {}
    related = _related(fields.get("ocel:omap", []), name, "ocel:omap", file_name)
    values = fields.get("ocel:vmap", {})
    return Event(
        id=name,
        activity=_text(fields, "ocel:activity", name, file_name),
        time=_text(fields, "ocel:timestamp", name, file_name),
        objects=tuple(str(one) for one in related),
        resource=_resource(values if isinstance(values, dict) else {}),
    )


def _read_json2(content: dict[str, Any], file_name: str) -> tuple[dict[str, str], Iterator[Event]]:
    types: dict[str, str] = {}
    for known in _expect(content.get("objects"), list, "objects", file_name):
        described = _expect(known, dict, "objects", file_name)
        types[str(described.get("id"))] = str(described.get("type"))
    events = _expect(content.get("events"), list, "events", file_name)
    return types, (_event2(event, file_name) for event in events)


def _event2(event: Any, file_name: str) -> Event:
    fields = event if isinstance(event, dict) else {}
    name = str(fields.get("id", ""))
    related = _related(fields.get("relationships", []), name, "relationships", file_name)
    attributes = _related(fields.get("attributes", []), name, "attributes", file_name)
    values = {str(one.get("name")): one.get("value") for one in attributes if isinstance(one, dict)}
    return Event(
        id=name,
        activity=_text(fields, "type", name, file_name),
        time=_text(fields, "time", name, file_name),
        objects=tuple(str(one.get("objectId")) for one in related if isinstance(one, dict)),
        resource=_resource(values),
    )


def read_xml(stream: BinaryIO, *, object_type: str | None, zone: ZoneInfo, file_name: str) -> EventLog:
    """OCEL 2.0 as XML, read as a stream of elements. Raises `LogRefused` with the line."""
    reader = _XmlReader()
    try:
        reader.parser.ParseFile(stream)
    except expat.ExpatError as problem:
        reason = expat.errors.messages.get(problem.code, "unknown")
        raise LogRefused(
            NOT_XML, file=file_name, line=problem.lineno, column=problem.offset + 1, reason=reason
        ) from problem
    events = (
        Event(
            id=fields.get("id", ""),
            activity=_text(fields, "type", fields.get("id", ""), file_name),
            time=_text(fields, "time", fields.get("id", ""), file_name),
            objects=tuple(related),
            resource=_resource(values),
        )
        for fields, related, values in reader.events
    )
    return _flattened(reader.types, events, object_type=object_type, zone=zone, file_name=file_name)


class _XmlReader:
    """Collects the objects and events; relations of objects to objects are none of events."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._text
        self.types: dict[str, str] = {}
        self.events: list[tuple[dict[str, str], list[str], dict[str, str]]] = []
        self.in_event = False
        self.attribute: str | None = None

    def _open(self, name: str, given: dict[str, str]) -> None:
        local = name.rpartition("}")[2]
        if local == "event":
            self.events.append((given, [], {}))
            self.in_event = True
        elif self.in_event and local in ("relationship", "object") and "object-id" in given:
            self.events[-1][1].append(given["object-id"])
        elif self.in_event and local == "attribute":
            self.attribute = given.get("name", "")
            self.events[-1][2][self.attribute] = ""
        elif local == "object" and "id" in given and not self.in_event:
            self.types[given["id"]] = given.get("type", "")

    def _close(self, name: str) -> None:
        local = name.rpartition("}")[2]
        if local == "event":
            self.in_event = False
        elif local == "attribute":
            self.attribute = None

    def _text(self, text: str) -> None:
        if self.attribute is not None:
            self.events[-1][2][self.attribute] += text


def read_sqlite(path: Path, *, object_type: str | None, zone: ZoneInfo) -> EventLog:
    """OCEL 2.0 as SQLite: `event`, `object`, `event_object`, the type maps and one table per event type."""
    try:
        with sqlite3.connect(f"file:{path.resolve().as_posix()}?mode=ro", uri=True) as connection:
            types = dict(connection.execute("SELECT ocel_id, ocel_type FROM object"))
            events = list(_sqlite_events(connection))
    except (sqlite3.Error, UnicodeError) as problem:
        raise LogRefused(NOT_SQLITE, file=path.name, reason=problem) from problem
    return _flattened(types, events, object_type=object_type, zone=zone, file_name=path.name)


def _sqlite_events(connection: sqlite3.Connection) -> Iterator[Event]:
    details: dict[str, tuple[str, str | None]] = {}
    for (suffix,) in connection.execute("SELECT ocel_type_map FROM event_map_type").fetchall():
        table = _quoted(f"event_{suffix}")
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        who = next((_quoted(name) for name in RESOURCES if name in columns), "NULL")
        for event, time, resource in connection.execute(f"SELECT ocel_id, ocel_time, {who} FROM {table}"):
            details[str(event)] = (str(time or ""), None if resource is None else str(resource))
    related: dict[str, list[str]] = {}
    for event, thing in connection.execute("SELECT ocel_event_id, ocel_object_id FROM event_object"):
        related.setdefault(str(event), []).append(str(thing))
    for event, activity in connection.execute("SELECT ocel_id, ocel_type FROM event ORDER BY rowid"):
        time, resource = details.get(str(event), ("", None))
        objects = tuple(related.get(str(event), ()))
        yield Event(id=str(event), activity=str(activity), time=time, objects=objects, resource=resource)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _flattened(
    types: dict[str, str],
    events: Iterable[Event],
    *,
    object_type: str | None,
    zone: ZoneInfo,
    file_name: str,
) -> EventLog:
    """One event per related object of the chosen type, in the order of the file."""
    chosen = _chosen_type(types, object_type, file_name)
    builder, local, seen, unknown = LogBuilder(), [], set(), 0
    for event in events:
        if event.id in seen:
            raise LogRefused(REPEATED, file=file_name, event=event.id)
        seen.add(event.id)
        instant = read_iso(event.time)
        if instant is None:
            raise LogRefused(BAD_EVENT, file=file_name, event=event.id, field="time")
        for thing in dict.fromkeys(event.objects):
            unknown += thing not in types
            if types.get(thing) != chosen:
                continue
            if not instant[1]:
                local.append(len(builder.instants))
            builder.add(case=thing, activity=event.activity, at_ticks=instant[0], resource=event.resource)
    remarks = [Remark(WITHOUT_OFFSET, count=len(local), zone=zone.key)] if local else []
    remarks += [Remark(UNKNOWN_OBJECTS, count=unknown)] if unknown else []
    log = builder.log(remarks)
    place_in_utc(log.instants, np.array(local, dtype=np.int64), zone)
    return log


def _chosen_type(types: dict[str, str], asked: str | None, file_name: str) -> str:
    present = sorted(set(types.values()))
    if not present:
        raise LogRefused(NO_OBJECTS, file=file_name)
    listed = ", ".join(present)
    if asked is not None and asked not in present:
        raise LogRefused(UNKNOWN_OBJECT_TYPE, file=file_name, asked=asked, types=listed)
    if asked is None and len(present) != 1:
        raise LogRefused(NO_OBJECT_TYPE, file=file_name, types=listed)
    return present[0] if asked is None else asked


def _expect(value: Any, kind: type, field: str, file_name: str) -> Any:
    if not isinstance(value, kind):
        raise LogRefused(BAD_SHAPE, file=file_name, field=field)
    return value


def _related(value: Any, event: str, field: str, file_name: str) -> list[Any]:
    if not isinstance(value, list):
        raise LogRefused(BAD_EVENT, file=file_name, event=event, field=field)
    return value


def _text(fields: dict[str, Any], field: str, event: str, file_name: str) -> str:
    value = fields.get(field)
    if not isinstance(value, str) or not value:
        raise LogRefused(BAD_EVENT, file=file_name, event=event, field=field)
    return value


def _resource(values: dict[str, Any]) -> str | None:
    found = next((values[name] for name in RESOURCES if values.get(name) not in (None, "")), None)
    return None if found is None else str(found)
