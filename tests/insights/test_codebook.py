"""The codebook: shipped as it stands, changed by the lead alone, and never behind the back of what was coded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from framdrift.foundation.models import Event
from framdrift.insights.codebook import actions
from framdrift.insights.codebook.queries import book, changes, times_given
from framdrift.insights.codebook.rules import ThemeWords, next_code
from framdrift.insights.codebook.shipped import shipped
from framdrift.insights.coding.actions import find_nothing, give_code
from framdrift.insights.coding.queries import coded_persons
from framdrift.insights.kinds import Part
from framdrift.insights.models import Code, CodebookVersion, Passage
from framdrift.insights.refusals import SameTheme, ThemeIsFixed, UnknownTheme
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.themes.codebook import themes
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, settle, viewer
from tests.insights.world import cut, told

pytestmark = pytest.mark.django_db
WORDS = ThemeWords("Hund på kontoret", "Dogs in the office", "hundar", "dogs")


@pytest.fixture
def lead(cast: Cast) -> Viewer:
    """Who may change the codebook."""
    return viewer_of(cast.lead)


@pytest.fixture
def place(cast: Cast, now: datetime) -> Place:
    """North, with three people to talk with."""
    return settle(cast, at=now)


@pytest.fixture
def coded(place: Place) -> tuple[Talks, list[Passage]]:
    """Three passages under T06, the first of them under T10 too."""
    talks = place.talks("C")
    told(talks, place)
    passages = cut(talks, place)
    by = viewer(place.interviewer)
    for passage, theme in [*((one, "T06") for one in passages), (passages[0], "T10")]:
        give_code(passage=passage, theme=theme, part=Part.FIRST, by=by, at=place.at)
    return talks, passages


def mentioned(talks: Talks) -> list[list[str]]:
    """The themes of each person."""
    return [[one.theme for one in person.mentions] for person in coded_persons(talks.round)]


def test_it_is_shipped_in_both_languages(db: None) -> None:
    known = book()
    assert list(known.themes) == list(themes())
    for code, line in known.themes.items():
        for language in ("sv", "en"):
            words = line.in_language(language)
            assert words.name == themes()[code].names[language] and words.include
            assert bool(words.exclude) == (code != "T99")
    assert CodebookVersion.objects.count() == 0


def test_a_rule_names_the_themes_that_it_refers_to_by_code(db: None) -> None:
    known = book()
    rule = known.themes["T06"].in_language("en").exclude
    assert "T07" in rule and "T10" in rule
    read = known.spelt_out(rule, "en")
    assert themes()["T07"].names["en"] in read and themes()["T10"].names["en"] in read and "T07" not in read
    assert known.spelt_out("T97 and XT07", "en") == "T97 and XT07"


def test_only_the_lead_changes_it(lead: Viewer, cast: Cast, now: datetime) -> None:
    for account in (cast.interviewer, cast.owner, cast.admin, cast.north.hr):
        with pytest.raises(NotAllowed):
            actions.add_theme(words=WORDS, reason="", by=viewer_of(account), at=now)
    code = actions.add_theme(words=WORDS, reason="Det talas om hundar.", by=lead, at=now)
    assert code == "T20" and book().has("T20") and book().number == 2
    assert Event.objects.filter(code="codebook-changed").count() == 1
    assert [(one.theme, one.reason) for one in changes()] == [("T20", "Det talas om hundar.")]


def test_a_code_is_never_used_again(lead: Viewer, now: datetime) -> None:
    actions.add_theme(words=WORDS, reason="", by=lead, at=now)
    actions.retire_theme(code="T20", reason="", by=lead, at=now)
    assert actions.add_theme(words=WORDS, reason="", by=lead, at=now) == "T21"
    assert next_code({"T89", "T90"}) is None


def test_clearer_words_leave_codes_and_another_meaning_ends_them(
    lead: Viewer, coded: tuple[Talks, list[Passage]], now: datetime
) -> None:
    talks, _passages = coded
    clearer = replace(shipped()["T06"], include_sv="den egna chefen")
    actions.reword_theme(code="T06", words=clearer, is_same_meaning=True, reason="", by=lead, at=now)
    assert times_given() == {"T06": 3, "T10": 1}
    actions.reword_theme(code="T06", words=clearer, is_same_meaning=False, reason="", by=lead, at=now)
    assert times_given() == {"T10": 1}
    assert {one.state for one in Passage.objects.all()} == {"again"}
    assert Code.objects.filter(theme="T06", why_ended="recoded").count() == 3
    assert {code.version.number for code in Code.objects.all()} == {1}
    assert mentioned(talks) == [[], [], []]


def test_a_merge_moves_codes_and_tells_where_they_come_from(
    lead: Viewer, coded: tuple[Talks, list[Passage]], now: datetime
) -> None:
    talks, _passages = coded
    with pytest.raises(SameTheme):
        actions.merge_theme(code="T06", into="T06", reason="", by=lead, at=now)
    actions.merge_theme(code="T06", into="T10", reason="En sak här.", by=lead, at=now)
    assert mentioned(talks) == [["T10"], ["T10"], ["T10"]]
    moved = Code.objects.filter(recoded_from__isnull=False)
    assert {(one.theme, one.recoded_from.theme) for one in moved if one.recoded_from} == {("T10", "T06")}
    assert len(moved) == 2 and not book().has("T06")
    with pytest.raises(UnknownTheme):
        actions.merge_theme(code="T10", into="T06", reason="", by=lead, at=now)


def test_a_split_is_read_anew(lead: Viewer, coded: tuple[Talks, list[Passage]], place: Place) -> None:
    passages = coded[1]
    parts = (replace(WORDS, name_sv="Närvaro"), replace(WORDS, name_sv="Stöd"))
    actions.split_theme(code="T06", parts=parts, reason="", by=lead, at=place.at)
    assert [line.code for line in book().in_use if line.code in {"T06", "T20", "T21"}] == ["T20", "T21"]
    assert {one.state for one in Passage.objects.all()} == {"again"}
    find_nothing(passage=passages[0], part=Part.FIRST, by=viewer(place.interviewer), at=place.at)
    assert changes()[0].into == ("T20", "T21")


def test_what_the_product_rests_on_stays(lead: Viewer, now: datetime) -> None:
    for code in ("T90", "T98", "T99"):
        with pytest.raises(ThemeIsFixed):
            actions.retire_theme(code=code, reason="", by=lead, at=now)
        with pytest.raises(ThemeIsFixed):
            actions.merge_theme(code="T06", into=code, reason="", by=lead, at=now)
        with pytest.raises(ThemeIsFixed):
            actions.reword_theme(code=code, words=WORDS, is_same_meaning=False, reason="", by=lead, at=now)


def test_a_retired_theme_may_come_back(lead: Viewer, now: datetime) -> None:
    actions.retire_theme(code="T19", reason="", by=lead, at=now)
    assert not book().has("T19")
    actions.restore_theme(code="T19", by=lead, at=now)
    assert book().has("T19")
    with pytest.raises(UnknownTheme):
        actions.restore_theme(code="T19", by=lead, at=now)
