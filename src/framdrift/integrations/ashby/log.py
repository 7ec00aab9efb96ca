"""Ashby `application.listHistory` exports as an event log: every stage entered is an event.

The API answers for one application at a time, so each answer must say whose it is: an `applicationId`
beside `results` or in each entry, or an object of `applicationId: entries`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from framdrift.science.eventlog.collecting import MISSING, Collector
from framdrift.science.eventlog.log import EventLog
from framdrift.science.eventlog.refusals import LogRefused, gettext_noop

NO_HISTORY = gettext_noop(
    "{file}: no stage history found; export application.listHistory with the applicationId of each answer."
)

ENTERED = "enteredStageAt"


def recognises(documents: Sequence[Any]) -> bool:
    """Whether any document holds history entries."""
    return any(True for content in documents for _ in _entries(content, None))


def read_documents(documents: Sequence[tuple[str, Any]], *, zone: ZoneInfo) -> EventLog:
    """Every stage entered, in the order of the files; the actor is the resource."""
    collector = Collector(zone)
    for file_name, content in documents:
        for application, entry in _entries(content, None):
            what = f"history entry {entry.get('id', '?')}"
            title = entry.get("title") or entry.get("stageId")
            if not isinstance(title, str):
                raise LogRefused(MISSING, file=file_name, what=what, field="title")
            actor = entry.get("actorId")
            collector.add(
                case=application,
                activity=title,
                at=entry[ENTERED],
                file=file_name,
                what=what,
                resource=None if actor is None else str(actor),
            )
    if not collector.known:
        raise LogRefused(NO_HISTORY, file=documents[0][0])
    return collector.log()


def _entries(content: Any, application: str | None) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """(application id, entry) pairs, wherever in the document they stand."""
    if isinstance(content, list):
        for part in content:
            yield from _entries(part, application)
    elif isinstance(content, dict):
        owner = content.get("applicationId", application)
        if ENTERED in content:
            yield owner, content
            return
        for key, part in content.items():
            if isinstance(part, list | dict):
                yield from _entries(part, owner if key in _WRAPPERS else owner or key)


_WRAPPERS = ("results", "applicationHistory", "history", "data")
