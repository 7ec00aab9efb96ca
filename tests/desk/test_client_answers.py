"""What a consultant does for a client's decision: advice from a draft, answers to questions, on the timeline."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions.client_decisions import ask_for_more
from framdrift.recruiting.models import Advice, ClientQuestion
from tests.cast import Cast
from tests.portals.client_world import AtTheClient

Browser = Callable[..., Client]


def _english(as_account: Browser, cast: Cast) -> Client:
    cast.owner.language = "en"
    cast.owner.save(update_fields=["language"])
    return as_account(cast.owner)


def test_advice_begins_from_a_draft_of_what_is_known(
    as_account: Browser, cast: Cast, at_the_client: AtTheClient
) -> None:
    browser, pk = _english(as_account, cast), at_the_client.candidacy.pk
    Advice.objects.all().delete()
    draft = browser.get(f"/candidacies/{pk}/advice/").content.decode()
    assert "Det här är inne: 1 bedömning." in draft and "Saknas ännu" in draft
    done = browser.post(f"/candidacies/{pk}/advice/", {"text": "Vänta in referensen."}, follow=True)
    words = done.content.decode()
    assert "Vänta in referensen." in words and "Ada Lind wrote advice to the client about Lea Berg." in words
    browser.post(f"/candidacies/{pk}/advice/remove/")
    assert not Advice.objects.filter(withdrawn_at=None).exists()


def test_a_question_stands_on_the_page_until_it_is_answered(
    as_account: Browser, cast: Cast, at_the_client: AtTheClient, karin: Viewer
) -> None:
    browser, lea = _english(as_account, cast), at_the_client.candidacy
    question = ask_for_more(
        candidacy=lea,
        about="meeting",
        what="Kan teamet träffa henne?",
        reason="Fyra ska jobba med henne.",
        seen_at=lea.plan_step_id,
        by=karin,
        at=timezone.now(),
    )
    words = browser.get(f"/candidacies/{lea.pk}/").content.decode()
    assert "Karin Holm wants to know" in words and "Kan teamet träffa henne?" in words
    path = f"/candidacies/{lea.pk}/questions/{question.pk}/answer/"
    assert "Kan teamet träffa henne?" in browser.get(path).content.decode()
    answered = browser.post(path, {"answer": "Ja, på torsdag."}, follow=True).content.decode()
    assert "Karin Holm gets your answer by letter" in answered and "Ja, på torsdag." in answered
    assert browser.post(path, {"answer": "Igen."}).status_code == 422
    assert str(ClientQuestion.objects.get(pk=question.pk).answer) == "Ja, på torsdag."


def test_what_the_client_asked_heads_the_consultants_day(
    as_account: Browser, cast: Cast, at_the_client: AtTheClient, karin: Viewer
) -> None:
    """The promised answer is a promise like others."""
    lea = at_the_client.candidacy
    question = ask_for_more(
        candidacy=lea, about="other", what="Mars?", reason="x", seen_at=lea.plan_step_id, by=karin, at=timezone.now()
    )
    ClientQuestion.objects.filter(pk=question.pk).update(answer_by_on=timezone.localdate())
    type(question.promise).objects.filter(pk=question.promise_id).update(due_at=timezone.now())
    words = _english(as_account, cast).get("/today/").content.decode()
    assert "Keep your promise to Karin Holm" in words and "Mars?" in words
