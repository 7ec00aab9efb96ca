"""How themes move from round to round: raw courses by hand, released ones by level, and who sees which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.conversations.models import Programme
from framdrift.insights.coding.coded import CodedPerson, Mention
from framdrift.insights.findings.queries import company_trends
from framdrift.insights.findings.released import Movement, released_trends
from framdrift.insights.findings.rules import findings
from framdrift.insights.findings.trends import courses
from framdrift.insights.models import Passage
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.queries import told_of_company
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.insights.release.conftest import ines, place
from tests.insights.release.world import Place, Said

__all__ = ["ines", "place"]
SignIn = Callable[[Account], Client]


def _people(n: int, pulled: int, *, is_stay: bool = True) -> list[CodedPerson]:
    away = (Mention("T11", "pulls", "mentioned", "person"),)
    return [CodedPerson(str(who), 1, None, is_stay, away if who < pulled else ()) for who in range(n)]


def test_a_large_change_stands_and_a_small_one_does_not() -> None:
    (large,) = courses([_people(40, 4), _people(40, 30)], ["T11", "T05"])
    assert [share.hits for share in large.shares if share] == [4, 30]
    assert large.change is not None
    assert large.change.stands
    assert large.change.difference.value == pytest.approx(0.65)
    (small,) = courses([_people(40, 10), _people(40, 14)], ["T11"])
    assert small.change is not None
    assert not small.change.stands
    assert small.change.difference.low < 0 < small.change.difference.high


def test_a_round_of_few_says_nothing_and_is_passed_over() -> None:
    (course,) = courses([_people(20, 5), _people(9, 9), _people(20, 6)], ["T11"])
    assert [share.hits if share else None for share in course.shares] == [5, None, 6]
    assert course.change is not None
    assert course.change.difference.value == pytest.approx(0.05)
    assert courses([_people(9, 9)], ["T11"]) == ()


def test_what_the_machine_guessed_is_in_no_course() -> None:
    guessed = CodedPerson("x", 1, None, True, (Mention("T11", "pulls", "mentioned", "machine"),))
    assert courses([[guessed] * 20, [guessed] * 20], ["T11"]) == ()


def test_exit_stands_apart_from_stay() -> None:
    (found,) = findings(_people(40, 4), _people(20, 15, is_stay=False), ["T11"])
    assert found.apart is not None
    assert found.apart.stands
    assert found.apart.difference.value == pytest.approx(15 / 20 - 4 / 40)
    (few,) = findings(_people(40, 4), _people(9, 9, is_stay=False), ["T11"])
    assert few.apart is None


@pytest.fixture
def two_rounds(place: Place, ines: Viewer) -> Programme:
    """Two stay rounds, half a year apart, both released: pay has begun to draw people away, colleagues hold."""
    made = place.programme()
    now = timezone.now()
    before, after = {"T08": "holds"}, {"T08": "holds", "T11": "pulls"}
    for days, said in ((240, before), (20, after)):
        _round(place, made, said, closed=now - timedelta(days=days), by=ines)
    return made


def _round(place: Place, made: Programme, said: Said, *, closed: datetime, by: Viewer) -> None:
    place.at = closed
    held = place.round(made, opens_on=closed.date() - timedelta(days=30), closes_on=closed.date())
    for team in ("Lag 0", "Lag 1"):
        place.unit(team)
    place.answers(held, [(team, said) for team in ("Lag 0", "Lag 1") for _who in range(12)])
    at = closed + timedelta(days=2)
    release_findings(programme=made, seen=draft_findings(made, at=at).mark, by=by, at=at)


def test_the_client_reads_what_moved_by_level(
    cast: Cast, two_rounds: Programme, ines: Viewer, as_account: SignIn
) -> None:
    (trend,) = released_trends(told_of_company(ines, two_rounds.company_id, language="sv"))
    assert len(trend.closed_on) == 2
    assert trend.closed_on[0] < trend.closed_on[1]
    by_side = {(one.name, one.side): one for one in trend.courses}
    assert [(one.side, one.movement) for one in trend.courses] == [("holds", Movement.SAME), ("pulls", Movement.MORE)]
    pay = by_side["Lön och förmåner", "pulls"]
    assert [cell.level for cell in pay.cells] == ["low", "high"]
    page = as_account(cast.north.hr).get("/client/findings/").content.decode()
    assert page.count('class="trend-cell"') == 4
    moved = page.split('aria-labelledby="over-time"')[1].split("</table>")[0]
    assert "Lön och förmåner" in moved
    assert "24/24" not in page


def test_one_release_has_no_trend(place: Place, ines: Viewer) -> None:
    made = place.programme()
    _round(place, made, {"T08": "holds"}, closed=timezone.now() - timedelta(days=20), by=ines)
    assert released_trends(told_of_company(ines, made.company_id, language="sv")) == ()


def test_raw_trends_are_for_interviewers(
    cast: Cast, two_rounds: Programme, ines: Viewer, as_account: SignIn, statements: Callable[..., None], place: Place
) -> None:
    (stay,) = company_trends(ines, two_rounds.company_id, at=timezone.now())
    assert [(one.people, one.is_told) for one in stay.rounds] == [(24, True), (24, True)]
    pay = next(one for one in stay.courses if (one.theme, one.side) == ("T11", "pulls"))
    assert pay.change is not None
    assert pay.change.stands
    address = f"/conversations/findings/{two_rounds.company_id}/trends/"
    interviewer = as_account(cast.interviewer)
    page = interviewer.get(address).content.decode()
    assert "24/24" in page
    assert "+100" in page
    assert as_account(cast.lead).get(address).status_code == 404

    def larger() -> None:
        held = two_rounds.rounds.order_by("-number")[0]
        place.answers(held, [("Lag 0", {"T05": "pulls"})] * 20)

    statements("conversations/company_trends", ask=lambda: interviewer.get(address), grow=larger)


def test_a_round_that_is_not_all_read_is_in_no_course(two_rounds: Programme, ines: Viewer) -> None:
    latest = two_rounds.rounds.order_by("-number")[0]
    Passage.objects.filter(pk=Passage.objects.filter(round=latest)[0].pk).update(state="again")
    (stay,) = company_trends(ines, two_rounds.company_id, at=timezone.now())
    assert [one.is_told for one in stay.rounds] == [True, False]
    assert all(one.shares[1] is None and one.change is None for one in stay.courses)


def test_one_round_alone_is_no_trend(cast: Cast, place: Place, as_account: SignIn) -> None:
    place.at = timezone.now() - timedelta(days=1)
    made = place.programme()
    held = place.round(made, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    place.answers(held, [("", {"T11": "pulls"})] * 12)
    page = as_account(cast.interviewer).get(f"/conversations/findings/{made.company_id}/trends/").content.decode()
    assert "trend-rounds" in page
    assert "trend-panel" not in page
