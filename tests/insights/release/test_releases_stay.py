"""What is released stays, byte for byte, whatever happens afterwards; and the attacker finds nobody in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from framdrift.conversations.answers.models import Talk
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.insights.codebook.actions import reword_theme
from framdrift.insights.codebook.queries import book
from framdrift.insights.models import Code, Passage, Release
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.gathering import gather
from framdrift.insights.release.queries import broken_chains
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Employment, Placement, Unit, UnitChange
from framdrift.science.disclosure.answers import ItemKind
from framdrift.science.disclosure.bands import band
from framdrift.science.disclosure.gate import draft
from tests.cast import Cast
from tests.insights.release.world import Place
from tests.science.disclosure.attack import Told, exposed
from tests.science.disclosure.companies import company

_THEMES = ("T01", "T06", "T08", "T11")
_WAYS = ("holds", "pulls", "mixed", "")


def _round_like(place: Place, seed: int) -> ProgrammeRound:
    """A made-up company of the attack's, as rows."""
    made, chance = company(seed).round_, random.Random(seed)
    named = {unit: "" if parent is None else f"{seed} {unit}" for unit, parent in made.parents.items()}
    for unit, parent in made.parents.items():
        if parent is not None:
            place.unit(named[unit], named[parent])
    held = place.round(place.programme(), opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    said = [
        (named[unit], {theme: chance.choice(_WAYS) for theme in _THEMES if chance.random() < 0.4})
        for unit in made.placed.values()
    ]
    place.answers(held, said)
    Code.objects.filter(passage__round=held, pk__in=Code.objects.values_list("pk", flat=True)[::2]).update(
        weight="decisive"
    )
    return held


def _told(gathered_round: ProgrammeRound, item: str) -> tuple[list[Told], frozenset[str]]:
    """What the released bands of an item tell somebody who knows who is in which group; and who counts."""
    gathered = gather(gathered_round.programme, [gathered_round])
    made = draft(gathered.answers, gathered.limits)
    atoms = {atom.code: atom.respondents for atom in made.partition.atoms}
    told = []
    for cell in made.cells:
        if cell.item == item:
            n = len(atoms[cell.atom])
            fits = [hits for hits in range(n + 1) if band(hits, n) == cell.band]
            told.append(Told(atoms[cell.atom], min(fits), max(fits)))
    return told, gathered.answers.hits[item]


def _attack(place: Place, seed: int) -> None:
    held = _round_like(place, seed)
    for item in ("T06:pulls", "T08:holds", "T06:decisive"):
        told, hits = _told(held, item)
        assert not exposed(told)
        for line in told:
            for colluder in {who in hits: who for who in sorted(line.people)}.values():
                assert not exposed(told, colluder=colluder, own=colluder in hits), f"company {seed}, {item}"


@pytest.mark.parametrize("seed", [4])
def test_the_attacker_finds_nobody_in_what_comes_from_rows(place: Place, seed: int) -> None:
    _attack(place, seed)


@pytest.mark.nightly
def test_the_attacker_finds_nobody_in_thirty_companies_of_rows(place: Place) -> None:
    for seed in range(30):
        _attack(place, seed)


def test_the_gate_is_given_themes_alone(place: Place) -> None:
    gathered = gather((held := _round_like(place, 2)).programme, [held])
    assert set(gathered.answers.kinds.values()) == {ItemKind.THEME}
    assert gathered.limits.n_min == gathered.limits.n_themes == 10


@pytest.fixture
def released(place: Place, ines: Viewer, now: datetime) -> Release:
    """A release of a made-up company."""
    programme = _round_like(place, 3).programme
    return release_findings(programme=programme, seen=draft_findings(programme, at=now).mark, by=ines, at=now)


def _some(rows: QuerySet[Any]) -> QuerySet[Any]:
    """One row of them, drawn at random; none where there is none."""
    return rows.model.objects.filter(pk__in=list(rows.order_by("?").values_list("pk", flat=True)[:1]))


def _later(cast: Cast, chance: random.Random, at: datetime) -> list[Callable[[], object]]:
    """What may happen to the rows beneath a release: erasure, correction, reorganisation, renaming, another coding."""

    def reorganise() -> None:
        row, above = _some(Unit.objects.all()).get(), _some(Unit.objects.filter(parent=None)).get()
        day = at.date() + timedelta(days=chance.randint(0, 10_000))
        before = {"company": row.company, "name": row.name, "parent": row.parent}
        UnitChange.objects.get_or_create(unit=row, changed_on=day, defaults=before)
        _some(Unit.objects.filter(pk=row.pk)).update(
            name=f"U{chance.random()}", parent=None if above.pk == row.pk else above
        )

    def erase() -> None:
        for one in _some(Employment.objects.filter(invitations__isnull=False)):
            Placement.objects.filter(employment=one).delete()
            one.delete()

    def reword() -> None:
        words = replace(book().themes["T06"].words, name_sv=f"T{chance.random()}"[:20])
        reword_theme(code="T06", words=words, is_same_meaning=True, reason="x", by=viewer_of(cast.lead), at=at)

    return [
        reorganise,
        erase,
        reword,
        lambda: _some(Talk.objects.all()).update(state="withdrawn", withdrawn_at=at),
        lambda: _some(Code.objects.all()).update(direction=chance.choice(_WAYS)),
        lambda: _some(Passage.objects.all()).delete(),
        lambda: _some(Invitation.objects.all()).update(unit=_some(Unit.objects.all()).get()),
        lambda: Programme.objects.update(n_min=chance.randint(7, 40), name_sv=f"P{chance.random()}"),
        lambda: ProgrammeRound.objects.update(opens_on=date(2026, 1, 1) + timedelta(days=chance.randint(0, 250))),
    ]


def _stays(cast: Cast, released: Release, events: int) -> None:
    chance, before = random.Random(7), (released.document, released.digest)
    at = released.made_at + timedelta(days=1)
    for _number in range(events):
        chance.choice(_later(cast, chance, at))()
    row = Release.objects.get(pk=released.pk)
    assert (row.document, row.digest) == before
    assert broken_chains() == []


def test_released_bytes_stay(cast: Cast, released: Release) -> None:
    _stays(cast, released, 100)


@pytest.mark.nightly
def test_released_bytes_stay_after_a_thousand_events(cast: Cast, released: Release) -> None:
    _stays(cast, released, 1000)
