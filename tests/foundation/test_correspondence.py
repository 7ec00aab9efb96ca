"""Letters from their kinds: the words that hold, both forms of them, threads, quiet hours and header safety."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from framdrift.foundation import correspondence, outbox, postman, wordings
from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.letter_kinds import (
    FRAME,
    LetterKind,
    Manner,
    Problem,
    Wording,
    by_code,
    faults_of,
    paragraphs_of,
)
from framdrift.foundation.models import Event, Letter
from tests.foundation.mail_server import MailServer, listening

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday, ten in Stockholm
IRIS = Reader("iris@example.org", "Iris Vall", "sv", "Europe/Stockholm")
KIND = LetterKind(
    code="sample",
    audience="candidate",
    title="A sample",
    placeholders={"step": "the step", "day": "the day", "title": "the title"},
    required=frozenset({"step"}),
    shipped={
        "sv": Wording("Nästa steg: {title}", "Du är vid {step}.\n\nBesked senast {day}.\n\n{button}\n\nFråga gärna."),
        "en": Wording("Next step: {title}", "You are at {step}.\n\nNews by {day}.\n\n{button}\n\nDo ask."),
    },
    manner=Manner.AT_ONCE,
    subject_names=frozenset({"title"}),
)


def _of(manner: Manner, **more: Any) -> LetterKind:
    return LetterKind(**({name: getattr(KIND, name) for name in KIND.__dataclass_fields__} | {"manner": manner} | more))


def _compose(key: str = "one", **more: Any) -> Letter:
    fields: dict[str, Any] = {
        "kind": KIND,
        "to": IRIS,
        "values": {"step": "samtal", "day": "fredag 27 november", "title": "Ekonomichef"},
        "at": AT,
        "action": ("Se var du är", "https://framdrift.example/k/abc/"),
        "sender": "Ada Lind",
    }
    return compose(key=key, **(fields | more))


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    """A mail server that the settings point to."""
    with listening() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


def _deliver(at: datetime = AT) -> int:
    with postman.postman() as carrier:
        return outbox.send_due(carrier, worker="me", at=at)


# --- words -------------------------------------------------------------------------------------------
def test_a_paragraph_with_an_empty_name_is_left_out() -> None:
    body = "Du är vid {step}.\n\nBesked senast {day}."
    assert paragraphs_of(body, {"step": "samtal", "day": ""}) == ["Du är vid samtal."]


def test_braces_in_a_value_are_only_words() -> None:
    assert paragraphs_of("{step}", {"step": "{day}", "day": "fredag"}) == ["{day}"]


@pytest.mark.parametrize(
    ("subject", "body", "problem", "name"),
    [
        ("Hej", "Utan namnet", Problem.MISSING, "step"),
        ("Hej", "{step} {colour}", Problem.UNKNOWN, "colour"),
        ("Hej {step}", "{step}", Problem.SUBJECT, "step"),
        ("", "{step}", Problem.EMPTY, ""),
        ("Hej", "{step} {", Problem.BRACE, ""),
        ("H" * 161, "{step}", Problem.LONG, ""),
    ],
)
def test_words_that_cannot_be_used_are_named(subject: str, body: str, problem: Problem, name: str) -> None:
    assert (problem, name) in [(fault.problem, fault.name) for fault in faults_of(KIND, Wording(subject, body))]


def test_two_kinds_may_not_share_a_code_and_shipped_words_must_be_usable() -> None:
    with pytest.raises(ValueError, match="called 'sample'"):
        by_code((KIND, KIND))
    broken = _of(Manner.AT_ONCE, shipped={"sv": Wording("Hej", "-"), "en": KIND.shipped["en"]})
    with pytest.raises(ValueError, match="cannot be used"):
        by_code((broken,))


def test_every_kind_of_the_product_is_in_the_list_in_both_languages() -> None:
    kinds = wordings.kinds()
    assert kinds["frame"] is FRAME
    for kind in kinds.values():
        assert set(kind.shipped) == {"sv", "en"}
        assert kind.shipped["sv"] != kind.shipped["en"]
        for wording in kind.shipped.values():
            assert faults_of(kind, wording) == []


# --- composing -----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_text_and_html_say_the_same() -> None:
    letter = _compose()
    assert letter.subject == "Nästa steg: Ekonomichef"
    said = [
        "Hej Iris,",
        "Du är vid samtal.",
        "Besked senast fredag 27 november.",
        "Se var du är",
        "https://framdrift.example/k/abc/",
        "Fråga gärna.",
        "Ada Lind",
    ]
    for form in (letter.body_text, letter.body_html):
        places = [form.index(words) for words in said]
        assert sorted(form.index(words) for words in said if words.startswith(("Hej", "Du", "Fr", "Ada"))) == [
            places[0],
            places[1],
            places[5],
            places[6],
        ]
    assert 'lang="sv"' in letter.body_html
    assert "prefers-color-scheme: dark" in letter.body_html
    assert "http" not in letter.body_html.replace("https://framdrift.example/k/abc/", "")


@pytest.mark.django_db
def test_the_reader_s_language_and_a_strange_name_are_kept_in_words() -> None:
    reader = Reader("x@example.org", "<b>Bo</b> & Co", "en", "Europe/Stockholm")
    letter = _compose(to=reader, values={"step": "<script>alert(1)</script>", "title": "A"})
    assert letter.subject == "Next step: A"
    assert "<script>" not in letter.body_html
    assert "&lt;script&gt;" in letter.body_html
    assert "<script>alert(1)</script>" in letter.body_text
    assert "News by" not in letter.body_text


@pytest.mark.django_db
def test_a_required_value_and_a_known_name_are_asked_for() -> None:
    with pytest.raises(ValueError, match="step"):
        _compose(values={"step": " "})
    with pytest.raises(ValueError, match="colour"):
        _compose(values={"step": "x", "colour": "red"})


@pytest.mark.django_db
def test_a_line_break_in_a_title_does_not_reach_the_head() -> None:
    assert (
        _compose(values={"step": "x", "title": "A\r\nBcc: x@example.org"}).subject == "Nästa steg: A Bcc: x@example.org"
    )


@pytest.mark.django_db
def test_a_key_is_one_letter() -> None:
    assert _compose().pk == _compose(values={"step": "annat"}).pk
    assert Letter.objects.count() == 1


@pytest.mark.django_db
def test_a_thread_answers_its_first_letter(mail: MailServer) -> None:
    first, second = _compose("one", thread="candidacy:1"), _compose("two", thread="candidacy:1")
    other = _compose("three", thread="candidacy:2", reply_to="apply@lind.example")
    assert (first.in_reply_to, second.in_reply_to, other.in_reply_to) == ("", first.message_id, "")
    assert _deliver() == 3
    heads = mail.taken
    assert heads[1]["In-Reply-To"] == heads[1]["References"] == first.message_id
    assert heads[2]["Reply-To"] == "apply@lind.example"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("manner", "written", "leaves"),
    [
        (Manner.AT_ONCE, datetime(2026, 11, 21, 2, tzinfo=UTC), datetime(2026, 11, 21, 2, tzinfo=UTC)),
        (Manner.DAYTIME, datetime(2026, 11, 21, 2, tzinfo=UTC), datetime(2026, 11, 23, 7, tzinfo=UTC)),
        (Manner.BUNDLED, AT, AT + correspondence.BUNDLE_WINDOW),
        (Manner.BUNDLED, datetime(2026, 11, 24, 15, 55, tzinfo=UTC), datetime(2026, 11, 25, 7, tzinfo=UTC)),
        # the two weeks when the clock is moved: eight in the morning stays eight in the morning
        (Manner.DAYTIME, datetime(2027, 3, 26, 20, tzinfo=UTC), datetime(2027, 3, 30, 6, tzinfo=UTC)),  # Easter too
        (Manner.DAYTIME, datetime(2026, 3, 27, 20, tzinfo=UTC), datetime(2026, 3, 30, 6, tzinfo=UTC)),
        (Manner.DAYTIME, datetime(2026, 10, 23, 20, tzinfo=UTC), datetime(2026, 10, 26, 7, tzinfo=UTC)),
    ],
)
def test_quiet_hours_by_manner(manner: Manner, written: datetime, leaves: datetime) -> None:
    assert _compose(kind=_of(manner), at=written).send_after == leaves


@pytest.mark.django_db
def test_quiet_hours_are_the_reader_s() -> None:
    far = Reader("k@example.org", "Kim Ek", "en", "America/New_York")
    assert _compose(kind=_of(Manner.DAYTIME), to=far).send_after == datetime(2026, 11, 24, 13, tzinfo=UTC)


@pytest.mark.django_db
def test_held_letters_wait_for_a_person() -> None:
    assert _compose(kind=_of(Manner.HELD)).state == Letter.State.HELD


@pytest.mark.django_db
def test_secret_words_are_wiped_when_they_have_gone(mail: MailServer) -> None:
    letter = _compose(kind=_of(Manner.AT_ONCE, is_secret=True))
    assert _deliver() == 1
    letter.refresh_from_db()
    assert (letter.body_text, letter.body_html, letter.content) == ("", "", {})
    assert "samtal" in mail.taken[0].get_body(("plain",)).get_content()


# --- own words -------------------------------------------------------------------------------------------
def _reword(subject: str, body: str, at: datetime = AT, **more: Any) -> int:
    row = wordings.reword(KIND, Wording(subject, body), language="sv", by="ada", at=at, **more)
    return row.version


@pytest.mark.django_db
def test_a_company_s_words_come_before_the_agency_s_and_those_before_the_shipped() -> None:
    _reword("Byråns", "Vid {step}, byråns ord.")
    _reword("Kundens", "Vid {step}, kundens ord.", company_id=7)
    subjects = [_compose(f"{company}", company_id=company).subject for company in (None, 8, 7)]
    assert subjects == ["Byråns", "Byråns", "Kundens"]
    english = Reader("x@example.org", "X", "en", "Europe/Stockholm")
    assert _compose("en", to=english).subject == "Next step: Ekonomichef"


@pytest.mark.django_db
def test_shipped_words_come_back_and_every_version_is_kept() -> None:
    _reword("Ett", "{step} 1")
    _reword("Två", "{step} 2", at=AT + timedelta(minutes=1))
    wordings.restore_shipped(KIND, language="sv", by="ada", at=AT)
    assert wordings.wording_of(KIND, language="sv") == KIND.shipped["sv"]
    assert [row.version for row in wordings.versions(KIND, language="sv")] == [3, 2, 1]
    assert Event.objects.filter(code="letter_reworded").count() == 3


@pytest.mark.django_db
def test_undo_brings_back_what_held_before_and_only_at_once() -> None:
    first, second = _reword("Ett", "{step} 1"), _reword("Två", "{step} 2")
    assert not wordings.undo(KIND, version=first, language="sv", by="ada", at=AT)
    assert wordings.undo(KIND, version=second, language="sv", by="ada", at=AT)
    assert wordings.wording_of(KIND, language="sv").subject == "Ett"


@pytest.mark.django_db
def test_words_without_what_must_stand_in_them_are_refused_in_words() -> None:
    with pytest.raises(wordings.WordingRefused) as refused:
        _reword("Hej {step}", "Inget namn")
    assert len(refused.value.sentences) == 2
    assert "{step}" in refused.value.sentences[0]
    assert not wordings.versions(KIND, language="sv").exists()


@pytest.mark.django_db
def test_the_frame_can_be_reworded_too() -> None:
    wordings.reword(
        FRAME, Wording("{count} till dig", "Goddag {reader}!\n\n{letter}\n\n/{sender}"), language="sv", by="a", at=AT
    )
    text = _compose().body_text
    assert text.startswith("Goddag Iris!\n\nDu är vid samtal.")
    assert text.endswith("/Ada Lind\n")
