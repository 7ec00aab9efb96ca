"""Mail scanners visit links before people do: from many places, again and again, and post every form as it is served.

Afterwards nothing has happened, no letter has gone, and the person can still do everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from framdrift.foundation import codes
from framdrift.foundation.models import Event, Letter
from framdrift.momentum.readers import seat_address
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Candidacy, Candidate, Criterion, Offer, OfferedTime, Outcome, Reference, Step
from tests.cast import Cast
from tests.portals.outside import Clock, Outsider

ADDRESSES, VISITS = 5, 20
CANDIDATES_PAGES = ("", "times/", "ask/", "withdraw/", "offer/", "data/", "erase/", "code/withdraw/", "data/file/")
REFEREES_PAGES = ("", "answer/", "thanks/")


class _Forms(HTMLParser):
    """Reads the forms of a page with what a browser would send, were they sent as served."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form, or a field of the last one."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form" and found.get("method") == "post":
            self.forms.append((found.get("action", ""), {}))
        elif self.forms and found.get("name"):
            fields = self.forms[-1][1]
            if tag == "input" and found.get("type") not in ("checkbox", "radio"):
                fields[found["name"]] = found.get("value", "")
            elif tag == "input" and "checked" in found:
                fields[found["name"]] = found.get("value", "on")
            elif tag == "textarea":
                self._area = found["name"]
                fields[self._area] = ""

    def handle_data(self, data: str) -> None:
        """The words in a text area."""
        if self._area:
            self.forms[-1][1][self._area] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        """The text area ends."""
        if tag == "textarea":
            self._area = ""


def scan(address: str, pages: tuple[str, ...], place: int, *, ticking: bool = False) -> int:
    """Visit every page and post every form, with a browser of the scanner's own; how many forms were sent. `ticking`
    ticks the boxes that stand open too, as few do."""
    robot = Client(REMOTE_ADDR=f"10.0.0.{place}")
    sent = 0
    for page in pages:
        robot.head(f"{address}{page}")
        answer = robot.get(f"{address}{page}")
        forms = _Forms()
        forms.feed(answer.content.decode())
        for action, fields in forms.forms:
            if ticking:
                fields = {**fields, "sure": "on"}
            status = robot.post(action or f"{address}{page}", fields).status_code
            assert status < 500
            sent += 1
    return sent


def _states(*models: type) -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in models]  # type: ignore[attr-defined]


@pytest.fixture
def with_an_offer(at_interview: Candidacy, slots: list[OfferedTime], now: datetime) -> Candidacy:
    """Lea has times to choose among and an offer to answer."""
    Offer.objects.create(
        candidacy=at_interview, assignment=at_interview.assignment, company=at_interview.company, decided_at=now,
        sent_at=now, answer_by_on=now.date(),
    )  # fmt: skip
    return at_interview


def test_scanners_leave_a_candidates_page_as_it_was_and_the_person_succeeds(
    lea: Outsider,
    with_an_offer: Candidacy,
    slots: list[OfferedTime],
    dispatched: Callable[[datetime], None],
    clock: Clock,
) -> None:
    dispatched(clock.now)
    watched = (Candidate, Candidacy, Step, Offer, OfferedTime, Outcome, Event, Letter)
    before = _states(*watched)
    sent = sum(
        scan(lea.address, CANDIDATES_PAGES, place) for place in range(ADDRESSES) for _visit in range(VISITS // 5)
    )
    assert sent > 100
    assert _states(*watched) == before
    assert lea.post("times/", time=f"time-{slots[0].pk}") == 302
    assert lea.post("ask/", text="Vem träffar jag?", key="k") == 302
    assert lea.post("data/", sure="on") == 302
    assert lea.confirm("data") == 302
    assert "Lea Berg" in lea.get("data/")
    assert lea.post("offer/", answer="declined", told_reason="pay") == 302
    assert lea.confirm("offer") == 302
    assert Outcome.objects.get().status == "declined"


def test_scanners_between_asking_and_typing_do_not_use_up_the_code(lea: Outsider) -> None:
    assert lea.post("withdraw/", sure="on") == 302
    for place in range(ADDRESSES):
        scan(lea.address, CANDIDATES_PAGES, place)
    assert lea.confirm("withdraw") == 302
    assert Outcome.objects.count() == 1


def test_scanners_leave_a_referees_page_as_it_was_at_every_stage(rut: Outsider, asked: Reference) -> None:
    answers = {f"value-{one.pk}": "4" for one in Criterion.objects.filter(assignment=asked.candidacy.assignment_id)}

    def scanned() -> None:
        before = _states(Reference, Outcome, Letter)
        for place in range(ADDRESSES):
            for _visit in range(VISITS // 5):
                scan(rut.address, REFEREES_PAGES, place)
        assert _states(Reference, Outcome, Letter) == before

    scanned()
    assert rut.post(willing="yes") == 302
    scanned()
    rut.browser.post(f"{rut.address}answer/", {**answers, "body": "Ord.", "save": "draft"})
    scanned()
    assert rut.post("answer/", **answers, body="Ord.", done="on") == 302
    scanned()
    assert Reference.objects.get().received_at is not None


def test_a_robot_that_ticks_boxes_locks_nobody_out_and_fills_no_mailbox(lea: Outsider, clock: Clock) -> None:
    for place in range(ADDRESSES):
        for _visit in range(VISITS // 5):
            scan(lea.address, ("withdraw/", "data/"), place, ticking=True)
            clock.ahead(minutes=1)
    letters = Letter.objects.filter(kind="candidate_code")
    assert letters.count() <= 2 * (codes.MOST_AN_HOUR + 1)
    assert lea.post("withdraw/", sure="on") == 302
    assert "twelve digits" in lea.get("code/withdraw/")
    long = [found for letter in letters if (found := re.search(r"\d{3} \d{3} \d{3} \d{3}", letter.body_text))]
    assert 302 in [lea.confirm("withdraw", one.group()) for one in long]
    assert Outcome.objects.count() == 1


def test_scanners_leave_a_clients_seat_as_it_was_and_the_person_signs_in(cast: Cast, now: datetime) -> None:
    address = seat_address(cast.north.manager, at=timezone.now()).removeprefix(settings.FRAMDRIFT_ADDRESS)
    watched = (Account, Event, Candidacy, Step)
    before = _states(*watched)
    for place in range(ADDRESSES):
        for _visit in range(VISITS):
            scan(address, ("",), place)
    assert _states(*watched) == before
    assert Letter.objects.count() <= 3, "no mailbox is filled"
    person = Client(REMOTE_ADDR="10.9.9.9")
    assert "Vänta en minut" in person.post(address).content.decode()
    cache.clear()  # the minute has gone by
    assert person.post(address).status_code == 302
    code = re.search(r"\b[A-Z0-9]{4,}(-[A-Z0-9]{4,})?\b", Letter.objects.latest("pk").body_text)
    assert code
    assert person.post(reverse("account_confirm_login_code"), {"code": code.group()}).status_code == 302
    assert person.get(reverse("client-home")).status_code == 200
