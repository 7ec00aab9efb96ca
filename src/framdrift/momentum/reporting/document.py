"""The report in words, for the page and for paper alike: the same numbers by construction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from framdrift.momentum.reporting import forecast_part, people_parts, way_parts, words
from framdrift.momentum.reporting.report import TimeReport
from framdrift.momentum.reporting.shapes import Cell, Chart, Document, Mark, Part, Table
from framdrift.momentum.reporting.waiting import TOO_FEW, WaitLine
from framdrift.recruiting.kinds import Side
from framdrift.science.proportions import Share

PartOf = Callable[[TimeReport], Part | None]


def staff_document(report: TimeReport) -> Document:
    """What the agency reads of itself, or of one client, in the active language."""
    return _document(
        report,
        [
            time_part,
            steps_part,
            answers_part,
            way_parts.promises_part,
            people_parts.clients_part,
            people_parts.colleagues_part,
            way_parts.way_part,
            way_parts.losses_part,
            forecast_part.forecasts_part,
        ],
    )


def client_document(report: TimeReport) -> Document:
    """What a client reads of its own recruitments: no candidate, no colleague, no other client."""
    return _document(report, [time_part, steps_part, answers_part, way_parts.promises_part, way_parts.losses_part])


def _document(report: TimeReport, makers: Sequence[PartOf]) -> Document:
    title = (
        _("Where the time went: %(company)s") % {"company": report.company}
        if report.company
        else _("Where the time went")
    )
    found = [part for maker in makers if (part := maker(report)) is not None] if report.by_side else []
    return Document(get_language() or "en", title, _lead(report), tuple(found))


def _lead(report: TimeReport) -> str:
    span = words.span(report.period.first_on, report.period.last_on)
    if not report.by_side:
        return _("%(span)s. Nothing was under way in these days.") % {"span": span}
    told = ngettext(
        "%(span)s: %(n)s candidacy in %(assignments)s assignments.",
        "%(span)s: %(n)s candidacies in %(assignments)s assignments.",
        report.candidacies,
    )
    return told % {
        "span": span,
        "n": words.number(report.candidacies),
        "assignments": words.number(report.assignments),
    }


def side_words(code: str, report: TimeReport) -> str:
    """A side; the client by its name in a report on one client."""
    return report.company if code == Side.CLIENT and report.company else words.side(code)


def time_part(report: TimeReport) -> Part | None:
    """Waiting by side, with touch time beside it."""
    total = report.work_days
    lines = report.by_side
    marks = tuple(
        Mark(
            side_words(line.key, report),
            line.work_days,
            f"{words.days(line.work_days)} · {words.percent(_share(line.work_days, total))}",
        )
        for line in lines
    )
    return Part(
        key="time",
        title=_("Who had the ball"),
        sentence=_time_sentence(report),
        chart=Chart(_("working days of waiting in the period"), marks),
        table=Table(
            _("Waiting by side"),
            (
                _("Side"), _("Working days"), _("Share"), _("Not ended yet"), _("Turns"), _("Median turn"),
                _("95% limits"),
            ),
            tuple(_side_row(line, report) for line in lines),
        ),
        notes=_time_notes(report),
    )  # fmt: skip


def _side_row(line: WaitLine, report: TimeReport) -> tuple[Cell, ...]:
    return (
        Cell(side_words(line.key, report)),
        Cell(words.days(line.work_days), f"side:{line.key}"),
        Cell(words.percent(_share(line.work_days, report.work_days))),
        Cell(words.days(line.open_days), f"side-open:{line.key}" if line.open_n else ""),
        Cell(words.number(line.n), f"side:{line.key}"),
        Cell(words.median(line.length), f"turn:{line.key}"),
        Cell(words.limits(line.length)),
    )


def _time_sentence(report: TimeReport) -> str:
    first = report.by_side[0]
    told = _("Of %(total)s working days that somebody waited, %(share)s lay with %(side)s.") % {
        "total": words.days(report.work_days),
        "share": words.percent(_share(first.work_days, report.work_days)),
        "side": report.company if first.key == Side.CLIENT and report.company else str(words.SIDES[first.key]),
    }
    running = sum(line.open_days for line in report.by_side)
    if running >= 0.05:
        told += " " + _("%(days)s of them belong to turns that had not ended.") % {"days": words.days(running)}
    return told


def _time_notes(report: TimeReport) -> tuple[str, ...]:
    notes = [
        _(
            "Every hour of a recruitment belongs to the one who had the ball; pauses belong to nobody. A turn is the "
            "time from getting the ball to passing it on. The median is that of turns that began in the period; those "
            "that had not ended count for as long as they had lasted."
        )
    ]
    if report.work.minutes and report.efficiency is not None:
        work = _(
            "Work itself is estimated at %(hours)s: %(share)s of the time that passed (flow efficiency). It is made of "
            "booked meetings, set times per action and people's own corrections."
        )
        notes.append(work % {"hours": words.hours(report.work.minutes), "share": words.percent(report.efficiency)})
    return tuple(notes)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def steps_part(report: TimeReport) -> Part | None:
    """How long a stay at each sort of step takes, and whom it waited for there."""
    lines = report.by_step
    marks = tuple(
        Mark(
            str(words.STEP_TYPES[line.key]),
            line.length.median if line.length.is_told else None,
            f"{words.median(line.length)} · n = {words.number(line.length.n)}",
            line.length.low if line.length.is_told else None,
            line.length.high if line.length.is_told else None,
        )
        for line in lines
    )
    return Part(
        key="steps",
        title=_("Step by step"),
        sentence=_steps_sentence(lines),
        chart=Chart(_("median working days at the step, with 95% limits"), marks),
        table=Table(
            _("Waiting by sort of step, in working days"),
            (
                _("Step"), _("Working days"), words.side(Side.AGENCY), side_words(Side.CLIENT, report),
                words.side(Side.CANDIDATE), words.side(Side.OUTSIDE), _("Stays begun"), _("Median stay"),
                _("95% limits"),
            ),
            tuple(_step_row(line) for line in lines),
        ),
    )  # fmt: skip


def _step_row(line: WaitLine) -> tuple[Cell, ...]:
    sides = [line.of_side(side) for side in (Side.AGENCY, Side.CLIENT, Side.CANDIDATE, Side.OUTSIDE)]
    return (
        Cell(str(words.STEP_TYPES[line.key])),
        Cell(words.days(line.work_days), f"step:{line.key}"),
        *(Cell(words.days(value) if value else words.DASH) for value in sides),
        Cell(words.number(line.length.n), f"stay:{line.key}"),
        Cell(words.median(line.length), f"stay:{line.key}"),
        Cell(words.limits(line.length)),
    )


def _steps_sentence(lines: Sequence[WaitLine]) -> str:
    known = [line for line in lines if line.length.is_told and line.length.median is not None]
    if not known:
        return _("Too few stays began in these days to say how long a step takes.")
    longest = max(known, key=lambda line: line.length.median or 0.0)
    most = max(lines, key=lambda line: line.work_days)
    return _(
        "%(longest)s takes longest: half are through in %(days)s working days. Most waiting in all lay at %(most)s."
    ) % {
        "longest": words.STEP_TYPES[longest.key],
        "days": words.days(longest.length.median or 0.0),
        "most": str(words.STEP_TYPES[most.key]).lower(),
    }


def answers_part(report: TimeReport) -> Part | None:
    """Answers by the date that was set, per side."""
    found = [(side, report.in_time[side]) for side in (Side.AGENCY, Side.CLIENT, Side.CANDIDATE, Side.OUTSIDE)
             if side in report.in_time]  # fmt: skip
    if not found:
        return None
    marks = tuple(
        Mark(
            side_words(side, report),
            share.share if words.is_told(share) else None,
            f"{words.counted(share)} · {words.rate(share)}",
            share.low if words.is_told(share) else None,
            share.high if words.is_told(share) else None,
        )
        for side, share in found
    )
    rows = tuple(
        (
            Cell(side_words(side, report)),
            Cell(words.number(share.hits), f"kept:{side}"),
            Cell(words.number(share.n - share.hits), f"late:{side}"),
            Cell(words.rate(share)),
            Cell(words.band(share)),
        )
        for side, share in found
    )
    heads = (_("Side"), _("In time"), _("Late"), _("Share in time"), _("95% limits"))
    return Part(
        key="answers",
        title=_("Answers by their date"),
        sentence=_answers_sentence(dict(found), report),
        chart=Chart(_("share passed on by the date, with 95% limits"), marks, is_share=True),
        table=Table(_("Dates for answers that fell in the period"), heads, rows),
        notes=(
            _("Below %(n)s cases no share is told: the limits would cover most of what is possible.") % {"n": TOO_FEW},
        ),
    )


def _answers_sentence(found: dict[Side, Share], report: TimeReport) -> str:
    told = []
    for side in (Side.CLIENT, Side.AGENCY):
        if side in found:
            told.append(
                _("%(side)s: %(hits)s in time.")
                % {"side": side_words(side, report), "hits": words.counted(found[side])}
            )
    return " ".join(told) or _("No date for an answer fell to the agency or the client in these days.")
