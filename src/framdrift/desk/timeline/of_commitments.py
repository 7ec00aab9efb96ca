"""Sentences about what was promised after talks. None tells which talk it came from, or what was promised."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.conversations import events
from framdrift.conversations.kinds import ReportKind
from framdrift.desk.timeline.telling import Told, tells


def _at_company(told: Told, sentence: str, **slots: object) -> str:
    return told.say(sentence, company=told.company, **slots)


@tells(events.CommitmentAgreed)
def commitment_agreed(told: Told) -> str:
    """With its day."""
    sentence = _("%(actor)s wrote down a commitment at %(company)s, due %(day)s.")
    return _at_company(told, sentence, day=told.day("due_on"))


@tells(events.CommitmentChanged)
def commitment_changed(told: Told) -> str:
    """Before the company could read it."""
    return _at_company(told, _("%(actor)s changed a commitment at %(company)s."))


@tells(events.CommitmentTakenBack)
def commitment_taken_back(told: Told) -> str:
    """It never reached the company."""
    return _at_company(told, _("%(actor)s took back a commitment at %(company)s."))


@tells(events.CommitmentTold)
def commitment_told(told: Told) -> str:
    """The owner hears of it."""
    return _at_company(told, _("%(company)s can read a commitment from now on."))


@tells(events.CommitmentPassedOn)
def commitment_passed_on(told: Told) -> str:
    """Another owner."""
    return _at_company(told, _("%(actor)s passed on a commitment at %(company)s."))


@tells(events.CommitmentReported)
def commitment_reported(told: Told) -> str:
    """Done, moved or dropped."""
    sentence = {
        ReportKind.MOVED.value: _("%(actor)s moved a commitment at %(company)s to %(day)s."),
        ReportKind.DROPPED.value: _("%(actor)s told why a commitment at %(company)s will not be done."),
    }.get(told.get("kind"), _("%(actor)s reported a commitment at %(company)s as done."))
    return _at_company(told, sentence, day=told.day("due_on"))


@tells(events.CommitmentReportTakenBack)
def commitment_report_taken_back(told: Told) -> str:
    """As it was."""
    return _at_company(told, _("%(actor)s took back a report on a commitment at %(company)s."))
