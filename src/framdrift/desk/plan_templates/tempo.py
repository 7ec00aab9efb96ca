"""The agency's own tempo: who answers what within how many working days, where nothing else is agreed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from framdrift.desk.timeline import kinds as words
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.actions.tempo import set_default_tempo, undo_default_tempo
from framdrift.recruiting.default_tempo import SHIPPED, default_tempo
from framdrift.recruiting.refusals import Refusal


class DefaultTempoForm(forms.Form):
    """A number of working days for each term; empty where there is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = default_tempo()
        for kind, side in SHIPPED:
            self.fields[f"{kind}-{side}"] = forms.IntegerField(
                label=f"{words.words_for(words.TEMPO_KINDS, kind)} ({words.words_for(words.SIDES, side)})",
                min_value=0,
                max_value=60,
                required=False,
                initial=stands.get((kind, side)),
            )

    def terms(self) -> dict[tuple[str, str], int]:
        """What was filled in."""
        found = {(kind, side): self.cleaned_data[f"{kind}-{side}"] for kind, side in SHIPPED}
        return {pair: work_days for pair, work_days in found.items() if work_days is not None}


@require_http_methods(["GET", "HEAD", "POST"])
def tempo_defaults(request: ReaderRequest) -> HttpResponse:
    """What a new assignment's tempo agreement starts from."""
    form = DefaultTempoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_default_tempo(terms=form.terms(), by=request.viewer, at=timezone.now())
        told = _("Saved. New assignments start from this; agreements made before stay as they are.")
        messages.success(request, told, extra_tags=f"undo:{reverse('tempo-defaults-undo')}")
        return redirect("tempo-defaults")
    return render(request, "plan_templates/tempo.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def undo(request: ReaderRequest) -> HttpResponse:
    """As it was before one's own last change."""
    try:
        undo_default_tempo(by=request.viewer, at=timezone.now())
        messages.success(request, _("The agency's tempo is as it was."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
    return redirect("tempo-defaults")
