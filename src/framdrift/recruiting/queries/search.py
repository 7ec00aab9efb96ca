"""One search over everything a recruiter may see, in at most seven statements.

What it costs follows from how many answer to the words, not from how much there is: assignments that cannot have them
are left out by the database, and whether a candidate may be seen is asked for the first by name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet

from framdrift.organisations.access import Viewer, visible_accounts, visible_companies
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Candidacy, Candidate
from framdrift.recruiting.queries.scope import visible_assignments, visible_candidacies, visible_candidates
from framdrift.recruiting.search_index import matching, words_of

SHOWN = 20
"""Hits of one sort at most."""
_LOOKED_AT = 100
"""Of so many candidates it is asked at first who may be seen: enough unless most are others' secrets."""
_ALIKE = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class Hit:
    """One thing found: its id, what it is called, and what tells it from others of the name."""

    id: int
    name: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True)
class Found:
    """What was found, by sort. `more` names the sorts that have more hits than are shown."""

    words: tuple[str, ...]
    assignments: tuple[Hit, ...] = ()
    candidates: tuple[Hit, ...] = ()
    companies: tuple[Hit, ...] = ()
    people: tuple[Hit, ...] = ()
    more: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """How many hits are shown."""
        return len(self.assignments) + len(self.candidates) + len(self.companies) + len(self.people)


def search(viewer: Viewer, text: str) -> Found:
    """Everything the viewer may see in which each word of `text` begins a word. For recruiters; others find nothing.

    Assignments and people are few and compared here; candidates are looked up in their index.
    """
    words = words_of(text)
    if not words or not viewer.is_recruiter:
        return Found(tuple(words))
    found = {
        "assignments": _first(_assignments(viewer, words)),
        "candidates": _first(_candidates(viewer, words)),
        "companies": _first(_companies(viewer, words)),
        "people": _first(_people(viewer, words)),
    }
    more = frozenset(sort for sort, hits in found.items() if len(hits) > SHOWN)
    return Found(tuple(words), **{sort: hits[:SHOWN] for sort, hits in found.items()}, more=more)


def is_match(words: Sequence[str], *texts: str) -> bool:
    """Whether every word begins a word of the texts."""
    there = [found for text in texts for found in words_of(text)]
    return all(any(found.startswith(word) for found in there) for word in words)


def _assignments(viewer: Viewer, words: Sequence[str]) -> Iterable[Hit]:
    rows = (
        visible_assignments(viewer)
        .filter(_can_have(words, "title", "company__name", "location"))
        .order_by(F("closed_at").desc(nulls_first=True), "title", "id")
        .values_list("id", "title", "company__name", "location", "status")
    )
    for pk, title, company, location, status in rows:
        if is_match(words, title, company, location):
            yield Hit(pk, title, company, status)


def _can_have(words: Sequence[str], *fields: str) -> Q:
    """What every row is sure to fulfil that `is_match` takes: the longest run of letters that databases fold alike."""
    runs = [max(_ALIKE.findall(word), key=len, default="") for word in words]
    return Q(*(reduce(or_, (Q(**{f"{field}__icontains": run}) for field in fields)) for run in runs if run))


def _candidates(viewer: Viewer, words: Sequence[str]) -> list[Hit]:
    """By name. What the note says of assignments is only of those the viewer sees: three statements, rarely four."""
    first = list(
        matching(Candidate.objects.all(), words).order_by("name", "id").values_list("pk", flat=True)[:_LOOKED_AT]
    )
    rows = _shown(visible_candidates(viewer).filter(pk__in=first))
    if len(rows) <= SHOWN and len(first) == _LOOKED_AT:
        rows = _shown(matching(visible_candidates(viewer), words))
    active = _titles(visible_candidacies(viewer).filter(candidate_id__in=[row[0] for row in rows]))
    return [
        Hit(pk, name, ", ".join(filter(None, (headline, employer))), ", ".join(active.get(pk, ())))
        for pk, name, headline, employer in rows
    ]


def _shown(candidates: QuerySet[Candidate]) -> list[tuple[int, str, str, str]]:
    return list(candidates.order_by("name", "id").values_list("id", "name", "headline", "employer")[: SHOWN + 1])


def _titles(candidacies: QuerySet[Candidacy]) -> dict[int, list[str]]:
    """The assignments that candidates are active in. The status is read, not asked for: SQLite, which has counted
    nothing, would go through every active candidacy instead of those few people's."""
    found: dict[int, list[str]] = {}
    for pk, title, status in candidacies.order_by("id").values_list("candidate_id", "assignment__title", "status"):
        if status == CandidacyStatus.ACTIVE:
            found.setdefault(pk, []).append(title)
    return found


def _companies(viewer: Viewer, words: Sequence[str]) -> Iterable[Hit]:
    for pk, name, number, archived_at in visible_companies(viewer).values_list(
        "id", "name", "organisation_number", "archived_at"
    ):
        if is_match(words, name, number):
            yield Hit(pk, name, number, "archived" if archived_at else "")


def _people(viewer: Viewer, words: Sequence[str]) -> Iterable[Hit]:
    rows = visible_accounts(viewer).filter(is_active=True).order_by("name", "id")
    for pk, name, title, email, company in rows.values_list("id", "name", "title", "email", "company__name"):
        if is_match(words, name, title, email, company or ""):
            yield Hit(pk, name, ", ".join(filter(None, (title, company))), email)


def _first(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The first hits and one more, which tells that there are more."""
    found: list[Hit] = []
    for hit in hits:
        found.append(hit)
        if len(found) > SHOWN:
            break
    return tuple(found)
