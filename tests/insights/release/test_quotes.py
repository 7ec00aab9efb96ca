"""R13: what a person said goes out retold, with permission, by two people, a day later, and then stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from framdrift.conversations.answers.models import Talk
from framdrift.conversations.models import Invitation, Programme
from framdrift.insights.models import Quote, Release
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.queries import told_of_company
from framdrift.insights.release.quotes import Retold, approve_quote, release_rested, retell, take_back_quote
from framdrift.insights.release.refusals import (
    NeedsAnotherPerson,
    NobodyToAsk,
    NotQuotedAtThisLevel,
    PointsSomebodyOut,
    QuoteIsOut,
    TooFewAuthors,
    TooManyWords,
)
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast
from tests.insights.release.world import Place

WORDS = "När det blåser står chefen kvar bredvid oss."


@pytest.fixture
def figures(place: Place, ines: Viewer, now: datetime) -> Release:
    """A released round of one team: three speak of the manager, two of pay."""
    programme = place.programme()
    held = place.round(programme, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    place.unit("Lag 0")
    said = [{"T06": "holds"}] * 3 + [{"T11": "pulls"}] * 2 + [{}] * 7
    place.answers(held, [("Lag 0", one) for one in said])
    return release_findings(programme=programme, seen=draft_findings(programme, at=now).mark, by=ines, at=now)


@pytest.fixture
def retold(figures: Release) -> Retold:
    """What the first one said."""
    first = Invitation.objects.filter(round__released__release=figures).order_by("pk")[0]
    return Retold(first.pk, "T06", "holds", "sv", WORDS, allowed=True)


def test_two_people_a_day_and_it_is_out(
    figures: Release, retold: Retold, ines: Viewer, lead: Viewer, now: datetime
) -> None:
    quote = retell(figures=figures, retold=retold, by=ines, at=now)
    approve_quote(quote=quote, seen=quote.words, by=ines, at=now)
    with pytest.raises(NeedsAnotherPerson):
        approve_quote(quote=quote, seen=quote.words, by=ines, at=now)
    assert release_rested(at=now + timedelta(days=9)) == 0
    approve_quote(quote=quote, seen=quote.words, by=lead, at=now)
    assert release_rested(at=now + timedelta(hours=23)) == 0
    assert release_rested(at=now + timedelta(hours=24)) == 1
    (told,) = told_of_company(ines, figures.company_id, language="sv")
    assert told.quotes == {("T06", "holds"): (WORDS,)}
    assert release_rested(at=now + timedelta(days=9)) == 0  # once
    with pytest.raises(QuoteIsOut):
        take_back_quote(quote=quote, by=lead, at=now)


def test_until_it_is_out_it_can_be_taken_back(
    figures: Release, retold: Retold, ines: Viewer, lead: Viewer, now: datetime
) -> None:
    quote = retell(figures=figures, retold=retold, by=ines, at=now)
    approve_quote(quote=quote, seen=quote.words, by=lead, at=now)
    approve_quote(quote=quote, seen=quote.words, by=ines, at=now)
    take_back_quote(quote=quote, by=lead, at=now + timedelta(hours=23))
    assert release_rested(at=now + timedelta(days=2)) == 0
    assert not Quote.objects.exists()


def test_what_is_out_stays_when_the_person_is_erased(
    figures: Release, retold: Retold, ines: Viewer, lead: Viewer, now: datetime
) -> None:
    quote = retell(figures=figures, retold=retold, by=ines, at=now)
    approve_quote(quote=quote, seen=quote.words, by=lead, at=now)
    approve_quote(quote=quote, seen=quote.words, by=ines, at=now)
    release_rested(at=now + timedelta(days=1))
    words = Release.objects.get(content="words").document
    Invitation.objects.get(pk=retold.invitation_id).employment.delete()
    assert not Quote.objects.exists()
    assert Release.objects.get(content="words").document == words


def test_what_the_person_takes_back_meanwhile_does_not_go_out(
    figures: Release, retold: Retold, ines: Viewer, lead: Viewer, now: datetime
) -> None:
    quote = retell(figures=figures, retold=retold, by=ines, at=now)
    approve_quote(quote=quote, seen=quote.words, by=lead, at=now)
    approve_quote(quote=quote, seen=quote.words, by=ines, at=now)
    Talk.objects.filter(invitation=quote.invitation_id).update(state="withdrawn", withdrawn_at=now)
    assert release_rested(at=now + timedelta(days=1)) == 0
    assert not Quote.objects.exists()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"words": "ord " * 26}, TooManyWords),
        ({"words": " "}, TooManyWords),
        ({"words": "Person 3 hjälper alla, ring 070-123 45 67"}, PointsSomebodyOut),
        ({"words": "Karins sätt att leda håller mig kvar"}, PointsSomebodyOut),
        ({"theme": "T11"}, TooFewAuthors),
        ({"theme": "T01"}, TooFewAuthors),
        ({"allowed": False}, NobodyToAsk),
    ],
)
def test_what_is_refused(
    figures: Release, retold: Retold, ines: Viewer, now: datetime, change: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        retell(figures=figures, retold=replace(retold, **change), by=ines, at=now)
    assert not Quote.objects.exists()


@pytest.mark.parametrize("level", ["A", "B"])
def test_a_level_that_promised_no_quotes_has_none(
    figures: Release, retold: Retold, ines: Viewer, now: datetime, level: str
) -> None:
    Programme.objects.filter(pk=figures.programme_id).update(level=level)
    with pytest.raises(NotQuotedAtThisLevel):
        retell(figures=Release.objects.get(pk=figures.pk), retold=retold, by=ines, at=now)
    assert not Quote.objects.exists()


def test_only_the_interviewers_retell(
    cast: Cast, figures: Release, retold: Retold, lead: Viewer, now: datetime
) -> None:
    for viewer in (lead, viewer_of(cast.owner), viewer_of(cast.north.hr)):
        with pytest.raises(NotAllowed):
            retell(figures=figures, retold=retold, by=viewer, at=now)


def test_the_database_wants_two_people_too(figures: Release, retold: Retold, ines: Viewer, now: datetime) -> None:
    quote = retell(figures=figures, retold=retold, by=ines, at=now)
    approve_quote(quote=quote, seen=quote.words, by=ines, at=now)
    for wrong in (
        {"second_by": ines.account_id, "second_at": now},
        {"out_in": figures.pk},
        {"allowed_at": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Quote.objects.filter(pk=quote.pk).update(**wrong)
