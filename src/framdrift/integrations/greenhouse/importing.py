"""Greenhouse as transitions: Harvest files (v1-shaped) and recorded webhooks, in any mixture.

An application in Harvest tells when it came, where it stands now (not since when: `current_only`) and how it ended. A
`candidate_stage_change` tells neither the stage before nor when: the time of arrival stands in (`arrival`), and stages
follow each other by application. Of an application shown twice the one with the latest activity counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from framdrift.integrations.greenhouse.leaving_out import note_unused, whole_files
from framdrift.recruiting.kinds import CandidacyStatus, Precision
from framdrift.recruiting.transitions.documents import first, instant, part, placed, word
from framdrift.recruiting.transitions.told import Application, Place, Reading, Transition, Unread, Unreadable

_BY_HAND = frozenset({"merge_candidate", "candidate_anonymized", "delete_candidate", "delete_application"})
_STAGE_ACTIONS = frozenset({"candidate_stage_change", "unreject_candidate", "unhire_candidate"})
_HIRED = "hired"


def read(path: Path, reading: Reading) -> Iterator[Transition | Unread]:
    """Every application and webhook, application by application. Raises Unreadable where there is none."""
    export = _Export(path, reading)
    if not export.applications and not export.unread:
        raise Unreadable(
            _("%(file)s: no application and no webhook of Greenhouse was found.") % {"file": reading.file_name}
        )
    for key in export.order:
        yield from export.told(key)
    yield from export.unread


class _Export:
    """Everything in the files, by what it is."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self.reading = reading
        self.order: list[str] = []
        self.applications: dict[str, tuple[Place, dict[str, Any]]] = {}
        self.webhooks: dict[str, list[tuple[Place, dict[str, Any]]]] = {}
        self.unread: list[Unread] = []
        self._used: set[str] = set()
        self._people: dict[str, dict[str, Any]] = {}
        self._jobs: dict[str, str] = {}
        self._offers: dict[str, list[dict[str, Any]]] = {}
        for place, one in placed(whole_files(path, reading)):
            if self._sort(place, one):
                self._used.add(place.file)
        note_unused(path, self._used, reading)

    def _sort(self, place: Place, one: dict[str, Any]) -> bool:
        """Whether it tells something that is needed here."""
        action, payload = one.get("action"), one.get("payload")
        if isinstance(action, str) and isinstance(payload, dict):
            return self._webhook(place, action, one)
        if "applied_at" in one and "id" in one:
            self._snapshot(place, one)
        elif "application_id" in one and "resolved_at" in one:
            self._offers.setdefault(word(one["application_id"]), []).append(one)
        elif _is_candidate(one):
            self._people.setdefault(word(one["id"]), one)
        elif "requisition_id" in one and "name" in one and "id" in one:
            self._jobs[word(one["id"])] = word(one["name"])
        else:
            return False
        return True

    def _webhook(self, place: Place, action: str, one: dict[str, Any]) -> bool:
        application = part(one, "payload", "application")
        if action in _BY_HAND:
            sentence = _("%(action)s: merging, forgetting and deleting are done here by hand.")
            self.unread.append(place.refused("action", sentence % {"action": action}))
        elif application.get("id") is not None and action in {*_STAGE_ACTIONS, "hire_candidate"}:
            key = self._known(word(application["id"]))
            self.webhooks.setdefault(key, []).append((place, one))
            if "applied_at" not in application:
                self.applications.setdefault(key, (place, application))
        else:
            return False
        return True

    def _snapshot(self, place: Place, one: dict[str, Any]) -> None:
        key = self._known(word(one["id"]))
        before = self.applications.get(key)
        if before is None or _activity(one) >= _activity(before[1]):
            self.applications[key] = (place, {**(before[1] if before else {}), **one})

    def _known(self, key: str) -> str:
        if key not in self.applications and key not in self.webhooks:
            self.order.append(key)
        return key

    # --- what one application tells --------------------------------------------------------------
    def told(self, key: str) -> Iterator[Transition | Unread]:
        """The transitions of one application."""
        place, one = self.applications[key]
        job = self._job(one)
        if not job[1]:
            yield place.refused("jobs", _("The application %(id)s belongs to no job.") % {"id": key})
            return
        application = self._application(key, one, job)
        shared: dict[str, Any] = {"source": self.reading.source, "application": application}
        found = [*self._of_snapshot(key, place, one, shared), *self._of_webhooks(key, shared)]
        if not found:
            yield place.refused("applied_at", _("The application %(id)s has no time.") % {"id": key})
        yield from found

    def _of_snapshot(self, key: str, place: Place, one: dict[str, Any], shared: dict[str, Any]) -> Iterator[Transition]:
        shared = {**shared, "line": place.line, "place": place}
        applied, active = instant(one.get("applied_at")), instant(one.get("last_activity_at"))
        if applied:
            yield Transition(**shared, external_id=f"{key}|applied", to_step="Applied", entered_at=applied)
        ended = self._ended(one, key)
        stage = part(one, "current_stage")
        seen = min(filter(None, [active, ended[1] if ended else None]), default=applied)
        if word(part(stage, "name")) and seen and key not in self.webhooks:
            yield Transition(
                **shared,
                external_id=f"{key}|stage|{word(part(stage, 'id'))}",
                to_step=word(stage["name"]),
                entered_at=max(seen, applied or seen),
                precision=Precision.CURRENT_ONLY,
                raw={"stage_id": word(part(stage, "id"))},
            )
        if ended:
            status, at, reason = ended
            yield Transition(
                **shared,
                external_id=f"{key}|ended",
                to_step=status,
                entered_at=max(at, applied or at),
                ends=status,
                reason=reason,
                raw={"status": word(one.get("status")), "reason_id": word(part(one, "rejection_reason", "id"))},
            )

    def _ended(self, one: dict[str, Any], key: str) -> tuple[str, datetime, str] | None:
        rejected = instant(one.get("rejected_at"))
        if rejected:
            kind = word(part(one, "rejection_reason", "type", "name")).casefold()
            status = CandidacyStatus.WITHDREW if kind.startswith("they rejected") else CandidacyStatus.REJECTED
            return status, rejected, word(part(one, "rejection_reason", "name"))
        if one.get("status") == _HIRED:
            accepted = [instant(offer.get("resolved_at")) for offer in self._offers.get(key, [])]
            at = max(filter(None, accepted), default=instant(one.get("last_activity_at")))
            return (CandidacyStatus.HIRED, at, "") if at else None
        return None

    def _of_webhooks(self, key: str, shared: dict[str, Any]) -> Iterator[Transition]:
        for place, one in self.webhooks.get(key, []):
            application = part(one, "payload", "application")
            arrived = instant(one.get("received_at") or one.get("arrived_at"))
            at = arrived or instant(application.get("last_activity_at")) or self.reading.arrived_at
            stage = part(application, "current_stage")
            precision = Precision.ARRIVAL
            status = ""
            if one["action"] == "hire_candidate":
                resolved = instant(part(application, "offer", "resolved_at"))
                at, precision = (resolved, Precision.EXACT) if resolved else (at, precision)
                status = CandidacyStatus.HIRED
            name = status or word(part(stage, "name"))
            if name:
                when = at.isoformat() if at != self.reading.arrived_at else "arrival"
                yield Transition(
                    **shared,
                    line=place.line,
                    place=place,
                    external_id=f"{key}|{one['action']}|{word(part(stage, 'id'))}|{when}",
                    to_step=name,
                    entered_at=at,
                    precision=precision,
                    ends=status,
                    raw={"action": one["action"], "stage_id": word(part(stage, "id"))},
                )

    def _application(self, key: str, one: dict[str, Any], job: tuple[str, str]) -> Application:
        own = part(one, "candidate")
        person_id = word(one.get("candidate_id")) or word(part(own, "id"))
        person = self._people.get(person_id) or own
        name = f"{word(part(person, 'first_name'))} {word(part(person, 'last_name'))}".strip()
        return Application(
            external_id=key,
            person_id=person_id,
            name=name or _("Candidate %(id)s") % {"id": person_id or key},
            email=word(part(first(part(person, "email_addresses")), "value")),
            phone=word(part(first(part(person, "phone_numbers")), "value")),
            job_id=job[0],
            job=job[1],
            company=self.reading.company,
            recruiter=word(part(one, "recruiter", "name")),
            found_by=word(part(one, "source", "public_name")) or word(part(one, "source", "name")),
        )

    def _job(self, one: dict[str, Any]) -> tuple[str, str]:
        job = first(one.get("jobs")) or part(one, "job")
        key = word(part(job, "id")) or word(one.get("job_id"))
        return key, word(part(job, "name")) or self._jobs.get(key, "") or self.reading.assignment


def _is_candidate(one: dict[str, Any]) -> bool:
    """Users are numbered apart from candidates, and unlike them have a whole name and an employee's id."""
    return {"id", "first_name", "last_name"} <= one.keys() and not {"name", "employee_id"} & one.keys()


def _activity(one: dict[str, Any]) -> str:
    return word(one.get("last_activity_at")) or word(one.get("applied_at"))
