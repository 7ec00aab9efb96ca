"""Suggested advice in words, in the language of whoever decides; and where each number comes from.

The rules (`momentum.advising.rules`) say what is worth saying and from which events; here it becomes sentences that a
consultant can send. They state, and offer: none of them threatens.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.desk.components.words import dated_words, joined_words, workday_words
from framdrift.desk.timeline.kinds import EVIDENCE, SIDES, words_for
from framdrift.desk.timeline.sentences import Line, line
from framdrift.foundation.models import Event
from framdrift.momentum.advising.queries import draft_of
from framdrift.momentum.advising.rules import Draft, Rule, Sentence
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Candidacy, Contact
from framdrift.recruiting.queries.timeline import names_in


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the rules suggest, in words of the decider's `language`."""

    draft: Draft
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One suggested sentence with the events that its numbers come from, as the timeline tells them, oldest first."""

    rule: Rule
    words: str
    lines: tuple[Line, ...]
    is_of_risk: bool
    is_of_time: bool
    percent: str


def suggested(viewer: Viewer, candidacy: Candidacy, *, at: datetime, today: date) -> Suggested:
    """The draft that stands when advice is written."""
    found = Suggested(draft_of(viewer, candidacy, at=at), "", language_of(candidacy))
    return replace(found, words=told(found, tuple(Rule), who=candidacy.candidate.name, today=today))


def told(found: Suggested, rules: Collection[Rule], *, who: str, today: date) -> str:
    """What these rules say, in the order of the draft and in its language."""
    with translation.override(found.language):
        return " ".join(sentence_words(one, who=who, today=today) for one in found.draft.sentences if one.rule in rules)


def explained(found: Suggested, candidacy: Candidacy, *, now: datetime, today: date) -> list[Explained]:
    """Each sentence with its events, told in the reader's own language. A fixed number of statements."""
    seqs = {seq for one in found.draft.sentences for seq in one.events}
    events = list(Event.objects.filter(seq__in=seqs).order_by("seq"))
    names = names_in(events)
    lines = {event.seq: line(event, names, now=now) for event in events}
    return [_explained(one, found, candidacy, lines, today) for one in found.draft.sentences]


def language_of(candidacy: Candidacy) -> str:
    """The language of whoever decides at the client."""
    deciders = Contact.objects.filter(assignment=candidacy.assignment_id, part=Contact.Part.DECIDER)
    return deciders.values_list("account__language", flat=True).first() or "sv"


def sentence_words(sentence: Sentence, *, who: str, today: date) -> str:
    """One sentence, or two that belong together, in the language at hand."""
    return " ".join(_WORDS[sentence.rule](sentence, who, today))


def _explained(one: Sentence, found: Suggested, candidacy: Candidacy, lines: dict[int, Line], today: date) -> Explained:
    with translation.override(found.language):
        words = sentence_words(one, who=candidacy.candidate.name, today=today)
    return Explained(
        one.rule,
        words,
        tuple(lines[seq] for seq in one.events),
        is_of_risk=one.tells("more_middle"),
        is_of_time=one.tells("time_middle") or "time" in one.terms,
        percent=_percent_words(one) if one.tells("more_middle") else "",
    )


# --- one rule each -------------------------------------------------------------------------------
def _in_hand(one: Sentence, who: str, today: date) -> Iterator[str]:
    pieces = []
    if one.tells("assessments"):
        n = int(one.value("assessments"))
        pieces.append(ngettext("%(n)d assessment", "%(n)d assessments", n) % {"n": n})
    if one.tells("references"):
        n = int(one.value("references"))
        pieces.append(ngettext("%(n)d reference", "%(n)d references", n) % {"n": n})
    if one.tells("tests"):
        n = int(one.value("tests"))
        pieces.append(ngettext("%(n)d test", "%(n)d tests", n) % {"n": n})
    yield _("What is in: %(what)s.") % {"what": joined_words(pieces)}


def _complete(one: Sentence, who: str, today: date) -> Iterator[str]:
    yield _("Nothing that you agreed to decide on is missing since %(day)s.") % {"day": _day(one, "since_on", today)}


def _missing(one: Sentence, who: str, today: date) -> Iterator[str]:
    pieces = []
    for place, term in enumerate(one.terms):
        kind, _colon, side = term.partition(":")
        whose = f" ({words_for(SIDES, side)})" if kind == "scorecard" else ""
        pieces.append(f"{one.value(f'wanted_{place}')} × {words_for(EVIDENCE, kind)}{whose}")
    yield _("Still missing: %(what)s.") % {"what": joined_words(pieces)}


def _apart(one: Sentence, who: str, today: date) -> Iterator[str]:
    yield _("The views differ most on %(what)s: talk about that first.") % {"what": joined_words(one.terms)}


def _waits(one: Sentence, who: str, today: date) -> Iterator[str]:
    slots = {"day": _day(one, "since_on", today), "days": workday_words(int(one.value("work_days")))}
    yield _("It has been your turn since %(day)s (%(days)s).") % slots


