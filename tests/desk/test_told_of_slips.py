"""The plan page says of each slip to whom a letter went or will go, or why nobody is written to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import translation

from framdrift.config.wiring import WIRING
from framdrift.desk.plans.telling import with_tidings
from framdrift.foundation import events
from framdrift.foundation.dispatch import deliver_pending
from framdrift.foundation.letter_decisions import cancel
from framdrift.foundation.models import Letter
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.organisations.models import Account
from framdrift.planning.actions import recalculate
from framdrift.planning.heard import heard_of
from framdrift.planning.sheet import slip_lines
from framdrift.planning.told import NoLetter, Tidings
from framdrift.portals.client.slips import last_told, tell_of_standing_slips
from framdrift.recruiting.events import PlanRecalculated
from framdrift.recruiting.models import Assignment, Candidacy, Contact, PlanConfirmation, PlanStep
from tests.cast import Cast

Browser = Callable[[Account], Client]


def hear(at: datetime) -> None:
    while deliver_pending(WIRING, at=at):
        pass


def moved(assignment: Assignment, at: datetime, *, more_days: int) -> None:
    """Every step takes so much longer, and the plan is dated again; the reactions hear."""
    PlanStep.objects.filter(assignment=assignment).update(work_days=F("work_days") + more_days)
    recalculate(assignment=assignment, because_seq=0, by=SYSTEM, at=at)
    hear(at)
    assignment.refresh_from_db()


def told_to_end_on(assignment: Assignment, day: date, at: datetime) -> None:
    """A recalculation that ends the plan on another day, without a step."""
    told = PlanRecalculated(
        expected_from_on=assignment.expected_on,
        expected_to_on=day,
        moved=[],
        because_seq=0,
        assignment_id=assignment.pk,
        company_id=assignment.company_id,
    )
    Assignment.objects.filter(pk=assignment.pk).update(expected_on=day)
    events.record(told, actor=SYSTEM.pseudonym, at=at)
    hear(at)
    assignment.refresh_from_db()


@pytest.fixture
def dated(assignment: Assignment, candidacy: Candidacy, now: datetime) -> Assignment:
    """The plan as it stands at `now`; whoever is to hear has heard, and their letters have gone."""
    recalculate(assignment=assignment, because_seq=0, by=SYSTEM, at=now)
    hear(now)
    Letter.objects.update(state=Letter.State.SENT, sent_at=now)
    assignment.refresh_from_db()
    return assignment


def newest(viewer: Viewer, assignment: Assignment) -> Tidings:
    found = slip_lines(viewer, assignment)[0].tidings
    assert found is not None
    return found


def test_a_slip_names_whoever_is_written_to_and_links_to_the_letter(
    as_account: Browser, cast: Cast, dated: Assignment, ada: Viewer, now: datetime
) -> None:
    at = now + timedelta(days=1)
    moved(dated, at, more_days=3)
    (letter,) = newest(ada, dated).letters
    assert letter.to_email == cast.north.manager.email
    assert letter.state == Letter.State.WAITING
    page = as_account(cast.owner).get(reverse("assignment-plan", args=[dated.pk])).content.decode()
    told = page.partition("data-told>")[2].partition("</ul>")[0]
    assert reverse("outbox-letter", args=[letter.pk]) in told
    assert cast.north.manager.name in told


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Letter.State.SENT, "It went "),
        (Letter.State.HELD, "held until somebody releases it"),
        (Letter.State.BOUNCED, "which came back"),
        (Letter.State.WAITING, "not sent yet"),
    ],
)
def test_the_line_says_how_the_letter_stands(
    dated: Assignment, ada: Viewer, now: datetime, state: str, words: str
) -> None:
    at = now + timedelta(days=1)
    moved(dated, at, more_days=3)
    Letter.objects.filter(pk=newest(ada, dated).letters[0].pk).update(state=state, sent_at=at)
    with translation.override("en"):
        (line,) = with_tidings(slip_lines(ada, dated), now=at)[0].told
    assert words in line.sentence


def test_a_letter_inside_another_stands_as_that_one_does(dated: Assignment, ada: Viewer, now: datetime) -> None:
    at = now + timedelta(days=1)
    moved(dated, at, more_days=3)
    (letter,) = newest(ada, dated).letters
    carrier = Letter.objects.exclude(pk=letter.pk).earliest("pk")
    Letter.objects.filter(pk=carrier.pk).update(state=Letter.State.WAITING, send_after=at + timedelta(hours=2))
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.JOINED, joined_into=carrier)
    with translation.override("en"):
        before = with_tidings(slip_lines(ada, dated), now=at)[0].told[0].sentence
        Letter.objects.filter(pk=carrier.pk).update(state=Letter.State.SENT, sent_at=at)
        after = with_tidings(slip_lines(ada, dated), now=at)[0].told[0].sentence
    assert "It went" not in before
    assert "It went" in after


def test_an_end_that_comes_back_says_that_the_letter_was_stopped(dated: Assignment, ada: Viewer, now: datetime) -> None:
    heard_before = last_told(dated)
    assert heard_before is not None
    moved(dated, now + timedelta(days=1), more_days=3)
    told_to_end_on(dated, heard_before, now + timedelta(days=1, minutes=5))
    back, away = [line.tidings for line in slip_lines(ada, dated)][:2]
    assert back == Tidings((), NoLetter.AS_HEARD, heard_on=heard_before)
    assert away is not None
    assert away.why is NoLetter.MOVED_AGAIN
    assert [letter.state for letter in away.letters] == [Letter.State.CANCELLED]
    assert heard_of(dated)[-1].end_on == last_told(dated) == heard_before
    with translation.override("en"):
        lines = with_tidings(slip_lines(ada, dated), now=now + timedelta(days=1))[1].told
    assert "stopped before it went" in lines[0].sentence


def test_a_day_or_two_is_not_written_about(dated: Assignment, ada: Viewer, now: datetime) -> None:
    heard_before = last_told(dated)
    assert heard_before == dated.expected_on
    told_to_end_on(dated, dated.expected_on + timedelta(days=1), now + timedelta(days=1))
    assert newest(ada, dated) == Tidings((), NoLetter.TOO_LITTLE, heard_on=heard_before)


def test_the_later_letter_tells_of_what_no_letter_told(dated: Assignment, ada: Viewer, now: datetime) -> None:
    Letter.objects.filter(kind="client_slip").delete()
    at = now + timedelta(days=1)
    far = dated.expected_on + timedelta(days=21)
    unheard = PlanRecalculated(
        expected_from_on=dated.expected_on,
        expected_to_on=far,
        moved=[],
        because_seq=0,
        because_code="x",
        assignment_id=dated.pk,
        company_id=dated.company_id,
    )
    events.record(unheard, actor=SYSTEM.pseudonym, at=at)  # the end moved again before anybody heard
    told_to_end_on(dated, far + timedelta(days=7), at + timedelta(minutes=1))
    later, first = [line.tidings for line in slip_lines(ada, dated)][:2]
    assert later is not None
    assert later.letters
    assert first == Tidings((), NoLetter.TOLD_LATER, later_at=later.letters[-1].written_at)


def test_who_has_nobody_to_write_to_is_told_that(dated: Assignment, ada: Viewer, now: datetime) -> None:
    Contact.objects.filter(assignment=dated).delete()
    moved(dated, now + timedelta(days=1), more_days=3)
    assert newest(ada, dated) == Tidings((), NoLetter.NOBODY)


def test_a_second_move_on_one_day_waits_for_the_morning(
    cast: Cast, dated: Assignment, ada: Viewer, now: datetime
) -> None:
    at = now + timedelta(days=1)
    moved(dated, at, more_days=3)
    Letter.objects.update(state=Letter.State.SENT, sent_at=at)
    moved(dated, at + timedelta(hours=1), more_days=3)
    assert newest(ada, dated) == Tidings((), NoLetter.NOT_YET, to=(cast.north.manager.name,))


def test_a_yes_from_the_client_is_news_enough(cast: Cast, dated: Assignment, ada: Viewer, now: datetime) -> None:
    at = now + timedelta(days=1)
    moved(dated, at, more_days=3)
    Letter.objects.update(state=Letter.State.SENT, sent_at=at)
    moved(dated, at + timedelta(hours=1), more_days=3)
    assert newest(ada, dated).why is NoLetter.NOT_YET
    PlanConfirmation.objects.create(
        assignment=dated,
        company=dated.company,
        account=cast.north.manager,
        confirmed_at=at + timedelta(hours=2),
        expected_on=dated.expected_on,
    )
    assert newest(ada, dated) == Tidings((), NoLetter.SAID_YES)


def test_a_letter_that_a_person_stopped_is_not_promised_again(dated: Assignment, ada: Viewer, now: datetime) -> None:
    at = now + timedelta(days=1)
    moved(dated, at, more_days=3)
    (letter,) = newest(ada, dated).letters
    cancel(letter.pk, by=ada.pseudonym, at=at)
    tell_of_standing_slips.func((at + timedelta(days=1)).isoformat())
    assert newest(ada, dated) == Tidings((letter,), None)


def test_an_assignment_that_rests_writes_to_nobody(dated: Assignment, ada: Viewer, now: datetime) -> None:
    Assignment.objects.filter(pk=dated.pk).update(status="paused")
    told_to_end_on(dated, dated.expected_on + timedelta(days=30), now + timedelta(days=1))
    assert newest(ada, dated).why is NoLetter.NOT_OPEN


def test_the_client_reads_of_no_letters(as_account: Browser, cast: Cast, dated: Assignment, now: datetime) -> None:
    moved(dated, now + timedelta(days=1), more_days=3)
    lines = slip_lines(viewer_of(cast.north.manager), dated)
    assert lines
    assert {line.tidings for line in lines} == {None}
    page = as_account(cast.north.manager).get(reverse("client-assignment", args=[dated.pk])).content.decode()
    assert "data-told" not in page
