"""Reports are counted by a process of its own: no web process carries numpy, no number is stale, and neither a killed
counting process nor a killed web process leaves anything hanging."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from framdrift.momentum.reporting.apart import asking
from framdrift.momentum.reporting.apart.answering import answered
from framdrift.momentum.reporting.apart.wire import (
    CASES,
    STAFF,
    Question,
    answer_told,
    cases_of,
    document_of,
    line_of,
    question_of,
    question_told,
)
from framdrift.momentum.reporting.period import chosen_period
from framdrift.momentum.reporting.shapes import CaseList, Document
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting.models import Candidacy
from tests.cast import Cast
from tests.foundation import installations
from tests.foundation.installations import Installation, until

database = pytest.mark.database


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with an assignment under way."""
    made = installations.make(tmp_path_factory.mktemp("apart") / "home")
    made.migrate()
    _asked(made, "fill")
    return made


def _line(word: str) -> list[str]:
    return [sys.executable, "-m", "tests.momentum.reporting.asker", word]


def _asked(installation: Installation, word: str) -> str:
    done = subprocess.run(
        _line(word), env=installation.environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Asker:
    """A web process that asks when it is told to."""

    def __init__(self, installation: Installation) -> None:
        self.process = subprocess.Popen(
            _line("ask"), env=installation.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self) -> tuple[Any, int]:
        """The report, and the number of the process that counted it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        document, pid = json.loads(self.process.stdout.readline())
        return document, pid


@pytest.fixture
def askers(filled: Installation) -> Iterator[list[Asker]]:
    both = [Asker(filled), Asker(filled)]
    yield both
    for one in both:
        one.process.kill()
        one.process.wait()


@database
def test_each_web_process_has_a_counting_process_that_goes_with_it(askers: list[Asker]) -> None:
    first, second = askers
    (told, counting), (also, other) = first.ask(), second.ask()
    assert told == also
    assert told["parts"]
    assert counting != other
    first.process.send_signal(signal.SIGKILL)
    until(lambda: not _lives(counting))
    assert second.ask() == (told, other)


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


@database
def test_a_web_process_serves_the_report_without_numpy_and_never_stale(filled: Installation) -> None:
    found = json.loads(_asked(filled, "serve"))
    assert found["loaded"] == []
    assert found["pages"] == {
        "page": [200, "text/html"],
        "list": [200, "text/html"],
        "paper": [200, "application/pdf"],
        "nothing": [404, "text/html"],
    }
    assert found["before"] != found["after"] == found["again"] == found["here"]
    assert "ZoneInfoNotFoundError" in found["fault"]


@database
def test_the_counting_process_goes_when_nobody_asks(filled: Installation) -> None:
    source = "from framdrift.momentum.reporting.apart import process; process.IDLE_SECONDS = 0.1; process.main()"
    line = [sys.executable, "-c", source]
    idle = subprocess.Popen(line, env=filled.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    said = [json.loads(one) for one in idle.stdout or ()]
    assert idle.wait(60) == 0
    shares = [one["read"] for one in said]
    assert (shares[0], shares[-1]) == (0.0, None)
    assert shares[-2] == 1.0


@database
def test_a_counting_process_that_falls_again_and_again_is_said(filled: Installation) -> None:
    source = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'nothing.there'\n"
        "from tests.momentum.reporting import asker; asker.told()"
    )
    line = [sys.executable, "-c", f"import django; django.setup()\n{source}"]
    done = subprocess.run(line, env=filled.environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr.strip().endswith("CountingFailed: the counting process ended 3 times before it answered")


def test_a_question_and_its_answer_cross_the_line_unchanged(candidacy: Candidacy, cast: Cast, now: datetime) -> None:
    period = chosen_period("year", as_of=now, zone=ZoneInfo("Europe/Stockholm"))
    hugo = viewer_of(cast.north.hr)
    for viewer in (viewer_of(cast.lead), hugo):
        question = Question(STAFF, viewer, period, "sv", candidacy.company_id, "side:client", 7)
        arrived = question_of(json.loads(line_of(question_told(question))))
        assert arrived == replace(question, viewer=_known(viewer))
    document = answered(Question(STAFF, viewer_of(cast.lead), period, "sv"))
    assert isinstance(document, Document)
    assert document_of(json.loads(line_of(answer_told(document)))) == document
    found = answered(Question(CASES, viewer_of(cast.lead), period, "sv", None, "side:agency", 50))
    assert isinstance(found, CaseList)
    assert cases_of(json.loads(line_of(answer_told(found)))) == found
    assert cases_of(json.loads(line_of(answer_told(None)))) is None


def _known(viewer: Viewer) -> Viewer:
    """As much of a reader as decides what they see."""
    return Viewer(viewer.kind, viewer.pseudonym, viewer.account_id, viewer.company_id, roles=viewer.roles)


@pytest.mark.parametrize(("page", "account"), [("/reports/time/", "lead"), ("/client/report/", "hr")])
def test_while_everything_is_read_the_page_says_how_far(
    as_account: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch, page: str, account: str
) -> None:
    reader = cast.lead if account == "lead" else cast.north.hr
    type(reader).objects.filter(pk=reader.pk).update(language="en")
    browser, ready = as_account(reader), asking.ask

    def reading(question: Question) -> Any:
        raise asking.StillReading(0.42)

    monkeypatch.setattr("framdrift.momentum.reporting.queries.ask", reading)
    shown = browser.get(page, {"period": "quarter"}).content.decode()
    assert "42% read" in shown
    assert 'value="42"' in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert browser.get(page, {"cases": "side:client"}).content.decode().count('id="reading"') == 1
    paper = browser.get(page, {"period": "quarter", "form": "pdf"})
    assert (paper.status_code, paper.url) == (302, f"{page}?period=quarter")
    monkeypatch.setattr("framdrift.momentum.reporting.queries.ask", ready)
    assert browser.get(page, headers={"HX-Request": "true", "HX-Trigger": "reading"}).headers["HX-Refresh"] == "true"
