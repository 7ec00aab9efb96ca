"""People and load, accounts, absences, and one's own settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.desk.organisations.forms import AbsenceForm, AccountForm, PreferencesForm, StaffForm, done
from framdrift.desk.organisations.hidden import hidden_is_missing
from framdrift.desk.sign_in.posting import mail_trouble
from framdrift.organisations import actions, queries
from framdrift.organisations.models import Account
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import LastAdmin
from framdrift.organisations.sign_in import ResetForm

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])
_NEW = {"language": "sv", "zone": "Europe/Stockholm", "minutes_per_day": 200}


@require_safe
def people(request: ReaderRequest) -> HttpResponse:
    """Who works here, what they may do, who is away and who stands in. What was just cancelled can be put back."""
    today = timezone.localdate()
    shown = {
        "staff": queries.staff(request.viewer, on=today),
        "absences": queries.absences(request.viewer, from_on=today),
        "left": queries.staff(request.viewer, on=today, active=False) if _keeps_accounts(request) else (),
        "keeps_accounts": _keeps_accounts(request),
        "cancelled": _just_cancelled(request),
    }
    return render(request, "organisations/people.html", shown)


@_SHOWS_OR_SAVES
@hidden_is_missing
def account_add(request: ReaderRequest) -> HttpResponse:
    """A new colleague, who gets a letter with a link to choose a password."""
    form = StaffForm(request.POST or None, initial=_NEW)

    def save(data: dict[str, Any]) -> None:
        roles = frozenset(data.pop("roles"))
        particulars = actions.Particulars(**data)
        account = actions.open_account(particulars=particulars, roles=roles, by=request.viewer, at=timezone.now())
        _send_password_letter(request, account.email)

    if request.method == "POST" and done(form, save):
        _tell_of_letter(request, _("The account is open, and a letter about choosing a password is on its way."))
        return redirect("people")
    return _form_page(request, form, title=_("New colleague"))


@_SHOWS_OR_SAVES
@hidden_is_missing
def account_edit(request: ReaderRequest, account_id: int) -> HttpResponse:
    """Change a person's particulars and roles."""
    line = queries.person(request.viewer, account_id, on=timezone.localdate())
    of_client = line.company_id is not None
    form_class = AccountForm if of_client else StaffForm
    form = form_class(request.POST or None, of_client=of_client, initial=_known(request, account_id))

    def save(data: dict[str, Any]) -> None:
        at, roles = timezone.now(), frozenset(data.pop("roles"))
        particulars = actions.Particulars(**data)
        actions.change_person(account_id=account_id, particulars=particulars, roles=roles, by=request.viewer, at=at)

    if request.method == "POST" and done(form, save):
        return redirect("company", company_id=line.company_id) if of_client else redirect("people")
    return _form_page(request, form, title=_("Change %(name)s") % {"name": line.name})


@require_POST
@hidden_is_missing
def account_deactivate(request: ReaderRequest, account_id: int) -> HttpResponse:
    """No more sign-in; the person stays in a list that offers to open the account again."""
    try:
        actions.deactivate_account(account_id=account_id, by=request.viewer, at=timezone.now())
    except LastAdmin as refusal:
        messages.error(request, str(refusal))
    return _back_to(request, account_id)


@require_POST
@hidden_is_missing
def account_reactivate(request: ReaderRequest, account_id: int) -> HttpResponse:
    """Sign-in works again."""
    actions.reactivate_account(account_id=account_id, by=request.viewer, at=timezone.now())
    return _back_to(request, account_id)


@require_POST
@hidden_is_missing
def account_letter(request: ReaderRequest, account_id: int) -> HttpResponse:
    """Send the letter with a link to choose a password again; seats sign in with a code and get none."""
    line = queries.person(request.viewer, account_id, on=timezone.localdate())
    if line.company_id is not None or not line.is_active:
        raise Account.DoesNotExist
    _send_password_letter(request, line.email)
    _tell_of_letter(request, _("The letter is on its way."))
    return redirect("people")


@_SHOWS_OR_SAVES
@hidden_is_missing
def absence_add(request: ReaderRequest, account_id: int) -> HttpResponse:
    """Days away: one's own, or a colleague's for those who keep accounts."""
    line = queries.person(request.viewer, account_id, on=timezone.localdate())
    if line.company_id is not None or not (_keeps_accounts(request) or account_id == request.viewer.account_id):
        raise Account.DoesNotExist
    colleagues = [one for one in queries.staff(request.viewer, on=timezone.localdate()) if one.id != account_id]
    form = AbsenceForm(request.POST or None, colleagues=colleagues)

    def save(data: dict[str, Any]) -> None:
        actions.record_absence(
            account_id=account_id,
            first_on=data["first_on"],
            last_on=data["last_on"],
            deputy_id=data["deputy"],
            by=request.viewer,
            at=timezone.now(),
        )

    if request.method == "POST" and done(form, save):
        return redirect("people")
    return _form_page(request, form, title=_("Absence for %(name)s") % {"name": line.name})


@require_POST
@hidden_is_missing
def absence_cancel(request: ReaderRequest, absence_id: int) -> HttpResponse:
    """There after all; the page that follows offers to put it back."""
    gone = actions.cancel_absence(absence_id=absence_id, by=request.viewer, at=timezone.now())
    known = {"account": gone.account_id, "first_on": gone.first_on, "last_on": gone.last_on}
    return redirect(reverse("people", query=known | ({"deputy": gone.deputy_id} if gone.deputy_id else {})))


@_SHOWS_OR_SAVES
def my_settings(request: ReaderRequest) -> HttpResponse:
    """One's own language, time zone, password and second factor."""
    viewer = request.viewer
    form = PreferencesForm(request.POST or None, initial={"language": viewer.language, "zone": viewer.zone.key})

    def save(data: dict[str, Any]) -> None:
        actions.choose_preferences(language=data["language"], zone=data["zone"], by=viewer, at=timezone.now())

    if request.method == "POST" and done(form, save):
        messages.success(request, _("Saved."))
        return redirect("my-settings")
    status = 422 if form.errors else 200
    return render(request, "organisations/my_settings.html", {"form": form}, status=status)


def _just_cancelled(request: ReaderRequest) -> dict[str, str]:
    """What the address says was cancelled, to put back with one press; empty where it says nothing usable."""
    told = {name: request.GET.get(name, "") for name in ("account", "first_on", "last_on", "deputy")}
    return told if told["account"].isdecimal() else {}


def _keeps_accounts(request: ReaderRequest) -> bool:
    return request.viewer.is_lead or request.viewer.is_admin


def _known(request: ReaderRequest, account_id: int) -> dict[str, Any]:
    account = queries.account(request.viewer, account_id)
    known = {name: getattr(account, name) for name in StaffForm.base_fields if name != "roles"}
    return known | {"roles": queries.roles_of(account)}


def _send_password_letter(request: ReaderRequest, email: str) -> None:
    form = ResetForm({"email": email})
    if form.is_valid():
        form.save(request)


def _tell_of_letter(request: ReaderRequest, sentence: str) -> None:
    """What was done; and where no letter goes out now, why."""
    messages.success(request, sentence)
    if trouble := mail_trouble(request):
        messages.warning(request, trouble)


def _back_to(request: ReaderRequest, account_id: int) -> HttpResponse:
    line = queries.person(request.viewer, account_id, on=timezone.localdate())
    return redirect("company", company_id=line.company_id) if line.company_id else redirect("people")


def _form_page(request: ReaderRequest, form: Any, *, title: str) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "organisations/form.html", {"form": form, "title": title}, status=status)
