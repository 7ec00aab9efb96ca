"""Guides, programmes from draft to close, and who is asked: on the database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from framdrift.config.wiring import WIRING
from framdrift.conversations.answers.models import AnonymousCode, BlankAnswer
from framdrift.conversations.guides import actions as guide_actions
from framdrift.conversations.guides.actions import QuestionFacts
from framdrift.conversations.guides.queries import newest_version, shown_guide
from framdrift.conversations.invitations import actions as talks
from framdrift.conversations.invitations.queries import invitation_for, viewer_of_person
from framdrift.conversations.kinds import ByHandReason, Channel, Holder, InvitationState, Level, TalkKind
from framdrift.conversations.models import EchoWish, Guide, Invitation, Programme, ProgrammeRound
from framdrift.conversations.programmes import actions, round_actions
from framdrift.conversations.programmes.asking import WhyNot
from framdrift.conversations.programmes.coverage import coverage, progress
from framdrift.conversations.programmes.queries import preview
from framdrift.conversations.programmes.round_actions import close_round
from framdrift.conversations.refusals import (
    AnonymousLeavesNoTrace,
    AskedTooOften,
    ChecklistOpen,
    HolderDoesNotFit,
    LimitNeedsLead,
    LimitOnlyRises,
    NobodyToAsk,
    NotDraft,
    RoundStillOpen,
    TalkEnded,
    TimeIsTaken,
)
from framdrift.conversations.scope import visible_invitations
from framdrift.conversations.upkeep import run_programme
from framdrift.foundation import dispatch, links
from framdrift.foundation.calendar import working_days
from framdrift.foundation.models import Closure, Event, Letter, Link
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.organisations.models import Employment
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast
from tests.conversations.conftest import Draft, Employ

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def run(programme: Programme, on: date, at: datetime) -> None:
    """The programme's day, and the letters that follow."""
    programme.refresh_from_db()
    run_programme(programme, today=on, at=at)
    dispatch.deliver_all(WIRING, at=at)


# --- guides -----------------------------------------------------------------------------------------
def test_the_shipped_guides_hold_the_bank(guides: dict[str, Guide]) -> None:
    counts = {kind: newest_version(guide).questions.count() for kind, guide in guides.items()}
    assert counts == {"stay": 22, "exit": 14, "onboarding": 11, "echo": 6}
    core = newest_version(guides["stay"]).questions.filter(is_core=True)
    assert list(core.values_list("code", flat=True)) == ["C1", "C2", "C3", "C4", "C5"]


def test_nobody_is_asked_about_the_manager_who_listens(guides: dict[str, Guide]) -> None:
    version = newest_version(guides["stay"])
    codes = {one.code for one in shown_guide(version, language="sv").questions}
    by_manager = {one.code for one in shown_guide(version, language="sv", asks_own_report=True).questions}
    assert codes - by_manager == {"S7"}


def test_each_onboarding_talk_has_its_own_questions(guides: dict[str, Guide]) -> None:
    version = newest_version(guides["onboarding"])
    numbers = {moment: len(shown_guide(version, language="en", moment=moment).questions) for moment in ("30", "90")}
    assert numbers == {"30": 3, "90": 3}


def test_a_version_in_use_is_never_changed(guides: dict[str, Guide], ines: Viewer, now: datetime) -> None:
    guide = guides["stay"]
    used = newest_version(guide)
    guide_actions.freeze_version(version=used, by=ines, at=now)
    before = list(used.questions.values_list("code", "text_sv", "position"))
    facts = QuestionFacts(text_sv="Vad gör dig stolt?", text_en="What makes you proud?")
    guide_actions.change_question(guide=guide, code="C1", facts=facts, by=ines, at=now)
    guide_actions.move_question(guide=guide, code="C5", to=0, by=ines, at=now)
    added = guide_actions.add_question(guide=guide, facts=facts, by=ines, at=now)
    draft = newest_version(guide)
    assert (draft.number, added.code) == (2, "X1")
    assert list(used.questions.values_list("code", "text_sv", "position")) == before
    assert list(draft.questions.values_list("code", flat=True))[:2] == ["C5", "C1"]
    assert draft.questions.get(code="C1").text_sv == "Vad gör dig stolt?"


