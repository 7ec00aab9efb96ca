"""Said - done - did it help: the ledger of commitments, one of them, and writing one down from a talk or a round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.conversations.answers.ties import origin_of
from framdrift.conversations.commitments import actions
from framdrift.conversations.commitments.facts import large_units
from framdrift.conversations.commitments.forms import ReportForm
from framdrift.conversations.commitments.queries import CommitmentLine, Wanted, ledger, one
from framdrift.conversations.commitments.rules import HIDES_ORIGIN
from framdrift.conversations.commitments.scope import may_change, may_report, visible_commitments
from framdrift.conversations.kinds import Clearance, CommitmentState, Helped, Level, ReportKind
from framdrift.conversations.models import Commitment, Programme, ProgrammeRound
from framdrift.conversations.refusals import CommitmentWaitsForClose
from framdrift.conversations.scope import listens
from framdrift.desk.conversations.commitment_forms import CommitmentForm, OwnerForm, first_day
from framdrift.desk.conversations.subject import done, invitation_of, programme_of, told
from framdrift.desk.conversations.words import Words, words_for
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Unit
from framdrift.organisations.reader import ReaderRequest
from framdrift.science.themes.codebook import themes

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])

STATES: Words = {
    CommitmentState.OPEN: pgettext_lazy("commitment", "not done yet"),
    CommitmentState.DONE: pgettext_lazy("commitment", "done"),
    CommitmentState.DROPPED: pgettext_lazy("commitment", "will not be done"),
}
_BADGES = {CommitmentState.OPEN: "waiting", CommitmentState.DONE: "done", CommitmentState.DROPPED: "closed"}
_HELPED: Words = {
    Helped.YES: pgettext_lazy("did it help", "yes"),
    Helped.PARTLY: pgettext_lazy("did it help", "partly"),
    Helped.NO: pgettext_lazy("did it help", "no"),
    Helped.NOT_NOTICED: pgettext_lazy("did it help", "has not noticed"),
}
_FILTERS = (
    ("", lazy("All")),
    ("late", lazy("Late")),
    (CommitmentState.OPEN.value, lazy("Not done")),
    (CommitmentState.DONE.value, lazy("Done")),
    (CommitmentState.DROPPED.value, lazy("Will not be done")),
)


@dataclass(frozen=True)
class Shown:
    """A commitment in words. `late` is the days since it should have been done, `standing` why the company reads it
    or does not, `helped` the answers in words."""

    line: CommitmentLine
    programme: str
    state: str
    badge: str
    theme: str
    late: int
    standing: str
    helped: str


@require_safe
def commitments(request: ReaderRequest) -> HttpResponse:
    """The ledger: the latest late first; by company, programme and state."""
    today = timezone.localdate()
    everything = ledger(request.viewer, on=today)
    wanted = _wanted(request)
    lines = everything if wanted == Wanted() else ledger(request.viewer, wanted, on=today)
    programmes = sorted({(_programme(line), line.programme_id) for line in everything})
    context = {
        "rows": [shown(line, on=today) for line in lines],
        "several": len(programmes) > 1,
        "is_filtered": wanted != Wanted(),
        "late": sum(bool(line.late_days(today)) for line in everything),
        "open": sum(line.is_open for line in everything),
        "filters": [(code, text, code == wanted.state) for code, text in _FILTERS],
        "companies": sorted({(line.company, line.company_id) for line in everything}),
        "programmes": programmes,
        "wanted": wanted,
    }
    return render(request, "conversations/commitments.html", context)


@require_safe
def commitment(request: ReaderRequest, commitment_id: int) -> HttpResponse:
    """One commitment: what was agreed, whether the company can read it, what came of it, and whether it helped."""
    row = _row(request.viewer, commitment_id)
    line = one(request.viewer, row)
    context = {
        "row": shown(line, on=timezone.localdate()),
        "may_change": may_change(request.viewer, row),
        "may_report": line.is_open and may_report(request.viewer, row),
        "may_undo": bool(line.reports) and may_report(request.viewer, row),
        "hides_origin": line.level in HIDES_ORIGIN,
        "is_general": line.clearance == Clearance.GENERAL and line.invitation_id is not None,
    }
    return render(request, "conversations/commitment.html", context)


@_SHOWS_OR_SAVES
def of_talk(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Write down what was agreed in a talk, for who holds it."""
    row = invitation_of(request.viewer, invitation_id)
    units = _units(row.round, row.unit, level=row.programme.level)
    form = _form(request, row.programme, units)

    def act() -> None:
        agreement = actions.Agreement(**form.cleaned_data)
        made = actions.agree(invitation=row, agreement=agreement, by=request.viewer, at=timezone.now())
        _say_agreed(request, made)

    if request.method == "POST" and done(form, act):
        return redirect("talk", invitation_id=row.pk)
    title = _("A commitment from the talk with %(name)s") % {"name": row.employment.name}
    return _page(request, form, title=title, back=reverse("talk", args=[row.pk]), level=row.programme.level)


