"""What a seat at a client company may hold, beside its assignments: candidates presented to the company, balls, cards.

A candidate is presented from the moment that the agency puts their name before the company: in a shortlist that was
shared, with a ball, or by asking one of its people for an assessment. Its own employees are never there, and neither
are those who have been forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, Side, StepType
from framdrift.recruiting.models import (
    Ball,
    Candidacy,
    ClientQuestion,
    Contact,
    Decision,
    PresentedCandidacy,
    Scorecard,
    Step,
)
from framdrift.recruiting.queries.scope import visible_assignments


def acts_for(viewer: Viewer, *, on: date) -> frozenset[int]:
    """The seats whose balls the viewer may play: their own, and those of colleagues who are away and named them.

    One statement; nobody for those who have no seat.
    """
    if not viewer.is_client or viewer.account_id is None:
        return frozenset()
    away = Absence.objects.filter(
        deputy_id=viewer.account_id, first_on__lte=on, last_on__gte=on, account__company_id=viewer.company_id or 0
    )
    return frozenset({viewer.account_id, *away.values_list("account_id", flat=True)})


def who_steps_in(account: Account, *, on: date) -> Account | None:
    """The colleague who plays this seat's balls on the day, where it is away. One statement."""
    away = Absence.objects.filter(account=account, first_on__lte=on, last_on__gte=on, deputy__is_active=True)
    found = away.select_related("deputy").order_by("pk").first()
    return found.deputy if found else None


def presented_to(viewer: Viewer) -> QuerySet[Candidacy]:
    """The candidacies that the viewer's company has been told of, in the assignments the viewer sees.

    Each knows whether it `is_blind` (shown without a name so far) and its `blind_place` in the shortlist.
    """
    if not viewer.is_client:
        return Candidacy.objects.none()
    pages = PresentedCandidacy.objects.filter(
        candidacy=OuterRef("pk"), presentation__shared_at__isnull=False, company_id=viewer.company_id or 0
    )
    named = Exists(pages.filter(presentation__blind=False))
    theirs = Ball.objects.filter(candidacy=OuterRef("pk"), side=Side.CLIENT)
    cards = Scorecard.objects.filter(candidacy=OuterRef("pk"), side=Side.CLIENT)
    met = Step.objects.filter(candidacy=OuterRef("pk"), plan_step__type=StepType.CLIENT_INTERVIEW)
    rows = Candidacy.objects.filter(
        Exists(pages) | Exists(theirs) | Exists(cards),
        assignment__in=visible_assignments(viewer),
        candidate__erased_at__isnull=True,
    ).exclude(candidate__works_at_id=viewer.company_id)
    return rows.annotate(
        is_blind=Exists(pages) & ~named & ~Exists(cards) & ~Exists(met),
        blind_place=Subquery(pages.order_by("-presentation__shared_at").values("position")[:1]),
    ).select_related("candidate", "assignment__company", "assignment__owner", "plan_step")


def shown_name(candidacy: Candidacy) -> str:
    """The name by which the company knows the candidate: a letter as long as the shortlist was blind."""
    if getattr(candidacy, "is_blind", False):
        return blind_name(getattr(candidacy, "blind_place", 1) or 1)
    return candidacy.candidate.name


def blind_name(place: int) -> str:
    """Candidate A for the first place, and so on."""
    return _("Candidate %(letter)s") % {"letter": chr(ord("A") + (place - 1) % 26)}


def seat_balls(viewer: Viewer, *, on: date) -> QuerySet[Ball]:
    """Open balls of running assignments that the viewer may play. Two statements with `acts_for`."""
    return company_balls(viewer).filter(account_id__in=acts_for(viewer, on=on))


def company_balls(viewer: Viewer) -> QuerySet[Ball]:
    """Open balls on the company's side, in the running assignments that the viewer sees."""
    return (
        Ball.objects.filter(
            assignment__in=visible_assignments(viewer).filter(status=AssignmentStatus.OPEN),
            company_id=viewer.company_id or 0,
            side=Side.CLIENT,
            ended_at=None,
        )
        .exclude(candidacy__candidate__works_at_id=viewer.company_id or 0)
        .exclude(candidacy__candidate__erased_at__isnull=False)
        .select_related("assignment__owner", "assignment__company", "account", "candidacy", "step__plan_step")
        .order_by("until_on", "since", "id")
    )


