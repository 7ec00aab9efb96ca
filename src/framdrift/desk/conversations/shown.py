"""Rows of programmes and talks in words, for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from framdrift.conversations.invitations.queries import TalkLine
from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.levels import words_of
from framdrift.conversations.models import Programme
from framdrift.conversations.programmes.asking import Asking, PlannedTalk
from framdrift.conversations.programmes.coverage import Coverage, CoverageLine, Progress
from framdrift.desk.conversations.words import (
    AUDIENCES,
    CHANNELS,
    HOLDERS,
    STAGES,
    TALK_BADGES,
    TALK_STATES,
    WHY_NOT,
    words_for,
)
from framdrift.organisations.models import Account

_MONTH_DAYS = 30


@dataclass(frozen=True)
class TalkRow:
    """A talk with its words."""

    line: TalkLine
    programme: str
    channel: str
    state: str
    badge: str


@dataclass(frozen=True)
class AskingLine:
    """One person of the preview."""

    name: str
    ask_on: date
    due_on: date
    why: str
    interviewer: str


@dataclass(frozen=True)
class AskingShown:
    """The preview: who is asked when, who is not and why, and how many letters go in each week."""

    planned: tuple[AskingLine, ...]
    left_out: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[date, int], ...]
    most: int


def talk_rows(lines: Sequence[TalkLine], *, today: date) -> list[TalkRow]:
    """Talks in words."""
    language = get_language() or "en"
    return [
        TalkRow(
            line,
            line.programme_in(language),
            words_for(CHANNELS, line.channel),
            *(_unanswered() if _is_unanswered(line, today=today) else _state(line)),
        )
        for line in lines
    ]


def _state(line: TalkLine) -> tuple[str, str]:
    """Where the talk is, and the look of the badge that says so."""
    return words_for(TALK_STATES, line.state), TALK_BADGES[InvitationState(line.state)]


def _unanswered() -> tuple[str, str]:
    return _("no answer yet"), "late"


def _is_unanswered(line: TalkLine, *, today: date) -> bool:
    """Whether the day to have agreed a time by has passed."""
    return line.state == InvitationState.INVITED and line.booked_at is None and line.on < today


def asking_lines(asking: Asking) -> AskingShown:
    """The preview in words. One statement."""
    ids = {talk.interviewer_id for talk in asking.planned if talk.interviewer_id is not None}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))
    weeks: dict[date, int] = {}
    for talk in asking.planned:
        monday = date.fromisocalendar(*talk.ask_on.isocalendar()[:2], 1)
        weeks[monday] = weeks.get(monday, 0) + 1
    return AskingShown(
        planned=tuple(_asking_line(talk, names) for talk in asking.planned),
        left_out=tuple((one.asked.name, words_for(WHY_NOT, one.why)) for one in asking.left_out),
        weeks=tuple(sorted(weeks.items())),
        most=max(weeks.values(), default=1),
    )


def _asking_line(talk: PlannedTalk, names: dict[int, str]) -> AskingLine:
    why = words_for(STAGES, talk.code)
    if talk.is_late:
        why = _("%(why)s, caught up") % {"why": why}
    return AskingLine(talk.asked.name, talk.ask_on, talk.due_on, why, names.get(talk.interviewer_id or 0, ""))


def programme_facts(row: Programme) -> list[tuple[str, str]]:
    """What was chosen, as pairs for a list of facts. Three statements."""
    language = get_language() or "en"
    return [
        (_("Level"), f"{row.level} – {words_of(row.level, language).name}"),
        (_("Who holds the talks"), _holders(row)),
        (
            _("How"),
            _("%(channel)s, %(minutes)s minutes")
            % {"channel": words_for(CHANNELS, row.channel), "minutes": row.talk_minutes},
        ),
        (_("Who is asked"), _who(row)),
        (_("When"), _rhythm(row)),
        (
            _("Guide"),
            _("%(name)s, version %(number)s")
            % {"name": row.guide_version.guide.name_in(language), "number": row.guide_version.number},
        ),
        (_("Fewest answers before anything is told"), str(row.n_min)),
        (_("Contact"), ", ".join(part for part in (row.contact_name, row.contact_email, row.contact_phone) if part)),
    ]


def _holders(row: Programme) -> str:
    if row.is_anonymous:
        return _("nobody: answered in writing, without a name")
    names = list(row.interviewers.order_by("account__name").values_list("account__name", flat=True))
    holder = words_for(HOLDERS, row.holder)
    return f"{holder} ({', '.join(names)})" if names else holder


def _who(row: Programme) -> str:
    units = list(row.units.order_by("name").values_list("name", flat=True))
    found = words_for(AUDIENCES, row.audience)
    if units:
        found = _("%(who)s in %(units)s") % {"who": found, "units": ", ".join(units)}
    if not row.min_tenure_days:
        return found
    months = row.min_tenure_days // _MONTH_DAYS
    told = ngettext("%(who)s, after %(n)s month", "%(who)s, after %(n)s months", months)
    return told % {"who": found, "n": months}


def _rhythm(row: Programme) -> str:
    if row.every_months is None:
        codes = row.touchpoints.values_list("code", flat=True)
        return ", ".join(words_for(STAGES, code) for code in codes)
    weeks = ngettext("a round of %(n)s week", "a round of %(n)s weeks", row.round_weeks) % {"n": row.round_weeks}
    if row.every_months == 0:
        return weeks
    every = ngettext("%(round)s, every %(n)s month", "%(round)s, every %(n)s months", row.every_months)
    return every % {"round": weeks, "n": row.every_months}


def progress_lines(found: Progress | None) -> list[tuple[str, int]]:
    """How many are where, for the agency; nothing at level D."""
    if found is None:
        return []
    return [
        (words_for(TALK_STATES, state), getattr(found, state.value))
        for state in InvitationState
        if getattr(found, state.value)
    ]


def coverage_lines(found: Coverage | None) -> list[tuple[str, str, str]]:
    """What the client sees: group, size and share in words."""
    if found is None or found.company is None:
        return []
    whole = _coverage_line(found.company, otherwise=_("The whole company"))
    return [whole, *(_coverage_line(line, otherwise=_("The rest of the company")) for line in found.large_units)]


def _coverage_line(line: CoverageLine, *, otherwise: str) -> tuple[str, str, str]:
    bands = {
        "very_low": _("very few talked"),
        "low": _("few talked"),
        "mixed": _("about half talked"),
        "high": _("most talked"),
        "very_high": _("nearly everybody talked"),
    }
    share = bands.get(line.talked) or _("about %(n)s %% talked") % {"n": line.talked}
    group = ", ".join(line.units) or otherwise
    return group, _("%(size)s asked") % {"size": line.asked.replace("-", "–")}, share
