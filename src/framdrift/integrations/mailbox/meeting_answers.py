"""Answers to invitations (RFC 6047): yes, no or perhaps, as a calendar program sends them at the press of a button.

What was answered is put on the person's seat at once. The mail itself goes on as any other: a no with its words stands
on the timeline for whoever must find another time; a bare yes is kept quietly.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from framdrift.foundation.invitations import ReplyRefused, read_reply
from framdrift.integrations.mailbox.answers import is_vouched_for
from framdrift.integrations.mailbox.letters import Mail
from framdrift.planning.booking.replies import Applied, apply_reply


def with_answer_applied(mail: Mail, *, at: datetime) -> Mail:
    """The mail, after the answer that it carries was put on its seat; as it came where it carries none of ours."""
    if not mail.calendar or not is_vouched_for(mail):
        return mail
    try:
        reply = read_reply(mail.calendar)
    except ReplyRefused:
        return mail
    applied = apply_reply(reply, sender=mail.email, at=at)
    is_quiet = applied is Applied.DONE and reply.answer != "declined"
    return replace(mail, is_from_a_machine=True) if is_quiet else mail
