"""Who may see a commitment, and who may know which talk it came from.

| who | sees | knows the origin |
|---|---|---|
| interviewer | what the company may read, what no talk led to, those of talks they may read | of the latter |
| lead | what the company may read, what no talk led to | never |
| client's HR | its company's, once told; those of talks it holds | A and B, once the record is approved |
| client's manager | own ones, once told; those of talks held | A, where approved for them, and talks held |
| the person | those of their own talks | their own |

At level C no client's seat knows an origin, whoever it is.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from framdrift.conversations.answers.scope import may_hold, readable
from framdrift.conversations.answers.ties import led_to, origin_of
from framdrift.conversations.kinds import Level
from framdrift.conversations.models import Commitment, Invitation
from framdrift.organisations.access import Viewer


def known_origins(viewer: Viewer) -> QuerySet[Invitation]:
    """The talks that the viewer may know a commitment came from: those held, and those whose record may be read."""
    named = Invitation.objects.filter(is_anonymous=False)
    if viewer.kind == "employee" and viewer.person_id is not None:
        return named.filter(employment_id=viewer.person_id)
    if viewer.account_id is None or not (viewer.is_interviewer or viewer.is_client):
        return named.none()
    known = Q(interviewer_id=viewer.account_id) | Q(pk__in=readable(viewer).values("invitation_id"))
    if viewer.is_client:
        at_home = named.filter(company_id=viewer.company_id or 0, programme__level__in=[Level.OPEN, Level.HR])
        return at_home.filter(known)
    return named.filter(known | Q(programme__level=Level.THIRD_PARTY))


def visible_commitments(viewer: Viewer) -> QuerySet[Commitment]:
    """What the viewer may see, as the table above has it. Four statements beside its own, to open the ties."""
    rows = Commitment.objects.all()
    if viewer.kind == "system":
        return rows
    if viewer.kind == "employee":
        return rows.filter(pk__in=led_to(rows, known_origins(viewer)))
    told, from_round = Q(told_on__isnull=False), Q(origin__isnull=True)
    if viewer.is_interviewer:
        return rows.filter(told | from_round | Q(pk__in=led_to(rows.filter(told_on=None), known_origins(viewer))))
    if viewer.is_lead:
        return rows.filter(told | from_round)
    if viewer.is_client:
        at_home = rows.filter(company_id=viewer.company_id or 0)
        held = led_to(at_home, known_origins(viewer).filter(interviewer_id=viewer.account_id))
        theirs = told if viewer.is_client_hr else told & Q(owner_id=viewer.account_id)
        return at_home.filter(theirs | Q(pk__in=held))
    return rows.none()


def may_be_owner(viewer: Viewer, company_id: int) -> bool:
    """Whether such a viewer can own a commitment at the company: a seat there, or one who works with talks."""
    return viewer.company_id == company_id if viewer.is_client else viewer.is_interviewer or viewer.is_lead


def may_change(viewer: Viewer, commitment: Commitment) -> bool:
    """Whether the viewer may still change it: who holds its talk, or who works with talks where it came from none."""
    if commitment.told_on is not None:
        return False
    if commitment.origin is not None:
        origin = origin_of(commitment)
        return origin is not None and may_hold(viewer, origin)
    return viewer.is_interviewer or viewer.is_lead


def may_report(viewer: Viewer, commitment: Commitment) -> bool:
    """Whether the viewer may say what came of it: its owner, the company's HR, the agency's who work with talks."""
    if commitment.told_on is None or viewer.account_id is None:
        return False
    if viewer.is_client:
        is_theirs = commitment.owner_id == viewer.account_id or viewer.is_client_hr
        return is_theirs and viewer.company_id == commitment.company_id
    return viewer.is_interviewer or viewer.is_lead
