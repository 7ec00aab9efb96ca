"""Letters: written once per key, sent at most once, and in words when they could not be sent."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from framdrift.foundation import letter_decisions, outbox, postman
from framdrift.foundation.models import Event, Letter
from framdrift.foundation.postman import Fate, Verdict
from tests.foundation.mail_server import MailServer, listening

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=30)
State = Letter.State


def _write(key: str = "one", **more: Any) -> Letter:
    fields: dict[str, Any] = {
        "kind": "update",
        "to_name": "Åsa Öberg, HR",
        "to_email": "asa@nordbygg.example",
        "subject": "Så går det vidare – läget",
        "body_text": "Hej Åsa!\n\n.En rad som börjar med punkt.",
        "language": "sv",
        "at": AT,
    }
    return outbox.write(key=key, **(fields | more))


class Carrier:
    """A postman that remembers, and answers what it was told."""

    def __init__(self, verdict: Verdict | None = None) -> None:
        self.verdict = verdict or Verdict(Fate.SENT)
        self.carried: list[str] = []

    def carry(self, letter: Letter, *, at: datetime) -> Verdict:
        """Remembers the key."""
        self.carried.append(letter.key)
        return self.verdict


def _send(carrier: Any, at: datetime = AT, worker: str = "me") -> int:
    return outbox.send_due(carrier, worker=worker, at=at)


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    """A mail server that the settings point to."""
    with listening() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


# --- writing ---------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_key_writes_one_letter_however_often() -> None:
    first = _write()
    assert _write(subject="Another").pk == first.pk
    assert Letter.objects.get().subject == "Så går det vidare – läget"


@pytest.mark.django_db(transaction=True)
def test_a_taken_key_does_not_spoil_the_transaction() -> None:
    with transaction.atomic():
        _write()
        _write()
        _write("two")
    assert Letter.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["to_name", "to_email", "subject", "in_reply_to"])
@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n", "\x00", "\x1b"])
def test_no_line_breaks_in_the_head(field: str, break_: str) -> None:
    with pytest.raises(outbox.HeaderRefused):
        _write(**{field: f"a{break_}Bcc: everyone@nordbygg.example"})
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_the_message_id_follows_the_key_for_ever(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Byrån <post@lindekstrom.example>"
    first = _write().message_id
    Letter.objects.all().delete()
    assert _write().message_id == first
    assert first.endswith("@lindekstrom.example>")
    assert _write("two").message_id != first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), datetime(2026, 11, 25, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), datetime(2026, 11, 24, 7, 0, tzinfo=UTC)),
        (datetime(2026, 6, 18, 20, 0, tzinfo=UTC), datetime(2026, 6, 22, 6, 0, tzinfo=UTC)),  # midsummer
    ],
)
def test_quiet_hours_move_a_letter_into_working_hours(written: datetime, sent: datetime) -> None:
    letter = _write(at=written, working_hours_in=ZoneInfo("Europe/Stockholm"))
    assert letter.send_after == sent


# --- sending ---------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_only_what_waits_and_is_due_goes() -> None:
    _write("due")
    _write("later", send_after=AT + timedelta(seconds=1))
    _write("held", held=True)
    carrier = Carrier()
    assert _send(carrier) == 1
    assert _send(carrier) == 0
    assert carrier.carried == ["due"]
    sent = Letter.objects.get(key="due")
    assert (sent.state, sent.sent_at, sent.attempts) == (State.SENT, AT, 1)


@pytest.mark.django_db
def test_without_a_mail_server_letters_wait(settings: Any) -> None:
    settings.EMAIL_HOST, settings.FRAMDRIFT_DEMO = "", False
    _write()
    with postman.postman() as carrier:
        assert _send(carrier) == 0
    assert Letter.objects.get().state == State.WAITING


@pytest.mark.django_db
def test_a_demonstration_needs_no_mail_server(settings: Any) -> None:
    settings.EMAIL_HOST, settings.FRAMDRIFT_DEMO = "", True
    _write()
    with postman.postman() as carrier:
        assert _send(carrier) == 1
    assert Letter.objects.get().state == State.SENT


@pytest.mark.django_db
def test_a_letter_arrives_whole(mail: MailServer) -> None:
    calendar = base64.b64encode(b"BEGIN:VCALENDAR").decode()
    part = {"name": "tid.ics", "type": "text/calendar", "base64": calendar, "parameters": {"method": "REQUEST"}}
    letter = _write(body_html="<p>Hej Åsa!</p>", attachments=[part], in_reply_to="<before@nordbygg.example>")
    with postman.postman() as carrier:
        assert _send(carrier) == 1
    assert Letter.objects.get().error == ""
    got = mail.taken[0]
    assert got["Subject"] == "Så går det vidare – läget"
    assert got["To"].addresses[0].display_name == "Åsa Öberg, HR"
    assert got["Message-ID"] == letter.message_id
    assert got["In-Reply-To"] == "<before@nordbygg.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    body = got.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").rstrip("\n") == letter.body_text
    attached = next(iter(got.iter_attachments()))
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_param("method") == "REQUEST"
    assert attached.get_payload(decode=True) == b"BEGIN:VCALENDAR"


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_passing_refusal_waits_longer_each_time_and_then_fails(mail: MailServer, where: str) -> None:
    setattr(mail, where, "451 Try again later")
    _write()
    at, waits = AT, []
    while True:
        with postman.postman() as carrier:
            assert _send(carrier, at=at) == 1
        letter = Letter.objects.get()
        if letter.state == State.FAILED:
            break
        waits.append(letter.send_after - at)
        at = letter.send_after
    assert waits == sorted(set(waits))
    assert len(waits) == 6
    assert letter.error == "451 Try again later"


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_lasting_refusal_fails_at_once_and_the_next_letter_goes(mail: MailServer, where: str) -> None:
    setattr(mail, where, "550 No such reader")
    _write()
    with postman.postman() as carrier:
        _send(carrier)
        setattr(mail, where, "250 OK")
        _write("two")
        _send(carrier)
    failed = Letter.objects.get(key="one")
    assert (failed.state, failed.error) == (State.FAILED, "550 No such reader")
    assert Letter.objects.get(key="two").state == State.SENT


@pytest.mark.django_db
def test_a_line_that_breaks_after_the_words_have_left_is_never_tried_again(mail: MailServer) -> None:
    mail.hang_up_after_data = True
    _write()
    with postman.postman() as carrier:
        _send(carrier)
        assert _send(carrier, at=AT + timedelta(days=9)) == 0
    assert len(mail.taken) == 1
    assert Letter.objects.get().state == State.UNKNOWN


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["åsa@nordbygg.example", "no address", "a@b@c"])
def test_an_address_that_cannot_be_written_fails_alone(mail: MailServer, address: str) -> None:
    _write(to_email=address)
    _write("two")
    with postman.postman() as carrier:
        assert _send(carrier) == 2
    assert Letter.objects.get(key="one").state == State.FAILED
    assert len(mail.taken) == 1


@pytest.mark.django_db
def test_a_server_that_is_away_is_waited_for(mail: MailServer, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    _write()
    with postman.postman() as carrier:
        _send(carrier)
    letter = Letter.objects.get()
    assert letter.state == State.WAITING
    assert letter.error


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_letter() -> None:
    for number in range(30):
        _write(str(number))
    carrier = Carrier()

    def work(worker: int) -> int:
        try:
            return sum(_send(carrier, worker=str(worker)) for _ in range(3))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 30
    assert len(carrier.carried) == len(set(carrier.carried)) == 30


@pytest.mark.django_db
def test_the_claim_is_written_before_the_letter_leaves() -> None:
    seen: list[str] = []

    class Looks(Carrier):
        def carry(self, letter: Letter, *, at: datetime) -> Verdict:
            seen.append(Letter.objects.get(pk=letter.pk).state)
            return super().carry(letter, at=at)

    _write()
    _send(Looks())
    assert seen == [State.SENDING]


# --- after a crash ---------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_claimed_letter_becomes_unknown_after_its_lease() -> None:
    _write()
    Letter.objects.update(state=State.SENDING, claimed_at=AT, claimed_by="elsewhere:1:x")
    assert outbox.give_up_on_lost(lease=LEASE, at=AT + LEASE) == 0
    assert outbox.give_up_on_lost(lease=LEASE, at=AT + LEASE + timedelta(seconds=1)) == 1
    assert Letter.objects.get().state == State.UNKNOWN
    assert _send(Carrier(), at=AT + timedelta(days=9)) == 0


@pytest.mark.django_db
def test_what_could_go_is_held_after_a_restore() -> None:
    for key, state in (("waits", State.WAITING), ("sending", State.SENDING), ("failed", State.FAILED)):
        _write(key)
        Letter.objects.filter(key=key).update(state=state)
    assert outbox.hold_everything_unsent() == 2
    assert dict(Letter.objects.values_list("key", "state")) == {
        "waits": State.HELD,
        "sending": State.UNKNOWN,
        "failed": State.FAILED,
    }
    assert _send(Carrier(), at=AT + timedelta(days=9)) == 0


# --- what people decide ----------------------------------------------------------------------------
DECISIONS = {
    letter_decisions.release: {State.HELD},
    letter_decisions.cancel: {State.HELD, State.WAITING, State.FAILED},
    letter_decisions.send_again: {State.FAILED, State.UNKNOWN, State.BOUNCED},
    letter_decisions.found_sent: {State.UNKNOWN},
    letter_decisions.hold_back: {State.WAITING, State.CANCELLED},
    letter_decisions.doubt: {State.SENT},
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("decide", DECISIONS)
def test_decisions_fit_the_state_and_are_recorded(decide: Any, state: str) -> None:
    letter = _write()
    Letter.objects.update(state=state, sent_at=AT, attempts=3)
    if state in DECISIONS[decide]:
        decide(letter.pk, by="sam", at=AT)
        assert Letter.objects.get().state != state
        assert (Event.objects.get().subject, Event.objects.get().actor) == (f"letter:{letter.pk}", "sam")
        return
    with pytest.raises(letter_decisions.LetterRefused):
        decide(letter.pk, by="sam", at=AT)
    assert Letter.objects.get().state == state
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_released_letter_goes() -> None:
    letter = _write(held=True)
    letter_decisions.release(letter.pk, by="sam", at=AT)
    assert _send(Carrier()) == 1
