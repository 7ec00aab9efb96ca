"""What each line of Today says: what to do, and why now. The codes come from momentum.rules; the words are here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from framdrift.desk.components.words import day_words, local, moment_words, workday_words
from framdrift.momentum.rules import Deed, Group, Item, Why
from framdrift.recruiting.kinds import EvidenceKind, PromiseKind, Side

GROUPS: dict[Group, str | LazyText] = {
    Group.PROMISE: pgettext_lazy("class of Today", "Promises"),
    Group.DECISION: pgettext_lazy("class of Today", "Decisions"),
    Group.PLAN: pgettext_lazy("class of Today", "Plan"),
    Group.SILENCE: pgettext_lazy("class of Today", "Silence"),
    Group.GATE: pgettext_lazy("class of Today", "Evidence"),
    Group.WAIT: pgettext_lazy("class of Today", "The rest, by wait"),
}
_PROMISED: dict[str, str | LazyText] = {
    PromiseKind.NEWS: _("news"),
    PromiseKind.DECISION: _("a decision"),
    PromiseKind.FEEDBACK: _("feedback"),
    PromiseKind.TIMES: _("times for a meeting"),
    PromiseKind.SHORTLIST: _("a shortlist"),
}


@dataclass(frozen=True)
class Slots:
    """What the sentences are filled with."""

    candidate: str
    who: str
    step: str
    what: str
    words: str
    day: str
    time: str
    days: str
    company: str


def slots_of(item: Item, now: datetime) -> Slots:
    """The names and dates of a line in the reader's language."""
    about = item.about
    today = local(now).date()
    return Slots(
        candidate=about.candidate,
        who=item.holder.name or about.candidate or about.company,
        step=about.step_sv if get_language() == "sv" else about.step_en,
        what=str(_PROMISED.get(item.code, _("an answer"))),
        words=item.words,
        day=day_words(item.critical_on, today),
        time=moment_words(item.until, now) if item.until else day_words(item.critical_on, today),
        days=workday_words(float(int(item.wait_work_days))),
        company=about.company,
    )


def sentence_of(item: Item, now: datetime) -> str:
    """What to do, in one sentence."""
    return _PATTERNS[item.why](item) % asdict(slots_of(item, now))


def reason_of(item: Item, now: datetime) -> str:
    """Why the line stands where it stands: the date it goes by, or how long it has waited."""
    slots = asdict(slots_of(item, now))
    if item.group is Group.PLAN:
        return gettext("last responsible date %(day)s") % slots
    if item.why in _DATED or item.why is Why.OFFER_UNSENT:
        return ""
    if item.why is Why.NO_NEWS:
        return gettext("draft ready")
    if item.wait_work_days < 1:
        is_late = item.critical_on < local(now).date()
        return (gettext("was due %(day)s") if is_late else gettext("due %(day)s")) % slots
    return gettext("waited %(days)s") % slots


def notes_of(item: Item) -> list[str]:
    """What else the reader should know: for whom they stand in, how often somebody has been reminded."""
    notes = []
    if item.standing_in_for:
        notes.append(gettext("for %(name)s, who is away") % {"name": item.standing_in_for})
    if item.nudges:
        words = ngettext("reminded once", "reminded %(times)d times", item.nudges)
        notes.append(words % {"times": item.nudges})
    return notes


_DATED = frozenset(
    {
        Why.PROMISE_BROKEN,
        Why.PROMISE_DUE,
        Why.THEIR_PROMISE_BROKEN,
        Why.THEIR_PROMISE_DUE,
        Why.NOTICE_DUE,
        Why.GUARANTEE_ENDS,
        Why.FEE_DUE,
        Why.CONSENT_ENDS,
    }
)


def _our_promise(item: Item) -> str:
    if item.deed is Deed.GIVE_NEWS:
        if item.why is Why.PROMISE_BROKEN:
            return gettext("Tell %(candidate)s how it goes: you promised news by %(time)s")
        return gettext("Tell %(candidate)s how it goes: you have promised news by %(time)s")
    if item.words:
        return gettext("Keep your promise to %(who)s by %(time)s: %(words)s")
    return gettext("Keep your promise to %(who)s: %(what)s by %(time)s")


