"""Ashby as transitions: `application.list` (who, which job, status) with `application.listHistory` (every stage).

History entries may be edited or deleted there, so the history of an application replaces what was told before. The API
answers for one application at a time: an `applicationId` stands beside `results` or in each entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from framdrift.recruiting.kinds import CandidacyStatus, Precision
from framdrift.recruiting.transitions.documents import documents, instant, part, placed, word
from framdrift.recruiting.transitions.told import Application, Place, Reading, Transition, Unread, Unreadable

_ENTERED = "enteredStageAt"
_Placed = tuple[Place, dict[str, Any]]
_WRAPPERS = frozenset({"results", "applicationHistory", "history", "data"})


def read(path: Path, reading: Reading) -> Iterator[Transition | Unread]:
    """Application by application. Raises Unreadable where there is neither an application nor a history."""
    contents = list(documents(path))
    places = {id(one): (place, one) for place, one in placed(contents)}
    facts = {word(one["id"]): (place, one) for place, one in places.values() if "id" in one and _is_application(one)}
    histories: dict[str, list[_Placed]] = {key: [] for key in facts}
    for owner, entry in _entries([content for _name, content in contents], ""):
        histories.setdefault(owner, []).append(places[id(entry)])
    if not histories:
        raise Unreadable(
            _("%(file)s: no application and no stage history of Ashby found.") % {"file": reading.file_name}
        )
    for key, entries in histories.items():
        place, one = facts[key] if key in facts else (entries[0][0], {})
        yield from _told(key, place, one, entries, reading)


def _told(
    key: str, place: Place, one: dict[str, Any], entries: list[_Placed], reading: Reading
) -> Iterator[Transition | Unread]:
    job = word(part(one, "job", "title")) or reading.assignment
    if not key or not job:
        sentence = _("The application %(id)s names no job; export application.list too, or name the assignment.")
        yield place.refused("job", sentence % {"id": key or "?"})
        return
    told: dict[str, Any] = {"source": reading.source, "application": _application(key, one, job, reading)}
    for where, entry in entries:
        yield _entered(key, where, entry, told)
    shared = {**told, "line": place.line, "place": place}
    if not entries and (created := instant(one.get("createdAt"))):
        stage = word(part(one, "currentInterviewStage", "title")) or "Applied"
        yield Transition(
            **shared,
            external_id=f"{key}|current|{word(part(one, 'currentInterviewStage', 'id'))}",
            to_step=stage,
            entered_at=instant(one.get("updatedAt")) or created,
            precision=Precision.CURRENT_ONLY,
        )
    yield from _ended(key, one, shared)


def _entered(key: str, place: Place, entry: dict[str, Any], told: dict[str, Any]) -> Transition | Unread:
    at = instant(entry.get(_ENTERED))
    title = word(entry.get("title")) or word(entry.get("stageId"))
    if at is None or not title:
        return place.refused(_ENTERED if at is None else "title", _("The entry lacks its time or its stage."))
    return Transition(
        **told,
        line=place.line,
        place=place,
        external_id=f"{key}|{word(entry.get('id')) or at.isoformat()}",
        to_step=title,
        entered_at=at,
        left_at=instant(entry.get("leftStageAt")),
        actor=word(entry.get("actorId")),
        raw={"stage_id": word(entry.get("stageId"))},
        whole=True,
    )


def _ended(key: str, one: dict[str, Any], shared: dict[str, Any]) -> Iterator[Transition]:
    status = {"Hired": CandidacyStatus.HIRED, "Archived": CandidacyStatus.REJECTED}.get(word(one.get("status")))
    at = instant(one.get("archivedAt")) or instant(one.get("updatedAt"))
    if status is None or at is None:
        return
    if part(one, "archiveReason", "reasonType") == "RejectedByCandidate":
        status = CandidacyStatus.WITHDREW
    yield Transition(
        **shared,
        external_id=f"{key}|ended",
        to_step=word(one["status"]),
        entered_at=at,
        ends=status,
        reason=word(part(one, "archiveReason", "text")),
        whole=True,
    )


def _application(key: str, one: dict[str, Any], job: str, reading: Reading) -> Application:
    person = part(one, "candidate")
    person_id = word(part(person, "id"))
    return Application(
        external_id=key,
        person_id=person_id,
        name=word(part(person, "name")) or _("Candidate %(id)s") % {"id": (person_id or key)[:40]},
        email=word(part(person, "primaryEmailAddress", "value")),
        phone=word(part(person, "primaryPhoneNumber", "value")),
        job_id=word(part(one, "job", "id")),
        job=job,
        company=reading.company,
        found_by=word(part(one, "source", "title")),
    )


def _is_application(one: dict[str, Any]) -> bool:
    return "candidate" in one and ("job" in one or "currentInterviewStage" in one)


def _entries(content: Any, owner: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(application id, entry), wherever in the document they stand."""
    if isinstance(content, list):
        for one in content:
            yield from _entries(one, owner)
    elif isinstance(content, dict):
        mine = word(content.get("applicationId")) or (word(content.get("id")) if _is_application(content) else owner)
        if _ENTERED in content:
            yield mine, content
            return
        for name, inner in content.items():
            if isinstance(inner, list | dict):
                yield from _entries(inner, mine if name in _WRAPPERS else mine or name)
