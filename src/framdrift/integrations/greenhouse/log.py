"""Greenhouse as an event log: Harvest files (v1-shaped) and recorded webhooks, one case per application.

The activity feed tells stage moves only as free text whose date is not that of the entry; it is not read.
A `candidate_stage_change` webhook says where to but not when: its time is that of its arrival, where the
recorder kept one (`received_at` beside `action`), else the application's `last_activity_at` in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from framdrift.science.eventlog.collecting import Collector
from framdrift.science.eventlog.log import EventLog
from framdrift.science.eventlog.refusals import LogRefused, Remark, gettext_noop

ARRIVALS = gettext_noop(
    "Stage changes without a time of their own: {count}. The time of arrival stands in, or the "
    "application's last activity."
)
TIMELESS = gettext_noop("Webhooks that tell no time and are not counted: {count}.")
NOTHING = gettext_noop("{file}: no application, offer, interview, scorecard or webhook of Greenhouse found.")

APPLIED, REJECTED, HIRED, OFFER_SENT = "Applied", "Rejected", "Hired", "Offer sent"
INTERVIEW, SCORECARD = "Interview", "Scorecard"
UNREJECTED, UNHIRED = "Unrejected", "Unhired"
ARRIVAL_KEYS = ("received_at", "arrived_at")


def recognises(documents: Sequence[Any]) -> bool:
    """Whether any document holds an object that Greenhouse would send."""
    return any(_kind(one) is not None for content in documents for one in _objects(content))


def read_documents(documents: Sequence[tuple[str, Any]], *, zone: ZoneInfo) -> EventLog:
    """Every dated fact about an application; objects that are shown twice count once."""
    reader = _Reader(zone)
    for file_name, content in documents:
        for one in _objects(content):
            reader.read(one, file_name)
    if not reader.collector.known:
        raise LogRefused(NOTHING, file=documents[0][0])
    remarks = [Remark(ARRIVALS, count=reader.arrivals)] if reader.arrivals else []
    remarks += [Remark(TIMELESS, count=reader.timeless)] if reader.timeless else []
    return reader.collector.log(remarks)


class _Reader:
    def __init__(self, zone: ZoneInfo) -> None:
        self.collector = Collector(zone)
        self.arrivals = 0
        self.timeless = 0

    def read(self, one: dict[str, Any], file: str) -> None:
        kind = _kind(one)
        if kind == "webhook":
            self._webhook(one, file)
        elif kind == "application":
            self._application(one, file)
        elif kind == "offer":
            self._offer(one, one["application_id"], file)
        elif kind == "interview":
            name = _named(one.get("interview"))
            when = one["start"].get("date_time") or one["start"].get("date")
            self._add(one["application_id"], _of(INTERVIEW, name), when, file, _named(one.get("organizer")))
        elif kind == "scorecard":
            name = one.get("interview") if isinstance(one.get("interview"), str) else None
            who = _named(one.get("submitted_by"))
            self._add(one["application_id"], _of(SCORECARD, name), one["submitted_at"], file, who)

    def _application(self, one: dict[str, Any], file: str) -> None:
        self._add(one["id"], APPLIED, one.get("applied_at"), file)
        self._add(one["id"], REJECTED, one.get("rejected_at"), file)

    def _offer(self, offer: dict[str, Any], application: Any, file: str) -> None:
        self._add(application, OFFER_SENT, offer.get("sent_at") or offer.get("sent_on"), file)
        status = offer.get("status") or offer.get("offer_status")
        if isinstance(status, str) and status.lower() in ("accepted", "rejected"):
            self._add(application, f"Offer {status.lower()}", offer.get("resolved_at"), file)

    def _webhook(self, one: dict[str, Any], file: str) -> None:
        payload = one["payload"]
        application = payload.get("application")
        if one["action"].startswith("offer_") and payload.get("application_id") is not None:
            self._offer(payload, payload["application_id"], file)
        elif isinstance(application, dict) and application.get("id") is not None:
            self._application(application, file)
            self._change(one, application, file)

    def _change(self, one: dict[str, Any], application: dict[str, Any], file: str) -> None:
        """What the webhook's action says happened to the application."""
        arrived = next((one[key] for key in ARRIVAL_KEYS if one.get(key)), None)
        stage = _named(application.get("current_stage"))
        offer = application.get("offer") if isinstance(application.get("offer"), dict) else {}
        activity = {
            "candidate_stage_change": stage,
            "hire_candidate": HIRED,
            "unhire_candidate": UNHIRED,
            "unreject_candidate": UNREJECTED,
        }.get(one["action"])
        if activity is None:
            return
        own = offer.get("resolved_at") if activity == HIRED and offer else None
        when = own or arrived or application.get("last_activity_at")
        if when is None:
            self.timeless += 1
            return
        self.arrivals += own is None
        self._add(application["id"], activity, when, file)

    def _add(self, case: Any, activity: str, when: Any, file: str, resource: str | None = None) -> None:
        if when is not None and case is not None:
            what = f"application {case}"
            self.collector.add(case=case, activity=activity, at=when, file=file, what=what, resource=resource)


def _kind(one: dict[str, Any]) -> str | None:
    """What an object is, by the fields that only it has."""
    if isinstance(one.get("action"), str) and isinstance(one.get("payload"), dict):
        return "webhook"
    if "candidate_id" in one and "applied_at" in one and "id" in one:
        return "application"
    if "application_id" not in one:
        return None
    if "sent_at" in one and "resolved_at" in one:
        return "offer"
    if isinstance(one.get("start"), dict) and "interview" in one and "id" in one:
        return "interview"
    return "scorecard" if "submitted_at" in one and "overall_recommendation" in one else None


def _objects(content: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list, a page, a candidate with applications, or a collected sample."""
    if isinstance(content, list):
        for part in content:
            yield from _objects(part)
    elif isinstance(content, dict):
        if _kind(content) is not None:
            yield content
            return
        for key in ("payload", "applications", "data", "results", "items"):
            yield from _objects(content.get(key))


def _named(one: Any) -> str | None:
    name = one.get("name") if isinstance(one, dict) else None
    return name if isinstance(name, str) else None


def _of(kind: str, name: str | None) -> str:
    return kind if name is None else f"{kind}: {name}"