def _promised(one: Sentence, who: str, today: date) -> Iterator[str]:
    yield _("You have told us to expect your answer by %(day)s.") % {"day": _day(one, "due_on", today)}


def _holds(one: Sentence, who: str, today: date) -> Iterator[str]:
    slots = {"day": _day(one, "decision_on", today), "end": _day(one, "end_on", today)}
    if "complete" in one.terms:
        yield _("A decision by %(day)s keeps the plan, which ends on %(end)s.") % slots
    else:
        yield _("The plan has room to wait for it until %(day)s, and ends on %(end)s then.") % slots


def _sooner(one: Sentence, who: str, today: date) -> Iterator[str]:
    slots = {
        "day": _day(one, "decision_on", today),
        "instead": _day(one, "instead_of_on", today),
        "end": _day(one, "end_on", today),
        "end_instead": _day(one, "end_instead_of_on", today),
    }
    yield (
        _(
            "A decision on %(day)s instead of %(instead)s would bring the end of the plan from %(end_instead)s to"
            " %(end)s."
        )
        % slots
    )
    if one.tells("more_middle"):
        yield _fewer(one) % _persons(one, who)
        yield from _for_time(one)
        yield from _origin(one)


def _fewer(one: Sentence) -> str:
    if "time" in one.terms:
        return _(
            "Of 20 candidates who wait as %(who)s does, about %(later)s have left because of the wait by the later day"
            " and %(sooner)s by the sooner: %(more)s fewer."
        )
    return _(
        "Of 20 candidates who wait as %(who)s does, about %(later)s have left by the later day and %(sooner)s by"
        " the sooner: %(more)s fewer."
    )


def _no_hurry(one: Sentence, who: str, today: date) -> Iterator[str]:
    if "time" in one.terms:
        words = _(
            "There is no need to hurry: a few days more or less change little (of 20 candidates who wait as %(who)s"
            " does, %(more)s more leave because of the wait)."
        )
    else:
        words = _(
            "There is no need to hurry: a few days more or less change little (of 20 candidates who wait as %(who)s"
            " does, %(more)s more leave)."
        )
    yield words % _persons(one, who)
    yield from _for_time(one)
    yield from _origin(one)


def _one_more(one: Sentence, who: str, today: date) -> Iterator[str]:
    slots = {"day": _day(one, "decision_on", today), "days": workday_words(int(one.value("work_days")))}
    yield _("One more interview would move the decision by %(days)s, to %(day)s.") % slots
    if one.tells("more_middle"):
        if "time" in one.terms:
            words = _("Of 20 candidates who wait as %(who)s does, %(more)s more leave because of the wait meanwhile.")
        else:
            words = _("Of 20 candidates who wait as %(who)s does, %(more)s more leave meanwhile.")
        yield words % _persons(one, who)
        yield from _for_time(one)
        if "general" in one.terms:
            yield from _origin(one)


def _for_time(one: Sentence) -> Iterator[str]:
    """How many of them would leave because of the wait, where others are counted too."""
    if one.tells("time_middle"):
        yield _("Of them, %(time)s because of the wait.") % {"time": _of_twenty(one, "time")}


def _origin(one: Sentence) -> Iterator[str]:
    if "general" in one.terms:
        yield _("That is general experience, not yet your own.")


_WORDS = {
    Rule.IN_HAND: _in_hand,
    Rule.COMPLETE: _complete,
    Rule.MISSING: _missing,
    Rule.APART: _apart,
    Rule.WAITS: _waits,
    Rule.PROMISED: _promised,
    Rule.HOLDS: _holds,
    Rule.SOONER: _sooner,
    Rule.NO_HURRY: _no_hurry,
    Rule.ONE_MORE: _one_more,
}


# --- numbers in words ----------------------------------------------------------------------------
def _day(one: Sentence, name: str, today: date) -> str:
    return dated_words(date.fromisoformat(str(one.value(name))), today)


def _persons(one: Sentence, who: str) -> dict[str, str]:
    """Whole persons of twenty, each with its range."""
    return {"who": who, **{name: _of_twenty(one, name) for name in ("sooner", "later", "more")}}


def _of_twenty(one: Sentence, name: str) -> str:
    low, middle, high = (one.value(f"{name}_{limit}") for limit in ("low", "middle", "high"))
    return _("%(middle)s (%(low)s to %(high)s)") % {"middle": middle, "low": low, "high": high}


def _percent_words(one: Sentence) -> str:
    """The same in hundredths, for whoever looks closer."""
    slots = {
        f"{name}_{limit}": one.value(f"{name}_{limit}_percent")
        for name in ("sooner", "later", "more")
        for limit in ("low", "middle", "high")
    }
    return (
        _(
            "In hundredths: %(later_middle)s (%(later_low)s to %(later_high)s) later, %(sooner_middle)s (%(sooner_low)s"
            " to %(sooner_high)s) sooner; the difference %(more_middle)s (%(more_low)s to %(more_high)s), each with its"
            " 80%% range."
        )
        % slots
    )
