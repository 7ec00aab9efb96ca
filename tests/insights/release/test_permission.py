"""The person behind a quote says yes, yes in other words, or no, and may take it back until it is out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from framdrift.conversations.answers.models import Talk
from framdrift.conversations.models import Invitation
from framdrift.foundation.models import Event
from framdrift.insights.models import Quote, Release
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.permission import allow_quote, own_quotes, refuse_quote
from framdrift.insights.release.quotes import Retold, approve_quote, release_rested, retell
from framdrift.insights.release.refusals import (
    NobodyToAsk,
    NoPermission,
    PointsSomebodyOut,
    QuoteIsOut,
    ShownIsOld,
    TooManyWords,
)
from framdrift.organisations.access import NOBODY, Viewer
from framdrift.organisations.models import Employment
from framdrift.organisations.refusals import NotAllowed
from tests.conversations.answers.world import employee_viewer
from tests.insights.release.world import Place

WORDS = "När det blåser står chefen kvar bredvid oss."
OWN = "Vår ledare viker inte undan när det blir svårt."
DAY = timedelta(days=1)


@pytest.fixture
def figures(place: Place, ines: Viewer, now: datetime) -> Release:
    """A released round of one team, all of whom speak of their manager; each has an address."""
    programme = place.programme()
    held = place.round(programme, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    place.unit("Lag 0")
    place.answers(held, [("Lag 0", {"T06": "holds"})] * 12)
    Employment.objects.update(email="person@north.example")
    return release_findings(programme=programme, seen=draft_findings(programme, at=now).mark, by=ines, at=now)


@pytest.fixture
def person(figures: Release) -> Viewer:
    """Who said it, on their own page."""
    return employee_viewer(invitations(figures)[0].employment)


@pytest.fixture
def quote(figures: Release, ines: Viewer, now: datetime) -> Quote:
    """What they said, retold; nobody has asked them in the talk."""
    return retell(figures=figures, retold=retold(figures), by=ines, at=now)


def invitations(figures: Release) -> list[Invitation]:
    """Everybody's, in order."""
    return list(Invitation.objects.filter(round__released__release=figures).order_by("pk"))


def retold(figures: Release) -> Retold:
    """Asked for by letter."""
    return Retold(invitations(figures)[0].pk, "T06", "holds", "sv", WORDS, allowed=False)


def release(quote: Quote, *people: Viewer, at: datetime) -> None:
    """Both release it as it reads now."""
    for by in people:
        approve_quote(quote=quote, seen=Quote.objects.get(pk=quote.pk).words, by=by, at=at)


def told(quote: Quote) -> str:
    """The words that went out."""
    return Release.objects.get(content="words", illustrates=quote.figures).document


def test_nothing_is_released_before_the_person_has_answered(
    quote: Quote, person: Viewer, ines: Viewer, lead: Viewer, now: datetime
) -> None:
    with pytest.raises(NoPermission):
        release(quote, ines, at=now)
    before = Event.objects.count()
    assert allow_quote(quote=quote, by=person, at=now)
    assert not allow_quote(quote=quote, by=person, at=now), "twice is once"
    assert Event.objects.count() == before, "what a person does on their own page is no event"
    release(quote, ines, lead, at=now)
    assert release_rested(at=now + DAY) == 1
    assert WORDS in told(quote)


def test_words_of_their_own_are_released_anew(
    quote: Quote, person: Viewer, ines: Viewer, lead: Viewer, now: datetime
) -> None:
    allow_quote(quote=quote, by=person, at=now)
    release(quote, ines, lead, at=now)
    allow_quote(quote=quote, words=f"  {OWN} ", by=person, at=now + DAY / 2)
    assert release_rested(at=now + DAY) == 0
    with pytest.raises(ShownIsOld):
        approve_quote(quote=quote, seen=WORDS, by=ines, at=now)
    release(quote, ines, lead, at=now + DAY)
    assert release_rested(at=now + 2 * DAY) == 1
    assert OWN in told(quote) and WORDS not in told(quote)


def test_a_no_or_a_yes_taken_back_stays_a_no_until_it_is_out(
    quote: Quote, person: Viewer, ines: Viewer, lead: Viewer, now: datetime
) -> None:
    refuse_quote(quote=quote, by=person, at=now)
    with pytest.raises(NoPermission):
        release(quote, ines, at=now)
    allow_quote(quote=quote, by=person, at=now)
    release(quote, ines, lead, at=now)
    refuse_quote(quote=quote, by=person, at=now + DAY * 0.9)
    assert release_rested(at=now + 5 * DAY) == 0
    allow_quote(quote=quote, by=person, at=now + 5 * DAY)
    with_yes = Quote.objects.get()
    assert (with_yes.first_by, with_yes.second_by) == (None, None), "both read it again"
    release(quote, ines, lead, at=now + 5 * DAY)
    assert release_rested(at=now + 6 * DAY) == 1
    for act in (allow_quote, refuse_quote):
        with pytest.raises(QuoteIsOut):
            act(quote=quote, by=person, at=now)


def test_a_yes_in_the_talk_can_be_taken_back_too(figures: Release, person: Viewer, ines: Viewer, now: datetime) -> None:
    quote = retell(figures=figures, retold=replace(retold(figures), allowed=True), by=ines, at=now)
    refuse_quote(quote=quote, by=person, at=now)
    with pytest.raises(NoPermission):
        release(quote, ines, at=now)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [("ord " * 26, TooManyWords), ("Ring mig på 070-123 45 67", PointsSomebodyOut)],
)
def test_their_own_words_keep_to_the_rules(
    quote: Quote, person: Viewer, now: datetime, words: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        allow_quote(quote=quote, words=words, by=person, at=now)
    assert Quote.objects.get().allowed_at is None


def test_nobody_answers_for_another(figures: Release, quote: Quote, ines: Viewer, lead: Viewer, now: datetime) -> None:
    colleague = employee_viewer(invitations(figures)[1].employment)
    for by in (colleague, ines, lead, NOBODY):
        assert not own_quotes(by, quote.invitation).exists()
        for act in (allow_quote, refuse_quote):
            with pytest.raises(NotAllowed):
                act(quote=quote, by=by, at=now)


def test_without_an_answer_the_words_are_deleted(quote: Quote, now: datetime) -> None:
    release_rested(at=now + 29 * DAY)
    assert Quote.objects.exists()
    release_rested(at=now + 30 * DAY)
    assert not Quote.objects.exists()


def test_a_no_is_shown_for_a_month_and_a_yes_stays(
    figures: Release, quote: Quote, person: Viewer, ines: Viewer, now: datetime
) -> None:
    allowed = retell(figures=figures, retold=replace(retold(figures), words=OWN), by=ines, at=now)
    allow_quote(quote=allowed, by=person, at=now)
    refuse_quote(quote=quote, by=person, at=now + 10 * DAY)
    release_rested(at=now + 39 * DAY)
    assert Quote.objects.count() == 2
    release_rested(at=now + 40 * DAY)
    assert Quote.objects.get() == allowed


def test_a_talk_that_was_taken_back_takes_its_quotes_along(quote: Quote, person: Viewer, now: datetime) -> None:
    Talk.objects.filter(invitation=quote.invitation_id).update(state="withdrawn", withdrawn_at=now)
    assert not own_quotes(person, quote.invitation).exists()
    release_rested(at=now)
    assert not Quote.objects.exists()


def test_who_has_no_address_is_not_asked(figures: Release, ines: Viewer, now: datetime) -> None:
    Employment.objects.update(email="")
    with pytest.raises(NobodyToAsk):
        retell(figures=figures, retold=retold(figures), by=ines, at=now)
