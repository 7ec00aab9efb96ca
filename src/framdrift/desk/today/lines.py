"""A line of Today as the page shows it: words, and where each thing that can be done about it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from framdrift.desk.today.sentences import GROUPS, notes_of, reason_of, sentence_of
from framdrift.momentum.rules import Deed, Item
from framdrift.recruiting.kinds import Side


@dataclass(frozen=True)
class Act:
    """Something that can be done: `post` where a press does it, else a page that asks for more."""

    label: str | LazyText
    address: str
    post: bool = False


@dataclass(frozen=True)
class Line:
    """One line. `address` is what it is about; `acts` the primary one first."""

    number: int
    key: str
    sentence: str
    about: str
    reason: str
    notes: list[str]
    minutes: int
    late: bool
    address: str
    acts: list[Act]
    later: str


@dataclass(frozen=True)
class Section:
    """The lines of one class, under its name."""

    name: str | LazyText
    lines: list[Line]


_LABELS: dict[Deed, str | LazyText] = {
    Deed.GIVE_NEWS: _("Read and send"),
    Deed.KEEP_PROMISE: pgettext_lazy("button", "Done"),
    Deed.REMIND: pgettext_lazy("button", "Remind"),
    Deed.DECIDE: _("Record the decision"),
    Deed.SEND_OFFER: _("Send the offer"),
    Deed.BOOK: _("Book a time"),
    Deed.ASSESS: _("Assess"),
    Deed.FETCH_EVIDENCE: pgettext_lazy("button", "Fetch"),
    Deed.DO_STEP: pgettext_lazy("button", "Open"),
    Deed.CONTACT: pgettext_lazy("button", "Open"),
    Deed.INFORM: pgettext_lazy("button", "Told"),
    Deed.FOLLOW_UP: pgettext_lazy("button", "Done"),
    Deed.FEE: pgettext_lazy("button", "Reached"),
    Deed.RENEW_CONSENT: pgettext_lazy("button", "Open"),
    Deed.ANSWER: pgettext_lazy("button", "Read"),
    Deed.PHONE: pgettext_lazy("button", "Read"),
    Deed.RELEASE: _("Read and send"),
}


def sections_of(items: Iterable[Item], *, now: datetime) -> list[Section]:
    """The lines numbered through, under the names of their classes."""
    numbered = enumerate(items, start=1)
    return [
        Section(GROUPS[group], [line_of(number, item, now=now) for number, item in found])
        for group, found in groupby(numbered, key=lambda pair: pair[1].group)
    ]


def line_of(number: int, item: Item, *, now: datetime) -> Line:
    """One line for the page."""
    return Line(
        number=number,
        key=item.key,
        sentence=sentence_of(item, now),
        about=" · ".join(filter(None, (item.about.assignment, item.about.company))),
        reason=reason_of(item, now),
        notes=notes_of(item),
        minutes=item.minutes,
        late=_is_late(item, now),
        address=address_of(item),
        acts=[act for act in acts_of(item) if act.address],
        later=reverse("today-later", args=[item.sort, item.number]),
    )


def _is_late(item: Item, now: datetime) -> bool:
    return item.until < now if item.until else item.critical_on < now.date()


def address_of(item: Item) -> str:
    """The page of what the line is about."""
    about = item.about
    if about.candidacy_id:
        return _address("candidacy", about.candidacy_id)
    if about.assignment_id:
        return _address("assignment", about.assignment_id)
    return _address("candidate", about.candidate_id)


def acts_of(item: Item) -> list[Act]:
    """What can be done about the line, the primary thing first."""
    primary = _primary(item)
    if item.sort != "promise":
        return [primary]
    return [primary, Act(pgettext_lazy("button", "Move"), reverse("today-promise-move", args=[item.number]))]


def _primary(item: Item) -> Act:
    about, label = item.about, _LABELS[item.deed]
    if item.deed is Deed.REMIND:
        return _reminding(item)
    if item.deed in (Deed.KEEP_PROMISE, Deed.FOLLOW_UP):
        return Act(label, reverse("today-promise-keep", args=[item.number]), post=True)
    if item.sort == "message":
        return Act(label, _address("message", item.number))
    if item.deed is Deed.INFORM:
        return Act(label, _address("today-inform", about.candidate_id), post=True)
    if item.deed is Deed.FEE:
        return Act(label, reverse("today-fee", args=[item.number]), post=True)
    if item.deed is Deed.DO_STEP and about.candidacy_id is None:
        return Act(_LABELS[Deed.KEEP_PROMISE], reverse("today-step-done", args=[item.number]), post=True)
    if item.deed is Deed.RELEASE:
        return Act(label, reverse("letter-waiting", args=[item.number]))
    if item.deed is Deed.ASSESS:
        return Act(label, _address("scorecard", about.candidacy_id, item.number))
    names = {
        Deed.GIVE_NEWS: "today-news",
        Deed.DECIDE: "candidacy-decide",
        Deed.SEND_OFFER: "offer-send",
        Deed.FETCH_EVIDENCE: "reference-ask" if item.code == "reference" else "test-receive",
    }
    if item.deed in names:
        return Act(label, _address(names[item.deed], about.candidacy_id))
    return Act(label, address_of(item))


def _reminding(item: Item) -> Act:
    """A client's person gets a drafted letter, a colleague's ball can be taken; too often reminded: call."""
    if item.holder.side == Side.AGENCY and item.sort == "ball":
        return Act(_("Take over"), reverse("team-take", args=[item.number]), post=True)
    if item.holder.side != Side.CLIENT or not item.may_nudge:
        return Act(_LABELS[Deed.DO_STEP], address_of(item))
    return Act(_LABELS[Deed.REMIND], reverse("today-remind", args=[item.sort, item.number]))


def _address(name: str, *ids: int | None) -> str:
    try:
        return reverse(name, args=ids)
    except NoReverseMatch:
        return ""
