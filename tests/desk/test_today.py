"""The page Today: what it says, and what each press does, without any script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from framdrift.desk.today.lines import _LABELS
from framdrift.desk.today.sentences import _PATTERNS
from framdrift.foundation.models import Event, Letter
from framdrift.momentum.queries import today
from framdrift.momentum.rules import Deed, Item, Why
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, FeeMilestone, Promise, Snooze
from tests.cast import Cast
from tests.recruitment import candidate, column

Browser = Callable[..., Client]
DAY = timedelta(days=1)


def on_list(by: Viewer, why: Why) -> Item | None:
    found = today(by, as_of=timezone.now())
    return next((item for item in (*found.day.planned, *found.day.offered) if item.why is why), None)


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_an_empty_list_teaches_where_to_begin(as_account: Browser, cast: Cast) -> None:
    page = said(as_account(cast.teammate).get("/today/"))
    assert 'class="empty"' in page
    assert 'href="/assignments/new/"' in page


def test_a_day_with_nothing_to_do_offers_the_teams_balls(
    as_account: Browser, cast: Cast, assignment: Assignment
) -> None:
    page = said(as_account(cast.teammate).get("/today/"))
    assert 'class="empty"' in page
    assert 'href="/assignments/new/"' not in page


def test_the_list_says_what_to_do_for_whom(as_account: Browser, cast: Cast, candidacy: Candidacy) -> None:
    cast.owner.language = "en"
    cast.owner.save()
    page = said(as_account(cast.owner).get("/today/"))
    assert "No news to Lea Berg" in page
    assert "Ekonomichef · Nordbygg AB" in page
    assert f'href="/today/news/{candidacy.pk}/"' in page


def test_two_promises_of_one_person_say_on_whom(
    as_account: Browser, cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    cast.owner.language = "en"
    cast.owner.save()
    other = actions.enter_candidacy(
        assignment=assignment, candidate=candidate("Omar Ek", ada, now), source="applied", by=ada, at=now
    )
    for one in (candidacy, other):
        actions.make_promise(
            kind="feedback", to_side="agency", due_at=now - DAY, made_by=cast.north.manager,
            assignment=assignment, candidacy=one, by=ada, at=now - 3 * DAY,
        )  # fmt: skip
    page = said(as_account(cast.owner).get("/today/"))
    assert "Karin Holm promised feedback on Lea Berg by" in page
    assert "Karin Holm promised feedback on Omar Ek by" in page


@pytest.mark.parametrize("kind", ["admin", "interviewer", "stranger"])
def test_others_have_no_list(as_account: Browser, cast: Cast, kind: str) -> None:
    assert as_account(getattr(cast, kind)).get("/today/").status_code == 404


def test_a_drafted_update_is_read_and_sent(as_account: Browser, cast: Cast, ada: Viewer, candidacy: Candidacy) -> None:
    browser = as_account(cast.owner)
    page = said(browser.get(f"/today/news/{candidacy.pk}/"))
    assert "Lea" in page
    next_on = (timezone.localdate() + 6 * DAY).isoformat()
    data = {"subject": "Läget", "body": "mer på torsdag.", "next_news_on": next_on}
    assert browser.post(f"/today/news/{candidacy.pk}/", data).status_code == 302
    letter = Letter.objects.get(kind="news")
    assert (letter.to_email, letter.state) == ("lea@people.example", "waiting")
    assert letter.body_text.startswith("Hej Lea,\n\nmer på torsdag.\n\nDu hör av oss igen senast ")
    candidacy.refresh_from_db()
    assert candidacy.next_news_on is not None
    assert candidacy.next_news_on.isoformat() == next_on
    assert on_list(ada, Why.NO_NEWS) is None
    assert browser.post(f"/today/news/{candidacy.pk}/", data).status_code == 302
    assert Letter.objects.count() == 1
    assert Event.objects.filter(code="news-given").count() == 1
    promise = Promise.objects.get(kind="news", kept_at=None)  # the day that the letter tells
    assert promise.due_at.date().isoformat() == next_on


def test_what_was_typed_stays_when_the_date_is_refused(as_account: Browser, cast: Cast, candidacy: Candidacy) -> None:
    data = {"subject": "Läget", "body": "Mina egna ord", "next_news_on": "2020-01-01"}
    page = as_account(cast.owner).post(f"/today/news/{candidacy.pk}/", data)
    assert page.status_code == 422
    assert "Mina egna ord" in said(page)
    assert not Letter.objects.exists()


def test_one_without_an_address_is_called_and_the_words_kept(
    as_account: Browser, cast: Cast, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    at = now - 14 * DAY
    other = actions.enter_candidacy(
        assignment=assignment, candidate=candidate("Nils Utan", ada, at), source="applied", by=ada, at=at
    )
    data = {"body": "Ringde och berättade", "next_news_on": (timezone.localdate() + 7 * DAY).isoformat()}
    assert as_account(cast.owner).post(f"/today/news/{other.pk}/", data).status_code == 302
    assert not Letter.objects.exists()
    assert Event.objects.get(code="news-given").data["channel"] == "phone"


def test_a_line_is_set_aside_and_taken_back(as_account: Browser, cast: Cast, ada: Viewer, candidacy: Candidacy) -> None:
    browser = as_account(cast.owner)
    address = f"/today/lines/news/{candidacy.pk}/"
    assert browser.get(f"{address}later/").status_code == 200
    until = (timezone.localdate() + 3 * DAY).isoformat()
    assert browser.post(f"{address}later/", {"until_on": until}).status_code == 302
    assert on_list(ada, Why.NO_NEWS) is None
    assert f"{address}again/" in said(browser.get("/today/"))
    assert browser.post(f"{address}again/").status_code == 302
    assert on_list(ada, Why.NO_NEWS) is not None


def test_a_date_that_has_passed_is_refused_in_words(as_account: Browser, cast: Cast, candidacy: Candidacy) -> None:
    page = as_account(cast.owner).post(f"/today/lines/news/{candidacy.pk}/later/", {"until_on": "2020-01-01"})
    assert page.status_code == 422
    assert not Snooze.objects.exists()


def test_a_reminder_gathers_everything_that_waits_for_one_person(
    as_account: Browser, cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    at = now - 9 * DAY
    other = actions.enter_candidacy(
        assignment=assignment, candidate=candidate("Omar Ek", ada, at), source="applied", by=ada, at=at
    )
    for one in (candidacy, other):
        actions.pass_ball(
            ball=Ball.objects.get(candidacy=one, ended_at=None), side="client", account=cast.north.manager,
            reason="give_feedback", until_on=(now - 2 * DAY).date(), by=ada, at=at,
        )  # fmt: skip
    item = on_list(ada, Why.THEIR_BALL_OVERDUE)
    assert item is not None
    browser = as_account(cast.owner)
    address = f"/today/lines/ball/{item.number}/remind/"
    page = said(browser.get(address))
    assert "Lea Berg" in page
    assert "Omar Ek" in page
    with translation.override("sv"):
        assert browser.post(address, {"subject": "Det väntar", "body": "Hej Karin!"}).status_code == 302
    assert Letter.objects.get(kind="reminder").to_email == "karin@nordbygg.example"
    assert Event.objects.filter(code="reminded").count() == 2
    again = browser.post(address, {"subject": "Det väntar", "body": "Hej igen!"})
    assert again.status_code in (404, 422)
    assert Letter.objects.count() == 1


def test_promises_are_kept_and_moved(
    as_account: Browser, cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    made = [
        actions.make_promise(
            kind="custom", to_side="client", due_at=now - DAY, made_by=cast.owner, candidacy=candidacy,
            text=f"Ring {n}", by=ada, at=now - 2 * DAY,
        )
        for n in (1, 2)
    ]  # fmt: skip
    browser = as_account(cast.owner)
    assert "Ring 1" in said(browser.get("/today/"))
    assert browser.post(f"/today/promises/{made[0].pk}/keep/").status_code == 302
    new = (timezone.localtime() + 2 * DAY).strftime("%Y-%m-%dT%H:%M")
    assert browser.post(f"/today/promises/{made[1].pk}/move/", {"due_at": new}).status_code == 302
    assert Promise.objects.filter(kept_at=None, withdrawn_at=None, candidacy=candidacy).count() == 1
    assert on_list(ada, Why.PROMISE_BROKEN) is None


@pytest.mark.parametrize("page", ["/today/", "/candidacies/{candidacy}/", "/assignments/{assignment}/"])
def test_a_kept_promise_is_opened_again_where_it_was_kept(
    as_account: Browser, cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime, page: str
) -> None:
    promise = actions.make_promise(
        kind="custom", to_side="client", due_at=now - DAY, made_by=cast.owner, candidacy=candidacy, by=ada,
        at=now - 2 * DAY,
    )  # fmt: skip
    browser = as_account(cast.owner)
    home = page.format(candidacy=candidacy.pk, assignment=candidacy.assignment_id)
    kept = said(browser.post(f"{home}promises/{promise.pk}/keep/", follow=True))
    address = f"/today/promises/{promise.pk}/reopen/"
    assert f'action="{address}"' in kept and f'name="next" value="{home}"' in kept
    undone = browser.post(address, {"next": home}, follow=True)
    assert undone.redirect_chain[-1][0] == home
    assert on_list(ada, Why.PROMISE_BROKEN)
    late = said(browser.post(address, {"next": home}, follow=True))
    assert "löftet går inte längre att öppna igen" in late


def test_own_steps_notices_and_fees_are_done_in_one_press(
    as_account: Browser, cast: Cast, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    actions.set_fee_milestones(
        assignment=assignment, milestones=[{"name": "Start", "amount": 1, "due_on": now.date()}], by=ada, at=now
    )
    vera = actions.add_candidate(name="Vera", source="sourced", by=ada, at=now - 29 * DAY)
    browser = as_account(cast.owner)
    ball = Ball.objects.get(candidacy=None, ended_at=None)
    assert ball.step.plan_step == column(assignment, StepType.INTAKE)
    assert browser.post(f"/today/steps/{ball.pk}/done/").status_code == 302
    assert browser.post(f"/today/notices/{vera.pk}/").status_code == 302
    assert browser.post(f"/today/fees/{FeeMilestone.objects.get().pk}/").status_code == 302
    assert {on_list(ada, why) for why in (Why.NOTICE_DUE, Why.FEE_DUE, Why.YOUR_BALL)} == {None}


def test_what_one_press_did_on_today_another_takes_back(
    as_account: Browser, cast: Cast, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    parts = [{"name": "Start", "amount": 1, "due_on": now.date()}]
    [part] = actions.set_fee_milestones(assignment=assignment, milestones=parts, by=ada, at=now)
    vera = actions.add_candidate(name="Vera", source="sourced", by=ada, at=now - 29 * DAY)
    ball, browser = Ball.objects.get(candidacy=None, ended_at=None), as_account(cast.owner)
    home = f"/assignments/{assignment.pk}/"
    undone = {
        f"/today/steps/{ball.pk}/done/": (f"{home}steps/{ball.step.plan_step_id}/reopen/", Why.YOUR_BALL),
        f"/today/notices/{vera.pk}/": (f"/candidates/{vera.pk}/informed/undo/", Why.NOTICE_DUE),
        f"/today/fees/{part.pk}/": (f"{home}fees/{part.pk}/take-back/", Why.FEE_DUE),
    }
    for address, (undo, why) in undone.items():
        done = said(browser.post(address, follow=True))
        assert f'action="{undo}"' in done and on_list(ada, why) is None
        back = browser.post(undo, {"next": "/today/"}, follow=True)
        assert back.redirect_chain[-1][0] == "/today/" and on_list(ada, why)
        assert 'data-tone="error"' in said(browser.post(undo, {"next": "/today/"}, follow=True))


def test_a_colleague_who_may_not_see_it_gets_nothing(
    as_account: Browser, cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    Assignment.objects.update(confidential=True)
    promise = actions.make_promise(
        kind="custom", to_side="client", due_at=now - DAY, made_by=cast.owner, candidacy=candidacy, by=ada,
        at=now - 2 * DAY,
    )  # fmt: skip
    browser = as_account(cast.teammate)
    assert browser.get(f"/today/news/{candidacy.pk}/").status_code == 404
    assert browser.post(f"/today/promises/{promise.pk}/keep/").status_code == 404
    assert browser.post(f"/today/promises/{promise.pk}/reopen/").status_code == 404
    assert browser.post(f"/today/steps/{Ball.objects.filter(candidacy=None).get().pk}/done/").status_code == 404
    assert browser.get(f"/today/lines/news/{candidacy.pk}/later/").status_code == 404
    promise.refresh_from_db()
    assert promise.kept_at is None


def test_seven_are_shown_and_more_on_request(
    as_account: Browser, cast: Cast, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    at = now - 9 * DAY
    for number in range(12):
        actions.enter_candidacy(
            assignment=assignment, candidate=candidate(f"Nr {number}", ada, at), source="applied", by=ada, at=at
        )
    browser = as_account(cast.owner)
    few, all_of_them = said(browser.get("/today/")), said(browser.get("/today/?all=1"))
    assert few.count("data-row") == 7
    assert all_of_them.count("data-row") > 7
    assert "?all=1" in few
    found = today(ada, as_of=timezone.now())
    assert found.day.offered
    assert found.day.minutes <= cast.owner.minutes_per_day


@pytest.mark.parametrize("deed", list(Deed))
def test_every_deed_has_a_label(deed: Deed) -> None:
    assert str(_LABELS[deed])


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_its_sentence(why: Why) -> None:
    assert why in _PATTERNS


def test_the_pages_statements_do_not_grow(
    as_account: Browser, cast: Cast, assignment: Assignment, ada: Viewer, now: datetime, statements: Callable[..., None]
) -> None:
    browser = as_account(cast.owner)
    at = now - 9 * DAY

    def grow() -> None:
        for number in range(8):
            actions.enter_candidacy(
                assignment=assignment, candidate=candidate(f"Nr {number}", ada, at), source="applied", by=ada, at=at
            )

    grow_first = candidate("Först", ada, at)
    actions.enter_candidacy(assignment=assignment, candidate=grow_first, source="applied", by=ada, at=at)
    statements("desk/today", ask=lambda: browser.get("/today/"), grow=grow)
