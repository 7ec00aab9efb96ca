"""What happened, newest first, with every name that telling it needs, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet

from framdrift.foundation import events as log
from framdrift.foundation.letter_kinds import Manner
from framdrift.foundation.models import Event, FreeText, Letter
from framdrift.organisations.access import SYSTEM, Viewer, visible_companies
from framdrift.organisations.models import Account, Company, Unit
from framdrift.recruiting.events import PlanRecalculated
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

_LETTERS = 200
"""Letters to one candidate that a page reads at most, the latest."""

# Which fields of an event hold ids of what. `from_id` of a merge is a candidate: told from the code.
_ACCOUNT_FIELDS = (
    "account_id", "owner_id", "to_id", "from_account_id", "to_account_id", "author_id", "decided_by_id", "deputy_id",
)  # fmt: skip
_STEP_FIELDS = ("plan_step_id", "from_step_id", "to_step_id", "next_plan_step_id", "because_step_id")
_TEXT_FIELDS = ("text", "reason", "early_reason", "told")
_MERGED = "candidates-merged"


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id, of everything that the events at hand speak of; `actors` by pseudonym, `promisers` by promise."""

    actors: Mapping[str, str]
    accounts: Mapping[int, str]
    candidacies: Mapping[int, str]
    candidates: Mapping[int, str]
    companies: Mapping[int, str]
    milestones: Mapping[int, str]
    plan_steps: Mapping[int, PlanStep]
    promises: Mapping[int, str]
    promisers: Mapping[int, str]
    references: Mapping[int, str]
    tests: Mapping[int, str]
    texts: Mapping[str, str]
    units: Mapping[int, str]
    uploads: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Names that a page has read already, so that its timeline need not ask for them again."""

    candidates: tuple[Candidate, ...] = ()
    candidacies: Mapping[int, str] = field(default_factory=dict)
    plan_steps: Mapping[int, PlanStep] = field(default_factory=dict)
    references: Mapping[int, str] = field(default_factory=dict)
    tests: Mapping[int, str] = field(default_factory=dict)
    uploads: Mapping[int, str] = field(default_factory=dict)


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events, newest first, with their names; `before` is where "show more" goes on, None at the end.

    `letters` are those written in the time that the events cover, newest first, without their bodies.
    """

    events: tuple[Event, ...]
    names: Names
    before: int | None
    letters: tuple[Letter, ...] = ()


def candidacy_timeline(
    candidacy: Candidacy,
    *,
    before: int | None = None,
    letters: Sequence[Letter] | None = None,
    known: Known = NOTHING_KNOWN,
) -> Timeline:
    """What happened to one candidacy and to its candidate, and what people decided about the letters that wait for
    them. `candidacy` comes from the viewer's own query, `letters` from `letters_of_candidacy` where a page has them."""
    written = letters_of_candidacy(candidacy) if letters is None else letters
    held = [f"letter:{letter.pk}" for letter in written if letter.manner == Manner.HELD]
    told = _timeline(Event.objects.filter(subject__in=[*_keys(candidacy), *held]), before, known)
    shown = _within(told, before, [letter for letter in written if _is_told(letter)])
    return replace(told, letters=tuple(shown[: PAGE * 2]))


def _within(told: Timeline, before: int | None, letters: Iterable[Letter]) -> list[Letter]:
    """Those written between the timeline's oldest event and the page before it; on a later page one statement."""
    since = told.events[-1].at if told.before is not None else None
    until = Event.objects.filter(seq=before).values_list("at", flat=True).first() if before is not None else None
    if before is not None and until is None:
        return []
    return [
        letter
        for letter in letters
        if (since is None or letter.written_at >= since) and (until is None or letter.written_at < until)
    ]


def letters_of_candidacy(candidacy: Candidacy) -> list[Letter]:
    """Everything written to a candidate about one candidacy or themselves, newest first, stopped letters too, without
    bodies. One statement."""
    rows = Letter.objects.filter(subject_key__in=_keys(candidacy)).order_by("-written_at", "-pk")
    return list(rows.defer("body_text", "body_html", "attachments")[:_LETTERS])


def _keys(candidacy: Candidacy) -> list[str]:
    return [f"candidacy:{candidacy.pk}", f"candidate:{candidacy.candidate_id}"]


def _is_told(letter: Letter) -> bool:
    return not letter.is_secret and letter.state != Letter.State.CANCELLED


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


def _timeline(rows: QuerySet[Event], before: int | None, known: Known = NOTHING_KNOWN) -> Timeline:
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows.order_by("-seq")[: PAGE + 1])
    shown = found[:PAGE]
    return Timeline(tuple(shown), names_in(shown, known), shown[-1].seq if len(found) > PAGE else None)


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


