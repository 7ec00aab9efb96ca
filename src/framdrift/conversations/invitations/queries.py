"""What is read of invitations: on the person's link, on the interviewer's desk. A fixed number of statements each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from framdrift.conversations.guides.queries import ShownGuide, shown_guide
from framdrift.conversations.kinds import ENDED, InvitationState
from framdrift.conversations.models import Invitation
from framdrift.conversations.programmes.rules import MOMENTS
from framdrift.conversations.scope import visible_invitations
from framdrift.foundation.models import Link
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Employment, Placement

PURPOSE = "conversation"
"""What a personal link to a talk is for (levels A to C)."""


@dataclass(frozen=True)
class TalkLine:
    """One talk in the interviewer's list. `booked_at` is None until a time is agreed, `on` is the last day for it."""

    id: int
    person: str
    company: str
    programme_id: int
    programme_sv: str
    programme_en: str
    kind: str
    level: str
    channel: str
    state: str
    on: date
    booked_at: datetime | None
    place: str
    times_offered: int
    interviewer: str
    is_mine: bool

    def programme_in(self, language: str) -> str:
        """The programme's name, in Swedish or English."""
        return self.programme_en if language == "en" else self.programme_sv


@dataclass(frozen=True)
class LoadLine:
    """One interviewer's talks: booked or to be booked this week and next, and all that are open."""

    name: str
    this_week: int
    next_week: int
    open: int


def subject_of(invitation: Invitation) -> str:
    """What the links of an invitation belong to."""
    return f"invitation:{invitation.pk}"


def invitation_for(link: Link | None) -> Invitation | None:
    """The invitation that an open link of purpose `conversation` leads to; None alike for every other link.

    At level D there are no such links. Two statements at most.
    """
    if link is None or link.purpose != PURPOSE:
        return None
    _, _, key = link.subject_key.partition(":")
    found = Invitation.objects.select_related("programme__company", "round", "employment", "interviewer")
    return found.filter(pk=key, is_anonymous=False).first() if key.isdigit() else None


def viewer_of_person(employment: Employment) -> Viewer:
    """The employee or leaver on their own link, as the one who looks and acts."""
    return Viewer(
        kind="employee",
        pseudonym=employment.pseudonym,
        person_id=employment.pk,
        company_id=employment.company_id,
        name=employment.name,
        language=employment.language,
    )


def questions_of(invitation: Invitation, *, language: str, by: Viewer | None = None) -> ShownGuide:
    """The guide of this talk: what its interviewer may ask this person at this moment. Three statements.

    `by` is who holds it, the interviewer it was given to where none is named.
    """
    holder_id = by.account_id if by is not None else invitation.interviewer_id
    return shown_guide(
        invitation.programme.guide_version,
        language=language,
        asks_own_report=holder_id is not None and holder_id == nearest_manager_id(invitation.employment_id),
        moment=MOMENTS.get(invitation.reason, ""),
    )


def first_question(invitation: Invitation) -> str:
    """What opens the talk, in the person's language; empty where the guide holds nothing. Three statements."""
    found = questions_of(invitation, language=invitation.employment.language).questions
    return found[0].text if found else ""


def nearest_manager_id(employment_id: int) -> int | None:
    """The account of the person's manager now; None where there is none. One statement."""
    found = Placement.objects.filter(employment_id=employment_id, until=None).values_list("manager__account", flat=True)
    return found.first()


def my_talks(viewer: Viewer, *, today: date) -> tuple[TalkLine, ...]:
    """The viewer's open talks, those with a time first, then by the day they are due. One statement."""
    mine = visible_invitations(viewer).filter(interviewer_id=viewer.account_id)
    open_now = mine.exclude(state__in=[*ENDED, InvitationState.PLANNED])
    return tuple(_lines(viewer, open_now.order_by(F("booked_at").asc(nulls_last=True), "due_on", "pk")))


def talks_of_programme(viewer: Viewer, programme_id: int, *, limit: int = 200) -> tuple[TalkLine, ...]:
    """Everybody asked in a programme whom the viewer may see, by day. One statement; nobody at level D."""
    rows = visible_invitations(viewer).filter(programme_id=programme_id)
    return tuple(_lines(viewer, rows.order_by("-round__number", "due_on", "pk")[:limit]))


def load(viewer: Viewer, *, monday: date) -> tuple[LoadLine, ...]:
    """What each of the agency's interviewers has before them, by name. One statement."""
    rows = visible_invitations(viewer).filter(interviewer__company__isnull=True, interviewer__isnull=False)
    open_now = rows.exclude(state__in=ENDED)
    following, after = monday + timedelta(days=7), monday + timedelta(days=14)
    counted = open_now.values("interviewer__name").annotate(
        this_week=Count("pk", filter=Q(due_on__lt=following)),
        next_week=Count("pk", filter=Q(due_on__gte=following, due_on__lt=after)),
        all=Count("pk"),
    )
    return tuple(
        LoadLine(row["interviewer__name"], row["this_week"], row["next_week"], row["all"])
        for row in counted.order_by("interviewer__name")
    )


def _lines(viewer: Viewer, rows: QuerySet[Invitation]) -> list[TalkLine]:
    found = rows.select_related("employment", "programme__company", "interviewer").annotate(offered=Count("times"))
    return [
        TalkLine(
            id=row.pk,
            person=row.employment.name,
            company=row.programme.company.name,
            programme_id=row.programme_id,
            programme_sv=row.programme.name_sv,
            programme_en=row.programme.name_en,
            kind=row.programme.kind,
            level=row.programme.level,
            channel=row.programme.channel,
            state=row.state,
            on=row.due_on,
            booked_at=row.booked_at,
            place=row.place,
            times_offered=row.offered,
            interviewer=row.interviewer.name if row.interviewer else "",
            is_mine=row.interviewer_id is not None and row.interviewer_id == viewer.account_id,
        )
        for row in found
    ]
