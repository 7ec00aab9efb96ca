"""The parts of the report on client companies and on colleagues."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.momentum.reporting import words
from framdrift.momentum.reporting.report import TimeReport
from framdrift.momentum.reporting.shapes import Cell, Chart, Mark, Part, Table
from framdrift.momentum.reporting.waiting import WaitLine
from framdrift.recruiting.kinds import Side
from framdrift.science.pooling import PooledTime
from framdrift.science.proportions import Share

CHARTED = 12
OWN_ENOUGH = 30
"""From so many turns on a client's own median stands alone: the common shape would say less of it than it does."""
_NONE = Share(0, 0, None, None, None)


def clients_part(report: TimeReport) -> Part | None:
    """Each client: the days that its recruitments waited, and how long its own answers take."""
    lines = report.by_client
    if not lines:
        return None
    slowest = sorted(lines, key=lambda line: -line.of_side(Side.CLIENT))
    marks = tuple(_mark(line, report.companies[int(line.key)]) for line in slowest[:CHARTED])
    return Part(
        key="clients",
        title=_("Client by client"),
        sentence=_clients_sentence(slowest, report),
        chart=Chart(_("median working days for the client's answer, with 95% limits"), marks),
        table=Table(
            _("Waiting by client, in working days"),
            (
                _("Client company"), _("Working days"), _("With the client"), _("The client's turns"),
                _("Median answer"),
                _("95% limits"), _("Likely median"), _("Answers in time"),
            ),
            tuple(_client_row(line, report) for line in lines),
        ),
        notes=_client_notes(report),
    )  # fmt: skip


def _client_notes(report: TimeReport) -> tuple[str, ...]:
    if not report.pooled_by_client:
        return (_("With so few clients none of them is measured by the others: the likely median is left out."),)
    return (
        _(
            "The likely median leans on all clients together, the more the fewer turns a client has had: so little "
            "says more about chance than about the client. Its limits hold the client's own pace in 95 cases of 100."
        ),
    )


def _mark(line: WaitLine, label: str) -> Mark:
    told = line.length.is_told
    return Mark(
        label,
        line.length.median if told else None,
        f"{words.median(line.length)} · n = {words.number(line.length.n)}",
        line.length.low if told else None,
        line.length.high if told else None,
    )


def _client_row(line: WaitLine, report: TimeReport) -> tuple[Cell, ...]:
    pk = int(line.key)
    share = report.in_time_at_client.get(pk, _NONE)
    return (
        Cell(report.companies[pk], f"report:{pk}"),
        Cell(words.days(line.work_days), f"at:{pk}"),
        Cell(words.days(line.of_side(Side.CLIENT)), f"with:{pk}"),
        Cell(words.number(line.length.n), f"answer:{pk}"),
        Cell(words.median(line.length), f"answer:{pk}"),
        Cell(words.limits(line.length)),
        Cell(_likely(report.pooled_by_client.get(pk)) if line.length.n < OWN_ENOUGH else words.DASH),
        Cell(f"{words.counted(share)} · {words.rate(share)}" if share.n else words.DASH, f"due-at:{pk}"),
    )


def _likely(found: PooledTime | None) -> str:
    """`2.4 (1.9 to 3.1)`, as far as the common curve goes."""
    if found is None:
        return words.DASH
    if found.median is None or found.low is None:
        return _("not reached")
    high = _("not reached") if found.high is None else words.days(found.high)
    limits = _("%(low)s to %(high)s") % {"low": words.days(found.low), "high": high}
    return f"{words.days(found.median)} ({limits})"


def _clients_sentence(slowest: list[WaitLine], report: TimeReport) -> str:
    first = slowest[0]
    return _("Most waiting with a client lay with %(name)s: %(days)s working days, in %(n)s turns.") % {
        "name": report.companies[int(first.key)],
        "days": words.days(first.of_side(Side.CLIENT)),
        "n": words.number(first.length.n),
    }


def colleagues_part(report: TimeReport) -> Part | None:
    """Who held our own balls, and for how long: the load, never a ranking of people's worth."""
    lines = report.by_colleague
    if not lines:
        return None
    marks = tuple(Mark(report.accounts[int(line.key)], line.work_days, words.days(line.work_days)) for line in lines)
    return Part(
        key="colleagues",
        title=_("Our own load"),
        sentence=_(
            "How many balls each of us held, and for how long. Days add up over everything held at the same time, so "
            "that many days mean much to do at once, not slowness."
        ),
        chart=Chart(_("working days that balls were held"), marks),
        table=Table(
            _("Balls held by colleague"),
            (
                _("Colleague"),
                _("Working days"),
                _("Not passed on yet"),
                _("Median turn"),
                _("Answers in time"),
                _("Work"),
            ),
            tuple(_colleague_row(line, report) for line in lines),
        ),
    )


def _colleague_row(line: WaitLine, report: TimeReport) -> tuple[Cell, ...]:
    pk = int(line.key)
    share = report.in_time_of_colleague.get(pk, _NONE)
    minutes = report.work.by_account.get(pk, 0)
    return (
        Cell(report.accounts[pk]),
        Cell(words.days(line.work_days), f"held:{pk}"),
        Cell(words.number(line.open_n), f"held-open:{pk}" if line.open_n else ""),
        Cell(words.median(line.length), f"own-turn:{pk}"),
        Cell(f"{words.counted(share)} · {words.rate(share)}" if share.n else words.DASH, f"due-held:{pk}"),
        Cell(words.hours(minutes) if minutes else words.DASH),
    )
