"""A reminder of a talk that came back: somebody who holds talks has it to see to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from framdrift.conversations.invitations.queries import PURPOSE, subject_of
from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation, Programme
from framdrift.foundation import letter_decisions, links
from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.letter_words import day_words
from framdrift.foundation.models import Letter
from framdrift.foundation.wordings import kinds
from framdrift.organisations.access import SYSTEM_PSEUDONYM

_KIND = "talk_reminder"
_NO_SUCH_USER = "550 5.1.1 The email account that you tried to reach does not exist"
_SENT_AGO, _LINK_LIVES = timedelta(days=1), timedelta(days=60)


def stage_returned(programme: Programme, *, now: datetime) -> None:
    """One of those who have not agreed on a time was written to yesterday, and the letter came back."""
    rows = Invitation.objects.filter(programme=programme, state=InvitationState.INVITED, booked_at=None)
    row = rows.select_related("employment", "programme", "round").order_by("interviewer", "ask_on", "pk").first()
    if row is None:
        return
    who, sent_at = row.employment, now - _SENT_AGO
    token = links.make(purpose=PURPOSE, subject_key=subject_of(row), expires_at=now + _LINK_LIVES, at=sent_at)
    letter = compose(
        kind=kinds()[_KIND],
        key=f"talk-reminder:{row.pk}",
        to=Reader(who.email, who.name, who.language, who.zone),
        values={
            "programme": row.programme.name_in(who.language),
            "until": day_words(row.round.closes_on, who.language),
        },
        at=sent_at,
        action=(
            {"sv": "Läs mer och välj", "en": "Read more and choose"}[who.language],
            settings.FRAMDRIFT_ADDRESS + reverse("employee-home", kwargs={"token": token}),
        ),
        company_id=row.company_id,
        about=who.pseudonym,
        subject_key=subject_of(row),
        thread=subject_of(row),
    )
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=sent_at)
    letter_decisions.came_back(letter.pk, reason=_NO_SUCH_USER, by=SYSTEM_PSEUDONYM, at=now)