def seat_cards(viewer: Viewer) -> QuerySet[Scorecard]:
    """The viewer's own assessments of candidates that their company has been told of, given or not."""
    if not viewer.is_client:
        return Scorecard.objects.none()
    rows = Scorecard.objects.filter(
        author_id=viewer.account_id or 0,
        company_id=viewer.company_id or 0,
        candidacy__candidate__erased_at__isnull=True,
        candidacy__assignment__in=visible_assignments(viewer),
    ).exclude(candidacy__candidate__works_at=F("company"))
    return rows.select_related("candidacy__candidate", "candidacy__assignment__owner", "plan_step")


def open_cards(viewer: Viewer) -> QuerySet[Scorecard]:
    """Those that still wait to be given, soonest first."""
    return (
        seat_cards(viewer)
        .filter(
            submitted_at=None,
            candidacy__status=CandidacyStatus.ACTIVE,
            candidacy__assignment__status=AssignmentStatus.OPEN,
        )
        .order_by("due_on", "asked_at", "id")
    )


def own_decisions(viewer: Viewer) -> QuerySet[Decision]:
    """What the viewer decided themselves and has not taken back."""
    rows = Decision.objects.filter(decided_by_id=viewer.account_id or 0, undone_at=None)
    return rows.filter(candidacy__in=presented_to(viewer)).select_related("candidacy__candidate", "assignment")


def may_decide(viewer: Viewer, candidacy: Candidacy, *, on: date) -> bool:
    """Whether this seat decides on the candidacy: as the assignment's decider, or because the decision was passed on.

    At most three statements.
    """
    seats = acts_for(viewer, on=on)
    if not seats or candidacy.company_id != viewer.company_id:
        return False
    deciders = Contact.objects.filter(
        assignment_id=candidacy.assignment_id, part=Contact.Part.DECIDER, account_id__in=seats
    )
    held = Ball.objects.filter(candidacy=candidacy, ended_at=None, account_id__in=seats)
    return deciders.exists() or held.filter(reason__in=["decide", "give_feedback"]).exists()


def may_compare(viewer: Viewer, candidacy: Candidacy, *, on: date) -> bool:
    """Whether this seat reads what others assessed: never while it owes an assessment of its own; then whoever gave
    one, the company's HR, and whoever decides. At most five statements."""
    own = list(seat_cards(viewer).filter(candidacy=candidacy).values_list("submitted_at", flat=True))
    if any(given is None for given in own):
        return False
    return bool(own) or "client_hr" in viewer.roles or may_decide(viewer, candidacy, on=on)


def colleagues_of(viewer: Viewer) -> QuerySet[Account]:
    """Other active seats of the viewer's company, by name."""
    if not viewer.is_client:
        return Account.objects.none()
    rows = Account.objects.filter(company_id=viewer.company_id or 0, is_active=True, roles__until=None)
    return rows.filter(roles__kind__in=["client_manager", "client_hr"]).exclude(pk=viewer.account_id or 0).distinct()


def open_questions(candidacy_ids: Iterable[int]) -> QuerySet[ClientQuestion]:
    """What clients asked about these candidacies and the agency has not answered, soonest first."""
    rows = ClientQuestion.objects.filter(candidacy_id__in=list(candidacy_ids), answered_at=None, withdrawn_at=None)
    return rows.select_related("what", "asked_by", "decision").order_by("answer_by_on", "pk")


def named(rows: Iterable[Candidacy]) -> dict[int, str]:
    """The names by which the company knows them, by candidacy."""
    return {row.pk: shown_name(row) for row in rows}


def known_to(viewer: Viewer) -> Q:
    """Rows about one candidacy that the company has been told of, or about none."""
    return Q(candidacy=None) | Q(candidacy__in=presented_to(viewer).values("pk"))


def passable_balls(viewer: Viewer, *, on: date) -> QuerySet[Ball]:
    """Open balls that the viewer may give to a colleague: those they may play, and for HR all of the company's."""
    rows = company_balls(viewer)
    return rows if "client_hr" in viewer.roles else rows.filter(account_id__in=acts_for(viewer, on=on))


def absences_of(viewer: Viewer, *, on: date) -> QuerySet[Absence]:
    """The seat's own absences that have not passed, soonest first."""
    if not viewer.is_client:
        return Absence.objects.none()
    rows = Absence.objects.filter(account_id=viewer.account_id or 0, last_on__gte=on)
    return rows.select_related("deputy").order_by("first_on", "pk")


def own_absence(viewer: Viewer, *, on: date) -> Absence | None:
    """The absence that is running or comes first, if any."""
    return absences_of(viewer, on=on).first()
