"""What is done with a meeting: moved, answered, declined and taken back, cancelled."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from framdrift.desk.components import words
from framdrift.desk.verbs import Doing, Done, VerbForm, Verbs
from framdrift.organisations.access import Viewer
from framdrift.planning.booking.declining import decline
from framdrift.planning.booking.openings import openings_for
from framdrift.planning.booking.words import meeting_title
from framdrift.recruiting.actions.meeting_seats import answer_seat, undo_decline
from framdrift.recruiting.actions.meetings import cancel_meeting, reschedule_meeting
from framdrift.recruiting.kinds import SeatAnswer
from framdrift.recruiting.models import Meeting, MeetingSeat
from framdrift.recruiting.queries.meetings import seat_of, visible_meetings

_REASON = 500


def _meetings(viewer: Viewer) -> QuerySet[Meeting]:
    return visible_meetings(viewer).select_related("assignment__company", "plan_step", "candidacy__candidate")


def _home(row: Meeting) -> str:
    return reverse("meeting", args=[row.pk])


VERBS: Verbs[Meeting] = Verbs(
    key="meeting_id",
    visible=_meetings,
    home=_home,
    name=lambda row: f"{meeting_title(row, get_language() or 'en')}, {row.assignment.title}",
)


class MoveForm(VerbForm):
    """One of the times when everybody can, or one typed by hand; and why."""

    time = forms.ChoiceField(
        label=gettext_lazy("When everybody can"), choices=[], widget=forms.RadioSelect, required=False
    )
    by_hand = forms.DateTimeField(
        label=gettext_lazy("Or another time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kept in the meeting's history. Those invited get the new time by letter."),
    )

    def fit(self, doing: Doing[Meeting]) -> None:
        """The openings of its people."""
        starts = openings_for(doing.row, at=doing.at)
        self.choose("time", [(one.isoformat(), words.moment_words(one, doing.at)) for one in starts])

    def clean(self) -> dict[str, object] | None:
        """One of the two."""
        data = super().clean() or {}
        if not data.get("time") and not data.get("by_hand") and not self.errors:
            self.add_error("time", _("Choose a time, or type one."))
        return data


@VERBS.verb(gettext_lazy("Give it another time"), MoveForm, button=gettext_lazy("Move the meeting"))
def move(doing: Doing[Meeting]) -> Done:
    """Everybody is asked again."""
    chosen = doing.data["by_hand"] or datetime.fromisoformat(doing.data["time"])
    moved = reschedule_meeting(
        meeting=doing.row, start_at=chosen, reason=doing.data["reason"], by=doing.by, at=doing.at
    )
    told = _("Moved to %(time)s. Everybody gets the new time.")
    return Done(told % {"time": words.moment_words(moved.start_at, doing.at)})


@VERBS.verb(gettext_lazy("I come"))
def accept(doing: Doing[Meeting]) -> Done:
    """One's own yes."""
    seat = seat_of(doing.row, doing.by.account_id or 0)
    answer_seat(seat=seat, answer=SeatAnswer.ACCEPTED, by=doing.by, at=doing.at)
    return Done(_("Noted: you come."))


class DeclineForm(VerbForm):
    """Who cannot come, and why."""

    who = forms.ChoiceField(label=gettext_lazy("Who cannot come"), choices=[], widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "If an alternate is free they take the seat. Otherwise the time is let go, unless they were merely welcome."
        ),
    )

    def fit(self, doing: Doing[Meeting]) -> None:
        """Those who sit in it; the reader first and chosen."""
        seats = MeetingSeat.objects.filter(meeting=doing.row, is_alternate=False, left_at=None, account__isnull=False)
        rows = [seat.account for seat in seats.select_related("account") if seat.account]
        rows.sort(key=lambda one: (one.pk != doing.by.account_id, one.name))
        self.choose("who", [(str(one.pk), one.name) for one in rows])
        if rows:
            self.begin(who=str(rows[0].pk))


@VERBS.verb(gettext_lazy("Somebody cannot come"), DeclineForm, button=gettext_lazy("Find a way"))
def say_no(doing: Doing[Meeting]) -> Done:
    """An alternate steps in, or the time is free again."""
    who = int(doing.data["who"])
    substitute = decline(meeting=doing.row, account_id=who, reason=doing.data["reason"], by=doing.by, at=doing.at)
    undo = f"{reverse('meeting-decline-undo', args=[doing.row.pk])}?who={who}"
    if MeetingSeat.objects.filter(meeting=doing.row, account_id=who, is_optional=True).exists():
        return Done(_("Noted. The meeting takes place all the same."), undo=undo)
    if substitute is not None and substitute.account is not None:
        return Done(_("%(who)s comes instead, and gets a letter.") % {"who": substitute.account.name}, undo=undo)
    return Done(_("Nobody could step in. The time is free, and another must be found."), undo=undo)


@VERBS.verb(gettext_lazy("They can come after all"))
def undo(doing: Doing[Meeting]) -> Done:
    """The seat is theirs again, where the time is still free."""
    given = doing.given.get("who", "")
    account = int(given) if given.isdecimal() else doing.by.account_id or 0
    undo_decline(meeting=doing.row, account_id=account, by=doing.by, at=doing.at)
    return Done(_("The meeting stands as before."))


class CancelForm(VerbForm):
    """Why it does not take place."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=_REASON, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


@VERBS.verb(gettext_lazy("Cancel the meeting"), CancelForm)
def cancel(doing: Doing[Meeting]) -> Done:
    """Everybody's time is free, and whose turn it is to find another has the ball."""
    cancel_meeting(meeting=doing.row, reason=doing.data["reason"], by=doing.by, at=doing.at)
    return Done(_("Cancelled. Everybody gets a letter that takes it out of their calendar."))
