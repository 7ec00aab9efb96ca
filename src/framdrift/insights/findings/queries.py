"""Raw findings of a company's closed rounds. For the agency's interviewers alone: everything else passes the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from framdrift.conversations.kinds import InvitationState, TalkKind
from framdrift.conversations.models import Invitation, ProgrammeRound
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding.coded import CodedPerson
from framdrift.insights.coding.queries import coded_persons, uncut
from framdrift.insights.findings.rules import TOO_FEW, Heard, ThemeFinding, findings, heard
from framdrift.insights.findings.trends import Course, courses
from framdrift.insights.kinds import PassageState
from framdrift.insights.models import Passage
from framdrift.insights.release.gathering import NO_THEME
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed

LOOKS_BACK: Final = timedelta(days=365)
TRENDS_LOOK_BACK: Final = timedelta(days=4 * 365)
_WITH_TRENDS: Final = (TalkKind.STAY, TalkKind.EXIT, TalkKind.ONBOARDING)


@dataclass(frozen=True)
class CompanyFindings:
    """What the closed rounds of the last year say. `stay` and `leave` tell how well each side was heard. `unread` holds
    the rounds that are in no figure yet, since nobody has read all of their passages."""

    themes: tuple[ThemeFinding, ...]
    stay: Heard
    leave: Heard
    rounds: tuple[ProgrammeRound, ...]
    unread: frozenset[int]


def company_findings(viewer: Viewer, company_id: int, *, at: datetime) -> CompanyFindings:
    """Stay beside exit at one company. Raises NotAllowed for all but the agency's interviewers."""
    if not viewer.is_interviewer:
        raise NotAllowed
    rounds = closed_rounds(company_id, at=at)
    counted = [one for one in rounds if one.programme.kind in (TalkKind.STAY, TalkKind.EXIT)]
    unread = frozenset(one.pk for one in counted if not is_read(one))
    read = [one for one in counted if one.pk not in unread]
    stay = [one for one in read if one.programme.kind == TalkKind.STAY]
    leave = [one for one in read if one.programme.kind == TalkKind.EXIT]
    of_stay, of_leave = _people(stay), _people(leave)
    codes = [line.code for line in book().in_use if line.code not in NO_THEME]
    return CompanyFindings(
        themes=findings(of_stay, of_leave, codes),
        stay=heard(of_stay, asked=_asked(stay)),
        leave=heard(of_leave, asked=_asked(leave)),
        rounds=rounds,
        unread=unread,
    )


@dataclass(frozen=True)
class HeardRound:
    """A closed round and how many were heard in it. `is_read`: every passage has been read by a person; with some
    unread its shares would be too low, and it is in no course."""

    round: ProgrammeRound
    people: int
    is_read: bool

    @property
    def is_told(self) -> bool:
        """Whether it says anything."""
        return self.is_read and self.people >= TOO_FEW


@dataclass(frozen=True)
class KindTrends:
    """The closed rounds of one kind of talks in time order, and the themes' courses through them."""

    kind: str
    rounds: tuple[HeardRound, ...]
    courses: tuple[Course, ...]


def company_trends(viewer: Viewer, company_id: int, *, at: datetime) -> tuple[KindTrends, ...]:
    """How themes have moved from round to round over four years, for kinds of talks with a closed round.

    Raises NotAllowed for all but the agency's interviewers.
    """
    if not viewer.is_interviewer:
        raise NotAllowed
    rounds = closed_rounds(company_id, at=at, looks_back=TRENDS_LOOK_BACK)
    codes = [line.code for line in book().in_use if line.code not in NO_THEME]
    found = []
    for kind in _WITH_TRENDS:
        own = [(one, coded_persons(one), is_read(one)) for one in rounds if one.programme.kind == kind]
        if own:
            told = [people if is_read else () for _one, people, is_read in own]
            held = tuple(HeardRound(one, len(people), is_read) for one, people, is_read in own)
            found.append(KindTrends(kind, held, courses(told, codes)))
    return tuple(found)


def is_read(programme_round: ProgrammeRound) -> bool:
    """Whether a person has read every passage, and every note has become passages. Three statements."""
    unread = Passage.objects.filter(round=programme_round, state__in=[PassageState.WAITING, PassageState.AGAIN])
    return not unread.exists() and not uncut([programme_round])


def closed_rounds(company_id: int, *, at: datetime, looks_back: timedelta = LOOKS_BACK) -> tuple[ProgrammeRound, ...]:
    """A company's rounds that closed so lately, in the order in which they did. One statement."""
    closed = ProgrammeRound.objects.filter(company_id=company_id, closed_at__gt=at - looks_back, closed_at__lte=at)
    return tuple(closed.select_related("programme").order_by("closed_at", "pk"))


def _people(rounds: Sequence[ProgrammeRound]) -> list[CodedPerson]:
    return [person for one in rounds for person in coded_persons(one)]


def _asked(rounds: Sequence[ProgrammeRound]) -> int | None:
    """How many were asked; None where that is not known of all, at level D."""
    if not rounds or any(one.programme.is_anonymous for one in rounds):
        return None
    return Invitation.objects.filter(round__in=rounds).exclude(state=InvitationState.PLANNED).count()
