"""What people call decisive goes through the gate like everything else; what was released before it was told stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import translation

from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.exchange.cells import cells_of
from framdrift.insights.models import Code, Release
from framdrift.insights.presentation.queries import presentation_of
from framdrift.insights.release.actions import append, release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.queries import broken_chains, told_of_company
from framdrift.insights.release.rules import written
from framdrift.insights.release.telling import release_shown
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.insights.release.world import Place

PAY, LOAD = "T11", "T12"
SignIn = Callable[[Account], Client]


@pytest.fixture
def held(place: Place) -> ProgrammeRound:
    """Two teams of twelve who are drawn away by pay: in the first ten call it decisive, in the second three."""
    made = place.round(place.programme(), opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    for team in ("Lag 0", "Lag 1"):
        place.unit(team)
        place.answers(made, [(team, {PAY: "pulls", LOAD: "pulls"})] * 12)
    of_pay = Code.objects.filter(passage__round=made, theme=PAY)
    for team, decisive in (("Lag 0", 10), ("Lag 1", 3)):
        those = list(of_pay.filter(passage__invitation__unit__name=team).values_list("pk", flat=True)[:decisive])
        Code.objects.filter(pk__in=those).update(weight="decisive")
    return made


def _release(held: ProgrammeRound, by: Viewer, at: datetime) -> Release:
    seen = draft_findings(held.programme, at=at).mark
    return release_findings(programme=held.programme, seen=seen, by=by, at=at)


def _older(document: str) -> str:
    """The same document as it was written before anybody was told what is decisive."""
    told = json.loads(document)
    for part in ("cells", "parents"):
        told[part] = [one for one in told[part] if not one["item"].endswith(":decisive")]
    return written(told)


def test_it_is_told_of_every_theme_and_group_in_bands(held: ProgrammeRound, ines: Viewer, now: datetime) -> None:
    told = json.loads(_release(held, ines, now).document)
    decisive = [one for one in told["cells"] if one["item"].endswith(":decisive")]
    assert len(decisive) == len(told["themes"]) * len(told["atoms"])  # whatever was answered
    assert sorted(one["band"] for one in decisive if one["item"] == f"{PAY}:decisive") == ["high", "low"]
    assert {one["band"] for one in decisive if one["item"] == f"{LOAD}:decisive"} == {"low"}


def test_the_second_coders_weight_and_one_taken_back_do_not_count(
    cast: Cast, place: Place, held: ProgrammeRound, ines: Viewer, now: datetime
) -> None:
    place.code_twice(held, cast.lead)
    Code.objects.filter(part="second", theme=LOAD).update(weight="decisive")
    Code.objects.filter(part="first", weight="decisive").update(ended_at=now, why_ended="undone")
    told = json.loads(_release(held, ines, now).document)
    assert {one["band"] for one in told["cells"] if one["item"].endswith(":decisive")} == {"low"}


def test_it_is_said_in_a_sentence_and_in_the_presentation(
    cast: Cast, held: ProgrammeRound, ines: Viewer, now: datetime
) -> None:
    _release(held, ines, now)
    with translation.override("en"):
        shown = release_shown(told_of_company(ines, held.company_id, language="en")[0])
        document = presentation_of(ines, cast.north.company, on=date(2026, 11, 20), language="en")
    assert "Called decisive: Pay and benefits (many in 1 of 2 groups)." in shown.sentences
    assert document is not None
    part = next(part for part in document.parts if part.key == "decisive")
    assert part.table is not None
    assert part.table.heads == ("Theme", "Stay", "How well it stands")
    assert [row[:2] for row in part.table.rows] == [("Pay and benefits", "many in 1 of 2 groups")]


def test_the_client_reads_it_and_why_the_talks_own_measure_is_not_told(
    cast: Cast, held: ProgrammeRound, ines: Viewer, now: datetime, as_account: SignIn
) -> None:
    _release(held, ines, now)
    Account.objects.filter(pk=cast.north.hr.pk).update(language="en")
    page = as_account(Account.objects.get(pk=cast.north.hr.pk)).get("/client/findings/").content.decode()
    assert "Called decisive: Pay and benefits (many in 1 of 2 groups)." in page
    assert "Stay: called decisive" in page
    assert "Have enough been heard?" in page
    assert "it would point at the last who talked" in page
    assert "10 of 12" not in page


def test_a_table_for_statistics_has_it_as_a_side_of_its_own(held: ProgrammeRound, ines: Viewer, now: datetime) -> None:
    made = cells_of(_release(held, ines, now))
    sides = next(one for one in made.variables if one.name == "side")
    assert sides.values[3][1] == "called decisive"
    assert sorted(row[4] for row in made.rows if row[2:4] == (11, 3)) == [2, 4]  # few, many


def test_what_was_released_before_stays_and_says_that_it_was_not_told(
    cast: Cast, held: ProgrammeRound, ines: Viewer, now: datetime, as_account: SignIn
) -> None:
    document = _older(draft_findings(held.programme, at=now).document)
    row = Release(
        company_id=held.company_id,
        content="figures",
        kind="stay",
        programme=held.programme,
        made_by_id=ines.account_id,
        made_at=now,
        document=document,
    )
    append(row)
    Account.objects.filter(pk=cast.north.hr.pk).update(language="en")
    page = as_account(Account.objects.get(pk=cast.north.hr.pk)).get("/client/findings/").content.decode()
    assert "many in 2 of 2 groups" in page
    assert "decisive" not in page
    assert "Have enough been heard?" in page  # it follows from what was told then
    assert all(row[3] in (1, 2) for row in cells_of(row).rows)
    with translation.override("en"):
        older = presentation_of(ines, cast.north.company, on=date(2026, 11, 20), language="en")
    assert older is not None
    assert "decisive" not in {part.key for part in older.parts}
    assert Release.objects.get().document == document
    assert broken_chains() == []
