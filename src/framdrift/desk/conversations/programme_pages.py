"""Programmes: drafted, prepared, launched, followed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.conversations.guides.queries import versions_to_use
from framdrift.conversations.invitations.queries import talks_of_programme
from framdrift.conversations.invitations.unreached import lost_letters
from framdrift.conversations.kinds import InvitationState, ProgrammeState, TalkKind
from framdrift.conversations.levels import words_of
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.conversations.programmes import actions, checklist
from framdrift.conversations.programmes.asking import WhyNot
from framdrift.conversations.programmes.coverage import coverages, progress
from framdrift.conversations.programmes.drafting import needs_interviewers
from framdrift.conversations.programmes.queries import preview
from framdrift.conversations.programmes.round_actions import close_round, open_round, send_due_invitations
from framdrift.conversations.refusals import NotDraft
from framdrift.desk.conversations.advice import size_sentences
from framdrift.desk.conversations.programme_forms import BeginForm, ProgrammeForm, first_values, values_of
from framdrift.desk.conversations.shown import asking_lines, coverage_lines, programme_facts, progress_lines, talk_rows
from framdrift.desk.conversations.subject import done, programme_of, told
from framdrift.desk.conversations.words import BADGES, KINDS, PROGRAMME_STATES, words_for
from framdrift.foundation.letter_words import day_words
from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused
from framdrift.organisations.roster.queries import employee_counts

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])


@_SHOWS_OR_SAVES
def programme_begin(request: ReaderRequest) -> HttpResponse:
    """Which company, and what kind of talk."""
    first = {"kind": TalkKind.STAY, **request.GET.dict()}
    form = BeginForm(request.POST or None, viewer=request.viewer, today=timezone.localdate(), initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        return redirect("programme-new", company_id=data["company"], kind=data["kind"])
    context = {"form": form, "title": _("New programme"), "back": reverse("conversations"), "button": _("Go on")}
    return render(request, "conversations/form.html", context, status=422 if form.is_bound else 200)


@_SHOWS_OR_SAVES
def programme_new(request: ReaderRequest, company_id: int, kind: str) -> HttpResponse:
    """All choices, filled with what is usual."""
    if kind not in set(TalkKind):
        raise Http404
    company = get_object_or_404(visible_companies(request.viewer), pk=company_id)
    of_kind = TalkKind(kind)
    if not versions_to_use(request.viewer, company_id=company.pk, kind=of_kind).exists():
        messages.info(request, _("There is no guide for talks of this kind. Begin with one."))
        return redirect("guides")
    first = first_values(request.viewer, company, of_kind, today=timezone.localdate())
    form = ProgrammeForm(request.POST or None, initial=first, viewer=request.viewer, company=company, kind=of_kind)
    made: list[Programme] = []

    def act() -> None:
        facts = form.facts()
        row = actions.draft_programme(company=company, kind=of_kind, facts=facts, by=request.viewer, at=timezone.now())
        made.append(row)

    if request.method == "POST" and done(form, act):
        return redirect("programme-launch", programme_id=made[0].pk)
    heading = _("%(kind)s at %(company)s") % {"kind": words_for(KINDS, kind).capitalize(), "company": company.name}
    return _form_page(request, form, heading=heading, back=reverse("conversations"))


@_SHOWS_OR_SAVES
def programme_edit(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """Other choices for a draft."""
    row = programme_of(request.viewer, programme_id)
    form = ProgrammeForm(
        request.POST or None,
        initial=values_of(row),
        viewer=request.viewer,
        company=row.company,
        kind=TalkKind(row.kind),
    )
    if request.method == "POST" and done(
        form,
        lambda: actions.change_programme(programme=row, facts=form.facts(), by=request.viewer, at=timezone.now()),
    ):
        return redirect("programme-launch", programme_id=row.pk)
    return _form_page(request, form, heading=_name(row), back=reverse("programme", args=[row.pk]))


@require_safe
def programme(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """How it goes: the round, the talks, and after the round what the client sees. A draft leads to its launch."""
    row = programme_of(request.viewer, programme_id)
    if row.state == ProgrammeState.DRAFT:
        return redirect("programme-launch", programme_id=row.pk)
    rounds = list(row.rounds.select_related("programme").order_by("-number"))
    current = rounds[0] if rounds else None
    over = [one for one in rounds if one.closed_at is not None]
    taken_part = coverages(over)
    is_lead_alone = not request.viewer.is_interviewer
    context = {
        "programme": row,
        "name": _name(row),
        "state": words_for(PROGRAMME_STATES, row.state),
        "badge": BADGES[ProgrammeState(row.state)],
        "facts": programme_facts(row),
        "round": current,
        "progress": progress_lines(progress(current)) if current is not None else [],
        "coverage": [(one, coverage_lines(taken_part[one.pk])) for one in over],
        "talks": talk_rows(talks_of_programme(request.viewer, row.pk), today=timezone.localdate()),
        "lost": lost_letters(current) if current is not None and row.is_anonymous else None,
        "sees_people": not is_lead_alone and not row.is_anonymous,
        "level": words_of(row.level, get_language() or "en"),
    }
    return render(request, "conversations/programme.html", context)


@_SHOWS_OR_SAVES
def programme_launch(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """Everything that must be in place, who would be asked when, and the one button."""
    row = programme_of(request.viewer, programme_id)
    if row.state != ProgrammeState.DRAFT:
        return redirect("programme", programme_id=row.pk)
    if request.method == "POST" and _launched(request, row):
        return redirect("programme", programme_id=row.pk)
    return _launch_page(request, row, today=timezone.localdate())


@require_POST
def programme_confirm(request: ReaderRequest, programme_id: int, point: str) -> HttpResponse:
    """A point of the checklist is done, or not done after all; then to the next that is left, at last to the launch."""
    row = programme_of(request.viewer, programme_id)
    if point not in {one.code for one in checklist.POINTS}:
        raise Http404
    change = actions.reopen_point if request.POST.get("done") == "no" else actions.confirm_point
    try:
        change(programme=row, code=point, by=request.viewer, at=timezone.now())
    except NotDraft as refusal:
        messages.error(request, str(refusal))
        return redirect("programme", programme_id=row.pk)
    confirmed = set(row.checks.values_list("code", flat=True))
    left = [one.code for one in checklist.POINTS if one.code not in confirmed]
    return redirect(f"{reverse('programme-launch', args=[row.pk])}#{next(iter(left), 'launch')}")


class TextForm(forms.Form):
    """A text of the checklist, to adapt."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 16}),
        required=False,
        help_text=gettext_lazy("Empty: the shipped text comes back."),
    )


