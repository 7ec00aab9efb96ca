"""Agreeing, telling the company, reporting, and what becomes of a commitment when its person is forgotten."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from framdrift.conversations.answers import actions as answers
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.commitments import actions, queries, shared, upkeep
from framdrift.conversations.commitments.erasure import forget_origins
from framdrift.conversations.commitments.facts import large_units, talked
from framdrift.conversations.commitments.scope import known_origins, may_report, visible_commitments
from framdrift.conversations.kinds import Clearance, CommitmentState, Helped, ReportKind
from framdrift.conversations.models import Commitment, CommitmentVerdict, Invitation, ProgrammeRound
from framdrift.conversations.refusals import (
    AnonymousLeavesNoTrace,
    CommitmentIsOver,
    CommitmentIsTold,
    CommitmentWaitsForClose,
    DueDayHasPassed,
    NewDayIsMissing,
    NothingReported,
    OwnerDoesNotFit,
    SeriousIsNoCommitment,
    TalkEnded,
    UnitTooSmall,
    WhyIsMissing,
)
from framdrift.foundation.models import Event
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.organisations.models import Unit
from framdrift.organisations.refusals import NotAllowed, Refused
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, employee_viewer, viewer
from tests.conversations.commitments.conftest import Agree, close


def told(row: Commitment, *, at: datetime) -> bool:
    return actions.tell_company(commitment=row, by=SYSTEM, at=at)


def approved(talks: Talks, place: Place, *, which: int = 0) -> None:
    by = viewer(place.interviewer)
    talk = answers.start_talk(invitation=talks.invitations[which], by=by, at=place.at)
    said = Draft(uuid.uuid4(), "K1", "their_words", "Schemat kommer alltid för sent")
    answers.save_notes(talk=talk, notes=[said], save=Save(0), by=by, at=place.at)
    answers.hand_over_for_approval(talk=talk, by=by, at=place.at)
    answers.approve(talk=talk, by=employee_viewer(place.employees[which]), at=place.at)


def next_round(talks: Talks, place: Place) -> list[Invitation]:
    """Everybody is asked again half a year later."""
    day = place.at.date() + timedelta(days=180)
    ProgrammeRound.objects.filter(pk=talks.round.pk).update(closed_at=place.at)
    later = ProgrammeRound.objects.create(
        programme=talks.programme,
        company=place.company,
        number=2,
        opens_on=day,
        closes_on=day + timedelta(days=40),
    )
    return [
        Invitation.objects.create(
            programme=talks.programme,
            round=later,
            company=place.company,
            employment=one.employment,
            unit=one.unit,
            interviewer=one.interviewer,
            reason="round",
            ask_on=day,
            due_on=day,
            state="invited",
        )
        for one in talks.invitations
    ]


# --- agreeing --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"due_on": date(2020, 1, 1)}, DueDayHasPassed),
        ({"theme": "T90"}, SeriousIsNoCommitment),
        ({"words": "  "}, Refused),
    ],
)
def test_what_does_not_fit_is_refused(
    agree: Agree, place: Place, facts: dict[str, object], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        agree(place.talks("C"), **facts)
    assert not Commitment.objects.exists()


def test_an_owner_can_read_and_report(agree: Agree, place: Place, cast: Cast) -> None:
    """A seat at the company or one who works with talks: no consultant, no other company."""
    talks = place.talks("C")
    for owner in (place.manager, place.hr, place.interviewer, cast.lead):
        agree(talks, owner=owner)
    for owner in (cast.owner, cast.south.hr):
        with pytest.raises(OwnerDoesNotFit):
            agree(talks, owner=owner)


def test_only_who_holds_the_talk_writes_a_commitment_and_never_at_level_d(
    agree: Agree, place: Place, cast: Cast
) -> None:
    talks = place.talks("C")
    for by in (viewer(place.other_interviewer), viewer(place.manager), viewer(place.hr), viewer(cast.lead)):
        with pytest.raises(NotAllowed):
            agree(talks, by=by)
    with pytest.raises(AnonymousLeavesNoTrace):
        agree(place.talks("D"))


def test_at_level_c_neither_day_nor_unit_tells_who(agree: Agree, place: Place) -> None:
    talks = place.talks("C")
    row = agree(talks, due_on=date(place.at.year + 1, 2, 3))
    assert row.due_on == date(place.at.year + 1, 2, 28) or row.due_on.day == 29
    assert row.unit is None
    with pytest.raises(UnitTooSmall):
        agree(talks, unit=place.unit)


def test_at_level_a_the_unit_is_the_persons_own(agree: Agree, place: Place) -> None:
    assert agree(place.talks("A")).unit == place.unit
    assert agree(place.talks("B")).unit is None


def test_a_unit_with_all_below_it_is_large_when_twenty_were_asked(place: Place) -> None:
    talks = place.talks("C")
    above = Unit.objects.create(company=place.company, name="Drift")
    Unit.objects.filter(pk=place.unit.pk).update(parent=above)
    assert large_units(talks.round) == ()
    for number in range(12):
        Invitation.objects.create(
            programme=talks.programme,
            round=talks.round,
            company=place.company,
            employment=place.employees[0],
            unit=above,
            reason=f"r{number}",
            ask_on=place.at.date(),
            due_on=place.at.date(),
            state="invited",
        )
    assert [unit.name for unit in large_units(talks.round)] == ["Drift"]


def test_from_a_round_only_when_it_has_closed(place: Place, due: date) -> None:
    talks = place.talks("D")
    given = actions.Agreement("Rasterna ligger fast", place.hr, due)
    by = viewer(place.interviewer)
    with pytest.raises(CommitmentWaitsForClose):
        actions.agree_from_round(programme_round=talks.round, agreement=given, by=by, at=place.at)
    talks.round.closed_at = place.at
    talks.round.save()
    row = actions.agree_from_round(programme_round=talks.round, agreement=given, by=by, at=place.at)
    assert (row.origin, row.clearance) == (None, Clearance.GENERAL)
    assert not told(row, at=place.at)  # nobody answered


# --- the company reads it ---------------------------------------------------------------------------
def test_level_a_and_b_wait_for_the_persons_approval(agree: Agree, place: Place) -> None:
    for level in "AB":
        talks = place.talks(level)
        row = agree(talks)
        assert not told(row, at=place.at)
        approved(talks, place)
        assert told(row, at=place.at)
        row.refresh_from_db()
        assert (row.clearance, row.told_on) == (Clearance.RECORD, place.at.date())


def test_at_level_c_the_record_does_not_do_and_the_round_must_have_closed_with_enough(
    agree: Agree, place: Place
) -> None:
    talks = place.talks("C")
    row = agree(talks)
    approved(talks, place)
    close(talks, done=7, at=place.at)
    assert not told(row, at=place.at)
    actions.allow(commitment=row, is_allowed=True, by=employee_viewer(place.employees[0]), at=place.at)
    talks.round.closed_at = None
    talks.round.save()
    assert not told(row, at=place.at)
    close(talks, done=7, at=place.at)
    Invitation.objects.filter(pk=talks.invitations[6].pk).update(state="declined")
    assert talked(talks.round) == 6
    assert not told(row, at=place.at)
    close(talks, done=7, at=place.at)
    assert told(row, at=place.at)
    assert not told(row, at=place.at)


def test_all_of_a_round_are_told_at_once_and_once(agree: Agree, place: Place) -> None:
    talks = place.talks("C")
    rows = [agree(talks, which=which) for which in range(3)]
    for row in rows[:2]:
        actions.make_general(commitment=row, by=viewer(place.interviewer), at=place.at)
    close(talks, done=8, at=place.at)
    for _again in range(2):
        upkeep.tell_of_commitments.func(place.at.isoformat())
    assert Commitment.objects.filter(told_on=place.at.date()).count() == 2
    assert Event.objects.filter(code="commitment-told").count() == 2


def test_the_database_refuses_to_tell_what_nobody_cleared(agree: Agree, place: Place) -> None:
    row = agree(place.talks("C"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=row.pk).update(told_on=place.at.date())


def test_other_words_need_a_new_yes_and_what_is_told_stays(agree: Agree, place: Place, due: date) -> None:
    talks = place.talks("C")
    row, by = agree(talks), viewer(place.interviewer)
    actions.make_general(commitment=row, by=by, at=place.at)
    other = actions.Agreement("Annat", place.manager, due)
    changed = actions.change(commitment=row, agreement=other, by=by, at=place.at)
    assert changed.clearance == Clearance.NONE
    actions.make_general(commitment=row, by=by, at=place.at)
    close(talks, done=8, at=place.at)
    told(row, at=place.at)
    with pytest.raises(CommitmentIsTold):
        actions.change(commitment=row, agreement=replace(other, words="Tredje"), by=by, at=place.at)
    with pytest.raises(CommitmentIsTold):
        actions.take_back(commitment=row, by=by, at=place.at)


def test_only_the_person_says_yes_for_themselves(agree: Agree, place: Place) -> None:
    row = agree(place.talks("C"))
    for by in (employee_viewer(place.employees[1]), viewer(place.interviewer), viewer(place.hr)):
        with pytest.raises(NotAllowed):
            actions.allow(commitment=row, is_allowed=True, by=by, at=place.at)


# --- reporting --------------------------------------------------------------------------------------
@pytest.fixture
def standing(agree: Agree, place: Place) -> Commitment:
    """A commitment of level C that the manager owns and the company can read."""
    talks = place.talks("C")
    row = agree(talks)
    actions.make_general(commitment=row, by=viewer(place.interviewer), at=place.at)
    close(talks, done=8, at=place.at)
    told(row, at=place.at)
    row.refresh_from_db()
    return row


def test_a_moved_day_keeps_the_old_and_undo_brings_it_back(standing: Commitment, place: Place) -> None:
    before, by = standing.due_on, viewer(place.manager)
    later = before + timedelta(days=20)
    actions.report(commitment=standing, state=ReportKind.MOVED, words="Vi väntar", due_on=later, by=by, at=place.at)
    line = queries.one(by, standing)
    assert line.is_open
    assert line.last_report is not None
    assert (line.last_report.due_before, line.due_on, line.moved_times) == (before, line.last_report.due_after, 1)
    actions.report(commitment=standing, state=ReportKind.DONE, words="", by=by, at=place.at + timedelta(hours=1))
    with pytest.raises(CommitmentIsOver):
        actions.report(commitment=standing, state=ReportKind.DONE, words="", by=by, at=place.at)
    for _report in range(2):
        actions.take_back_report(commitment=standing, by=by, at=place.at)
    standing.refresh_from_db()
    assert (standing.due_on, standing.state) == (before, CommitmentState.OPEN)
    with pytest.raises(NothingReported):
        actions.take_back_report(commitment=standing, by=by, at=place.at)


def test_dropping_says_why_and_moving_says_when(standing: Commitment, place: Place) -> None:
    by = viewer(place.manager)
    with pytest.raises(WhyIsMissing):
        actions.report(commitment=standing, state=ReportKind.DROPPED, words=" ", by=by, at=place.at)
    with pytest.raises(NewDayIsMissing):
        actions.report(commitment=standing, state=ReportKind.MOVED, words="x", by=by, at=place.at)
    actions.report(commitment=standing, state=ReportKind.DROPPED, words="Pengarna räcker inte", by=by, at=place.at)
    standing.refresh_from_db()
    assert standing.state == CommitmentState.DROPPED


def test_who_may_report(standing: Commitment, place: Place, cast: Cast) -> None:
    may = [viewer(place.manager), viewer(place.hr), viewer(place.interviewer), viewer(cast.lead)]
    may_not = [viewer(cast.south.hr), viewer(cast.owner), employee_viewer(place.employees[0]), viewer(cast.admin)]
    assert [may_report(one, standing) for one in may] == [True] * 4
    assert [may_report(one, standing) for one in may_not] == [False] * 4
    with pytest.raises(NotAllowed):
        actions.report(commitment=standing, state=ReportKind.DONE, words="", by=may_not[0], at=place.at)


# --- who sees what -----------------------------------------------------------------------------------
def everybody(place: Place, cast: Cast) -> dict[str, Viewer]:
    return {
        "interviewer": viewer(place.interviewer),
        "other interviewer": viewer(place.other_interviewer),
        "lead": viewer(cast.lead),
        "manager": viewer(place.manager),
        "hr": viewer(place.hr),
        "other client": viewer(cast.south.hr),
        "consultant": viewer(cast.owner),
        "admin": viewer(cast.admin),
        "person": employee_viewer(place.employees[0]),
        "other person": employee_viewer(place.employees[1]),
    }


@pytest.mark.parametrize(
    ("level", "sees", "knows"),
    [
        ("A", {"interviewer", "other interviewer", "lead", "manager", "hr", "person"},
         {"interviewer", "manager", "hr", "person"}),
        ("B", {"interviewer", "other interviewer", "lead", "manager", "hr", "person"},
         {"interviewer", "hr", "person"}),
        ("C", {"interviewer", "other interviewer", "lead", "manager", "hr", "person"},
         {"interviewer", "other interviewer", "person"}),
    ],
)  # fmt: skip
def test_what_each_level_lets_everybody_see(
    agree: Agree, place: Place, cast: Cast, level: str, sees: set[str], knows: set[str]
) -> None:
    talks = place.talks(level)
    row = agree(talks)
    approved(talks, place)
    if level == "C":
        actions.make_general(commitment=row, by=viewer(place.interviewer), at=place.at)
    untold = {who for who, one in everybody(place, cast).items() if visible_commitments(one).exists()}
    assert untold == {"interviewer", "person"} | ({"other interviewer"} if level == "C" else set())
    close(talks, done=8, at=place.at)
    assert told(row, at=place.at)
    found = {who: queries.ledger(one, on=place.at.date()) for who, one in everybody(place, cast).items()}
    assert {who for who, lines in found.items() if lines} == sees
    assert {who for who, lines in found.items() if lines and lines[0].person} == knows
    assert {who for who, lines in found.items() if lines and lines[0].invitation_id} == knows
    assert {who for who, one in everybody(place, cast).items() if queries.of_talk(one, talks.invitations[0])} == knows


def test_earlier_talks_are_known_to_whom_their_level_names(agree: Agree, place: Place, cast: Cast) -> None:
    """The same manager holds a talk at level A after one at level C: what was agreed then is not theirs to know."""
    talks = place.talks("C")
    agree(talks)
    later = next_round(talks, place)[0]
    assert len(queries.earlier(viewer(place.interviewer), later)) == 1
    assert len(queries.earlier(employee_viewer(place.employees[0]), later)) == 1
    assert queries.earlier(employee_viewer(place.employees[1]), later) == ()
    open_talks = place.talks("A", holder="nearest_manager", name_sv="Öppna samtal")
    held = open_talks.invitations[0]
    Invitation.objects.filter(pk=held.pk).update(interviewer=place.manager, ask_on=later.ask_on)
    held.refresh_from_db()
    assert queries.earlier(viewer(place.manager), held) == ()
    assert queries.earlier(viewer(place.hr), held) == ()


def test_no_seat_knows_an_origin_at_level_c_even_one_that_was_put_down_as_holder(place: Place) -> None:
    talks = place.talks("C")
    Invitation.objects.filter(pk=talks.invitations[0].pk).update(interviewer=place.hr)
    assert not known_origins(viewer(place.hr)).exists()


# --- told back, did it help ----------------------------------------------------------------------------
def test_everybody_reads_what_points_out_nobody(standing: Commitment, agree: Agree, place: Place) -> None:
    lines = shared.for_everybody(viewer(place.hr), place.company.pk)
    assert [line.words for line in lines] == [standing.words]
    open_talks = place.talks("A")
    row = agree(open_talks, words="Bara mellan oss")
    approved(open_talks, place)
    close(open_talks, done=8, at=place.at)
    assert told(row, at=place.at)
    assert [line.words for line in shared.for_everybody(viewer(place.hr), place.company.pk)] == [standing.words]
    assert shared.units_told_of(place.company.pk) == ()


def test_too_few_talks_are_told_to_nobody_but_those_who_agreed(agree: Agree, place: Place) -> None:
    """At level B the company reads the commitment of one talk; everybody does so only when enough have talked."""
    talks = place.talks("B")
    row = agree(talks)
    actions.allow(commitment=row, is_allowed=True, by=employee_viewer(place.employees[0]), at=place.at)
    close(talks, done=6, at=place.at)
    assert told(row, at=place.at)
    assert shared.for_everybody(viewer(place.hr), place.company.pk) == ()
    close(talks, done=7, at=place.at)
    assert len(shared.for_everybody(viewer(place.hr), place.company.pk)) == 1


def test_the_next_round_is_told_and_answers_did_it_help(standing: Commitment, place: Place, due: date) -> None:
    talks = Talks(standing.programme, standing.round, list(standing.round.invitations.order_by("pk")))
    first, other = next_round(talks, place)[:2]
    mine, colleague = employee_viewer(place.employees[0]), employee_viewer(place.employees[1])
    assert shared.done_since(first.round, most=3) == ()
    actions.report(commitment=standing, state=ReportKind.DONE, words="Sedan maj", by=viewer(place.manager), at=place.at)
    assert shared.done_since(first.round, most=3) == (standing.words,)
    own, others = shared.told_back(mine, first), shared.told_back(colleague, other)
    assert ([line.id for line in own.earlier], own.everybody) == ([standing.pk], ())
    assert (others.earlier, [(line.person, line.owner) for line in others.everybody]) == ((), [("", "")])
    for verdict in (Helped.NO, Helped.PARTLY):
        actions.note_did_it_help(commitment=standing, invitation=first, verdict=verdict, by=mine, at=place.at)
    with pytest.raises(NotAllowed):
        actions.note_did_it_help(commitment=standing, invitation=first, verdict=Helped.NO, by=colleague, at=place.at)
    assert shared.told_back(mine, first).answers == {standing.key: "partly"}
    assert queries.one(viewer(place.interviewer), standing).helped == ("partly",)
    for client in (place.manager, place.hr):
        assert queries.one(viewer(client), standing).helped == ()
    ProgrammeRound.objects.filter(pk=first.round_id).update(closed_at=place.at)
    with pytest.raises(TalkEnded):
        actions.note_did_it_help(commitment=standing, invitation=first, verdict=Helped.NO, by=mine, at=place.at)


# --- forgetting -----------------------------------------------------------------------------------------
def test_a_commitment_survives_its_person_without_the_tie(standing: Commitment, agree: Agree, place: Place) -> None:
    talks = Talks(standing.programme, standing.round, list(standing.round.invitations.order_by("pk")))
    untold = agree(talks, words="Ännu inte sagt")
    later = next_round(talks, place)[0]
    actions.note_did_it_help(
        commitment=standing, invitation=later, verdict=Helped.YES, by=employee_viewer(place.employees[0]), at=place.at
    )
    forget_origins(str(place.employees[0].pseudonym), place.at)
    standing.refresh_from_db()
    assert standing.origin is None
    assert not Commitment.objects.filter(pk=untold.pk).exists()
    assert not CommitmentVerdict.objects.exists()
    assert queries.one(viewer(place.interviewer), standing).person == ""


def test_who_takes_everything_back_takes_back_what_was_not_told(agree: Agree, place: Place) -> None:
    talks = place.talks("B")
    kept = agree(talks, words="Sagt till företaget")
    approved(talks, place)
    told(kept, at=place.at)
    agree(talks, words="Ännu inte sagt")
    talk = talks.invitations[0].talk  # type: ignore[attr-defined]
    answers.withdraw(talk=talk, by=employee_viewer(place.employees[0]), at=place.at)
    assert list(Commitment.objects.values_list("words", "origin")) == [("Sagt till företaget", None)]
    with pytest.raises(TalkEnded):
        agree(talks)


def test_no_event_tells_who_or_what(standing: Commitment, place: Place) -> None:
    for event in Event.objects.filter(code__startswith="commitment"):
        assert set(event.data) <= {"commitment_id", "company_id", "due_on", "kind"}
        assert event.context == ""


def test_a_ledger_takes_the_same_statements_however_long(
    agree: Agree, place: Place, django_assert_num_queries: object
) -> None:
    talks = place.talks("C")
    by = viewer_of(place.interviewer)
    agree(talks)
    with django_assert_num_queries(11):  # type: ignore[operator]
        assert len(queries.ledger(by, on=place.at.date())) == 1
    for which in range(8):
        agree(talks, which=which)
    with django_assert_num_queries(11):  # type: ignore[operator]
        assert len(queries.ledger(by, on=place.at.date())) == 9
