"""A talk from its first words to its record: who writes, who reads at each level, and what cannot be undone."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from framdrift.conversations.answers import actions, matters, queries, rounds
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Note, ProgrammeKey, SeriousMatter, Talk
from framdrift.conversations.answers.refusals import (
    AnonymousHasNoTalk,
    LevelIsLocked,
    NotHandedOver,
    NothingWritten,
    PersonNotTold,
    RoundIsOver,
    TalkIsWithPerson,
    TalkWithdrawn,
)
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.foundation import erasures, sealing
from framdrift.foundation.models import Event
from framdrift.organisations.access import NOBODY, Viewer
from framdrift.organisations.models import Account, Placement
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, employee_viewer, viewer

SAID = "Kaffemaskinen är trasig sedan i våras"


def note(text: str = SAID, *, question: str = "K1", key: uuid.UUID | None = None) -> Draft:
    return Draft(key or uuid.uuid4(), question, "their_words", text)


def held(talks: Talks, place: Place, *, text: str = SAID, which: int = 0) -> Talk:
    """A talk with one note, as the interviewer has written it."""
    by = viewer(place.interviewer)
    talk = actions.start_talk(invitation=talks.invitations[which], by=by, at=place.at)
    actions.save_notes(talk=talk, notes=[note(text)], save=Save(0, "w", 1), by=by, at=place.at)
    return talk


def approved(talks: Talks, place: Place, *, which: int = 0) -> Talk:
    talk = held(talks, place, which=which)
    actions.hand_over_for_approval(talk=talk, by=viewer(place.interviewer), at=place.at)
    return actions.approve(talk=talk, by=employee_viewer(place.employees[which]), at=place.at)


def readers(place: Place, cast: Cast, talk: Talk) -> set[str]:
    """Which of everybody may read the record."""
    everybody = {
        "person": employee_viewer(place.employees[0]),
        "other person": employee_viewer(place.employees[1]),
        "interviewer": viewer(place.interviewer),
        "other interviewer": viewer(place.other_interviewer),
        "manager": viewer(place.manager),
        "hr": viewer(place.hr),
        "other company": viewer(cast.south.manager),
        "other hr": viewer(cast.south.hr),
        "consultant": viewer(cast.owner),
        "lead": viewer(cast.lead),
        "admin": viewer(cast.admin),
        "candidate": Viewer(kind="candidate", pseudonym="c", person_id=place.employees[0].pk),
        "nobody": NOBODY,
    }
    return {name for name, who in everybody.items() if _may_read(who, talk)}


def _may_read(who: Viewer, talk: Talk) -> bool:
    try:
        found = queries.talk(who, talk.pk)
    except Talk.DoesNotExist:
        return False
    if who.kind == "employee":
        record = queries.own_record(who, found)
    else:
        record = queries.open_record(who, talk.pk, at=found.started_at)
    return SAID in str(record)


@pytest.mark.parametrize(
    ("level", "before", "after"),
    [
        ("A", {"person", "interviewer"}, {"person", "interviewer", "manager", "hr"}),
        ("B", {"person", "interviewer"}, {"person", "interviewer", "hr"}),
        ("C", {"person", "interviewer", "other interviewer"}, {"person", "interviewer", "other interviewer"}),
    ],
)
def test_who_reads_is_what_the_level_says(
    place: Place, cast: Cast, level: str, before: set[str], after: set[str]
) -> None:
    talks = place.talks(level)
    talk = held(talks, place)
    assert readers(place, cast, talk) == before
    actions.hand_over_for_approval(talk=talk, by=viewer(place.interviewer), at=place.at)
    assert readers(place, cast, talk) == before
    own = employee_viewer(place.employees[0])
    actions.approve(talk=talk, by=own, at=place.at)
    assert readers(place, cast, talk) == after
    actions.take_back_approval(talk=talk, by=own, at=place.at)
    assert readers(place, cast, talk) == before
    actions.withdraw(talk=talk, by=own, at=place.at)
    assert readers(place, cast, talk) == set()


def test_the_manager_is_the_one_that_the_person_was_told_of(place: Place, cast: Cast) -> None:
    talk = approved(place.talks("A"), place)
    Placement.objects.filter(employment=place.employees[0]).update(manager=None)
    assert "manager" in readers(place, cast, talk)
    other = Account.objects.create_user("ny.chef@north.example", name="Ny", company=place.company)
    other.roles.create(kind="client_manager", since=place.at)
    assert not _may_read(viewer(other), talk)


def test_a_level_is_locked_by_the_first_talk_in_the_seal_itself(place: Place, cast: Cast) -> None:
    talks = place.talks("C")
    rounds.refuse_if_locked(talks.programme.pk)
    talk = approved(talks, place)
    with pytest.raises(LevelIsLocked):
        rounds.refuse_if_locked(talks.programme.pk)
    Programme.objects.filter(pk=talks.programme.pk).update(level="A")
    assert readers(place, cast, talk) == {"person", "interviewer", "other interviewer"}, "the locked level holds"
    later = held(talks, place, which=1)
    assert later.key.level == "C"
    ProgrammeKey.objects.filter(pk=talks.programme.pk).update(level="A")
    with pytest.raises(sealing.Altered):
        queries.open_record(viewer(place.hr), talk.pk, at=place.at)


def test_an_anonymous_level_can_never_have_a_talk(place: Place) -> None:
    talks = place.talks("D")
    with pytest.raises(AnonymousHasNoTalk):
        actions.start_talk(invitation=talks.invitations[0], by=viewer(place.interviewer), at=place.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeKey.objects.create(
            programme=talks.programme, company=place.company, level="D", sealed_key=uuid.uuid4()
        )


def test_only_the_interviewer_and_the_person_write(place: Place, cast: Cast) -> None:
    talks = place.talks("B")
    talk = held(talks, place)
    strangers = [place.other_interviewer, place.manager, place.hr, cast.lead, cast.owner, cast.admin]
    for who in [*map(viewer, strangers), employee_viewer(place.employees[1]), NOBODY]:
        with pytest.raises(NotAllowed):
            actions.save_notes(talk=talk, notes=[note("nej")], save=Save(9), by=who, at=place.at)
        with pytest.raises(NotAllowed):
            actions.start_talk(invitation=talks.invitations[0], by=who, at=place.at)
        for act in (actions.approve, actions.withdraw, actions.take_back_approval, actions.hand_over_for_approval):
            with pytest.raises(NotAllowed):
                act(talk=talk, by=who, at=place.at)
    with pytest.raises(NotHandedOver):
        actions.save_notes(
            talk=talk, notes=[note("nej")], save=Save(9), by=employee_viewer(place.employees[0]), at=place.at
        )
    with pytest.raises(NotAllowed):
        actions.approve(talk=talk, by=viewer(place.interviewer), at=place.at)


def test_the_person_corrects_and_the_interviewer_no_longer_writes(place: Place) -> None:
    talk = held(place.talks("B"), place)
    own = employee_viewer(place.employees[0])
    with pytest.raises(NotHandedOver):
        actions.approve(talk=talk, by=own, at=place.at)
    actions.hand_over_for_approval(talk=talk, by=viewer(place.interviewer), at=place.at)
    with pytest.raises(TalkIsWithPerson):
        actions.save_notes(talk=talk, notes=[note("smyg")], save=Save(9), by=viewer(place.interviewer), at=place.at)
    record = queries.own_record(own, talk)
    first = record.questions[0].notes[0]
    fixed = Draft(first.client_key, "K1", first.kind, "Så här menade jag")
    actions.save_notes(talk=talk, notes=[fixed], save=Save(record.version, "p", 1), by=own, at=place.at)
    actions.approve(talk=talk, by=own, at=place.at)
    read = queries.open_record(viewer(place.hr), talk.pk, at=place.at)
    assert [one.text for question in read.questions for one in question.notes] == ["Så här menade jag"]
    actions.save_notes(
        talk=talk, notes=[note("Och en sak till", question="addition")], save=Save(9, "q", 1), by=own, at=place.at
    )
    with pytest.raises(Talk.DoesNotExist):
        queries.open_record(viewer(place.hr), talk.pk, at=place.at)


def test_an_empty_record_is_not_handed_over(place: Place) -> None:
    by = viewer(place.interviewer)
    talk = actions.start_talk(invitation=place.talks("B").invitations[0], by=by, at=place.at)
    assert actions.start_talk(invitation=talk.invitation, by=by, at=place.at) == talk
    with pytest.raises(NothingWritten):
        actions.hand_over_for_approval(talk=talk, by=by, at=place.at)


def test_what_is_taken_back_is_gone_also_after_a_restore(place: Place) -> None:
    talk = approved(place.talks("C"), place)
    own = employee_viewer(place.employees[0])
    kept = list(Note.objects.filter(talk=talk))
    actions.withdraw(talk=talk, by=own, at=place.at)
    actions.withdraw(talk=talk, by=own, at=place.at)
    assert not Note.objects.filter(talk=talk).exists()
    with pytest.raises(TalkWithdrawn):
        actions.save_notes(talk=talk, notes=[note()], save=Save(9), by=own, at=place.at)
    Note.objects.bulk_create(kept)  # as an old backup brings them back
    Talk.objects.filter(pk=talk.pk).update(state=TalkState.APPROVED, approved_at=place.at)
    for pseudonym in erasures.noted():
        actions.forget_withdrawn(pseudonym, place.at)
    assert not Note.objects.filter(talk=talk).exists()


def test_a_closed_round_stays_as_it_is(place: Place) -> None:
    talks = place.talks("C")
    talk = approved(talks, place)
    ProgrammeRound.objects.filter(pk=talks.round.pk).update(closed_at=place.at)
    own = employee_viewer(place.employees[0])
    with pytest.raises(RoundIsOver):
        actions.save_notes(talk=talk, notes=[note("sent")], save=Save(9), by=own, at=place.at)
    for act in (actions.withdraw, actions.approve, actions.take_back_approval):
        with pytest.raises(RoundIsOver):
            act(talk=talk, by=own, at=place.at)
    with pytest.raises(RoundIsOver):
        actions.start_talk(invitation=talks.invitations[1], by=viewer(place.interviewer), at=place.at)
    assert SAID in str(queries.own_record(own, talk))


def test_use_of_a_record_is_logged_with_ids_only_and_own_reading_is_not(place: Place) -> None:
    talk = approved(place.talks("A"), place)
    before = Event.objects.count()
    queries.own_record(employee_viewer(place.employees[0]), talk)
    assert Event.objects.count() == before, "talks leave no events of people's own steps"
    queries.open_record(viewer(place.manager), talk.pk, at=place.at)
    event = Event.objects.latest("seq")
    assert (event.code, event.actor, event.subject) == ("record-opened", place.manager.pseudonym, f"talk:{talk.pk}")
    assert set(event.data) == {"talk_id", "company_id"}


def test_a_serious_matter_leaves_the_record_and_the_figures(place: Place) -> None:
    talks = place.talks("A")
    talk = held(talks, place)
    by = viewer(place.interviewer)
    bad = note("CHEFEN SLÅR")
    actions.save_notes(talk=talk, notes=[bad], save=Save(1, "w", 2), by=by, at=place.at)
    matter = matters.mark_serious(
        talk=talk, note_keys=[bad.client_key], words="Våld på arbetsplatsen", by=by, at=place.at
    )
    actions.hand_over_for_approval(talk=talk, by=by, at=place.at)
    own = employee_viewer(place.employees[0])
    actions.approve(talk=talk, by=own, at=place.at)
    for client in (place.manager, place.hr):
        assert "CHEFEN SLÅR" not in str(queries.open_record(viewer(client), talk.pk, at=place.at))
    assert "CHEFEN SLÅR" in str(queries.own_record(own, talk))
    ProgrammeRound.objects.filter(pk=talks.round.pk).update(closed_at=place.at)
    raw = queries.open_raw_answers(by, talks.round, at=place.at)
    assert SAID in str(raw)
    assert "CHEFEN SLÅR" not in str(raw)

    assert matters.matters(viewer(place.hr)) == ()
    with pytest.raises(PersonNotTold):
        matters.pass_on(matter=matter, to=place.hr, by=by, at=place.at)
    matters.note_person_told(matter=matter, by=by, at=place.at)
    with pytest.raises(NotAllowed):
        matters.pass_on(matter=matter, to=place.hr, by=viewer(place.hr), at=place.at)
    matters.pass_on(matter=matter, to=place.hr, by=by, at=place.at)
    assert [line.words for line in matters.matters(viewer(place.hr))] == ["Våld på arbetsplatsen"]
    assert matters.matters(viewer(place.manager)) == ()
    matters.close_matter(matter=matter, by=viewer(place.hr), at=place.at)
    assert matters.matters(by) == ()
    assert [line.id for line in matters.matters(by, open_only=False)] == [matter.pk]
    assert Event.objects.filter(code__startswith="serious-matter").count() == 3


def test_a_matter_never_goes_to_another_company(place: Place, cast: Cast) -> None:
    by = viewer(place.interviewer)
    talk = held(place.talks("C"), place)
    matter = matters.mark_serious(talk=talk, note_keys=[], words="x", by=by, at=place.at)
    matters.note_person_told(matter=matter, by=by, at=place.at)
    with pytest.raises(NotAllowed):
        matters.pass_on(matter=matter, to=cast.south.hr, by=by, at=place.at)
    with pytest.raises(SeriousMatter.DoesNotExist):
        matters.matter(viewer(cast.lead), matter.pk)


def test_raw_answers_are_for_the_agencys_interviewers_alone(place: Place, cast: Cast) -> None:
    talks = place.talks("C")
    approved(talks, place)
    for who in (place.manager, place.hr, cast.lead, cast.admin, cast.owner):
        with pytest.raises(ProgrammeRound.DoesNotExist):
            queries.open_raw_answers(viewer(who), talks.round, at=place.at)
    assert len(queries.open_raw_answers(viewer(place.other_interviewer), talks.round, at=place.at)) == 1
    open_talks = place.talks("B")
    approved(open_talks, place)
    assert queries.open_raw_answers(viewer(place.other_interviewer), open_talks.round, at=place.at) == ()


def test_a_written_answer_is_the_persons_own(place: Place) -> None:
    talks = place.talks("C")
    own = employee_viewer(place.employees[0])
    talk = actions.start_talk(invitation=talks.invitations[0], by=own, at=place.at)
    assert talk.held_by is None
    saved = actions.save_notes(talk=talk, notes=[note()], save=Save(0, "p", 1), by=own, at=place.at)
    assert saved.version == 1
    actions.hand_over_for_approval(talk=talk, by=own, at=place.at)
    assert actions.approve(talk=talk, by=own, at=place.at).state == TalkState.APPROVED
    with pytest.raises(NotAllowed):
        actions.start_talk(invitation=talks.invitations[1], by=own, at=place.at)


def test_words_are_deleted_when_their_time_is_over(place: Place, now: datetime) -> None:
    from framdrift.conversations.answers.retention import forget_run_out

    kept, gone = place.talks("A"), place.talks("C")
    approved(kept, place)
    approved(gone, place)
    never = held(kept, place, which=1)
    assert forget_run_out(at=now + timedelta(days=4000)) == 0, "an open round keeps its words"
    ProgrammeRound.objects.update(closed_at=now)
    assert forget_run_out(at=now + timedelta(days=80)) == 0
    assert forget_run_out(at=now + timedelta(days=100)) == 1
    assert not Note.objects.filter(talk=never).exists()
    assert forget_run_out(at=now + timedelta(days=370)) == 1
    assert {row.talk.key.level for row in Note.objects.all()} == {"A"}
    assert forget_run_out(at=now + timedelta(days=740)) == 1
    assert not Note.objects.exists()
    assert Talk.objects.count() == 3


def test_erasing_a_programme_leaves_no_word(place: Place, cast: Cast) -> None:
    talks = place.talks("C")
    talk = approved(talks, place)
    kept = sealing.take(talk.key.sealed_key)
    rounds.erase_answers(programme=talks.programme, by=viewer(cast.lead), at=place.at)
    with pytest.raises(sealing.KeyDestroyed):
        sealing.take(kept.id)
    assert not Talk.objects.exists()
    assert Invitation.objects.filter(programme=talks.programme).count() == 3
    assert Event.objects.latest("seq").code == "answers-erased"
