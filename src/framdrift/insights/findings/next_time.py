"""What to say, ask and plan in the next recruitment for a company, from what has been released to it and nothing else.

The one place where what people said reaches those who recruit: the company's own level of its newest releases, whole
groups and no quotes, as its HR reads it. No raw figure, no unit, nobody's words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from framdrift.conversations.kinds import TalkKind
from framdrift.insights.kinds import Direction
from framdrift.insights.release.queries import Told, told_of_company
from framdrift.insights.release.telling import side_shown
from framdrift.organisations.access import SYSTEM, Viewer, visible_companies
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.disclosure.bands import HIGH, MIXED

_FILE: Final = Path(__file__).with_name("next-time.yaml")
_MOST: Final = 3
_LEVELS: Final = {HIGH: 0, MIXED: 1}


@dataclass(frozen=True, slots=True)
class Holds:
    """A theme that holds people, as it is told; `also_pulls` where it draws others away, so that both are said."""

    name: str
    told: str
    also_pulls: bool


@dataclass(frozen=True, slots=True)
class Pulls:
    """A theme that draws people away, as it is told of stay and of exit interviews; what to ask and plan, empty for a
    theme that the agency has added itself."""

    name: str
    of_stay: str
    of_exit: str
    client: str
    candidate: str
    plan: str


@dataclass(frozen=True)
class NextTime:
    """`released_on`: the days of the releases that it rests on, newest first."""

    say: tuple[Holds, ...]
    ask: tuple[Pulls, ...]
    released_on: tuple[date, ...]


def next_time(viewer: Viewer, company_id: int, *, language: str) -> NextTime | None:
    """For those who recruit and those who work with talks; None where nothing has been released. Two statements.

    Raises NotAllowed for everybody else, and for a company that the viewer does not see.
    """
    if not (viewer.is_recruiter or viewer.is_interviewer):
        raise NotAllowed
    if not visible_companies(viewer).filter(pk=company_id).exists():
        raise NotAllowed
    releases = told_of_company(SYSTEM, company_id, language=language)
    stay, leave = (_newest(releases, kind) for kind in (TalkKind.STAY, TalkKind.EXIT))
    resting = [one for one in (stay, leave) if one is not None]
    if not resting:
        return None
    names = {code: name for one in resting for code, name in one.figures.names.items()}
    return NextTime(
        say=_say(names, stay or resting[0], resting),
        ask=_ask(names, stay, leave, language=language),
        released_on=tuple(sorted((date.fromisoformat(one.figures.made_on) for one in resting), reverse=True)),
    )


def _newest(releases: Sequence[Told], kind: str) -> Told | None:
    return next((one for one in releases if one.figures.kind == kind), None)


def _say(names: Mapping[str, str], told: Told, resting: Sequence[Told]) -> tuple[Holds, ...]:
    """What the newest stay interviews hold with; what the exit interviews do, where there are no others."""
    held = [(code, name, side_shown(told, code, Direction.HOLDS)) for code, name in names.items()]
    foremost = sorted((one for one in held if one[2].level in _LEVELS), key=lambda one: (_LEVELS[one[2].level], one[1]))
    return tuple(
        Holds(name, shown.words, any(_pulls(one, code) for one in resting)) for code, name, shown in foremost[:_MOST]
    )


def _ask(names: Mapping[str, str], stay: Told | None, leave: Told | None, *, language: str) -> tuple[Pulls, ...]:
    """Themes that draw away, those of both kinds of talks first, then those that most speak of."""
    found = []
    for code, name in names.items():
        of_stay, of_exit = (side_shown(one, code, Direction.PULLS) for one in (stay, leave))
        levels = [_LEVELS[shown.level] for shown in (of_stay, of_exit) if shown.level in _LEVELS]
        if levels:
            found.append(((-len(levels), min(levels), name), code, of_stay.words, of_exit.words))
    return tuple(
        Pulls(order[2], of_stay, of_exit, **_lines(code, language))
        for order, code, of_stay, of_exit in sorted(found)[:_MOST]
    )


def _pulls(told: Told, code: str) -> bool:
    return side_shown(told, code, Direction.PULLS).level in _LEVELS


def _lines(code: str, language: str) -> dict[str, str]:
    """What to ask and plan, in a language; Swedish where it is not one of ours."""
    lines = _content().get(code, {})
    spoken = "en" if language == "en" else "sv"
    return {part: lines[part][spoken] if lines else "" for part in ("client", "candidate", "plan")}


@cache
def _content() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    themes: Mapping[str, Mapping[str, Mapping[str, str]]] = found["themes"]
    return themes
