"""The client's pages: what waits, an assessment given before seeing others', the debrief, and who sees what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.portals.client_world import AtTheClient

Browser = Callable[..., Client]


@pytest.fixture
def page(as_account: Browser, cast: Cast) -> Client:
    """Karin's browser, in English."""
    cast.north.manager.language = "en"
    cast.north.manager.save(update_fields=["language"])
    return as_account(cast.north.manager)


def _words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_what_waits_has_a_time_a_reason_and_one_action(page: Client, at_the_client: AtTheClient) -> None:
    words = _words(page, "/client/")
    assert "2 things wait on you, about 6 min." in words
    assert "Assess Lea Berg" in words and f"/client/assessments/{at_the_client.card.pk}/" in words
    assert "Decide about Lea Berg" in words and f"/client/candidates/{at_the_client.candidacy.pk}/decide/" in words


def test_every_page_of_the_client_answers(page: Client, at_the_client: AtTheClient) -> None:
    pk = at_the_client.candidacy.pk
    for path in (
        f"/client/assignments/{at_the_client.candidacy.assignment_id}/",
        f"/client/candidates/{pk}/",
        f"/client/candidates/{pk}/decide/",
        f"/client/assessments/{at_the_client.card.pk}/",
        f"/client/balls/{at_the_client.ball.pk}/pass/",
        "/client/away/",
    ):
        _words(page, path)


def test_others_scores_are_closed_until_ones_own_are_in(page: Client, at_the_client: AtTheClient) -> None:
    path = f"/client/candidates/{at_the_client.candidacy.pk}/"
    before = _words(page, path)
    assert "Adas ord" not in before and "Adas helhet" not in before
    answer = page.post(f"/client/assessments/{at_the_client.card.pk}/", at_the_client.form())
    assert answer.status_code == 302 and answer["Location"] == path
    after = _words(page, path)
    assert "Adas ord 0" in after and "Adas helhet" in after
    assert "apart: 2 to 4" in after and "close: 4 to 5" in after