def test_a_copy_is_the_companys_own(guides: dict[str, Guide], cast: Cast, ines: Viewer, now: datetime) -> None:
    copy = guide_actions.copy_guide(
        guide=guides["stay"], name_sv="Nordbygg", name_en="Nordbygg", company=cast.north.company, by=ines, at=now
    )
    assert newest_version(copy).questions.count() == 22
    assert newest_version(copy).probes.count() == 8


def test_consultants_change_no_guide(guides: dict[str, Guide], ada: Viewer, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        guide_actions.archive_guide(guide=guides["stay"], by=ada, at=now)


# --- from draft to launch ----------------------------------------------------------------------------
def test_a_launch_needs_its_checklist(draft: Draft, employ: Employ, ines: Viewer, now: datetime) -> None:
    employ(12)
    programme = draft()
    with pytest.raises(ChecklistOpen):
        actions.launch_programme(programme=programme, by=ines, at=now)


def test_a_launch_needs_people(draft: Draft, ines: Viewer, now: datetime) -> None:
    with pytest.raises(NobodyToAsk):
        actions.launch_programme(programme=draft(), by=ines, at=now)


def test_what_was_told_at_launch_stays(launched: Draft, employ: Employ, ines: Viewer, now: datetime) -> None:
    employ(12)
    programme = launched()
    version = programme.guide_version
    version.refresh_from_db()
    assert version.frozen_at == now
    with pytest.raises(NotDraft):
        actions.adapt_text(programme=programme, code="union", language="sv", text="Nytt", by=ines, at=now)


def test_a_limit_below_seven_is_a_leads_and_five_the_databases(
    draft: Draft, cast: Cast, employ: Employ, ines: Viewer
) -> None:
    employ(12)
    with pytest.raises(LimitNeedsLead):
        draft(n_min=6)
    programme = draft(n_min=6, by=viewer_of(cast.lead))
    assert programme.low_n_by == cast.lead
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(n_min=4)


def test_a_limit_only_rises(launched: Draft, employ: Employ, cast: Cast, now: datetime) -> None:
    employ(12)
    programme, hugo = launched(), viewer_of(cast.north.hr)
    actions.raise_limit(programme=programme, n_min=9, by=hugo, at=now)
    with pytest.raises(LimitOnlyRises):
        actions.raise_limit(programme=programme, n_min=8, by=hugo, at=now)
    with pytest.raises(NotAllowed):
        actions.raise_limit(programme=programme, n_min=12, by=viewer_of(cast.south.hr), at=now)


def test_the_holder_must_keep_the_level(draft: Draft) -> None:
    for level in (Level.HR, Level.THIRD_PARTY):
        with pytest.raises(HolderDoesNotFit):
            draft(level=level, holder=Holder.NEAREST_MANAGER)


def test_a_draft_shows_who_would_be_asked(draft: Draft, employ: Employ, today: date) -> None:
    employ(10)
    employ(name="Ny Person", days=20)
    employ(name="Utan Adress", email="")
    asking = preview(draft(talks_per_week=1), on=today)
    why = {one.asked.name: one.why for one in asking.left_out}
    assert why.pop("Utan Adress") == WhyNot.NO_ADDRESS
    assert set(why.values()) == {WhyNot.NO_ROOM}
    assert len(asking.planned) == 6
    assert "Ny Person" not in {talk.asked.name for talk in asking.planned}


def test_nobody_talks_with_their_own_manager_unless_that_was_chosen(
    draft: Draft, employ: Employ, cast: Cast, today: date
) -> None:
    boss = employ(name="Karin Holm", account=cast.north.manager)
    employ(3, manager=boss)
    other = draft(level=Level.OPEN, holder=Holder.OTHER_MANAGER, interviewers=(cast.north.manager,))
    assert {one.why for one in preview(other, on=today).left_out} == {WhyNot.NO_INTERVIEWER}
    nearest = draft(level=Level.OPEN, holder=Holder.NEAREST_MANAGER)
    held = {talk.asked.name: talk.interviewer_id for talk in preview(nearest, on=today).planned}
    assert set(held.values()) == {cast.north.manager.pk}
    assert boss.name not in held


# --- rounds and letters --------------------------------------------------------------------------------
def test_a_round_asks_everybody_within_the_weeks_and_once(
    launched: Draft, employ: Employ, today: date, now: datetime
) -> None:
    employ(12)
    programme = launched(talks_per_week=3)
    for days in range(49):
        run(programme, today + timedelta(days=days), now + timedelta(days=days))
        run(programme, today + timedelta(days=days), now + timedelta(days=days))
    rows = Invitation.objects.filter(programme=programme)
    assert rows.count() == 12
    assert Letter.objects.filter(kind="talk_invitation").count() == 12
    assert set(rows.values_list("state", flat=True)) == {InvitationState.EXPIRED}
    assert ProgrammeRound.objects.get().closed_at is not None
    assert Letter.objects.filter(kind="talk_reminder").count() == 12
    subjects = "".join(Letter.objects.values_list("subject", flat=True))
    assert "Person" not in subjects


def test_who_comes_late_into_a_round_is_caught_up(launched: Draft, employ: Employ, today: date, now: datetime) -> None:
    employ(8)
    programme = launched()
    run(programme, today, now)
    employ(name="Sen Ankomst")
    run(programme, today + timedelta(days=2), now + timedelta(days=2))
    assert Invitation.objects.filter(employment__name="Sen Ankomst").count() == 1


def test_the_second_round_keeps_its_distance(launched: Draft, employ: Employ, today: date, now: datetime) -> None:
    employ(8)
    programme = launched(every_months=6)
    for days in (0, 20, 43, 100, 150, 184, 190, 230):
        run(programme, today + timedelta(days=days), now + timedelta(days=days))
    asked: dict[int, list[date]] = {}
    for person, on in Invitation.objects.order_by("ask_on").values_list("employment_id", "ask_on"):
        asked.setdefault(person, []).append(on)
    assert {len(days) for days in asked.values()} == {2}
    assert min((days[1] - days[0]).days for days in asked.values()) >= 150


def test_exit_and_echo_go_to_the_right_address(launched: Draft, employ: Employ, today: date, now: datetime) -> None:
    employ(name="Ska Sluta", ended_on=today + timedelta(days=20), private_email="ska@hemma.example")
    left = employ(name="Har Slutat", ended_on=today - timedelta(days=120), private_email="roster@hemma.example")
    EchoWish.objects.create(employment=left, company=left.company, address="har@hemma.example", said_yes_at=now)
    exits, echoes = launched(TalkKind.EXIT), launched(TalkKind.ECHO)
    for programme in (exits, echoes):
        run(programme, today, now)
    sent = dict(Letter.objects.filter(kind="leaver_invitation").values_list("to_name", "to_email"))
    assert sent == {"Ska Sluta": Employment.objects.get(name="Ska Sluta").email, "Har Slutat": "har@hemma.example"}


def test_a_paused_programme_asks_nobody_new(
    launched: Draft, employ: Employ, ines: Viewer, today: date, now: datetime
) -> None:
    employ(8)
    programme = launched()
    actions.pause_programme(programme=programme, by=ines, at=now)
    run(programme, today, now)
    assert not Invitation.objects.exists()
    actions.resume_programme(programme=programme, by=ines, at=now)
    run(programme, today, now)
    assert Invitation.objects.count() == 8


def anonymous(launched: Draft, today: date, now: datetime) -> Programme:
    programme = launched(level=Level.ANONYMOUS, channel=Channel.WRITTEN)
    run(programme, today, now)
    return programme


def test_level_d_says_that_a_letter_was_sent_and_nothing_else(
    launched: Draft, employ: Employ, ines: Viewer, today: date, now: datetime
) -> None:
    employ(30)
    programme = anonymous(launched, today, now)
    rows = Invitation.objects.filter(programme=programme)
    assert set(rows.values_list("state", "invited_at", "started_at", "interviewer")) == {("invited", None, None, None)}
    assert rows.values("ask_on").distinct().count() == 1
    assert (BlankAnswer.objects.count(), AnonymousCode.objects.count()) == (30, 30)
    assert Letter.objects.filter(kind="anonymous_invitation", is_secret=True).count() == 30
    assert not Link.objects.filter(subject_key__startswith="invitation:").exists()
    assert not visible_invitations(ines).exists()
    person = rows[0].employment
    with pytest.raises(AnonymousLeavesNoTrace):
        talks.decline(invitation=rows[0], by=viewer_of_person(person), at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(pk=rows[0].pk).update(state="done")
    assert progress(ProgrammeRound.objects.get()) is None


def test_the_reminder_at_level_d_goes_to_everybody_without_a_link(
    launched: Draft, employ: Employ, today: date, now: datetime
) -> None:
    employ(30)
    programme = anonymous(launched, today, now)
    run(programme, today + timedelta(days=34), now + timedelta(days=34))
    reminders = Letter.objects.filter(kind="anonymous_reminder")
    assert reminders.count() == 30
    assert not any("/e/" in letter.body_text for letter in reminders)


def test_the_chain_names_nobody(launched: Draft, employ: Employ, today: date, now: datetime) -> None:
    employ(9)
    run(launched(), today, now)
    mine = Event.objects.filter(code__in=["programme-launched", "round-opened", "invitations-due"])
    assert mine.count() == 3
    assert not any("employment" in str(event.data) or "invitation_id" in event.data for event in mine)


# --- one talk ---------------------------------------------------------------------------------------------
@pytest.fixture
def invited(launched: Draft, employ: Employ, today: date, now: datetime) -> Invitation:
    """Somebody who has had the letter."""
    employ(8)
    run(launched(), today, now)
    return Invitation.objects.filter(state=InvitationState.INVITED).order_by("pk")[0]


def test_the_person_picks_among_the_times_offered(invited: Invitation, ines: Viewer, now: datetime) -> None:
    person = viewer_of_person(invited.employment)
    times = [now + timedelta(days=3), now + timedelta(days=4)]
    talks.offer_times(invitation=invited, times=times, by=ines, at=now)
    with pytest.raises(TimeIsTaken):
        talks.book_time(invitation=invited, start_at=times[0] + HOUR, by=person, at=now)
    talks.book_time(invitation=invited, start_at=times[0], by=person, at=now)
    dispatch.deliver_all(WIRING, at=now)
    letter = Letter.objects.get(kind="talk_time")
    assert letter.attachments[0]["type"] == "text/calendar"
    invited.refresh_from_db()
    assert (invited.state, invited.booked_at) == (InvitationState.BOOKED, times[0])


def test_an_interviewer_is_in_one_place_at_a_time(invited: Invitation, ines: Viewer, now: datetime) -> None:
    other = Invitation.objects.filter(interviewer=invited.interviewer).exclude(pk=invited.pk)[0]
    Invitation.objects.filter(pk=other.pk).update(state=InvitationState.INVITED)
    at = now + timedelta(days=5)
    talks.book_time(invitation=invited, start_at=at, place="Rum 4", by=ines, at=now)
    with pytest.raises(TimeIsTaken):
        talks.book_time(invitation=other, start_at=at + timedelta(minutes=30), by=ines, at=now)
    talks.book_time(invitation=other, start_at=at + HOUR, by=ines, at=now)


def test_saying_no_leaves_no_trace(invited: Invitation, cast: Cast, ines: Viewer, now: datetime) -> None:
    events, letters = Event.objects.count(), Letter.objects.count()
    talks.decline(invitation=invited, by=viewer_of_person(invited.employment), at=now)
    assert (Event.objects.count(), Letter.objects.count()) == (events, letters)
    for seat in (cast.north.manager, cast.north.hr):
        assert not visible_invitations(viewer_of(seat)).exists()
    with pytest.raises(TalkEnded):
        talks.book_time(invitation=invited, start_at=now + HOUR, by=ines, at=now)
    talks.take_back_decline(invitation=invited, by=viewer_of_person(invited.employment), at=now)


def test_nobody_else_declines_for_a_person(invited: Invitation, ines: Viewer, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        talks.decline(invitation=invited, by=ines, at=now)


def test_a_manager_sees_only_talks_agreed(
    launched: Draft, employ: Employ, cast: Cast, today: date, now: datetime
) -> None:
    boss = employ(name="Karin Holm", account=cast.north.manager)
    employ(8, manager=boss)
    run(launched(level=Level.OPEN, holder=Holder.NEAREST_MANAGER), today, now)
    karin = viewer_of(cast.north.manager)
    assert not visible_invitations(karin).exists()
    row = Invitation.objects.filter(state=InvitationState.INVITED)[0]
    talks.book_time(invitation=row, start_at=now + HOUR, by=karin, at=now)
    assert visible_invitations(karin).count() == 1


def test_a_link_opens_one_persons_invitation(invited: Invitation, now: datetime) -> None:
    subject = f"invitation:{invited.pk}"
    token = links.make(purpose="conversation", subject_key=subject, expires_at=now + HOUR, at=now)
    assert invitation_for(links.open_link(token, purpose="conversation", at=now)) == invited
    assert invitation_for(None) is None


def test_by_hand_for_what_no_roster_tells(
    invited: Invitation, employ: Employ, ines: Viewer, today: date, now: datetime
) -> None:
    new = employ(name="Tillbaka Från Ledighet", days=100)
    ask = {"programme_round": invited.round, "reason": ByHandReason.BACK_FROM_LEAVE, "on": today, "by": ines, "at": now}
    row = talks.ask_by_hand(employment=new, interviewer=None, **ask)
    assert row.interviewer_id == ines.account_id
    with pytest.raises(AskedTooOften):
        talks.ask_by_hand(employment=invited.employment, interviewer=None, **ask)


# --- after the round ---------------------------------------------------------------------------------------
def test_coverage_is_told_after_the_round_in_bands(
    launched: Draft, employ: Employ, ines: Viewer, today: date, now: datetime
) -> None:
    employ(24)
    programme = launched(talks_per_week=10)
    run(programme, today, now)
    found = ProgrammeRound.objects.get()
    with pytest.raises(RoundStillOpen):
        coverage(found)
    Invitation.objects.update(state=InvitationState.INVITED)
    for row in Invitation.objects.all()[:18]:
        talks.record_done(invitation=row, by=ines, at=now)
    said_no = Invitation.objects.exclude(state=InvitationState.DONE)[0]
    talks.decline(invitation=said_no, by=viewer_of_person(said_no.employment), at=now)
    close_round(programme_round=found, by=ines, at=now)
    told = coverage(ProgrammeRound.objects.get())
    assert told is not None and told.company is not None
    assert (told.company.asked, told.company.talked, told.company.declined) == ("16-59", "high", "very_low")
    assert told.large_units == ()


# --- the last day is a working day -------------------------------------------------------------------
def test_nobodys_last_day_is_a_day_off(launched: Draft, employ: Employ, ines: Viewer, now: datetime) -> None:
    """Over Christmas, where weeks end on holidays and a Sunday, and a closure of the agency's takes a Friday."""
    employ(20)
    Closure.objects.create(on=date(2026, 12, 11), name="Planeringsdag")
    opens_on = date(2026, 11, 30)
    programme = launched(TalkKind.STAY, talks_per_week=4, round_weeks=6)
    found = round_actions.open_round(programme=programme, opens_on=opens_on, by=SYSTEM, at=now)
    assert found.closes_on == date(2027, 1, 8), "six weeks end on a Sunday, the tenth"
    last = {row.due_on for row in Invitation.objects.filter(round=found)}
    days = working_days()
    assert last and all(days.is_working(day) for day in last), sorted(last)
    assert date(2026, 12, 10) in last, "the week of the closed Friday ends on its Thursday"
    assert date(2026, 12, 23) in last, "Christmas Eve and what follows are days off"
    person = employ(name="Nina Ny", days=400)
    by_hand = talks.ask_by_hand(
        programme_round=found, employment=person, reason=ByHandReason.OWN_WISH, interviewer=None,
        on=date(2026, 12, 5), by=ines, at=now,
    )  # fmt: skip
    assert by_hand.due_on == date(2026, 12, 23), "three weeks on is the second day of Christmas"


def test_a_written_answers_last_day_is_a_working_day(launched: Draft, employ: Employ, now: datetime) -> None:
    employ(20)
    for level in (Level.THIRD_PARTY, Level.ANONYMOUS):
        programme = launched(TalkKind.STAY, level=level, channel=Channel.WRITTEN, round_weeks=4)
        found = round_actions.open_round(programme=programme, opens_on=date(2027, 2, 26), by=SYSTEM, at=now)
        assert found.closes_on == date(2027, 3, 25), "Thursday: nobody is told Good Friday or Easter Day"
        assert {row.due_on for row in Invitation.objects.filter(round=found)} <= {date(2027, 3, 25)}


def test_a_quarters_round_closes_on_its_last_working_day_and_the_next_follows_at_once(
    launched: Draft, now: datetime
) -> None:
    programme = launched(TalkKind.EXIT)
    assert round_actions.closes_on(programme, date(2026, 11, 1)) == date(2026, 12, 30), "New Year's Eve is a day off"
    assert round_actions.closes_on(programme, date(2026, 12, 31)) == date(2027, 3, 31)
