"""Touch time: work told of is written down once with its usual or booked minutes, and corrected by its doer alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from framdrift.config.wiring import WIRING
from framdrift.foundation import dispatch
from framdrift.momentum.reactions import note_work
from framdrift.momentum.touch import HELD, MINUTES
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Candidacy, TouchTime
from tests.cast import Cast
from tests.recruitment import column

Browser = Callable[..., Client]


def _deliver(at: datetime) -> None:
    while dispatch.deliver_pending(WIRING, at=at):
        pass


@pytest.fixture
def worked(candidacy: Candidacy, ada: Viewer, now: datetime) -> Candidacy:
    """A candidate taken in, moved, met for fifty minutes, and told so."""
    interview = column(candidacy.assignment, StepType.INTERVIEW)
    moved = actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now - timedelta(days=3))
    begins = now - timedelta(days=1)
    actions.book_step(
        candidacy=moved, plan_step=interview, start_at=begins, minutes=50, by=ada, at=now - timedelta(days=2)
    )
    actions.hold_step(candidacy=moved, plan_step=interview, by=ada, at=now)
    actions.give_news(candidacy=moved, channel="phone", by=ada, at=now)
    _deliver(now)
    return moved


def test_every_event_that_is_work_is_wired_and_known() -> None:
    wired = {kind.code for kind, reactions in WIRING.items() if note_work in reactions}
    assert wired == {*MINUTES, HELD}


def test_work_is_written_down_once(worked: Candidacy, cast: Cast, now: datetime) -> None:
    found = {row.what: (row.minutes, row.origin, row.account) for row in TouchTime.objects.all()}
    assert found["step-held"] == (50, "booked", cast.owner)
    assert found["news-given"] == (MINUTES["news-given"], "default", cast.owner)
    before = TouchTime.objects.count()
    dispatch.Cursor.objects.update(position=0)
    _deliver(now)
    assert TouchTime.objects.count() == before


def test_ones_own_correction_stays(as_account: Browser, cast: Cast, worked: Candidacy, now: datetime) -> None:
    piece = TouchTime.objects.get(what="step-held")
    address = f"/assignments/{worked.assignment_id}/time/{piece.pk}/"
    assert as_account(cast.teammate).post(address, {"minutes": 1}).status_code == 404
    ada = as_account(cast.owner)
    assert ada.post(address, {"minutes": "-1"}).status_code == 422
    assert ada.post(address, {"minutes": 75}).status_code == 302
    dispatch.Cursor.objects.update(position=0)
    _deliver(now)
    piece.refresh_from_db()
    assert (piece.minutes, piece.origin) == (75, "corrected")


def test_the_page_sums_and_says_that_it_is_estimated(as_account: Browser, cast: Cast, worked: Candidacy) -> None:
    cast.owner.language = "en"
    cast.owner.save()
    page = as_account(cast.owner).get(f"/assignments/{worked.assignment_id}/time/").content.decode()
    total = sum(TouchTime.objects.values_list("minutes", flat=True))
    assert f"{total // 60} h {total % 60} min" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "estimated" in page


def test_what_outsiders_do_is_no_work_of_ours(assignment: Assignment, now: datetime) -> None:
    application = actions.Application(name="Iris Vik", email="iris@people.example")
    applicant = Viewer(kind="applicant", pseudonym="applicant")
    TouchTime.objects.all().delete()
    dispatch.skip_to_end()
    actions.receive_application(assignment=assignment, application=application, by=applicant, at=now)
    _deliver(now)
    assert not TouchTime.objects.exists()


def test_statements_do_not_grow(
    as_account: Browser, cast: Cast, worked: Candidacy, ada: Viewer, now: datetime, statements: Callable[..., None]
) -> None:
    ada_browser = as_account(cast.owner)

    def grow() -> None:
        for _number in range(9):
            actions.give_news(candidacy=worked, channel="phone", by=ada, at=now)
        _deliver(now)

    statements("desk/touch_time", ask=lambda: ada_browser.get(f"/assignments/{worked.assignment_id}/time/"), grow=grow)


def test_what_was_taken_back_took_no_time(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    """Minutes of an undone move and an undone end go, in whichever order the news of them arrives."""
    interview, hour = column(candidacy.assignment, StepType.INTERVIEW), timedelta(hours=1)
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now)
    _deliver(now)
    assert TouchTime.objects.filter(what="candidacy-moved").count() == 1
    actions.undo_move(candidacy=candidacy, by=ada, at=now + hour)
    actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="pay", told_by_side="candidate", by=ada, at=now + 2 * hour
    )
    actions.undo_end(candidacy=candidacy, by=ada, at=now + 3 * hour)
    _deliver(now + 3 * hour)
    dispatch.Cursor.objects.update(position=0)
    _deliver(now + 4 * hour)
    assert not TouchTime.objects.filter(what__in=["candidacy-moved", "candidacy-ended"]).exists()
    assert TouchTime.objects.filter(what="candidacy-entered").count() == 1


def test_a_corrected_time_stays_when_the_move_is_taken_back(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    interview = column(candidacy.assignment, StepType.INTERVIEW)
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now)
    _deliver(now)
    row = TouchTime.objects.get(what="candidacy-moved")
    actions.correct_touch_time(touch_time=row, minutes=25, by=ada, at=now)
    actions.undo_move(candidacy=candidacy, by=ada, at=now + timedelta(hours=1))
    _deliver(now + timedelta(hours=1))
    assert TouchTime.objects.get(what="candidacy-moved").minutes == 25
