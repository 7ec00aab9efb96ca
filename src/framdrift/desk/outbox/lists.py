"""The list of letters: whose, in which state, about what, found by words; a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise

from framdrift.desk.outbox.reasons import STATES, State, reason_of
from framdrift.foundation import untraced
from framdrift.foundation.letter_kinds import LetterKind
from framdrift.foundation.models import Letter
from framdrift.foundation.wordings import kinds
from framdrift.organisations.access import Viewer
from framdrift.recruiting.queries.letters import About, about_of, letters_of, visible_letters
from framdrift.recruiting.queries.scope import visible_assignments, visible_candidacies

PAGE = 30
MOST = 600
_OWN_WORDS = (State.UNKNOWN, State.CANCELLED)
"""States of letters never tried whose `error` is our own sentence, which `reason_of` says in the reader's language."""
_PAGES = {"candidacy": "candidacy", "assignment": "assignment", "candidate": "candidate"}


@dataclass(frozen=True)
class Line:
    """A letter in the list. An administrator who does not recruit sees the mail domain, no name and no subject."""

    id: int
    title: str | Promise
    subject: str
    to: str
    state: str
    state_words: str | Promise
    reason: str
    words: str
    at: datetime
    about: str
    about_address: str
    may_open: bool
    goes_with_others: bool = False
    """Whether all of its group leave together, or none."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    state: str
    words: str
    first: int
    within: Q
    about: str


def letters_for(viewer: Viewer) -> QuerySet[Letter]:
    """What the viewer may see in the list; an administrator who does not recruit sees every row, without names."""
    every = Letter.objects.filter(untraced.listed())
    return every if viewer.is_admin and not viewer.is_recruiter else visible_letters(viewer)


def asked(viewer: Viewer, given: Any) -> Asked:
    """The filters of an address. Raises Http404 for an assignment or candidacy that does not exist for the viewer."""
    words = "".join(letter for letter in given.get("q", "") if letter.isprintable()).strip()[:100]
    state = given.get("state", "")
    if state and state not in State.values:
        raise Http404
    shown = given.get("first", "")
    first = min(max(int(shown), PAGE), MOST) if shown.isascii() and shown.isdecimal() and len(shown) < 6 else PAGE
    within, about = _within(viewer, given.get("about", ""))
    return Asked(state, words, first, within, about)


def _within(viewer: Viewer, about: str) -> tuple[Q, str]:
    sort, _, number = about.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return Q(), ""
    if sort == "assignment":
        assignment = visible_assignments(viewer).filter(pk=int(number)).first()
        if assignment is not None:
            return letters_of(viewer, assignment=assignment), assignment.title
    if sort == "candidacy":
        candidacy = visible_candidacies(viewer).select_related("candidate").filter(pk=int(number)).first()
        if candidacy is not None:
            return letters_of(viewer, candidacy=candidacy), candidacy.candidate.name
    raise Http404


def found_for(viewer: Viewer, want: Asked) -> QuerySet[Letter]:
    """The letters that fit all filters but the state, newest first."""
    rows = letters_for(viewer).filter(want.within)
    if want.words and viewer.is_recruiter:
        named = Q(to_name__icontains=want.words) | Q(to_email__icontains=want.words)
        rows = rows.filter(named | Q(subject__icontains=want.words))
    return rows.order_by("-pk").defer("body_text", "body_html", "attachments", "content")


def chosen_state(want: Asked, counts: dict[str, int]) -> str:
    """The state asked for; else the first that needs a person, else what went."""
    urgent = (State.UNKNOWN, State.FAILED, State.BOUNCED, State.HELD, State.WAITING)
    return want.state or next((state for state in urgent if counts.get(state)), State.SENT)


def lines_of(viewer: Viewer, letters: list[Letter], *, now: datetime) -> list[Line]:
    """The lines of a page: three statements for what they are about."""
    about, titles = (about_of(letters) if viewer.is_recruiter else {}), kinds()
    return [line_of(letter, viewer, about.get(letter.subject_key, About()), titles, now=now) for letter in letters]


def line_of(letter: Letter, viewer: Viewer, about: About, titles: Any, *, now: datetime) -> Line:
    """One line."""
    kind: LetterKind | None = titles.get(letter.kind)
    full = viewer.is_recruiter
    return Line(
        id=letter.pk,
        title=kind.title if kind else letter.kind.replace("_", " "),
        subject=letter.subject if full else "",
        to=(letter.to_name or letter.to_email) if full else letter.to_email.rpartition("@")[2],
        state=letter.state,
        state_words=STATES[State(letter.state)],
        reason=reason_of(letter, now=now),
        words=letter.error if full and (letter.attempts or letter.state not in _OWN_WORDS) else "",
        at=letter.sent_at or letter.written_at,
        about=about.name,
        about_address=reverse(_PAGES[about.sort], args=[about.pk]) if about.sort else "",
        may_open=full,
        goes_with_others=kind is not None and kind.is_untraced,
    )


def tabs_of(counts: dict[str, int], current: str, query: str) -> list[dict[str, object]]:
    """A tab for every state that has letters, and for the current one."""
    return [
        {
            "label": words,
            "address": f"{reverse('outbox')}?{query}state={state.value}",
            "count": counts.get(state, 0),
            "is_current": state == current,
        }
        for state, words in STATES.items()
        if counts.get(state) or state == current or state == State.SENT
    ]
