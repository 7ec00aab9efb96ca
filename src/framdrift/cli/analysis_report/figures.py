"""What the report shows, chosen and put into words once for every form of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framdrift.cli.language import Language
from framdrift.science.eventlog.analysis import Analysis
from framdrift.science.eventlog.instants import iso_utc
from framdrift.science.eventlog.outcomes import Outcomes
from framdrift.science.eventlog.stays import Pair, Step

TOO_FEW = 5
"""Fewer stays than this carry no interval worth showing."""

SHOWN_PAIRS = 15


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, column heads and rows of text; the first column names the row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One labelled mark on a scale: `value` with its interval (None: no such limit)."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart of bars with the sentence that says what it shows, and the numbers as a table."""

    title: str
    sentence: str
    unit: str
    bars: tuple[Bar, ...]
    table: Table


def number(value: float | None, language: Language, *, digits: int = 3) -> str:
    """Significant digits with the language's decimal mark; a dash where there is no value."""
    if value is None:
        return "–"
    text = f"{value:.{digits}g}" if 1e-3 <= abs(value) < 10**digits or value == 0 else f"{value:,.0f}"
    if 0 < abs(value) < 1e-3:
        text = f"{value:.4f}"
    return localised(text, language)


def localised(text: str, language: Language) -> str:
    """A number in English writing, with the decimal mark and grouping of the language."""
    if language.code != "sv":
        return text
    return text.replace(",", "\u00a0").replace(".", ",")


def whole(value: int, language: Language) -> str:
    """A count with grouped digits."""
    return localised(f"{value:,}", language)


def interval(low: float | None, high: float | None, language: Language) -> str:
    """`1.2 to 3.4`; an end that is never reached is said."""
    gettext = language.gettext
    if low is None and high is None:
        return "–"
    left = number(low, language) if low is not None else gettext("not reached")
    right = number(high, language) if high is not None else gettext("not reached")
    return gettext("{low} to {high}").format(low=left, high=right)


def introduction(analysis: Analysis, log_name: str, language: Language) -> list[str]:
    """What the log is, in sentences."""
    gettext, log = language.gettext, analysis.log
    texts = [
        gettext("{log}: {events} events in {cases} cases, {activities} activities, {variants} variants.").format(
            log=log_name,
            events=whole(log.events, language),
            cases=whole(log.cases, language),
            activities=whole(log.activities, language),
            variants=whole(log.variants, language),
        ),
        gettext("From {first} to {last}; seen as of {as_of}. Exact duplicates: {duplicates}.").format(
            first=iso_utc(log.first),
            last=iso_utc(log.last),
            as_of=iso_utc(log.as_of),
            duplicates=whole(log.exact_duplicates, language),
        ),
    ]
    if log.ends:
        texts.append(gettext("A case has ended at: {ends}.").format(ends=", ".join(log.ends)))
    else:
        texts.append(gettext("No activity ends a case, so every case counts as open."))
    return [*texts, _throughput(analysis, language)]


def _throughput(analysis: Analysis, language: Language) -> str:
    times = analysis.throughput
    return language.gettext(
        "First to last event: median {median} days, mean {mean}, nine in ten within {p90}; {open} cases "
        "are still open, so this is no lead time."
    ).format(
        median=number(times.median, language),
        mean=number(times.mean, language),
        p90=number(times.p90, language),
        open=whole(times.includes_open, language),
    )


def steps_figure(analysis: Analysis, language: Language) -> Figure:
    """Median wait per step with its interval, and every figure of the step below."""
    gettext = language.gettext
    bars = tuple(_step_bar(step, language) for step in analysis.steps)
    heads = (
        gettext("Step"),
        gettext("Entered"),
        gettext("Open now"),
        gettext("Median days"),
        gettext("95 % interval"),
        gettext("Finished only: n"),
        gettext("Mean days"),
        gettext("Median days, finished"),
        gettext("90th percentile"),
        gettext("Open days so far"),
    )
    return Figure(
        title=gettext("How long each step holds a case"),
        sentence=_steps_sentence(analysis.steps, language),
        unit=gettext("median days, with 95 % interval"),
        bars=bars,
        table=Table(
            caption=gettext("Waits per step, open ones counted for as long as they have lasted"),
            heads=heads,
            rows=tuple(_step_row(step, language) for step in analysis.steps),
        ),
    )


def _step_bar(step: Step, language: Language) -> Bar:
    stays = step.completed_only.n + step.open
    note = "n = " + whole(stays, language)
    if stays < TOO_FEW:
        return Bar(step.step, None, None, None, note + " · " + language.gettext("too few to say"))
    if step.median_days is None:
        return Bar(step.step, None, None, None, note + " · " + language.gettext("half never moved on"))
    return Bar(step.step, step.median_days, step.ci95[0], step.ci95[1], note)


def _step_row(step: Step, language: Language) -> tuple[str, ...]:
    finished = step.completed_only
    return (
        step.step,
        whole(step.entered, language),
        whole(step.open, language),
        number(step.median_days, language),
        interval(*step.ci95, language),
        whole(finished.n, language),
        number(finished.mean_days, language),
        number(finished.median_days, language),
        number(finished.p90_days, language),
        number(step.open_days_total, language),
    )


