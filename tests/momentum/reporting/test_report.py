"""The report and the lists behind it: every number is the sum of its list, goes with its rows, and is never stale."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pypdf
import pytest
from django.utils import translation

from framdrift.momentum.reporting import ledger as kept
from framdrift.momentum.reporting import words
from framdrift.momentum.reporting.cases import CaseList, cases
from framdrift.momentum.reporting.document import client_document, staff_document
from framdrift.momentum.reporting.paper.making import pdf_of
from framdrift.momentum.reporting.period import Period, chosen_period, last_quarter
from framdrift.momentum.reporting.report import TimeReport, time_report
from framdrift.momentum.reporting.shapes import Document
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Promise, Step, TouchTime
from framdrift.recruiting.queries.waits import waits_of
from tests.cast import Cast
from tests.recruitment import candidate, column

DAY = timedelta(days=1)
ZONE = ZoneInfo("Europe/Stockholm")
APART = ("losses:", "report:", "forecasts:")
"""Numbers whose lists stand on pages of their own."""


@pytest.fixture
def lead(cast: Cast) -> Viewer:
    """Sees everything."""
    return viewer_of(cast.lead)


@pytest.fixture
def period(now: datetime) -> Period:
    """The year until now."""
    return chosen_period("year", as_of=now, zone=ZONE)


@pytest.fixture
def busy(assignment: Assignment, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> Candidacy:
    """Lea waited on the client and moved on; eleven more came, of whom three left and one was declined."""
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    actions.pass_ball(ball=ball, side="client", account=cast.north.manager, reason="answer", by=ada, at=now - 9 * DAY)
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, "interview"), by=ada, at=now - 4 * DAY)
    for number in range(11):
        at = now - (13 - number) * DAY
        person = candidate(f"Kandidat {number}", ada, at)
        found = actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=at)
        if number < 4:
            ended = {"status": "withdrew", "told_reason": "silence", "told_by_side": "candidate"}
            if number == 3:
                ended = {"status": "rejected", "told_reason": "requirements", "told_by_side": "agency"}
            actions.end_candidacy(candidacy=found, by=ada, at=at + 2 * DAY, **ended)
    for days, is_kept in ((3, True), (2, False)):
        Promise.objects.create(
            assignment=assignment, company=assignment.company, candidacy=candidacy, candidate=candidacy.candidate,
            kind="news", made_by=cast.owner, owner=cast.owner, to_side="candidate", made_at=now - 5 * DAY,
            due_at=now - days * DAY, kept_at=now - (days + 1) * DAY if is_kept else None,
        )  # fmt: skip
    TouchTime.objects.create(
        assignment=assignment, company=assignment.company, account=cast.owner, what="interview", minutes=45,
        origin="booked", at=now - DAY,
    )  # fmt: skip
    candidacy.refresh_from_db()
    return candidacy


def document(viewer: Viewer, period: Period) -> Document:
    with translation.override("en"):
        return staff_document(time_report(viewer, period))


def listed(viewer: Viewer, period: Period, key: str) -> CaseList:
    found = cases(viewer, period, key, most=1000)
    assert found is not None, key
    return found


def linked(found: Document) -> Iterator[tuple[str, str]]:
    for part in found.parts:
        for row in part.table.rows if part.table else ():
            yield from ((cell.cases, cell.text) for cell in row if cell.cases)


def test_by_side_it_says_what_the_exact_waits_say(busy: Candidacy, lead: Viewer, period: Period, now: datetime) -> None:
    exact = {line.key: line for line in waits_of(lead, as_of=now).by_side}
    told = {line.key: line for line in time_report(lead, period).by_side}
    assert set(told) == set(exact) == {"agency", "client"}
    for key, line in told.items():
        assert line.work_days == pytest.approx(exact[key].work_days, abs=1e-6)
        assert line.open_days == pytest.approx(exact[key].open_work_days, abs=1e-6)
        assert (line.n, line.open_n) == (exact[key].n, exact[key].open_n)


def test_every_number_is_the_sum_of_its_list(busy: Candidacy, lead: Viewer, period: Period) -> None:
    found = [(key, text) for key, text in linked(document(lead, period)) if not key.startswith(APART)]
    assert len(found) > 30
    for key, text in found:
        behind = listed(lead, period, key)
        assert sum(line.n for line in behind.lines) == behind.n
        with translation.override("en"):
            told = words.days(behind.work_days) if behind.work_days is not None else str(behind.n)
        kind = key.partition(":")[0]
        if kind in ("turn", "stay", "answer", "own-turn"):
            assert text in (str(behind.n), "too few to say", "not reached") or float(text) >= 0
        elif kind.startswith("due-"):
            assert f"of {behind.n} " in text
        else:
            assert text in (told, str(behind.n)), key
        if behind.work_days is not None:
            assert sum(line.work_days or 0.0 for line in behind.lines) == pytest.approx(behind.work_days)


@pytest.mark.parametrize(
    ("key", "take"),
    [
        ("side:client", lambda: Ball.objects.filter(side="client").delete()),
        ("step:interview", lambda: Ball.objects.filter(step_type="interview").delete()),
        ("side:agency", lambda: Ball.objects.filter(side="agency", ended_at__isnull=False).delete()),
        ("late:client", lambda: Ball.objects.filter(side="client").delete()),
        ("stay:screening", lambda: Step.objects.filter(plan_step__type="screening").delete()),
        ("left:screening", lambda: Candidacy.objects.filter(status="withdrew").delete()),
        ("further:screening", lambda: Step.objects.filter(plan_step__type="interview").delete()),
        ("promise-kept:candidate", lambda: Promise.objects.filter(kept_at__isnull=False).delete()),
        ("promise-broken:candidate", lambda: Promise.objects.filter(kept_at=None).delete()),
    ],
)
def test_a_number_goes_with_its_rows(
    busy: Candidacy, lead: Viewer, period: Period, key: str, take: Callable[[], object]
) -> None:
    before, told = listed(lead, period, key), dict(linked(document(lead, period)))
    assert before.n
    assert key in told
    take()
    found = cases(lead, period, key, most=1000)
    assert found is None or found.n < before.n
    assert dict(linked(document(lead, period))).get(key) != told[key]


def test_touch_time_goes_with_its_rows(busy: Candidacy, lead: Viewer, period: Period) -> None:
    before = time_report(lead, period)
    assert before.work.minutes >= 45
    assert before.efficiency is not None
    TouchTime.objects.all().delete()
    assert time_report(lead, period).work.minutes == 0


def test_what_has_just_happened_is_told(
    busy: Candidacy, lead: Viewer, ada: Viewer, period: Period, now: datetime, cast: Cast
) -> None:
    before = time_report(lead, period)
    ball = Ball.objects.get(candidacy=busy, ended_at=None)
    actions.pass_ball(ball=ball, side="client", account=cast.north.manager, reason="answer", by=ada, at=now - 2 * DAY)
    mended = time_report(lead, period)
    assert mended.by_side != before.by_side
    kept.forget()
    assert _numbers(time_report(lead, period)) == _numbers(mended)


def _numbers(report: TimeReport) -> object:
    return report.by_side, report.by_step, report.by_colleague, report.in_time, report.way


def test_as_of_an_earlier_day_nothing_later_is_known(busy: Candidacy, lead: Viewer, now: datetime) -> None:
    then = now - 10 * DAY
    told = time_report(lead, chosen_period("year", as_of=then, zone=ZONE))
    exact = waits_of(lead, as_of=then)
    assert {line.key for line in told.by_side} == {line.key for line in exact.by_side} == {"agency"}
    assert told.by_side[0].work_days == pytest.approx(exact.by_side[0].work_days, abs=1e-6)
    [screening] = [line for line in told.way if line.step == "screening"]
    assert screening.fates[0] == 0


def test_a_client_with_few_turns_has_a_likely_median_once_there_are_enough_clients(
    busy: Candidacy, lead: Viewer, period: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    [alone] = [part for part in document(lead, period).parts if part.key == "clients"]
    assert "likely median is left out" in alone.notes[0]
    monkeypatch.setattr("framdrift.science.pooling.FEWEST_GROUPS", 1)
    [pooled] = [part for part in document(lead, period).parts if part.key == "clients"]
    assert pooled.table is not None
    place = pooled.table.heads.index("Likely median")
    assert pooled.table.rows[0][place - 2].text == "too few to say"
    [line] = time_report(lead, period).pooled_by_client.values()
    assert (line.n, line.finished) == (1, 1)
    assert pooled.table.rows[0][place].text.startswith(f"{line.median or 0:.1f} (")
    assert "leans on all clients" in pooled.notes[0]


def test_who_went_further_is_always_among_those_who_came(
    busy: Candidacy, lead: Viewer, ada: Viewer, period: Period, now: datetime
) -> None:
    plan = busy.assignment
    actions.move_candidacy(candidacy=busy, to=column(plan, "screening"), by=ada, at=now - 3 * DAY)
    busy.refresh_from_db()
    actions.move_candidacy(candidacy=busy, to=column(plan, "interview"), by=ada, at=now - 2 * DAY)
    [screening, interview] = [line for line in time_report(lead, period).way if line.step in ("screening", "interview")]
    assert (screening.came, sum(screening.fates)) == (12, 12)
    assert screening.fates == (1, 3, 1, 7, 0)
    assert (interview.came, interview.fates[0]) == (1, 0)


def test_a_client_reads_its_own_and_no_name(busy: Candidacy, cast: Cast, lead: Viewer, period: Period) -> None:
    hugo = viewer_of(cast.north.hr)
    own = time_report(hugo, period)
    assert own.by_side == time_report(lead, period, company_id=cast.north.company.pk).by_side
    with translation.override("en"):
        found = client_document(own)
    assert {part.key for part in found.parts} <= {"time", "steps", "answers", "promises", "losses"}
    behind = listed(hugo, period, "side:client")
    assert [(line.candidate, line.candidacy_id) for line in behind.lines] == [("", 0)]
    assert time_report(viewer_of(cast.south.hr), period).by_side == ()
    for key in ("held:1", "at:1", "came:screening", "left:screening", "answer:1"):
        assert cases(hugo, period, key, most=10) is None
    type(busy.candidate).objects.filter(pk=busy.candidate_id).update(works_at_id=busy.company_id)
    assert "client" not in {line.key for line in time_report(hugo, period).by_side}


def test_a_consultant_reads_own_load_and_nothing_confidential(
    busy: Candidacy, cast: Cast, ada: Viewer, period: Period
) -> None:
    omar = viewer_of(cast.teammate)
    assert {line.key for line in time_report(ada, period).by_colleague} == {str(cast.owner.pk)}
    assert cases(omar, period, f"held:{cast.owner.pk}", most=10) is None
    Assignment.objects.update(confidential=True)
    busy.assignment.deputies.all().delete()
    assert time_report(omar, period).by_side == ()
    assert time_report(ada, period).by_side != ()
    for kind in (cast.interviewer, cast.admin):
        assert time_report(viewer_of(kind), period).by_side == ()


@pytest.mark.parametrize(
    "key", ["", "side", "side:", "side:x", "nothing:1", "at:x", "promise-kept:x", "held:9e9", "left:"]
)
def test_a_number_that_there_is_not_has_no_list(key: str, candidacy: Candidacy, lead: Viewer, period: Period) -> None:
    assert cases(lead, period, key, most=10) is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_paper_has_the_numbers_of_the_page(busy: Candidacy, lead: Viewer, period: Period, language: str) -> None:
    with translation.override(language):
        found = staff_document(time_report(lead, period))
        reader = pypdf.PdfReader(io.BytesIO(pdf_of(found, agency="Lind & Ekström")))
    words = "".join("".join(page.extract_text() for page in reader.pages).split())
    for part in found.parts:
        assert "".join(part.sentence.split()) in words
        for row in part.table.rows if part.table else ():
            assert all("".join(cell.text.split()) in words for cell in row)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(language)


def test_the_last_quarter_is_the_whole_one_before() -> None:
    assert last_quarter(date(2026, 11, 24)) == (date(2026, 7, 1), date(2026, 9, 30))
    assert last_quarter(date(2026, 1, 1)) == (date(2025, 10, 1), date(2025, 12, 31))
