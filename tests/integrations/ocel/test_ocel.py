"""OCEL 1.0 and 2.0: the same small log in all four forms."""

import io
import json
import sqlite3
from zoneinfo import ZoneInfo

import pytest

from framdrift.integrations.ocel.log import read_documents, read_sqlite, read_xml, recognises
from framdrift.science.eventlog.refusals import LogRefused

UTC = ZoneInfo("UTC")
OBJECTS = {"c1": "candidacy", "c2": "candidacy", "j": "job"}
EVENTS = [
    ("e1", "apply", "2026-01-01T10:00:00Z", ["c1", "j"], None),
    ("e2", "apply", "2026-01-02T10:00:00+01:00", ["c2", "j"], None),
    ("e3", "close job", "2026-01-03T10:00:00Z", ["c1", "c2", "c2", "j"], "ann"),
]

JSON1 = {
    "ocel:global-log": {},
    "ocel:events": {
        name: {
            "ocel:activity": activity,
            "ocel:timestamp": time,
            "ocel:omap": objects,
            "ocel:vmap": {"resource": who} if who else {},
        }
        for name, activity, time, objects, who in EVENTS
    },
    "ocel:objects": {name: {"ocel:type": kind, "ocel:ovmap": {}} for name, kind in OBJECTS.items()},
}
JSON2 = {
    "objectTypes": [],
    "eventTypes": [],
    "objects": [{"id": name, "type": kind} for name, kind in OBJECTS.items()],
    "events": [
        {
            "id": name,
            "type": activity,
            "time": time,
            "attributes": [{"name": "resource", "value": who}] if who else [],
            "relationships": [{"objectId": one, "qualifier": str(i)} for i, one in enumerate(objects)],
        }
        for name, activity, time, objects, who in EVENTS
    ],
}


def as_xml():
    events = "".join(
        f'<event id="{name}" type="{activity}" time="{time}"><attributes>'
        + (f'<attribute name="resource">{who}</attribute>' if who else "")
        + "</attributes><objects>"
        + "".join(f'<relationship object-id="{one}" qualifier="q"/>' for one in objects)
        + "</objects></event>"
        for name, activity, time, objects, who in EVENTS
    )
    objects = "".join(
        f'<object id="{name}" type="{kind}"><attributes><attribute name="x" time="0">1</attribute></attributes>'
        '<objects><relationship object-id="j" qualifier="of"/></objects></object>'
        for name, kind in OBJECTS.items()
    )
    return f"<log><object-types/><event-types/><objects>{objects}</objects><events>{events}</events></log>"


def as_sqlite(path):
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE TABLE event(ocel_id TEXT, ocel_type TEXT); CREATE TABLE object(ocel_id TEXT, ocel_type TEXT);"
            "CREATE TABLE event_object(ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);"
            "CREATE TABLE event_map_type(ocel_type TEXT, ocel_type_map TEXT);"
            "CREATE TABLE event_apply(ocel_id TEXT, ocel_time TEXT);"
            "CREATE TABLE event_CloseJob(ocel_id TEXT, ocel_time TEXT, resource TEXT);"
            "INSERT INTO event_map_type VALUES ('apply', 'apply'), ('close job', 'CloseJob');"
        )
        connection.executemany("INSERT INTO object VALUES (?, ?)", OBJECTS.items())
        for name, activity, time, objects, who in EVENTS:
            connection.execute("INSERT INTO event VALUES (?, ?)", (name, activity))
            links = [(name, one, str(i)) for i, one in enumerate(objects)]
            connection.executemany("INSERT INTO event_object VALUES (?, ?, ?)", links)
            if activity == "apply":
                connection.execute("INSERT INTO event_apply VALUES (?, ?)", (name, time))
            else:
                connection.execute("INSERT INTO event_CloseJob VALUES (?, ?, ?)", (name, time, who))
    return path


def read(form, tmp_path, object_type="candidacy"):
    if form == "sqlite":
        return read_sqlite(as_sqlite(tmp_path / "log.sqlite"), object_type=object_type, zone=UTC)
    if form == "xml":
        return read_xml(io.BytesIO(as_xml().encode()), object_type=object_type, zone=UTC, file_name="x")
    content = json.loads(json.dumps(JSON1 if form == "json1" else JSON2))
    assert recognises([content])
    return read_documents([("x", content)], object_type=object_type, zone=UTC)


@pytest.mark.parametrize("form", ["json1", "json2", "xml", "sqlite"])
def test_all_four_forms_flatten_alike(form, tmp_path):
    log = read(form, tmp_path)
    assert log.cases.tolist() == [0, 1, 0, 1]
    assert [log.activity_names[code] for code in log.activities] == ["apply", "apply", "close job", "close job"]
    hours = [(tick - log.instants[0]) / 3_600_000_000 for tick in log.instants.tolist()]
    assert hours == [0, 23, 48, 48]
    assert log.resources.tolist() == [-1, -1, 0, 0]
    assert len(read(form, tmp_path, "job") if form != "sqlite" else read_again(tmp_path)) == 3


def read_again(tmp_path):
    return read_sqlite(tmp_path / "log.sqlite", object_type="job", zone=UTC)


@pytest.mark.parametrize("asked", [None, "ticket"])
def test_the_types_are_listed_when_none_or_a_wrong_one_is_chosen(asked, tmp_path):
    with pytest.raises(LogRefused, match="candidacy, job"):
        read("json2", tmp_path, asked)


def test_events_that_are_none_are_named():
    broken = json.loads(json.dumps(JSON2))
    broken["events"][1]["time"] = "later"
    with pytest.raises(LogRefused, match="event 'e2': time"):
        read_documents([("x", broken)], object_type="job", zone=UTC)
    broken["events"][1] = broken["events"][0]
    with pytest.raises(LogRefused, match="'e1' occurs twice"):
        read_documents([("x", broken)], object_type="job", zone=UTC)
