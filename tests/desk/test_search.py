"""The search page: everything that the reader may see, and nothing that they may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy
from framdrift.recruiting.queries import search as module
from framdrift.recruiting.queries.search import SHOWN, search
from tests.cast import Cast
from tests.recruitment import candidate

Browser = Callable[..., Client]


def test_every_sort_is_found(candidacy: Candidacy, ada: Viewer) -> None:
    assert [hit.name for hit in search(ada, "ekonomi").assignments] == ["Ekonomichef"]
    assert [hit.name for hit in search(ada, "nordbygg ekon").assignments] == ["Ekonomichef"]
    assert [(hit.name, hit.state) for hit in search(ada, "lea").candidates] == [("Lea Berg", "Ekonomichef")]
    assert [hit.name for hit in search(ada, "SJÖ").companies] == ["Sjövik Handel AB"]
    assert search(ada, "sjo").companies == ()
    assert [hit.name for hit in search(ada, "karin").people] == ["Karin Holm"]


def test_nothing_behind_a_wall_is_found(candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime) -> None:
    actions.set_deputies(assignment=candidacy.assignment, accounts=[], by=ada, at=now)
    Assignment.objects.update(confidential=True)
    mate = search(viewer_of(cast.teammate), "ekonomi")
    assert mate.total == 0
    assert search(viewer_of(cast.teammate), "lea").total == 0
    for account in (cast.owner, cast.lead):
        assert search(viewer_of(account), "lea").candidates[0].state == "Ekonomichef"


def test_a_candidate_known_from_elsewhere_is_found_without_the_confidential_assignment(
    candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime, assignment: Assignment
) -> None:
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    Assignment.objects.update(confidential=True)
    other = Assignment.objects.get(pk=assignment.pk)
    other.pk, other.title, other.apply_key, other.confidential = None, "Controller", "x" * 32, False
    other.save()
    Candidacy.objects.create(
        assignment=other, company=other.company, candidate=candidacy.candidate, plan_step=candidacy.plan_step,
        entered_at=now, stepped_at=now, last_news_at=now, next_step_on=now.date(), next_news_on=now.date(),
    )  # fmt: skip
    [hit] = search(viewer_of(cast.teammate), "lea").candidates
    assert hit.state == "Controller"


@pytest.mark.parametrize("kind", ["interviewer", "admin", "stranger"])
def test_those_who_do_not_recruit_find_nothing(
    as_account: Browser, candidacy: Candidacy, cast: Cast, kind: str
) -> None:
    account = getattr(cast, kind)
    assert search(viewer_of(account), "lea").total == 0
    assert as_account(account).get("/search/?q=lea").status_code == 404


def test_a_client_finds_nothing(as_account: Browser, candidacy: Candidacy, cast: Cast) -> None:
    assert search(viewer_of(cast.north.hr), "lea").total == 0
    assert as_account(cast.north.hr).get("/search/?q=lea").status_code == 404


def test_the_page_links_and_an_empty_answer_teaches(as_account: Browser, cast: Cast, candidacy: Candidacy) -> None:
    browser = as_account(cast.owner)
    page = browser.get("/search/?q=lea").content.decode()
    assert f'href="/candidates/{candidacy.candidate_id}/"' in page
    script = browser.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in script
    assert browser.get("/search/").status_code == 200


def test_many_hits_are_cut_and_said(assignment: Assignment, ada: Viewer, now: datetime) -> None:
    for number in range(SHOWN + 3):
        candidate(f"Zeta {number}", ada, now)
    found = search(ada, "zeta")
    assert len(found.candidates) == SHOWN
    assert found.more == {"candidates"}


def test_those_who_may_be_seen_are_found_behind_many_who_may_not(
    assignment: Assignment, ada: Viewer, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOOKED_AT", 3)
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    Assignment.objects.update(confidential=True)
    for name in ("A", "B", "C", "D"):
        one = candidate(f"Zeta {name}", ada, now)
        actions.enter_candidacy(assignment=assignment, candidate=one, source="applied", by=ada, at=now)
    candidate("Zeta Z", ada, now)
    assert [hit.name for hit in search(viewer_of(cast.teammate), "zeta").candidates] == ["Zeta Z"]
    assert len(search(ada, "zeta").candidates) == 5


@pytest.mark.parametrize(
    ("title", "text", "is_found"),
    [
        ("ÖVERSÄTTARE, svenska", "översätt", True),
        ("U\N{COMBINING DIAERESIS}bersetzer", "über", True),
        ("Oversattare", "översätt", False),
        ("Ö", "ö", True),
        ("O", "ö", False),
        ("Chef för lön 100%", "100 lön", True),
        ("Chef för lon", "lön", False),
        ("Fiche_chef", "chef", True),
    ],
)
def test_assignments_are_found_by_swedish_letters(
    assignment: Assignment, ada: Viewer, title: str, text: str, is_found: bool
) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(title=title)
    assert [hit.name for hit in search(ada, text).assignments] == [title] * is_found


def test_the_pages_statements_do_not_grow(
    as_account: Browser, cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime, statements: Callable[..., None]
) -> None:
    browser = as_account(cast.owner)

    def grow() -> None:
        for number in range(8):
            candidate(f"Lea {number}", ada, now)

    statements("desk/search", ask=lambda: browser.get("/search/?q=lea"), grow=grow)
