"""What the person is told when the interviewer has handed over the record of a talk."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.levels import words_of
from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.dispatch import Recorded
from framdrift.portals.employee import record_letters as letters
from framdrift.portals.employee.addresses import address_for, answers_to, talk_address


def tell_of_record(event: Recorded) -> None:
    """The record is there to read; once for each talk. Nothing where it was approved or taken back meanwhile."""
    waiting = Talk.objects.filter(pk=event.data["talk_id"], state=TalkState.HANDED_OVER)
    talk = waiting.select_related("key", "invitation__employment", "invitation__round", "invitation__programme").first()
    if talk is None:
        return
    who = talk.invitation.employment
    with translation.override(who.language):
        compose(
            kind=letters.RECORD_READY,
            key=f"talk-record:{talk.pk}",
            to=Reader(address_for(talk.invitation), who.name, who.language, who.zone),
            values={
                "programme": talk.invitation.programme.name_in(who.language),
                "readers": words_of(talk.key.level, who.language).readers,
            },
            at=event.at,
            action=(_("Read what was written"), talk_address(talk.invitation, at=event.at)),
            company_id=talk.company_id,
            about=who.pseudonym,
            subject_key=f"invitation:{talk.invitation_id}",
            reply_to=answers_to(talk.invitation),
        )
