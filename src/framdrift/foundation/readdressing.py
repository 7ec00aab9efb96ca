"""A letter that came back is sent once more to another address: as a letter of its own, which the old one leads to.

The old letter stays as it came back. The new one's key is made of the old one's number, so that there is never more
than one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from framdrift.foundation import bundling, events, outbox
from framdrift.foundation.letter_decisions import READDRESSED, LetterRefused
from framdrift.foundation.letter_events import LetterReaddressed
from framdrift.foundation.models import Letter


def following_of(letter: Letter) -> Letter | None:
    """The letter that went to another address in place of this one. One statement."""
    return Letter.objects.filter(key=_key_after(letter.pk)).first()


def followed(letter_ids: Collection[int]) -> frozenset[int]:
    """Those of the letters that went to another address already. One statement at most."""
    keys = {_key_after(pk): pk for pk in letter_ids}
    found = Letter.objects.filter(key__in=keys).values_list("key", flat=True) if keys else ()
    return frozenset(keys[key] for key in found)


def came_before(letter: Letter) -> Letter | None:
    """The letter that came back, in place of which this one was written. One statement at most."""
    number = letter.key.removeprefix(READDRESSED)
    is_one = letter.key.startswith(READDRESSED) and number.isdecimal()
    return Letter.objects.filter(pk=int(number)).first() if is_one else None


@transaction.atomic
def send_elsewhere(letter_id: int, *, to_email: str, by: str, at: datetime) -> Letter:
    """Write the letter that came back, or that no mail server took, once more, to `to_email`; `by` is a pseudonym.

    It leaves as soon as its reader's working hours let it. Raises LetterRefused, and then nothing is written.
    """
    stopped = Letter.objects.select_for_update(of=("self",)).filter(state__in=Letter.NOT_THERE)
    letter = stopped.filter(pk=letter_id).first()
    if letter is None:
        raise LetterRefused(_("The letter has changed meanwhile, or does not exist. Look at the list again."))
    _require_sendable(letter, to_email)
    again = outbox.write(
        key=_key_after(letter.pk),
        kind=letter.kind,
        to_email=to_email,
        to_name=letter.to_name,
        subject=letter.subject,
        body_text=letter.body_text,
        body_html=letter.body_html,
        language=letter.language,
        about=letter.about,
        subject_key=letter.subject_key,
        company_id=letter.company_id,
        attachments=letter.attachments,
        in_reply_to=letter.in_reply_to,
        at=at,
        conditions=_conditions_of(letter),
    )
    told = LetterReaddressed(letter_id=letter.pk, new_letter_id=again.pk, company_id=letter.company_id)
    events.record(told, actor=by, at=at)
    return again


def _key_after(letter_id: int) -> str:
    return f"{READDRESSED}{letter_id}"


def _require_sendable(letter: Letter, to_email: str) -> None:
    if following_of(letter) is not None:
        raise LetterRefused(_("The letter has been sent to another address already."))
    if letter.is_secret and not letter.body_text:
        raise LetterRefused(
            _("Its words were wiped, since they held a one-time code or link. A new one can be asked for.")
        )
    if not bundling.is_needed(letter):
        raise LetterRefused(_("What the letter told of is no longer so. It will not be sent."))
    if to_email.casefold() == letter.to_email.casefold():
        raise LetterRefused(_("This is the address that the letter came back from. Write another one."))


def _conditions_of(letter: Letter) -> outbox.Conditions:
    return outbox.Conditions(
        manner=letter.manner,
        zone=letter.zone,
        thread=letter.thread,
        reply_to=letter.reply_to,
        reason=letter.reason,
        is_secret=letter.is_secret,
        content=letter.content,
    )
