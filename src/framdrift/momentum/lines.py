"""The lines of Today, read: one statement for each sort of work, never more rows than a day could hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from framdrift.momentum.duties import Duties
from framdrift.momentum.rules import (
    MEETINGS,
    About,
    Deed,
    Group,
    Holder,
    Item,
    Why,
    minutes_of,
    of_ball,
    of_promise,
)
from framdrift.recruiting.kinds import AssignmentStatus, BallReason, CandidacyStatus, EvidenceKind, PromiseKind, Side
from framdrift.recruiting.models import (
    Assignment,
    Ball,
    Candidacy,
    Consent,
    FeeMilestone,
    Offer,
    PlanStep,
    Promise,
    Reference,
    Scorecard,
    Step,
    TestResult,
)
from framdrift.science.calendars import local_date

MOST = 100
"""Rows of one sort at most: more than fit into any day."""

NOTICE_AHEAD, GUARANTEE_AHEAD, CONSENT_AHEAD = timedelta(days=7), timedelta(days=14), timedelta(days=30)
"""How long before its date a notice to a sourced candidate, a guarantee's end and a consent's end come up."""

_ASSIGNMENT = {"title": F("assignment__title"), "client": F("assignment__company__name")}
_CANDIDATE = {"person_id": F("candidacy__candidate_id"), "person": F("candidacy__candidate__name")}
Row = Any  # a dict of the columns that the statement names


def promises(duties: Duties) -> Iterator[Item]:
    """Promises that are broken or due today, ours and those made to us; notices and guarantees some days ahead."""
    due = (
        Q(due_at__lt=duties.tomorrow)
        | Q(kind=PromiseKind.SOURCE_NOTICE, due_at__lt=duties.tomorrow + NOTICE_AHEAD)
        | Q(kind=PromiseKind.GUARANTEE, due_at__lt=duties.tomorrow + GUARANTEE_AHEAD)
    )
    mine = Q(owner_id__in=duties.owner_ids) | Q(assignment_id__in=duties.assignment_ids)
    standing = Q(assignment__isnull=True) | ~Q(assignment__status=AssignmentStatus.PAUSED)
    rows: Iterable[Row] = (
        Promise.objects.filter(due, mine, standing, kept_at=None, withdrawn_at=None)
        .exclude(pk__in=duties.snoozed_ids("promise"))
        .order_by("due_at", "id")
        .values(
            "id", "kind", "to_side", "due_at", "made_at", "assignment_id", "candidacy_id", "owner_id", "made_by_id",
            body=F("text__body"), maker=F("made_by__name"), receiver=F("to_account__name"),
            person_id=Coalesce("candidacy__candidate_id", "candidate_id"),
            person=Coalesce("candidacy__candidate__name", "candidate__name"), **_ASSIGNMENT,
        )[:MOST]
    )  # fmt: skip
    for row in rows:
        deed, why = of_promise(row["kind"], to_side=row["to_side"], due_at=row["due_at"], as_of=duties.as_of)
        theirs = row["to_side"] == Side.AGENCY
        yield line_of_row(
            duties, row, "promise", Group.PROMISE, deed, why,
            critical_on=local_date(row["due_at"], duties.zone), since=row["due_at"] if theirs else row["made_at"],
            holder=_holder_of_promise(row, theirs=theirs),
            code=row["kind"], words=row["body"] or "", until=row["due_at"],
        )  # fmt: skip


def _holder_of_promise(row: Row, *, theirs: bool) -> Holder:
    """Who made a promise to us; for ours, to whom it was made."""
    return Holder(Side.CLIENT, row["made_by_id"], row["maker"]) if theirs else Holder(name=row["receiver"] or "")


def balls(duties: Duties) -> Iterator[Item]:
    """What is ready to decide, steps without a date, the reader's own balls, others' overdue ones.

    Five statements: which balls, one for each of these from a narrow read, and then their words, once for each ball.
    The classes are told by `of_ball`, so that a ball found twice is one line.
    """
    chosen: set[int] = set()
    for found in _ball_sorts(duties):
        chosen.update(found.values_list("id", flat=True)[:MOST])
    for row in _ball_rows(chosen):
        yield _of_ball_row(duties, row)


def _ball_sorts(duties: Duties) -> tuple[QuerySet[Ball], ...]:
    """The balls of each sort in their order. `assignments` are open ones, so only balls held elsewhere ask for it."""
    open_ones = Ball.objects.filter(ended_at=None).exclude(pk__in=duties.snoozed_ids("ball"))
    open_ones = open_ones.order_by("until_on", "since", "id")
    of_ours = open_ones.filter(assignment_id__in=duties.assignment_ids)
    meetings = PlanStep.objects.filter(assignment_id__in=duties.assignment_ids, type__in=MEETINGS)
    undated = (
        open_ones.filter(step__plan_step__in=meetings, step__closed_at=None, step__booked_at=None, step__held_at=None)
        .filter(step__last_responsible_on__lte=duties.horizon_on)
        .exclude(reason=BallReason.DECIDE)
        .order_by("step__last_responsible_on", "since", "id")
    )
    booked_later = Step.objects.filter(pk=OuterRef("step_id"), booked_at__gte=duties.tomorrow)
    running = Assignment.objects.filter(pk=OuterRef("assignment_id"), status=AssignmentStatus.OPEN)
    held = open_ones.filter(_of_reader(duties), ~Exists(booked_later), Exists(running), side=Side.AGENCY)
    overdue = of_ours.filter(until_on__lt=duties.today).exclude(side=Side.AGENCY)
    return of_ours.filter(reason=BallReason.DECIDE), undated, held, overdue


def _of_reader(duties: Duties) -> Q:
    """Held by the reader or somebody they stand in for, or by whoever has a step at which the reader steps in."""
    held = Q(account_id__in=duties.owner_ids)
    if not duties.left_alone:
        return held
    return held | Q(account_id__in=duties.left_alone, step__plan_step__deputy=duties.account_id)


def _ball_rows(ids: Collection[int]) -> QuerySet[Any, Any]:
    return Ball.objects.filter(pk__in=ids).values(
        "id", "side", "reason", "since", "until_on", "account_id", "label", "assignment_id", "candidacy_id",
        "step_type", holder=F("account__name"), plan_step_id=F("step__plan_step_id"),
        step_deputy_id=F("step__plan_step__deputy_id"),
        step_sv=F("step__plan_step__name_sv"), step_en=F("step__plan_step__name_en"),
        step_minutes=F("step__plan_step__minutes"), booked_at=F("step__booked_at"),
        last_responsible_on=F("step__last_responsible_on"), **_ASSIGNMENT, **_CANDIDATE,
    )  # fmt: skip


def _of_ball_row(duties: Duties, row: Row) -> Item:
    steps_in = row["account_id"] in duties.left_alone and row["step_deputy_id"] == duties.account_id
    mine = row["account_id"] in duties.owners or steps_in
    group, deed, why = of_ball(
        side=row["side"],
        mine=mine,
        reason=row["reason"],
        step_type=row["step_type"],
        booked=row["booked_at"] is not None,
        last_responsible_on=row["last_responsible_on"],
        horizon_on=duties.horizon_on,
    )
    today = row["booked_at"] is not None and row["booked_at"] < duties.tomorrow
    name = "" if mine and row["side"] == Side.AGENCY else row["holder"] or row["label"] or row["person"] or ""
    return line_of_row(
        duties, row, "ball", group, deed, why,
        critical_on=row["last_responsible_on"] if group is Group.PLAN else row["until_on"], since=row["since"],
        holder=Holder(row["side"], row["account_id"], name), code=row["reason"],
        until=row["booked_at"] if today else None, owner_id=row["account_id"] if mine else None,
    )  # fmt: skip


def unsent_offers(duties: Duties) -> Iterator[Item]:
    """Offers that are decided and not sent."""
    rows: Iterable[Row] = (
        Offer.objects.filter(assignment_id__in=duties.assignment_ids, sent_at=None, answered_at=None)
        .exclude(pk__in=duties.snoozed_ids("offer"))
        .order_by("decided_at", "id")
        .values("id", "decided_at", "assignment_id", "candidacy_id", **_ASSIGNMENT, **_CANDIDATE)[:MOST]
    )
    for row in rows:
        decided_on = local_date(row["decided_at"], duties.zone)
        yield line_of_row(
            duties, row, "offer", Group.DECISION, Deed.SEND_OFFER, Why.OFFER_UNSENT,
            critical_on=decided_on, since=row["decided_at"],
        )  # fmt: skip


def silences(duties: Duties) -> Iterator[Item]:
    """Candidates whose next news is due today or was due before."""
    rows: Iterable[Row] = (
        Candidacy.objects.filter(
            status=CandidacyStatus.ACTIVE, assignment_id__in=duties.assignment_ids, next_news_on__lte=duties.today
        )
        .exclude(pk__in=duties.snoozed_ids("news"))
        .order_by("next_news_on", "last_news_at", "id")
        .values(
            "id", "next_news_on", "last_news_at", "assignment_id", "plan_step_id",
            candidacy_id=F("id"), person_id=F("candidate_id"), person=F("candidate__name"),
            step_sv=F("plan_step__name_sv"), step_en=F("plan_step__name_en"), **_ASSIGNMENT,
        )[:MOST]
    )  # fmt: skip
    for row in rows:
        yield line_of_row(
            duties, row, "news", Group.SILENCE, Deed.GIVE_NEWS, Why.NO_NEWS,
            critical_on=row["next_news_on"], since=row["last_news_at"],
        )  # fmt: skip


def scorecards(duties: Duties) -> Iterator[Item]:
    """Assessments asked for and not sent in: the reader's own when due, others' when overdue."""
    mine = Q(author_id__in=duties.owner_ids, due_on__lte=duties.today)
    others = Q(candidacy__assignment_id__in=duties.assignment_ids, due_on__lt=duties.today)
    # Asked as "exists", so that a database without statistics starts from the few open scorecards.
    running = Candidacy.objects.filter(
        pk=OuterRef("candidacy_id"), status=CandidacyStatus.ACTIVE, assignment__status=AssignmentStatus.OPEN
    )
    rows: Iterable[Row] = (
        Scorecard.objects.filter(mine | others, Exists(running), submitted_at=None, due_on__lte=duties.today)
        .exclude(pk__in=duties.snoozed_ids("scorecard"))
        .order_by("due_on", "asked_at", "id")
        .values(
            "id", "due_on", "asked_at", "side", "author_id", "candidacy_id", "plan_step_id",
            author_name=F("author__name"), assignment_id=F("candidacy__assignment_id"),
            title=F("candidacy__assignment__title"), client=F("candidacy__assignment__company__name"),
            step_sv=F("plan_step__name_sv"), step_en=F("plan_step__name_en"), **_CANDIDATE,
        )[:MOST]
    )  # fmt: skip
    for row in rows:
        is_mine = row["author_id"] in duties.owners
        yield line_of_row(
            duties, row, "scorecard", Group.GATE, Deed.ASSESS if is_mine else Deed.REMIND, Why.SCORECARD_MISSING,
            critical_on=row["due_on"], since=row["asked_at"],
            holder=Holder(row["side"], row["author_id"], "" if is_mine else row["author_name"]),
            owner_id=row["author_id"] if is_mine else None,
        )  # fmt: skip


def missing_evidence(duties: Duties) -> Iterator[Item]:
    """References and tests that the gate of a step needs and that are not in, for those who stand at the step."""
    received = Reference.objects.filter(candidacy=OuterRef("candidacy"), received_at__isnull=False)
    tests = TestResult.objects.filter(candidacy=OuterRef("candidacy"))
    kinds = [EvidenceKind.REFERENCE, EvidenceKind.TEST]
    gates = PlanStep.objects.filter(assignment_id__in=duties.assignment_ids, needs__kind__in=kinds)
    rows: Iterable[Row] = (
        Step.objects.annotate(references=_count(received), tests=_count(tests))
        .filter(
            Q(plan_step__needs__kind=EvidenceKind.REFERENCE, plan_step__needs__count__gt=F("references"))
            | Q(plan_step__needs__kind=EvidenceKind.TEST, plan_step__needs__count__gt=F("tests")),
            plan_step__in=gates,
            plan_step__needs__optional=False,
            closed_at=None,
            assignment_id__in=duties.assignment_ids,
            candidacy__status=CandidacyStatus.ACTIVE,
        )
        .exclude(pk__in=duties.snoozed_ids("evidence"))
        .order_by("due_on", "opened_at", "id")
        .values(
            "id", "due_on", "opened_at", "assignment_id", "candidacy_id", "plan_step_id",
            kind=F("plan_step__needs__kind"),
            step_sv=F("plan_step__name_sv"), step_en=F("plan_step__name_en"), **_ASSIGNMENT, **_CANDIDATE,
        )[:MOST]
    )  # fmt: skip
    for row in rows:
        yield line_of_row(
            duties, row, "evidence", Group.GATE, Deed.FETCH_EVIDENCE, Why.EVIDENCE_MISSING,
            critical_on=row["due_on"], since=row["opened_at"], code=row["kind"],
        )  # fmt: skip


def fees(duties: Duties) -> Iterator[Item]:
    """Parts of the fee that fall due and have not been reached, also of assignments that have ended."""
    rows: Iterable[Row] = (
        FeeMilestone.objects.filter(
            reached_at=None,
            replaced_at=None,
            due_on__lte=duties.today,
            assignment__owner_id__in=duties.owner_ids,
        )
        .exclude(pk__in=duties.snoozed_ids("fee"))
        .order_by("due_on", "id")
        .values("id", "name", "due_on", "assignment_id", opened_at=F("assignment__opened_at"), **_ASSIGNMENT)[:MOST]
    )
    for row in rows:
        yield line_of_row(
            duties, row, "fee", Group.PROMISE, Deed.FEE, Why.FEE_DUE,
            critical_on=row["due_on"], since=row["opened_at"], words=row["name"],
        )  # fmt: skip


def consents(duties: Duties) -> Iterator[Item]:
    """Consents to stay in the talent pool that the reader asked for and that run out soon, unless renewed."""
    renewed = Consent.objects.filter(candidate=OuterRef("candidate"), until_on__gt=OuterRef("until_on"))
    rows: Iterable[Row] = (
        Consent.objects.filter(~Exists(renewed), withdrawn_at=None, asked_by_id__in=duties.owner_ids)
        .filter(until_on__gte=duties.today, until_on__lte=duties.today + CONSENT_AHEAD)
        .filter(candidate__merged_into=None, candidate__erased_at=None)
        .exclude(pk__in=duties.snoozed_ids("consent"))
        .order_by("until_on", "id")
        .values("id", "until_on", "given_at", person_id=F("candidate_id"), person=F("candidate__name"))[:MOST]
    )
    for row in rows:
        yield line_of_row(
            duties, row, "consent", Group.PROMISE, Deed.RENEW_CONSENT, Why.CONSENT_ENDS,
            critical_on=row["until_on"], since=row["given_at"],
        )  # fmt: skip


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("candidacy").annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(counted), 0)


def line_of_row(
    duties: Duties,
    row: Row,
    sort: str,
    group: Group,
    deed: Deed,
    why: Why,
    *,
    critical_on: date,
    since: datetime,
    owner_id: int | None = None,
    **more: Any,
) -> Item:
    """The line for a row; whose work it is comes from the assignment's owner, unless the row has a holder."""
    assignment_id = row.get("assignment_id")
    owner = owner_id or duties.assignments.get(assignment_id or 0) or row.get("owner_id")
    return Item(
        key=f"{sort}:{row['id']}",
        group=group,
        deed=deed,
        why=why,
        critical_on=critical_on,
        waiting_since=since,
        wait_work_days=duties.waited(since),
        minutes=minutes_of(deed, step_minutes=row.get("step_minutes")),
        about=About(
            assignment_id=assignment_id,
            candidacy_id=row.get("candidacy_id"),
            candidate_id=row.get("person_id"),
            plan_step_id=row.get("plan_step_id"),
            assignment=row.get("title") or "",
            company=row.get("client") or "",
            candidate=row.get("person") or "",
            step_sv=row.get("step_sv") or "",
            step_en=row.get("step_en") or "",
        ),
        standing_in_for=duties.standing_in_for(owner),
        **more,
    )
