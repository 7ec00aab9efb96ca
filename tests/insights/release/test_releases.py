"""R1 to R10 on rows of the database: what goes out, when, once and for good."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from framdrift.conversations.answers.models import Note
from framdrift.conversations.events import ProgrammeLaunched
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import Programme
from framdrift.foundation.events import record
from framdrift.insights.coding.queries import coded_persons
from framdrift.insights.models import Passage, Release, ReleasedRound
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.queries import broken_chains, told_of_company, visible_releases
from framdrift.insights.release.refusals import (
    BatchNotDue,
    CodingNotDone,
    NothingToRelease,
    ReleasedTooSoon,
    ShownIsOld,
    TooFewWaiting,
)
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Unit, UnitChange
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast
from tests.insights.release.world import Place

SAID = {"T06": "pulls", "T08": "holds"}


def _stay(place: Place, *, teams: int = 3, each: int = 12) -> Programme:
    """A closed stay round: in every team all but two speak of the manager who draws them away."""
    programme = place.programme()
    opened = place.round(programme, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    for team in range(teams):
        place.unit(f"Lag {team}")
    people = [(f"Lag {team}", SAID if who > 1 else {}) for team in range(teams) for who in range(each)]
    place.answers(opened, people)
    return programme


def _release(programme: Programme, by: Viewer, at: datetime) -> Release:
    return release_findings(programme=programme, seen=draft_findings(programme, at=at).mark, by=by, at=at)


def test_a_release_holds_bands_of_whole_groups_and_nothing_else(place: Place, ines: Viewer, now: datetime) -> None:
    made = _release(_stay(place), ines, now)
    told = json.loads(made.document)
    assert [atom["size"] for atom in told["atoms"]] == ["10-15"] * 3
    bands = {cell["item"]: cell["band"] for cell in told["cells"] if cell["atom"] == told["atoms"][0]["atom"]}
    assert (bands["T06:pulls"], bands["T06:holds"], bands["T08:holds"]) == ("high", "low", "high")
    assert told["audit"]["passed"] is True
    assert not {"T90:holds", "T99:pulls"} & bands.keys()
    assert len(bands) == 3 * len(told["themes"])  # every theme, whatever was answered (R4)
    numbers = {type(value) for cell in told["cells"] for value in cell.values()}
    assert numbers == {str}


def test_the_company_is_counted_from_its_groups(place: Place, ines: Viewer, now: datetime) -> None:
    made = _release(_stay(place), ines, now)
    (told,) = told_of_company(ines, made.company_id, language="en")
    level = told.figures.company["T06", "pulls"]
    assert (level.low, level.mixed, level.high, level.band) == (0, 0, 3, "")
    assert [group.units for group in told.figures.groups] == [(("Lag 0",),), (("Lag 1",),), (("Lag 2",),)]


def test_what_the_machine_suggests_is_in_no_release(place: Place, ines: Viewer, now: datetime) -> None:
    programme = _stay(place)
    Passage.objects.filter(round__programme=programme).update(state="waiting")
    with pytest.raises(CodingNotDone) as refused:
        draft_findings(programme, at=now)
    assert refused.value.unread == 2 * 3 * 10
    assert not Release.objects.exists()


def test_what_nobody_has_taken_in_is_released_by_no_door(place: Place, ines: Viewer, now: datetime) -> None:
    programme = _stay(place)
    drafted = draft_findings(programme, at=now)
    one = Passage.objects.filter(round__programme=programme).first()
    assert one is not None
    notes = Note.objects.filter(talk__round=one.round, client_key=one.note)
    notes.update(version=F("version") + 1)  # the person has corrected it since it was coded
    with pytest.raises(CodingNotDone) as refused:
        release_findings(programme=programme, seen=drafted.mark, by=ines, at=now)
    assert refused.value.unread == 1
    Passage.objects.filter(pk=one.pk).delete()
    with pytest.raises(CodingNotDone):
        release_findings(programme=programme, seen=drafted.mark, by=ines, at=now)
    assert not Release.objects.exists()


def test_what_was_looked_at_is_what_goes_out(place: Place, ines: Viewer, now: datetime) -> None:
    programme = _stay(place)
    seen = draft_findings(programme, at=now).mark
    Passage.objects.filter(round__programme=programme)[:1].get().codes.update(theme="T01")
    Passage.objects.filter(round__programme=programme).update(state="nothing")
    with pytest.raises(ShownIsOld):
        release_findings(programme=programme, seen=seen, by=ines, at=now)


def test_each_answer_is_released_once(place: Place, ines: Viewer, now: datetime) -> None:
    programme = _stay(place)
    made = _release(programme, ines, now)
    with pytest.raises(NothingToRelease):
        draft_findings(programme, at=now + timedelta(days=200))
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleasedRound.objects.create(release=made, company_id=made.company_id, round=programme.rounds.get())


def test_stay_is_told_of_twice_a_year_at_most(place: Place, ines: Viewer, now: datetime) -> None:
    programme = _stay(place)
    _release(programme, ines, now)
    again = place.round(programme, opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 20))
    place.answers(again, [("Lag 0", SAID)] * 12)
    with pytest.raises(ReleasedTooSoon) as refused:
        draft_findings(programme, at=now + timedelta(days=149))
    assert refused.value.again_on == (now + timedelta(days=150)).date()
    _release(programme, ines, now + timedelta(days=150))
    third = place.round(programme, opens_on=date(2027, 4, 1), closes_on=date(2027, 5, 1))
    place.answers(third, [("Lag 0", SAID)] * 12)
    with pytest.raises(ReleasedTooSoon) as refused:
        draft_findings(programme, at=now + timedelta(days=310))
    assert refused.value.again_on == (now + timedelta(days=365)).date()


def test_exit_waits_for_the_quarters_end_and_for_enough(place: Place, ines: Viewer, now: datetime) -> None:
    programme = place.programme(TalkKind.EXIT)
    first = place.round(programme, opens_on=date(2026, 7, 1), closes_on=date(2026, 9, 30))
    place.unit("Lag 0")
    place.answers(first, [("Lag 0", SAID)] * 6)
    with pytest.raises(TooFewWaiting):
        draft_findings(programme, at=now)
    second = place.round(programme, opens_on=date(2026, 10, 1), closes_on=date(2026, 12, 31))
    place.answers(second, [("", SAID)] * 6)
    with pytest.raises(BatchNotDue) as refused:  # closed early: still not before the quarter's end
        draft_findings(programme, at=now)
    assert refused.value.due_on == date(2027, 1, 1)
    made = _release(programme, ines, datetime(2027, 1, 4, 9, tzinfo=now.tzinfo))
    assert json.loads(made.document)["rounds"] == [1, 2]
    assert [atom["size"] for atom in json.loads(made.document)["atoms"]] == ["10-15"]


def test_one_person_is_not_two_answers_of_a_batch(place: Place, ines: Viewer, now: datetime) -> None:
    programme = place.programme(TalkKind.EXIT)
    first = place.round(programme, opens_on=date(2026, 4, 1), closes_on=date(2026, 6, 30))
    place.unit("Lag 0")
    (one, *_rest) = place.answers(first, [("Lag 0", SAID)] * 6)
    second = place.round(programme, opens_on=date(2026, 7, 1), closes_on=date(2026, 9, 30))
    (twice, *_others) = place.answers(second, [("Lag 0", SAID)] * 6)
    type(twice).objects.filter(pk=twice.pk).update(employment=one.employment)
    with pytest.raises(TooFewWaiting):
        draft_findings(programme, at=now)


def test_the_limit_told_at_launch_stands(place: Place, ines: Viewer, now: datetime) -> None:
    programme = _stay(place)
    told = ProgrammeLaunched(
        programme_id=programme.pk, company_id=programme.company_id, level="C", n_min=20, guide_version_id=1
    )
    with transaction.atomic():
        record(told, actor="system", at=now)
    made = _release(programme, ines, now)  # whatever the row says now
    assert json.loads(made.document)["limits"]["n_min"] == 20
    assert [atom["size"] for atom in json.loads(made.document)["atoms"]] == ["20-59"]


def test_the_tree_is_the_one_at_the_rounds_opening(place: Place, ines: Viewer, now: datetime) -> None:
    programme = _stay(place, teams=2, each=6)
    above = place.unit("Division")
    for name in ("Lag 0", "Lag 1"):
        UnitChange.objects.create(
            unit=place.units[name], company=place.company, changed_on=date(2026, 11, 1), name=name, parent=None
        )
        Unit.objects.filter(pk=place.units[name].pk).update(parent=above, name=f"{name} ny")
    made = _release(programme, ines, now)
    told = json.loads(made.document)
    assert sorted(path for paths in told["units"].values() for path in paths) == ["Lag 0", "Lag 1"]


def test_the_database_refuses_every_change(place: Place, ines: Viewer, now: datetime) -> None:
    made = _release(_stay(place), ines, now)
    held = made.rounds.get()
    for act in (
        lambda: Release.objects.filter(pk=made.pk).update(document="{}"),
        lambda: Release.objects.filter(pk=made.pk)._raw_delete("default"),
        lambda: ReleasedRound.objects.filter(pk=held.pk).update(round=held.round_id + 1),
        lambda: ReleasedRound.objects.filter(pk=held.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert Release.objects.get().document == made.document


def test_a_release_that_was_made_false_is_named(place: Place, ines: Viewer, now: datetime) -> None:
    made = _release(_stay(place), ines, now)
    assert broken_chains() == []
    Release.objects.create(
        company=made.company,
        number=2,
        content="figures",
        kind="stay",
        programme=made.programme,
        made_by=made.made_by,
        made_at=now,
        document="{}",
        previous=made.digest,
        digest="0" * 64,
    )
    assert broken_chains() == [(made.company_id, 2)]


def test_who_may_release_and_who_may_read(cast: Cast, place: Place, ines: Viewer, now: datetime) -> None:
    programme = _stay(place)
    for account in (cast.owner, cast.north.hr, cast.north.manager, cast.admin):
        with pytest.raises(NotAllowed):
            release_findings(programme=programme, seen="", by=viewer_of(account), at=now)
    made = _release(programme, ines, now)
    others = (cast.north.manager, cast.south.hr, cast.owner, cast.admin)
    readers = {
        one: visible_releases(viewer_of(one)).filter(pk=made.pk).exists()
        for one in (cast.interviewer, cast.lead, cast.north.hr, *others)
    }
    assert [one for one, sees in readers.items() if sees] == [cast.interviewer, cast.lead, cast.north.hr]


def test_the_chain_joins_a_companys_releases(place: Place, ines: Viewer, now: datetime) -> None:
    first = _release(_stay(place), ines, now)
    programme = place.programme(TalkKind.EXIT)
    held = place.round(programme, opens_on=date(2026, 7, 1), closes_on=date(2026, 9, 30))
    place.answers(held, [("Lag 0", SAID)] * 11)
    second = _release(programme, ines, now)
    assert (second.number, second.previous) == (2, first.digest)
    assert len(coded_persons(held)) == 11


@pytest.mark.django_db(transaction=True)
def test_tests_may_sweep_what_the_product_may_not(place: Place, ines: Viewer, now: datetime) -> None:
    made = _release(_stay(place), ines, now)
    with pytest.raises(IntegrityError):
        Release.objects.filter(pk=made.pk)._raw_delete("default")
