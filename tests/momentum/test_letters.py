"""Reminders, signs of life and the client's week: to whom, when, how often, and when not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from framdrift.config.wiring import WIRING
from framdrift.foundation import bundling, dispatch, letter_decisions, postman
from framdrift.foundation.models import Event, Letter
from framdrift.momentum.models import LetterRule, WeeklyOptOut
from framdrift.momentum.nudging import nudge_everybody
from framdrift.momentum.rules import may_nudge_by_itself
from framdrift.momentum.stopping import stop_needless
from framdrift.momentum.upkeep import draft_weekly_letter, draft_weekly_letters, give_signs_of_life, remind_holders
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import BallReason, PromiseKind, Side, StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, PlanTemplate, Promise, Step
from tests.cast import Cast
from tests.foundation.mail_server import MailServer, listening
from tests.recruitment import candidate, column

pytestmark = pytest.mark.django_db
State = Letter.State
DAY = timedelta(days=1)


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    """A mail server that the settings point to."""
    with listening() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


@pytest.fixture
def karin(cast: Cast) -> Account:
    """The client's decider."""
    return cast.north.manager


@pytest.fixture
def ball(candidacy: Candidacy, karin: Account, ada: Viewer, now: datetime) -> Ball:
    """Karin's, to tell what she thought, over its day at `now`."""
    held = Ball.objects.get(candidacy=candidacy, ended_at=None)
    at = now - 6 * DAY
    return actions.pass_ball(
        ball=held,
        side=Side.CLIENT,
        account=karin,
        reason=BallReason.GIVE_FEEDBACK,
        until_on=date(2026, 11, 20),
        by=ada,
        at=at,
    )


def _send(at: datetime) -> int:
    with postman.postman() as carrier:
        return bundling.send_round(carrier, worker="me", at=at)


def _text(message: Any) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


# --- reminders -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", ["Hej Karin,", "Lea Berg", "fredag 20 november", "Öppna det som väntar", "Ada Lind"]),
        ("en", ["Hello Karin,", "Lea Berg", "Friday 20 November", "Open what waits", "Ada Lind"]),
    ],
)
def test_the_holder_alone_is_reminded_with_the_one_action(
    ball: Ball, karin: Account, now: datetime, mail: MailServer, language: str, said: list[str]
) -> None:
    Account.objects.filter(pk=karin.pk).update(language=language)
    assert nudge_everybody(at=now) == 1
    assert _send(now + timedelta(minutes=10)) == 1
    message = mail.taken[0]
    assert message["To"] == "Karin Holm <karin@nordbygg.example>"
    assert "Lea" not in message["Subject"]
    for words in (*said, "/seat/"):
        assert words in _text(message)
    assert Event.objects.get(code="reminded").data["item"] == f"ball:{ball.pk}"


def test_what_is_in_time_or_of_a_meeting_to_come_is_not_reminded_of(ball: Ball, now: datetime) -> None:
    Ball.objects.filter(pk=ball.pk).update(until_on=date(2026, 11, 24))
    assert nudge_everybody(at=now) == 0
    Ball.objects.filter(pk=ball.pk).update(until_on=date(2026, 11, 20))
    Step.objects.filter(pk=ball.step_id).update(booked_at=now + DAY)
    assert nudge_everybody(at=now) == 0


def test_whoever_stands_in_is_reminded_while_the_holder_is_away(
    ball: Ball, karin: Account, cast: Cast, now: datetime
) -> None:
    deputy = cast.north.hr
    Absence.objects.create(account=karin, first_on=now.date(), last_on=now.date() + DAY, deputy=deputy)
    assert nudge_everybody(at=now) == 1
    letter = Letter.objects.get(kind="nudge")
    assert letter.to_email == deputy.email
    assert karin.name in letter.body_text
    assert nudge_everybody(at=now) == 0
    later = now + 7 * DAY
    assert nudge_everybody(at=later) == 1
    assert Letter.objects.filter(kind="nudge").latest("pk").to_email == karin.email
    assert Event.objects.filter(code="reminded", data__item=f"ball:{ball.pk}").count() == 2


def test_no_reminder_on_a_day_off_nor_where_the_assignment_says_no(
    ball: Ball, assignment: Assignment, now: datetime
) -> None:
    assert nudge_everybody(at=datetime(2026, 11, 28, 9, tzinfo=UTC)) == 0
    LetterRule.objects.create(assignment=assignment, company_id=assignment.company_id, reminders_by_itself=False)
    assert nudge_everybody(at=now) == 0


def test_reminders_grow_fewer_and_end(ball: Ball, now: datetime) -> None:
    sent = []
    for day in range(60):
        at = now + day * DAY
        if nudge_everybody(at=at):
            sent.append(at)
    gaps = [(later - earlier).days for earlier, later in pairwise(sent)]
    assert len(sent) == 5
    assert gaps == sorted(gaps)
    assert gaps[-1] > gaps[0]