@_SHOWS_OR_SAVES
def programme_text(request: ReaderRequest, programme_id: int, point: str, language: str) -> HttpResponse:
    """Adapt one text in one language."""
    row = programme_of(request.viewer, programme_id)
    found = [one for one in checklist.texts_of(row) if (one.code, one.language) == (point, language)]
    if not found:
        raise Http404
    form = TextForm(request.POST or None, initial={"text": found[0].text})
    form.fields["text"].label = {"sv": _("The text in Swedish"), "en": _("The text in English")}[language]
    if request.method == "POST" and done(
        form,
        lambda: actions.adapt_text(
            programme=row,
            code=point,
            language=language,
            text=form.cleaned_data["text"],
            by=request.viewer,
            at=timezone.now(),
        ),
    ):
        return redirect(f"{reverse('programme-launch', args=[row.pk])}#{point}")
    title = str(next(one.title for one in checklist.POINTS if one.code == point))
    context = {"form": form, "title": title, "back": reverse("programme-launch", args=[row.pk])}
    return render(request, "conversations/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def programme_pause(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """Nobody new is asked."""
    row = programme_of(request.viewer, programme_id)
    told(
        request,
        lambda: actions.pause_programme(programme=row, by=request.viewer, at=timezone.now()),
        _("Paused: nobody new is asked. Talks that are booked go on."),
        undo=reverse("programme-resume", args=[row.pk]),
    )
    return redirect("programme", programme_id=row.pk)


@require_POST
def programme_resume(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """People are asked again."""
    row = programme_of(request.viewer, programme_id)
    told(
        request,
        lambda: actions.resume_programme(programme=row, by=request.viewer, at=timezone.now()),
        _("The programme runs again."),
    )
    return redirect("programme", programme_id=row.pk)


class LimitForm(forms.Form):
    """A higher limit."""

    n_min = forms.IntegerField(label=gettext_lazy("Fewest answers before anything is told"), min_value=5, max_value=60)


@_SHOWS_OR_SAVES
def programme_limit(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """Raise the limit; it is never lowered."""
    row = programme_of(request.viewer, programme_id)
    form = LimitForm(request.POST or None, initial={"n_min": row.n_min + 1})
    if request.method == "POST" and done(
        form,
        lambda: actions.raise_limit(
            programme=row, n_min=form.cleaned_data["n_min"], by=request.viewer, at=timezone.now()
        ),
    ):
        return redirect("programme", programme_id=row.pk)
    context = {"form": form, "title": _("Raise the limit"), "back": reverse("programme", args=[row.pk])}
    return render(request, "conversations/form.html", context, status=422 if form.is_bound else 200)


@_SHOWS_OR_SAVES
def programme_close(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """Over for good, and its open round with it. A page of its own says what that means first."""
    row = programme_of(request.viewer, programme_id)
    if request.method != "POST":
        return render(request, "conversations/close.html", {"programme": row, "name": _name(row)})

    def act() -> None:
        for one in ProgrammeRound.objects.filter(programme=row, closed_at=None).select_related("programme"):
            close_round(programme_round=one, by=request.viewer, at=timezone.now())
        actions.close_programme(programme=row, by=request.viewer, at=timezone.now())

    told(request, act, _("The programme is closed."))
    return redirect("programme", programme_id=row.pk)


def _launched(request: ReaderRequest, row: Programme) -> bool:
    """Launch, open the first round where its day has come, and let the first letters go."""

    def act() -> None:
        now, today = timezone.now(), timezone.localdate()
        launched = actions.launch_programme(programme=row, by=request.viewer, at=now)
        if launched.starts_on <= today:
            first = open_round(programme=launched, opens_on=today, by=request.viewer, at=now)
            send_due_invitations(programme_round=first, on=today, by=request.viewer, at=now)

    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _launch_words(row))
    return True


def _launch_words(row: Programme) -> str:
    """When the first letter goes, which may be weeks from now."""
    planned = Invitation.objects.filter(programme=row, state=InvitationState.PLANNED).order_by("ask_on")
    if row.is_anonymous or Invitation.objects.filter(programme=row).exclude(pk__in=planned).exists():
        return _("The programme is launched. The first letters are on their way.")
    first = planned.values_list("ask_on", flat=True).first()
    if first is None:
        return _("The programme is launched. People are asked as their days come.")
    day = day_words(first, get_language() or "en")
    return _("The programme is launched. The first letter goes %(day)s.") % {"day": day}


def _launch_page(request: ReaderRequest, row: Programme, *, today: date) -> HttpResponse:
    asking = preview(row, on=today)
    confirmed = set(row.checks.values_list("code", flat=True))
    texts = checklist.texts_of(row)
    people = len(asking.planned)
    context: dict[str, Any] = {
        "programme": row,
        "name": _name(row),
        "facts": programme_facts(row),
        "points": [
            {
                "point": point,
                "is_done": point.code in confirmed,
                "texts": [one for one in texts if one.code == point.code],
                "sentences": size_sentences(people, n_min=row.n_min, level=row.level) if not point.has_text else [],
            }
            for point in checklist.POINTS
        ],
        "left": len(checklist.POINTS) - len(confirmed),
        "needs_contact": not (row.contact_name and (row.contact_email or row.contact_phone)),
        "needs_people": not (people or asking.left_out)
        and row.company_id not in employee_counts(request.viewer, on=today),
        "needs_interviewer": needs_interviewers(row) and not row.interviewers.exists(),
        "asking": asking_lines(asking),
        "without_room": sum(one.why is WhyNot.NO_ROOM for one in asking.left_out),
        "level": words_of(row.level, get_language() or "en"),
    }
    return render(request, "conversations/launch.html", context)


def _form_page(request: ReaderRequest, form: ProgrammeForm, *, heading: str, back: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": back}
    return render(request, "conversations/programme_form.html", context, status=422 if form.is_bound else 200)


def _name(row: Programme) -> str:
    return row.name_in(get_language() or "en")
