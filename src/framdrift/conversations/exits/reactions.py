"""What leaving means here: somebody's employment ended or went on, or exit talks began at a company."""

from __future__ import annotations

from framdrift.conversations.exits.actions import ask_about, let_stay
from framdrift.conversations.exits.rules import ASK_AFTER
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import Programme
from framdrift.foundation.dispatch import Recorded
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Employment


def ask_about_leaver(event: Recorded) -> None:
    """The last day is known: ask the manager and HR; a last day that is gone again takes the question back."""
    row = Employment.objects.filter(pk=event.data["employment_id"]).first()
    if row is None:
        return
    if ask_about(employment=row, by=SYSTEM, at=event.at) is None and row.ended_on is None:
        let_stay(employment=row, by=SYSTEM, at=event.at)


def forget_leaver_who_stays(event: Recorded) -> None:
    """The end was taken back."""
    row = Employment.objects.filter(pk=event.data["employment_id"], ended_on=None).first()
    if row is not None:
        let_stay(employment=row, by=SYSTEM, at=event.at)


def ask_about_recent_leavers(event: Recorded) -> None:
    """Exit talks begin: those who are on their way out, or left lately, are asked about too."""
    programme = Programme.objects.filter(pk=event.data["programme_id"], kind=TalkKind.EXIT).first()
    if programme is None:
        return
    since = event.at.date() - ASK_AFTER
    for row in Employment.objects.filter(company=programme.company_id, ended_on__gte=since).order_by("pk"):
        ask_about(employment=row, by=SYSTEM, at=event.at)