@pytest.mark.parametrize(
    ("sent", "since", "week", "may"),
    [(0, None, 0, True), (1, 1.4, 0, False), (1, 1.5, 0, True), (2, 2.9, 0, False), (2, 3.0, 0, True),
     (5, 99.0, 0, False), (0, None, 3, False)],
)  # fmt: skip
def test_when_the_machine_may_remind(sent: int, since: float | None, week: int, may: bool) -> None:
    assert may_nudge_by_itself(sent=sent, work_days_since_last=since, to_person_this_week=week) is may


def test_running_the_morning_s_job_twice_reminds_once(ball: Ball, now: datetime) -> None:
    remind_holders.func(now.isoformat())
    remind_holders.func(now.isoformat())
    assert Letter.objects.filter(kind="nudge").count() == 1


def test_a_reminder_stops_when_the_ball_moves(
    ball: Ball, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime, mail: MailServer
) -> None:
    nudge_everybody(at=now)
    actions.pass_ball(
        ball=ball,
        side=Side.AGENCY,
        account=cast.owner,
        reason=BallReason.DO_STEP,
        by=ada,
        at=now + timedelta(minutes=2),
    )
    event = Event.objects.filter(code="ball-passed").latest("seq")
    stop_needless(dispatch.recorded(event))
    assert Letter.objects.get(kind="nudge").state == State.CANCELLED
    assert _send(now + DAY) == 0


def test_several_things_become_one_letter(
    ball: Ball,
    candidacy: Candidacy,
    assignment: Assignment,
    karin: Account,
    ada: Viewer,
    now: datetime,
    mail: MailServer,
) -> None:
    iris = actions.add_candidate(name="Iris Vall", email="iris@people.example", by=ada, at=now - 5 * DAY)
    second = actions.enter_candidacy(assignment=assignment, candidate=iris, source="applied", by=ada, at=now - 5 * DAY)
    held = Ball.objects.get(candidacy=second, ended_at=None)
    actions.pass_ball(
        ball=held, side=Side.CLIENT, account=karin, reason=BallReason.GIVE_FEEDBACK, until_on=date(2026, 11, 20),
        by=ada, at=now - 5 * DAY,
    )  # fmt: skip
    assert nudge_everybody(at=now) == 2
    assert _send(now + timedelta(minutes=10)) == 1
    text = _text(mail.taken[0])
    assert "Lea Berg" in text
    assert "Iris Vall" in text
    assert len({event.data["letter_key"] for event in Event.objects.filter(code="reminded")}) == 1


# --- signs of life -------------------------------------------------------------------------------------------
def _due_to_hear(candidacy: Candidacy, assignment: Assignment) -> None:
    LetterRule.objects.create(assignment=assignment, company_id=assignment.company_id, news_by_itself=True)
    Candidacy.objects.filter(pk=candidacy.pk).update(next_news_on=date(2026, 11, 24))


def test_a_sign_of_life_goes_by_itself_where_there_is_a_date(
    candidacy: Candidacy, assignment: Assignment, now: datetime, mail: MailServer
) -> None:
    _due_to_hear(candidacy, assignment)
    Step.objects.filter(candidacy=candidacy).update(booked_at=datetime(2026, 11, 26, 13, tzinfo=UTC))
    give_signs_of_life.func(now.isoformat())
    give_signs_of_life.func(now.isoformat())
    assert _send(now + timedelta(minutes=10)) == 1
    assert "torsdag 26 november kl. 14.00" in _text(mail.taken[0])
    candidacy.refresh_from_db()
    promise = Promise.objects.get(kind=PromiseKind.NEWS)
    assert candidacy.next_news_on is not None
    assert candidacy.next_news_on > date(2026, 11, 24)
    assert promise.due_at.date() == candidacy.next_news_on


def test_empty_words_are_never_sent(candidacy: Candidacy, assignment: Assignment, now: datetime) -> None:
    _due_to_hear(candidacy, assignment)
    Ball.objects.filter(candidacy=candidacy).update(until_on=date(2026, 11, 20))
    give_signs_of_life.func(now.isoformat())
    assert not Letter.objects.exists()


def test_without_the_assignment_s_choice_nothing_goes_by_itself(candidacy: Candidacy, now: datetime) -> None:
    Candidacy.objects.filter(pk=candidacy.pk).update(next_news_on=date(2026, 11, 24))
    give_signs_of_life.func(now.isoformat())
    assert not Letter.objects.exists()


# --- the week ------------------------------------------------------------------------------------------------
FRIDAY = datetime(2026, 11, 27, 6, tzinfo=UTC)


