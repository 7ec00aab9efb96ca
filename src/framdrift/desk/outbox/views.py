"""The outbox, and one letter as it was sent."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.desk.outbox.choices import choices_of
from framdrift.desk.outbox.lists import (
    MOST,
    PAGE,
    asked,
    chosen_state,
    found_for,
    letters_for,
    lines_of,
    tabs_of,
)
from framdrift.desk.outbox.reading import in_a_frame, without_keys
from framdrift.desk.outbox.showing import shown
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.queries.letters import counts_by_state, visible_letters
from framdrift.recruiting.queries.messages import visible_messages


@require_safe
def outbox(request: ReaderRequest) -> HttpResponse:
    """Letters of one state, newest first; `?q=` finds by receiver and subject, `?about=candidacy:12` narrows."""
    now, want = timezone.now(), asked(request.viewer, request.GET)
    rows = found_for(request.viewer, want)
    counts = counts_by_state(rows)
    state = chosen_state(want, counts)
    total = counts.get(state, 0)
    kept = {name: request.GET[name] for name in ("q", "about") if request.GET.get(name)}
    shown = list(rows.filter(state=state)[: want.first])
    lines = lines_of(request.viewer, shown, now=now)
    context = {
        "tabs": tabs_of(counts, state, f"{urlencode(kept)}&" if kept else ""),
        "lines": list(zip(lines, choices_of(lines), strict=True)),
        "state": state,
        "total": total,
        "next_first": want.first + PAGE if len(shown) < total and want.first < MOST else None,
        "words": want.words,
        "about": want.about,
        "about_key": request.GET.get("about", ""),
        "may_search": request.viewer.is_recruiter,
        "unsorted": visible_messages(request.viewer).filter(assignment=None).count(),
        "no_mail_server": not settings.EMAIL_HOST and not settings.FRAMDRIFT_DEMO,
    }
    return render(request, "outbox/outbox.html", context)


@require_safe
def letter(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """One letter: where it stands and why, its words, its files, and what came back to it."""
    return shown(request, get_object_or_404(letters_for(request.viewer), pk=letter_id), at=timezone.now())


@require_safe
def page(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """The letter's HTML for the frame: no script, no outside request, nowhere to go."""
    row = get_object_or_404(visible_letters(request.viewer), pk=letter_id, is_secret=False)
    return in_a_frame(without_keys(row.body_html))
