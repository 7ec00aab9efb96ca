"""A company of sixty talks twice, and somebody leaves: from the roster's file to what came of what was promised.

Most people talk through the same actions that the pages call; some in Chromium. At night every written answer is.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from framdrift.config.wiring import WIRING
from framdrift.conversations.answers import actions as answers
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.answers.scope import readable
from framdrift.conversations.answers.ties import origin_of
from framdrift.conversations.commitments import actions as commitments
from framdrift.conversations.commitments.queries import earlier, own
from framdrift.conversations.commitments.upkeep import tell_of_commitments
from framdrift.conversations.exit_kinds import Path, Shock
from framdrift.conversations.exits.readings import Reading, agreement_seen_by, note_reading, reading_of
from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.invitations.actions import decline, record_done, record_started
from framdrift.conversations.invitations.queries import viewer_of_person
from framdrift.conversations.kinds import Channel, InvitationState, ReportKind, TalkKind
from framdrift.conversations.models import Commitment, EchoWish, Invitation, LeaverView, Programme
from framdrift.conversations.programmes import actions as programmes
from framdrift.conversations.programmes.checklist import POINTS
from framdrift.conversations.programmes.coverage import coverage
from framdrift.conversations.programmes.drafting import usual_facts
from framdrift.conversations.upkeep import run_programme
from framdrift.foundation import dispatch
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Employment, Unit
from framdrift.organisations.roster import importing
from framdrift.organisations.roster.actions import end
from tests.cast import Cast
from tests.chromium import PHONE
from tests.journeys.steps import Desk

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE, WORKSHOP = 60, 40
TALKED, WROTE, SAID_NO = 26, 14, 3
DAYS_AGO = 21
DONE = "Delas på torsdagar sedan i juni."
HEADER = "Anställningsnummer;Namn;E-post;Enhet;Befattning;Chef;Startdatum\n"
Open = Callable[..., "BrowserContext"]


@dataclass
class House:
    """Nordbygg with its sixty, who holds the talks and who may not know."""

    cast: Cast
    ines: Viewer
    hr: Viewer
    manager: Viewer
    now: datetime

    @property
    def began(self) -> datetime:
        """When the programmes were launched."""
        return self.now - timedelta(days=DAYS_AGO)

    def launch(self, kind: TalkKind, *, unit: str = "", at: datetime, **facts: object) -> Programme:
        """Drafted as it is proposed, gone through, launched."""
        company = self.cast.north.company
        guide = next(one for one in ensure_default_guides(at=at) if one.kind == kind)
        usual = usual_facts(kind, company, guide.versions.get(), starts_on=at.date())
        chosen = {"contact_name": "Hugo Rask", "contact_email": "hugo@nordbygg.example", "talks_per_week": 20, **facts}
        units = tuple(Unit.objects.filter(company=company, name=unit)) if unit else ()
        made = replace(usual, interviewers=(self.cast.interviewer,), units=units, **chosen)  # type: ignore[arg-type]
        programme = programmes.draft_programme(company=company, kind=kind, facts=made, by=self.ines, at=at)
        for point in POINTS:
            programmes.confirm_point(programme=programme, code=point.code, by=self.ines, at=at)
        return programmes.launch_programme(programme=programme, by=self.ines, at=at)

    def run(self, programme: Programme, at: datetime) -> None:
        """The programme's day, and the letters that follow."""
        programme.refresh_from_db()
        run_programme(programme, today=at.date(), at=at)
        dispatch.deliver_all(WIRING, at=at)


@pytest.fixture
def house(cast: Cast, now: datetime) -> House:
    """The roster taken in by HR from a file, after a look at what would happen."""
    cache.clear()
    dispatch.leave_undelivered()
    found = House(cast, viewer_of(cast.interviewer), viewer_of(cast.north.hr), viewer_of(cast.north.manager), now)
    at, company = found.began, cast.north.company
    run = importing.put_in(
        company_id=company.pk, file_name="lista.csv", blocks=[_roster(now.date())], by=found.hr, at=at
    )
    look = importing.look(run)
    mapping = importing.meaning_of(run, look)
    importing.say_meaning(run=run, mapping=mapping, digest=look.digest, by=found.hr, at=at)
    run.refresh_from_db()
    plan = importing.try_out(company=company, source=importing.source_of(run), by=found.hr, at=at)
    assert len(plan.joins) == PEOPLE
    importing.take_in_run(run=run, seen=importing.fingerprint(plan), left={}, by=found.hr, at=at)
    Employment.objects.filter(external_id="1").update(account=cast.north.manager)
    return found


