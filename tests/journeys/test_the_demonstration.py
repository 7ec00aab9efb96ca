"""Every kind of user is entered from /demo/ and finds a home that is theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from framdrift.conversations.kinds import TalkKind
from framdrift.desk.demo.kinds import KINDS
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy
from tests.cast import Cast
from tests.conversations.answers.world import settle
from tests.journeys.steps import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOMES = {
    "consultant": ("/today/", "screening: Lea Berg"),
    "lead": ("/today/", "Nothing waits for you"),
    "admin": ("/people/", "Ada Lind"),
    "interviewer": ("/conversations/", "Stay interviews"),
    "client": ("/client/", "Ekonomichef"),
    "client_hr": ("/client/", "Nordbygg AB"),
    "candidate": ("/k/", "Hej Lea."),
    "referee": ("/r/", "Hej Rut."),
    "employee": ("/e/", "Hej Person."),
    "leaver": ("/e/", "Hej Person."),
}


@pytest.fixture
def reference(candidacy: Candidacy, ada: Viewer, cast: Cast, settings: LazySettings) -> None:
    """The demonstration, with a referee who is asked, and people invited to talks of two kinds."""
    settings.FRAMDRIFT_DEMO = True
    place = settle(cast, at=timezone.now())
    place.talks("C")
    place.talks("C", kind=TalkKind.EXIT)
    actions.ask_reference(
        candidacy=candidacy,
        plan_step=candidacy.plan_step,
        name="Rut Ek",
        email="rut@people.example",
        by=ada,
        at=candidacy.entered_at + timedelta(hours=1),
    )


def test_every_kind_has_a_home() -> None:
    assert set(HOMES) == set(KINDS)


@pytest.mark.usefixtures("reference")
def test_everybody_is_entered_one_after_the_other(sit_down: Callable[..., Desk], cast: Cast) -> None:
    for account in (cast.owner, cast.lead, cast.admin, cast.interviewer, cast.north.manager, cast.north.hr):
        account.language = "en"
        account.save(update_fields=["language"])
    desk = sit_down()
    refused: list[str] = []
    desk.page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    for kind, (path, words) in HOMES.items():
        desk.go("/demo/")
        desk.page.locator(f"form[action='/demo/enter/{kind}/'] button").click()
        desk.page.wait_for_url(f"**{path}**")
        assert desk.reads(words), f"{kind}: {desk.page.locator('main').inner_text()}"
    assert not refused


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("kind", ["client", "candidate", "referee", "employee"])
def test_those_outside_choose_their_language(sit_down: Callable[..., Desk], cast: Cast, kind: str) -> None:
    """Their pages hide their address from other places; their own form must be taken all the same."""
    cast.north.manager.language = "en"
    cast.north.manager.save(update_fields=["language"])
    desk = sit_down()
    desk.go("/demo/")
    desk.page.locator(f"form[action='/demo/enter/{kind}/'] button").click()
    desk.page.locator("button[name='language'][value='sv']").click()
    desk.page.wait_for_load_state()
    assert desk.page.get_attribute("html", "lang") == "sv"
    assert HOMES[kind][0] in desk.page.url
