"""Letters that wait for one reader go as one; what is no longer so does not go; a release can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from framdrift.foundation import bundling, erasures, letter_decisions, outbox, postman
from framdrift.foundation.correspondence import BUNDLE_WINDOW, compose
from framdrift.foundation.letter_decisions import LetterRefused
from framdrift.foundation.letter_kinds import Manner
from framdrift.foundation.models import Letter
from framdrift.foundation.postman import Fate, Verdict
from tests.foundation.mail_server import MailServer, listening
from tests.foundation.test_correspondence import AT, IRIS, KIND

State = Letter.State
LATER = AT + BUNDLE_WINDOW
GONE: set[str] = set()


def still_holds(reason: str) -> bool:
    """Everything but what a test says is gone."""
    return reason not in GONE


@pytest.fixture(autouse=True)
def _reasons(settings: Any) -> Iterator[None]:
    settings.LETTER_REASONS = f"{__name__}.still_holds"
    GONE.clear()
    yield


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    """A mail server that the settings point to."""
    with listening() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


def _compose(key: str, *, manner: Manner = Manner.BUNDLED, title: str = "", **more: Any) -> Letter:
    fields: dict[str, Any] = {
        "to": IRIS,
        "values": {"step": f"steg {key}", "title": title or f"Uppdrag {key}"},
        "at": AT,
        "action": (f"Se {key}", f"https://framdrift.example/{key}/"),
        "sender": "Ada Lind",
    }
    return compose(kind=replace(KIND, manner=manner), key=key, **(fields | more))


def _round(at: datetime = LATER, carrier: Any = None) -> int:
    if carrier is not None:
        return bundling.send_round(carrier, worker="me", at=at)
    with postman.postman() as found:
        return bundling.send_round(found, worker="me", at=at)


def _states() -> dict[str, str]:
    return dict(Letter.objects.values_list("key", "state"))


class Busy:
    """A carrier that asks to come back later."""

    def carry(self, letter: Letter, *, at: datetime) -> Verdict:
        """Later."""
        return Verdict(Fate.LATER, "421 busy")


# --- joining -------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_what_waits_for_one_reader_goes_as_one_letter(mail: MailServer) -> None:
    _compose("one")
    _compose("two", at=AT + timedelta(minutes=4))
    _compose("other", to=replace(IRIS, email="omar@example.org"))
    assert _round() == 2
    first = next(letter for letter in mail.taken if "iris" in letter["To"])
    assert first["Subject"] == "2 nyheter till dig"
    for subtype in ("plain", "html"):
        part = first.get_body((subtype,))
        assert part is not None
        words = part.get_content()
        said = ("Hej Iris", "Uppdrag one", "steg one", "one/", "Uppdrag two", "steg two")
        places = [words.index(one) for one in said]
        assert places == sorted(places)
        assert words.count("Hej Iris") == words.count("Ada Lind") == 1
    assert _states() == {"one": State.SENT, "two": State.JOINED, "other": State.SENT}
    assert _round(LATER + timedelta(days=1)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more",
    [
        {"company_id": 7},
        {"to": replace(IRIS, language="en")},
        {"manner": Manner.DAYTIME},
        {"not_before": AT + timedelta(hours=3)},
        {"attachments": [{"name": "a.txt", "type": "text/plain", "base64": "aGVq"}]},
    ],
)
def test_what_is_of_another_company_language_manner_or_time_is_not_joined(mail: MailServer, more: Any) -> None:
    _compose("one")
    _compose("two", **more)
    _round()
    assert State.JOINED not in _states().values()


@pytest.mark.django_db
def test_a_letter_that_must_wait_for_the_server_stays_joined_and_goes_once(mail: MailServer) -> None:
    _compose("one")
    _compose("two")
    assert _round(carrier=Busy()) == 1
    assert _states() == {"one": State.WAITING, "two": State.JOINED}
    assert _round(LATER + timedelta(minutes=5)) == 1
    assert len(mail.taken) == 1
    assert mail.taken[0]["Subject"] == "2 nyheter till dig"


@pytest.mark.django_db
def test_forgetting_a_person_blanks_the_letter_that_theirs_was_joined_into(mail: MailServer) -> None:
    _compose("one", about="a")
    _compose("two", about="b")
    _round()
    erasures.forget_texts_and_letters("b", AT)
    assert not Letter.objects.exclude(body_text="", subject="", content={}).exists()


# --- what is no longer so --------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("manner", [Manner.AT_ONCE, Manner.DAYTIME, Manner.BUNDLED])
def test_a_letter_whose_reason_is_gone_is_cancelled_before_it_goes(mail: MailServer, manner: Manner) -> None:
    _compose("one", manner=manner, reason="ball:1")
    _compose("two", manner=manner, reason="ball:2")
    GONE.add("ball:1")
    assert _round() == 1
    assert _states() == {"one": State.CANCELLED, "two": State.SENT}
    assert "steg one" not in mail.taken[0].as_string()


@pytest.mark.django_db
def test_a_joined_part_whose_reason_goes_leaves_the_letter_again(mail: MailServer) -> None:
    _compose("one", reason="ball:1")
    _compose("two", reason="ball:2")
    _compose("three")
    _round(carrier=Busy())
    GONE.add("ball:1")
    assert _round(LATER + timedelta(minutes=5)) == 1
    assert _states() == {"one": State.CANCELLED, "two": State.SENT, "three": State.JOINED}
    assert "Uppdrag one" not in (mail.taken[0].get_body(("plain",)) or mail.taken[0]).get_content()


@pytest.mark.django_db
def test_held_letters_are_cancelled_too_when_their_reason_goes() -> None:
    _compose("one", manner=Manner.HELD, reason="ended:1")
    GONE.add("ended:1")
    assert bundling.cancel_needless(Letter.objects.all(), at=LATER) == 1
    assert _states() == {"one": State.CANCELLED}


# --- a person's release ------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_release_waits_a_while_and_can_be_taken_back(mail: MailServer) -> None:
    letter = _compose("one", manner=Manner.HELD)
    assert _round(AT + timedelta(days=3)) == 0
    letter_decisions.release(letter.pk, by="ada", at=AT)
    assert _round(AT + timedelta(minutes=9)) == 0
    letter_decisions.take_back(letter.pk, by="ada", at=AT + timedelta(minutes=9))
    assert _round(AT + timedelta(days=3)) == 0
    letter_decisions.release(letter.pk, by="ada", at=AT + timedelta(hours=1))
    assert _round(AT + timedelta(hours=1, minutes=10)) == 1
    with pytest.raises(LetterRefused):
        letter_decisions.take_back(letter.pk, by="ada", at=AT + timedelta(hours=2))
    assert len(mail.taken) == 1


@pytest.mark.django_db
def test_a_release_in_the_evening_goes_in_the_morning() -> None:
    letter = _compose("one", manner=Manner.HELD)
    letter_decisions.release(letter.pk, by="ada", at=datetime(2026, 11, 27, 19, tzinfo=UTC))
    letter.refresh_from_db()
    assert letter.send_after == datetime(2026, 11, 30, 7, tzinfo=UTC)


@pytest.mark.django_db
def test_a_release_of_what_is_no_longer_so_is_refused_and_cancelled() -> None:
    letter = _compose("one", manner=Manner.HELD, reason="ended:1")
    GONE.add("ended:1")
    with pytest.raises(LetterRefused):
        letter_decisions.release(letter.pk, by="ada", at=AT)
    assert _states() == {"one": State.CANCELLED}


@pytest.mark.django_db
def test_after_a_restore_nothing_goes_and_a_release_still_keeps_quiet_hours(mail: MailServer) -> None:
    letter = _compose("one")
    outbox.hold_everything_unsent()
    assert _round(LATER + timedelta(days=9)) == 0
    letter_decisions.release(letter.pk, by="ada", at=datetime(2026, 11, 28, 12, tzinfo=UTC))
    letter.refresh_from_db()
    assert letter.send_after == datetime(2026, 11, 30, 7, tzinfo=UTC)


@pytest.mark.django_db
def test_a_held_letter_is_rewritten_and_keeps_its_button() -> None:
    letter = _compose("one", manner=Manner.HELD)
    letter_decisions.rewrite(letter.pk, subject="Nytt\nämne", text="Andra ord.\r\n\r\nOch fler.", by="ada", at=AT)
    letter.refresh_from_db()
    assert letter.subject == "Nytt ämne"
    assert letter_decisions.text_of(letter) == "Andra ord.\n\nOch fler."
    assert "https://framdrift.example/one/" in letter.body_text
    assert "<p" in letter.body_html and "Och fler." in letter.body_html
    Letter.objects.update(state=State.SENT, sent_at=AT)
    with pytest.raises(LetterRefused):
        letter_decisions.rewrite(letter.pk, subject="x", text="y", by="ada", at=AT)


@pytest.mark.django_db
def test_what_fell_due_while_the_worker_stood_still_does_not_go_at_night(mail: MailServer) -> None:
    _compose("one")
    _compose("code", manner=Manner.AT_ONCE)
    saturday = datetime(2026, 11, 28, 22, tzinfo=UTC)
    assert _round(saturday) == 1
    assert _states() == {"one": State.WAITING, "code": State.SENT}
    assert _round(datetime(2026, 11, 30, 7, tzinfo=UTC)) == 1
