"""The parts of the report on promises, on the way from step to step, and on the two losses."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.momentum.reporting import words
from framdrift.momentum.reporting.promises import PromiseLine, Told
from framdrift.momentum.reporting.report import TimeReport
from framdrift.momentum.reporting.shapes import Cell, Chart, Mark, Part, Table
from framdrift.momentum.reporting.way import WITHIN_DAYS, WayLine
from framdrift.science.proportions import Share

_TOLD: words.Words = {
    Told.US_TO_CANDIDATES: gettext_lazy("What we promised candidates"),
    Told.US_TO_CLIENTS: gettext_lazy("What the agency promised"),
    Told.CLIENTS_TO_US: gettext_lazy("What the client promised"),
}


def promises_part(report: TimeReport) -> Part | None:
    """Promises kept, both ways."""
    if not report.promises:
        return None
    marks = tuple(_share_mark(str(_TOLD[line.told]), line.kept) for line in report.promises)
    return Part(
        key="promises",
        title=_("Promises kept"),
        sentence=" ".join(
            _("%(what)s: %(hits)s kept.") % {"what": _TOLD[line.told], "hits": words.counted(line.kept)}
            for line in report.promises
        ),
        chart=Chart(_("share kept by the date that was told, with 95% limits"), marks, is_share=True),
        table=Table(
            _("Dates that were told to somebody and fell in the period"),
            (_("Promise"), _("Kept"), _("Broken"), _("Share kept"), _("95% limits"), _("Taken back before")),
            tuple(_promise_row(line) for line in report.promises),
        ),
        notes=(_("A promise that was taken back before its date is neither kept nor broken."),),
    )


def _promise_row(line: PromiseLine) -> tuple[Cell, ...]:
    return (
        Cell(str(_TOLD[line.told])),
        Cell(words.number(line.kept.hits), f"promise-kept:{line.told}"),
        Cell(words.number(line.kept.n - line.kept.hits), f"promise-broken:{line.told}"),
        Cell(words.rate(line.kept)),
        Cell(words.band(line.kept)),
        Cell(words.number(line.taken_back), f"promise-back:{line.told}"),
    )


def _share_mark(label: str, share: Share) -> Mark:
    told = words.is_told(share)
    return Mark(
        label,
        share.share if told else None,
        f"{words.counted(share)} · {words.rate(share)}",
        share.low if told else None,
        share.high if told else None,
    )


def way_part(report: TimeReport) -> Part | None:
    """From step to step: who came, who went further, and who left."""
    if not report.way:
        return None
    marks = tuple(_share_mark(str(words.STEP_TYPES[line.step]), line.further) for line in report.way)
    return Part(
        key="way",
        title=_("From step to step"),
        sentence=_way_sentence(report.way),
        chart=Chart(_("share that has gone further, with 95% limits"), marks, is_share=True),
        table=Table(
            _("Candidacies that came to a step in the period, and what became of them"),
            (
                _("Step"), _("Came there"), _("Went further"), _("Left"), _("Declined by us"), _("There still"),
                _("Ended with the assignment"), _("Further within %(n)s working days") % {"n": WITHIN_DAYS},
            ),
            tuple(_way_row(line) for line in report.way),
        ),
        notes=(
            _(
                "Each candidacy counts once at a step, also when it came back. Whoever is there still may go further; "
                "the last column counts them for as long as they have been there."
            ),
        ),
    )  # fmt: skip


def _way_row(line: WayLine) -> tuple[Cell, ...]:
    names = ("further", "left", "declined", "there", "ended")
    return (
        Cell(str(words.STEP_TYPES[line.step])),
        Cell(words.number(line.came), f"came:{line.step}"),
        *(
            Cell(words.number(count), f"{name}:{line.step}" if count else "")
            for name, count in zip(names, line.fates, strict=True)
        ),
        Cell(_by_days(line)),
    )


def _by_days(line: WayLine) -> str:
    """The chance, or why there is none: too few, or nobody of those who are there still was seen for so long."""
    if line.by_days is not None:
        return words.percent(line.by_days)
    return _("not seen for so long") if words.is_told(line.further) else _("too few to say")


def _way_sentence(lines: tuple[WayLine, ...]) -> str:
    known = [line for line in lines if words.is_told(line.further)]
    left = [line for line in known if line.fates[1]]
    if not left:
        return _("Nobody left on the way in numbers that say anything.")
    most = max(left, key=lambda line: line.fates[1])
    return _("Most left at %(step)s: %(n)s of %(came)s who came there.") % {
        "step": str(words.STEP_TYPES[most.step]).lower(),
        "n": words.number(most.fates[1]),
        "came": words.number(most.came),
    }


def losses_part(report: TimeReport) -> Part | None:
    """The two losses, as their own page counts them."""
    shares = [
        (_("Assignments lost to slowness"), report.slowness.either, "losses:either"),
        (_("Offers declined for time"), report.declines, "losses:declined"),
    ]
    if not any(share.n for _label, share, _cases in shares):
        return None
    rows = tuple(
        (
            Cell(label),
            Cell(words.number(share.hits), cases if share.hits else ""),
            Cell(words.number(share.n), "losses:ends" if cases == "losses:either" else "losses:offers"),
            Cell(words.rate(share)),
            Cell(words.band(share)),
        )
        for label, share, cases in shares
    )
    return Part(
        key="losses",
        title=_("The two losses"),
        sentence=" ".join(f"{label}: {words.counted(share)}." for label, share, _cases in shares),
        chart=Chart(
            _("share, with 95% limits"), tuple(_share_mark(label, share) for label, share, _c in shares), is_share=True
        ),
        table=Table(
            _("Preferred candidates and offers lost to time"),
            (_("Loss"), _("Lost"), _("Of"), _("Share"), _("95% limits")),
            rows,
        ),
        notes=(
            _(
                "Lost to slowness: the preferred candidate, marked before by a person, withdrew and told a reason of "
                "time, or left while a date of ours or the client's was overdue."
            ),
        ),
    )
