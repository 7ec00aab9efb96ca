"""Fees: parts set and reached, the guarantee as a promise, totals, and an export that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, FeeMilestone, Promise
from framdrift.recruiting.queries.fees import fee_lines, totals
from tests.cast import Cast

Browser = Callable[..., Client]


def _set(assignment: Assignment, by: Viewer, at: datetime, *parts: tuple[str, str, date | None]) -> list[FeeMilestone]:
    items = [{"name": name, "amount": Decimal(amount), "due_on": due_on} for name, amount, due_on in parts]
    return actions.set_fee_milestones(assignment=assignment, milestones=items, by=by, at=at)


def test_parts_are_written_and_reached_on_their_page(as_account: Browser, cast: Cast, assignment: Assignment) -> None:
    ada, address = as_account(cast.owner), f"/assignments/{assignment.pk}/fees/"
    sent = {"currency": "SEK", "name_1": "Start", "amount_1": "50000", "due_on_1": "2026-11-20", "name_2": "Avtal"}
    assert ada.post(f"{address}set/", sent).status_code == 422
    assert ada.post(f"{address}set/", sent | {"amount_2": "75000.50"}).status_code == 302
    assert set(FeeMilestone.objects.values_list("name", "amount")) == {
        ("Start", Decimal(50000)),
        ("Avtal", Decimal("75000.50")),
    }
    start = FeeMilestone.objects.get(name="Start")
    ada.post(f"{address}{start.pk}/reach/")
    ada.post(f"{address}set/", {"currency": "SEK"})
    assert list(FeeMilestone.objects.values_list("name", flat=True)) == ["Start"]


def test_the_guarantee_is_a_promise_on_the_owners_list(as_account: Browser, cast: Cast, assignment: Assignment) -> None:
    sent = {"started_on": "2026-12-01", "months": 6}
    as_account(cast.owner).post(f"/assignments/{assignment.pk}/guarantee/", sent)
    assignment.refresh_from_db()
    assert assignment.guarantee_until_on == date(2027, 6, 1)
    promise = Promise.objects.get(kind="guarantee")
    assert (promise.owner, promise.kept_at) == (cast.owner, None)


def test_totals_part_what_is_reached_due_and_to_come(
    assignment: Assignment, ada: Viewer, cast: Cast, now: datetime
) -> None:
    today = now.date()
    reached, *_rest = _set(
        assignment, ada, now, ("A", "1", None), ("B", "2", today), ("C", "4", date(2027, 1, 1)), ("D", "8", None)
    )
    actions.reach_fee_milestone(milestone=reached, by=ada, at=now)
    [total] = totals(fee_lines(viewer_of(cast.lead), on=today))
    assert (total.reached, total.due, total.coming) == (1, 2, 12)
    assert fee_lines(viewer_of(cast.north.hr), on=today) == []
    assert fee_lines(viewer_of(cast.interviewer), on=today) == []


@pytest.mark.parametrize(("language", "delimiter", "amount"), [("sv", ";", "1234,50"), ("en", ",", "1234.50")])
def test_the_export_opens_in_a_spreadsheet_and_runs_nothing(
    as_account: Browser,
    cast: Cast,
    assignment: Assignment,
    ada: Viewer,
    now: datetime,
    language: str,
    delimiter: str,
    amount: str,
) -> None:
    names = ['=HYPERLINK("http://evil.example")', "+1", "-1", "@SUM(A1)", "\tx", 'Två; "delar", rad']
    _set(assignment, ada, now, *[(name, "1234.5", None) for name in names])
    cast.lead.language = language
    cast.lead.save()
    answer = as_account(cast.lead).get("/fees/export/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    [_head, *rows] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=delimiter)
    assert len(rows) == len(names)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert {row[4] for row in rows} == {amount}
    assert rows[-1][3] == 'Två; "delar", rad'


def test_only_a_lead_sees_the_agencys_fees(as_account: Browser, cast: Cast, assignment: Assignment) -> None:
    for account in (cast.owner, cast.interviewer, cast.north.hr):
        assert as_account(account).get("/fees/").status_code == 404
        assert as_account(account).get("/fees/export/").status_code == 404
    assert as_account(cast.lead).get("/fees/").status_code == 200


def test_statements_do_not_grow(
    as_account: Browser,
    cast: Cast,
    assignment: Assignment,
    ada: Viewer,
    now: datetime,
    statements: Callable[..., None],
) -> None:
    lead = as_account(cast.lead)
    _set(assignment, ada, now, ("A", "1", None))

    def grow() -> None:
        _set(assignment, ada, now, *[(f"Del {number}", "1", now.date()) for number in range(12)])

    statements("desk/fees", ask=lambda: lead.get("/fees/"), grow=grow)
