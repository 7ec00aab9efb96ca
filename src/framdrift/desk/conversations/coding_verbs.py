"""What is done at the coding desk: each a form with a button, pressed by a key where there is script."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from framdrift.conversations.exit_kinds import Shock
from framdrift.desk.conversations.coding_subject import code_of, passage_of, round_of
from framdrift.desk.conversations.subject import done, told
from framdrift.insights.coding import actions
from framdrift.insights.coding.cutting import take_in
from framdrift.insights.coding.suggesting import suggest_themes
from framdrift.insights.kinds import Direction, Influence, Locus, Part, Weight
from framdrift.insights.models import Passage
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused


@require_POST
def coding_take_in(request: ReaderRequest, round_id: int) -> HttpResponse:
    """Cut new and changed answers into passages; suggestions follow a moment later."""
    row, at = round_of(request.viewer, round_id), timezone.now()
    if told(request, lambda: take_in(programme_round=row, by=request.viewer, at=at), _("The answers are taken in.")):
        assert request.viewer.account_id is not None
        suggest_themes.enqueue(row.pk, request.viewer.account_id, at.isoformat())
    return redirect("coding")


@require_POST
def coding_sample(request: ReaderRequest, round_id: int) -> HttpResponse:
    """Draw passages for a second coder."""
    row = round_of(request.viewer, round_id)

    def act() -> None:
        actions.draw_sample(programme_round=row, by=request.viewer, at=timezone.now())

    told(request, act, _("Drawn. A colleague codes them without seeing your codes."))
    return redirect("coding-agreement", round_id=row.pk)


@require_POST
def passage_give(request: ReaderRequest, passage_id: int, part: str) -> HttpResponse:
    """Put it under a theme: one that was suggested, or another by its code."""
    row, side = passage_of(request.viewer, passage_id, part)
    theme = request.POST.get("theme", "").strip().split(" ")[0].upper()[:4]
    rank = _rank_of(row, theme) if side is Part.FIRST and request.POST.get("suggested") else None
    _tried(
        request,
        lambda: actions.give_code(passage=row, theme=theme, part=side, rank=rank, by=request.viewer, at=timezone.now()),
    )
    return _back(row, side)


@require_POST
def passage_nothing(request: ReaderRequest, passage_id: int, part: str) -> HttpResponse:
    """No theme is in it; on to the next."""
    row, side = passage_of(request.viewer, passage_id, part)
    undo = reverse("passage-undo", args=[row.pk, side.value])
    sentence = _("No theme in that one.")

    def act() -> None:
        actions.find_nothing(passage=row, part=side, by=request.viewer, at=timezone.now())

    if not told(request, act, sentence, undo=undo):
        return _back(row, side)
    name = "coding-second" if side is Part.SECOND else "coding-round"
    return redirect(f"{reverse(name, args=[row.round_id])}?after={row.pk}")


@require_POST
def passage_undo(request: ReaderRequest, passage_id: int, part: str) -> HttpResponse:
    """Take back the last thing done here."""
    row, side = passage_of(request.viewer, passage_id, part)

    def act() -> None:
        actions.take_back(passage=row, part=side, by=request.viewer, at=timezone.now())

    _tried(request, act)
    return _back(row, side)


@require_POST
def passage_quote(request: ReaderRequest, passage_id: int) -> HttpResponse:
    """Worth retelling, or not after all."""
    row, side = passage_of(request.viewer, passage_id, Part.FIRST.value)
    is_quote = not row.is_quote

    def act() -> None:
        actions.propose_quote(passage=row, is_quote=is_quote, by=request.viewer, at=timezone.now())

    _tried(request, act)
    return _back(row, side)


class SeriousForm(forms.Form):
    """What whoever has to act reads."""

    words = forms.CharField(
        label=gettext_lazy("What it is about"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=gettext_lazy("Whoever has to act reads this and nothing else of the talk. The person is told first."),
    )

    def __init__(self, *args: object, is_anonymous: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if is_anonymous:
            del self.fields["words"]


@require_http_methods(["GET", "HEAD", "POST"])
def passage_serious(request: ReaderRequest, passage_id: int) -> HttpResponse:
    """A serious matter: it leaves every figure, and somebody has to act."""
    row, side = passage_of(request.viewer, passage_id, Part.FIRST.value)
    is_anonymous = row.invitation_id is None
    form = SeriousForm(request.POST if request.method == "POST" else None, is_anonymous=is_anonymous)

    def act() -> None:
        words = form.cleaned_data.get("words", "")
        actions.report_serious(passage=row, words=words, by=request.viewer, at=timezone.now())

    if request.method == "POST" and done(form, act):
        return redirect(f"{reverse('coding-round', args=[row.round_id])}?after={row.pk}")
    context = {"form": form, "passage": row, "part": side.value, "is_anonymous": is_anonymous}
    return render(request, "conversations/passage_serious.html", context, status=422 if form.errors else 200)


class ParticularsForm(forms.Form):
    """What is said of a passage under a theme."""

    direction = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Direction)])
    weight = forms.ChoiceField(choices=[(one, one) for one in Weight])
    locus = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Locus)])
    influence = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Influence)])
    shock = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Shock)])


@require_POST
def code_describe(request: ReaderRequest, code_id: int) -> HttpResponse:
    """Which way it pulls, how much it counted, where the cause lies."""
    code = code_of(request.viewer, code_id)
    form = ParticularsForm(request.POST)
    if form.is_valid():
        particulars = actions.Particulars(**form.cleaned_data)
        _tried(
            request,
            lambda: actions.describe_code(code=code, particulars=particulars, by=request.viewer, at=timezone.now()),
        )
    return _back(code.passage, Part(code.part))


def _tried(request: ReaderRequest, act: Callable[[], object]) -> None:
    """Do it: the page shows what was done, and only a refusal is said."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))


def _rank_of(row: Passage, theme: str) -> int | None:
    return row.suggestions.filter(theme=theme).values_list("rank", flat=True).first()


def _back(row: Passage, part: Part) -> HttpResponse:
    return redirect("passage", passage_id=row.pk, part=part.value)