@_SHOWS_OR_SAVES
def of_round(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """Write down what will be done because of the last closed round as a whole; where none has closed, that is said."""
    row = programme_of(request.viewer, programme_id)
    closed = ProgrammeRound.objects.filter(programme=row, closed_at__isnull=False).order_by("-number")
    programme_round = closed.select_related("programme").first()
    if programme_round is None:
        messages.info(request, str(CommitmentWaitsForClose()))
        return redirect("programme", programme_id=row.pk)
    form = _form(request, row, large_units(programme_round))

    def act() -> None:
        agreement = actions.Agreement(**form.cleaned_data)
        made = actions.agree_from_round(
            programme_round=programme_round, agreement=agreement, by=request.viewer, at=timezone.now()
        )
        _say_agreed(request, made)

    if request.method == "POST" and done(form, act):
        return redirect("commitments")
    title = _("A commitment from round %(number)s") % {"number": programme_round.number}
    return _page(request, form, title=title, back=reverse("programme", args=[row.pk]), level=row.level)


@_SHOWS_OR_SAVES
def change(request: ReaderRequest, commitment_id: int) -> HttpResponse:
    """Other words, owner, day, theme or unit, before the company can read it."""
    row = _row(request.viewer, commitment_id)
    first = {"words": row.words, "owner": row.owner, "due_on": row.due_on, "unit": row.unit, "theme": row.theme}
    origin = origin_of(row)
    units = _units(row.round, origin.unit if origin else None, level=row.programme.level)
    form = _form(request, row.programme, units, first=first)

    def act() -> None:
        agreement = actions.Agreement(**form.cleaned_data)
        actions.change(commitment=row, agreement=agreement, by=request.viewer, at=timezone.now())

    if request.method == "POST" and done(form, act):
        return redirect("commitment", commitment_id=row.pk)
    back = reverse("commitment", args=[row.pk])
    return _page(request, form, title=_("Change the commitment"), back=back, level=row.programme.level)


@require_POST
def general(request: ReaderRequest, commitment_id: int) -> HttpResponse:
    """These words point out nobody; or they do after all."""
    row = _row(request.viewer, commitment_id)
    is_general = "no" not in request.POST
    sentence = _("Kept: these words point out nobody.") if is_general else _("Taken back.")
    told(
        request,
        lambda: actions.make_general(commitment=row, is_general=is_general, by=request.viewer, at=timezone.now()),
        sentence,
    )
    return redirect("commitment", commitment_id=row.pk)


@require_POST
def take_back(request: ReaderRequest, commitment_id: int) -> HttpResponse:
    """It was not agreed after all."""
    row = _row(request.viewer, commitment_id)
    act = told(
        request,
        lambda: actions.take_back(commitment=row, by=request.viewer, at=timezone.now()),
        _("The commitment is taken back."),
    )
    return redirect("commitments") if act else redirect("commitment", commitment_id=commitment_id)


@_SHOWS_OR_SAVES
def report(request: ReaderRequest, commitment_id: int) -> HttpResponse:
    """What its owner told, by telephone say."""
    row = _row(request.viewer, commitment_id)
    form = ReportForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        given = {"words": form.cleaned_data["words"], "due_on": form.cleaned_data["due_on"]}
        state = ReportKind(form.cleaned_data["state"])
        actions.report(commitment=row, state=state, **given, by=request.viewer, at=timezone.now())
        address = reverse("commitment-report-undo", args=[row.pk])
        messages.success(request, _("Kept."), extra_tags=f"undo:{address}")

    back = reverse("commitment", args=[row.pk])
    if request.method == "POST" and done(form, act):
        return redirect(back)
    return _page(request, form, title=_("What came of it"), back=back)


@require_POST
def report_undo(request: ReaderRequest, commitment_id: int) -> HttpResponse:
    """The last report does not count any more."""
    row = _row(request.viewer, commitment_id)
    told(
        request,
        lambda: actions.take_back_report(commitment=row, by=request.viewer, at=timezone.now()),
        _("Taken back. It stands as before."),
    )
    return redirect("commitment", commitment_id=row.pk)


@_SHOWS_OR_SAVES
def pass_on(request: ReaderRequest, commitment_id: int) -> HttpResponse:
    """Somebody else does it, and gets a letter."""
    row = _row(request.viewer, commitment_id)
    form = OwnerForm(request.POST or None, company_id=row.company_id, without=row.owner_id)
    if request.method == "POST" and done(
        form,
        lambda: actions.pass_on(commitment=row, owner=form.cleaned_data["owner"], by=request.viewer, at=timezone.now()),
    ):
        return redirect("commitment", commitment_id=row.pk)
    return _page(request, form, title=_("Who does it"), back=reverse("commitment", args=[row.pk]))


def shown(line: CommitmentLine, *, on: date) -> Shown:
    """A commitment in words."""
    language = "en" if get_language() == "en" else "sv"
    theme = themes().get(line.theme)
    counted = Counter(line.helped)
    return Shown(
        line=line,
        programme=_programme(line),
        state=words_for(STATES, line.state),
        badge=_BADGES[CommitmentState(line.state)],
        theme=theme.names[language] if theme else "",
        late=line.late_days(on),
        standing=_standing(line),
        helped=", ".join(f"{words_for(_HELPED, code)} {counted[code]}" for code in Helped if counted[code]),
    )


def _standing(line: CommitmentLine) -> str:
    """Whether the company can read it, and what that waits for."""
    if line.told_on is not None:
        return _("The company can read it.")
    if line.clearance == Clearance.NONE and line.level == Level.THIRD_PARTY:
        return _("The company cannot read it yet: the person lets the words through, or you make them general.")
    if line.clearance == Clearance.NONE:
        return _("The company cannot read it yet: the person approves the record, or the words by themselves.")
    if line.level in HIDES_ORIGIN or line.invitation_id is None:
        return _("The company reads it when the round has closed, if enough people have talked.")
    return _("The company can read it from tomorrow morning.")


def _programme(line: CommitmentLine) -> str:
    return line.programme_in(get_language() or "en")


def _wanted(request: ReaderRequest) -> Wanted:
    known = {code for code, _text in _FILTERS}
    state = request.GET.get("state", "")
    return Wanted(_number(request, "company"), _number(request, "programme"), state if state in known else "")


def _number(request: ReaderRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def _row(viewer: Viewer, commitment_id: int) -> Commitment:
    rows = visible_commitments(viewer) if listens(viewer) else Commitment.objects.none()
    chosen = rows.select_related("programme", "round__programme", "owner", "unit")
    return get_object_or_404(chosen, pk=commitment_id)


def _units(programme_round: ProgrammeRound, origin: Unit | None, *, level: str) -> Sequence[Unit]:
    """The units that may be named: large ones, and at level A the person's own."""
    large = large_units(programme_round)
    return large if level != Level.OPEN or origin is None or origin in large else (*large, origin)


def _form(
    request: ReaderRequest, programme: Programme, units: Sequence[Unit], *, first: dict[str, Any] | None = None
) -> CommitmentForm:
    return CommitmentForm(
        request.POST or None,
        company_id=programme.company_id,
        units=units,
        hides_origin=programme.level in HIDES_ORIGIN,
        initial=first or {"due_on": first_day(timezone.localdate())},
    )


def _say_agreed(request: ReaderRequest, made: Commitment) -> None:
    address = reverse("commitment-take-back", args=[made.pk])
    messages.success(request, _("The commitment is written down."), extra_tags=f"undo:{address}")


def _page(request: ReaderRequest, form: forms.Form, *, title: str, back: str, level: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "level": level, "hides_origin": level in HIDES_ORIGIN}
    return render(request, "conversations/commitment_form.html", context, status=422 if form.is_bound else 200)
