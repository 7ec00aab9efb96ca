"""What the kick-off page shows, in words: the people who may sit, the weeks, what found no time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from framdrift.desk.components import words
from framdrift.desk.kickoff.forms import Person
from framdrift.foundation import calendar
from framdrift.organisations.models import Account
from framdrift.planning.availability.queries import bases
from framdrift.planning.availability.rules import Basis
from framdrift.planning.booking.weeks import Block
from framdrift.planning.booking.words import title_of
from framdrift.planning.kickoff.debriefs import late_debriefs
from framdrift.planning.kickoff.rounds import Asked
from framdrift.recruiting.kinds import MeetingKind, MeetingState, SeatRole
from framdrift.recruiting.models import Assignment, Contact, Meeting, PlanStep, Sitting
from framdrift.recruiting.queries.meetings import MeetingLine
from framdrift.science.scheduling.reasons import Why

_PARTS = {
    Contact.Part.DECIDER: (pgettext_lazy("part at the client", "decides"), SeatRole.DECIDER),
    Contact.Part.INTERVIEWER: (pgettext_lazy("part at the client", "interviews"), SeatRole.INTERVIEWER),
    Contact.Part.INFORMED: (pgettext_lazy("part at the client", "takes part"), SeatRole.INTERVIEWER),
}
_BASES = {
    Basis.CALENDAR: gettext_lazy("own calendar"),
    Basis.PAINTED: gettext_lazy("own week by hand"),
    Basis.HOURS: gettext_lazy("own hours"),
    Basis.ASSUMED: gettext_lazy("office hours assumed"),
}
_WHYS = {
    Why.AFTER_NOT_HELD: gettext_lazy("What comes before it has no time either."),
    Why.NO_WINDOW: gettext_lazy("The days that were given are too few."),
    Why.PANEL_NEVER_FREE: gettext_lazy("Those who sit are never free together on the days given."),
    Why.NO_TIME_AFTER: gettext_lazy("No time is left on the days given once what comes before it has ended."),
    Why.TAKES_NONE: gettext_lazy("Somebody who must sit takes no meetings on any day."),
    Why.CROWDED_OUT: gettext_lazy("The other meetings take the times that it needs."),
}
_HELPS = {
    Why.NO_WINDOW: gettext_lazy("Give it more days."),
    Why.PANEL_NEVER_FREE: gettext_lazy("Give it more days, or let somebody else sit."),
    Why.NO_TIME_AFTER: gettext_lazy("Give it more days, or let what comes before it begin earlier."),
    Why.TAKES_NONE: gettext_lazy("Let somebody else sit."),
    Why.CROWDED_OUT: gettext_lazy("Give it more days, or let somebody else sit."),
}
"""Where no single change by one moment's people would do."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A meeting without a time: which, why, and the smallest change that would help."""

    title: str
    why: str
    help: str


def people_of(assignment: Assignment) -> list[Person]:
    """Everybody who may sit: the consultant, deputies and those who have a step of their own, then the client's people.
    Four statements and four more."""
    has_part = Q(deputy_for__assignment=assignment)
    has_part |= Q(owned_steps__assignment=assignment) | Q(deputy_at_steps__assignment=assignment)
    deputies = Account.objects.filter(has_part, is_active=True).distinct()
    ours = [assignment.owner, *(one for one in deputies.order_by("name") if one.pk != assignment.owner_id)]
    contacts = Contact.objects.filter(assignment=assignment, account__is_active=True).select_related("account")
    theirs = sorted(contacts, key=lambda row: (list(_PARTS).index(Contact.Part(row.part)), row.account.name))
    known = bases([*(one.pk for one in ours), *(row.account_id for row in theirs)])
    found = [Person(one.pk, one.name, _note(_("us"), known.get(one.pk)), SeatRole.HOST) for one in ours]
    for row in theirs:
        part, role = _PARTS[Contact.Part(row.part)]
        found.append(Person(row.account_id, row.account.name, _note(str(part), known.get(row.account_id)), role))
    return found


