"""Drafts of what is sent from Today, in the language of the one who will read it. A person reads and sends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from framdrift.desk.today.sentences import sentence_of
from framdrift.momentum.rules import Item
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Candidacy


@dataclass(frozen=True)
class Draft:
    """A letter before a person has read it."""

    subject: str
    body: str


def news_draft(candidacy: Candidacy, *, writer: str, next_news_on: date) -> Draft:
    """What a candidate is told when nothing has been decided: where they stand, and when they hear next."""
    language = candidacy.candidate.language
    with translation.override(language):
        slots = {
            "first_name": candidacy.candidate.name.split(" ")[0],
            "title": candidacy.assignment.title,
            "step": candidacy.plan_step.public_words(language),
            "day": date_format(next_news_on, pgettext("long day pattern", "l j F Y")),
            "writer": writer,
        }
        body = _(
            "Hello %(first_name)s,\n\n"
            "A word about where you stand with %(title)s: you are at “%(step)s”, and nothing has been decided yet. "
            "We work on the next step.\n\n"
            "You hear from me again by %(day)s at the latest, also if nothing has happened. "
            "Write or call before that if there is anything you wonder about.\n\n"
            "%(writer)s"
        )
        return Draft(_("Where your application stands"), body % slots)


def reminder_draft(items: Sequence[Item], *, account: Account, writer: str, now: datetime) -> Draft:
    """One letter to a client's person about everything that waits for them. No name stands in the subject."""
    with translation.override(account.language):
        things = "\n".join(f"– {_thing(item, now)}" for item in items)
        body = ngettext(
            "Hello %(first_name)s,\n\n"
            "One thing waits for you:\n\n%(things)s\n\n"
            "Would you look at it when you can, or tell me a day that suits you better? If something is in the way "
            "I am glad to help.\n\n%(writer)s",
            "Hello %(first_name)s,\n\n"
            "Some things wait for you:\n\n%(things)s\n\n"
            "Would you look at them when you can, or tell me a day that suits you better? If something is in the way "
            "I am glad to help.\n\n%(writer)s",
            len(items),
        )
        slots = {"first_name": account.get_short_name(), "things": things, "writer": writer}
        return Draft(_("What waits for you in the recruitment"), body % slots)


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
