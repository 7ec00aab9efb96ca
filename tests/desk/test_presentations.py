"""Shortlists: in the consultant's order and words, blind where asked, seen by the client once shared, and as PDF."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime

import pypdf
import pytest
from django.test import Client

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, Presentation
from tests.cast import Cast

Browser = Callable[..., Client]


@pytest.fixture
def second(assignment: Assignment, ada: Viewer, now: datetime) -> Candidacy:
    """Another candidate, with an employer."""
    row = actions.add_candidate(
        name="Omar Ek",
        employer="Bokslutsbyrån",
        headline="Controller",
        city="Umeå",
        email="omar@x.example",
        by=ada,
        at=now,
    )
    return actions.enter_candidacy(assignment=assignment, candidate=row, source="applied", by=ada, at=now)


def _made(browser: Client, first: Candidacy, second: Candidacy, **more: object) -> Presentation:
    address = f"/assignments/{first.assignment_id}/presentations/new/?c={first.pk}&c={second.pk}"
    sent = {
        "language": "sv",
        "introduction": "Två starka.",
        f"words_{first.pk}": "Lea kan bokslut. #panic() $x$",
        f"place_{first.pk}": 2,
        f"words_{second.pk}": "Omars tid på Bokslutsbyrån räknas.",
        f"place_{second.pk}": 1,
        **more,
    }
    assert browser.post(address, sent).status_code == 302
    return Presentation.objects.get()


def test_the_client_reads_it_in_order_once_it_is_shared(
    as_account: Browser, cast: Cast, candidacy: Candidacy, second: Candidacy
) -> None:
    ada, karin = as_account(cast.owner), as_account(cast.north.manager)
    made = _made(ada, candidacy, second)
    mine, theirs = f"/assignments/{made.assignment_id}/presentations/{made.pk}/", f"/client/presentations/{made.pk}/"
    assert "Omar Ek" in ada.get(mine).content.decode()
    assert karin.get(theirs).status_code == 404
    ada.post(f"{mine}share/")
    page = karin.get(theirs).content.decode()
    assert 0 < page.index("Omar Ek") < page.index("Lea Berg")
    assert theirs in karin.get("/client/").content.decode()
    for stranger in (cast.south.hr, cast.west.manager, cast.owner, cast.interviewer):
        assert as_account(stranger).get(theirs).status_code == 404
        assert as_account(stranger).get(f"{theirs}pdf/").status_code == 404
    assert as_account(cast.north.hr).get(theirs).status_code == 200


def test_blind_names_nobody_on_the_page_or_in_the_pdf(
    as_account: Browser, cast: Cast, candidacy: Candidacy, second: Candidacy
) -> None:
    ada, karin = as_account(cast.owner), as_account(cast.north.manager)
    made = _made(ada, candidacy, second, blind="on")
    ada.post(f"/assignments/{made.assignment_id}/presentations/{made.pk}/share/")
    page = karin.get(f"/client/presentations/{made.pk}/").content.decode()
    paper = _text(karin.get(f"/client/presentations/{made.pk}/pdf/").content)
    for hidden in ("Omar", "Lea", "Berg", "Bokslutsbyrån", "Umeå", "omar@x.example"):
        assert hidden not in page
        assert hidden not in paper
    assert "Controller" in page


def test_the_pdf_is_tagged_and_takes_words_as_words(
    as_account: Browser, cast: Cast, candidacy: Candidacy, second: Candidacy
) -> None:
    ada = as_account(cast.owner)
    made = _made(ada, candidacy, second)
    answer = ada.get(f"/assignments/{made.assignment_id}/presentations/{made.pk}/pdf/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "sv"  # type: ignore[index]
    text = _text(answer.content)
    assert "Lea kan bokslut. #panic() $x$" in text
    assert text.index("Omar Ek") < text.index("Lea Berg")


@pytest.mark.parametrize(
    ("language", "months", "said"),
    [
        ("sv", 3, "Uppsägningstid: 3 månader"),
        ("sv", 1, "Uppsägningstid: 1 månad"),
        ("en", 3, "Notice period: 3 months"),
        ("en", 1, "Notice period: 1 month"),
    ],
)
def test_the_notice_period_is_told_in_words_on_the_page_and_in_the_pdf(
    as_account: Browser, cast: Cast, candidacy: Candidacy, second: Candidacy, language: str, months: int, said: str
) -> None:
    Candidate.objects.filter(pk=second.candidate_id).update(notice_months=months)
    ada, karin = as_account(cast.owner), as_account(cast.north.manager)
    made = _made(ada, candidacy, second, language=language)
    ada.post(f"/assignments/{made.assignment_id}/presentations/{made.pk}/share/")
    theirs = f"/client/presentations/{made.pk}/"
    assert karin.get(theirs).content.decode().count(f"<p>{said}</p>") == 1
    assert f"{said} " in _text(karin.get(f"{theirs}pdf/").content)


def test_an_employee_found_out_later_is_gone_from_what_was_shared(
    as_account: Browser, cast: Cast, candidacy: Candidacy, second: Candidacy
) -> None:
    ada, karin = as_account(cast.owner), as_account(cast.north.manager)
    made = _made(ada, candidacy, second)
    ada.post(f"/assignments/{made.assignment_id}/presentations/{made.pk}/share/")
    Candidate.objects.filter(pk=second.candidate_id).update(works_at=cast.north.company)
    assert "Omar" not in karin.get(f"/client/presentations/{made.pk}/").content.decode()


def test_words_are_needed_and_kept(as_account: Browser, cast: Cast, candidacy: Candidacy) -> None:
    ada = as_account(cast.owner)
    address = f"/assignments/{candidacy.assignment_id}/presentations/new/"
    assert "Lea Berg" in ada.get(address).content.decode()
    sent = {"language": "sv", "introduction": "Sparas detta?", f"place_{candidacy.pk}": 1}
    answer = ada.post(f"{address}?c={candidacy.pk}", sent)
    assert answer.status_code == 422
    assert "Sparas detta?" in answer.content.decode()
    assert not Presentation.objects.exists()


def test_the_web_process_never_loads_the_typesetter() -> None:
    code = "import django; django.setup(); import framdrift.config.urls, sys; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _text(paper: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(paper)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
