"""The outbox of the recruiting wing: which letters a viewer may see, and what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, Message, Reference
from framdrift.recruiting.queries.scope import visible_assignments

SORTS = ("candidacy", "assignment", "reference", "candidate", "account")
"""What a letter of this wing is about. Letters of the other wing carry other keys and are not shown here."""


@dataclass(frozen=True, slots=True)
class About:
    """What one letter is about, for a link; empty where it is about nothing that can be opened."""

    sort: str = ""
    pk: int = 0
    name: str = ""


def visible_letters(viewer: Viewer) -> QuerySet[Letter]:
    """A lead: all of this wing. A consultant: all but those about others' confidential assignments, and of those to
    colleagues their own. Everybody else: none."""
    if not viewer.is_recruiter:
        return Letter.objects.none()
    of_the_wing = Letter.objects.filter(_any_of(SORTS) | Q(subject_key=""))
    if viewer.is_lead:
        return of_the_wing
    hidden = Assignment.objects.exclude(pk__in=visible_assignments(viewer).values("pk"))
    companies = set(hidden.values_list("company_id", flat=True))
    readable = of_the_wing.exclude(subject_key__in=keys_within(hidden)).exclude(subject_key="")
    return readable.exclude(subject_key__startswith="account:", company_id__in=companies)


def letters_about(viewer: Viewer, assignment: Assignment) -> QuerySet[Letter]:
    """Those about an assignment as a whole, for whoever recruits. `assignment` comes from the viewer's own query."""
    if not viewer.is_recruiter:
        return Letter.objects.none()
    return Letter.objects.filter(subject_key=f"assignment:{assignment.pk}")


def is_of_the_hiring_wing(letter: Letter) -> bool:
    """Whether a letter, and all that was joined into it, tells of this wing alone. One statement."""
    keys = {letter.subject_key, *letter.joined.values_list("subject_key", flat=True)}
    return all(not key or key.partition(":")[0] in SORTS for key in keys)


def letters_of(viewer: Viewer, *, assignment: Assignment | None = None, candidacy: Candidacy | None = None) -> Q:
    """The condition for letters about one assignment and everything in it, or about one candidacy and its person."""
    if candidacy is not None:
        references = Reference.objects.filter(candidacy=candidacy).values_list("pk", flat=True)
        keys = [f"candidacy:{candidacy.pk}", f"candidate:{candidacy.candidate_id}"]
        return Q(subject_key__in=keys + [f"reference:{pk}" for pk in references])
    if assignment is not None:
        return Q(subject_key__in=keys_within(visible_assignments(viewer).filter(pk=assignment.pk)))
    return Q()


def counts_by_state(letters: QuerySet[Letter]) -> dict[str, int]:
    """How many letters stand in each state. One statement."""
    return dict(letters.order_by().values_list("state").annotate(Count("pk")))


def about_of(letters: Iterable[Letter]) -> dict[str, About]:
    """What letters are about, by subject key: three statements."""
    ids: dict[str, set[int]] = {}
    for key in {letter.subject_key for letter in letters}:
        sort, _, number = key.partition(":")
        if number.isdecimal():
            ids.setdefault(sort, set()).add(int(number))
    found: dict[str, About] = {}
    candidacies = Candidacy.objects.filter(pk__in=ids.get("candidacy", ())).values_list("pk", "candidate__name")
    found |= {f"candidacy:{pk}": About("candidacy", pk, name) for pk, name in candidacies}
    assignments = Assignment.objects.filter(pk__in=ids.get("assignment", ())).values_list("pk", "title")
    found |= {f"assignment:{pk}": About("assignment", pk, title) for pk, title in assignments}
    references = Reference.objects.filter(pk__in=ids.get("reference", ())).values_list("pk", "candidacy_id", "name")
    found |= {f"reference:{pk}": About("candidacy", candidacy_id, name) for pk, candidacy_id, name in references}
    candidates = Candidate.objects.filter(pk__in=ids.get("candidate", ()), merged_into=None, erased_at=None)
    return found | {
        f"candidate:{pk}": About("candidate", pk, name) for pk, name in candidates.values_list("pk", "name")
    }


def answers_to(letter: Letter) -> QuerySet[Message]:
    """What came back to a letter, oldest first."""
    return Message.objects.filter(letter=letter).select_related("text").order_by("received_at", "pk")


def keys_within(assignments: QuerySet[Assignment]) -> list[str]:
    """The subject keys of all that lies in these assignments. Three statements; meant for few assignments."""
    ids = list(assignments.values_list("pk", flat=True))
    candidacies = Candidacy.objects.filter(assignment_id__in=ids).values_list("pk", flat=True)
    references = Reference.objects.filter(candidacy__assignment_id__in=ids).values_list("pk", flat=True)
    return [
        *(f"assignment:{pk}" for pk in ids),
        *(f"candidacy:{pk}" for pk in candidacies),
        *(f"reference:{pk}" for pk in references),
    ]


def _any_of(sorts: Iterable[str]) -> Q:
    found = Q()
    for sort in sorts:
        found |= Q(subject_key__startswith=f"{sort}:")
    return found
