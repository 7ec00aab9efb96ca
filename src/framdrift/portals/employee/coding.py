"""What cannot be undone: asked for on a page, done when a code that was mailed at that moment has been typed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.foundation import codes
from framdrift.foundation.codes import Verdict
from framdrift.foundation.correspondence import Reader, compose
from framdrift.organisations.refusals import Refused
from framdrift.portals.employee import record_letters as letters
from framdrift.portals.employee.addresses import address_for
from framdrift.portals.employee.opening import Visit


@dataclass(frozen=True)
class Act:
    """Something that needs a code. `page` is where it is asked for, `do` does it and says where to go."""

    purpose: str
    page: str
    title: str | Promise
    button: str | Promise
    what: str | Promise
    template: str
    do: Callable[[Visit, Mapping[str, str]], HttpResponse]


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.CharField(
        label=gettext_lazy("The code from the letter"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "pattern": "[0-9 ]*", "class": "code"}
        ),
    )


def reader_of(visit: Visit) -> Reader:
    """Where letters to the person go."""
    if visit.invitation is None:
        raise TypeError("Nobody is written to at level D.")
    who = visit.invitation.employment
    return Reader(email=address_for(visit.invitation), name=who.name, language=visit.language, zone=who.zone)


def ask(request: HttpRequest, visit: Visit, act: Act) -> HttpResponse:
    """The page where an act is asked for; sent in, it mails a code and leads to where that is typed."""
    said = ""
    if request.method == "POST":
        return _mail_a_code(visit, act)
    if request.GET.get("told") == "ask-again":
        said = _("That code was asked for in another browser, or has been used. Ask for a new one here.")
    return visit.show(request, act.template, {"act": act, "said": said})


def type_code(request: HttpRequest, visit: Visit, act: Act) -> HttpResponse:
    """The page where the code is typed. A wrong one may be tried again; a new one can be asked for."""
    waits = codes.waiting(purpose=act.purpose, subject_key=visit.subject, browser=visit.browser, at=visit.at)
    if waits is None:
        return visit.to(act.page, told="ask-again" if request.method == "POST" else "")
    if request.method == "POST" and "again" in request.POST:
        return _mail_a_code(visit, act)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, visit, act, form, status=422 if form.is_bound else 200)
    return _tried(request, visit, act, form)


def _tried(request: HttpRequest, visit: Visit, act: Act, form: CodeForm) -> HttpResponse:
    try:
        with transaction.atomic():
            verdict = codes.spend(
                purpose=act.purpose,
                subject_key=visit.subject,
                browser=visit.browser,
                code=form.cleaned_data["code"],
                at=visit.at,
            )
            if verdict is Verdict.RIGHT:
                return act.do(visit, {})
    except Refused as refusal:
        return _page(request, visit, act, CodeForm(), said=str(refusal), status=422)
    form.add_error("code", _said_of(verdict))
    return _page(request, visit, act, form, status=422)


def _mail_a_code(visit: Visit, act: Act) -> HttpResponse:
    with transaction.atomic():
        code = codes.issue(purpose=act.purpose, subject_key=visit.subject, browser=visit.browser, at=visit.at)
        if code and visit.by is not None:
            compose(
                kind=letters.CODE,
                key=f"code:{act.purpose}:{visit.subject}:{visit.at.timestamp():.6f}",
                to=reader_of(visit),
                values={"code": codes.grouped(code), "what": str(act.what)},
                at=visit.at,
                company_id=visit.programme.company_id,
                about=visit.by.pseudonym,
                subject_key=visit.subject,
            )
    return visit.to("employee-code", purpose=act.purpose)


def _said_of(verdict: Verdict) -> str:
    if verdict is Verdict.WRONG:
        return _("That is not the code. Look at the newest letter, and try again.")
    return _("The code no longer works. Ask for a new one below.")


def _page(
    request: HttpRequest, visit: Visit, act: Act, form: CodeForm, *, said: str = "", status: int = 200
) -> HttpResponse:
    name, at, domain = reader_of(visit).email.partition("@")
    context = {"form": form, "act": act, "said": said, "masked": f"{name[:1]}…{at}{domain}"}
    return visit.show(request, "employee/code.html", context, status=status)