def _roster(today: date) -> bytes:
    """One who leads, a workshop of forty and an office."""
    rows = []
    for number in range(1, PEOPLE + 1):
        unit = "Verkstad" if number <= WORKSHOP else "Kontor"
        started = today - timedelta(days=500 + number)
        boss = "" if number == 1 else "1"
        rows.append(f"{number};Person {number:02};p{number}@nordbygg.example;{unit};Montör;{boss};{started}\n")
    return (HEADER + "".join(rows)).encode()


def _talk(house: House, row: Invitation, words: str, *, at: datetime) -> Talk:
    """Held and written down by the interviewer, read and approved by the person."""
    person = viewer_of_person(row.employment)
    talk = answers.start_talk(invitation=row, by=house.ines, at=at)
    record_started(invitation=row, by=house.ines, at=at)
    notes = [
        Draft(uuid.uuid4(), "C1", "their_words", words),
        Draft(uuid.uuid4(), "C2", "summary", "Trivs med gruppen.", 2),
    ]
    answers.save_notes(talk=talk, notes=notes, save=Save(0), by=house.ines, at=at)
    answers.hand_over_for_approval(talk=talk, by=house.ines, at=at)
    record_done(invitation=row, by=house.ines, at=at)
    return answers.approve(talk=talk, by=person, at=at)


def _write(row: Invitation, words: str, *, at: datetime) -> Talk:
    """A written answer, handed in and approved."""
    person = viewer_of_person(row.employment)
    talk = answers.start_talk(invitation=row, by=person, at=at)
    record_started(invitation=row, by=person, at=at)
    draft = Draft(uuid.uuid4(), "C1", "their_words", words)
    answers.save_notes(talk=talk, notes=[draft], save=Save(0), by=person, at=at)
    answers.hand_over_for_approval(talk=talk, by=person, at=at)
    record_done(invitation=row, by=person, at=at)
    return answers.approve(talk=talk, by=person, at=at)


def _link(letter: Letter) -> str:
    found = re.search(r"https?://[^/]+(/e/\S+)", letter.body_text)
    assert found is not None
    return found[1]


class _SlowLine:
    """Holds back what is asked for until it is let through; what is asked for after that comes at once."""

    def __init__(self) -> None:
        self._held: list[Route] = []
        self._slow = True

    def __call__(self, route: Route) -> None:
        if self._slow:
            self._held.append(route)
        else:
            route.continue_()

    def let_through(self) -> None:
        self._slow = False
        for route in self._held:
            route.continue_()


def _write_in_browser(page: Page, row: Invitation) -> None:
    """From the letter: what the level means first, one question, read through, approved."""
    page.goto(_link(Letter.objects.filter(subject_key=f"invitation:{row.pk}").latest("pk")))
    assert "Ingen hos din arbetsgivare läser" in page.locator("main").inner_text()
    line = _SlowLine()  # what is typed before the script has come is kept too
    page.route("**/kept-form*.js", line)
    page.get_by_role("link", name="Börja").click(no_wait_after=True)
    page.locator("textarea").first.fill("Jag stannar för kollegorna, men schemat sliter.")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status < 400):
        line.let_through()
    page.unroute("**/kept-form*.js")
    page.goto(page.url.split("question")[0] + "record/")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Lämna in och godkänn").click()
    page.wait_for_load_state()
    assert Talk.objects.get(invitation=row).state == TalkState.APPROVED


