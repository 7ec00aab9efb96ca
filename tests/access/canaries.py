"""Words found nowhere else, one in every sensitive field, and who may know each.

Which fields are sensitive is read from the privacy register, so a new column is watched from its first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from framdrift.config.privacy_kinds import NONE, PSEUDONYM, SECRET
from framdrift.config.privacy_registry import REGISTRY, holds_words
from framdrift.foundation.models import FreeText
from framdrift.organisations.models import Account, Employment
from tests.access.leavers import strangers_to_views
from tests.access.talks import sealed_strangers
from tests.access.world import World

_WINGS = ("organisations", "recruiting")
_PATTERN = re.compile(r"canary(\d+)x")
_STAFF_ONLY = {"Note", "FeeMilestone", "TouchTime", "Deputy", "Decision", "Consent", "Ball", "Company.note"}
_ROSTER = {"Employment", "Placement", "PromisedAtHire", "RosterRun"}  # not for those who recruit, nor for managers
_CLOSED = {"Employment.exit_type"}  # the database refuses other words than those of a closed list
_PUBLIC = {"Assignment.title", "Assignment.purpose", "Assignment.location", "Company.name", "Criterion.name"}


@dataclass(frozen=True)
class Canary:
    """One word and what it belongs to; ids are 0 where it belongs to none."""

    wing: str
    model: str
    field: str
    company_id: int
    assignment_id: int
    candidate_id: int
    account_id: int
    employment_id: int = 0

    @property
    def place(self) -> str:
        """Such as `Candidate.name`."""
        return f"{self.model}.{self.field}"


class Flock:
    """All canaries of a world, and the question whether one has got where it should not be."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.birds: list[Canary] = []
        self._candidates = {corner.candidate.pk: corner.assignment for corner in world.corners.values()}
        for model in apps.get_models():
            if model._meta.app_label in _WINGS:
                self._release(model)

    def strangers(self, text: str, kind: str) -> list[str]:
        """The places whose words stand in `text` and that this kind of user may not know."""
        seen = {self.birds[int(number)] for number in _PATTERN.findall(text)}
        known = sorted(f"{bird.place} of company {bird.company_id}" for bird in seen if not self._may_know(bird, kind))
        return known + sealed_strangers(text, kind) + strangers_to_views(text, kind)

    def all_in(self, text: str) -> list[str]:
        """Every place whose words stand in `text`."""
        sealed = sealed_strangers(text, kind="") + strangers_to_views(text, kind="")
        return sorted({self.birds[int(number)].place for number in _PATTERN.findall(text)}) + sealed

    def _release(self, model: type[models.Model]) -> None:
        line = REGISTRY[model._meta.label]
        fields = [
            one for one in model._meta.concrete_fields if holds_words(one) and not isinstance(one, models.JSONField)
        ]
        watched = [one for one in fields if line.of(one.name) not in {NONE, PSEUDONYM, SECRET} and not one.is_relation]
        watched = [one for one in watched if f"{model.__name__}.{one.name}" not in _CLOSED]
        for row in model._base_manager.all():
            words = {one.name: self._sing(model, one.name, row) for one in watched}
            if words:
                model._base_manager.filter(pk=row.pk).update(**words)
            self._release_texts(model, row)

    def _release_texts(self, model: type[models.Model], row: models.Model) -> None:
        for one in model._meta.concrete_fields:
            if one.related_model is FreeText and getattr(row, one.attname):
                song = self._sing(model, one.name, row)
                FreeText.objects.filter(pk=getattr(row, one.attname)).update(body=song)

    def _sing(self, model: type[models.Model], field: str, row: Any) -> str:
        assignment = self._assignment_of(row)
        candidacy = getattr(row, "candidacy", None) or (row if model.__name__ == "Candidacy" else None)
        candidate = getattr(row, "candidate", None) or (candidacy.candidate if candidacy else None)
        company = assignment.company_id if assignment else getattr(row, "company_id", None)
        bird = Canary(
            wing=model._meta.app_label,
            model=model.__name__,
            field=field,
            company_id=company or (row.pk if model.__name__ == "Company" else 0),
            assignment_id=assignment.pk if assignment else 0,
            candidate_id=candidate.pk if candidate else (row.pk if model.__name__ == "Candidate" else 0),
            account_id=row.pk if isinstance(row, Account) else 0,
            employment_id=row.pk if isinstance(row, Employment) else getattr(row, "employment_id", None) or 0,
        )
        self.birds.append(bird)
        song = f"canary{len(self.birds) - 1}x"
        return f"{song}@example.org" if "email" in field and "domain" not in field else song

    def _assignment_of(self, row: Any) -> Any:
        if row._meta.model_name == "assignment":
            return row
        for name in ("assignment", "candidacy", "scorecard", "presentation", "plan_step"):
            found = getattr(row, name, None)
            if found is not None:
                return self._assignment_of(found)
        return self._candidates.get(
            row.pk if row._meta.model_name == "candidate" else getattr(row, "candidate_id", None)
        )

    def _may_know(self, bird: Canary, kind: str) -> bool:
        own = self.world.corners["own"]
        public = self.world.corners["public"].assignment
        if bird.place in _PUBLIC and (
            bird.assignment_id == public.pk or (bird.place == "Company.name" and bird.company_id == public.company_id)
        ):
            return True
        if kind == "lead":
            return True
        if kind == "admin":
            return bird.wing == "organisations"
        if kind == "interviewer":
            return bird.wing == "organisations" and bird.place != "Company.note"
        if kind in {"consultant", "other_consultant"} and bird.model in _ROSTER:
            return False
        if kind in {"consultant", "other_consultant"}:
            at_hand = {public.pk, 0} | ({own.assignment.pk} if kind == "consultant" else set())
            return bird.wing == "organisations" or bird.assignment_id in at_hand
        if kind in self.world.accounts:
            return self._seat_may_know(bird, kind)
        return self._outsider_may_know(bird, kind)

    def _seat_may_know(self, bird: Canary, kind: str) -> bool:
        company_id = self.world.accounts[kind].company_id
        if bird.model == "Account" and not bird.company_id:
            return True  # the agency's people
        if bird.company_id != company_id or bird.model in _STAFF_ONLY or bird.place in _STAFF_ONLY:
            return False
        if bird.model in _ROSTER:
            is_held = bird.place == "Employment.name" and bird.employment_id == self.world.employments["held"]
            leaves = bird.employment_id in self.world.leavers and bird.place in {"Employment.name", "Placement.title"}
            is_held |= leaves  # a manager is asked about those who leave
            return kind == "client_hr" or (kind in {"client_manager", "other_client"} and is_held)
        return kind != "client_manager" or bird.assignment_id in {0, self.world.corners["own"].assignment.pk}

    def _outsider_may_know(self, bird: Canary, kind: str) -> bool:
        own = self.world.corners["own"]
        at_hand = bird.assignment_id == own.assignment.pk
        if bird.model == "Account" and kind in {"candidate", "referee"}:
            return (
                bird.account_id in {own.assignment.owner_id, self.world.cast.north.manager.pk}
                and bird.field != "password"
            )
        shared = {"Assignment.title", "Assignment.location", "PlanStep.name_sv", "PlanStep.name_en"}
        shared |= {"PlanStep.public_sv", "PlanStep.public_en", "Candidate.name"}
        told = {
            "candidate": {"Candidate", "Promise", "Upload", "OfferedTime"},
            "referee": {"Reference", "ReferenceAnswer", "Criterion"},
        }.get(kind, set())
        if kind in self.world.employments:
            is_me = bird.place == "Employment.name" and bird.employment_id == self.world.employments[kind]
            promised = {"employee": self.world.cast.north.manager.pk}.get(kind)  # who will do what was agreed with them
            is_me |= bird.place == "Account.name" and bird.account_id == promised
            return is_me or (bird.place == "Company.name" and bird.company_id == own.assignment.company_id)
        if kind not in {"candidate", "referee"}:
            return False
        is_company = bird.place == "Company.name" and bird.company_id == own.assignment.company_id
        return is_company or (at_hand and (bird.place in shared or bird.model in told))


def escaped(texts: Iterable[str], flock: Flock) -> list[str]:
    """What a log says of anybody: nothing is allowed there."""
    return [place for text in texts for place in flock.all_in(text)]
