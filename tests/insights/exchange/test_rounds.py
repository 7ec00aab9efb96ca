"""A round goes out to another program and its codes come back: what the viewer may read, closed, never level D."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation.models import Event
from framdrift.insights.coding.actions import Particulars, describe_code, give_code, report_serious
from framdrift.insights.exchange.actions import export_round, take_codes
from framdrift.insights.exchange.codebook import code_guid
from framdrift.insights.exchange.reading import read_qdc, read_qdpx
from framdrift.insights.exchange.refusals import (
    AnonymousIsNotExported,
    NotAProject,
    NothingToExport,
    RoundStillOpen,
)
from framdrift.insights.exchange.shapes import QdaCode, QdaCoding, QdaProject
from framdrift.insights.exchange.writing import qdpx
from framdrift.insights.kinds import Part
from framdrift.insights.models import Code, Passage
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, settle
from tests.insights.exchange.projects import guid
from tests.insights.world import SAID, cut, told, told_anonymously

pytestmark = pytest.mark.django_db
EMOJI = "Vi skrattar ihop 😀, även när Åsa är borta – det håller mig kvar."


@pytest.fixture
def place(cast: Cast, now: datetime) -> Place:
    """North, with seven people to talk with."""
    return settle(cast, at=now, people=7)


@pytest.fixture
def talks(place: Place) -> Talks:
    """A round at level C."""
    return place.talks("C")


@pytest.fixture
def ines(place: Place) -> Viewer:
    return viewer_of(place.interviewer)


@pytest.fixture
def passages(place: Place, talks: Talks) -> list[Passage]:
    """Three people's words at level C, cut; the round has closed."""
    told(talks, place, (EMOJI, *SAID[1:]))
    found = cut(talks, place)
    ProgrammeRound.objects.filter(pk=talks.round.pk).update(closed_at=place.at)
    talks.round.refresh_from_db()
    return found


def _exported(talks: Talks, by: Viewer, at: datetime) -> QdaProject:
    return read_qdpx(export_round(programme_round=talks.round, language="sv", by=by, at=at))


def test_the_file_holds_words_and_codes_and_nobody(
    place: Place, talks: Talks, passages: list[Passage], ines: Viewer
) -> None:
    code = give_code(passage=passages[0], theme="T08", part=Part.FIRST, by=ines, at=place.at)
    said = Particulars(direction="holds", weight="decisive", locus="team")
    describe_code(code=code, particulars=said, by=ines, at=place.at)
    project = _exported(talks, ines, place.at)
    pieces = {source.text[one.start : one.end]: one.codings for source in project.sources for one in source.selections}
    assert EMOJI in pieces
    (coding,) = pieces[EMOJI]
    assert coding.code == code_guid("T08", "holds")
    assert coding.note == "weight: decisive\nlocus: team"
    whole = str(project)
    for person in place.employees:
        assert person.name not in whole
        assert person.email not in whole
    assert place.interviewer.name not in whole
    assert [user.name for user in project.users] == ["Coder 1"]
    event = Event.objects.get(code="passages-exported")
    assert event.data["passages"] == len(passages)


def test_codes_come_back_equal(place: Place, talks: Talks, passages: list[Passage], ines: Viewer) -> None:
    for passage, theme, way in zip(passages, ("T08", "T11", "T12"), ("holds", "pulls", "mixed"), strict=False):
        code = give_code(passage=passage, theme=theme, part=Part.FIRST, by=ines, at=place.at)
        describe_code(code=code, particulars=Particulars(way, "decisive", "company", "partly"), by=ines, at=place.at)
    content = export_round(programme_round=talks.round, language="sv", by=ines, at=place.at)
    fields = ("passage_id", "theme", "direction", "weight", "locus", "influence", "shock")
    before = sorted(Code.objects.values_list(*fields))
    Code.objects.all().delete()
    taken = take_codes(programme_round=talks.round, content=content, by=ines, at=place.at)
    assert (taken.given, taken.stood, taken.misplaced, taken.unknown) == (3, 0, 0, ())
    assert sorted(Code.objects.values_list(*fields)) == before
    again = take_codes(programme_round=talks.round, content=content, by=ines, at=place.at)
    assert (again.given, again.stood) == (0, 3)
    assert read_qdpx(content).sources == replace(_exported(talks, ines, place.at)).sources


