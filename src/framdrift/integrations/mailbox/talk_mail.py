"""Mail about talks with employees. It never enters the hiring wing, whose people may not know who is in a talk.

The answer that a calendar program sends is done as asked, and a letter that came back is marked, but at level D: who
did not get the link is known not to have answered. Words are kept nowhere: such a mail is left, flagged, in the
agency's mailbox, and who holds the talk is told that it lies there.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from framdrift.conversations.invitations.unreached import is_anonymous_letter
from framdrift.foundation import letter_decisions, untraced
from framdrift.foundation.invitations import Reply, ReplyRefused, read_reply
from framdrift.foundation.models import Letter
from framdrift.integrations.mailbox.answers import is_vouched_for
from framdrift.integrations.mailbox.bounces import Bounce
from framdrift.integrations.mailbox.letters import Mail
from framdrift.organisations.access import SYSTEM_PSEUDONYM
from framdrift.planning.booking.replies import Applied
from framdrift.planning.talks.mailed_words import tell_of_mailed_words
from framdrift.planning.talks.replies import apply_talk_reply, is_to_a_talk
from framdrift.recruiting.queries.letters import is_of_the_hiring_wing


def is_about_a_talk(mail: Mail, letter: Letter | None) -> bool:
    """Whether a mail answers a talk's invitation, or a letter of the listening wing."""
    return _reply_to_a_talk(mail) is not None or (letter is not None and not is_of_the_hiring_wing(letter))


def settle(mail: Mail, letter: Letter | None, *, at: datetime) -> bool:
    """Do what can be done by itself; whether nothing is left in the mail for a person to read."""
    if mail.bounce is not None and letter is not None:
        return _came_back(mail, letter, at=at)
    reply = _reply_to_a_talk(mail)
    if reply is None and letter is not None and not mail.is_from_a_machine:
        tell_of_mailed_words(letter, at=at)
    if reply is None or not is_vouched_for(mail):
        return mail.is_from_a_machine
    return apply_talk_reply(reply, sender=mail.email, at=at) is not Applied.NOT_OURS


def _reply_to_a_talk(mail: Mail) -> Reply | None:
    if not mail.calendar:
        return None
    try:
        reply = read_reply(mail.calendar)
    except ReplyRefused:
        return None
    return reply if is_to_a_talk(reply) else None


def _came_back(mail: Mail, letter: Letter, *, at: datetime) -> bool:
    """A report about another reader says nothing of this letter, and is left for a person. One at level D is laid
    aside without anybody being pointed at it, and counted for its round."""
    bounce = mail.bounce
    if is_anonymous_letter(letter):
        if bounce is not None and bounce.is_final and not _is_of_another(bounce, letter):
            untraced.came_back(letter)
        return True
    if bounce is None or _is_of_another(bounce, letter):
        return False
    if bounce.is_final:
        with suppress(letter_decisions.LetterRefused):  # come back before, or by a second report
            letter_decisions.came_back(letter.pk, reason=bounce.reason, by=SYSTEM_PSEUDONYM, at=at)
    return True


def _is_of_another(bounce: Bounce, letter: Letter) -> bool:
    return bool(bounce.readers) and letter.to_email.lower() not in bounce.readers
