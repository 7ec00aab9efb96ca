"""The answer of `framdrift plan`: as one JSON document, and for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from framdrift.cli.language import Language
from framdrift.science.refusals import gettext_noop
from framdrift.science.scheduling.answer import Answer, HelpfulChange, NotHeld
from framdrift.science.scheduling.incumbent import Standing, Status
from framdrift.science.scheduling.problem import Id, Problem
from framdrift.science.scheduling.reasons import Why

SENTENCES = {
    Why.AFTER_NOT_HELD: gettext_noop("It comes after {waits_for}, which is not held."),
    Why.NO_WINDOW: gettext_noop("The candidate and the interview have no free window in common that is long enough."),
    Why.PANEL_NEVER_FREE: gettext_noop("Its panel is never free together when the candidate is."),
    Why.NO_TIME_AFTER: gettext_noop("No time is left for it once what comes before it has ended."),
    Why.TAKES_NONE: gettext_noop("It needs {takes_none}, who takes no interview on any day (max_per_day: 0)."),
    Why.CROWDED_OUT: gettext_noop("Other interviews take the people and the times that it needs."),
}


def document_of(found: Answer, words: Language, *, seconds: float) -> dict[str, Any]:
    """The document of the contract. Sentences are in the reader's language."""
    return {
        "held": [
            {
                "interview": one.interview,
                "start": one.start.isoformat(),
                "end": one.end.isoformat(),
                "interviewers": list(one.interviewers),
            }
            for one in found.held
        ],
        "not_held": [{"interview": one.interview, "why": _why(one, words)} for one in found.not_held],
        "objective": found.objective,
        "bound": found.bound,
        "held_bound": found.held_bound,
        "gap": found.gap,
        "status": found.status.value,
        "seconds": round(seconds, 3),
    }


def _why(one: NotHeld, words: Language) -> dict[str, Any]:
    change = one.change
    return {
        "code": one.why.value,
        "sentence": _sentence(one, words),
        "after": list(one.waits_for),
        "change": None
        if change is None
        else {
            "interviewers": list(change.interviewers),
            "candidate": change.candidate,
            "start": change.start.isoformat(),
            "end": change.end.isoformat(),
        },
    }


def _sentence(one: NotHeld, words: Language) -> str:
    """Why it is not held, and the smallest change that would help."""
    told = words.gettext(SENTENCES[one.why]).format(waits_for=_names(one.waits_for), takes_none=_names(one.takes_none))
    if one.change is None:
        return told
    if one.change.candidate is not None:
        could = words.gettext("It could be held {when} if the candidate {who} could come then.")
    else:
        could = words.gettext("It could be held {when} if {who} could come then.")
    return f"{told} {could.format(when=_when(one.change), who=_names(_people(one.change)))}"


def _people(change: HelpfulChange) -> tuple[Id, ...]:
    return change.interviewers if change.candidate is None else (change.candidate,)


def _names(ids: tuple[Id, ...]) -> str:
    return ", ".join(str(one) for one in ids)


def _when(change: HelpfulChange) -> str:
    return f"{_day(change.start)} {_clock(change.start, change.end)}"


def _day(instant: datetime) -> str:
    return instant.date().isoformat()


def _clock(start: datetime, end: datetime) -> str:
    """Both times of day; with their offsets, and the date of the end, where the bare times would not say it."""
    clock = "%H:%M" if start.utcoffset() == end.utcoffset() else "%H:%M%z"
    if start.date() == end.date():
        return f"{start:{clock}}-{end:{clock}}"
    return f"{start:{clock}} - {end.date().isoformat()} {end:{clock}}"


def text_of(found: Answer, problem: Problem, words: Language) -> str:
    """The plan for people: day by day, then what is not held and why, then how good it is."""
    return "\n".join([*_days(found), *_left_out(found, words), *_summary(found, problem, words)])


def _days(found: Answer) -> Iterator[str]:
    for day, interviews in groupby(found.held, key=lambda one: _day(one.start)):
        yield day
        for one in interviews:
            yield f"  {_clock(one.start, one.end)}  {one.interview}  {one.candidate}  ({_names(one.interviewers)})"
        yield ""


def _left_out(found: Answer, words: Language) -> Iterator[str]:
    if found.not_held:
        yield words.gettext("Not held")
        for one in found.not_held:
            yield f"  {one.interview}: {_sentence(one, words)}"
        yield ""


def _summary(found: Answer, problem: Problem, words: Language) -> Iterator[str]:
    held, asked = len(found.held), len(problem.interviews)
    yield words.gettext("{held} of {asked} interviews are held.").format(held=held, asked=asked)
    if found.status is Status.OPTIMAL:
        yield words.gettext("No plan holds more of them, or is better with as many.")
    elif found.gap is None:
        message = words.gettext("At most {bound} can be held; how much better the times could be is not proven.")
        yield message.format(bound=found.held_bound)
    elif held:
        message = words.gettext("More cannot be held; the times are at most {gap} % from the best possible.")
        yield message.format(gap=_percent(found.gap, words))


def progress_line(standing: Standing, words: Language) -> str:
    """How far the search has come, in one line."""
    if standing.gap is None:
        return words.gettext("{held} held, at most {bound} can be ...").format(
            held=len(standing.plan), bound=standing.held_bound
        )
    message = words.gettext("{held} held, at most {gap} % from the best possible ... (Ctrl-C shows the plan so far)")
    return message.format(held=len(standing.plan), gap=_percent(standing.gap, words))


def _percent(share: float, words: Language) -> str:
    text = f"{100 * share:.1f}"
    return text.replace(".", ",") if words.code == "sv" else text
