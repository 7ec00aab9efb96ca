"""Teamtailor JSON:API exports as an event log.

A job application tells when it was made, when it came to its *current* stage and when it was rejected;
earlier stages are only in the `activities`, whose `data` is JSON inside a string.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from framdrift.science.eventlog.collecting import MISSING, Collector
from framdrift.science.eventlog.log import EventLog
from framdrift.science.eventlog.refusals import LogRefused, Remark, gettext_noop

SNAPSHOT = gettext_noop(
    "Job applications known by their current stage only: {count}. Stages passed before it are not in the "
    "export, so waits in them are missing."
)

APPLICATIONS, ACTIVITIES, STAGES, USERS = "job-applications", "activities", "stages", "users"
CREATED, REJECTED = "created", "rejected"
MOVED = ("moved", "stage-changed", "stage_changed")


def recognises(documents: Sequence[Any]) -> bool:
    """Whether any document holds job applications of JSON:API."""
    return any(one.get("type") == APPLICATIONS for content in documents for one in _resources(content))


def read_documents(documents: Sequence[tuple[str, Any]], *, zone: ZoneInfo) -> EventLog:
    """Created, stages, rejected. Stages are named by the included `stages`, else by their id."""
    found = [(file, one) for file, content in documents for one in _resources(content)]
    stages = {str(one.get("id")): _name(one) for _, one in found if one.get("type") == STAGES}
    collector = Collector(zone)
    moved: set[str] = set()
    for file, one in found:
        if one.get("type") == ACTIVITIES:
            moved |= _add_activity(collector, one, stages, file)
    snapshots = 0
    for file, one in found:
        if one.get("type") == APPLICATIONS:
            snapshots += _add_application(collector, one, stages, moved, file)
    return collector.log([Remark(SNAPSHOT, count=snapshots)] if snapshots else [])


def _add_application(
    collector: Collector, one: dict[str, Any], stages: dict[str, str], moved: set[str], file: str
) -> bool:
    """Whether only the current stage of it is known."""
    case, values = str(one.get("id") or ""), _attributes(one)
    what = f"job-application {case or '?'}"
    if values.get("created-at") is None:
        raise LogRefused(MISSING, file=file, what=what, field="created-at")
    collector.add(case=case, activity=CREATED, at=values["created-at"], file=file, what=what)
    stage, changed = _related(one, "stage"), values.get("changed-stage-at")
    snapshot = stage is not None and changed is not None and case not in moved
    if snapshot:
        name = stages.get(str(stage), str(stage))
        collector.add(case=case, activity=name, at=str(changed), file=file, what=what)
    if values.get("rejected-at") is not None:
        collector.add(case=case, activity=REJECTED, at=values["rejected-at"], file=file, what=what)
    return snapshot


def _add_activity(collector: Collector, one: dict[str, Any], stages: dict[str, str], file: str) -> set[str]:
    """The job application that a stage change belongs to; nothing for other activities."""
    values, what = _attributes(one), f"activity {one.get('id', '?')}"
    if values.get("code") not in MOVED:
        return set()
    data = _data(values.get("data"), file, what)
    case = data.get("job_application_id") or data.get("job-application-id") or _related(one, "job-application")
    stage = data.get("to_stage_id") or data.get("stage_id") or data.get("to")
    if case is None or stage is None:
        raise LogRefused(MISSING, file=file, what=what, field="data")
    name = stages.get(str(stage), str(stage))
    resource = _related(one, "user")
    collector.add(
        case=str(case), activity=name, at=values.get("created-at", ""), file=file, what=what, resource=resource
    )
    return {str(case)}


def _data(text: Any, file: str, what: str) -> dict[str, Any]:
    try:
        data = json.loads(text) if isinstance(text, str) else text
    except json.JSONDecodeError:
        data = None
    if not isinstance(data, dict):
        raise LogRefused(MISSING, file=file, what=what, field="data")
    return data


def _resources(content: Any) -> Iterator[dict[str, Any]]:
    """The resource objects of a JSON:API document (or a list of documents): `data` and `included`."""
    if isinstance(content, list):
        for part in content:
            yield from _resources(part)
    elif isinstance(content, dict):
        if isinstance(content.get("attributes"), dict):
            yield content
        else:
            yield from _resources(content.get("data"))
            yield from _resources(content.get("included"))


def _attributes(one: dict[str, Any]) -> dict[str, Any]:
    attributes: dict[str, Any] = one["attributes"]
    return attributes


def _name(one: dict[str, Any]) -> str:
    return str(_attributes(one).get("name") or one.get("id"))


def _related(one: dict[str, Any], name: str) -> str | None:
    relation = (one.get("relationships") or {}).get(name)
    data = relation.get("data") if isinstance(relation, dict) else None
    return str(data["id"]) if isinstance(data, dict) and "id" in data else None
