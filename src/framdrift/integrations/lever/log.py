"""Lever opportunities as an event log: stage changes, and the archiving that ends them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from framdrift.science.eventlog.collecting import MISSING, Collector
from framdrift.science.eventlog.log import EventLog
from framdrift.science.eventlog.refusals import LogRefused

TICKS_PER_MILLISECOND = 1_000
ARCHIVED = "archived"


def recognises(documents: Sequence[Any]) -> bool:
    """Whether any document holds opportunities with their stage changes."""
    return any(isinstance(one.get("stageChanges"), list) for content in documents for one in _objects(content))


def read_documents(documents: Sequence[tuple[str, Any]], *, zone: ZoneInfo) -> EventLog:
    """Stage ids are named by a list of stages (`id`, `text`) where the export has one, else kept raw."""
    collector = Collector(zone)
    names = _names(documents)
    for file_name, content in documents:
        for opportunity in _objects(content):
            if isinstance(opportunity.get("stageChanges"), list):
                _add(collector, opportunity, names, file_name)
    return collector.log()


def _add(collector: Collector, opportunity: dict[str, Any], names: dict[str, str], file: str) -> None:
    case = opportunity.get("id")
    what = f"opportunity {case or '?'}"
    if not isinstance(case, str):
        raise LogRefused(MISSING, file=file, what=what, field="id")
    for change in opportunity["stageChanges"]:
        if not isinstance(change, dict) or not isinstance(change.get("toStageId"), str):
            raise LogRefused(MISSING, file=file, what=what, field="stageChanges.toStageId")
        stage: str = change["toStageId"]
        ticks = _ticks(change.get("updatedAt"), file, what, "stageChanges.updatedAt")
        user = change.get("userId")
        collector.add_ticks(case=case, activity=names.get(stage, stage), ticks=ticks, resource=user)
    archived = opportunity.get(ARCHIVED)
    if isinstance(archived, dict) and archived.get("archivedAt") is not None:
        reason = str(archived.get("reason") or "")
        ticks = _ticks(archived["archivedAt"], file, what, "archived.archivedAt")
        activity = f"{ARCHIVED}: {names.get(reason, reason)}" if reason else ARCHIVED
        collector.add_ticks(case=case, activity=activity, ticks=ticks)


def _ticks(milliseconds: Any, file: str, what: str, field: str) -> int:
    if not isinstance(milliseconds, int) or isinstance(milliseconds, bool):
        raise LogRefused(MISSING, file=file, what=what, field=field)
    return milliseconds * TICKS_PER_MILLISECOND


def _names(documents: Sequence[tuple[str, Any]]) -> dict[str, str]:
    """Names of stages and archive reasons: any object of an id and a text that is no opportunity."""
    return {
        one["id"]: one["text"]
        for _, content in documents
        for one in _objects(content)
        if isinstance(one.get("id"), str) and isinstance(one.get("text"), str) and "stageChanges" not in one
    }


def _objects(content: Any) -> Iterator[dict[str, Any]]:
    """The objects of a page of answers (`data`), of a list, or of lists by name."""
    if isinstance(content, list):
        for part in content:
            yield from _objects(part)
    elif isinstance(content, dict):
        yield content
        for part in content.values():
            if isinstance(part, list) and "stageChanges" not in content:
                yield from _objects(part)
