"""One assignment with two candidates and a client, told and answered by letters that a real mail server took.

The consultant works at the desk, the client's person on a phone, the candidates on the pages that their letters lead
to. Nobody knows more than the letters said: every link and every code is read where it arrived. The clock is set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client

from framdrift.foundation.dispatch import leave_undelivered
from framdrift.foundation.models import Letter
from framdrift.recruiting.kinds import CandidacyStatus, PromiseKind, StepType
from framdrift.recruiting.models import (
    Assignment,
    Ball,
    Candidacy,
    Candidate,
    Decision,
    PlanTemplate,
    Presentation,
    Promise,
)
from tests.cast import Cast
from tests.chromium import PHONE
from tests.foundation.mail_server import listening
from tests.journeys.mailboxes import Arrived, Mailboxes
from tests.journeys.steps import Desk
from tests.portals.outside import Clock, Outsider
from tests.recruitment import column

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEA, NOOR, KARIN = "lea@people.example", "noor@people.example", "karin@nordbygg.example"


@pytest.fixture
def now() -> datetime:
    """A Monday morning in Stockholm, with no holiday near."""
    return datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def post(settings: Any, clock: Clock) -> Iterator[Mailboxes]:
    """A mail server that the settings point to, and a worker that hands it what is due by the clock."""
    with listening() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        leave_undelivered()
        yield Mailboxes(server, clock, {KARIN: "sv", LEA: "en", NOOR: "sv"}, unsaid=("Lea", "Berg", "Noor", "Karin"))


class Consultant:
    """Ada at her desk: pages are opened, what they propose is kept, the rest is filled in."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser

    def reads(self, path: str) -> str:
        """The words of a page."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())

    def reads_through(self, path: str) -> str:
        """The words of a page whose list goes on, from its newest to its oldest."""
        words, before = self.reads(path), self.browser.get(path).context["before"]
        while before:
            words += self.reads(f"{path}?before={before}")
            before = self.browser.get(path, {"before": before}).context["before"]
        return words

    def fills(self, path: str, **given: Any) -> None:
        """Send a page's form as it stands, with these fields filled in."""
        shown = self.browser.get(path).context["form"]
        kept = {field.html_name: field.value() for field in shown if field.value() is not None}
        self.presses(path, **{**kept, **given})

    def presses(self, path: str, **given: Any) -> None:
        """Send a button's form, which must be taken."""
        answer = self.browser.post(path, given)
        assert answer.status_code == 302, (path, answer.status_code, _faults(answer))


def _faults(answer: Any) -> Any:
    return answer.context["form"].errors if answer.context and "form" in answer.context else ""


@pytest.fixture
def ada(cast: Cast, as_account: Callable[..., Client]) -> Consultant:
    """The owner, in English."""
    cast.owner.language = "en"
    cast.owner.save(update_fields=["language"])
    return Consultant(as_account(cast.owner))


# --- kick-off ----------------------------------------------------------------------------------------
def _kick_off(ada: Consultant, cast: Cast, template: PlanTemplate) -> Assignment:
    """Opened in the form, its profile written, the talk with the client held."""
    ada.fills(
        "/assignments/new/",
        company=cast.north.company.pk,
        title="Ekonomichef",
        template=template.pk,
        decider=cast.north.manager.pk,
    )
    assignment = Assignment.objects.get()
    criteria = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0, "form-0-name": "Bokslut", "form-1-name": "Ledarskap"}
    ada.presses(f"/assignments/{assignment.pk}/profile/", **criteria)
    intake = column(assignment, StepType.INTAKE)
    ada.presses(f"/assignments/{assignment.pk}/steps/{intake.pk}/finish/")
    return assignment


def _enter(ada: Consultant, assignment: Assignment, name: str, email: str, language: str) -> Candidacy:
    ada.fills("/candidates/new/", name=name, email=email, language=language, source="applied")
    who = Candidate.objects.get(email=email)
    ada.fills(f"/assignments/{assignment.pk}/candidates/add/", candidate=who.pk, source="applied")
    return Candidacy.objects.get(candidate=who)


