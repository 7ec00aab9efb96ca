"""Sentences about what was released of talks. None tells a figure, a theme or whose words a quote was."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.desk.timeline.telling import Told, tells
from framdrift.insights.release import events


def _at_company(told: Told, sentence: str) -> str:
    return told.say(sentence, company=told.company)


@tells(events.FindingsReleased)
def findings_released(told: Told) -> str:
    """Of which kind of talks."""
    if told.get("kind") == "stay":
        return _at_company(told, _("%(actor)s released the findings of stay interviews at %(company)s."))
    if told.get("kind") == "exit":
        return _at_company(told, _("%(actor)s released the findings of exit interviews at %(company)s."))
    return _at_company(told, _("%(actor)s released the findings of talks at %(company)s."))


@tells(events.QuotesReleased)
def quotes_released(told: Told) -> str:
    """A day after the second person."""
    return _at_company(told, _("Retold quotes went out to %(company)s."))


@tells(events.QuoteRetold)
def quote_retold(told: Told) -> str:
    """Written, and not out."""
    return _at_company(told, _("%(actor)s retold a quote for %(company)s."))


@tells(events.QuoteApproved)
def quote_approved(told: Told) -> str:
    """First or second."""
    if told.get("as_second"):
        return _at_company(told, _("%(actor)s was the second to release a quote to %(company)s."))
    return _at_company(told, _("%(actor)s was the first to release a quote to %(company)s."))


@tells(events.QuoteTakenBack)
def quote_taken_back(told: Told) -> str:
    """Not out after all."""
    return _at_company(told, _("%(actor)s took back a quote for %(company)s."))
