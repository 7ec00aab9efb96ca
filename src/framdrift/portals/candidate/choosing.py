"""Choosing a time, changing it, and giving it back: reversible, and confirmed by letter each time."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from framdrift.foundation.letter_words import time_words
from framdrift.portals.candidate.forms import TimeForm
from framdrift.portals.candidate.opening import Visit, on_a_candidates_link, sentence_for
from framdrift.recruiting.actions import times
from framdrift.recruiting.models import OfferedTime, Step
from framdrift.recruiting.queries.public import booked_stays, choosable_times
from framdrift.recruiting.refusals import Refusal


@on_a_candidates_link("GET", "HEAD", "POST")
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The times that are left, and the one I have. Of two who take the same at once the second sees what is left."""
    offered = choosable_times(visit.candidacy, as_of=visit.at)
    booked = booked_stays(visit.candidacy, as_of=visit.at)
    form = TimeForm(request.POST if request.method == "POST" else None, times=_choices(visit, offered, booked))
    if form.is_valid():
        try:
            return visit.to("candidate-home", told=_act(visit, form.cleaned_data, offered, booked))
        except Refusal as refusal:
            offered = choosable_times(visit.candidacy, as_of=visit.at)
            form.fields["time"].choices = _choices(visit, offered, booked)  # type: ignore[attr-defined]
            form.add_error("time", sentence_for(refusal))
    context = {"form": form, "offered": offered, "booked": booked, "groups": _groups(form, offered, booked)}
    return visit.show(request, "candidate/times.html", context, status=422 if form.is_bound else 200)


def _act(visit: Visit, said: dict[str, str], offered: Sequence[OfferedTime], booked: Sequence[tuple[Step, str]]) -> str:
    verb, _dash, number = said["time"].rpartition("-")
    if verb == TimeForm.GIVE_BACK:
        stay = next(stay for stay, _place in booked if stay.pk == int(number))
        why = said.get("why", "").strip()
        times.give_back_time(candidacy=visit.candidacy, plan_step=stay.plan_step, reason=why, by=visit.by, at=visit.at)
        return "time-back"
    row = next(row for row in offered if row.pk == int(number))
    times.choose_time(candidacy=visit.candidacy, offered_time=row, by=visit.by, at=visit.at)
    return "time-set"


def _choices(visit: Visit, offered: Sequence[OfferedTime], booked: Sequence[tuple[Step, str]]) -> list[tuple[str, str]]:
    zone = visit.candidate.zone
    found = [(f"time-{row.pk}", time_words(row.start_at, visit.language, zone)) for row in offered]
    return found + [(f"{TimeForm.GIVE_BACK}-{stay.pk}", _("I cannot come: give the time back")) for stay, _p in booked]


def _groups(
    form: TimeForm, offered: Sequence[OfferedTime], booked: Sequence[tuple[Step, str]]
) -> list[dict[str, object]]:
    """The form's radios by step: what is booked there, the other times, and giving back."""
    radios = {str(radio.data["value"]): radio for radio in form["time"]}
    steps = {row.plan_step_id: row.plan_step for row in offered} | {
        one.plan_step_id: one.plan_step for one, _p in booked
    }
    stays = {stay.plan_step_id: (stay, place) for stay, place in booked}
    return [
        {
            "step": step,
            "stay": stays[pk][0] if pk in stays else None,
            "place": stays[pk][1] if pk in stays else "",
            "radios": [(radios[f"time-{row.pk}"], row) for row in offered if row.plan_step_id == pk],
            "back": radios.get(f"{TimeForm.GIVE_BACK}-{stays[pk][0].pk}") if pk in stays else None,
        }
        for pk, step in sorted(steps.items(), key=lambda item: item[1].position)
    ]
