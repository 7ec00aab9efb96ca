"""Sentences about candidacies: their way through the plan, balls, news, promises, notes, ends."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.desk.timeline.kinds import BALL_REASONS, CHANNELS, PROMISES, SIDES, SOURCES, TOLD_REASONS, words_for
from framdrift.desk.timeline.telling import Told, tells
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting import events


@tells(events.CandidacyEntered)
def entered(told: Told) -> str:
    """How the candidate came in."""
    if told.actor == told.who:
        return told.say(_("%(who)s applied and is at %(step)s."), step=told.step())
    return told.say(
        _("%(actor)s took %(who)s into the assignment at %(step)s (%(source)s)."),
        step=told.step(),
        source=words_for(SOURCES, told.get("source")),
    )


@tells(events.CandidacyMoved)
def moved(told: Told) -> str:
    """From where to where."""
    if told.get("back"):
        sentence = _("%(actor)s moved %(who)s back from %(left)s to %(reached)s.")
    else:
        sentence = _("%(actor)s moved %(who)s from %(left)s to %(reached)s.")
    return told.say(sentence, left=told.step("from_step_id"), reached=told.step("to_step_id"))


@tells(events.MoveUndone)
def move_undone(told: Told) -> str:
    """Back as if it had not been made."""
    return told.say(
        _("%(actor)s took back the move: %(who)s is at %(reached)s as before."), reached=told.step("to_step_id")
    )


@tells(events.HistoryCorrected)
def history_corrected(told: Told) -> str:
    """Imported anew, otherwise than before."""
    return told.say(_("The system that %(who)s came from tells the history otherwise now; it was corrected."))


@tells(events.StepOpened)
def step_opened(told: Told) -> str:
    """Beside the main step."""
    return told.say(_("%(actor)s started %(step)s for %(who)s beside the step at hand."), step=told.step())


@tells(events.StepClosed)
def step_closed(told: Told) -> str:
    """Beside the main step."""
    return told.say(_("%(actor)s closed %(step)s for %(who)s."), step=told.step())


@tells(events.StepBooked)
def step_booked(told: Told) -> str:
    """When, and from when where it was moved."""
    slots = {"step": told.step(), "time": told.moment("at")}
    if told.get("from_at"):
        sentence = _("%(actor)s moved %(step)s with %(who)s from %(before)s to %(time)s.")
        return told.say(sentence, before=told.moment("from_at"), **slots)
    return told.say(_("%(actor)s booked %(step)s with %(who)s for %(time)s."), **slots)


@tells(events.StepUnbooked)
def step_unbooked(told: Told) -> str:
    """The time that no longer holds."""
    return told.say(
        _("%(actor)s cancelled %(step)s with %(who)s, booked for %(time)s."),
        step=told.step(),
        time=told.moment("from_at"),
    )


@tells(events.StepHeld)
def step_held(told: Told) -> str:
    """It took place."""
    return told.say(_("%(step)s with %(who)s took place."), step=told.step())


@tells(events.BallPassed)
def ball_passed(told: Told) -> str:
    """Who had it, who has it, until when."""
    if told.get("reason_code") == "taken_over":
        sentence = _("%(actor)s took over the ball from %(giver)s; it is to be played by %(until)s.")
    elif _holder(told, "from") == _holder(told, "to"):
        sentence = _("%(taker)s keeps the ball, now until %(until)s.")
    elif told.get("reason_code") == "do_step":
        sentence = _("The ball went from %(giver)s to %(taker)s, who has it until %(until)s.")
    else:
        sentence = _("The ball went from %(giver)s to %(taker)s, who %(does)s by %(until)s.")
    return told.say(
        sentence,
        giver=_holder(told, "from"),
        taker=_holder(told, "to"),
        does=words_for(BALL_REASONS, told.get("reason_code")),
        until=told.day("until_on"),
    )


def _holder(told: Told, end: str) -> str:
    if told.get(f"{end}_account_id"):
        return told.account(f"{end}_account_id")
    side = told.get(f"{end}_side")
    return told.who if side == "candidate" else words_for(SIDES, side)


@tells(events.NewsGiven)
def news_given(told: Told) -> str:
    """That they heard, how, and when they next will."""
    return told.say(
        _("%(actor)s gave %(who)s news by %(channel)s. Next news by %(next)s."),
        channel=words_for(CHANNELS, told.get("channel")),
        next=told.day("next_news_on"),
    )


@tells(events.NewsTakenBack)
def news_taken_back(told: Told) -> str:
    """Its letter did not go."""
    return told.say(_("The letter with news to %(who)s did not go: they have not heard it."))


def _promise(told: Told) -> dict[str, str]:
    """What was promised to whom by when; where the machine acted, in the name of whose promise it is."""
    what = told.names.promises.get(told.get("promise_id"), "").rstrip(".")
    what = what or words_for(PROMISES, told.get("kind"))
    side = told.get("to_side")
    whom = told.who if side == "candidate" and told.get("candidacy_id") else words_for(SIDES, side)
    slots = {"what": what, "whom": whom, "due": told.moment("due_at")}
    promiser = told.names.promisers.get(told.get("promise_id"))
    return slots | ({"actor": promiser} if promiser and told.event.actor == SYSTEM.pseudonym else {})


@tells(events.PromiseMade)
def promise_made(told: Told) -> str:
    """What, to whom, by when."""
    return told.say(_("%(actor)s promised %(whom)s %(what)s by %(due)s."), **_promise(told))


@tells(events.PromiseKept)
def promise_kept(told: Told) -> str:
    """In time or late."""
    if told.get("late"):
        sentence = _("%(actor)s kept the promise to %(whom)s late: %(what)s, due %(due)s.")
    else:
        sentence = _("%(actor)s kept the promise to %(whom)s: %(what)s, due %(due)s.")
    return told.say(sentence, **_promise(told))


@tells(events.PromiseReopened)
def promise_reopened(told: Told) -> str:
    """It was not kept after all."""
    return told.say(_("%(actor)s opened the promise to %(whom)s again: %(what)s, due %(due)s."), **_promise(told))


@tells(events.PromiseMoved)
def promise_moved(told: Told) -> str:
    """From when to when."""
    return told.say(
        _("%(actor)s moved the promise to %(whom)s: %(what)s, from %(due)s to %(new)s."),
        new=told.moment("new_due_at"),
        **_promise(told),
    )


@tells(events.PromiseWithdrawn)
def promise_withdrawn(told: Told) -> str:
    """It no longer holds."""
    return told.say(_("%(actor)s took back the promise to %(whom)s: %(what)s, due %(due)s."), **_promise(told))


@tells(events.CandidacyEnded)
def ended(told: Told) -> str:
    """Which end, and the reason told."""
    sentences = {
        "hired": _("%(who)s was hired."),
        "rejected": _("%(actor)s declined %(who)s at %(step)s: %(reason)s."),
        "withdrew": _("%(who)s withdrew at %(step)s: %(reason)s."),
        "declined": _("%(who)s declined the offer: %(reason)s."),
        "expired": _("The candidacy of %(who)s ended with the assignment."),
    }
    return told.say(
        sentences[told.get("status")], step=told.step(), reason=words_for(TOLD_REASONS, told.get("reason_code"))
    )


@tells(events.CandidacyReopened)
def reopened(told: Told) -> str:
    """Where it goes on. Nothing is sent again."""
    return told.say(
        _("%(actor)s reopened the candidacy of %(who)s at %(step)s. Nothing was sent again."),
        step=told.step("to_step_id"),
    )


@tells(events.EndUndone)
def end_undone(told: Told) -> str:
    """As if it had not been."""
    return told.say(_("%(actor)s took back the end of the candidacy of %(who)s."))


@tells(events.ApplicationReceived)
def application_received(told: Told) -> str:
    """With how many files; the words stand below."""
    return told.say(
        ngettext("%(who)s applied, with %(files)s file.", "%(who)s applied, with %(files)s files.", told.get("files")),
        files=told.get("files"),
    )


@tells(events.FirstChoiceMarked)
def first_choice_marked(told: Told) -> str:
    """A person's mark."""
    return told.say(_("%(actor)s marked %(who)s as first choice."))


@tells(events.FirstChoiceUnmarked)
def first_choice_unmarked(told: Told) -> str:
    """The mark went away; when it stood is kept."""
    return told.say(_("%(actor)s took away the first choice mark from %(who)s."))


@tells(events.NoteWritten)
def note_written(told: Told) -> str:
    """On a candidate or on the assignment; the words stand below."""
    if told.get("candidacy_id"):
        return told.say(_("%(actor)s wrote a note about %(who)s."))
    return told.say(_("%(actor)s wrote a note."))


@tells(events.NoteRemoved)
def note_removed(told: Told) -> str:
    """By its author."""
    return told.say(_("%(actor)s took away a note."))