def _rule(assignment: Assignment, weekly: str) -> None:
    LetterRule.objects.update_or_create(
        assignment=assignment, defaults={"company_id": assignment.company_id, "weekly": weekly}
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", ["Så här har veckan varit", "Ekonomichef", "Den här veckan: 1 gick ett steg vidare"]),
        ("en", ["This is how the week has been", "Ekonomichef", "This week: 1 went a step further"]),
    ],
)
def test_the_week_is_told_in_numbers_without_names(
    candidacy: Candidacy,
    karin: Account,
    assignment: Assignment,
    ada: Viewer,
    now: datetime,
    language: str,
    said: list[str],
) -> None:
    Account.objects.filter(pk=karin.pk).update(language=language)
    karin.refresh_from_db()
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now)
    letter = draft_weekly_letter(karin, at=FRIDAY)
    assert letter is not None
    assert letter.state == State.HELD
    if language == "en":  # the Swedish sentences come with the catalogue
        for words in said:
            assert words in letter.body_text
    assert said[0] in letter.body_text
    assert "Lea" not in letter.body_text
    again = draft_weekly_letter(karin, at=FRIDAY + timedelta(hours=1))
    assert again is not None
    assert again.pk == letter.pk


def test_nothing_to_say_is_not_said(karin: Account, assignment: Assignment) -> None:
    from framdrift.recruiting.models import PlanStep

    PlanStep.objects.update(starts_on=date(2026, 10, 1), due_on=date(2026, 10, 1))
    assert draft_weekly_letter(karin, at=FRIDAY) is None


def test_by_itself_it_goes_in_the_afternoon_and_a_held_one_waits_for_a_person(
    candidacy: Candidacy, karin: Account, assignment: Assignment, ada: Viewer, now: datetime, mail: MailServer
) -> None:
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now)
    _rule(assignment, "by_itself")
    draft_weekly_letters.func(FRIDAY.isoformat())
    assert _send(datetime(2026, 11, 27, 12, 59, tzinfo=UTC)) == 0
    assert _send(datetime(2026, 11, 27, 13, 0, tzinfo=UTC)) == 1
    _rule(assignment, "held")
    Letter.objects.all().delete()
    letter = draft_weekly_letter(karin, at=FRIDAY)
    assert letter is not None
    letter_decisions.rewrite(letter.pk, subject="Vår vecka", text="Egna ord.", by=ada.pseudonym, at=FRIDAY)
    letter_decisions.release(letter.pk, by=ada.pseudonym, at=now + 3 * DAY)
    assert _send(now + 3 * DAY + timedelta(minutes=10)) == 1
    assert "Egna ord." in _text(mail.taken[-1])


@pytest.mark.parametrize("way", ["by_itself", "held"])
def test_a_week_of_an_assignment_that_stopped_the_same_day_does_not_go(
    candidacy: Candidacy, karin: Account, assignment: Assignment, ada: Viewer, now: datetime, way: str
) -> None:
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now)
    _rule(assignment, way)
    letter = draft_weekly_letter(karin, at=FRIDAY)
    assert letter is not None
    actions.pause_assignment(assignment=assignment, by=ada, at=FRIDAY + timedelta(hours=1))
    dispatch.deliver_all(WIRING, at=FRIDAY + timedelta(hours=1))
    assert list(Letter.objects.filter(kind="weekly").values_list("state", flat=True)) == [State.CANCELLED]


def test_the_week_is_told_without_the_assignment_that_stopped(
    candidacy: Candidacy, karin: Account, assignment: Assignment, template: PlanTemplate, ada: Viewer, now: datetime
) -> None:
    other = actions.open_assignment(
        company=assignment.company,
        title="Controller",
        owner=assignment.owner,
        template=template,
        kickoff_on=now.date(),
        facts=actions.Facts(),
        crew=actions.Crew(contacts={karin: "decider"}),
        criteria=[{"name": "Bokslut"}],
        by=ada,
        at=now - DAY,
    )
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now)
    omar = candidate("Omar Dal", ada, now)
    actions.enter_candidacy(assignment=other, candidate=omar, source="applied", by=ada, at=now)
    draft_weekly_letter(karin, at=FRIDAY)
    actions.pause_assignment(assignment=assignment, by=ada, at=FRIDAY + timedelta(hours=1))
    dispatch.deliver_all(WIRING, at=FRIDAY + timedelta(hours=1))
    first, second = Letter.objects.filter(kind="weekly").order_by("pk")
    assert (first.state, second.state) == (State.CANCELLED, State.HELD)
    assert "Ekonomichef" in first.body_text
    assert "Ekonomichef" not in second.body_text
    assert "Controller" in second.body_text


def test_who_opted_out_and_assignments_that_are_off_get_none(
    candidacy: Candidacy, karin: Account, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now)
    _rule(assignment, "off")
    draft_weekly_letters.func(FRIDAY.isoformat())
    assert not Letter.objects.exists()
    _rule(assignment, "held")
    WeeklyOptOut.objects.create(account=karin, company=karin.company, since=now)
    draft_weekly_letters.func(FRIDAY.isoformat())
    assert not Letter.objects.exists()


def test_the_company_s_own_employees_are_not_counted(
    candidacy: Candidacy, karin: Account, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now)
    candidacy.candidate.works_at = karin.company
    candidacy.candidate.save()
    letter = draft_weekly_letter(karin, at=FRIDAY)
    assert letter is None or ("went a step" not in letter.body_text and "steg vidare" not in letter.body_text)
