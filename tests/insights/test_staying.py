"""How long people stay and who leaves early: windows, limits and groups by hand, and who sees the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.insights.findings.curves import curve_of
from framdrift.insights.findings.early_leaving import early_leaving
from framdrift.insights.findings.hires import Ground, Hire, compared
from framdrift.insights.findings.retention import company_retention
from framdrift.insights.findings.tenures import COMPANY, Tenure, by_year, groups_of, had_a_year, seen_from
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account, Employment, Placement, Unit
from framdrift.organisations.refusals import NotAllowed
from framdrift.recruiting.arriving import arrival_key
from framdrift.recruiting.models import Candidacy
from tests.cast import Cast
from tests.recruitment import ada, assignment, candidacy, template

__all__ = ["ada", "assignment", "candidacy", "template"]
SignIn = Callable[[Account], Client]
ON = date(2026, 11, 23)


def _tenure(began: int, days: int | None, unit: str = "a", how: str = "own_resignation") -> Tenure:
    """Somebody who began so many days ago, and left after so many days."""
    started = ON - timedelta(days=began)
    ended = started + timedelta(days=days - 1) if days is not None else None
    return Tenure(unit, started, ended, how if days is not None else "")


def test_leavers_are_known_from_after_the_first_last_day() -> None:
    those = [_tenure(900, 400), _tenure(800, None), _tenure(300, 100)]
    assert seen_from(those, on=ON) == ON - timedelta(days=900 - 400)
    assert had_a_year(those, on=ON) == ()
    assert seen_from([_tenure(300, None)], on=ON) is None


def test_a_last_day_ahead_tells_of_nobody_yet() -> None:
    """Somebody has given notice and nobody has left: there is no curve, and no fault."""
    assert seen_from([_tenure(300, 400)], on=ON) is None
    assert curve_of([_tenure(300, 400)] * 20, on=ON) is None


def test_who_was_there_before_anybody_could_be_seen_leaving_counts_from_then() -> None:
    """Thirty who have been there for ten years say nothing of the first year."""
    old = [_tenure(3650, None)] * 30
    new = [_tenure(600 - n, 200 if n < 10 else None) for n in range(20)]
    first = [_tenure(1200, 590)]  # its last day opens the window, and it is not in it
    curve = curve_of([*old, *new, *first], on=ON)
    assert curve is not None
    assert (curve.people, curve.left) == (50, 10)
    year = next(mark for mark in curve.marks if mark.years == 1)
    assert year.share == pytest.approx(0.5)
    assert year.at_risk == 10


def test_the_curve_ends_where_few_are_at_risk() -> None:
    those = [_tenure(3000, 900), *(_tenure(900 - 20 * n, None if n % 2 else 100 + 20 * n) for n in range(30))]
    curve = curve_of(those, on=ON)
    assert curve is not None
    assert all(mark.at_risk >= 10 for mark in curve.marks)
    assert curve.points[-1][0] <= curve.end
    assert curve_of([_tenure(3000, 900), *[_tenure(900, 300)] * 9], on=ON) is None
    assert curve_of([_tenure(900, None)] * 30, on=ON) is None


def test_a_move_within_the_company_is_no_leaving() -> None:
    moved = _tenure(800, 100, how="internal_move")
    assert moved.stayed(365)
    assert not moved.left_by(ON)
    assert not _tenure(800, 100).stayed(365)
    assert _tenure(800, 366).stayed(366)


def test_groups_are_the_gates_and_never_small() -> None:
    rng = Random(4)
    for _ in range(20):
        units = {f"t{n}": COMPANY for n in range(6)}
        those = [_tenure(700, rng.choice((100, None)), rng.choice(sorted(units))) for _who in range(rng.randint(5, 90))]
        found = groups_of(those, units)
        assert sum(group.share.n for group in found) in (0, len(those))
        assert all(group.share.n >= 10 for group in found)
        assert (not found) == (len(those) < 10)
    cohorts, years = by_year(those)
    assert {one.unit for one in cohorts} == set(years)


def _hire(days: float, *, early: bool, late: bool = False) -> Hire:
    return Hire(days, pay_told=True, has_promises=False, was_late=late, left_early=early)


def test_hires_are_parted_in_two_and_compared() -> None:
    hires = [_hire(20, early=n < 1) for n in range(30)] + [_hire(60, early=n < 15) for n in range(30)]
    found = compared(hires)
    by_ground = {one.ground: one for one in found.comparisons}
    tempo = by_ground[Ground.TEMPO]
    assert found.middle == 40
    assert (tempo.first.hits, tempo.first.n, tempo.second.hits, tempo.second.n) == (1, 30, 15, 30)
    assert tempo.stands
    assert tempo.difference is not None
    assert tempo.difference.value == pytest.approx(14 / 30)
    assert by_ground[Ground.PAY].difference is None  # everybody was told: there is nothing to compare
    assert compared([]).middle is None


@pytest.fixture
def staff(cast: Cast) -> list[Employment]:
    """Forty at North in two teams, a third of whom left after 100 days; the pages read the clock."""
    today = timezone.localdate()
    company = cast.north.company
    units = [Unit.objects.create(company=company, name=name) for name in ("Lag A", "Lag B")]
    made = []
    for number in range(41):
        began = today - timedelta(days=800 - number if number else 1200)  # the first leaver is before the others
        ended = began + timedelta(days=100) if number % 3 == 0 else None
        made.append(
            Employment.objects.create(
                company=company,
                name=f"Person {number}",
                started_on=began,
                ended_on=ended,
                exit_type="own_resignation" if ended else "",
                origin="by_hand",
            )
        )
        Placement.objects.create(employment=made[-1], company=company, unit=units[number % 2], since=began)
    return made


def test_pages_show_the_curve_to_those_who_see_the_roster(
    cast: Cast, staff: list[Employment], as_account: SignIn, statements: Callable[..., None]
) -> None:
    own = as_account(cast.north.hr)
    page = own.get("/client/staying/").content.decode()
    assert "retention-line" in page
    assert "Lag A" in page
    assert "/20," not in page  # no exact share of a group
    assert "Lag A" not in as_account(cast.south.hr).get("/client/staying/").content.decode()
    assert as_account(cast.north.manager).get("/client/staying/").status_code == 404
    address = f"/conversations/findings/{cast.north.company.pk}/staying/"
    interviewer = as_account(cast.interviewer)
    assert "retention-line" in interviewer.get(address).content.decode()
    assert as_account(cast.owner).get(address).status_code == 404
    with pytest.raises(NotAllowed):
        company_retention(viewer_of(cast.owner), cast.north.company.pk, on=timezone.localdate())

    def more() -> None:
        for number in range(10):
            Employment.objects.create(
                company=cast.north.company, name=f"Ny {number}", started_on=date(2024, 1, 1), origin="by_hand"
            )

    statements("conversations/company_staying", ask=lambda: interviewer.get(address), grow=more)
    statements("client/retention", ask=lambda: own.get("/client/staying/"), grow=more)


def test_what_came_of_a_hire_is_found_again(cast: Cast, candidacy: Candidacy, now: datetime) -> None:
    Candidacy.objects.filter(pk=candidacy.pk).update(
        status="hired", ended_at=candidacy.entered_at + timedelta(days=30), next_step_on=None, next_news_on=None
    )
    Employment.objects.create(
        company=cast.north.company,
        name="Lea Berg",
        started_on=date(2026, 1, 7),
        ended_on=date(2026, 3, 1),
        exit_type="own_resignation",
        origin="hired",
        arrival_key=arrival_key(candidacy.pk),
    )
    for viewer in (viewer_of(cast.lead), viewer_of(cast.interviewer)):
        found = early_leaving(viewer, on=datetime(2026, 11, 23, tzinfo=UTC).date())
        assert (found.all.hits, found.all.n, found.middle) == (1, 1, 30)
        assert all(one.difference is None for one in found.comparisons)
        assert early_leaving(viewer, on=date(2026, 3, 1)).all.n == 0
        assert early_leaving(viewer, on=ON, company_id=cast.south.company.pk).all.n == 0
    with pytest.raises(NotAllowed):
        early_leaving(viewer_of(cast.owner), on=ON)
