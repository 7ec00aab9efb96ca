"""Themes group by group: the gate's groups, shares that lean on all of them, for interviewers alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.coding.coded import CodedPerson, Mention
from framdrift.insights.findings.by_group import Grouped, company_groups, grouped
from framdrift.insights.models import Passage
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast
from tests.insights.release.conftest import ines, place
from tests.insights.release.world import Place

__all__ = ["ines", "place"]
SignIn = Callable[[Account], Client]
PAY = "T11"
TEAMS = {"1": None, "2": None, "3": None}


def _people(unit: int, n: int, pulled: int, *, origin: str = "person") -> list[CodedPerson]:
    away = (Mention(PAY, "pulls", "mentioned", origin),)
    return [CodedPerson(f"{unit}/{who}", 1, unit, True, away if who < pulled else ()) for who in range(n)]


def _grouped(*people: list[CodedPerson]) -> Grouped:
    found = grouped(TalkKind.STAY, [one for those in people for one in those], TEAMS, [PAY, "T05"])
    assert found is not None
    return found


def test_a_small_group_leans_more_on_all_than_a_large_one() -> None:
    found = _grouped(_people(1, 60, 48), _people(2, 10, 8), _people(3, 60, 6))
    (pay,) = found.themes
    assert (pay.theme, pay.side, pay.differs) == (PAY, "pulls", True)
    by_unit = dict(zip(found.units, pay.groups, strict=True))
    large, small = by_unit["1",], by_unit["2",]
    assert large.share.share == small.share.share == pytest.approx(0.8)
    assert pay.company.share is not None
    assert pay.company.share < small.drawn < large.drawn < 0.8


def test_groups_that_differ_by_chance_alone_have_the_company_s_share() -> None:
    (pay,) = _grouped(_people(1, 20, 10), _people(2, 20, 11), _people(3, 20, 10)).themes
    assert not pay.differs
    assert [one.drawn for one in pay.groups] == pytest.approx([31 / 60] * 3)


def test_the_groups_are_the_gate_s() -> None:
    found = _grouped(_people(1, 12, 6), _people(2, 6, 6), _people(3, 5, 0))
    assert sorted(zip(found.units, found.people, strict=True)) == [(("1",), 12), (("2", "3"), 11)]
    assert grouped(TalkKind.STAY, _people(1, 19, 6), TEAMS, [PAY]) is None


def test_what_the_machine_guessed_is_not_counted() -> None:
    assert _grouped(_people(1, 12, 6, origin="machine"), _people(2, 12, 6, origin="machine")).themes == ()


@pytest.fixture
def held(place: Place) -> ProgrammeRound:
    """A closed stay round of two teams: one is drawn away by pay."""
    place.at = timezone.now() - timedelta(days=1)
    made = place.round(place.programme(), opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    for team in ("Norr", "Söder"):
        place.unit(team)
    place.answers(made, [("Norr", {PAY: "pulls"})] * 12 + [("Söder", {"T08": "holds"})] * 15)
    return made


def test_the_page_is_for_interviewers(
    cast: Cast, place: Place, held: ProgrammeRound, as_account: SignIn, statements: Callable[..., None]
) -> None:
    address = f"/conversations/findings/{held.company_id}/groups/"
    interviewer = as_account(cast.interviewer)
    page = interviewer.get(address).content.decode()
    assert "12/12" in page
    assert "0/15" in page
    assert as_account(cast.lead).get(address).status_code == 404

    def larger() -> None:
        place.answers(held, [("Norr", {"T05": "pulls"})] * 20)

    statements("conversations/company_groups", ask=lambda: interviewer.get(address), grow=larger)


def test_a_round_that_is_not_all_read_is_left_out(cast: Cast, held: ProgrammeRound, ines: Viewer) -> None:
    assert [one.kind for one in company_groups(ines, held.company_id, at=timezone.now()).kinds] == ["stay"]
    Passage.objects.filter(pk=Passage.objects.filter(round=held)[0].pk).update(state="waiting")
    assert company_groups(ines, held.company_id, at=timezone.now()).kinds == ()
    with pytest.raises(NotAllowed):
        company_groups(viewer_of(cast.lead), held.company_id, at=timezone.now())