def _talk_over_a_lost_connection(house: House, sit_down: Callable[..., Desk], row: Invitation) -> None:
    """Held in the room: the connection goes in the middle of an answer, and all that was typed is in the record."""
    desk = sit_down(house.cast.interviewer)
    page = desk.page
    desk.go(f"/conversations/talks/{row.pk}/")
    desk.press("Begin now")
    page.locator("[data-room][data-ready]").wait_for()
    page.keyboard.press("1")
    page.keyboard.type("Schemat kommer")
    page.locator("[data-room-state]", has_text="Saved").wait_for()
    page.context.set_offline(True)
    page.keyboard.type(" för sent")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Och ingen frågar oss")
    page.locator("[data-room-state]", has_text="2 notes wait for the connection").wait_for()
    page.context.set_offline(False)
    page.locator("[data-room-state]", has_text="Saved").wait_for()
    desk.press("Read it back")
    page.wait_for_url("**/read-back/")
    assert desk.reads("Schemat kommer för sent") and desk.reads("Och ingen frågar oss")
    desk.press("End the talk")
    page.get_by_text("has been with").wait_for()
    talk = Talk.objects.get(invitation=row)
    assert talk.state == TalkState.HANDED_OVER
    answers.approve(talk=talk, by=viewer_of_person(row.employment), at=house.now)


def _asked(programme: Programme, number: int = 1) -> list[Invitation]:
    rows = Invitation.objects.filter(programme=programme, round__number=number).order_by("ask_on", "pk")
    return list(rows.select_related("programme", "round", "employment"))


def _everybody_talks(
    house: House, open_browser: Open, sit_down: Callable[..., Desk], *, in_browser: int
) -> tuple[Programme, Programme]:
    """Both programmes, with everybody asked and forty who answered: the first in a room that loses its connection."""
    talks = house.launch(TalkKind.STAY, unit="Verkstad", at=house.began, every_months=6, round_weeks=6)
    written = house.launch(TalkKind.STAY, unit="Kontor", at=house.began, channel=Channel.WRITTEN, every_months=6)
    for days in range(0, DAYS_AGO + 1, 3):
        for programme in (talks, written):
            house.run(programme, house.began + timedelta(days=days))
    rows, writers = _asked(talks), _asked(written)
    assert len(rows) + len(writers) == PEOPLE
    invited = [row for row in rows if row.state == InvitationState.INVITED]
    _talk_over_a_lost_connection(house, sit_down, invited[0])
    for row in invited[1:TALKED]:
        _talk(house, row, f"Samtal {row.pk}: schemat kommer för sent.", at=house.now)
    for row in invited[TALKED : TALKED + SAID_NO]:
        decline(invitation=row, by=viewer_of_person(row.employment), at=house.now)
    page = open_browser(language="sv", viewport=PHONE, has_touch=True).new_page() if in_browser else None
    for number, row in enumerate(writers[:WROTE]):
        if page is not None and number < in_browser:
            _write_in_browser(page, row)
        else:
            _write(row, f"Skrivet {row.pk}", at=house.now)
    assert Talk.objects.filter(state=TalkState.APPROVED).count() == TALKED + WROTE
    return talks, written


def _nobody_else_reads(house: House, sit_down: Callable[..., Desk]) -> None:
    """Level C: not the manager, not HR, not another company, not those who recruit, not the lead."""
    strangers = (
        house.cast.north.manager,
        house.cast.north.hr,
        house.cast.south.hr,
        house.cast.owner,
        house.cast.lead,
        house.cast.admin,
    )
    for account in strangers:
        assert not readable(viewer_of(account)).exists(), account.email
    assert readable(house.ines).count() == TALKED + WROTE
    desk = sit_down(house.cast.north.hr)
    desk.go("/client/coverage/")
    assert desk.reads("Nothing is counted before that")
    assert not desk.reads("most")


def _told_after_the_round(house: House, talks: Programme, written: Programme, sit_down: Callable[..., Desk]) -> None:
    """Both rounds close by the clock; HR reads who took part in rough words, and no name."""
    over = house.began + timedelta(weeks=6, days=1)
    for programme in (talks, written):
        house.run(programme, over)
    told = coverage(talks.rounds.get(number=1))
    assert told is not None and told.company is not None
    assert (told.company.asked, told.company.talked, told.company.declined) == ("16-59", "mixed", "very_low")
    desk = sit_down(house.cast.north.hr, viewport=PHONE)
    desk.go("/client/coverage/")
    assert desk.reads("about half") and desk.reads("very few or nobody")
    assert not desk.reads("Person ")


