"""The board of one assignment: its first cards, column by column, at a cost that the list's length does not change.

The first cards of every column, and how many there are (counted up to COUNTED), come in one statement: a UNION ALL
of index range scans that each stop at their limit. Everything else is read for the cards that are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from framdrift.organisations.access import Viewer
from framdrift.recruiting import rules
from framdrift.recruiting.kinds import CandidacyStatus, Scope, Side, StepType
from framdrift.recruiting.models import (
    Assignment,
    Ball,
    Candidacy,
    EvidenceNeed,
    FirstChoice,
    PlanStep,
    Reference,
    Scorecard,
    TestResult,
)
from framdrift.recruiting.queries.scope import visible_candidacies
from framdrift.recruiting.queries.stays import somebody_has_stood_there, somebody_stands_there
from framdrift.recruiting.search_index import MAX_WORDS, words_of

SHOWN = 25
"""Cards of a column that are shown at first, and that each "show more" adds."""

COUNTED = 1000
"""A column's candidacies are counted up to here: beyond it "999+" says enough."""

_ANY_STEP = -9_007_199_254_740_991  # stands for a column's id in the SQL that all columns share


@dataclass(frozen=True, slots=True)
class BallLine:
    """Who must act: `holder` is a name or, for a candidate or referee, what they are called in the rows."""

    id: int
    side: str
    account_id: int | None
    holder: str
    reason: str
    since: datetime
    until_on: date


@dataclass(frozen=True, slots=True)
class Card:
    """One active candidacy on the board. `booked_at` is the time set for its main step, if any."""

    id: int
    plan_step_id: int
    name: str
    headline: str
    ball: BallLine | None
    next_step_on: date
    booked_at: datetime | None
    next_news_on: date
    evidence_in: int
    evidence_wanted: int
    is_first_choice: bool

    @property
    def cursor(self) -> str:
        """Where the column goes on after this card."""
        return f"{self.next_step_on.isoformat()}:{self.id}"


@dataclass(frozen=True, slots=True)
class Column:
    """A plan step with its first cards; `count` stops at COUNTED; `after` is where "show more" goes on, if at all."""

    step: PlanStep
    cards: tuple[Card, ...]
    count: int
    after: str

    @property
    def count_is_capped(self) -> bool:
        """Whether there are at least COUNTED."""
        return self.count >= COUNTED


def plan_of(assignment: Assignment) -> tuple[PlanStep, ...]:
    """The dated plan with its evidence needs, kept with the assignment. Each step knows whether somebody `is_in_play`
    there, active or hired, whether a stay `is_open` there, and whether one `is_begun`. Two statements."""
    in_play = Candidacy.objects.filter(
        assignment=OuterRef("assignment"),
        status__in=[CandidacyStatus.ACTIVE, CandidacyStatus.HIRED],
        plan_step=OuterRef("pk"),
    )
    steps = PlanStep.objects.order_by("position").annotate(
        is_in_play=Exists(in_play), is_open=somebody_stands_there(), is_begun=somebody_has_stood_there()
    )
    prefetch_related_objects([assignment], Prefetch("plan", steps.prefetch_related("needs")))
    return tuple(assignment.plan.all())


def board(viewer: Viewer, *, assignment: Assignment, plan: Sequence[PlanStep], search: str = "") -> tuple[Column, ...]:
    """Every column with its first cards. `plan` is `plan_of(assignment)`. Four statements."""
    steps = [step for step in plan if step.scope == Scope.CANDIDACY]
    ids, counts = _first_of_each(_standing(viewer, assignment.pk, search), [step.pk for step in steps])
    cards = _cards(assignment, plan, [pk for found in ids.values() for pk in found])
    return tuple(_column(step, [cards[pk] for pk in ids[step.pk]], counts[step.pk]) for step in steps)


def column(
    viewer: Viewer, *, assignment: Assignment, plan: Sequence[PlanStep], step: PlanStep, after: str, search: str = ""
) -> Column:
    """The next cards of one column after the cursor `after` (empty: from the top). Four statements."""
    standing = _standing(viewer, assignment.pk, search)
    ids, counts = _first_of_each(_beyond(standing, after), [step.pk], counted=standing)
    cards = _cards(assignment, plan, ids[step.pk])
    return _column(step, [cards[pk] for pk in ids[step.pk]], counts[step.pk])


