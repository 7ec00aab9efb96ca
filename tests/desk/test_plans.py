"""The plan page, what-if, the one date promised outward, notice periods; what the client reads and is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import translation

from framdrift.config.wiring import WIRING
from framdrift.desk.plans.views import chance_words
from framdrift.foundation import events
from framdrift.foundation.dispatch import deliver_pending, leave_undelivered
from framdrift.foundation.letter_words import day_words
from framdrift.foundation.models import Event, Letter
from framdrift.organisations.access import SYSTEM, Viewer
from framdrift.organisations.models import Absence
from framdrift.planning.actions import recalculate
from framdrift.planning.history import own_spreads
from framdrift.planning.outlook import Holds
from framdrift.planning.sheet import ground_of, lines_of, notices_of, outlook_of, slip_lines
from framdrift.portals.client.slips import last_told, tell_of_standing_slips
from framdrift.recruiting import actions
from framdrift.recruiting.actions.plans import NewShape, promise_end, reshape_plan, tell_notice
from framdrift.recruiting.events import PlanRecalculated
from framdrift.recruiting.kinds import PromiseKind, StepType
from framdrift.recruiting.models import Assignment, Candidacy, NoticePeriod, PlanStep, Promise, Step
from framdrift.recruiting.plan_refusals import NoticeTooLong, StepInUse
from tests.cast import Cast
from tests.recruitment import column

Browser = Callable[..., Client]


def hear(at: datetime) -> None:
    while deliver_pending(WIRING, at=at):
        pass


@pytest.fixture
def dated(assignment: Assignment, candidacy: Candidacy, now: datetime) -> Assignment:
    """The plan as it stands at `now`, with nothing else to hear."""
    recalculate(assignment=assignment, because_seq=0, by=SYSTEM, at=now)
    leave_undelivered()
    assignment.refresh_from_db()
    return assignment


def test_the_page_says_who_when_and_the_last_responsible_day(
    as_account: Browser, cast: Cast, dated: Assignment
) -> None:
    page = as_account(cast.owner).get(f"/assignments/{dated.pk}/plan/").content.decode()
    for words in ("Ada Lind", "Omar Dahl", "Karin Holm", "gantt-line"):
        assert words in page
    assert page.count('scope="row"') == dated.plan.count()
    labels = re.findall(r'<text x="[^"]+"[^>]*>(.*?)</text>', page)
    assert labels
    assert not [label for label in labels if "<" in label], "SVG draws no HTML"


def test_reading_changes_nothing_and_asks_the_same_of_many_candidates(
    statements: Callable[..., None], as_account: Browser, cast: Cast, dated: Assignment, ada: Viewer, now: datetime
) -> None:
    client = as_account(cast.owner)

    def grow() -> None:
        for number in range(12):
            person = actions.add_candidate(name=f"Kandidat {number}", by=ada, at=now)
            actions.enter_candidacy(assignment=dated, candidate=person, source="applied", by=ada, at=now)

    statements("desk/plan", ask=lambda: client.get(f"/assignments/{dated.pk}/plan/"), grow=grow)
    counted = Event.objects.count()
    address = f"/assignments/{dated.pk}/what-if/?once_more=on&client_answers=1"
    statements("desk/what_if", ask=lambda: client.get(address), grow=grow)
    assert Event.objects.exclude(code__startswith="cand").count() <= counted


def test_what_if_saves_nothing_until_it_is_used(
    as_account: Browser, cast: Cast, dated: Assignment, now: datetime
) -> None:
    client, before = as_account(cast.owner), list(dated.plan.values_list("pk", "work_days", "due_on"))
    asked = {"once_more": "on", "start_on": "2027-03-01"}
    page = client.get(f"/assignments/{dated.pk}/what-if/", asked)
    assert page.status_code == 200
    assert "client_interview +" in page.content.decode()
    assert list(dated.plan.values_list("pk", "work_days", "due_on")) == before

    client.post(f"/assignments/{dated.pk}/what-if/use/", asked)
    hear(now)
    dated.refresh_from_db()
    kinds = [step.type for step in dated.plan.all()]
    assert kinds.count(StepType.CLIENT_INTERVIEW) == 2
    first, again = dated.plan.filter(type=StepType.CLIENT_INTERVIEW)
    assert again.position == first.position + 1
    assert again.due_on > first.due_on
    assert again.needs.count() == first.needs.count() == 1
    assert dated.wanted_start_on == date(2027, 3, 1)
    assert Event.objects.filter(code="plan-reshaped").count() == 1
    assert Event.objects.filter(code="plan-recalculated", data__because_code="plan-reshaped").count() == 1


def test_what_if_says_how_often_the_promise_and_the_start_hold(
    as_account: Browser, cast: Cast, dated: Assignment, ada: Viewer, now: datetime
) -> None:
    client, address = as_account(cast.owner), f"/assignments/{dated.pk}/what-if/"
    bare = client.get(address, {"client_answers": "1"}).content.decode()
    assert 'data-row="promise"' not in bare
    assert 'data-row="start"' not in bare
    outlook = outlook_of(ground_of(dated, at=now))
    assert outlook is not None
    promise_end(assignment=dated, on=outlook.plan.expected_on, by=ada, at=now)
    page = client.get(address, {"client_answers": "1", "start_on": "2027-06-01"}).content.decode()
    cells = {
        row: re.findall(r"<td>(.*?)</td>", page.partition(f'data-row="{row}"')[2].partition("</tr>")[0])
        for row in ("promise", "start")
    }
    assert len(cells["promise"]) == len(cells["start"]) == 2
    assert cells["promise"][0] != cells["promise"][1]
    with translation.override("sv"):
        dated.refresh_from_db()
        now_holds = outlook_of(ground_of(dated, at=now))
        assert now_holds is not None
        assert cells["promise"][0] == chance_words(now_holds.promise_holds) != ""


@pytest.mark.parametrize(
    ("holds", "words"),
    [
        (None, ""),
        (Holds(0.0, 0.02, 0.04), "hardly ever"),
        (Holds(0.0, 0.04, 0.31), "hardly ever (0 to 3)"),
        (Holds(0.05, 0.13, 0.3), "about 1 time in 10 (0 to 3)"),
        (Holds(0.5, 0.7, 0.9), "about 7 times in 10 (5 to 9)"),
        (Holds(0.66, 0.7, 0.74), "about 7 times in 10"),
        (Holds(0.99, 1.0, 1.0), "nearly always"),
    ],
)
def test_a_chance_is_told_in_times_of_ten(holds: Holds | None, words: str) -> None:
    with translation.override("en"):
        assert chance_words(holds) == words


def test_nothing_asked_is_nothing_used(as_account: Browser, cast: Cast, dated: Assignment) -> None:
    answer = as_account(cast.owner).post(f"/assignments/{dated.pk}/what-if/use/")
    assert answer.status_code == 302
    assert not Event.objects.filter(code="plan-reshaped").exists()


def test_a_step_goes_and_another_runs_beside(dated: Assignment, ada: Viewer, now: datetime) -> None:
    references, interview = column(dated, StepType.REFERENCES), column(dated, StepType.CLIENT_INTERVIEW)
    shape = NewShape(without=[interview.pk], beside={references.pk: True})
    reshape_plan(assignment=dated, shape=shape, by=ada, at=now)
    assert not PlanStep.objects.filter(pk=interview.pk).exists()
    assert column(dated, StepType.REFERENCES).parallel


def test_a_step_that_somebody_has_come_to_stays(dated: Assignment, ada: Viewer, now: datetime) -> None:
    screening = column(dated, StepType.SCREENING)
    with pytest.raises(StepInUse):
        reshape_plan(assignment=dated, shape=NewShape(without=[screening.pk]), by=ada, at=now)
    assert PlanStep.objects.filter(pk=screening.pk).exists()


def test_the_date_to_promise_is_proposed_and_kept_as_a_promise(
    as_account: Browser, cast: Cast, dated: Assignment, now: datetime
) -> None:
    outlook = outlook_of(ground_of(dated, at=now))
    assert outlook is not None
    address = f"/assignments/{dated.pk}/plan/promise/"
    client = as_account(cast.owner)
    assert outlook.promise_on.isoformat() in client.get(address).content.decode()
    client.post(address, {"on": outlook.promise_on.isoformat()})
    dated.refresh_from_db()
    assert dated.promised_on == outlook.promise_on
    promise = Promise.objects.get(assignment=dated, kind=PromiseKind.DECISION, withdrawn_at=None)
    assert promise.to_account == cast.north.manager


def test_another_date_moves_the_promise_and_keeps_both(dated: Assignment, ada: Viewer, now: datetime) -> None:
    for day in (date(2027, 1, 15), date(2027, 1, 29)):
        promise_end(assignment=dated, on=day, by=ada, at=now)
    first, second = Promise.objects.filter(assignment=dated, kind=PromiseKind.DECISION).order_by("pk")
    assert first.moved_to == second
    assert second.withdrawn_at is None


def test_a_notice_period_gives_the_last_day_to_sign(
    as_account: Browser, cast: Cast, dated: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.change_assignment(assignment=dated, changes={"wanted_start_on": date(2027, 3, 1)}, by=ada, at=now)
    client = as_account(cast.owner)
    client.post(f"/candidacies/{candidacy.pk}/notice/", {"months": "3"})
    assert NoticePeriod.objects.get(candidacy=candidacy).months == 3
    page = client.get(f"/assignments/{dated.pk}/plan/").content.decode()
    assert "30 nov" in page
    with pytest.raises(NoticeTooLong):
        tell_notice(candidacy=candidacy, months=13, to_month_end=False, by=ada, at=now)


def test_the_usual_notice_is_said_to_be_that(dated: Assignment) -> None:
    line = notices_of(dated)[0]
    assert (line.is_usual, line.is_told, line.notice.months) == (True, False, 3)


def test_an_absence_without_a_stand_in_moves_the_plan(
    cast: Cast, dated: Assignment, ada: Viewer, now: datetime
) -> None:
    actions.set_deputies(assignment=dated, accounts=[], by=ada, at=now)
    before = dated.expected_on
    away = Absence.objects.create(
        account=cast.owner, first_on=now.date() + timedelta(days=1), last_on=now.date() + timedelta(days=10)
    )
    recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=now)
    dated.refresh_from_db()
    assert dated.expected_on > before
    ground = ground_of(dated, at=now)
    outlook = outlook_of(ground)
    assert outlook is not None
    assert any(line.away for line in lines_of(ground, outlook, language="sv"))
    away.deputy = cast.teammate
    away.save()
    recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=now)
    dated.refresh_from_db()
    assert dated.expected_on == before


def test_own_history_is_what_the_hired_went_through(dated: Assignment, candidacy: Candidacy, now: datetime) -> None:
    assert own_spreads() == {}
    Step.objects.filter(candidacy=candidacy).update(closed_at=now)
    Candidacy.objects.filter(pk=candidacy.pk).update(status="hired", ended_at=now, next_step_on=None, next_news_on=None)
    found = own_spreads()[StepType.SCREENING]
    assert found.n == 1
    assert found.level > 0  # ten working days for three


def test_the_client_is_written_to_when_the_end_has_moved_far_and_only_then(
    cast: Cast, dated: Assignment, candidacy: Candidacy, now: datetime
) -> None:
    hear(now)
    Letter.objects.all().delete()
    for days in range(1, 9):
        recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=now + timedelta(days=days))
        hear(now + timedelta(days=days))
    letters = Letter.objects.filter(kind="client_slip")
    told = Event.objects.filter(code="slip-told").order_by("seq")
    moved = Event.objects.filter(code="plan-recalculated").count()
    assert 0 < letters.count() == told.count() < moved
    assert set(letters.values_list("to_email", flat=True)) == {cast.north.manager.email}
    letter = letters.order_by("-pk")[0]
    assert "Lea" not in letter.body_text
    assert "inte blev klart" in letter.body_text or "was not done" in letter.body_text


def moved_twice(dated: Assignment, at: datetime, *, more_days: int) -> None:
    """The end moves now, and again an hour later."""
    recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=at)
    hear(at)
    PlanStep.objects.filter(assignment=dated).update(work_days=F("work_days") + more_days)
    dated.refresh_from_db()
    recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=at + timedelta(hours=1))
    hear(at + timedelta(hours=1))


def test_a_letter_that_has_not_gone_tells_of_the_second_move_too(
    dated: Assignment, candidacy: Candidacy, now: datetime
) -> None:
    hear(now)
    Letter.objects.all().delete()
    heard_before = last_told(dated)
    moved_twice(dated, now + timedelta(days=8), more_days=2)
    first, second = Letter.objects.filter(kind="client_slip").order_by("pk")
    assert (first.state, second.state) == (Letter.State.CANCELLED, Letter.State.WAITING)
    dated.refresh_from_db()
    assert heard_before is not None
    assert day_words(heard_before, second.language) in second.body_text
    assert day_words(dated.expected_on, second.language) in second.body_text
    assert day_words(dated.expected_on, second.language) not in first.body_text
    assert last_told(dated) == dated.expected_on
    hear(now + timedelta(days=8, hours=2))
    assert Letter.objects.filter(kind="client_slip").count() == 2


def test_an_end_that_comes_back_before_the_letter_has_gone_is_not_told(
    dated: Assignment, candidacy: Candidacy, now: datetime
) -> None:
    hear(now)
    Letter.objects.all().delete()
    heard_before = last_told(dated)
    at = now + timedelta(days=8)
    recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=at)
    hear(at)
    dated.refresh_from_db()
    assert last_told(dated) == dated.expected_on != heard_before
    Assignment.objects.filter(pk=dated.pk).update(expected_on=heard_before)
    told = PlanRecalculated(
        expected_from_on=dated.expected_on,
        expected_to_on=heard_before,
        moved=[],
        because_seq=0,
        assignment_id=dated.pk,
        company_id=dated.company_id,
    )
    events.record(told, actor=SYSTEM.pseudonym, at=at)
    hear(at + timedelta(minutes=5))
    assert Letter.objects.get(kind="client_slip").state == Letter.State.CANCELLED
    assert last_told(dated) == heard_before
    assert Event.objects.filter(code="slip-untold").count() == 1


def test_one_letter_a_day_and_the_rest_the_next_morning(dated: Assignment, candidacy: Candidacy, now: datetime) -> None:
    hear(now)
    Letter.objects.all().delete()
    letters = Letter.objects.filter(kind="client_slip")
    at = now + timedelta(days=8)
    recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=at)
    hear(at)
    assert letters.count() == 1
    letters.update(state=Letter.State.SENT, sent_at=at)
    PlanStep.objects.filter(assignment=dated).update(work_days=F("work_days") + 2)
    dated.refresh_from_db()
    recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=at + timedelta(hours=1))
    hear(at + timedelta(hours=1))
    assert letters.count() == 1
    morning = at + timedelta(days=1)
    for _ in range(2):
        tell_of_standing_slips.func(morning.isoformat())
    assert letters.count() == 2


def test_the_client_reads_what_moved_and_why_on_its_own_page(
    as_account: Browser, cast: Cast, dated: Assignment, ada: Viewer
) -> None:
    assert slip_lines(ada, dated)
    page = as_account(cast.north.manager).get(f"/client/assignments/{dated.pk}/").content.decode()
    assert slip_lines(ada, dated)[0].sentence[:20] in page or "screening" in page


def test_july_is_left_alone_unless_the_assignment_works_through_it(
    dated: Assignment, ada: Viewer, now: datetime
) -> None:
    summer = datetime(2027, 6, 21, 8, tzinfo=now.tzinfo)
    recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=summer)
    assert not PlanStep.objects.filter(assignment=dated, due_on__month=7).exists()
    reshape_plan(assignment=dated, shape=NewShape(rests_in_july=False), by=ada, at=summer)
    recalculate(assignment=dated, because_seq=0, by=SYSTEM, at=summer)
    assert PlanStep.objects.filter(assignment=dated, due_on__month=7).exists()
