"""Drafts of what is sent from Today, in the language of the one who will read it. A person reads and sends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from framdrift.desk.today.sentences import sentence_of
from framdrift.momentum.heartbeat import beat_of, words_of
from framdrift.momentum.rules import Item
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Candidacy


@dataclass(frozen=True)
class Draft:
    """A letter before a person has read it."""

    subject: str
    body: str


def news_draft(candidacy: Candidacy, *, at: datetime) -> Draft:
    """What a candidate can be told: where they stand and what is dated, else that nothing has been decided yet.

    Greeting, the day of the next news and the ending are put around it.
    """
    language = candidacy.candidate.language
    with translation.override(language):
        told = words_of(beat_of(candidacy, at=at), candidacy)
        still = _("Nothing has been decided yet. Write or call if there is anything you wonder about.")
        return Draft(_("Where your application stands"), "\n\n".join(filter(None, (told, still))))


def reminder_draft(items: Sequence[Item], *, account: Account, now: datetime) -> Draft:
    """One letter to a client's person about everything that waits for them. No name stands in the subject.

    Greeting and ending are put around it.
    """
    with translation.override(account.language):
        things = "\n".join(f"- {_thing(item, now)}" for item in items)
        body = ngettext(
            "One thing waits for you:\n\n%(things)s\n\n"
            "Would you look at it when you can, or tell me a day that suits you better? If something is in the way "
            "I am glad to help.",
            "Some things wait for you:\n\n%(things)s\n\n"
            "Would you look at them when you can, or tell me a day that suits you better? If something is in the way "
            "I am glad to help.",
            len(items),
        )
        return Draft(_("What waits for you in the recruitment"), body % {"things": things})


def _thing(item: Item, now: datetime) -> str:
    """The line in words for the one who is reminded: what it is about and since when."""
    slots = {
        "candidate": item.about.candidate,
        "title": item.about.assignment,
        "step": item.about.step_sv if translation.get_language() == "sv" else item.about.step_en,
        "day": date_format(item.critical_on, pgettext("day pattern", "D j M")),
    }
    if not item.about.candidate:
        return sentence_of(item, now)
    if not slots["step"]:
        return _("%(candidate)s, %(title)s: was due %(day)s") % slots
    return _("%(candidate)s, %(title)s: %(step)s, was due %(day)s") % slots