def _their_promise(item: Item) -> str:
    is_broken = item.why is Why.THEIR_PROMISE_BROKEN
    if item.about.candidate and item.holder.side != Side.CANDIDATE:
        if is_broken:
            return gettext("%(who)s promised %(what)s on %(candidate)s by %(time)s, and it has not come")
        return gettext("%(who)s has promised %(what)s on %(candidate)s by %(time)s")
    if is_broken:
        return gettext("%(who)s promised %(what)s by %(time)s, and it has not come")
    return gettext("%(who)s has promised %(what)s by %(time)s")


def _ready(item: Item) -> str:
    if item.deed is Deed.DECIDE:
        return gettext("Decide on %(candidate)s: the evidence is in")
    return gettext("The evidence on %(candidate)s is in: the decision waits with %(who)s")


def _undated(item: Item) -> str:
    if item.deed is Deed.BOOK:
        return gettext("Book %(step)s for %(candidate)s")
    if item.holder.side == Side.AGENCY:
        return gettext("%(step)s for %(candidate)s has no time; %(who)s has the ball")
    if item.holder.side == Side.CANDIDATE:
        return gettext("%(candidate)s has not chosen a time: %(step)s")
    return gettext("%(step)s for %(candidate)s has no time; it waits for %(who)s")


def _scorecard(item: Item) -> str:
    if item.deed is Deed.ASSESS:
        return gettext("Assess %(candidate)s after %(step)s")
    return gettext("The assessment of %(candidate)s by %(who)s is missing")


def _evidence(item: Item) -> str:
    if item.code == EvidenceKind.TEST:
        return gettext("The test of %(candidate)s is missing")
    return gettext("A reference for %(candidate)s is missing")


def _own_ball(item: Item) -> str:
    if item.until:
        return gettext("%(step)s with %(candidate)s, %(time)s")
    if item.deed is Deed.BOOK:
        return gettext("Book %(step)s for %(candidate)s")
    if item.about.candidacy_id is None:
        return gettext("Finish %(step)s")
    return pgettext("work on a step", "%(step)s: %(candidate)s")


def _their_ball(item: Item) -> str:
    if item.deed is Deed.REMIND and item.about.candidacy_id:
        return gettext("%(who)s has the ball for %(candidate)s: %(step)s")
    if item.deed is Deed.REMIND:
        return gettext("%(who)s has the ball: %(step)s")
    if item.holder.side == Side.CANDIDATE:
        return gettext("Get in touch with %(candidate)s about %(step)s")
    return gettext("Get in touch with %(who)s about %(step)s for %(candidate)s")


_PATTERNS: dict[Why, Callable[[Item], str]] = {
    Why.PROMISE_BROKEN: _our_promise,
    Why.PROMISE_DUE: _our_promise,
    Why.THEIR_PROMISE_BROKEN: _their_promise,
    Why.THEIR_PROMISE_DUE: _their_promise,
    Why.NOTICE_DUE: lambda _item: gettext("Tell %(candidate)s by %(time)s that we found them and keep their data"),
    Why.GUARANTEE_ENDS: lambda _item: gettext("Follow up the hire: the guarantee ends %(day)s"),
    Why.FEE_DUE: lambda _item: gettext("“%(words)s” of the fee fell due %(day)s"),
    Why.CONSENT_ENDS: lambda _item: gettext("Ask %(candidate)s to stay in the talent pool: the consent ends %(day)s"),
    Why.READY_TO_DECIDE: _ready,
    Why.OFFER_UNSENT: lambda _item: gettext("Send %(candidate)s the offer that was decided %(day)s"),
    Why.NO_DATE: _undated,
    Why.NO_NEWS: lambda _item: gettext("No news to %(candidate)s for %(days)s"),
    Why.LETTER_HELD: lambda _item: gettext("%(candidate)s waits for the answer: the letter is drafted"),
    Why.WEEK_DRAFTED: lambda _item: gettext("The weekly letter to %(who)s is drafted"),
    Why.MESSAGE_WAITS: lambda _item: gettext("Answer %(who)s: “%(words)s”"),
    Why.LETTER_CAME_BACK: lambda _item: gettext("Phone %(who)s: the mail address does not work"),
    Why.SCORECARD_MISSING: _scorecard,
    Why.EVIDENCE_MISSING: _evidence,
    Why.YOUR_BALL: _own_ball,
    Why.THEIR_BALL_OVERDUE: _their_ball,
}
