"""The lines of Today about letters that wait for a person: read them, and let them go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F

from framdrift.foundation.models import Letter
from framdrift.momentum.duties import Duties
from framdrift.momentum.letters import WEEKLY
from framdrift.momentum.rules import About, Deed, Group, Holder, Item, Why, minutes_of
from framdrift.recruiting.models import Assignment, Candidacy
from framdrift.science.calendars import local_date

_READ, MOST = 300, 100
"""Held letters looked at, and lines made of them."""


def held_letters(duties: Duties) -> Iterator[Item]:
    """Letters that were drafted for the reader's assignments, also closed ones, and wait to be released.

    Three statements, or one where none is held.
    """
    held = Letter.objects.filter(state=Letter.State.HELD, is_secret=False).exclude(content={})
    fresh = held.exclude(pk__in=duties.snoozed_ids("letter")).order_by("written_at", "pk")
    letters = list(fresh.values("pk", "kind", "subject_key", "to_name", "written_at")[:_READ])
    if not letters:
        return
    known = _subjects(duties, [letter["subject_key"] for letter in letters])
    found = [letter for letter in letters if letter["subject_key"] in known]
    for letter in found[:MOST]:
        yield _item(duties, letter, known[letter["subject_key"]])


def _subjects(duties: Duties, keys: list[str]) -> dict[str, About]:
    """What the letters are about, for those that are the reader's work."""
    candidacies = Candidacy.objects.filter(assignment__owner_id__in=duties.owner_ids, pk__in=_ids(keys, "candidacy"))
    assignments = Assignment.objects.filter(owner_id__in=duties.owner_ids, pk__in=_ids(keys, "assignment"))
    found = {
        f"candidacy:{row['pk']}": About(
            assignment_id=row["assignment_id"],
            candidacy_id=row["pk"],
            assignment=row["title"],
            company=row["client"],
            candidate=row["person"],
        )
        for row in candidacies.values(
            "pk", "assignment_id", title=F("assignment__title"), client=F("assignment__company__name"),
            person=F("candidate__name"),
        )
    }  # fmt: skip
    return found | {
        f"assignment:{row['pk']}": About(assignment_id=row["pk"], assignment=row["title"], company=row["client"])
        for row in assignments.values("pk", "title", client=F("company__name"))
    }


def _ids(keys: list[str], sort: str) -> list[int]:
    return [int(key.partition(":")[2]) for key in keys if key.startswith(f"{sort}:")]


def _item(duties: Duties, letter: Mapping[str, Any], about: About) -> Item:
    return Item(
        key=f"letter:{letter['pk']}",
        group=Group.SILENCE,
        deed=Deed.RELEASE,
        why=Why.WEEK_DRAFTED if letter["kind"] == WEEKLY.code else Why.LETTER_HELD,
        critical_on=local_date(letter["written_at"], duties.zone),
        waiting_since=letter["written_at"],
        wait_work_days=duties.waited(letter["written_at"]),
        minutes=minutes_of(Deed.RELEASE),
        about=about,
        holder=Holder(name=letter["to_name"]),
    )
