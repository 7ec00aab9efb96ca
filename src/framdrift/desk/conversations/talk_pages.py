"""The interviewer's talks: what is on this week, one talk's time, and the guide to a good talk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.conversations.answers.matters import count_open
from framdrift.conversations.invitations import actions
from framdrift.conversations.invitations.queries import load, my_talks, questions_of
from framdrift.conversations.invitations.unreached import unreached_among, unreached_talks
from framdrift.conversations.kinds import ENDED, Channel, InvitationState, ProgrammeState
from framdrift.conversations.levels import limits_of, words_of
from framdrift.conversations.models import Invitation, TalkTime
from framdrift.conversations.programmes.queries import programmes
from framdrift.conversations.room.mailed import mail_answered_at, reopen_mail, tick_off_mail
from framdrift.conversations.room.showing import held_talk, may_begin, to_follow_up
from framdrift.desk.conversations.reaching_pages import not_there
from framdrift.desk.conversations.shown import talk_rows
from framdrift.desk.conversations.subject import done, invitation_of, told
from framdrift.desk.conversations.words import BADGES, CHANNELS, KINDS, PROGRAMME_STATES, STAGES, TALK_STATES, words_for
from framdrift.desk.verbs import moment_field
from framdrift.organisations.models import Account
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.talks.mailed_words import mailbox, words_came_at
from framdrift.planning.talks.openings import has_calendar, openings_of

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])
_OFFERED = 4


@require_safe
def conversations(request: ReaderRequest) -> HttpResponse:
    """My talks this week and after, what the others have before them, and the programmes."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    rows = talk_rows(my_talks(request.viewer, today=today), today=today)
    end = monday + timedelta(days=7)
    language = get_language() or "en"
    booked = [row for row in rows if row.line.booked_at is not None]
    this_week = {row.line.id: row for row in booked if _day(row.line.booked_at) < end}
    context = {
        "unreached": [not_there(one) for one in unreached_talks(request.viewer)],
        "this_week": list(this_week.values()),
        "later": [row for row in booked if _day(row.line.booked_at) >= end],
        "to_book": [row for row in rows if row.line.booked_at is None and row.line.channel != Channel.WRITTEN],
        "written": [row for row in rows if row.line.booked_at is None and row.line.channel == Channel.WRITTEN],
        "follow_up": [one for one in to_follow_up(request.viewer) if one.invitation_id not in this_week],
        "matters": count_open(request.viewer),
        "load": load(request.viewer, monday=monday),
        "programmes": [
            {
                "line": line,
                "name": line.name_in(language),
                "kind": words_for(KINDS, line.kind),
                "state": words_for(PROGRAMME_STATES, line.state),
                "badge": BADGES[ProgrammeState(line.state)],
            }
            for line in programmes(request.viewer)
        ],
    }
    return render(request, "conversations/talks.html", context)


