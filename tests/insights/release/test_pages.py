"""The release desk and the client's page: one view for everybody, what was seen is what goes out, few statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.conversations.models import Invitation, Programme
from framdrift.insights.models import Code, Quote, Release
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.quotes import Retold, approve_quote, release_rested, retell
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Employment
from tests.cast import Cast
from tests.insights.release.world import Place

SAID = {"T06": "pulls", "T08": "holds"}
SignIn = Callable[[Account], Client]


@pytest.fixture
def programme(place: Place) -> Programme:
    """A closed stay round of two teams. The pages read the clock: it closed the day before."""
    made = place.programme()
    place.at = timezone.now() - timedelta(days=1)
    held = place.round(made, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    for team in ("Lag 0", "Lag 1"):
        place.unit(team)
    place.answers(held, [(team, SAID if who > 1 else {}) for team in ("Lag 0", "Lag 1") for who in range(12)])
    return made


@pytest.fixture
def released(programme: Programme, ines: Viewer, now: datetime) -> Release:
    """The same, released."""
    return release_findings(programme=programme, seen=draft_findings(programme, at=now).mark, by=ines, at=now)


def test_the_client_reads_bands_and_no_figure(cast: Cast, released: Release, as_account: SignIn) -> None:
    page = as_account(cast.north.hr).get("/client/findings/").content.decode()
    assert "många i 2 av 2 grupper" in page
    assert "Lag 0" in page
    assert "10/12" not in page
    assert as_account(cast.north.manager).get("/client/findings/").status_code == 404
    assert "Lag 0" not in as_account(cast.south.hr).get("/client/findings/").content.decode()


def test_the_desk_shows_what_the_client_will_see(cast: Cast, programme: Programme, as_account: SignIn) -> None:
    page = as_account(cast.interviewer).get(f"/conversations/programmes/{programme.pk}/release/").content.decode()
    assert 'name="seen"' in page
    assert "10–15" in page
    assert not Release.objects.exists()  # a look changes nothing


def test_raw_findings_are_for_interviewers(cast: Cast, programme: Programme, as_account: SignIn) -> None:
    address = f"/conversations/findings/{programme.company_id}/"
    page = as_account(cast.interviewer).get(address).content.decode()
    assert "20/24" in page
    assert as_account(cast.lead).get(address).status_code == 404


def test_what_people_call_decisive_is_counted_by_persons(cast: Cast, programme: Programme, as_account: SignIn) -> None:
    Account.objects.filter(pk=cast.interviewer.pk).update(language="en")
    desk, address = as_account(cast.interviewer), f"/conversations/findings/{programme.company_id}/"
    assert "Called decisive" not in desk.get(address).content.decode()
    own = Code.objects.filter(passage__round__programme=programme, theme="T06", direction="pulls").order_by("pk")
    Code.objects.filter(pk__in=list(own.values_list("pk", flat=True)[:4])).update(weight="decisive")
    page = desk.get(address).content.decode()
    assert "Called decisive" in page
    assert "stay: 4 of 24" in page


def test_a_quote_goes_the_long_way(
    cast: Cast, released: Release, ines: Viewer, lead: Viewer, now: datetime, as_account: SignIn
) -> None:
    first = Invitation.objects.filter(round__released__release=released).order_by("-pk")[0]
    interviewer, words = as_account(cast.interviewer), "Vi hjälps åt när det blir mycket."
    said = {"invitation": first.pk, "theme": "T08", "side": "holds", "language": "sv", "words": words}
    refused = interviewer.post(f"/conversations/releases/{released.pk}/quotes/new/", said)
    assert refused.status_code == 422  # nobody says how the person allowed it
    interviewer.post(f"/conversations/releases/{released.pk}/quotes/new/", {**said, "permission": "heard"})
    quote = Quote.objects.get()
    for account in (cast.interviewer, cast.interviewer, cast.lead):
        as_account(account).post(f"/conversations/quotes/{quote.pk}/approve/", {"seen": words})
    quote.refresh_from_db()
    assert (quote.first_by_id, quote.second_by_id) == (cast.interviewer.pk, cast.lead.pk)
    as_account(cast.lead).post(f"/conversations/quotes/{quote.pk}/take-back/")
    assert not Quote.objects.exists()


def test_the_desk_says_how_the_person_has_answered(
    cast: Cast, released: Release, ines: Viewer, now: datetime, as_account: SignIn
) -> None:
    Account.objects.filter(pk=cast.interviewer.pk).update(language="en")
    first = Invitation.objects.filter(round__released__release=released).order_by("-pk")[0]
    Employment.objects.filter(pk=first.employment_id).update(email="p@north.example")
    said = {"invitation": first.pk, "theme": "T08", "side": "holds", "language": "sv", "words": "Vi hjälps åt."}
    desk, page = as_account(cast.interviewer), f"/conversations/releases/{released.pk}/"
    answer = desk.post(f"{page}quotes/new/", {**said, "permission": "asked"}, follow=True).content.decode()
    quote = Quote.objects.get()
    assert "A letter asks the person" in answer
    assert "has been asked by letter" in answer
    assert f"/conversations/quotes/{quote.pk}/approve/" not in answer
    for change, words in (
        ({"refused_at": now}, "does not want it retold"),
        ({"refused_at": None, "allowed_at": now, "allowed_on_link": True}, "read these words on their own page"),
        ({"reworded_at": now}, "words of their own: read it anew"),
        ({"reworded_at": None, "allowed_on_link": False}, "allowed it in the talk"),
    ):
        Quote.objects.filter(pk=quote.pk).update(**change)
        assert words in desk.get(page).content.decode(), words
    desk.post(f"/conversations/quotes/{quote.pk}/approve/", {"seen": "Andra ord."})
    assert Quote.objects.get().first_by is None, "what was seen is what is released"


def test_statements(
    cast: Cast,
    place: Place,
    released: Release,
    ines: Viewer,
    lead: Viewer,
    now: datetime,
    as_account: SignIn,
    statements: Callable[..., None],
) -> None:
    interviewer, hr = as_account(cast.interviewer), as_account(cast.north.hr)

    def more() -> None:
        talks = Invitation.objects.filter(round__released__release=released).order_by("-pk")[:4]
        for number, talk in enumerate(talks):
            retold = Retold(talk.pk, "T08", "holds", "sv", f"Vi hjälps åt {'mycket ' * number}", allowed=True)
            quote = retell(figures=released, retold=retold, by=ines, at=now)
            for by in (ines, lead):
                approve_quote(quote=quote, seen=quote.words, by=by, at=now)
        release_rested(at=now.replace(year=2027))

    statements("conversations/findings", ask=lambda: interviewer.get("/conversations/findings/"), grow=more)
    statements("client/findings", ask=lambda: hr.get("/client/findings/"), grow=lambda: None)

    def larger() -> None:
        held = released.rounds.get().round
        place.answers(held, [("Lag 0", SAID)] * 30)

    address = f"/conversations/findings/{released.company_id}/"
    statements("conversations/company_findings", ask=lambda: interviewer.get(address), grow=larger)
