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
from framdrift.portals.candidate import letters
from framdrift.portals.candidate.opening import Visit, sentence_for
from framdrift.recruiting.refusals import Refusal


@dataclass(frozen=True)
class Act:
    """Something that needs a code. `page` is where it is asked for, `do` does it and says where to go."""

    purpose: str
    page: str
    title: str | Promise
    button: str | Promise
    what: str | Promise
    do: Callable[[Visit, Mapping[str, str]], HttpResponse]


class CodeForm(forms.Form):
    """Six digits, or twelve."""

    code = forms.CharField(
        label=gettext_lazy("The code from the letter"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "pattern": "[0-9 ]*", "class": "code"}
        ),
    )


class NoAddress(Refusal):
    """We know no e-mail address to send a code to."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("We have no e-mail address for you, so no code can be sent. Call or write to us instead.")


def mail_a_code(visit: Visit, act: Act, kept: Mapping[str, str]) -> HttpResponse:
    """Write the letter with the code, and lead to where it is typed. Raises NoAddress."""
    if not visit.candidate.email:
        raise NoAddress
    with transaction.atomic():
        code = codes.issue(
            purpose=act.purpose, subject_key=visit.subject, browser=visit.browser, at=visit.at, kept=kept
        )
        if code:
            compose(
                kind=letters.CODE,
                key=f"code:{act.purpose}:{visit.subject}:{visit.at.timestamp():.6f}",
                to=reader_of(visit),
                values={"code": codes.grouped(code), "what": str(act.what)},
                at=visit.at,
                company_id=visit.candidacy.company_id,
                about=visit.candidate.pseudonym,
                subject_key=visit.subject,
            )
    return visit.to("candidate-code", purpose=act.purpose)


def reader_of(visit: Visit) -> Reader:
    """Where letters to the candidate go."""
    who = visit.candidate
    return Reader(email=who.email, name=who.name, language=who.language, zone=who.zone)


def ask(request: HttpRequest, visit: Visit, act: Act, form: forms.Form, template: str) -> HttpResponse:
    """The page where an act is asked for: shows its form, and mails the code when it is sent in."""
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                kept = {name: str(value) for name, value in form.cleaned_data.items() if value not in (None, False)}
                return mail_a_code(visit, act, kept)
            except NoAddress as refusal:
                form.add_error(None, refusal.sentence())
    told = code_elsewhere() if request.GET.get("told") == "ask-again" else ""
    return visit.show(request, template, {"form": form, "act": act, "told": told}, status=status)


def code_elsewhere() -> str:
    """Said to one who typed a code where none was asked for."""
    return _("That code was asked for in another browser, or has been used. Ask for a new one here.")


def type_code(request: HttpRequest, visit: Visit, act: Act) -> HttpResponse:
    """The page where the code is typed. A wrong one may be tried again; a new one can be asked for, nothing retyped."""
    kept = codes.waiting(purpose=act.purpose, subject_key=visit.subject, browser=visit.browser, at=visit.at)
    if kept is None:
        return visit.to(act.page, told="ask-again" if request.method == "POST" else "")
    if request.method == "POST" and "again" in request.POST:
        try:
            return mail_a_code(visit, act, kept)
        except NoAddress as refusal:
            return _code_page(request, visit, act, CodeForm(), said=refusal.sentence(), status=422)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _code_page(request, visit, act, form, status=422 if form.is_bound else 200)
    return _tried(request, visit, act, form, kept)


def _tried(request: HttpRequest, visit: Visit, act: Act, form: CodeForm, kept: Mapping[str, str]) -> HttpResponse:
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
                return act.do(visit, kept)
    except Refusal as refusal:
        return _code_page(request, visit, act, CodeForm(), said=sentence_for(refusal), status=422)
    form.add_error("code", _said_of(verdict))
    return _code_page(request, visit, act, form, status=422)


def _said_of(verdict: Verdict) -> str:
    if verdict is Verdict.WRONG:
        return _("That is not the code. Look at the newest letter, and try again.")
    return _("The code no longer works. Ask for a new one below; what you wrote is still here.")


def _code_page(
    request: HttpRequest, visit: Visit, act: Act, form: CodeForm, *, said: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "act": act, "said": said, "masked": _masked(visit.candidate.email)}
    context["is_long"] = codes.is_long(purpose=act.purpose, subject_key=visit.subject, at=visit.at)
    return visit.show(request, "candidate/code.html", context, status=status)


def _masked(email: str) -> str:
    """Enough of an address for its owner to know which mailbox to open: i…@people.example."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}…{at}{domain}"
