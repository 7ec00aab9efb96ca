"""Sentences about meetings and the kick-off in which they are laid out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.desk.timeline.telling import Told, tells
from framdrift.recruiting.events import meetings
from framdrift.recruiting.kinds import MeetingKind, SeatAnswer


@tells(meetings.KickoffDrafted)
def kickoff_drafted(told: Told) -> str:
    """How many meetings."""
    count = len(told.get("meeting_ids"))
    sentence = ngettext(
        "%(actor)s drafted the kick-off: time for %(count)d meeting.",
        "%(actor)s drafted the kick-off: times for %(count)d meetings.",
        count,
    )
    return told.say(sentence, count=count)


@tells(meetings.KickoffSent)
def kickoff_sent(told: Told) -> str:
    """To whom."""
    count = len(told.get("meeting_ids"))
    sentence = ngettext(
        "%(actor)s held time for %(count)d meeting and asked %(to)s whether it suits.",
        "%(actor)s held time for %(count)d meetings and asked %(to)s whether they suit.",
        count,
    )
    return told.say(sentence, count=count, to=told.account("account_id"))


@tells(meetings.KickoffConfirmed)
def kickoff_confirmed(told: Told) -> str:
    """With what did not suit."""
    count, out = len(told.get("meeting_ids")), len(told.get("unsuitable_ids"))
    sentence = ngettext(
        "%(actor)s said yes to the kick-off: %(count)d meeting is booked.",
        "%(actor)s said yes to the kick-off: %(count)d meetings are booked.",
        count,
    )
    told_so = told.say(sentence, count=count)
    if not out:
        return told_so
    more = ngettext("%(out)d time did not suit.", "%(out)d times did not suit.", out) % {"out": out}
    return f"{told_so} {more}"


@tells(meetings.KickoffDropped)
def kickoff_dropped(told: Told) -> str:
    """Everybody's time is free."""
    return told.say(_("%(actor)s called off the kick-off; what was held for it is free again."))


@tells(meetings.MeetingHeld)
def meeting_held(told: Told) -> str:
    """Which and when."""
    return told.say(_("%(actor)s held %(time)s for %(meeting)s."), **_slots(told))


@tells(meetings.MeetingConfirmed)
def meeting_confirmed(told: Told) -> str:
    """Which and when."""
    return told.say(_("%(actor)s booked %(meeting)s for %(time)s."), **_slots(told))


@tells(meetings.MeetingMoved)
def meeting_moved(told: Told) -> str:
    """From and to."""
    sentence = _("%(actor)s moved %(meeting)s from %(before)s to %(time)s.")
    return told.say(sentence, before=told.moment("from_at"), **_slots(told))


@tells(meetings.MeetingFreed)
def meeting_freed(told: Told) -> str:
    """Others may take it."""
    return told.say(_("%(who)s gave back %(time)s for %(meeting)s."), **_slots(told))


@tells(meetings.MeetingCancelled)
def meeting_cancelled(told: Told) -> str:
    """It is off."""
    return told.say(_("%(actor)s cancelled %(meeting)s on %(time)s."), **_slots(told))


@tells(meetings.SeatAnswered)
def seat_answered(told: Told) -> str:
    """Yes, or perhaps."""
    if told.get("answer") == SeatAnswer.ACCEPTED:
        return told.say(_("%(actor)s comes to %(meeting)s on %(time)s."), **_slots(told))
    return told.say(_("%(actor)s perhaps comes to %(meeting)s on %(time)s."), **_slots(told))


@tells(meetings.SeatDeclined)
def seat_declined(told: Told) -> str:
    """Who comes instead, if anybody."""
    slots = {**_slots(told), "person": told.account("account_id")}
    if told.get("is_optional"):
        sentence = _("%(person)s cannot come to %(meeting)s on %(time)s; it takes place all the same.")
        return told.say(sentence, **slots)
    if told.get("to_account_id"):
        sentence = _("%(person)s cannot come to %(meeting)s on %(time)s; %(other)s comes instead.")
        return told.say(sentence, other=told.account("to_account_id"), **slots)
    return told.say(_("%(person)s cannot come to %(meeting)s on %(time)s, and nobody could step in."), **slots)


@tells(meetings.DeclineUndone)
def decline_undone(told: Told) -> str:
    """The seat is theirs again."""
    sentence = _("%(person)s can come to %(meeting)s on %(time)s after all.")
    return told.say(sentence, person=told.account("account_id"), **_slots(told))


def _slots(told: Told) -> dict[str, str]:
    return {"meeting": meeting_name(told.get("kind_code"), told.step()), "time": told.moment("start_at")}


def meeting_name(kind: str, step: str) -> str:
    """What a meeting is called: by its step, and what it is for where that is not to meet a candidate."""
    if kind == MeetingKind.DEBRIEF:
        return _("the debrief after %(step)s") % {"step": step}
    if kind == MeetingKind.DECISION:
        return _("the decision meeting")
    return step