def test_a_passage_with_other_words_gets_nothing(
    place: Place, talks: Talks, passages: list[Passage], ines: Viewer
) -> None:
    project = _exported(talks, ines, place.at)
    coding = QdaCoding(guid("coding"), code_guid("T01"))
    sources = tuple(
        replace(
            source,
            text=source.text.swapcase(),
            selections=tuple(replace(one, codings=(coding,)) for one in source.selections),
        )
        for source in project.sources
    )
    taken = take_codes(
        programme_round=talks.round, content=qdpx(replace(project, sources=sources)), by=ines, at=place.at
    )
    assert taken.given == 0
    assert taken.misplaced == len(passages)
    assert not Code.objects.exists()


def test_a_code_that_nobody_here_knows_is_told_and_left(
    place: Place, talks: Talks, passages: list[Passage], ines: Viewer
) -> None:
    project = _exported(talks, ines, place.at)
    own = QdaCode(guid("own"), "Eget tema")
    first = project.sources[0]
    coded = replace(first.selections[0], codings=(QdaCoding(guid("coding"), own.guid),))
    changed = replace(
        project,
        codes=(*project.codes, own),
        sources=(replace(first, selections=(coded, *first.selections[1:])), *project.sources[1:]),
    )
    taken = take_codes(programme_round=talks.round, content=qdpx(changed), by=ines, at=place.at)
    assert taken.unknown == ("Eget tema",)
    assert not Code.objects.exists()


def test_a_broken_file_changes_nothing(place: Place, talks: Talks, passages: list[Passage], ines: Viewer) -> None:
    events = Event.objects.count()
    with pytest.raises(NotAProject):
        take_codes(programme_round=talks.round, content=b"PK\x03\x04", by=ines, at=place.at)
    assert not Code.objects.exists()
    assert Event.objects.count() == events


def test_a_serious_matter_goes_nowhere(place: Place, talks: Talks, passages: list[Passage], ines: Viewer) -> None:
    report_serious(passage=passages[0], words="Det handlar om hot.", by=ines, at=place.at)
    project = _exported(talks, ines, place.at)
    assert EMOJI not in str(project)
    assert not any(code.name.startswith("T90") for code in project.codes)


def test_an_open_round_stays_here(place: Place, talks: Talks, ines: Viewer) -> None:
    told(talks, place)
    cut(talks, place)
    with pytest.raises(RoundStillOpen):
        export_round(programme_round=talks.round, language="sv", by=ines, at=place.at)


def test_nothing_to_export_is_said(place: Place, talks: Talks, ines: Viewer) -> None:
    ProgrammeRound.objects.filter(pk=talks.round.pk).update(closed_at=place.at)
    talks.round.refresh_from_db()
    with pytest.raises(NothingToExport):
        export_round(programme_round=talks.round, language="sv", by=ines, at=place.at)


def test_only_interviewers_export(cast: Cast, place: Place, talks: Talks, passages: list[Passage]) -> None:
    for account in (cast.lead, cast.owner, cast.north.hr):
        with pytest.raises(ProgrammeRound.DoesNotExist):
            export_round(programme_round=talks.round, language="sv", by=viewer_of(account), at=place.at)


def test_anonymous_answers_are_not_exported(place: Place, ines: Viewer) -> None:
    talks = place.talks("D")
    told_anonymously(talks, place)
    cut(talks, place)
    talks.round.refresh_from_db()
    with pytest.raises(AnonymousIsNotExported):
        export_round(programme_round=talks.round, language="sv", by=ines, at=place.at)


def test_the_pages_give_and_take_a_file(
    cast: Cast, place: Place, talks: Talks, passages: list[Passage], as_account: Callable[[Account], Client]
) -> None:
    seat = as_account(place.interviewer)
    address = f"/conversations/coding/{talks.round.pk}/exchange/"
    assert seat.get(address).status_code == 200
    answer = seat.post(f"{address}file/")
    assert answer["Content-Disposition"].endswith('.qdpx"')
    project = read_qdpx(answer.content)
    coded = replace(project.sources[0].selections[0], codings=(QdaCoding(guid("coding"), code_guid("T12", "pulls")),))
    sources = (replace(project.sources[0], selections=(coded,)), *project.sources[1:])
    file = SimpleUploadedFile("codes.qdpx", qdpx(replace(project, sources=sources)))
    assert seat.post(address, {"file": file}).status_code == 302
    assert list(Code.objects.values_list("theme", "direction")) == [("T12", "pulls")]
    broken = seat.post(address, {"file": SimpleUploadedFile("codes.qdpx", b"PK\x03\x04")})
    assert broken.status_code == 422
    assert "ZIP" in broken.content.decode()
    assert read_qdc(seat.get("/conversations/codebook.qdc").content)[0].name.startswith("T01")
    assert as_account(cast.lead).get(address).status_code == 404
