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
from framdrift.insights.coding.queries import coded_persons
from framdrift.insights.findings.rules import Heard, ThemeFinding, findings, heard
from framdrift.insights.release.gathering import NO_THEME
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed

LOOKS_BACK: Final = timedelta(days=365)


@dataclass(frozen=True)
class CompanyFindings:
    """What the closed rounds of the last year say. `stay` and `leave` tell how well each side was heard."""

    themes: tuple[ThemeFinding, ...]
    stay: Heard
    leave: Heard
    rounds: tuple[ProgrammeRound, ...]


def company_findings(viewer: Viewer, company_id: int, *, at: datetime) -> CompanyFindings:
    """Stay beside exit at one company. Raises NotAllowed for all but the agency's interviewers."""
    if not viewer.is_interviewer:
        raise NotAllowed
    closed = ProgrammeRound.objects.filter(company_id=company_id, closed_at__gt=at - LOOKS_BACK, closed_at__lte=at)
    rounds = tuple(closed.select_related("programme").order_by("closed_at", "pk"))
    stay = [one for one in rounds if one.programme.kind == TalkKind.STAY]
    leave = [one for one in rounds if one.programme.kind == TalkKind.EXIT]
    of_stay, of_leave = _people(stay), _people(leave)
    codes = [line.code for line in book().in_use if line.code not in NO_THEME]
    return CompanyFindings(
        themes=findings(of_stay, of_leave, codes),
        stay=heard(of_stay, asked=_asked(stay)),
        leave=heard(of_leave, asked=_asked(leave)),
        rounds=rounds,
    )


def _people(rounds: Sequence[ProgrammeRound]) -> list[CodedPerson]:
    return [person for one in rounds for person in coded_persons(one)]


def _asked(rounds: Sequence[ProgrammeRound]) -> int | None:
    """How many were asked; None where that is not known of all, at level D."""
    if not rounds or any(one.programme.is_anonymous for one in rounds):
        return None
    return Invitation.objects.filter(round__in=rounds).exclude(state=InvitationState.PLANNED).count()