def _move(ada: Consultant, candidacy: Candidacy, kind: StepType) -> None:
    ada.fills(f"/candidacies/{candidacy.pk}/move/", to=column(candidacy.assignment, kind).pk)


def _present(ada: Consultant, assignment: Assignment, first: Candidacy, second: Candidacy) -> None:
    base = f"/assignments/{assignment.pk}/presentations/"
    words = {f"words_{first.pk}": "Trygg i bokslut.", f"words_{second.pk}": "Snabb och noggrann."}
    ada.fills(f"{base}new/?c={first.pk}&c={second.pk}", **words)
    ada.presses(f"{base}{Presentation.objects.get().pk}/share/")


# --- the client's phone ------------------------------------------------------------------------------
def _sign_in(page: Page, post: Mailboxes, asked: Arrived) -> None:
    """The link in the letter, its button, and the code from the next letter."""
    page.goto(asked.link("/seat/"))
    page.get_by_role("button", name="Skicka koden").click()
    page.wait_for_url("**/confirm/**")
    page.locator("input[name=code]").fill(post.one(KARIN).code)
    page.get_by_role("button", name="Logga in").click()


def _assess(phone: Desk, lea: Candidacy) -> None:
    phone.page.wait_for_url("**/client/assessments/*/")
    for criterion in lea.assignment.criteria.all():
        phone.page.locator(f"label[for^='id_value-{criterion.pk}_'] >> text='4'").click()
        phone.page.locator(f"[name=note-{criterion.pk}]").fill("Lugn och tydlig.")
    phone.press("Skicka in bedömningen")
    phone.page.wait_for_url(f"**/client/candidates/{lea.pk}/")


def _decide_early(phone: Desk, asked: Arrived, lea: Candidacy) -> None:
    """Refused in words, nothing of what was written lost; allowed once it says why."""
    phone.go(asked.link("/seat/"))
    phone.page.wait_for_url(f"**/client/candidates/{lea.pk}/decide/")
    assert phone.reads("Allt är inte inne än") and phone.reads("Jag skulle vänta på referensen.")
    phone.page.get_by_label("Gå vidare: ge Lea Berg ett erbjudande").check()
    phone.fill(reason="Bäst på bokslut.")
    phone.press("Skicka beslutet")
    assert phone.reads("Underlaget är inte komplett.")
    assert not Decision.objects.exists()
    assert phone.page.locator("[name=reason]").input_value() == "Bäst på bokslut."
    phone.fill(early_reason="Annat bud på fredag.")
    phone.press("Skicka beslutet")
    phone.page.wait_for_url(f"**/client/candidates/{lea.pk}/")
    assert "Ditt beslut är noterat" in phone.told()


def _at_the_client(ada: Consultant, post: Mailboxes, clock: Clock, phone: Desk, lea: Candidacy, karin: int) -> None:
    """An assessment asked for and given on the phone, a decision asked for and taken early."""
    ada.fills(f"/candidacies/{lea.pk}/scorecards/ask/", author=karin)
    assert post.arrive() == []
    clock.ahead(minutes=10)
    _sign_in(phone.page, post, post.one(KARIN))
    _assess(phone, lea)

    _move(ada, lea, StepType.DECISION)
    ball = Ball.objects.get(candidacy=lea, ended_at=None)
    ada.fills(f"/candidacies/{lea.pk}/balls/{ball.pk}/pass/", holder=karin, reason="decide")
    ada.fills(f"/candidacies/{lea.pk}/advice/", text="Jag skulle vänta på referensen.")
    clock.ahead(minutes=10)
    told = post.to_each()
    assert "You have come to a new step: decision." in told[LEA].text
    assert "Besluta om Lea Berg." in told[KARIN].text
    _decide_early(phone, told[KARIN], lea)

    clock.ahead(minutes=10)
    told = post.to_each()
    assert LEA not in told  # the decision may still be taken back; an offer is told of by its own letter
    for words in ("Lea Berg: ge ett erbjudande.", "Bäst på bokslut.", "Annat bud på fredag.", "0 referenser"):
        assert words in told[KARIN].text


