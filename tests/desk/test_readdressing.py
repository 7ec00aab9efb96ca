"""A letter that came back: its reader's address is corrected where the person is, and it goes there, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from framdrift.foundation import letter_decisions, outbox
from framdrift.foundation.models import Event, Letter
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Candidacy, Reference
from tests.cast import Cast
from tests.recruitment import column

SignIn = Callable[[Account], Client]
RIGHT = "lea.berg@new.example"


def _bounced(candidacy: Candidacy, *, to: str = "lea@people.example", name: str = "Lea Berg", **more: str) -> Letter:
    at = timezone.now() - timedelta(hours=1)
    facts = {"subject_key": f"candidacy:{candidacy.pk}", **more}
    conditions = outbox.Conditions(
        thread=facts.pop("thread", ""), reason=facts.pop("reason", ""), is_secret=bool(facts.pop("secret", ""))
    )
    letter = outbox.write(
        key=f"one:{to}",
        kind="update",
        to_email=to,
        to_name=name,
        subject="Läget",
        body_text=facts.pop("body", "Hej Lea"),
        body_html="<p>Hej Lea</p>",
        language="sv",
        company_id=candidacy.company_id,
        conditions=conditions,
        at=at,
        **facts,  # type: ignore[arg-type]
    )
    Letter.objects.filter(pk=letter.pk).update(state="bounced", sent_at=at, error="550 5.1.1 User unknown")
    letter.refresh_from_db()
    return letter


def _send(browser: Client, letter: Letter, email: str = RIGHT) -> tuple[int, str]:
    answer = browser.post(
        reverse("outbox-letter-decide", args=[letter.pk]),
        {"choice": "readdress", "email": email},
        headers={"accept-language": "en"},
    )
    return answer.status_code, answer.content.decode()


def _unchanged(letter: Letter, candidacy: Candidacy) -> bool:
    """Nothing was sent, corrected or told."""
    candidacy.candidate.refresh_from_db()
    told = Event.objects.filter(code__in=["letter_readdressed", "candidate-changed"])
    return Letter.objects.count() == 1 and candidacy.candidate.email == letter.to_email and not told.exists()


@pytest.fixture
def ada_browser(cast: Cast, as_account: SignIn) -> Client:
    """The owner's browser, in English."""
    Account.objects.filter(pk=cast.owner.pk).update(language="en")
    return as_account(cast.owner)


def test_a_candidates_address_is_corrected_and_the_letter_goes_once(ada_browser: Client, candidacy: Candidacy) -> None:
    letter = _bounced(candidacy)
    page = reverse("outbox-letter", args=[letter.pk])
    assert "Correct the address and send again" in ada_browser.get(page).content.decode()
    came_back = f"{reverse('outbox')}?state=bounced"
    assert 'value="send-again"' in ada_browser.get(came_back).content.decode()
    assert _send(ada_browser, letter)[0] == 302
    listed = ada_browser.get(came_back).content.decode()
    assert page in listed and 'value="send-again"' not in listed
    candidacy.candidate.refresh_from_db()
    assert candidacy.candidate.email == RIGHT
    again = Letter.objects.exclude(pk=letter.pk).get()
    assert (again.to_email, again.state, again.body_text) == (RIGHT, "waiting", letter.body_text)
    assert again.message_id != letter.message_id
    letter.refresh_from_db()
    assert (letter.state, letter.to_email) == ("bounced", "lea@people.example")
    other = reverse("outbox-letter", args=[again.pk])
    assert other in ada_browser.get(page).content.decode()
    assert page in ada_browser.get(other).content.decode()
    status, said = _send(ada_browser, letter, "third@new.example")
    assert status == 422
    assert "sent to another address already" in said
    with pytest.raises(letter_decisions.LetterRefused):
        letter_decisions.send_again(letter.pk, by="ada", at=timezone.now())
    assert Letter.objects.count() == 2
    candidacy.candidate.refresh_from_db()
    assert candidacy.candidate.email == RIGHT


def test_undo_holds_the_new_letter(ada_browser: Client, candidacy: Candidacy) -> None:
    letter = _bounced(candidacy)
    _send(ada_browser, letter)
    again = Letter.objects.exclude(pk=letter.pk).get()
    undo = f"{reverse('outbox-letter-decide', args=[again.pk])}?choice=hold-back"
    page = ada_browser.get(reverse("outbox-letter", args=[again.pk])).content.decode()
    assert undo in page and "the address stays" in page
    ada_browser.post(undo)
    again.refresh_from_db()
    assert again.state == "held"


