"""Web processes for the tests of the counting process: an installation of their own, filled, asked, told as JSON.

python -m tests.momentum.reporting.asker fill | serve | ask
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import django

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HEAVY = ("numpy", "scipy", "pandas", "sklearn", "ortools")


def fill() -> None:
    """An assignment with three candidates, of whom one was interviewed and one left."""
    from framdrift.organisations.access import viewer_of
    from framdrift.recruiting import actions
    from framdrift.recruiting.models import PlanTemplate, TemplateStep
    from tests.cast import gather
    from tests.recruitment import STEPS, candidate, column

    people = gather(at=AT)
    ada = viewer_of(people.owner)
    template = PlanTemplate.objects.create(name="Standard")
    for position, (kind, scope, side, days, needs) in enumerate(STEPS, start=1):
        TemplateStep.objects.create(
            template=template, position=position, type=kind, scope=scope, side=side, work_days=days, needs=needs,
            name_sv=kind.value, name_en=kind.value,
        )  # fmt: skip
    assignment = actions.open_assignment(
        company=people.north.company, title="Ekonomichef", owner=people.owner, template=template,
        kickoff_on=date(2026, 11, 3), facts=actions.Facts(pay_low=52000, pay_high=60000),
        criteria=[{"name": "Bokslut"}], crew=actions.Crew(contacts={people.north.manager: "decider"}),
        by=ada, at=AT - 21 * DAY,
    )  # fmt: skip
    found = [
        actions.enter_candidacy(
            assignment=assignment, candidate=candidate(name, ada, AT - days * DAY), source="applied", by=ada,
            at=AT - days * DAY,
        )
        for name, days in (("Lea", 14), ("Bo", 12), ("Siv", 9))
    ]  # fmt: skip
    actions.move_candidacy(candidacy=found[0], to=column(assignment, "interview"), by=ada, at=AT - 5 * DAY)
    actions.end_candidacy(
        candidacy=found[1], status="withdrew", told_reason="silence", told_by_side="candidate", by=ada, at=AT - 4 * DAY
    )


def serve() -> dict[str, Any]:
    """Pages, lists and papers as a web process gives them; then the same counted from nothing in this process."""
    client = _browser()
    before = told()
    pages = {name: _page(client, query) for name, query in _PAGES.items()}
    _pass_a_ball()
    after = told()
    _kill_the_counting()
    again = told()
    fault = _faulty()
    loaded = [name for name in HEAVY if name in sys.modules]
    from django.conf import settings

    settings.REPORTS_COUNTED_APART = False
    return {
        "before": before, "after": after, "again": again, "here": told(), "fault": fault, "pages": pages,
        "loaded": loaded,
    }  # fmt: skip


_PAGES: dict[str, dict[str, str]] = {
    "page": {},
    "list": {"cases": "side:agency"},
    "paper": {"form": "pdf"},
    "nothing": {"cases": "side:nobody"},
}


def told() -> Any:
    """The lead's report as of `AT`, waiting as long as it takes."""
    from framdrift.momentum.reporting.apart import asking
    from framdrift.momentum.reporting.apart.wire import STAFF, Question, document_of

    return asdict(document_of(asking.ask(Question(STAFF, _lead(), _period(), "en"), patience=60)))


def ask() -> None:
    """Ask, tell the answer and the number of the counting process, again at each line that comes in."""
    from framdrift.momentum.reporting.apart import asking

    for _line in sys.stdin:
        print(json.dumps([told(), asking.counting_pid()]), flush=True)


def _lead() -> Any:
    from framdrift.organisations.access import viewer_of
    from framdrift.organisations.models import Account

    return viewer_of(Account.objects.get(name="Eva Ekström"))


def _period(zone: Any = None) -> Any:
    from framdrift.momentum.reporting.period import Period

    return Period(date(2026, 1, 1), date(2026, 11, 24), AT, zone or ZoneInfo("Europe/Stockholm"))


def _browser() -> Any:
    from django.conf import settings

    from benchmarks import signed_in

    settings.STAFF_NEED_SECOND_FACTOR = False
    return signed_in.lead()[1]


def _page(client: Any, query: dict[str, str]) -> tuple[int, str]:
    answer = client.get("/reports/time/", query)
    return answer.status_code, answer.headers["Content-Type"].partition(";")[0]


def _pass_a_ball() -> None:
    from framdrift.organisations.access import viewer_of
    from framdrift.organisations.models import Account
    from framdrift.recruiting import actions
    from framdrift.recruiting.models import Ball

    ball = Ball.objects.get(candidacy__candidate__name="Siv", ended_at=None)
    karin = Account.objects.get(name="Karin Holm")
    ada = viewer_of(Account.objects.get(name="Ada Lind"))
    actions.pass_ball(ball=ball, side="client", account=karin, reason="answer", by=ada, at=AT - 3 * DAY)


def _kill_the_counting() -> None:
    from framdrift.momentum.reporting.apart import asking

    os.kill(asking.counting_pid(), signal.SIGKILL)


def _faulty() -> str:
    """What a question says that cannot be answered."""
    from framdrift.momentum.reporting.apart import asking
    from framdrift.momentum.reporting.apart.wire import STAFF, Question

    nowhere = _period(timezone(timedelta(minutes=17)))
    try:
        asking.ask(Question(STAFF, _lead(), nowhere, "en"), patience=60)
    except asking.CountingFailed as failed:
        return str(failed)
    return "answered"


if __name__ == "__main__":
    django.setup()
    done = {"fill": fill, "serve": serve, "ask": ask}[sys.argv[1]]()
    if done is not None:
        print(json.dumps(done))
