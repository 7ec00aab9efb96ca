"""The words of letters, the letters that wait for a person, and what an assignment lets go by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
from django.test import Client

from framdrift.config.wiring import WIRING
from framdrift.foundation import dispatch, wordings
from framdrift.foundation.models import Event, Letter
from framdrift.momentum.letters import NEWS
from framdrift.momentum.models import LetterRule, WeeklyOptOut
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import CandidacyStatus, Side, ToldReason
from framdrift.recruiting.models import Assignment, Candidacy
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
State = Letter.State


def said(answer: object) -> str:
    """The page's words."""
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


@pytest.fixture
def declined(candidacy: Candidacy, ada: Viewer, now: datetime) -> Letter:
    """The held letter to Lea, who was not chosen."""
    dispatch.skip_to_end()
    actions.end_candidacy(
        candidacy=candidacy,
        status=CandidacyStatus.REJECTED,
        told_reason=ToldReason.OTHER_CHOSEN,
        told_by_side=Side.AGENCY,
        by=ada,
        at=now,
    )
    dispatch.deliver_pending(WIRING, at=now)
    return Letter.objects.get(kind="candidate_declined")


# --- words -------------------------------------------------------------------------------------------------
def test_every_kind_is_listed_and_opens_in_both_languages(as_account: SignIn, cast: Cast, candidacy: Candidacy) -> None:
    browser = as_account(cast.lead)
    page = said(browser.get("/settings/letters/"))
    for code, kind in wordings.kinds().items():
        assert str(kind.title) in page or code
        for language in ("sv", "en"):
            address = f"/settings/letters/{code}/"
            assert browser.get(f"{address}?language={language}").status_code == 200
            shown = browser.get(f"{address}preview/?language={language}&candidacy={candidacy.pk}&dark=on")
            assert shown.status_code == 200, code
            assert "unsafe-inline" in shown["Content-Security-Policy"]
            assert shown["X-Frame-Options"] == "SAMEORIGIN"


def test_words_are_saved_taken_back_and_restored(as_account: SignIn, cast: Cast, candidacy: Candidacy) -> None:
    browser = as_account(cast.lead)
    address = "/settings/letters/news/?language=sv"
    data = {"subject": "Nytt", "body": "{text}\n\nNästa nyhet {next_news}."}
    assert browser.post(address, data).status_code == 302
    assert wordings.wording_of(NEWS, language="sv").subject == "Nytt"
    assert wordings.wording_of(NEWS, language="en") == NEWS.shipped["en"]
    assert browser.post("/settings/letters/news/undo/?language=sv&version=1").status_code == 302
    assert wordings.wording_of(NEWS, language="sv") == NEWS.shipped["sv"]
    browser.post(address, data)
    browser.post("/settings/letters/news/restore/?language=sv")
    assert wordings.wording_of(NEWS, language="sv") == NEWS.shipped["sv"]
    assert Event.objects.filter(code="letter_reworded").count() == 4


def test_a_client_s_words_are_its_own(as_account: SignIn, cast: Cast) -> None:
    company = cast.north.company.pk
    data = {"subject": "Nordbygg", "body": "{text} {next_news}"}
    assert as_account(cast.lead).post(f"/settings/letters/news/?language=sv&company={company}", data).status_code == 302
    assert wordings.wording_of(NEWS, language="sv", company_id=company).subject == "Nordbygg"
    assert wordings.wording_of(NEWS, language="sv", company_id=cast.south.company.pk) == NEWS.shipped["sv"]


def test_a_text_without_what_must_stand_in_it_is_refused_and_kept(as_account: SignIn, cast: Cast) -> None:
    data = {"subject": "Nytt", "body": "Mina ord utan namn"}
    page = as_account(cast.lead).post("/settings/letters/news/?language=sv", data)
    assert page.status_code == 422
    assert "{next_news}" in said(page)
    assert "Mina ord utan namn" in said(page)


def test_the_preview_shows_what_is_typed_for_a_real_candidate(
    as_account: SignIn, cast: Cast, candidacy: Candidacy
) -> None:
    data = {"subject": "Nytt", "body": "Provord {text} {next_news}", "candidacy": candidacy.pk}
    page = as_account(cast.lead).post("/settings/letters/news/preview/?language=sv", data)
    assert "Provord" in said(page)
    assert "Hej Lea" in said(page)
    assert wordings.wording_of(NEWS, language="sv") == NEWS.shipped["sv"]
    unusable = as_account(cast.lead).post("/settings/letters/news/preview/?language=sv", {"subject": "x", "body": "y"})
    assert unusable.status_code == 422


def test_words_are_a_lead_s_to_change(as_account: SignIn, cast: Cast) -> None:
    for account in (cast.owner, cast.admin, cast.interviewer, cast.north.manager):
        assert as_account(account).get("/settings/letters/").status_code == 404
    assert as_account(cast.lead).get("/settings/letters/no-such/").status_code == 404
    assert as_account(cast.lead).get("/settings/letters/news/?language=de").status_code == 404


