"""The page on which somebody says whether their words may be retold: a letter leads there, nothing is chosen."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext

from framdrift.conversations.answers.models import Note, ProgrammeKey
from framdrift.conversations.models import Invitation
from framdrift.foundation import dispatch, links, sealing
from framdrift.foundation.models import Event, Letter
from framdrift.insights.models import Quote, Release
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.quotes import Retold, approve_quote, release_rested, retell
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Employment
from framdrift.portals.employee.quoting import ask_for_permission
from tests.cast import Cast
from tests.insights.release.world import Place

WORDS = "När det blåser står chefen kvar bredvid oss."
OWN = "Vår ledare viker inte undan när det blir svårt."


@pytest.fixture
def figures(cast: Cast) -> Release:
    """A released round, today: links run by the real clock."""
    place, at = Place(cast.north.company, cast.interviewer, timezone.now()), timezone.now()
    programme = place.programme()
    held = place.round(programme, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    place.unit("Lag 0")
    place.answers(held, [("Lag 0", {"T06": "holds"})] * 12)
    Employment.objects.update(email="person@north.example", language="en")
    ines = viewer_of(cast.interviewer)
    return release_findings(programme=programme, seen=draft_findings(programme, at=at).mark, by=ines, at=at)


@pytest.fixture
def quote(figures: Release, cast: Cast) -> Quote:
    """The first person's words, retold; they are asked."""
    first = Invitation.objects.filter(round__released__release=figures).order_by("pk")[0]
    asked = Retold(first.pk, "T06", "holds", "sv", WORDS, allowed=False)
    return retell(figures=figures, retold=asked, by=viewer_of(cast.interviewer), at=timezone.now())


def link_to(invitation: Invitation) -> str:
    """A personal link, as a letter carries."""
    at = timezone.now()
    token = links.make(
        purpose="conversation", subject_key=f"invitation:{invitation.pk}", expires_at=at + timedelta(days=9), at=at
    )
    return f"/e/{token}/"


@pytest.fixture
def home(quote: Quote) -> str:
    """The first person's own page. Their talk has a key that opens, and its notes, which do not, have run out."""
    ProgrammeKey.objects.update(sealed_key=sealing.make_key().id)
    Note.objects.all().delete()
    return link_to(quote.invitation)


def words(client: Client, address: str, language: str = "en") -> str:
    """What the page says."""
    client.cookies["django_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return html.unescape(answer.content.decode())


def answer(client: Client, home: str, quote: Quote, choice: str, **more: str) -> int:
    """Send the form of a quote; the status of the reply."""
    return client.post(f"{home}quotes/", {"quote": quote.pk, "answer": choice, **more}).status_code


def test_a_letter_asks_and_holds_no_word_of_it(quote: Quote) -> None:
    for _twice in range(2):
        ask_for_permission(dispatch.recorded(Event.objects.get(code="quote-retold")))
    letter = Letter.objects.get(kind="talk_quote_asked")
    assert "30 days" in letter.body_text
    assert "/e/" in letter.body_text
    assert WORDS not in letter.body_text + letter.body_html + letter.subject
    assert "chef" not in letter.body_text


def test_who_said_yes_in_the_talk_is_not_asked_again(quote: Quote) -> None:
    Quote.objects.update(allowed_at=timezone.now())
    ask_for_permission(dispatch.recorded(Event.objects.get(code="quote-retold")))
    assert not Letter.objects.exists()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_shows_the_words_and_what_a_yes_means(client: Client, home: str, language: str) -> None:
    assert f'href="{home}quotes/"' in words(client, home, language)
    page = words(client, f"{home}quotes/", language)
    with translation.override(language):
        told = gettext("May we retell this?"), gettext("What a yes means"), gettext("Yes, as it stands")
    assert all(part in page for part in (WORDS, *told))


def test_looking_and_a_form_as_served_decide_nothing(client: Client, home: str, quote: Quote) -> None:
    client.get(f"{home}quotes/")
    assert client.post(f"{home}quotes/", {"quote": quote.pk, "words": WORDS}).status_code == 422
    assert client.post(f"{home}quotes/", {}).status_code == 302
    quote.refresh_from_db()
    assert (quote.allowed_at, quote.refused_at) == (None, None)
    assert not Letter.objects.exists()


def test_yes_is_confirmed_by_letter_and_can_be_taken_back(client: Client, home: str, quote: Quote) -> None:
    assert answer(client, home, quote, "yes", words="En text som ingen valde") == 302
    quote.refresh_from_db()
    assert (quote.words, quote.allowed_on_link) == (WORDS, True)
    answer(client, home, quote, "yes")
    assert [one.kind for one in Letter.objects.all()] == ["talk_quote_allowed"], "once"
    page = words(client, f"{home}quotes/")
    assert "You have said yes." in page
    assert answer(client, home, quote, "no") == 302
    quote.refresh_from_db()
    assert quote.allowed_at is None and quote.refused_at is not None
    assert "You may still change your mind" in words(client, f"{home}quotes/")


def test_yes_in_words_of_their_own(client: Client, home: str, quote: Quote) -> None:
    assert answer(client, home, quote, "reworded", words="Person 3 ringer 070-123 45 67") == 422
    assert answer(client, home, quote, "reworded", words=OWN) == 302
    quote.refresh_from_db()
    assert quote.words == OWN and quote.reworded_at is not None
    assert "in your own words" in words(client, f"{home}quotes/")


def test_what_is_out_no_longer_changes(client: Client, home: str, quote: Quote, cast: Cast) -> None:
    answer(client, home, quote, "yes")
    for account in (cast.interviewer, cast.lead):
        approve_quote(quote=quote, seen=WORDS, by=viewer_of(account), at=timezone.now())
    assert release_rested(at=timezone.now() + timedelta(days=1)) == 1
    assert "It no longer changes." in words(client, f"{home}quotes/")
    assert answer(client, home, quote, "no") == 422
    quote.refresh_from_db()
    assert quote.allowed_at is not None


def test_a_colleague_sees_nothing_and_answers_nothing(client: Client, home: str, quote: Quote) -> None:
    other = link_to(Invitation.objects.exclude(pk=quote.invitation_id).order_by("pk")[0])
    assert f"{other}quotes/" not in words(client, other)
    assert client.get(f"{other}quotes/").status_code == 302
    assert answer(client, other, quote, "yes") == 302
    quote.refresh_from_db()
    assert quote.allowed_at is None


def test_statements(client: Client, home: str, quote: Quote, statements: Callable[..., None]) -> None:
    def more() -> None:
        for number in range(6):
            Quote.objects.create(
                company_id=quote.company_id,
                figures_id=quote.figures_id,
                invitation_id=quote.invitation_id,
                theme="T06",
                side="pulls",
                language="sv",
                words=f"Det är nummer {number}.",
                retold_by_id=quote.retold_by_id,
                retold_at=quote.retold_at,
            )

    statements("employee/quotes", ask=lambda: client.get(f"{home}quotes/"), grow=more)
