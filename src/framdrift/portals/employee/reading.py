"""The record: read through, corrected, approved, taken along as a copy, taken back."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.conversations.answers import actions
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.queries import Record, own_record
from framdrift.conversations.answers.rules import Draft
from framdrift.conversations.answers.scope import nearest_manager
from framdrift.conversations.invitations.actions import record_done
from framdrift.conversations.kinds import Level
from framdrift.foundation.correspondence import compose
from framdrift.organisations.refusals import Refused
from framdrift.portals.employee import record_letters as letters
from framdrift.portals.employee import sheets
from framdrift.portals.employee.addresses import answers_to, talk_address
from framdrift.portals.employee.answering import may_answer
from framdrift.portals.employee.coding import Act, ask, reader_of
from framdrift.portals.employee.opening import Visit, on_a_persons_link


class ApproveForm(forms.Form):
    """A tick that no form has as served."""

    sure = forms.BooleanField(
        label=gettext_lazy("I have read it, and it may be read as it says above"),
        error_messages={"required": gettext_lazy("Tick the box when you have read it through.")},
    )


@on_a_persons_link("GET", "HEAD", "POST")
def record(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All that was written, question by question. Sent in: approved. At level D nothing needs to be sent in."""
    if visit.is_anonymous:
        return _own_answer(request, visit)
    talk = _readable(visit)
    if talk is None or sheets.read(visit).is_empty:
        return visit.to("employee-home")
    form = ApproveForm(request.POST if request.method == "POST" else None)
    said = ""
    if form.is_valid():
        try:
            _approve(visit, talk)
            return visit.to("employee-home", told="approved")
        except Refused as refusal:
            said = str(refusal)
    return _page(request, visit, talk, form, said=said, status=422 if form.is_bound else 200)


def _readable(visit: Visit) -> Talk | None:
    """The talk, unless its interviewer is still writing."""
    talk = visit.talk()
    return None if talk is None or (talk.state == TalkState.OPEN and talk.held_by_id is not None) else talk


def _own_answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    sheet = sheets.read(visit)
    if sheet.is_empty:
        return visit.to("employee-home")
    asked = [(number, one.text, sheet.of(one.code)) for number, one in enumerate(visit.questions(), start=1)]
    asked.append((len(asked) + 1, _("Is there anything else you want to say?"), sheet.of(sheets.ADDITION)))
    return visit.show(request, "employee/own_answer.html", {"asked": asked})


def _page(
    request: HttpRequest, visit: Visit, talk: Talk, form: ApproveForm, *, said: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "talk": talk,
        "record": _record(visit, talk),
        "form": form,
        "said": said,
        "may_answer": may_answer(visit),
        "may_correct": _may_correct(visit, talk),
        "manager": nearest_manager(talk.invitation.employment_id) if talk.key.level == Level.OPEN else None,
        "writer": secrets.token_hex(8),
        "new_key": uuid.uuid4(),
        "corrected": request.GET.get("told") == "corrected",
    }
    return visit.show(request, "employee/record.html", context, status=status)


def _record(visit: Visit, talk: Talk) -> Record:
    if visit.by is None:
        raise TypeError("A record belongs to a named visit.")
    return own_record(visit.by, talk)


def _may_correct(visit: Visit, talk: Talk) -> bool:
    return not visit.is_over and talk.state in (TalkState.HANDED_OVER, TalkState.APPROVED)


@transaction.atomic
def _approve(visit: Visit, talk: Talk) -> None:
    if visit.by is None or visit.invitation is None:
        raise TypeError("A record belongs to a named visit.")
    if talk.state == TalkState.OPEN and talk.held_by_id is None:
        actions.hand_over_for_approval(talk=talk, by=visit.by, at=visit.at)
    actions.approve(talk=talk, by=visit.by, at=visit.at)
    record_done(invitation=visit.invitation, by=visit.by, at=visit.at)
    compose(
        kind=letters.APPROVED,
        key=f"talk-approved:{talk.pk}:{visit.at.isoformat()}",
        to=reader_of(visit),
        values={"programme": visit.programme_name, "readers": visit.words.readers},
        at=visit.at,
        action=(_("See it, or take the approval back"), talk_address(visit.invitation, at=visit.at)),
        company_id=talk.company_id,
        about=visit.by.pseudonym,
        subject_key=visit.subject,
        reply_to=answers_to(visit.invitation),
    )


@on_a_persons_link("POST", named_only=True)
def correct(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The person's own words take the place of those that were wrong; an addition is added."""
    talk = visit.talk()
    if talk is None or visit.by is None:
        return visit.to("employee-home")
    try:
        notes, save = _corrections(request, visit, talk), sheets.save_of(request.POST.dict())
        saved = actions.save_notes(talk=talk, notes=notes, save=save, by=visit.by, at=visit.at)
    except Refused as refusal:
        if "X-Draft" in request.headers:
            return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
        return _page(request, visit, talk, ApproveForm(), said=str(refusal), status=422)
    if "X-Draft" in request.headers:
        return JsonResponse({"seen": saved.version, "beside": bool(saved.moved)})
    return visit.to("employee-record", told="corrected")


def _corrections(request: HttpRequest, visit: Visit, talk: Talk) -> list[Draft]:
    there = {note.client_key: note for question in _record(visit, talk).questions for note in question.notes}
    found = []
    for draft in sheets.drafts_of(request.POST.dict(), question=sheets.ADDITION, position=99):
        note = there.get(draft.client_key)
        found.append(
            draft if note is None else Draft(note.client_key, note.question, note.kind, draft.text, note.position)
        )
    return found


@on_a_persons_link("POST", named_only=True)
def take_back_approval(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Nobody else reads it until it is approved again."""
    talk = visit.talk()
    if talk is not None and visit.by is not None and not visit.is_over:
        actions.take_back_approval(talk=talk, by=visit.by, at=visit.at)
    return visit.to("employee-home", told="not-approved")


@on_a_persons_link("GET", "HEAD", named_only=True)
def copy(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The person's own copy, as plain text to keep."""
    talk = _readable(visit)
    if talk is None:
        return visit.to("employee-home")
    context = {"visit": visit, "record": _record(visit, talk)}
    text = render_to_string("employee/copy.txt", context)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="framdrift.txt"'
    return response


@on_a_persons_link("GET", "HEAD", "POST", named_only=True)
def withdraw(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Asked for here, done when a code that was mailed at that moment has been typed."""
    talk = visit.talk()
    if talk is None or visit.is_over:
        return visit.to("employee-home")
    return ask(request, visit, WITHDRAW)


def _withdraw(visit: Visit, kept: Mapping[str, str]) -> HttpResponse:
    talk = visit.talk()
    if talk is not None and visit.by is not None:
        actions.withdraw(talk=talk, by=visit.by, at=visit.at)
    return visit.to("employee-home")


WITHDRAW = Act(
    purpose="withdraw-talk",
    page="employee-withdraw",
    title=gettext_lazy("Take back what I said"),
    button=gettext_lazy("Take it back"),
    what=gettext_lazy("take back what you said"),
    template="employee/withdraw.html",
    do=_withdraw,
)