def _steps_sentence(steps: Sequence[Step], language: Language) -> str:
    known = [s for s in steps if s.median_days is not None and s.completed_only.n + s.open >= TOO_FEW]
    if not known:
        return language.gettext("No step has enough stays to tell its median.")
    slowest = max(known, key=lambda step: step.median_days or 0.0)
    return language.gettext(
        "The slowest step is {step}: half of its stays last {median} days or more (95 % interval {interval}, n = {n})."
    ).format(
        step=slowest.step,
        median=number(slowest.median_days, language),
        interval=interval(*slowest.ci95, language),
        n=whole(slowest.completed_only.n + slowest.open, language),
    )


def pairs_figure(analysis: Analysis, language: Language) -> Figure:
    """The pairs of steps between which most days lie."""
    gettext = language.gettext
    pairs = analysis.pairs[:SHOWN_PAIRS]
    return Figure(
        title=gettext("Where the days went"),
        sentence=_pairs_sentence(analysis.pairs, language),
        unit=gettext("days between the two events, summed over all cases"),
        bars=tuple(Bar(_arrow(pair), pair.total_days, None, None, "n = " + whole(pair.n, language)) for pair in pairs),
        table=Table(
            caption=gettext("Pairs of steps by the time between them"),
            heads=(
                gettext("From"),
                gettext("To"),
                "n",
                gettext("Mean days"),
                gettext("Median days"),
                gettext("Total days"),
            ),
            rows=tuple(_pair_row(pair, language) for pair in pairs),
        ),
    )


def _arrow(pair: Pair) -> str:
    return f"{pair.from_step} → {pair.to_step}"


def _pair_row(pair: Pair, language: Language) -> tuple[str, ...]:
    times = (pair.mean_days, pair.median_days, pair.total_days)
    return (pair.from_step, pair.to_step, whole(pair.n, language), *(number(t, language) for t in times))


def _pairs_sentence(pairs: Sequence[Pair], language: Language) -> str:
    total = sum(pair.total_days for pair in pairs)
    if not total:
        return language.gettext("No time passes between the events of this log.")
    first = pairs[0]
    return language.gettext(
        "{share} % of all days between events lie between {first} and {second} ({n} times)."
    ).format(
        share=number(100 * first.total_days / total, language),
        first=first.from_step,
        second=first.to_step,
        n=whole(first.n, language),
    )


def variants_table(analysis: Analysis, language: Language) -> Table:
    """The most frequent whole sequences."""
    gettext = language.gettext
    return Table(
        caption=gettext("The most frequent ways through"),
        heads=(gettext("Steps"), "n"),
        rows=tuple((" → ".join(v.steps), whole(v.n, language)) for v in analysis.variants),
    )


def outcomes_figure(outcomes: Outcomes, language: Language) -> Figure:
    """Shares per outcome at the last day that can be read, and at every day below."""
    gettext = language.gettext
    heads = (gettext("Outcome"), "n", *(_day(day, language) for day in outcomes.at_days))
    rows = [
        (cause, whole(n, language), *(_percent(value, language) for value in outcomes.cif[cause]))
        for cause, n in outcomes.causes.items()
    ]
    still = (gettext("nothing yet"), whole(outcomes.open, language))
    rows.append((*still, *(_percent(value, language) for value in outcomes.survival)))
    last = max((i for i, value in enumerate(outcomes.survival) if value is not None), default=None)
    bars = () if last is None else tuple(_outcome_bar(outcomes, cause, last, language) for cause in outcomes.causes)
    return Figure(
        title=gettext("How it ends, and when"),
        sentence=_outcomes_sentence(outcomes, language),
        unit=""
        if last is None
        else gettext("per cent with this outcome within {days}").format(days=_day(outcomes.at_days[last], language)),
        bars=bars,
        table=Table(gettext("Share with each outcome by day, the others competing"), heads, tuple(rows)),
    )


def _outcome_bar(outcomes: Outcomes, cause: str, place: int, language: Language) -> Bar:
    share = outcomes.cif[cause][place]
    note = "n = " + whole(outcomes.causes[cause], language)
    return Bar(cause, None if share is None else 100 * share, None, None, note)


def _day(day: float, language: Language) -> str:
    days = int(day) if day == int(day) else day
    return language.gettext("{days} days").format(days=localised(str(days), language))


def _percent(value: float | None, language: Language) -> str:
    return "–" if value is None else localised(f"{100 * value:.1f}", language) + " %"


def _outcomes_sentence(outcomes: Outcomes, language: Language) -> str:
    gettext = language.gettext
    counts = gettext("{n} cases started, {open} have no outcome yet; {without} never started.").format(
        n=whole(outcomes.n, language),
        open=whole(outcomes.open, language),
        without=whole(outcomes.without_start, language),
    )
    if outcomes.median_days_any is None:
        return counts + " " + gettext("Fewer than half have come to an outcome.")
    return (
        counts
        + " "
        + gettext("Half have an outcome within {median} days (95 % interval {interval}).").format(
            median=number(outcomes.median_days_any, language), interval=interval(*outcomes.ci95, language)
        )
    )
