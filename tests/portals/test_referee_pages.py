"""The referee's page: consent first, kept as it is typed, sent when they say so, corrected until a decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.actions.gates import evidence_given
from framdrift.recruiting.models import Candidacy, Criterion, Reference, ReferenceAnswer
from tests.cast import Cast
from tests.portals.outside import Clock, Outsider, letters_of, referees_link

Dispatched = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def in_english(asked: Reference) -> None:
    """Rut reads English here."""
    Reference.objects.filter(pk=asked.pk).update(language="en")


@pytest.fixture
def answers(asked: Reference) -> dict[str, str]:
    """A four on everything, with an example."""
    found = {}
    for criterion in Criterion.objects.filter(assignment=asked.candidacy.assignment_id):
        found |= {f"value-{criterion.pk}": "4", f"words-{criterion.pk}": f"{criterion.name}: ja."}
    return {**found, "body": "Hon är lugn. 850101-1234"}


def _agree(rut: Outsider) -> None:
    assert rut.post(willing="yes") == 302


def test_asking_writes_the_letter_with_the_link(asked: Reference, clock: Clock, dispatched: Dispatched) -> None:
    dispatched(clock.now)
    (letter,) = letters_of("reference_request")
    assert letter.to_email == "rut@referees.example"
    assert "Lea" not in letter.subject
    token = letter.body_text.split("/r/")[1].split("/")[0]
    assert Client().get(f"/r/{token}/").status_code == 200


def test_nothing_is_asked_before_the_consent(rut: Outsider, answers: dict[str, str]) -> None:
    page = rut.get()
    assert "Who reads it" in page
    assert "right to ask to see" in page
    assert "How long it is kept" in page
    assert rut.browser.get(f"{rut.address}answer/").status_code == 302
    assert rut.post("answer/", **answers, done="on") == 302
    assert Reference.objects.get().received_at is None
    assert not ReferenceAnswer.objects.exists()


def test_what_is_typed_is_kept_and_read_by_nobody_until_it_is_sent(
    rut: Outsider, asked: Reference, answers: dict[str, str]
) -> None:
    _agree(rut)
    sent = rut.browser.post(f"{rut.address}answer/", {**answers, "save": "draft"}, headers={"x-draft": "1"})
    assert (sent.json()["fields"]["body"], sent.json()["beside"]) == ("Hon är lugn. […]", False)
    reference = Reference.objects.get()
    assert reference.received_at is None
    assert reference.body == "Hon är lugn. […]"
    assert evidence_given(asked.candidacy).references == 0
    assert "Bokslut: ja." in rut.get("answer/")


def test_sending_makes_it_evidence_and_thanks(
    rut: Outsider, asked: Reference, answers: dict[str, str], clock: Clock, dispatched: Dispatched
) -> None:
    _agree(rut)
    assert rut.post("answer/", **answers) == 422  # the box is not ticked: kept, not sent
    assert Reference.objects.get().received_at is None
    assert rut.post("answer/", **answers, done="on") == 302
    assert Reference.objects.get().received_at == clock.now
    assert evidence_given(asked.candidacy).references == 1
    assert list(ReferenceAnswer.objects.values_list("value", flat=True)) == [4, 4]
    dispatched(clock.now)
    assert len(letters_of("reference_thanks")) == 1
    assert "Nothing more is asked of you." in rut.get("thanks/")


def test_it_is_corrected_and_taken_back_until_a_decision_rests_on_it(
    rut: Outsider, asked: Reference, answers: dict[str, str], ada: Viewer, cast: Cast, clock: Clock
) -> None:
    _agree(rut)
    rut.post("answer/", **answers, done="on")
    assert rut.post("answer/", **{**answers, "body": "Rättat."}, done="on") == 302
    assert Reference.objects.get().body == "Rättat."
    assert rut.post("thanks/") == 422
    assert rut.post("thanks/", sure="on") == 302
    assert Reference.objects.get().received_at is None
    assert evidence_given(asked.candidacy).references == 0
    assert rut.post("answer/", **answers, done="on") == 302
    clock.ahead(minutes=1)
    actions.decide(
        candidacy=asked.candidacy, verdict="offer", decided_by=cast.owner, reason="Bäst.", early_reason="Bråttom.",
        by=ada, at=clock.now,
    )  # fmt: skip
    assert rut.post("thanks/", sure="on") == 422
    assert rut.post("answer/", **{**answers, "body": "För sent."}, done="on") == 422
    assert Reference.objects.get().body == "Hon är lugn. […]"
    assert "stands as it is" in rut.get("thanks/")


def test_saying_no_is_easy_and_one_may_change_ones_mind(rut: Outsider, answers: dict[str, str]) -> None:
    assert rut.post(willing="no") == 302
    assert Reference.objects.get().declined_at is not None
    assert "quite all right" in rut.get("thanks/")
    assert rut.post(willing="no") == 302
    _agree(rut)
    assert rut.post("answer/", **answers, done="on") == 302
    assert Reference.objects.get().declined_at is None


@pytest.mark.parametrize("wrong", ["6", "0", "-1", "x", "4.5", "4 "])
def test_a_mark_that_is_none_is_told_and_the_words_stay(rut: Outsider, answers: dict[str, str], wrong: str) -> None:
    _agree(rut)
    first = next(name for name in answers if name.startswith("value-"))
    answer = rut.browser.post(f"{rut.address}answer/", {**answers, first: wrong, "done": "on"})
    assert answer.status_code == 422
    assert "Bokslut: ja." in answer.content.decode()
    assert Reference.objects.get().received_at is None


def test_nothing_at_all_is_no_reference(rut: Outsider) -> None:
    _agree(rut)
    assert rut.post("answer/", done="on") == 422
    assert Reference.objects.get().received_at is None


def test_when_the_process_has_ended_nothing_is_asked(
    rut: Outsider, at_interview: Candidacy, answers: dict[str, str], ada: Viewer, clock: Clock
) -> None:
    _agree(rut)
    actions.end_candidacy(
        candidacy=at_interview, status="withdrew", told_reason="pay", told_by_side="candidate", by=ada, at=clock.now
    )
    assert "no longer needed" in rut.get()
    assert rut.browser.get(f"{rut.address}answer/").status_code == 302
    assert rut.post("answer/", **answers, done="on") == 302
    assert rut.post(willing="yes") == 422
    assert Reference.objects.get().received_at is None


def test_an_expired_link_is_renewed_by_mail_and_never_shown(asked: Reference, clock: Clock, client: Client) -> None:
    gone = referees_link(asked, at=clock.now, days=-1)
    assert client.get(gone).status_code == 404
    for path in (gone, "/r/never-was-one/"):
        assert (
            "mailbox" in client.post(f"{path}renew/", follow=True, headers={"accept-language": "en"}).content.decode()
        )
    (letter,) = letters_of("reference_new_link")
    token = letter.body_text.split("/r/")[1].split("/")[0]
    assert client.get(f"/r/{token}/").status_code == 200


@pytest.mark.parametrize(("wanted", "spoken"), [("sv", "sv"), ("en", "en"), ("xx", "en"), ("", "en")])
def test_the_referee_chooses_the_language(rut: Outsider, wanted: str, spoken: str) -> None:
    assert rut.post("language/", language=wanted) == 302
    assert f'<html lang="{spoken}"' in rut.get()