def _note(part: str, basis: Basis | None) -> str:
    return f"{part} · {_BASES[basis or Basis.ASSUMED]}"


def step_names(assignment: Assignment, language: str) -> dict[int, str]:
    """The plan's steps by id."""
    return {step.pk: step.name_in(language) for step in PlanStep.objects.filter(assignment=assignment)}


def blocks_of(lines: Iterable[MeetingLine], *, language: str) -> list[Block]:
    """Meetings as the week view shows them: proposals lead to where they are changed, others to their page."""
    return [block_of(line, language=language) for line in lines]


def block_of(line: MeetingLine, *, language: str, with_assignment: bool = False) -> Block:
    """One meeting."""
    names = [one.name for one in line.people if not one.is_alternate]
    if line.state == MeetingState.PROPOSED:
        address = reverse("assignment-kickoff-meeting", args=[line.assignment_id, line.id])
    else:
        address = reverse("meeting", args=[line.id])
    title = title_of(line.kind, line.step_sv if language == "sv" else line.step_en)
    who = line.candidate or (
        _("no candidate yet") if line.is_open_slot and line.state == MeetingState.CONFIRMED else ""
    )
    note = f"{line.assignment}, {line.company}" if with_assignment else words.joined_words(names)
    return Block(
        start_at=line.start_at,
        end_at=line.end_at,
        title=f"{title}: {who}" if who else title,
        note=note,
        kind=line.kind,
        state=line.state,
        address=address,
        is_own=line.is_own,
        mark=_("cannot come: %(who)s") % {"who": words.joined_words([one.name for one in line.declined])}
        if line.declined
        else "",
    )


def late_debrief_lines(sitting: Sitting, names: Mapping[int, str]) -> list[str]:
    """The debriefs that cannot be held as soon as they should, a sentence each. One statement."""
    live = Meeting.objects.filter(sitting=sitting).exclude(state=MeetingState.CANCELLED).order_by("start_at")
    rows = list(live.values_list("plan_step_id", "kind", "start_at"))
    late = late_debriefs(rows, zone=calendar.agency_zone(), days=calendar.working_days())
    return [_late_debrief(names.get(step_id, ""), wait) for step_id, wait in late.items()]


def _late_debrief(step: str, wait: int) -> str:
    sentence = ngettext(
        "%(what)s is %(n)d working day after the last interview: those who sit cannot meet before.",
        "%(what)s is %(n)d working days after the last interview: those who sit cannot meet before.",
        wait,
    )
    return sentence % {"what": title_of(MeetingKind.DEBRIEF, step), "n": wait}


def left_out_lines(sitting: Sitting, asked: Asked, names: Mapping[int, str], people: Iterable[Person]) -> list[LeftOut]:
    """What found no time, in words."""
    who = {one.account_id: one.name for one in people}
    return [_left_out(row, asked, names, who) for row in sitting.left_out]


def _left_out(row: Mapping[str, Any], asked: Asked, names: Mapping[int, str], who: Mapping[int, str]) -> LeftOut:
    one = asked.round(row["key"])
    title = title_of(one.kind, names.get(one.plan_step_id, "")) if one else ""
    if one and one.count > 1:
        title = _("%(what)s, number %(n)d") % {"what": title, "n": row["number"]}
    why = Why(row["why"])
    return LeftOut(title, str(_WHYS[why]), _help(why, row["change"], who))


def _help(why: Why, change: Mapping[str, Any] | None, who: Mapping[int, str]) -> str:
    if change is None:
        return str(_HELPS.get(why, ""))
    start = datetime.fromisoformat(change["start"])
    slots = {
        "who": words.joined_words([who.get(pk, _("someone")) for pk in change["account_ids"]]),
        "day": words.dated_words(words.local(start).date(), words.local(start).date()),
        "time": words.clock_words(start),
    }
    return _("It fits on %(day)s at %(time)s if %(who)s can come then.") % slots