# --- the candidates' pages ---------------------------------------------------------------------------
def _declines_for_time(ada: Consultant, post: Mailboxes, clock: Clock, lea: Candidacy) -> None:
    """The offer's letter leads to her page; her answer counts when the code from her next letter is typed."""
    clock.ahead(hours=1)
    ada.fills(f"/candidacies/{lea.pk}/offer/send/")
    offer = post.one(LEA)
    assert "your answer by Thursday 26 November" in offer.text
    hers = Outsider(offer.link("/k/"), Client())
    assert "You got an offer." in hers.get()
    assert hers.post("offer/", answer="declined", told_reason="took_too_long", told="Four weeks.") == 302
    code = post.one(LEA).code
    assert hers.confirm("offer", f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}") == 422
    assert lea.offers.get().answered_at is None
    assert hers.confirm("offer", code) == 302
    assert "You have declined the offer." in post.one(LEA).text
    lea.refresh_from_db()
    assert lea.status == CandidacyStatus.DECLINED


def _shown_as_a_loss(ada: Consultant) -> None:
    shares = ada.browser.get("/reports/losses/").context["found"]
    assert (shares.declines.hits, shares.declines.n) == (1, 1)
    assert "1 of 1 · too few to say" in ada.reads("/reports/losses/")
    cases = ada.reads("/reports/losses/?cases=declined")
    assert "Offers declined for time Lea Berg Ekonomichef, Nordbygg AB It took too long" in cases


def _decline(ada: Consultant, post: Mailboxes, clock: Clock, noor: Candidacy) -> None:
    """Drafted, and silent until a person has let it go for good."""
    ada.fills(f"/candidacies/{noor.pk}/end/", status="rejected", told_reason="other_chosen", told_by_side="agency")
    clock.ahead(hours=1)
    assert [letter.subject for letter in post.arrive()] == ["Planen har flyttats: Ekonomichef"]  # nobody is left
    assert "Wait for you Noor Aziz Besked om Ekonomichef · We do not go on with the candidate" in ada.reads("/letters/")
    letter = Letter.objects.get(kind="candidate_declined")
    assert letter.state == Letter.State.HELD
    ada.presses(f"/letters/{letter.pk}/release/")
    clock.ahead(minutes=9)
    assert post.arrive() == []
    ada.presses(f"/letters/{letter.pk}/take-back/")
    clock.ahead(hours=1)
    assert post.arrive() == []
    ada.presses(f"/letters/{letter.pk}/release/")
    clock.ahead(minutes=9)
    assert post.arrive() == []
    clock.ahead(minutes=1)
    answer = post.one(NOOR)
    assert answer.subject == "Besked om Ekonomichef"
    assert "En annan kandidats erfarenhet låg närmare" in answer.text
    assert "Ekonomichef" in Outsider(answer.link("/k/"), Client()).get()


# --- what is kept ------------------------------------------------------------------------------------
def _news_promised(candidacy: Candidacy) -> list[tuple[str, str]]:
    """The day of each promise of news, and what became of it, oldest first."""
    promises = Promise.objects.filter(candidacy=candidacy, kind=PromiseKind.NEWS).order_by("pk")
    return [
        (f"{one.due_at:%d %b}", "kept" if one.kept_at else "taken back" if one.withdrawn_at else "open")
        for one in promises
    ]


def _told(page: str, *sentences: str) -> None:
    """Each sentence stands on the page, the newest first."""
    places = [page.find(sentence) for sentence in sentences]
    assert -1 not in places, [sentence for sentence, place in zip(sentences, places, strict=True) if place < 0]
    assert places == sorted(places, reverse=True)


