"""The outbox: who sees which letters, why each stands where it stands, what can be done and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from framdrift.desk.outbox.faults import Fault, fault_in, what_to_do
from framdrift.desk.outbox.reading import without_keys
from framdrift.desk.outbox.reasons import reason_of
from framdrift.foundation import outbox
from framdrift.foundation.models import Event, Letter
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy
from tests.cast import Cast

SignIn = Callable[[Account], Client]
OUTBOX = reverse("outbox")
TOKEN = "https://framdrift.example/candidate/Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA/"


def _letter(candidacy: Candidacy, state: str = "sent", *, key: str = "one", at: datetime | None = None) -> Letter:
    at = at or timezone.now()
    letter = outbox.write(
        key=key,
        kind="update",
        to_email="lea@people.example",
        to_name="Lea Berg",
        subject="Läget i ditt uppdrag",
        body_text=f"Hej Lea, öppna {TOKEN}",
        body_html=f'<p>Hej Lea</p><a href="{TOKEN}">Öppna</a>',
        language="sv",
        subject_key=f"candidacy:{candidacy.pk}",
        company_id=candidacy.company_id,
        at=at,
    )
    Letter.objects.filter(pk=letter.pk).update(state=state, sent_at=at, error="550 5.1.1 <lea@people.example> unknown")
    return letter


def test_a_consultant_reads_a_letter_as_sent_without_its_keys(
    cast: Cast, as_account: SignIn, candidacy: Candidacy
) -> None:
    letter = _letter(candidacy)
    ada = as_account(cast.owner)
    page = ada.get(OUTBOX).content.decode()
    assert "Läget i ditt uppdrag" in page
    assert reverse("candidacy", args=[candidacy.pk]) in page
    shown = ada.get(reverse("outbox-letter", args=[letter.pk]))
    frame = ada.get(reverse("outbox-letter-page", args=[letter.pk]))
    for answer in (shown, frame):
        assert "Hej Lea" in answer.content.decode()
        assert "Zm9vYmFy" not in answer.content.decode()
    assert frame.headers["Content-Security-Policy"].endswith("sandbox")
    assert "script" not in frame.headers["Content-Security-Policy"]
    assert "sandbox" in shown.content.decode()


def test_an_administrator_sees_where_to_and_nobodys_words(cast: Cast, as_account: SignIn, candidacy: Candidacy) -> None:
    letter = _letter(candidacy, "failed")
    admin = as_account(cast.admin)
    page = admin.get(OUTBOX, {"q": "Lea"}).content.decode()
    assert "people.example" in page
    assert "lea@" not in page
    assert "Läget" not in page
    assert admin.get(reverse("outbox-letter", args=[letter.pk])).status_code == 404
    assert admin.get(reverse("outbox-letter-page", args=[letter.pk])).status_code == 404


def test_others_confidential_letters_and_other_wings_letters_do_not_exist(
    cast: Cast, as_account: SignIn, candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    letter = _letter(candidacy)
    other = _letter(candidacy, key="two")
    Letter.objects.filter(pk=other.pk).update(subject_key="invitation:7", subject="Annan vinge")
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    actions.change_assignment(assignment=assignment, changes={"confidential": True}, by=ada, at=now)
    teammate = as_account(cast.teammate)
    assert "Läget" not in teammate.get(OUTBOX).content.decode()
    assert teammate.get(reverse("outbox-letter", args=[letter.pk])).status_code == 404
    assert teammate.get(OUTBOX, {"about": f"candidacy:{candidacy.pk}"}).status_code == 404
    decide = reverse("outbox-letter-decide", args=[letter.pk])
    assert teammate.post(decide, {"choice": "send-again"}).status_code == 404
    for who in (cast.lead, cast.owner):
        page = as_account(who).get(OUTBOX).content.decode()
        assert "Läget" in page
        assert "Annan vinge" not in page
    for outsider in (cast.interviewer, cast.north.hr, cast.stranger):
        assert as_account(outsider).get(OUTBOX).status_code == 404


@pytest.mark.parametrize(
    ("before", "choice", "after", "undone"),
    [
        ("held", "release", "waiting", "held"),
        ("held", "cancel", "cancelled", "held"),
        ("waiting", "cancel", "cancelled", "held"),
        ("failed", "send-again", "waiting", "held"),
        ("bounced", "send-again", "waiting", "held"),
        ("unknown", "send-again", "waiting", "held"),
        ("unknown", "found-sent", "sent", "unknown"),
    ],
)
def test_what_is_done_can_be_taken_back(
    cast: Cast, as_account: SignIn, candidacy: Candidacy, before: str, choice: str, after: str, undone: str
) -> None:
    letter = _letter(candidacy, before)
    ada, address = as_account(cast.owner), reverse("outbox-letter-decide", args=[letter.pk])
    assert ada.post(address, {"choice": choice}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == after
    page = ada.get(OUTBOX).content.decode()
    undo = {"found-sent": "doubt"}.get(choice, "hold-back")
    assert f"{address}?choice={undo}" in page
    ada.post(f"{address}?choice={undo}")
    letter.refresh_from_db()
    assert letter.state == undone
    assert set(Event.objects.filter(subject=f"letter:{letter.pk}").values_list("actor", flat=True)) == {
        cast.owner.pseudonym
    }


def test_what_cannot_be_done_is_said(cast: Cast, as_account: SignIn, candidacy: Candidacy) -> None:
    letter = _letter(candidacy, "sent")
    ada, address = as_account(cast.owner), reverse("outbox-letter-decide", args=[letter.pk])
    ada.post(address, {"choice": "release"})
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert ada.post(address, {"choice": "burn"}).status_code == 404
    assert ada.get(address).status_code == 405
    assert ada.post(address, {"choice": "cancel", "back": "https://evil.example/"}).headers["Location"] == OUTBOX


@pytest.mark.parametrize(
    ("manner", "minutes", "words"),
    [
        ("", -1, "within a minute"),
        ("", 90, "Leaves"),
        ("daytime", 900, "working hours"),
        ("bundled", 5, "together with"),
        ("held", 5, "taken back"),
    ],
)
def test_what_waits_says_until_when_and_why(
    candidacy: Candidacy, now: datetime, settings: LazySettings, manner: str, minutes: int, words: str
) -> None:
    settings.EMAIL_HOST = "mail.example"
    letter = _letter(candidacy, "waiting", at=now)
    letter.refresh_from_db()
    letter.manner, letter.send_after = manner, now + timedelta(minutes=minutes)
    with translation.override("en"):
        assert words in reason_of(letter, now=now)
        letter.attempts = 2
        assert "did not take it" in reason_of(letter, now=now)
        settings.EMAIL_HOST = ""
        assert "until there is a mail server" in reason_of(letter, now=now)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("550 5.1.1 <a@b.example>: Recipient address rejected: User unknown", Fault.ADDRESS),
        ("550-5.1.1 The email account that you tried to reach does not exist", Fault.ADDRESS),
        ("452 4.2.2 The email account is over quota", Fault.FULL),
        ("552 5.2.2 Mailbox full", Fault.FULL),
        ("552 5.3.4 Message size exceeds fixed limit", Fault.SIZE),
        ("550 5.7.1 Message rejected due to SPF failure", Fault.POLICY),
        ("554 5.7.1 blocked using zen.spamhaus.org", Fault.POLICY),
        ("535 5.7.8 Authentication failed", Fault.LOGIN),
        ("[Errno 111] Connection refused", Fault.NO_ANSWER),
        ("timed out", Fault.NO_ANSWER),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", Fault.NO_ANSWER),
        ("451 4.7.1 Greylisting in action, please try again", Fault.LATER),
        ("'ascii' codec can't encode character", Fault.ADDRESS),
        ("something else entirely", Fault.OTHER),
    ],
)
def test_a_servers_words_become_what_to_do(words: str, fault: Fault) -> None:
    assert fault_in(words) is fault
    assert bool(what_to_do(words)) is (fault is not Fault.OTHER)


def test_only_keys_are_taken_out_of_links() -> None:
    body = f"{TOKEN} https://framdrift.example/help https://a.example/x?y=1 {TOKEN}times/"
    assert without_keys(body) == (
        "https://framdrift.example/candidate/…/ https://framdrift.example/help https://a.example/x?y=1 "
        "https://framdrift.example/candidate/…/times/"
    )


@pytest.mark.parametrize("query", ["?state=nonsense", "?about=candidacy:999999", "?about=assignment:999999"])
def test_what_does_not_exist_is_not_found(cast: Cast, as_account: SignIn, query: str) -> None:
    assert as_account(cast.lead).get(OUTBOX + query).status_code == 404


@pytest.mark.parametrize(
    "query", ["?first=x", "?first=999999999999", "?first=-1", "?about=x", "?about=candidacy:x", "?q=%00"]
)
def test_any_other_address_is_answered(cast: Cast, as_account: SignIn, candidacy: Candidacy, query: str) -> None:
    _letter(candidacy)
    assert as_account(cast.lead).get(OUTBOX + query).status_code == 200


def test_the_list_is_found_by_words_and_by_what_it_is_about(
    cast: Cast, as_account: SignIn, candidacy: Candidacy, assignment: Assignment
) -> None:
    _letter(candidacy)
    ada = as_account(cast.owner)
    for query in (
        {"q": "berg"},
        {"q": "lea@"},
        {"about": f"candidacy:{candidacy.pk}"},
        {"about": f"assignment:{assignment.pk}"},
    ):
        assert "Läget" in ada.get(OUTBOX, query).content.decode()
    assert "Läget" not in ada.get(OUTBOX, {"q": "someone else"}).content.decode()


def test_the_outbox_costs_the_same_however_full(
    cast: Cast, as_account: SignIn, candidacy: Candidacy, statements: Callable[..., None]
) -> None:
    _letter(candidacy)
    ada = as_account(cast.owner)

    def grow() -> None:
        for number in range(60):
            _letter(candidacy, key=f"more-{number}")

    statements("desk/outbox", ask=lambda: ada.get(OUTBOX), grow=grow)
    assert "first=60" in ada.get(OUTBOX).content.decode()
