"""Letters that wait for a person: held ones, and those that a person may still stop. Seen by who sees what they tell
of."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from framdrift.foundation.letter_kinds import Manner
from framdrift.foundation.models import Letter
from framdrift.momentum.letters import WEEKLY
from framdrift.organisations.access import Viewer
from framdrift.recruiting.queries.scope import visible_assignments, visible_candidacies

_HELD, _WAITING = Letter.State.HELD, Letter.State.WAITING
_STOPPABLE = Q(state=_HELD) | Q(state=_WAITING, manner=Manner.HELD) | Q(state=_WAITING, kind=WEEKLY.code)
MOST = 200


def waiting_letters(viewer: Viewer) -> list[Letter]:
    """Letters about candidacies and assignments that the viewer sees, oldest first, at most MOST. Three statements."""
    found = list(_open().order_by("written_at", "pk")[: MOST * 5])
    seen = _seen(viewer, found)
    return [letter for letter in found if letter.subject_key in seen][:MOST]


def waiting_letter(viewer: Viewer, letter_id: int) -> Letter | None:
    """One of them; None where it does not exist for the viewer."""
    letter = _open().filter(pk=letter_id).first()
    return letter if letter is not None and letter.subject_key in _seen(viewer, [letter]) else None


def _open() -> QuerySet[Letter]:
    return Letter.objects.filter(_STOPPABLE, is_secret=False).exclude(content={})


def _seen(viewer: Viewer, letters: Iterable[Letter]) -> set[str]:
    """The subject keys among these that the viewer may know of."""
    if not viewer.is_recruiter:
        return set()
    keys = {letter.subject_key for letter in letters}
    candidacies = visible_candidacies(viewer).filter(pk__in=_ids(keys, "candidacy"))
    assignments = visible_assignments(viewer).filter(pk__in=_ids(keys, "assignment"))
    seen = {f"candidacy:{pk}" for pk in candidacies.values_list("pk", flat=True)}
    return seen | {f"assignment:{pk}" for pk in assignments.values_list("pk", flat=True)}


def _ids(keys: Iterable[str], sort: str) -> list[int]:
    return [int(key.partition(":")[2]) for key in keys if key.startswith(f"{sort}:")]
