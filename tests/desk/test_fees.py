"""Fees: parts set and reached, the guarantee as a promise, totals, and an export that no spreadsheet runs."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import QuerySet
from django.test import Client

from framdrift.foundation.models import Event
from framdrift.momentum.queries import today
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions, events
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
    assert list(_standing().values_list("name", flat=True)) == ["Start"]


_SENT = {"currency": "SEK", "name_1": "Start", "amount_1": "50000", "name_2": "Avtal", "amount_2": "75000"}


def _standing() -> QuerySet[FeeMilestone]:
    return FeeMilestone.objects.filter(replaced_at=None)


def _undo_of(page: str) -> str:
    """The address of the button that a notice offers; empty for none."""
    found = re.search(r'action="([^"]*/fees/undo/[^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def _in_english(as_account: Browser, cast: Cast) -> Client:
    cast.owner.language = "en"
    cast.owner.save()
    return as_account(cast.owner)


def test_a_change_of_the_parts_is_taken_back(as_account: Browser, cast: Cast, assignment: Assignment) -> None:
    ada, address = _in_english(as_account, cast), f"/assignments/{assignment.pk}/fees/"
    ada.post(f"{address}set/", _SENT, follow=True)
    stood = list(_standing().order_by("pk").values())
    changed = ada.post(f"{address}set/", _SENT | {"amount_1": "1", "name_2": "", "amount_2": ""}, follow=True)
    assert [(row.name, row.amount) for row in _standing()] == [("Start", 1)]
    undone = ada.post(_undo_of(changed.content.decode()), follow=True)
    assert "The parts of the fee are as they were." in undone.content.decode()
    assert list(_standing().order_by("pk").values()) == stood
    codes = [events.FeeMilestonesChanged.code, events.FeeMilestonesChanged.code, events.FeeMilestonesRestored.code]
    told = Event.objects.filter(code__startswith="fee-").order_by("seq")
    assert [one.code for one in told] == codes
    spoken = ada.get(f"/assignments/{assignment.pk}/activity/").content.decode()
    for sentence in ("wrote the parts of the fee", "changed the parts of the fee", "took back a change of the parts"):
        assert f"Ada Lind {sentence}" in spoken


def test_the_same_parts_again_change_nothing(as_account: Browser, cast: Cast, assignment: Assignment) -> None:
    ada, address = _in_english(as_account, cast), f"/assignments/{assignment.pk}/fees/set/"
    ada.post(address, _SENT, follow=True)
    stood, told = list(FeeMilestone.objects.values()), Event.objects.count()
    assert not _undo_of(ada.post(address, _SENT, follow=True).content.decode())
    assert (list(FeeMilestone.objects.values()), Event.objects.count()) == (stood, told)


def _reach_it(ada: Client, address: str) -> None:
    ada.post(f"{address}{_standing().get(name='Start').pk}/reach/")


def _change_again(ada: Client, address: str) -> None:
    row = Assignment.objects.get()
    later = Event.objects.order_by("-seq")[0].at + timedelta(minutes=1)
    actions.set_fee_milestones(assignment=row, milestones=[], by=viewer_of(row.owner), at=later)


@pytest.mark.parametrize("since", [_reach_it, _change_again])
def test_what_came_since_forbids_taking_a_change_back(
    as_account: Browser, cast: Cast, assignment: Assignment, since: Callable[[Client, str], None]
) -> None:
    ada, address = _in_english(as_account, cast), f"/assignments/{assignment.pk}/fees/"
    undo = _undo_of(ada.post(f"{address}set/", _SENT, follow=True).content.decode())
    since(ada, address)
    stood = list(FeeMilestone.objects.order_by("pk").values())
    refused = ada.post(undo, follow=True).content.decode()
    assert "Change them by hand." in refused
    assert list(FeeMilestone.objects.order_by("pk").values()) == stood


def test_a_change_is_taken_back_once_and_by_who_made_it(
    as_account: Browser, cast: Cast, assignment: Assignment
) -> None:
    ada, address = _in_english(as_account, cast), f"/assignments/{assignment.pk}/fees/"
    undo = _undo_of(ada.post(f"{address}set/", _SENT, follow=True).content.decode())
    as_account(cast.lead).post(undo)
    assert _standing().count() == 2
    ada = _in_english(as_account, cast)
    for _again in range(2):
        ada.post(undo)
        assert not _standing().exists()
    for broken in ("", "?at=x", "?at=2026-13-40T00:00:00Z"):
        assert ada.post(f"{address}undo/{broken}", follow=True).status_code == 200
    assert Event.objects.filter(code=events.FeeMilestonesRestored.code).count() == 1


def test_a_replaced_part_is_nowhere_due(assignment: Assignment, ada: Viewer, now: datetime) -> None:
    _set(assignment, ada, now, ("A", "1", now.date()))
    replaced = FeeMilestone.objects.get()
    _set(assignment, ada, now, ("B", "2", now.date()))
    assert [line.name for line in fee_lines(ada, on=now.date())] == ["B"]
    assert not today(ada, as_of=now).item(f"fee:{replaced.pk}")
    actions.reach_fee_milestone(milestone=replaced, by=ada, at=now)
    replaced.refresh_from_db()
    assert replaced.reached_at is None


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