def matching(rows: QuerySet[Candidacy], search: str) -> QuerySet[Candidacy]:
    """The candidacies whose candidate's name, headline, employer or city has every word of `search`."""
    for word in words_of(search)[:MAX_WORDS]:
        rows = rows.filter(candidate__search_text__contains=word)
    return rows


def _standing(viewer: Viewer, assignment_id: int, search: str) -> QuerySet[Candidacy]:
    rows = visible_candidacies(viewer).filter(
        assignment_id=assignment_id, status=CandidacyStatus.ACTIVE, plan_step_id=_ANY_STEP
    )
    return matching(rows, search)


def _beyond(rows: QuerySet[Candidacy], after: str) -> QuerySet[Candidacy]:
    """The rows after a cursor; a cursor that is none of ours starts from the top."""
    day, _, pk = after.partition(":")
    try:
        last_on, last_id = date.fromisoformat(day), int(pk)
    except ValueError:
        return rows
    return rows.filter(Q(next_step_on__gt=last_on) | Q(next_step_on=last_on, pk__gt=last_id))


def _first_of_each(
    rows: QuerySet[Candidacy], step_ids: Sequence[int], *, counted: QuerySet[Candidacy] | None = None
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """(ids, count) by column: the first ids, one more than is shown. `counted` is what to count, where it differs."""
    ids: dict[int, list[int]] = defaultdict(list)
    counts: dict[int, int] = dict.fromkeys(step_ids, 0)
    if not step_ids:
        return ids, counts
    first = _sql(rows.order_by("next_step_on", "pk").only("pk")[: SHOWN + 1])
    number = _sql((rows if counted is None else counted).order_by().only("pk")[:COUNTED])
    parts: list[str] = []
    params: list[Any] = []
    for step_id in step_ids:
        for template, (sql, given) in (_IDS, first), (_NUMBER, number):
            parts.append(template.format(step=int(step_id), sql=sql))
            params.extend(step_id if value == _ANY_STEP else value for value in given)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for step_id, pk, amount in cursor.fetchall():
            if pk is None:
                counts[step_id] = amount
            else:
                ids[step_id].append(pk)
    return ids, counts


# A column's part of the statement: its first ids, and how many there are.
_IDS = "SELECT {step}, shown.id, 0 FROM ({sql}) AS shown"
_NUMBER = "SELECT {step}, NULL, COUNT(*) FROM ({sql}) AS counted"


def _sql(rows: QuerySet[Candidacy]) -> tuple[str, tuple[Any, ...]]:
    sql, params = rows.query.sql_with_params()
    return sql, tuple(params)


def _column(step: PlanStep, found: list[Card], count: int) -> Column:
    """`found` holds one card more than is shown where the column goes on; a UNION promises no order."""
    shown = sorted(found, key=lambda card: (card.next_step_on, card.id))[:SHOWN]
    return Column(step, tuple(shown), count, shown[-1].cursor if len(found) > SHOWN else "")


def _cards(assignment: Assignment, plan: Sequence[PlanStep], ids: Sequence[int]) -> dict[int, Card]:
    """The cards by id. Three statements."""
    balls = main_balls(ids)
    given = _scorecards(ids)
    return {row.pk: _card(row, plan, balls.get(row.pk), given[row.pk]) for row in _rows(assignment, ids)}


def _rows(assignment: Assignment, ids: Sequence[int]) -> QuerySet[Candidacy]:
    marks = FirstChoice.objects.filter(assignment=assignment, candidacy=OuterRef("pk"), unmarked_at__isnull=True)
    received = Reference.objects.filter(received_at__isnull=False)
    return (
        Candidacy.objects.filter(pk__in=ids)
        .select_related("candidate")
        .only("plan_step_id", "next_step_on", "next_news_on", "candidate__name", "candidate__headline")
        .annotate(
            first_choice=Exists(marks),
            references_in=_number_of(received),
            tests_in=_number_of(TestResult.objects.all()),
        )
    )


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    own = rows.filter(candidacy=OuterRef("pk")).order_by().values("candidacy")
    return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def main_balls(candidacy_ids: Sequence[int]) -> dict[int, tuple[BallLine, datetime | None]]:
    """Each candidacy's ball, and the time booked for its step: that of the open step with the earliest last
    responsible date. One statement."""
    rows = (
        Ball.objects.filter(candidacy_id__in=candidacy_ids, ended_at__isnull=True)
        .order_by("candidacy_id", "-step__last_responsible_on", "-step_id")
        .values_list(*_BALL_FIELDS)  # plain values: two hundred rows of five tables cost too much to build
    )
    found = {}
    for candidacy_id, booked_at, pk, side, account_id, account, candidate, label, reason, since, until_on in rows:
        holder = account or (candidate if side == Side.CANDIDATE else label)
        found[candidacy_id] = BallLine(pk, side, account_id, holder, reason, since, until_on), booked_at
    return found


_BALL_FIELDS = (
    "candidacy_id", "step__booked_at", "pk", "side", "account_id", "account__name", "candidacy__candidate__name",
    "label", "reason", "since", "until_on",
)  # fmt: skip


def ball_line(ball: Ball) -> BallLine:
    """The ball as screens show it; needs its account and its candidacy's candidate loaded."""
    return BallLine(ball.pk, ball.side, ball.account_id, _holder(ball), ball.reason, ball.since, ball.until_on)


def _holder(ball: Ball) -> str:
    if ball.account:
        return ball.account.name
    if ball.side == Side.CANDIDATE and ball.candidacy:
        return ball.candidacy.candidate.name
    return ball.label


def _scorecards(ids: Sequence[int]) -> dict[int, list[rules.GivenScorecard]]:
    found: dict[int, list[rules.GivenScorecard]] = defaultdict(list)
    rows = Scorecard.objects.filter(candidacy_id__in=ids, submitted_at__isnull=False)
    for candidacy_id, step_id, author_id, side in rows.values_list("candidacy_id", "plan_step_id", "author_id", "side"):
        found[candidacy_id].append(rules.GivenScorecard(step_id, author_id, side))
    return found


def _card(
    row: Any,
    plan: Sequence[PlanStep],
    ball: tuple[BallLine, datetime | None] | None,
    cards: Iterable[rules.GivenScorecard],
) -> Card:
    given = rules.Given(tuple(cards), references=row.references_in, tests=row.tests_in)
    evidence_in, evidence_wanted = evidence_ahead(plan, row.plan_step_id, given)
    return Card(
        id=row.pk,
        plan_step_id=row.plan_step_id,
        name=row.candidate.name,
        headline=row.candidate.headline,
        ball=ball[0] if ball else None,
        next_step_on=row.next_step_on,
        booked_at=ball[1] if ball else None,
        next_news_on=row.next_news_on,
        evidence_in=evidence_in,
        evidence_wanted=evidence_wanted,
        is_first_choice=row.first_choice,
    )


def gate_ahead(plan: Sequence[PlanStep], at_step_id: int) -> tuple[PlanStep, list[EvidenceNeed]] | None:
    """The next gate from where a candidacy stands: the first step, this one included, that needs evidence."""
    here = next((step.position for step in plan if step.pk == at_step_id), 0)
    for step in plan:
        needs = [need for need in step.needs.all() if not need.optional]
        if step.scope == Scope.CANDIDACY and step.position >= here and needs:
            return step, needs
    return None


def evidence_ahead(plan: Sequence[PlanStep], at_step_id: int, given: rules.Given) -> tuple[int, int]:
    """(pieces in, pieces wanted) for the next gate; (0, 0) where there is none."""
    gate = gate_ahead(plan, at_step_id)
    if gate is None:
        return 0, 0
    step, needs = gate
    return rules.evidence_count(needs, given, at_step=step.pk, at_decision=step.type == StepType.DECISION)
