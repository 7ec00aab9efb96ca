"""The first page of an invitation, saying no and yes again, and a new link by mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.invitations import actions as invitations
from framdrift.conversations.invitations.queries import PURPOSE, invitation_for
from framdrift.conversations.kinds import Channel, InvitationState
from framdrift.foundation import links
from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.models import Letter
from framdrift.foundation.personal_pages import private
from framdrift.organisations.refusals import Refused
from framdrift.planning.talks.openings import has_calendar
from framdrift.portals.employee import record_letters as letters
from framdrift.portals.employee import sheets
from framdrift.portals.employee.addresses import address_for, answers_to, talk_address
from framdrift.portals.employee.answering import may_answer
from framdrift.portals.employee.coding import reader_of
from framdrift.portals.employee.opening import Visit, closed_door, on_a_persons_link
from framdrift.portals.employee.quoting import has_quotes, waiting
from framdrift.portals.employee.told import begin_address, what_came


@on_a_persons_link("GET", "HEAD")
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What it is about, who reads what, what cannot be kept confidential; then the way on."""
    talk = visit.talk()
    sheet = sheets.read(visit)
    came = what_came(visit)
    context = {
        "came": came,
        "begin_address": begin_address(visit, came),
        "talk": talk,
        "stage": _stage(visit, talk),
        "has_begun": not sheet.is_empty and may_answer(visit),
        "may_begin": sheet.is_empty and may_answer(visit),
        "next_number": _next_number(visit, sheet),
        "asked": visit.questions(),
        "told": _told(request.GET.get("told", "")),
        "receipt": visit.receipt,
        "quotes_waiting": waiting(visit),
        "has_quotes": has_quotes(visit),
        "may_choose_time": _may_choose_time(visit),
    }
    return visit.show(request, "employee/home.html", context)


def _may_choose_time(visit: Visit) -> bool:
    """Whether there may be times to choose: offered by hand, or in the interviewer's calendar."""
    row = visit.invitation
    return row is not None and (row.times.exists() or has_calendar(row))


def _stage(visit: Visit, talk: Talk | None) -> str:
    """Which of the page's states it is, the most decided first."""
    if visit.invitation is None:
        return "over" if visit.is_over else "anonymous"
    if talk is not None:
        begun = "written" if talk.held_by_id is None else "begun"
        return {TalkState.OPEN: begun, TalkState.HANDED_OVER: "to_read"}.get(TalkState(talk.state), "approved")
    if Talk.objects.filter(invitation=visit.invitation).exists():
        return "taken_back"
    if visit.is_over:
        return "over"
    if visit.invitation.state == InvitationState.DECLINED:
        return "declined"
    return "written" if visit.programme.channel == Channel.WRITTEN else "talk"


def _next_number(visit: Visit, sheet: sheets.Sheet) -> int:
    """The first question without an answer."""
    answered = {note.question for note in sheet.notes if not note.is_blank}
    codes = [question.code for question in visit.questions()]
    return next((number for number, code in enumerate(codes, start=1) if code not in answered), len(codes) + 1)


def _told(code: str) -> str:
    """What was just done on another page, as a sentence; an unknown code says nothing."""
    return {
        "kept": _("It is kept. Come back by the same link when you like."),
        "declined": _("You have said no. That is quite all right, and your manager is not told."),
        "welcome": _("Good that you want to. Begin when it suits you."),
        "approved": _("Thank you. A letter that says so is on its way to you."),
        "not-approved": _("It is not passed on from now on, until you approve it again."),
        "time": _("The time is yours. A letter with a calendar file is on its way."),
        "receipt": _("Here is your answer again."),
        "echo": _("Thank you. We write to that address when the time comes, and not before."),
        "no-echo": _("Nobody calls, and the address is deleted."),
    }.get(code, "")


@on_a_persons_link("POST", named_only=True)
def decline(request: HttpRequest, visit: Visit) -> HttpResponse:
    """No, without a reason; yes again while the round is open. Nobody at the company is told of either."""
    if visit.invitation is None or visit.by is None:
        return visit.to("employee-home")
    try:
        if "again" in request.POST:
            invitations.take_back_decline(invitation=visit.invitation, by=visit.by, at=visit.at)
            return visit.to("employee-home", told="welcome")
        invitations.decline(invitation=visit.invitation, by=visit.by, at=visit.at)
    except Refused:
        return visit.to("employee-home")
    compose(
        kind=letters.DECLINED,
        key=f"talk-answer:{visit.invitation.pk}:{visit.at.isoformat()}",
        to=reader_of(visit),
        values={"programme": visit.programme_name},
        at=visit.at,
        action=(_("I want to after all"), talk_address(visit.invitation, at=visit.at)),
        company_id=visit.programme.company_id,
        about=visit.by.pseudonym,
        subject_key=visit.subject,
        reply_to=answers_to(visit.invitation),
    )
    return visit.to("employee-home", told="declined")


@require_POST
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a new link to the address we know, once a day, where a personal link ran out. Said alike for every token."""
    at = timezone.now()
    link = links.expired(token, purpose=PURPOSE, at=at)
    invitation = invitation_for(link)
    key = f"talk-link:{link.pk}:{at.date()}" if link else ""
    if invitation is not None and not Letter.objects.filter(key=key).exists():
        who = invitation.employment
        with translation.override(who.language):
            compose(
                kind=letters.NEW_LINK,
                key=key,
                to=Reader(address_for(invitation), who.name, who.language, who.zone),
                values={"programme": invitation.programme.name_in(who.language)},
                action=(_("Open your page"), talk_address(invitation, at=at)),
                at=at,
                company_id=invitation.company_id,
                about=who.pseudonym,
                subject_key=f"invitation:{invitation.pk}",
                reply_to=answers_to(invitation),
            )
    return private(HttpResponseRedirect(reverse("employee-renewed", kwargs={"token": token})), language="")


def renewed(request: HttpRequest, token: str) -> HttpResponse:
    """What happens after asking for a new link: the same whether the token was ever one."""
    said = _("If the link was yours, a new one is on its way to the address we have. It can take a few minutes.")
    return closed_door(request, token, said=said, status=200)