# --- letters that wait -------------------------------------------------------------------------------------
def test_a_decline_is_read_changed_sent_and_taken_back(as_account: SignIn, cast: Cast, declined: Letter) -> None:
    browser = as_account(cast.owner)
    assert "Lea Berg" in said(browser.get("/letters/"))
    address = f"/letters/{declined.pk}/"
    assert "gå vidare" in said(browser.get(address))
    shown = said(browser.get(f"{address}preview/"))
    assert "Hej Lea" in shown
    assert "/k/" not in shown
    assert browser.post(address, {"subject": "Besked", "body": "Andra ord."}).status_code == 302
    assert browser.post(f"{address}release/").status_code == 302
    declined.refresh_from_db()
    assert (declined.state, declined.subject) == (State.WAITING, "Besked")
    assert browser.post(f"{address}take-back/").status_code == 302
    declined.refresh_from_db()
    assert declined.state == State.HELD
    assert browser.post(f"{address}stop/").status_code == 302
    declined.refresh_from_db()
    assert declined.state == State.CANCELLED
    assert browser.get(address).status_code == 404


def test_held_letters_are_read_and_released_together_and_taken_back_together(
    as_account: SignIn, cast: Cast, declined: Letter, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    for name in ("Omar Dal", "Siv Ek"):
        who = actions.add_candidate(name=name, email=f"{name[:3].lower()}@people.example", by=ada, at=now)
        entered = actions.enter_candidacy(assignment=assignment, candidate=who, source="applied", by=ada, at=now)
        actions.end_candidacy(
            candidacy=entered, status=CandidacyStatus.REJECTED, told_reason=ToldReason.OTHER_CHOSEN,
            told_by_side=Side.AGENCY, by=ada, at=now,
        )  # fmt: skip
    dispatch.deliver_all(WIRING, at=now)
    held = Letter.objects.filter(kind="candidate_declined", state=State.HELD)
    browser = as_account(cast.owner)
    page = said(browser.get("/letters/release/"))
    assert page.count('name="letter"') == held.count() == 3
    assert said(browser.get("/letters/")).count("/letters/release/") == 1
    two = [letter.pk for letter in held.order_by("pk")[:2]]
    stranger = as_account(cast.stranger)
    stranger.post("/letters/release/", {"letter": two})
    assert held.count() == 3
    assert browser.post("/letters/release/", {"letter": [*two, 999999]}).status_code == 302
    released = Letter.objects.filter(pk__in=two)
    assert {letter.state for letter in released} == {State.WAITING}
    assert all(letter.send_after >= letter.written_at for letter in released)
    assert held.count() == 1
    browser.post(f"/letters/take-back/?letter={two[0]}&letter={two[1]}")
    assert held.count() == 3


def test_who_may_not_see_the_assignment_sees_no_letter(
    as_account: SignIn, cast: Cast, assignment: Assignment, declined: Letter
) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(confidential=True)
    for account in (cast.admin, cast.interviewer, cast.north.manager, cast.stranger):
        assert as_account(account).get(f"/letters/{declined.pk}/").status_code == 404
        assert as_account(account).post(f"/letters/{declined.pk}/release/").status_code == 404
    declined.refresh_from_db()
    assert declined.state == State.HELD


def test_an_empty_list_teaches(as_account: SignIn, cast: Cast) -> None:
    assert as_account(cast.owner).get("/letters/").status_code == 200


def test_the_list_s_statements_do_not_grow(
    as_account: SignIn, cast: Cast, declined: Letter, statements: Callable[..., None]
) -> None:
    browser = as_account(cast.owner)

    def more() -> None:
        rows = []
        for number in range(30):
            row = Letter.objects.get(pk=declined.pk)
            row.pk, row.key, row.message_id = None, f"more:{number}", f"<{number}@x>"
            rows.append(row)
        Letter.objects.bulk_create(rows)

    statements("desk/letters", ask=lambda: browser.get("/letters/"), grow=more)


# --- what goes by itself -----------------------------------------------------------------------------------
def test_what_goes_by_itself_is_chosen_for_each_assignment(
    as_account: SignIn, cast: Cast, assignment: Assignment
) -> None:
    browser = as_account(cast.owner)
    address = f"/assignments/{assignment.pk}/letters/"
    assert "Karin Holm" in said(browser.get(address))
    assert browser.post(address, {"news_by_itself": "on", "weekly": "by_itself"}).status_code == 302
    rule = LetterRule.objects.get(assignment=assignment)
    assert (rule.news_by_itself, rule.reminders_by_itself, rule.weekly) == (True, False, "by_itself")
    assert WeeklyOptOut.objects.get().account == cast.north.manager
    browser.post(address, {"weekly": "held", "readers": [str(cast.north.manager.pk)]})
    assert not WeeklyOptOut.objects.exists()
    assert Event.objects.filter(code="weekly_letter_chosen").count() == 2
