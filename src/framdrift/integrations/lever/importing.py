"""Lever opportunities as transitions: `stageChanges` in epoch milliseconds, and the archiving that ends them.

Stages, archive reasons and postings are named by lists of `id` and `text` in the export. Archived with the reason that
is called hired means hired; a reason's `status` `hired` says so too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.transitions.documents import first, instant, objects, part, word
from framdrift.recruiting.transitions.pieces import pieces
from framdrift.recruiting.transitions.stages import Words
from framdrift.recruiting.transitions.told import Application, Place, Reading, Transition, Unread, Unreadable


def read(path: Path, reading: Reading) -> Iterator[Transition | Unread]:
    """Opportunity by opportunity. Raises Unreadable where there is none."""
    names: dict[str, str] = {}
    found = False
    for _place, one in _objects(path):
        found = found or _is_opportunity(one)
        if "id" in one and "text" in one:
            names[word(one["id"])] = word(one["text"])
    if not found:
        raise Unreadable(
            _("%(file)s: no opportunity of Lever with its stageChanges found.") % {"file": reading.file_name}
        )
    words = Words(reading.mapping)
    for place, one in _objects(path):
        if _is_opportunity(one):
            yield from _told(place, one, names, words, reading)


def _objects(path: Path) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every object, one at a time: names may stand after those who bear them, so the file is gone through twice."""
    line = 0
    for around, piece in pieces(path):
        for place, one in objects(piece, replace(around, line=line)):
            line = place.line
            yield place, one


def _is_opportunity(one: dict[str, Any]) -> bool:
    return isinstance(one.get("stageChanges"), list)


def _told(
    place: Place, one: dict[str, Any], names: dict[str, str], words: Words, reading: Reading
) -> Iterator[Transition | Unread]:
    key, job_id = word(one.get("id")), _posting(one)
    job = names.get(job_id, "") or reading.assignment or job_id
    if not key or not job:
        sentence = _("The opportunity %(id)s belongs to no posting.")
        yield place.refused("applications", sentence % {"id": key or "?"})
        return
    shared: dict[str, Any] = {
        "source": reading.source,
        "application": _application(key, one, job_id, job, reading),
        "line": place.line,
        "place": place,
        "whole": True,
    }
    for change in one["stageChanges"]:
        stage, at = word(part(change, "toStageId")), instant(part(change, "updatedAt"))
        if not stage or at is None:
            yield place.refused("stageChanges", _("The entry lacks its time or its stage."))
            continue
        yield Transition(
            **shared,
            external_id=f"{key}|{stage}|{change['updatedAt']}",
            to_step=names.get(stage, stage),
            entered_at=at,
            actor=word(part(change, "userId")),
            raw={"stage_id": stage},
        )
    yield from _archived(key, one, names, words, shared)


def _archived(
    key: str, one: dict[str, Any], names: dict[str, str], words: Words, shared: dict[str, Any]
) -> Iterator[Transition]:
    at, reason = instant(part(one, "archived", "archivedAt")), word(part(one, "archived", "reason"))
    if at is None:
        return
    told = names.get(reason, reason)
    yield Transition(
        **shared,
        external_id=f"{key}|archived|{part(one, 'archived', 'archivedAt')}",
        to_step="archived",
        entered_at=at,
        ends=words.outcome(told) or CandidacyStatus.REJECTED,
        reason=told,
        raw={"reason_id": reason},
    )


def _posting(one: dict[str, Any]) -> str:
    """The posting of the first application that is expanded, or named beside it."""
    applications = one.get("applications")
    for application in applications if isinstance(applications, list) else []:
        found = part(application, "posting")
        if found:
            return word(part(found, "id")) if isinstance(found, dict) else word(found)
    return word(one.get("posting"))


def _application(key: str, one: dict[str, Any], job_id: str, job: str, reading: Reading) -> Application:
    return Application(
        external_id=key,
        person_id=word(one.get("contact")) or key,
        name=word(one.get("name")) or _("Candidate %(id)s") % {"id": key[:40]},
        email=word(first(one.get("emails"))),
        phone=word(part(first(one.get("phones")), "value")),
        job_id=job_id,
        job=job,
        company=reading.company,
        found_by=word(first(one.get("sources"))),
    )
