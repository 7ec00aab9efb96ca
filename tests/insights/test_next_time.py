"""What the released findings say for the next recruitment: released ones alone, to those who recruit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import translation

from framdrift.conversations.kinds import TalkKind
from framdrift.insights.findings.next_time import _content, next_time
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from framdrift.organisations.refusals import NotAllowed
from framdrift.recruiting.models import Assignment
from framdrift.science.themes.codebook import themes
from tests.cast import Cast
from tests.insights.release.conftest import ines, place
from tests.insights.release.world import Place
from tests.recruitment import ada, assignment, template

__all__ = ["ada", "assignment", "ines", "place", "template"]
SignIn = Callable[[Account], Client]


@pytest.fixture
def released(place: Place, ines: Viewer, now: datetime) -> None:
    """Stay: colleagues hold, pay draws away. Exit: pay and promises draw away."""
    for kind, opens, said in (
        (TalkKind.STAY, date(2026, 9, 1), {"T08": "holds", "T11": "mixed"}),
        (TalkKind.EXIT, date(2026, 7, 1), {"T11": "pulls", "T17": "pulls"}),
    ):
        made = place.programme(kind)
        held = place.round(made, opens_on=opens, closes_on=date(2026, 9, 30))
        place.answers(held, [("", said)] * 12)
        release_findings(programme=made, seen=draft_findings(made, at=now).mark, by=ines, at=now)


def test_said_asked_and_planned(cast: Cast, released: None, ada: Viewer) -> None:
    with translation.override("en"):
        found = next_time(ada, cast.north.company.pk, language="en")
    assert found is not None
    assert [(one.name, one.also_pulls) for one in found.say] == [
        ("Colleagues and team climate", False),
        ("Pay and benefits", True),
    ]
    assert [one.name for one in found.ask] == ["Pay and benefits", "Expectations, promises and introduction"]
    pay, promises = found.ask
    assert (pay.of_stay, pay.of_exit) == ("many", "many")
    assert promises.of_stay == "few"
    assert pay.client.startswith("Does the pay range")
    assert "12" not in " ".join((pay.of_stay, pay.of_exit, found.say[0].told))


def test_nothing_is_said_before_a_release(cast: Cast, place: Place, ada: Viewer) -> None:
    made = place.programme()
    held = place.round(made, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    place.answers(held, [("", {"T08": "holds"})] * 12)
    assert next_time(ada, cast.north.company.pk, language="sv") is None


def test_it_is_for_those_who_recruit(cast: Cast, released: None) -> None:
    for who in (cast.north.hr, cast.north.manager, cast.admin):
        with pytest.raises(NotAllowed):
            next_time(viewer_of(who), cast.north.company.pk, language="sv")
    assert next_time(viewer_of(cast.owner), cast.south.company.pk, language="sv") is None


def test_it_stands_on_the_requirement_profile(
    cast: Cast, released: None, assignment: Assignment, as_account: SignIn
) -> None:
    page = as_account(cast.owner).get(f"/assignments/{assignment.pk}/profile/").content.decode()
    assert 'id="next-time"' in page
    assert "Kollegor och teamklimat" in page
    assert "Håller lönespannet mot marknaden" in page


def test_every_theme_has_its_lines_in_both_languages() -> None:
    told = {code for code in themes() if code.startswith(("T0", "T1"))}
    assert set(_content()) == told
    for lines in _content().values():
        assert set(lines) == {"client", "candidate", "plan"}
        assert all(line["sv"] and line["en"] for line in lines.values())