def _timelines_tell(ada: Consultant, lea: Candidacy, noor: Candidacy) -> None:
    _told(
        ada.reads(f"/candidacies/{lea.pk}/timeline/"),
        "Ada Lind took Lea Berg into the assignment at screening (applied).",
        "Ada Lind moved Lea Berg from screening to client_interview.",
        "promised Lea Berg news by Fri 27 Nov 17:00.",
        "Letter to Karin Holm: An assessment is asked for.",
        "Ada Lind asked Karin Holm to assess Lea Berg after client_interview, by Tue 24 Nov.",
        "Karin Holm assessed Lea Berg after client_interview.",
        "Ada Lind moved Lea Berg from client_interview to decision.",
        "The ball went from Ada Lind to Karin Holm, who decides by Wed 25 Nov.",
        "Ada Lind wrote advice to the client about Lea Berg.",
        "kept the promise to Lea Berg: news, due Fri 27 Nov 17:00.",
        "Letter to Karin Holm: Receipt for a decision.",
        "Karin Holm decided after decision to make Lea Berg an offer. The evidence was not complete.",
        "Karin Holm moved Lea Berg from decision to offer.",
        "Letter to Lea Berg: There is an offer to answer.",
        "Ada Lind sent Lea Berg an offer; an answer is expected by Thu 26 Nov.",
        "Lea Berg declined the offer: It took too long.",
    )
    _told(
        ada.reads(f"/candidacies/{noor.pk}/timeline/"),
        "Ada Lind moved Noor Aziz from screening to client_interview.",
        "promised Noor Aziz news by Fri 27 Nov 17:00.",
        "Letter to Noor Aziz: We do not go on with the candidate.",
        "Ada Lind declined Noor Aziz at client_interview: Another candidate was chosen.",
        "Ada Lind took the release of a letter back.",
        "Ada Lind released a letter.",
    )
    _told(
        ada.reads_through(f"/assignments/{lea.assignment_id}/activity/"),
        "Ada Lind presented 2 candidates to the client.",
        "Ada Lind declined Noor Aziz at client_interview: Another candidate was chosen.",
    )


def _nothing_is_left(post: Mailboxes) -> None:
    """Every letter that was written went, by itself or in another, and the server took each of them once."""
    states = Letter.objects.values_list("state", flat=True)
    assert set(states) == {Letter.State.SENT, Letter.State.JOINED}
    sent = Letter.objects.filter(state=Letter.State.SENT).order_by("message_id")
    assert list(sent.values_list("message_id", flat=True)) == sorted(one.message_id for one in post.read)


def test_from_kick_off_to_the_last_letter(
    open_browser: Callable[..., BrowserContext],
    ada: Consultant,
    cast: Cast,
    template: PlanTemplate,
    post: Mailboxes,
    clock: Clock,
) -> None:
    cache.clear()
    assignment = _kick_off(ada, cast, template)
    lea = _enter(ada, assignment, "Lea Berg", LEA, "en")
    noor = _enter(ada, assignment, "Noor Aziz", NOOR, "sv")
    _present(ada, assignment, lea, noor)
    for one in (lea, noor):
        _move(ada, one, StepType.CLIENT_INTERVIEW)
    assert post.arrive() == []
    clock.ahead(minutes=10)
    told = post.to_each()
    assert set(told) == {KARIN, LEA, NOOR}
    for words in ("Ada Lind presenterar 2 kandidater", "tider för att träffa Lea Berg", "träffa Noor Aziz"):
        assert words in told[KARIN].text
    assert "You will hear from us by Friday 27 November" in told[LEA].text
    assert "Du hör av oss senast fredag 27 november" in told[NOOR].text
    assert all("\nAda Lind\n" in letter.text for letter in told.values())
    assert _news_promised(lea) == _news_promised(noor) == [("27 Nov", "open")]

    phone = Desk(open_browser(language="sv", viewport=PHONE, has_touch=True).new_page())
    _at_the_client(ada, post, clock, phone, lea, cast.north.manager.pk)
    assert _news_promised(lea) == [("27 Nov", "kept"), ("26 Nov", "open")]
    _declines_for_time(ada, post, clock, lea)
    assert _news_promised(lea)[-1] == ("26 Nov", "taken back")
    _shown_as_a_loss(ada)

    clock.ahead(days=7)
    assert post.arrive() == []
    ada.browser.force_login(cast.owner)
    assert "Tell Noor Aziz how it goes: you promised news by Fri 27 Nov 17:00" in ada.reads("/today/")
    _decline(ada, post, clock, noor)
    assert _news_promised(noor) == [("27 Nov", "taken back")]
    assert "news Noor Aziz taken back Broken" in ada.reads(f"/assignments/{assignment.pk}/activity/")
    _timelines_tell(ada, lea, noor)

    clock.ahead(days=2)
    assert post.arrive() == []
    _nothing_is_left(post)
