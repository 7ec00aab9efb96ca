"""The people whom another system names: known by its id, else by address, else new."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from framdrift.recruiting import events
from framdrift.recruiting.actions.transitions_ground import CANDIDATE, Ground, key_of
from framdrift.recruiting.models import Candidate, ImportedKey
from framdrift.recruiting.off_limits import client_employer
from framdrift.recruiting.search_index import search_text_of
from framdrift.recruiting.transitions.told import Application

_MERGES = 20


class People:
    """Finds or adds the candidates of a batch. Facts that stand here already are left as they are."""

    def __init__(self, ground: Ground, *, at: datetime) -> None:
        self._ground = ground
        self._at = at

    def find(self, applications: Sequence[Application]) -> dict[str, Candidate]:
        """The candidate of each application, by the key of the application: a fixed number of statements."""
        by_person = {_person(one): one for one in applications}
        found = self._known(list(by_person))
        strangers = {key: one for key, one in by_person.items() if key not in found}
        found |= self._by_address(strangers)
        new = {key: self._new(one) for key, one in strangers.items() if key not in found}
        self._add(new)
        self._remember({key: found[key] for key in strangers if key in found} | new)
        found |= new
        return {key_of(one.external_id): found[_person(one)] for one in applications}

    def _known(self, keys: Sequence[str]) -> dict[str, Candidate]:
        rows = dict(
            ImportedKey.objects.filter(source=self._ground.source, kind=CANDIDATE, external_id__in=keys).values_list(
                "external_id", "row_id"
            )
        )
        people = Candidate.objects.in_bulk(list(rows.values()))
        return {key: _survivor(people[pk]) for key, pk in rows.items() if pk in people}

    def _by_address(self, strangers: dict[str, Application]) -> dict[str, Candidate]:
        addresses = {one.email.strip() for one in strangers.values() if one.email}
        rows = Candidate.objects.filter(
            email__in=addresses | {one.lower() for one in addresses}, merged_into=None, erased_at=None
        ).order_by("-pk")
        by_address = {row.email.lower(): row for row in rows}
        return {
            key: by_address[one.email.strip().lower()]
            for key, one in strangers.items()
            if one.email.strip().lower() in by_address
        }

    def _new(self, told: Application) -> Candidate:
        row = Candidate(
            name=told.name.strip()[:120],
            email=told.email.strip()[:254],
            phone=told.phone.strip()[:40],
            created_at=self._at,
            informed_at=self._at,
        )
        row.works_at = client_employer(employer="", email=row.email) if row.email else None
        row.search_text = search_text_of(row)
        return row

    def _add(self, new: dict[str, Candidate]) -> None:
        Candidate.objects.bulk_create(new.values(), batch_size=500)
        self._ground.said += [(events.CandidateAdded(candidate_id=row.pk), self._at) for row in new.values()]

    def _remember(self, people: dict[str, Candidate]) -> None:
        ImportedKey.objects.bulk_create(
            [
                ImportedKey(source=self._ground.source, kind=CANDIDATE, external_id=key, row_id=row.pk)
                for key, row in people.items()
            ],
            batch_size=500,
        )


def _person(told: Application) -> str:
    """The key that a person is known by; an address is kept as its hash only."""
    if told.person_id:
        return key_of(told.person_id)
    if told.email:
        return "address:" + hashlib.sha256(told.email.strip().lower().encode()).hexdigest()
    return key_of(f"application:{told.external_id}")


def _survivor(row: Candidate) -> Candidate:
    """The record that a merged one lives on in."""
    for _step in range(_MERGES):
        if row.merged_into is None:
            break
        row = row.merged_into
    return row
