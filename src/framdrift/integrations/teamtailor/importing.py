"""Teamtailor JSON:API as transitions: job applications, with the stage changes that their activities tell.

A job application tells when it was made, since when it stands at its *current* stage, and when it was rejected. Stages
passed before are only in `activities`, whose `data` is JSON inside a string; without them the stage is `current_only`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from framdrift.recruiting.kinds import CandidacyStatus, Precision
from framdrift.recruiting.transitions.documents import documents, instant, part, placed, word
from framdrift.recruiting.transitions.told import Application, Place, Reading, Transition, Unread, Unreadable

_APPLICATIONS, _ACTIVITIES = "job-applications", "activities"
_MOVED = frozenset({"moved", "stage-changed", "stage_changed"})
_HIRED = "hired"


def read(path: Path, reading: Reading) -> Iterator[Transition | Unread]:
    """Application by application. Raises Unreadable where there is none."""
    export = _Export(path, reading)
    if not export.applications:
        raise Unreadable(_("%(file)s: no job applications of Teamtailor found.") % {"file": reading.file_name})
    for place, one in export.applications:
        yield from export.told(place, one)
    yield from export.unread


class _Export:
    """The resources of a document, by type and id."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self.reading = reading
        self.unread: list[Unread] = []
        self.applications: list[tuple[Place, dict[str, Any]]] = []
        self._by_id: dict[tuple[str, str], dict[str, Any]] = {}
        self._moves: dict[str, list[tuple[Place, dict[str, Any], str]]] = {}
        for place, one in placed(documents(path)):
            if isinstance(one.get("attributes"), dict):
                self._sort(place, one)

    def _sort(self, place: Place, one: dict[str, Any]) -> None:
        kind = word(one.get("type"))
        if kind == _APPLICATIONS:
            self.applications.append((place, one))
        elif kind == _ACTIVITIES and word(one["attributes"].get("code")) in _MOVED:
            self._move(place, one)
        self._by_id[kind, word(one.get("id"))] = one["attributes"]

    def _move(self, place: Place, one: dict[str, Any]) -> None:
        data = one["attributes"].get("data")
        try:
            data = json.loads(data) if isinstance(data, str) else data
        except json.JSONDecodeError:
            data = None
        owner = word(part(data, "job_application_id") or part(data, "job-application-id")) or _related(
            one, "job-application"
        )
        stage = word(part(data, "to_stage_id") or part(data, "stage_id") or part(data, "to"))
        if not owner or not stage:
            self.unread.append(place.refused("data", _("The activity does not say which application or stage.")))
        else:
            self._moves.setdefault(owner, []).append((place, one, stage))

    def told(self, place: Place, one: dict[str, Any]) -> Iterator[Transition | Unread]:
        """The transitions of one job application."""
        key, values = word(one.get("id")), one["attributes"]
        created = instant(values.get("created-at"))
        job = self._named("jobs", _related(one, "job"), "title") or self.reading.assignment
        if not key or created is None or not job:
            field = "created-at" if created is None else "job"
            yield place.refused(field, _("The application %(id)s lacks its time or its job.") % {"id": key or "?"})
            return
        told: dict[str, Any] = {"source": self.reading.source, "application": self._application(key, one, job)}
        shared = {**told, "line": place.line, "place": place}
        yield Transition(**shared, external_id=f"{key}|created", to_step="Inbox", entered_at=created)
        for moved, move, stage in self._moves.get(key, []):
            yield self._moved(key, moved, move, stage, told)
        stage, changed = _related(one, "stage"), instant(values.get("changed-stage-at"))
        if key not in self._moves and stage and changed:
            yield Transition(
                **shared,
                external_id=f"{key}|stage|{stage}|{changed.isoformat()}",
                to_step=self._named("stages", stage, "name") or stage,
                entered_at=changed,
                precision=Precision.CURRENT_ONLY,
                raw={"stage_id": stage, "stage_type": self._named("stages", stage, "stage-type")},
            )
        yield from self._ended(key, one, shared)

    def _moved(
        self, key: str, place: Place, move: dict[str, Any], stage: str, told: dict[str, Any]
    ) -> Transition | Unread:
        at = instant(move["attributes"].get("created-at"))
        if at is None:
            return place.refused("created-at", _("The activity has no time."))
        return Transition(
            **told,
            line=place.line,
            place=place,
            external_id=f"{key}|activity|{word(move.get('id')) or at.isoformat()}",
            to_step=self._named("stages", stage, "name") or stage,
            entered_at=at,
            actor=_related(move, "user"),
            raw={"stage_id": stage},
        )

    def _ended(self, key: str, one: dict[str, Any], shared: dict[str, Any]) -> Iterator[Transition]:
        rejected = instant(one["attributes"].get("rejected-at"))
        if rejected:
            reason = self._named("reject-reasons", _related(one, "reject-reason"), "reason")
            yield Transition(
                **shared,
                external_id=f"{key}|rejected",
                to_step="rejected",
                entered_at=rejected,
                ends=CandidacyStatus.REJECTED,
                reason=reason,
            )
            return
        changed = instant(one["attributes"].get("changed-stage-at"))
        if changed and self._named("stages", _related(one, "stage"), "stage-type").casefold() == _HIRED:
            yield Transition(
                **shared,
                external_id=f"{key}|hired",
                to_step=_HIRED,
                entered_at=changed,
                ends=CandidacyStatus.HIRED,
            )

    def _application(self, key: str, one: dict[str, Any], job: str) -> Application:
        person_id = _related(one, "candidate")
        person = self._by_id.get(("candidates", person_id), {})
        name = f"{word(person.get('first-name'))} {word(person.get('last-name'))}".strip()
        return Application(
            external_id=key,
            person_id=person_id,
            name=name or _("Candidate %(id)s") % {"id": person_id or key},
            email=word(person.get("email")),
            phone=word(person.get("phone")),
            job_id=_related(one, "job"),
            job=job,
            company=self.reading.company,
        )

    def _named(self, kind: str, key: str, field: str) -> str:
        return word(self._by_id.get((kind, key), {}).get(field))


def _related(one: dict[str, Any], name: str) -> str:
    return word(part(one, "relationships", name, "data", "id"))