def names_in(events: Sequence[Event], known: Known = NOTHING_KNOWN) -> Names:
    """Every name that the events speak of: at most twelve statements, however many events there are; none for what
    is `known`."""
    actors, accounts = _people(events)
    actors[SYSTEM.pseudonym] = SYSTEM.name
    candidates, by_pseudonym = _candidates(events, known, others={event.actor for event in events} - actors.keys())
    promises = Promise.objects.select_related("text", "made_by").in_bulk(_ids(events, "promise_id"))
    return Names(
        actors={**by_pseudonym, **actors},
        accounts=accounts,
        candidacies=_candidacies(events, known),
        candidates=candidates,
        companies=_named(
            Company.objects.only("name"),
            _ids([event for event in events if event.subject.startswith("company:")], "company_id"),
        ),
        milestones=_named(FeeMilestone.objects.only("name"), _ids(events, "milestone_id")),
        plan_steps=_steps([*_ids(events, *_STEP_FIELDS), *_moved_first(events)], known),
        promises={pk: str(promise.text or "") for pk, promise in promises.items()},
        promisers={pk: promise.made_by.name for pk, promise in promises.items()},
        references=_named(Reference.objects.only("name"), _ids(events, "reference_id"), known=known.references),
        tests=_named(TestResult.objects.only("name"), _ids(events, "test_id"), known=known.tests),
        texts=_texts(events),
        units=_named(Unit.objects.only("name"), _ids(events, "unit_id", "parent_id")),
        uploads=_named(Upload.objects.only("name"), _ids(events, "upload_id"), known=known.uploads),
    )


def _ids(events: Iterable[Event], *fields: str) -> list[int]:
    return sorted({event.data[field] for event in events for field in fields if event.data.get(field)})


def _moved_first(events: Iterable[Event]) -> list[int]:
    """The step whose date a slip moved first."""
    slips = (event for event in events if event.code == PlanRecalculated.code)
    return [moved[0]["plan_step_id"] for slip in slips if (moved := slip.data.get("moved"))]


def _named(
    rows: QuerySet[Any], ids: Sequence[int], words: Any = str, *, known: Mapping[int, str] | None = None
) -> dict[int, str]:
    """Names by id: those that are known, and the others by one statement, if any are left."""
    have = known or {}
    asked = rows.in_bulk([pk for pk in ids if pk not in have])
    return {**have, **{pk: words(row) for pk, row in asked.items()}}


def _steps(ids: Iterable[int], known: Known) -> dict[int, PlanStep]:
    return {**known.plan_steps, **PlanStep.objects.in_bulk([pk for pk in ids if pk not in known.plan_steps])}


def _people(events: Sequence[Event]) -> tuple[dict[str, str], dict[int, str]]:
    """Accounts by pseudonym and by id. One statement."""
    ids = set(_ids(events, *_ACCOUNT_FIELDS)) | set(_ids([e for e in events if e.code != _MERGED], "from_id"))
    for event in events:
        ids.update(event.data.get("account_ids") or ())
        ids.update(int(key) for key in event.data.get("parts") or ())
    rows = Account.objects.filter(Q(pk__in=ids) | Q(pseudonym__in={event.actor for event in events}))
    found = list(rows.values_list("pk", "pseudonym", "name"))
    return {pseudonym: name for _, pseudonym, name in found}, {pk: name for pk, _, name in found}


def _candidates(events: Sequence[Event], known: Known, *, others: set[str]) -> tuple[dict[int, str], dict[str, str]]:
    """Candidates by id and by pseudonym; `others` are the actors that are no accounts. At most one statement."""
    found = [(one.pk, one.pseudonym, one.name) for one in known.candidates]
    ids = set(_ids(events, "candidate_id")) | set(_ids([e for e in events if e.code == _MERGED], "from_id"))
    left = ids - {pk for pk, _, _ in found}
    actors = others - {pseudonym for _, pseudonym, _ in found}
    if left or actors:
        rows = Candidate.objects.filter(Q(pk__in=left) | Q(pseudonym__in=actors))
        found += rows.values_list("pk", "pseudonym", "name")
    return {pk: name for pk, _, name in found}, {pseudonym: name for _, pseudonym, name in found}


def _candidacies(events: Sequence[Event], known: Known) -> dict[int, str]:
    """The candidate's name by candidacy. At most one statement."""
    left = [pk for pk in _ids(events, "candidacy_id") if pk not in known.candidacies]
    rows = Candidacy.objects.filter(pk__in=left).values_list("pk", "candidate__name")
    return {**known.candidacies, **dict(rows)}


def _texts(events: Sequence[Event]) -> dict[str, str]:
    """Free text by id. One statement."""
    ids = {text["id"] for event in events for field in _TEXT_FIELDS if isinstance(text := event.data.get(field), dict)}
    return {str(pk): body for pk, body in FreeText.objects.filter(pk__in=ids).values_list("pk", "body")}
