"""What happened, newest first, with every name that telling it needs, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, Q, QuerySet

from framdrift.foundation import events as log
from framdrift.foundation.letter_kinds import Manner
from framdrift.foundation.models import Event, FreeText, Letter
from framdrift.organisations.access import SYSTEM, Viewer, visible_companies
from framdrift.organisations.models import Account, Company, Unit
from framdrift.recruiting.models import (
    Assignment,
    Candidacy,
    Candidate,
    FeeMilestone,
    PlanStep,
    Promise,
    Reference,
    TestResult,
    Upload,
)

PAGE = 30
"""Events a timeline shows at a time."""

# Which fields of an event hold ids of what. `from_id` of a merge is a candidate: told from the code.
_ACCOUNT_FIELDS = (
    "account_id", "owner_id", "to_id", "from_account_id", "to_account_id", "author_id", "decided_by_id", "deputy_id",
)  # fmt: skip
_STEP_FIELDS = ("plan_step_id", "from_step_id", "to_step_id", "next_plan_step_id")
_TEXT_FIELDS = ("text", "reason", "early_reason", "told")
_MERGED = "candidates-merged"


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id, of everything that the events at hand speak of; `actors` by pseudonym."""

    actors: Mapping[str, str]
    accounts: Mapping[int, str]
    candidacies: Mapping[int, str]
    candidates: Mapping[int, str]
    companies: Mapping[int, str]
    milestones: Mapping[int, str]
    plan_steps: Mapping[int, PlanStep]
    promises: Mapping[int, str]
    references: Mapping[int, str]
    tests: Mapping[int, str]
    texts: Mapping[str, str]
    units: Mapping[int, str]
    uploads: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events, newest first, with their names; `before` is where "show more" goes on, None at the end.

    `letters` are those written in the time that the events cover, newest first, without their bodies.
    """

    events: tuple[Event, ...]
    names: Names
    before: int | None
    letters: tuple[Letter, ...] = ()


def candidacy_timeline(candidacy: Candidacy, *, before: int | None = None) -> Timeline:
    """What happened to one candidacy and to its candidate, and what people decided about the letters that wait for
    them. `candidacy` comes from the viewer's own query."""
    keys = [f"candidacy:{candidacy.pk}", f"candidate:{candidacy.candidate_id}"]
    held = Letter.objects.filter(subject_key__in=keys, manner=Manner.HELD).values_list("pk", flat=True)
    subjects = [*keys, *(f"letter:{pk}" for pk in held)]
    return _with_letters(_timeline(Event.objects.filter(subject__in=subjects), before), keys, before)


def assignment_timeline(assignment: Assignment, *, before: int | None = None) -> Timeline:
    """What happened in one assignment. `assignment` comes from the viewer's own query."""
    key = f"assignment:{assignment.pk}"
    return _with_letters(_timeline(log.of_context(key), before), [key], before)


def candidate_timeline(candidate: Candidate, *, before: int | None = None) -> Timeline:
    """What happened to a candidate apart from assignments. `candidate` comes from the viewer's own query."""
    return _timeline(log.of_subject(f"candidate:{candidate.pk}"), before)


def company_timeline(viewer: Viewer, company_id: int, *, before: int | None = None) -> Timeline:
    """What happened to a company's own particulars. Raises Company.DoesNotExist for what the viewer may not see."""
    company = visible_companies(viewer).get(pk=company_id)
    return _timeline(log.of_subject(f"company:{company.pk}"), before)


def _timeline(rows: QuerySet[Event], before: int | None) -> Timeline:
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows.order_by("-seq")[: PAGE + 1])
    shown = found[:PAGE]
    return Timeline(tuple(shown), names_in(shown), shown[-1].seq if len(found) > PAGE else None)


