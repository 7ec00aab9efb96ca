"""Coding from what was said to who mentioned what: never words in a table, never more than the viewer may read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection

from framdrift.config.erasure import FORGETTERS
from framdrift.conversations.answers import actions as answers
from framdrift.conversations.answers.models import Note, SeriousMatter, Talk
from framdrift.conversations.answers.refusals import RoundIsStillOpen
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation.models import Event
from framdrift.insights.coding import actions
from framdrift.insights.coding.cutting import take_in, tidy_passages
from framdrift.insights.coding.queries import coded_persons
from framdrift.insights.coding.reading import desk, next_of, open_passage
from framdrift.insights.coding.scope import codable, codable_in
from framdrift.insights.kinds import Part
from framdrift.insights.models import Code, Passage, Suggestion
from framdrift.insights.refusals import (
    MatterWithoutWords,
    NothingToUndo,
    NotInSample,
    PassageChanged,
    TooFewToSample,
    UnknownTheme,
)
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, employee_viewer, settle, viewer
from tests.insights.world import SAID, cut, told, told_anonymously

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast: Cast, now: datetime) -> Place:
    """North, with seven people to talk with."""
    return settle(cast, at=now, people=7)


@pytest.fixture
def talks(place: Place) -> Talks:
    """Three people have told something at level C."""
    talks = place.talks("C")
    told(talks, place)
    return talks


def give(passage: Passage, theme: str, place: Place, *, part: Part = Part.FIRST) -> Code:
    """A code of the interviewer, or of the other one as second coder."""
    who = place.interviewer if part is Part.FIRST else place.other_interviewer
    return actions.give_code(passage=passage, theme=theme, part=part, by=viewer(who), at=place.at)


def test_passages_point_into_sealed_notes_and_hold_no_word(place: Place, talks: Talks) -> None:
    passages = cut(talks, place)
    shown = [open_passage(viewer(place.interviewer), one, Part.FIRST, at=place.at) for one in passages]
    assert ["".join(piece.text for piece in one.pieces) for one in shown] == list(SAID)
    tables = ("insights_passage", "insights_code", "insights_suggestion")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            kept = str(cursor.fetchall())
            assert not any(word in kept for word in ("Chefen", "Lönen", "göra"))
    assert len({one.digest for one in passages}) == 3


@pytest.mark.parametrize("level", ["B", "C", "D"])
def test_one_rounds_passages_are_those_that_may_be_read_of_all(place: Place, level: str) -> None:
    talks = place.talks(level)
    if level == "D":
        told_anonymously(talks, place)
    else:
        told(talks, place)
    first = cut(talks, place)[0]
    Passage.objects.filter(pk=first.pk).update(is_serious=True)
    for who in (place.interviewer, place.other_interviewer, place.manager, place.hr):
        seen = set(codable(viewer(who)).filter(round=talks.round))
        assert set(codable_in(viewer(who), talks.round)) == seen
    assert len(codable_in(viewer(place.interviewer), talks.round)) == Passage.objects.count() - 1


def test_taking_in_twice_is_once(place: Place, talks: Talks) -> None:
    before = [one.pk for one in cut(talks, place)]
    assert [one.pk for one in cut(talks, place)] == before


def test_reading_is_noted_once_a_day_and_codes_never(place: Place, talks: Talks) -> None:
    passages = cut(talks, place)
    noted = Event.objects.filter(code="raw-answers-opened").count()
    later = place.at + timedelta(days=1)
    for at in (place.at, later, later):
        for one in passages:
            open_passage(viewer(place.interviewer), one, Part.FIRST, at=at)
    assert Event.objects.filter(code="raw-answers-opened").count() == noted + 1
    before = Event.objects.count()
    give(passages[0], "T06", place)
    assert Event.objects.count() == before


def test_who_may_not_read_has_no_desk(place: Place, talks: Talks, cast: Cast) -> None:
    passage = cut(talks, place)[0]
    for account in (place.manager, place.hr, cast.lead, cast.admin, cast.owner):
        assert desk(viewer(account)) == ()
        with pytest.raises(NotAllowed):
            actions.give_code(passage=passage, theme="T06", part=Part.FIRST, by=viewer(account), at=place.at)
        with pytest.raises(Passage.DoesNotExist):
            open_passage(viewer(account), passage, Part.FIRST, at=place.at)


def test_at_level_b_only_who_held_the_talks_codes_them(place: Place) -> None:
    talks = place.talks("B")
    told(talks, place)
    passage = cut(talks, place)[0]
    assert [line.to_read for line in desk(viewer(place.interviewer))] == [3]
    assert desk(viewer(place.other_interviewer)) == ()
    with pytest.raises(Passage.DoesNotExist):
        open_passage(viewer(place.other_interviewer), passage, Part.FIRST, at=place.at)


def test_at_level_a_nothing_is_coded_that_was_not_approved(place: Place) -> None:
    talks = place.talks("A")
    told(talks, place, approve=False)
    assert cut(talks, place) == []
    assert coded_persons(talks.round) == ()


def test_persons_are_counted_with_what_they_mentioned(place: Place, talks: Talks) -> None:
    passages = cut(talks, place)
    code = give(passages[0], "T06", place)
    actions.describe_code(
        code=code, particulars=actions.Particulars("holds", "decisive"), by=viewer(place.interviewer), at=place.at
    )
    actions.find_nothing(passage=passages[1], part=Part.FIRST, by=viewer(place.interviewer), at=place.at)
    Suggestion.objects.bulk_create(
        Suggestion(passage=one, company=place.company, rank=1, theme="T12", confidence=0.9, is_assigned=True)
        for one in passages[1:]
    )
    first, second, third = coded_persons(talks.round)
    assert [(one.theme, one.direction, one.weight, one.origin) for one in first.mentions] == [
        ("T06", "holds", "decisive", "person")
    ]
    assert second.mentions == ()
    assert [(one.theme, one.origin) for one in third.mentions] == [("T12", "machine")]
    assert first.is_stay and first.unit_id == place.unit.pk
    assert coded_persons(talks.round) == (first, second, third)


def test_a_suspected_serious_matter_counts_nowhere_until_read(place: Place, talks: Talks) -> None:
    passage = cut(talks, place)[0]
    for rank, theme in enumerate(("T08", "T90"), start=1):
        Suggestion.objects.create(
            passage=passage, company=place.company, rank=rank, theme=theme, confidence=0.9, is_assigned=True
        )
    assert coded_persons(talks.round)[0].mentions == ()


def test_undo_takes_back_one_thing_at_a_time(place: Place, talks: Talks) -> None:
    passage, by = cut(talks, place)[0], viewer(place.interviewer)
    give(passage, "T06", place)
    give(passage, "T10", place)
    for left in (["T06"], []):
        actions.take_back(passage=passage, part=Part.FIRST, by=by, at=place.at)
        standing = passage.codes.filter(ended_at=None)
        assert [one.theme for one in standing] == left
    assert Passage.objects.get(pk=passage.pk).state == "waiting"
    with pytest.raises(NothingToUndo):
        actions.take_back(passage=passage, part=Part.FIRST, by=by, at=place.at)


def test_a_serious_matter_leaves_every_figure_and_reaches_who_must_act(place: Place, talks: Talks) -> None:
    passages = cut(talks, place)
    by = viewer(place.other_interviewer)
    with pytest.raises(UnknownTheme):
        give(passages[0], "T90", place)
    give(passages[0], "T06", place)
    with pytest.raises(MatterWithoutWords):
        actions.report_serious(passage=passages[0], words=" ", by=by, at=place.at)
    actions.report_serious(passage=passages[0], words="Hot på arbetsplatsen.", by=by, at=place.at)
    matter = SeriousMatter.objects.get()
    assert (matter.talk.invitation_id, matter.raised_by) == (passages[0].invitation_id, place.other_interviewer)
    assert Note.objects.get(client_key=passages[0].note).is_serious
    assert [one.mentions for one in coded_persons(talks.round)] == [(), (), ()]
    assert desk(by)[0].passages == 2


def test_what_is_taken_back_is_gone_and_what_is_corrected_is_read_anew(place: Place, talks: Talks) -> None:
    passages = cut(talks, place)
    for one in passages:
        give(one, "T06", place)
    withdrawn, corrected = (Talk.objects.get(invitation=one.invitation_id) for one in passages[:2])
    answers.withdraw(talk=withdrawn, by=employee_viewer(place.employees[0]), at=place.at)
    new = Draft(passages[1].note, "K1", "their_words", "Lönen är bra. Det var fel skrivet, men chefen är svår att nå.")
    by = employee_viewer(place.employees[1])
    answers.save_notes(talk=corrected, notes=[new], save=Save(9), by=by, at=place.at)
    assert [len(one.mentions) for one in coded_persons(talks.round)] == [0, 1]
    with pytest.raises(PassageChanged):
        open_passage(viewer(place.interviewer), passages[1], Part.FIRST, at=place.at)
    after = cut(talks, place)
    assert [one.state for one in after] == ["coded", "again"]
    assert not Code.objects.filter(passage__invitation=withdrawn.invitation_id).exists()


def test_words_that_ran_out_take_their_passages_along(place: Place, talks: Talks) -> None:
    passages = cut(talks, place)
    Note.objects.filter(client_key=passages[0].note).delete()
    tidy_passages.call(place.at.isoformat())
    assert set(Passage.objects.all()) == set(passages[1:])


def test_a_forgotten_employee_is_forgotten_here(place: Place, talks: Talks) -> None:
    passages = cut(talks, place)
    for forget in FORGETTERS:
        forget(str(place.employees[0].pseudonym), place.at)
    assert set(Passage.objects.all()) == set(passages[1:])


def test_anonymous_answers_are_coded_after_the_close_and_lead_to_nobody(place: Place) -> None:
    talks = place.talks("D")
    told_anonymously(talks, place, close=False)
    by = viewer(place.interviewer)
    assert desk(by) == () and coded_persons(talks.round) == ()
    with pytest.raises(RoundIsStillOpen):
        take_in(programme_round=talks.round, by=by, at=place.at)
    close(talks, place)
    before = Event.objects.count()
    passages = cut(talks, place)
    assert {one.invitation_id for one in passages} == {None}
    shown = open_passage(by, passages[0], Part.FIRST, at=place.at)
    assert "".join(piece.text for piece in shown.pieces) in SAID
    give(passages[0], "T06", place)
    actions.report_serious(passage=passages[1], words="", by=by, at=place.at)
    assert Event.objects.count() == before
    persons = coded_persons(talks.round)
    assert len(persons) == 3 and {one.unit_id for one in persons} == {place.unit.pk}
    assert sorted(len(one.mentions) for one in persons) == [0, 0, 1]


def close(talks: Talks, place: Place) -> None:
    """Close the round as programmes do."""
    from framdrift.conversations.answers import anonymous

    ProgrammeRound.objects.filter(pk=talks.round.pk).update(closed_at=place.at)
    anonymous.close_round(programme_round=talks.round)


def test_the_second_coder_codes_a_random_sample_blind_and_counts_nowhere(place: Place, talks: Talks) -> None:
    passages = cut(talks, place)
    mine, other = viewer(place.interviewer), viewer(place.other_interviewer)
    with pytest.raises(TooFewToSample):
        actions.draw_sample(programme_round=talks.round, by=mine, at=place.at)
    for one in passages:
        give(one, "T06", place)
    with pytest.raises(NotInSample):
        give(passages[0], "T08", place, part=Part.SECOND)
    assert actions.draw_sample(programme_round=talks.round, by=mine, at=place.at) == 3
    assert next_of(mine, talks.round, Part.SECOND) is None
    Suggestion.objects.create(
        passage=passages[0], company=place.company, rank=1, theme="T06", confidence=0.9, is_assigned=True
    )
    blind = open_passage(other, passages[0], Part.SECOND, at=place.at)
    assert (blind.codes, blind.suggestions) == ((), ())
    give(passages[0], "T08", place, part=Part.SECOND)
    assert next_of(other, talks.round, Part.SECOND) == passages[1]
    assert [one.theme for one in coded_persons(talks.round)[0].mentions] == ["T06"]
    with pytest.raises(NotInSample):
        actions.give_code(passage=passages[0], theme="T08", part=Part.SECOND, by=mine, at=place.at)