def _what_came_of_it(
    house: House, talks: Programme, agreed: Commitment, open_browser: Open, sit_down: Callable[..., Desk]
) -> None:
    """The owner has done it; in the second round both read it on their pages, and the interviewer asks if it helped."""
    at = house.began + timedelta(weeks=7)
    tell_of_commitments.func(at.isoformat())
    agreed.refresh_from_db()
    assert agreed.told_on is not None
    assert [line.words for line in own(house.manager, on=at.date())] == [agreed.words]
    commitments.report(commitment=agreed, state=ReportKind.DONE, words=DONE, by=house.manager, at=at)
    again = house.began + timedelta(days=190)
    house.run(talks, again)
    came_from = origin_of(agreed)
    assert came_from is not None
    second = next(one for one in _asked(talks, 2) if one.employment_id == came_from.employment_id)
    assert [line.words for line in earlier(house.ines, second)] == [agreed.words]
    assert len(_asked(talks, 2)) == WORKSHOP
    assert not earlier(viewer_of(house.cast.owner), second)
    house.run(talks, again + (second.ask_on - again.date()))
    page = open_browser(language="sv", viewport=PHONE, has_touch=True).new_page()
    page.goto(_link(Letter.objects.filter(subject_key=f"invitation:{second.pk}").latest("pk")))
    came = page.locator("section[aria-labelledby=came]")
    came.get_by_role("link").click()
    page.wait_for_url("**/what-came/")
    told = page.locator("main").inner_text()
    assert agreed.words in told and DONE in told
    desk = sit_down(house.cast.interviewer)
    desk.go(f"/conversations/talks/{second.pk}/")
    desk.press("Begin now")
    desk.page.locator("[data-room][data-ready]").wait_for()
    asked = desk.page.locator("section[aria-labelledby=earlier]")
    assert agreed.words in asked.inner_text() and DONE in asked.inner_text()
    asked.get_by_role("button", name="Yes").click()
    asked.locator("[aria-pressed=true]", has_text="Yes").wait_for()


def _stay(house: House, open_browser: Open, sit_down: Callable[..., Desk], *, in_browser: int) -> None:
    talks, written = _everybody_talks(house, open_browser, sit_down, in_browser=in_browser)
    first = Invitation.objects.filter(programme=talks, state=InvitationState.DONE).order_by("pk")[0]
    agreed = commitments.agree(
        invitation=first,
        agreement=commitments.Agreement(
            "Schemat delas senast på torsdagen", house.cast.north.manager, house.now.date() + timedelta(days=60)
        ),
        by=house.ines,
        at=house.now,
    )
    agreed = commitments.make_general(commitment=agreed, by=house.ines, at=house.now)
    _nobody_else_reads(house, sit_down)
    _told_after_the_round(house, talks, written, sit_down)
    _what_came_of_it(house, talks, agreed, open_browser, sit_down)


def test_a_company_of_sixty_talks_twice(house: House, open_browser: Open, sit_down: Callable[..., Desk]) -> None:
    _stay(house, open_browser, sit_down, in_browser=1)


@pytest.mark.nightly
def test_a_company_of_sixty_where_all_who_write_use_the_page(
    house: House, open_browser: Open, sit_down: Callable[..., Desk]
) -> None:
    _stay(house, open_browser, sit_down, in_browser=WROTE)


# --- somebody leaves -------------------------------------------------------------------------------
def test_somebody_leaves_and_is_called_later(
    house: House, open_browser: Open, sit_down: Callable[..., Desk], axe: Callable[[Page], None]
) -> None:
    exits = house.launch(TalkKind.EXIT, at=house.began)
    person = Employment.objects.get(external_id="7")
    last_day = house.now.date() + timedelta(days=14)
    end(employment_id=person.pk, ended_on=last_day, exit_type="own_resignation", by=house.hr, at=house.now)
    dispatch.deliver_all(WIRING, at=house.now)
    house.run(exits, house.now)
    _two_views(house, sit_down, axe)
    row = _asked(exits)[0]
    _talk(house, row, "Tjänsten gick till någon utifrån.", at=house.now)
    _yes_to_an_echo(open_browser, axe, row)
    _note_the_way_out(house, sit_down, axe, row)
    _echo(house, person, last_day)