def _with_letters(told: Timeline, keys: Sequence[str], before: int | None) -> Timeline:
    """The timeline with the letters written between its oldest event and the page before it. One statement, and one
    more for a later page."""
    rows = Letter.objects.filter(subject_key__in=keys, is_secret=False).exclude(state=Letter.State.CANCELLED)
    if told.before is not None:
        rows = rows.filter(written_at__gte=told.events[-1].at)
    if before is not None:
        rows = rows.filter(written_at__lt=Event.objects.filter(seq=before).values("at"))
    found = rows.order_by("-written_at", "-pk").defer("body_text", "body_html", "attachments", "content")
    return replace(told, letters=tuple(found[: PAGE * 2]))


def names_in(events: Sequence[Event]) -> Names:
    """Every name that the events speak of: at most twelve statements, however many events there are."""
    actors, accounts = _people(events)
    candidates, by_pseudonym = _candidates(events)
    return Names(
        actors={**by_pseudonym, **actors, SYSTEM.pseudonym: SYSTEM.name},
        accounts=accounts,
        candidacies=_candidacies(events),
        candidates=candidates,
        companies=_named(
            Company.objects.only("name"),
            _ids([event for event in events if event.subject.startswith("company:")], "company_id"),
        ),
        milestones=_named(FeeMilestone.objects.only("name"), _ids(events, "milestone_id")),
        plan_steps=PlanStep.objects.in_bulk(_ids(events, *_STEP_FIELDS)),
        promises=_named(Promise.objects.select_related("text"), _ids(events, "promise_id"), _promise_words),
        references=_named(Reference.objects.only("name"), _ids(events, "reference_id")),
        tests=_named(TestResult.objects.only("name"), _ids(events, "test_id")),
        texts=_texts(events),
        units=_named(Unit.objects.only("name"), _ids(events, "unit_id", "parent_id")),
        uploads=_named(Upload.objects.only("name"), _ids(events, "upload_id")),
    )


def _ids(events: Iterable[Event], *fields: str) -> list[int]:
    return sorted({event.data[field] for event in events for field in fields if event.data.get(field)})


def _named(rows: QuerySet[Any], ids: Sequence[int], words: Any = str) -> dict[int, str]:
    return {pk: words(row) for pk, row in rows.in_bulk(ids).items()}


def _promise_words(promise: Model) -> str:
    return str(promise.text or "") if isinstance(promise, Promise) else ""


def _people(events: Sequence[Event]) -> tuple[dict[str, str], dict[int, str]]:
    """Accounts by pseudonym and by id. One statement."""
    ids = set(_ids(events, *_ACCOUNT_FIELDS)) | set(_ids([e for e in events if e.code != _MERGED], "from_id"))
    for event in events:
        ids.update(event.data.get("account_ids") or ())
        ids.update(int(key) for key in event.data.get("parts") or ())
    rows = Account.objects.filter(Q(pk__in=ids) | Q(pseudonym__in={event.actor for event in events}))
    found = list(rows.values_list("pk", "pseudonym", "name"))
    return {pseudonym: name for _, pseudonym, name in found}, {pk: name for pk, _, name in found}


def _candidates(events: Sequence[Event]) -> tuple[dict[int, str], dict[str, str]]:
    """Candidates by id and by pseudonym. One statement."""
    ids = set(_ids(events, "candidate_id")) | set(_ids([e for e in events if e.code == _MERGED], "from_id"))
    rows = Candidate.objects.filter(Q(pk__in=ids) | Q(pseudonym__in={event.actor for event in events}))
    found = list(rows.values_list("pk", "pseudonym", "name"))
    return {pk: name for pk, _, name in found}, {pseudonym: name for _, pseudonym, name in found}


def _candidacies(events: Sequence[Event]) -> dict[int, str]:
    """The candidate's name by candidacy. One statement."""
    rows = Candidacy.objects.filter(pk__in=_ids(events, "candidacy_id"))
    return dict(rows.values_list("pk", "candidate__name"))


def _texts(events: Sequence[Event]) -> dict[str, str]:
    """Free text by id. One statement."""
    ids = {text["id"] for event in events for field in _TEXT_FIELDS if isinstance(text := event.data.get(field), dict)}
    return {str(pk): body for pk, body in FreeText.objects.filter(pk__in=ids).values_list("pk", "body")}
