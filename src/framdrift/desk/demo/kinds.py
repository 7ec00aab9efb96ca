"""The kinds of user that the demonstration lets in, and who is picked for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from framdrift.conversations.invitations.queries import PURPOSE, subject_of
from framdrift.conversations.kinds import InvitationState, TalkKind
from framdrift.conversations.models import Invitation
from framdrift.organisations.models import Account, Role
from framdrift.recruiting.models import Candidacy, OfferedTime, Reference


@dataclass(frozen=True)
class Kind:
    """One way in. `role` for those who sign in, `page` the URL name for those with a personal link."""

    code: str
    title: str | Promise
    told: str | Promise
    role: str = ""
    page: str = ""


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "consultant",
            _("Consultant"),
            _("What to do today, for which candidate, and why."),
            role=Role.Kind.CONSULTANT,
        ),
        Kind(
            "lead", _("Agency lead"), _("Every assignment, the clients' tempo, the load of each."), role=Role.Kind.LEAD
        ),
        Kind("admin", _("Administrator"), _("Accounts, settings, letters and jobs."), role=Role.Kind.ADMIN),
        Kind(
            "interviewer",
            _("Interviewer"),
            _("Stay and exit talks, apart from recruiting."),
            role=Role.Kind.INTERVIEWER,
        ),
        Kind(
            "client",
            _("Hiring manager"),
            _("A client's own assignments and what waits there."),
            role=Role.Kind.CLIENT_MANAGER,
        ),
        Kind("client_hr", _("HR at a client"), _("All the company's assignments."), role=Role.Kind.CLIENT_HR),
        Kind("candidate", _("Candidate"), _("Where I stand and when I hear next."), page="candidate-home"),
        Kind("referee", _("Referee"), _("A few questions about a former colleague."), page="referee-home"),
        Kind("employee", _("Employee"), _("A talk about why people stay."), page="employee-home"),
        Kind("leaver", _("Leaver"), _("A talk about why somebody left."), page="employee-home"),
    )
}
_MOST_TO_SHOW: dict[str, str] = {
    Role.Kind.CONSULTANT: "owned_assignments",
    Role.Kind.LEAD: "owned_assignments",
    Role.Kind.CLIENT_MANAGER: "contact_in",
    Role.Kind.CLIENT_HR: "contact_in",
}


def account_for(role: str) -> Account | None:
    """The active account with this role that has most open to show; the first made among equals."""
    found: QuerySet[Account] = Account.objects.filter(is_active=True, roles__kind=role, roles__until__isnull=True)
    related = _MOST_TO_SHOW.get(role)
    if related is None:
        return found.order_by("pk").first()
    if role == Role.Kind.CLIENT_MANAGER:
        found = _with_two_things(found)
    if role == Role.Kind.CLIENT_HR and (talking := found.filter(company__programmes__isnull=False)).exists():
        found = talking  # so that what the talks told can be seen
    still_open = {
        "owned_assignments": Q(owned_assignments__status="open"),
        "contact_in": Q(contact_in__assignment__status="open"),
    }[related]
    shown = found.annotate(shown=Count(related, filter=still_open, distinct=True))
    return shown.order_by("-shown", "pk").first()


def _with_two_things(found: QuerySet[Account]) -> QuerySet[Account]:
    """The managers who have both a decision and an assessment before them, and least beside; all where nobody has."""
    balls = Q(balls__ended_at=None, balls__assignment__status="open")
    cards = Q(scorecards__submitted_at=None, scorecards__candidacy__status="active")
    busy = found.annotate(
        to_decide=Count("balls", filter=balls & Q(balls__reason="decide"), distinct=True),
        waiting=Count("balls", filter=balls, distinct=True),
        owed=Count("scorecards", filter=cards, distinct=True),
    ).filter(to_decide__gte=1, owed__gte=1)
    best = busy.order_by("waiting", "owed", "pk").first()
    return found.filter(pk=best.pk) if best else found


def candidate_subject() -> str:
    """An active candidacy with times to choose among, else the one that has come furthest; empty for none."""
    active = Candidacy.objects.filter(status="active", assignment__status="open")
    choosing = active.filter(time_choices__offered_time__in=OfferedTime.objects.free()).order_by("pk")
    found = choosing.first() or active.order_by("-plan_step__position", "pk").first()
    return f"candidacy:{found.pk}" if found else ""


def referee_subject() -> str:
    """The first reference still to be given, else the first there is."""
    rows = Reference.objects.order_by("pk")
    waiting = rows.filter(received_at=None, declined_at=None, candidacy__status="active")
    found = waiting.first() or rows.first()
    return f"reference:{found.pk}" if found else ""


def talk_subject(kind: TalkKind) -> str:
    """An invitation to a talk of this kind that waits for its person, else any; empty for none."""
    asked = Invitation.objects.filter(round__programme__kind=kind, employment__isnull=False).order_by("due_on", "pk")
    found = asked.filter(state=InvitationState.INVITED).first() or asked.first()
    return subject_of(found) if found else ""


# What a link to each personal page is for, and what it opens.
PURPOSES: dict[str, str] = {"candidate-home": "candidate", "referee-home": "referee", "employee-home": PURPOSE}
SUBJECTS: dict[str, Callable[[], str]] = {
    "candidate": candidate_subject,
    "referee": referee_subject,
    "employee": lambda: talk_subject(TalkKind.STAY),
    "leaver": lambda: talk_subject(TalkKind.EXIT),
}
