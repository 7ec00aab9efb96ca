"""Guides: which there are, their questions in order, changing them, and how the person will meet them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.conversations.guides import actions
from framdrift.conversations.guides.queries import guides, newest_version, shown_guide
from framdrift.conversations.kinds import Level, TalkKind
from framdrift.conversations.levels import limits_of, words_of
from framdrift.conversations.models import Guide, GuideQuestion, GuideVersion
from framdrift.conversations.programmes.drafting import DEFAULT_LEVEL
from framdrift.desk.conversations.guide_forms import (
    CopyGuideForm,
    GuideNameForm,
    NewGuideForm,
    ProbeForm,
    QuestionForm,
)
from framdrift.desk.conversations.subject import done, guide_of, told
from framdrift.desk.conversations.words import KINDS, MOMENTS, words_for
from framdrift.organisations.models import Company
from framdrift.organisations.queries import company as company_row
from framdrift.organisations.reader import ReaderRequest

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def guide_list(request: ReaderRequest) -> HttpResponse:
    """The agency's guides and those adapted for companies."""
    found = guides(request.viewer)
    language = get_language() or "en"
    rows = [(line, line.name_in(language), words_for(KINDS, line.kind)) for line in found]
    return render(request, "conversations/guides.html", {"rows": rows})


@require_safe
def guide(request: ReaderRequest, guide_id: int) -> HttpResponse:
    """The newest version: its questions in order, and the follow-ups at hand."""
    row = guide_of(request.viewer, guide_id)
    version = newest_version(row)
    context = {
        "guide": row,
        "name": row.name_in(get_language() or "en"),
        "kind": words_for(KINDS, row.kind),
        "version": version,
        "questions": _questions(version),
        "probes": [probe for probe in version.probes.all() if probe.question_id is None],
    }
    return render(request, "conversations/guide.html", context)


@require_safe
def guide_preview(request: ReaderRequest, guide_id: int) -> HttpResponse:
    """How the person will meet the questions, in either language, by manager or not, at each moment.

    A programme leads here with its own version and level; else it is the newest version, at the usual level.
    """
    row = guide_of(request.viewer, guide_id)
    version = _version_of(row, request.GET.get("version", ""))
    language = request.GET.get("language") if request.GET.get("language") in ("sv", "en") else get_language() or "en"
    moments = sorted({one.moment for one in version.questions.all() if one.moment}, key=int)
    moment = request.GET.get("moment", moments[0] if moments else "")
    by_manager = request.GET.get("by") == "manager"
    level = _level_of(request.GET.get("level", ""), by_manager=by_manager)
    context = {
        "guide": row,
        "name": row.name_in(str(language)),
        "number": version.number,
        "language": language,
        "by_manager": by_manager,
        "moments": [(one, words_for(MOMENTS, one), one == moment) for one in moments],
        "shown": shown_guide(version, language=str(language), asks_own_report=by_manager, moment=moment),
        "left_out": _left_out(version) if by_manager else 0,
        "level": words_of(level, str(language)),
        "limits": limits_of(level, str(language)),
        "has_manager": row.kind in (TalkKind.STAY, TalkKind.ONBOARDING),
    }
    return render(request, "conversations/guide_preview.html", context)


def _version_of(row: Guide, number: str) -> GuideVersion:
    """404 for a version that the guide has not had."""
    if not number:
        return newest_version(row)
    return get_object_or_404(row.versions, number=int(number) if number.isdecimal() and len(number) < 6 else 0)


def _level_of(asked: str, *, by_manager: bool) -> Level:
    """No other level than A lets the nearest manager listen."""
    if by_manager:
        return Level.OPEN
    return Level(asked) if asked in list(Level) else DEFAULT_LEVEL


@_SHOWS_OR_SAVES
def guide_new(request: ReaderRequest) -> HttpResponse:
    """A guide from nothing; copying a shipped one is usually better."""
    form = NewGuideForm(request.POST or None)
    made: list[Guide] = []

    def act() -> None:
        facts = {**form.cleaned_data, "kind": TalkKind(form.cleaned_data["kind"])}
        made.append(actions.add_guide(**facts, by=request.viewer, at=timezone.now()))

    if request.method == "POST" and done(form, act):
        return redirect("guide", guide_id=made[0].pk)
    return _form(request, form, title=_("New guide"), back=reverse("guides"))


@_SHOWS_OR_SAVES
def guide_copy(request: ReaderRequest, guide_id: int) -> HttpResponse:
    """A copy to adapt, for one company or all."""
    row = guide_of(request.viewer, guide_id)
    names = {"name_sv": row.name_sv + " (kopia)", "name_en": row.name_en + " (copy)"}
    form = CopyGuideForm(request.POST or None, initial=names, viewer=request.viewer)
    made: list[Guide] = []

    def act() -> None:
        data = form.cleaned_data
        company: Company | None = company_row(request.viewer, data["company"]) if data["company"] else None
        facts = {"name_sv": data["name_sv"], "name_en": data["name_en"], "company": company}
        made.append(actions.copy_guide(guide=row, **facts, by=request.viewer, at=timezone.now()))

    if request.method == "POST" and done(form, act):
        return redirect("guide", guide_id=made[0].pk)
    return _form(request, form, title=_("Copy and adapt"), back=reverse("guide", args=[guide_id]))


@_SHOWS_OR_SAVES
def guide_rename(request: ReaderRequest, guide_id: int) -> HttpResponse:
    """Another name."""
    row = guide_of(request.viewer, guide_id)
    form = GuideNameForm(request.POST or None, initial={"name_sv": row.name_sv, "name_en": row.name_en})
    if request.method == "POST" and done(
        form, lambda: actions.rename_guide(guide=row, **form.cleaned_data, by=request.viewer, at=timezone.now())
    ):
        return redirect("guide", guide_id=guide_id)
    return _form(request, form, title=_("Rename the guide"), back=reverse("guide", args=[guide_id]))


