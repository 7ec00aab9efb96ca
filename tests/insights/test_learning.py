"""The machine learns from codes at level C, keeps no word, is used only where it is better, and forgets with people."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.config.erasure import FORGETTERS
from framdrift.conversations.answers import actions as answers
from framdrift.conversations.answers import rounds
from framdrift.conversations.answers.models import Talk
from framdrift.foundation.models import Event, SealedKey
from framdrift.insights.coding import actions
from framdrift.insights.coding.bundled import Reading
from framdrift.insights.coding.learning import learn, with_learnt
from framdrift.insights.kinds import Part
from framdrift.insights.models import LearntThemes
from framdrift.organisations.access import SYSTEM_PSEUDONYM
from framdrift.science.themes import model
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, employee_viewer, settle, viewer
from tests.insights.world import cut, told, told_anonymously

pytestmark = pytest.mark.django_db

PEOPLE = 24
LINES = (
    "Gummiankan hänger kvar över kaffemaskinen.",
    "Det är verkligen en fin ordning på pärmarna.",
    "Vi ses på torsdagarna och räknar kottar.",
    "Taket läcker fortfarande när det regnar.",
    "Ingen vet var nyckeln till cykelrummet är.",
)
NIGHT = timedelta(days=1)


@pytest.fixture(scope="module")
def shipped() -> Reading:
    """By spelling alone: what it can learn is how often each code is given."""
    return Reading(model.load(model.SHIPPED_SPELLING), None, "spelling test")


@pytest.fixture
def place(cast: Cast, now: datetime) -> Place:
    """North, where many talk."""
    return settle(cast, at=now, people=PEOPLE)


def coded(place: Place, level: str, *, people: int = PEOPLE) -> Talks:
    """Each of so many said five things, which all were coded as T10 and nothing else, whatever they are about."""
    talks = place.talks(level)
    said = ["\n".join(f"{line[:-1]} i hus {number}." for line in LINES) for number in range(people)]
    if level == "D":
        told_anonymously(talks, place, said)
    else:
        told(talks, place, said)
    by = viewer(place.interviewer)
    for one in cut(talks, place):
        actions.give_code(passage=one, theme="T10", part=Part.FIRST, by=by, at=place.at)
    return talks


def opened_by_machine() -> int:
    """How often the log says that the machine read what was said."""
    return Event.objects.filter(code="raw-answers-opened", actor=SYSTEM_PSEUDONYM).count()


def test_a_house_that_codes_otherwise_is_learnt_from(place: Place, shipped: Reading) -> None:
    coded(place, "C")
    before = with_learnt(shipped)
    assert before is shipped
    learn(shipped, at=place.at + NIGHT)
    kept = LearntThemes.objects.get()
    assert kept.report["outcome"] == "better" and kept.report["low"] > 0
    assert (kept.report["passages"], kept.report["persons"]) == (PEOPLE * len(LINES), PEOPLE)
    reading = with_learnt(shipped)
    assert reading.name.startswith("own ")
    text = ["Ingen märker vad jag gör."]  # T10 is one of the likeliest anyway
    assert dict(reading.suggest(text)[0].themes)["T10"] > dict(shipped.suggest(text)[0].themes).get("T10", 0) + 0.01


def test_twice_is_once_and_words_are_opened_only_when_there_is_something_new(place: Place, shipped: Reading) -> None:
    coded(place, "C")
    for night in (1, 2, 3):
        learn(shipped, at=place.at + night * NIGHT)
    assert opened_by_machine() == 1
    assert SealedKey.objects.count() == 2, "the programme's, and that of what was learnt"
    learn(Reading(shipped.model, None, "another model"), at=place.at + 4 * NIGHT)
    assert LearntThemes.objects.get().with_model == "another model"
    assert SealedKey.objects.count() == 2


def test_no_word_and_no_number_lies_open(place: Place, shipped: Reading) -> None:
    coded(place, "C")
    learn(shipped, at=place.at + NIGHT)
    kept = LearntThemes.objects.values().get()
    lies_open = str({name: value for name, value in kept.items() if name != "sealed"})
    assert not any(word in lies_open.casefold() for line in LINES for word in line.casefold().split() if len(word) > 4)
    own = LearntThemes.objects.get()
    assert own.sealed is not None
    plain = with_learnt(shipped).adapted
    assert plain is not None
    assert plain.moves.as_bytes() not in bytes(own.sealed)


def test_the_same_words_teach_once(place: Place, shipped: Reading) -> None:
    talks = place.talks("C")
    told(talks, place, ["\n".join(LINES)] * PEOPLE)
    for one in cut(talks, place):
        actions.find_nothing(passage=one, part=Part.FIRST, by=viewer(place.interviewer), at=place.at)
    learn(shipped, at=place.at + NIGHT)
    kept = LearntThemes.objects.get()
    assert (kept.report["outcome"], kept.report["passages"]) == ("too_few", len(LINES))


def test_few_codes_teach_nothing_and_open_nothing(place: Place, shipped: Reading) -> None:
    coded(place, "C", people=19)
    learn(shipped, at=place.at + NIGHT)
    kept = LearntThemes.objects.get()
    assert (kept.report["outcome"], kept.report["persons"], kept.sealed) == ("too_few", 19, None)
    assert opened_by_machine() == 0
    assert with_learnt(shipped) is shipped


@pytest.mark.parametrize("level", ["A", "B", "D"])
def test_other_levels_teach_nothing(place: Place, shipped: Reading, level: str) -> None:
    coded(place, level)
    learn(shipped, at=place.at + NIGHT)
    assert LearntThemes.objects.get().report["passages"] == 0
    assert opened_by_machine() == 0


def test_what_is_taken_back_is_not_learnt_from(place: Place, shipped: Reading) -> None:
    talks = coded(place, "C")
    learn(shipped, at=place.at + NIGHT)
    talk = Talk.objects.get(invitation=talks.invitations[0])
    answers.withdraw(talk=talk, by=employee_viewer(place.employees[0]), at=place.at)
    assert with_learnt(shipped) is shipped, "at once"
    learn(shipped, at=place.at + 2 * NIGHT)
    assert LearntThemes.objects.get().report["persons"] == PEOPLE - 1
    assert with_learnt(shipped).name.startswith("own ")


def test_an_erased_programme_is_not_learnt_from(place: Place, shipped: Reading) -> None:
    talks = coded(place, "C")
    learn(shipped, at=place.at + NIGHT)
    rounds.erase_answers(programme=talks.programme, by=viewer(place.interviewer), at=place.at)
    assert with_learnt(shipped) is shipped
    learn(shipped, at=place.at + 2 * NIGHT)
    assert LearntThemes.objects.get().sealed is None


def test_a_forgotten_employee_takes_what_was_learnt_along(place: Place, shipped: Reading) -> None:
    coded(place, "C")
    learn(shipped, at=place.at + NIGHT)
    keys = SealedKey.objects.count()
    for forget in FORGETTERS:
        forget("00000000-0000-4000-8000-000000000000", place.at)
    assert LearntThemes.objects.exists(), "others' erasure leaves it"
    for forget in FORGETTERS:
        forget(str(place.employees[0].pseudonym), place.at)
    assert not LearntThemes.objects.exists()
    assert SealedKey.objects.count() == keys - 1