@pytest.mark.parametrize(
    ("email", "said"), [("", "Fill in"), ("not an address", "valid email"), ("LEA@people.example", "came back from")]
)
def test_a_bad_address_changes_nothing(ada_browser: Client, candidacy: Candidacy, email: str, said: str) -> None:
    letter = _bounced(candidacy)
    status, page = _send(ada_browser, letter, email)
    assert status == 422
    assert said in page
    assert _unchanged(letter, candidacy)


def test_a_letter_of_what_is_no_longer_so_is_not_sent(ada_browser: Client, candidacy: Candidacy, ada: Viewer) -> None:
    elsewhere = column(candidacy.assignment, StepType.SIGNING).pk
    letter = _bounced(candidacy, reason=f"stands:{candidacy.pk}:{elsewhere}")
    status, page = _send(ada_browser, letter)
    assert status == 422
    assert "no longer so" in page
    assert _unchanged(letter, candidacy)


def test_a_letter_whose_words_were_wiped_is_not_sent(ada_browser: Client, candidacy: Candidacy) -> None:
    letter = _bounced(candidacy, secret="yes", body="")
    status, page = _send(ada_browser, letter)
    assert status == 422
    assert "wiped" in page
    assert _unchanged(letter, candidacy)


def test_a_seats_address_is_corrected_unless_another_has_it(
    ada_browser: Client, candidacy: Candidacy, cast: Cast
) -> None:
    manager = cast.north.manager
    thread = f"account:{manager.pk}:assignment:{candidacy.assignment_id}"
    letter = _bounced(candidacy, to=manager.email, name=manager.name, thread=thread)
    status, page = _send(ada_browser, letter, cast.north.hr.email)
    assert status == 422
    assert "already" in page
    assert Letter.objects.count() == 1
    assert _send(ada_browser, letter, "karin@new.example")[0] == 302
    before = (manager.name, manager.title, manager.language)
    manager.refresh_from_db()
    assert manager.email == "karin@new.example"
    assert (manager.name, manager.title, manager.language) == before
    candidacy.candidate.refresh_from_db()
    assert candidacy.candidate.email == "lea@people.example"


def test_a_consultant_does_not_move_an_administrators_address(
    ada_browser: Client, candidacy: Candidacy, cast: Cast
) -> None:
    letter = _bounced(candidacy, to=cast.admin.email, name=cast.admin.name)
    status, page = _send(ada_browser, letter, "taken.over@evil.example")
    assert status == 422
    assert "You may not do this" in page
    cast.admin.refresh_from_db()
    assert cast.admin.email == letter.to_email
    assert Letter.objects.count() == 1


def test_a_referees_address_is_corrected(ada_browser: Client, candidacy: Candidacy, ada: Viewer) -> None:
    asked = actions.ask_reference(
        candidacy=candidacy,
        plan_step=candidacy.plan_step,
        name="Rut Ek",
        email="rut@referees.example",
        by=ada,
        at=timezone.now(),
    )
    letter = _bounced(candidacy, to=asked.email, name=asked.name, subject_key=f"reference:{asked.pk}")
    assert _send(ada_browser, letter, "rut@new.example")[0] == 302
    assert Reference.objects.get().email == "rut@new.example"
    assert Event.objects.filter(code="referee-address-corrected", actor=ada.pseudonym).count() == 1


def test_what_the_viewer_may_not_see_does_not_exist(
    cast: Cast, as_account: SignIn, candidacy: Candidacy, assignment: Assignment, ada: Viewer
) -> None:
    letter = _bounced(candidacy)
    at = timezone.now()
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=at)
    actions.change_assignment(assignment=assignment, changes={"confidential": True}, by=ada, at=at)
    for who in (cast.teammate, cast.admin, cast.interviewer, cast.north.manager):
        assert _send(as_account(who), letter)[0] == 404
    assert _unchanged(letter, candidacy)


def test_only_a_letter_that_came_back_is_readdressed(ada_browser: Client, candidacy: Candidacy) -> None:
    letter = _bounced(candidacy)
    Letter.objects.filter(pk=letter.pk).update(state="sent")
    assert "readdress" not in ada_browser.get(reverse("outbox-letter", args=[letter.pk])).content.decode()
    assert _send(ada_browser, letter)[0] == 422
    assert _unchanged(letter, candidacy)