@require_POST
def guide_archive(request: ReaderRequest, guide_id: int) -> HttpResponse:
    """Proposed no more."""
    row = guide_of(request.viewer, guide_id)
    told(
        request,
        lambda: actions.archive_guide(guide=row, by=request.viewer, at=timezone.now()),
        _("The guide is archived. Programmes that use it go on."),
        undo=reverse("guide-restore", args=[guide_id]),
    )
    return redirect("guide", guide_id=guide_id)


@require_POST
def guide_restore(request: ReaderRequest, guide_id: int) -> HttpResponse:
    """Proposed again."""
    row = guide_of(request.viewer, guide_id)
    told(
        request,
        lambda: actions.restore_guide(guide=row, by=request.viewer, at=timezone.now()),
        _("The guide is proposed again."),
    )
    return redirect("guide", guide_id=guide_id)


@_SHOWS_OR_SAVES
def question_add(request: ReaderRequest, guide_id: int) -> HttpResponse:
    """A question of one's own."""
    row = guide_of(request.viewer, guide_id)
    form = QuestionForm(request.POST or None, has_moments=row.kind == TalkKind.ONBOARDING)
    if request.method == "POST" and done(
        form, lambda: actions.add_question(guide=row, facts=form.facts(), by=request.viewer, at=timezone.now())
    ):
        return redirect(f"{reverse('guide', args=[guide_id])}#end")
    return _form(request, form, title=_("New question"), back=reverse("guide", args=[guide_id]))


@_SHOWS_OR_SAVES
def question_change(request: ReaderRequest, guide_id: int, question_code: str) -> HttpResponse:
    """Other words, or another use."""
    row = guide_of(request.viewer, guide_id)
    question = get_object_or_404(GuideQuestion, version=newest_version(row), code=question_code)
    first = {
        "text_sv": question.text_sv,
        "text_en": question.text_en,
        "is_core": question.is_core,
        "not_by_manager": not question.asked_by_manager_ok,
        "moment": question.moment,
    }
    form = QuestionForm(request.POST or None, initial=first, has_moments=row.kind == TalkKind.ONBOARDING)
    if request.method == "POST" and done(
        form,
        lambda: actions.change_question(
            guide=row, code=question_code, facts=form.facts(), by=request.viewer, at=timezone.now()
        ),
    ):
        return redirect(f"{reverse('guide', args=[guide_id])}#{question_code}")
    title = _("Change question %(code)s") % {"code": question_code}
    return _form(request, form, title=title, back=reverse("guide", args=[guide_id]))


@require_POST
def question_remove(request: ReaderRequest, guide_id: int, question_code: str) -> HttpResponse:
    """Left out from this version on."""
    row = guide_of(request.viewer, guide_id)
    get_object_or_404(GuideQuestion, version=newest_version(row), code=question_code)
    told(
        request,
        lambda: actions.remove_question(guide=row, code=question_code, by=request.viewer, at=timezone.now()),
        _("The question is left out. Talks already held keep it."),
    )
    return redirect("guide", guide_id=guide_id)


@require_POST
def question_move(request: ReaderRequest, guide_id: int, question_code: str) -> HttpResponse:
    """To the place that the form names: dragged there, or one step up or down."""
    row = guide_of(request.viewer, guide_id)
    get_object_or_404(GuideQuestion, version=newest_version(row), code=question_code)
    place = request.POST.get("to", "")
    if place.isdigit():
        actions.move_question(guide=row, code=question_code, to=int(place[:4]), by=request.viewer, at=timezone.now())
    return redirect(f"{reverse('guide', args=[guide_id])}#{question_code}")


@_SHOWS_OR_SAVES
def probe_add(request: ReaderRequest, guide_id: int) -> HttpResponse:
    """A follow-up at hand."""
    row = guide_of(request.viewer, guide_id)
    language = get_language() or "en"
    questions = [(one.code, one.text_in(language)) for one in newest_version(row).questions.all()]
    form = ProbeForm(request.POST or None, questions=questions)
    if request.method == "POST" and done(
        form, lambda: actions.add_probe(guide=row, **form.cleaned_data, by=request.viewer, at=timezone.now())
    ):
        return redirect("guide", guide_id=guide_id)
    return _form(request, form, title=_("New follow-up"), back=reverse("guide", args=[guide_id]))


@require_POST
def probe_remove(request: ReaderRequest, guide_id: int, position: int) -> HttpResponse:
    """Left out from this version on."""
    row = guide_of(request.viewer, guide_id)
    actions.remove_probe(guide=row, position=position, by=request.viewer, at=timezone.now())
    return redirect("guide", guide_id=guide_id)


def _questions(version: GuideVersion) -> list[dict[str, Any]]:
    language = get_language() or "en"
    rows = list(version.questions.prefetch_related("probes"))
    return [
        {
            "row": row,
            "text": row.text_in(language),
            "probes": [(probe, probe.text_in(language)) for probe in row.probes.all()],
            "moment": words_for(MOMENTS, row.moment) if row.moment else "",
            "place": place,
            "up": place - 1,
            "down": place + 1 if place + 1 < len(rows) else None,
        }
        for place, row in enumerate(rows)
    ]


def _left_out(version: GuideVersion) -> int:
    return sum(not one.asked_by_manager_ok for one in version.questions.all())


def _form(request: ReaderRequest, form: forms.Form, *, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "conversations/form.html", context, status=422 if form.is_bound else 200)