def _two_views(house: House, sit_down: Callable[..., Desk], axe: Callable[[Page], None]) -> None:
    """The manager and HR, on their phones, each before seeing the other's."""
    assert Letter.objects.filter(kind="client_leaver").count() == 2
    for account, keep in (
        (house.cast.north.manager, "Yes, we wanted"),
        (house.cast.north.hr, "No, it is for the best"),
    ):
        desk = sit_down(account, viewport=PHONE, has_touch=True)
        desk.go("/client/leavers/")
        axe(desk.page)
        desk.press("Give my view")
        desk.page.get_by_label(keep).check()
        desk.page.get_by_label("Yes, we could have done something").check()
        desk.fill(words=f"Ord från {account.name}")
        axe(desk.page)
        desk.press("Send in")
        assert "Thank you" in desk.told()
        sees_both = all(desk.reads(f"Ord från {one.name}") for one in (house.cast.north.manager, house.cast.north.hr))
        assert sees_both is (account == house.cast.north.hr)
    assert LeaverView.objects.count() == 2


def _yes_to_an_echo(open_browser: Open, axe: Callable[[Page], None], row: Invitation) -> None:
    """The leaver, on their own page."""
    page = open_browser(language="sv", viewport=PHONE, has_touch=True).new_page()
    page.goto(_link(Letter.objects.filter(kind="leaver_invitation").latest("pk")))
    page.get_by_role("link", name="Får vi höra av oss").click()
    axe(page)
    page.locator("[name=address]").fill("liv@hemma.example")
    page.get_by_role("button", name="Ja, hör gärna av er").click()
    page.wait_for_load_state()
    assert EchoWish.objects.get().employment_id == row.employment_id
    page.get_by_role("link", name="Får vi höra av oss").click()
    page.get_by_role("button", name="Spara").click()
    assert EchoWish.objects.get().address == "liv@hemma.example"


def _note_the_way_out(
    house: House, sit_down: Callable[..., Desk], axe: Callable[[Page], None], row: Invitation
) -> None:
    """The interviewer, after the person's own words."""
    desk = sit_down(house.cast.interviewer)
    desk.go(f"/conversations/talks/{row.pk}/after/")
    axe(desk.page)
    desk.page.get_by_label("a promotion that went to somebody else").check()
    desk.page.get_by_label("Something happened, and another job stood beside this one").check()
    desk.choose("theme", "Career and next step")
    desk.press("Save")
    noted = reading_of(house.ines, row)
    assert noted == Reading(shocks=(Shock.MISSED_PROMOTION,), path=Path.PULLED, theme="T05")
    assert EchoWish.objects.get().address == "liv@hemma.example"
    desk.go("/conversations/figures/")
    axe(desk.page)


def _echo(house: House, person: Employment, last_day: date) -> None:
    """A hundred days after the last one: the private address, the same question, and how far it agrees."""
    echoes = house.launch(TalkKind.ECHO, at=house.now)
    later = house.now + timedelta(days=14 + 100)
    assert later.date() > last_day
    house.run(echoes, later)
    assert Letter.objects.filter(kind="leaver_invitation").latest("pk").to_email == "liv@hemma.example"
    row = _asked(echoes)[0]
    assert row.employment_id == person.pk
    assert echoes.guide_version.questions.filter(code="E3").exists()
    _talk(house, row, "Det var nog lönen ändå.", at=later)
    note_reading(invitation=row, reading=Reading(theme="T11"), by=house.ines, at=later)
    found = agreement_seen_by(house.ines)
    assert (found.exit_and_echo.hits, found.exit_and_echo.n) == (0, 1)
    assert not found.is_told(found.exit_and_echo)