@require_safe
def talk(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """One talk: who, when, what the level means, and the questions as they may be asked here."""
    row = invitation_of(request.viewer, invitation_id)
    language = get_language() or "en"
    came_at = words_came_at(row)
    context = {
        "row": row,
        "programme": row.programme.name_in(language),
        "channel": words_for(CHANNELS, row.programme.channel),
        "state": words_for(TALK_STATES, row.state),
        "reason": words_for(STAGES, row.reason),
        "times": list(row.times.all()),
        "level": words_of(row.programme.level, row.employment.language),
        "limits": limits_of(row.programme.level, row.employment.language),
        "shown": questions_of(row, language=row.employment.language),
        "is_open": row.state not in ENDED and row.round.closed_at is None,
        "is_written": row.programme.channel == Channel.WRITTEN,
        "is_invited": row.state != InvitationState.PLANNED,
        "held": held_talk(request.viewer, row),
        "may_begin": may_begin(request.viewer, row),
        "unreached": next(map(not_there, unreached_among([row])), None),
        "words_came_at": came_at,
        "words_answered_at": mail_answered_at(row, came_at=came_at) if came_at is not None else None,
        "mailbox": mailbox(),
        "from_calendar": row.booked_at is None and has_calendar(row),
    }
    return render(request, "conversations/talk.html", context)


class OfferForm(forms.Form):
    """Some times to pick among, written by hand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, _OFFERED + 1):
            field = moment_field(_("Time %(number)s") % {"number": number})
            field.required = number == 1
            self.fields[f"time_{number}"] = field

    def times(self) -> list[datetime]:
        """Those that were filled in."""
        return [time for name in self.fields if (time := self.cleaned_data.get(name))]


class BookForm(forms.Form):
    """A time that was agreed, and where."""

    start_at = moment_field(gettext_lazy("When"))
    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A room, a telephone number or the link of a video meeting. The person sees it."),
    )


@_SHOWS_OR_SAVES
def talk_offer(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Offer times: the person picks one on their page."""
    row = invitation_of(request.viewer, invitation_id)
    form = OfferForm(request.POST or None, initial=_proposed(row, at=timezone.now()))
    if request.method == "POST" and done(
        form,
        lambda: actions.offer_times(invitation=row, times=form.times(), by=request.viewer, at=timezone.now()),
    ):
        return redirect("talk", invitation_id=row.pk)
    return _form(request, form, row, title=_("Offer times to %(name)s") % {"name": row.employment.name})


@_SHOWS_OR_SAVES
def talk_book(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Write in a time that was agreed, by telephone say."""
    row = invitation_of(request.viewer, invitation_id)
    form = BookForm(request.POST or None, initial={"start_at": row.booked_at, "place": row.place})
    if request.method == "POST" and done(
        form,
        lambda: actions.book_time(invitation=row, **form.cleaned_data, by=request.viewer, at=timezone.now()),
    ):
        return redirect("talk", invitation_id=row.pk)
    return _form(request, form, row, title=_("Time of the talk with %(name)s") % {"name": row.employment.name})


@require_POST
def talk_unbook(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """The time no longer holds; the person gets a letter."""
    row = invitation_of(request.viewer, invitation_id)
    told(
        request,
        lambda: actions.unbook_time(invitation=row, by=request.viewer, at=timezone.now()),
        _("The time is let go, and the person is told."),
    )
    return redirect("talk", invitation_id=row.pk)


@require_POST
def talk_mail_answered(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """What came by mail about the talk has been answered."""
    row = invitation_of(request.viewer, invitation_id)
    told(
        request,
        lambda: tick_off_mail(invitation=row, by=request.viewer, at=timezone.now()),
        _("The mail is ticked off as answered."),
        undo=reverse("talk-mail-open", args=[row.pk]),
    )
    return redirect("talk", invitation_id=row.pk)


@require_POST
def talk_mail_open(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """It has not been answered after all."""
    row = invitation_of(request.viewer, invitation_id)
    told(
        request,
        lambda: reopen_mail(invitation=row, by=request.viewer, at=timezone.now()),
        _("The mail waits for an answer again."),
    )
    return redirect("talk", invitation_id=row.pk)


class HandOverForm(forms.Form):
    """Which of the programme's interviewers."""

    to = forms.TypedChoiceField(label=gettext_lazy("Who holds the talk"), coerce=int)

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        among = invitation.programme.interviewers.exclude(account=invitation.interviewer)
        field.choices = list(among.order_by("account__name").values_list("account_id", "account__name"))


@_SHOWS_OR_SAVES
def talk_hand_over(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Another interviewer holds the talk."""
    row = invitation_of(request.viewer, invitation_id)
    form = HandOverForm(request.POST or None, invitation=row)

    def act() -> None:
        to = Account.objects.get(pk=form.cleaned_data["to"])
        actions.hand_over(invitation=row, to=to, by=request.viewer, at=timezone.now())

    if request.method == "POST" and done(form, act):
        return redirect("talk", invitation_id=row.pk)
    return _form(request, form, row, title=_("Hand the talk over"))


@require_safe
def good_talk(request: ReaderRequest) -> HttpResponse:
    """The guide to a good talk, for whoever holds one."""
    return render(request, "conversations/good_talk.html")


def _day(instant: datetime | None) -> Any:
    assert instant is not None
    return timezone.localtime(instant).date()


def _proposed(row: Invitation, *, at: datetime) -> dict[str, datetime]:
    """The times that are offered already, so that they can be changed; else what the calendar leaves open."""
    offered = list(TalkTime.objects.filter(invitation=row).values_list("start_at", flat=True)[:_OFFERED])
    times = offered or openings_of(row, at=at)[:_OFFERED]
    return {f"time_{number}": time for number, time in enumerate(times, start=1)}


def _form(request: ReaderRequest, form: forms.Form, row: Invitation, *, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("talk", args=[row.pk])}
    return render(request, "conversations/form.html", context, status=422 if form.is_bound else 200)
