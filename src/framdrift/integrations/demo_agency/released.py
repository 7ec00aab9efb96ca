"""Over a year that has been told of: two rounds of stay interviews and two of exit interviews, coded, released, one
quote.

Written in rows, since what counts here is what came of the talks: who said what is drawn, department by department.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Count, Q

from framdrift.conversations.answers import keeping
from framdrift.conversations.answers.kinds import NoteKind, TalkState
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.rules import Written
from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.kinds import Channel, Holder, InvitationState, Level, ProgrammeState, TalkKind
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.conversations.programmes.rules import quarter_end
from framdrift.foundation import calendar
from framdrift.insights.coding.cutting import take_in
from framdrift.insights.kinds import Direction, PassageState, Weight
from framdrift.insights.models import Code, CodebookVersion, Passage, Release
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.quotes import Retold, approve_quote, release_rested, retell
from framdrift.insights.release.refusals import TooFewAuthors, TooFewWaiting
from framdrift.integrations.demo_agency.coded_again import code_again
from framdrift.integrations.demo_agency.phrases import NOTHING_TO_ADD, phrase
from framdrift.integrations.demo_agency.promised import promise_after
from framdrift.integrations.demo_agency.quoted import ask_somebody
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account, Company, Employment, Placement, Role
from framdrift.science.calendars import local_date

_STAY_OPENED_DAYS, _STAY_CLOSED_DAYS, _STAY_RELEASED_DAYS, _EXIT_LOOKS_BACK_DAYS = 200, 160, 154, 100
_MOST_TALKS, _LEAVERS = 48, 16
_BEFORE_OPENED_DAYS, _BEFORE_CLOSED_DAYS, _BEFORE_RELEASED_DAYS, _BEFORE_LEFT_DAYS = 420, 378, 372, 280
_HELD_BEFORE = {"T08": 0.8, "T06": 0.25, "T01": 0.5, "T03": 0.35}
_PULLED_BEFORE = {"T12": 0.8, "T11": 0.2, "T05": 0.4, "T07": 0.15}
"""What was said a year ago: too much to do; since then more people have been taken on, and pay has come instead."""
_HOLDS = {"T08": 0.8, "T06": 0.45, "T01": 0.5, "T03": 0.35, "T13": 0.3}
_PULLS = {"T11": 0.55, "T05": 0.4, "T12": 0.25, "T07": 0.2}
_LEAVERS_HOLD = {"T08": 0.7, "T01": 0.4}
_LEAVERS_PULLED_BEFORE = {"T12": 0.8, "T05": 0.45, "T11": 0.15}
_LEAVERS_PULL = {"T05": 0.8, "T11": 0.5, "T07": 0.35, "T18": 0.3}
_QUOTE = "Man hjälps åt här utan att någon behöver be om det, också när det brinner."
_QUOTED = "T08"
_HOURS = (9, 10, 13, 15)


_NAMES = {
    TalkKind.STAY: ("Stannasamtal hos byrån", "Stay interviews with the agency"),
    TalkKind.EXIT: ("Avslutningssamtal hos byrån", "Exit interviews with the agency"),
    TalkKind.ECHO: ("Efterklang", "Echo calls"),
}
_ASKED = {
    (TalkKind.STAY, str(Direction.HOLDS)): "C1",
    (TalkKind.STAY, str(Direction.PULLS)): "C4",
    (TalkKind.EXIT, str(Direction.HOLDS)): "E6",
    (TalkKind.EXIT, str(Direction.PULLS)): "E3",
}
"""The question at which each side of a theme is told."""


@dataclass(frozen=True)
class _Speaks:
    """How likely somebody is to speak of a theme, as what holds and as what draws away."""

    holds: Mapping[str, float]
    pulls: Mapping[str, float]


def stage_releases(*, now: datetime) -> int:
    """Two releases and a quote at the company whose HR has most to see; how many releases. 0 where nobody works."""
    interviewers = list(Account.objects.filter(company=None, roles__kind=Role.Kind.INTERVIEWER).order_by("pk"))
    lead = Account.objects.filter(company=None, roles__kind=Role.Kind.LEAD).order_by("pk").first()
    company = company_told_of()
    if company is None or lead is None or not interviewers:
        return 0
    rng, today = Random(f"{company.pk}/released"), local_date(now, calendar.agency_zone())
    staff = Employment.objects.filter(company=company, ended_on=None, started_on__lt=today - timedelta(days=400))
    gone = Employment.objects.filter(company=company, ended_on__lt=today - timedelta(days=_EXIT_LOOKS_BACK_DAYS))
    before = _tell_of_the_year_before(company, list(staff.order_by("pk")), interviewers, rng=rng, now=now)
    opens = today - timedelta(days=_STAY_OPENED_DAYS)
    stay = closed_round(TalkKind.STAY, company, opens, today - timedelta(days=_STAY_CLOSED_DAYS), now=now)
    _told(stay, list(staff.order_by("pk")[:_MOST_TALKS]), _Speaks(_HOLDS, _PULLS), interviewers, rng=rng)
    released = _release(stay, interviewers[0], at=now - timedelta(days=_STAY_RELEASED_DAYS))
    if released is not None:
        _quote(released, interviewers[0], lead, at=now - timedelta(days=_STAY_RELEASED_DAYS))
        ask_somebody(released, interviewers[0], at=now - timedelta(days=2))
    talks = list(stay.invitations.select_related("interviewer", "employment").order_by("pk"))
    assert stay.closed_at is not None, "a round that has closed"
    promise_after(company, talks, closed=stay.closed_at, now=now)
    earlier = gone.filter(ended_on__lt=today - timedelta(days=_BEFORE_LEFT_DAYS))
    first = _tell_of_leavers(
        company, list(earlier.order_by("-ended_on", "pk")[:_LEAVERS]), interviewers, rng=rng, now=now
    )
    end = quarter_end(today - timedelta(days=_EXIT_LOOKS_BACK_DAYS))
    leave = closed_round(TalkKind.EXIT, company, end - timedelta(days=90), end, now=now)
    those = list(gone.exclude(pk__in=earlier).order_by("-ended_on", "pk")[:_LEAVERS])
    _told(leave, those, _Speaks(_LEAVERS_HOLD, _LEAVERS_PULL), interviewers, rng=rng)
    after = _release(leave, interviewers[0], at=min(now, now - timedelta(days=(today - end).days - 5)))
    return sum(one is not None for one in (before, released, first, after))


def _tell_of_the_year_before(
    company: Company, staff: Sequence[Employment], interviewers: Sequence[Account], *, rng: Random, now: datetime
) -> Release | None:
    """The first round of stay interviews: those who have been there long enough to have been asked."""
    today = local_date(now, calendar.agency_zone())
    opens, closes = (today - timedelta(days=days) for days in (_BEFORE_OPENED_DAYS, _BEFORE_CLOSED_DAYS))
    there = [one for one in staff if one.started_on < opens][:_MOST_TALKS]
    held = closed_round(TalkKind.STAY, company, opens, closes, now=now)
    _told(held, there, _Speaks(_HELD_BEFORE, _PULLED_BEFORE), interviewers, rng=rng)
    return _release(held, interviewers[0], at=now - timedelta(days=_BEFORE_RELEASED_DAYS))


def _tell_of_leavers(
    company: Company, leavers: Sequence[Employment], interviewers: Sequence[Account], *, rng: Random, now: datetime
) -> Release | None:
    """The first batch of exit interviews."""
    today = local_date(now, calendar.agency_zone())
    end = quarter_end(today - timedelta(days=_BEFORE_LEFT_DAYS))
    held = closed_round(TalkKind.EXIT, company, end - timedelta(days=90), end, now=now)
    _told(held, leavers, _Speaks(_LEAVERS_HOLD, _LEAVERS_PULLED_BEFORE), interviewers, rng=rng)
    return _release(held, interviewers[0], at=now - timedelta(days=(today - end).days - 5))


def company_told_of() -> Company | None:
    """Of those whose people talk the one whose HR has most assignments open: the seat that a visitor may take."""
    still_open = Q(contact_in__assignment__status="open")
    seats = Account.objects.filter(
        is_active=True, roles__kind=Role.Kind.CLIENT_HR, roles__until=None, company__programmes__isnull=False
    )
    best = seats.annotate(shown=Count("contact_in", filter=still_open, distinct=True)).order_by("-shown", "pk").first()
    return best.company if best else None


def closed_round(kind: TalkKind, company: Company, opens: date, closes: date, *, now: datetime) -> ProgrammeRound:
    """The next of a programme at level C, which has closed."""
    began, ended = (datetime.combine(day, now.timetz()) for day in (opens, closes))
    programme = Programme.objects.filter(company=company, kind=kind, name_sv=_NAMES[kind][0]).first()
    if programme is None:
        programme = _programme(kind, company, opens, began=began)
    Programme.objects.filter(pk=programme.pk).update(closed_at=ended)
    return ProgrammeRound.objects.create(
        programme=programme,
        company=company,
        number=programme.rounds.count() + 1,
        opens_on=opens,
        closes_on=closes,
        closed_at=ended,
    )


def _programme(kind: TalkKind, company: Company, opens: date, *, began: datetime) -> Programme:
    guide = next(one for one in ensure_default_guides(at=began) if one.kind == kind)
    return Programme.objects.create(
        company=company,
        kind=kind,
        guide_version=guide.versions.latest("number"),
        name_sv=_NAMES[kind][0],
        name_en=_NAMES[kind][1],
        level=Level.THIRD_PARTY,
        channel=Channel.MEETING,
        holder=Holder.AGENCY,
        starts_on=opens,
        state=ProgrammeState.CLOSED,
        made_at=began,
        launched_at=began,
        closed_at=began,
        contact_name="HR",
        contact_phone="010-555 01 00",
    )


def _told(
    programme_round: ProgrammeRound,
    people: Sequence[Employment],
    speaks: _Speaks,
    interviewers: Sequence[Account],
    *,
    rng: Random,
) -> None:
    """Everybody has talked with one of the interviewers and approved; the first cuts and codes what they said."""
    assert programme_round.closed_at is not None, "only closed rounds are told of"
    by = interviewers[0]
    said = [_mentions(speaks, rng) for _person in people]
    talks = held_talks(programme_round, people, interviewers)
    key, kind = keeping.key_of(talks[0]) if talks else None, TalkKind(programme_round.programme.kind)
    for talk, mentions in zip(talks, said, strict=True):
        assert key is not None, "there are talks"
        keeping.keep(talk, _notes(kind, mentions, rng), key=key)
    take_in(programme_round=programme_round, by=viewer_of(by), at=programme_round.closed_at)
    _code(programme_round, talks, said, by, at=programme_round.closed_at)
    for second in interviewers[1:2]:
        code_again(programme_round, second, rng=Random(f"{programme_round.pk}/again"), at=programme_round.closed_at)


def _notes(kind: TalkKind, mentions: Sequence[tuple[str, str]], rng: Random) -> list[Written]:
    """What was said, one line a theme, at the question that asks for it: what holds first."""
    found = []
    for position, side in enumerate((str(Direction.HOLDS), str(Direction.PULLS))):
        lines = [phrase(theme, side, rng, has_left=kind == TalkKind.EXIT) for theme, way in mentions if way == side]
        if lines or (side == Direction.HOLDS and not mentions):
            text, key = "\n".join(lines) or NOTHING_TO_ADD, uuid.UUID(int=rng.getrandbits(128), version=4)
            found.append(Written(key, _ASKED[kind, side], NoteKind.THEIR_WORDS, text, position, 1, "", 0))
    return found


def _mentions(speaks: _Speaks, rng: Random) -> list[tuple[str, str]]:
    return [
        (theme, str(way))
        for way, likely in ((Direction.HOLDS, speaks.holds), (Direction.PULLS, speaks.pulls))
        for theme, chance in likely.items()
        if rng.random() < chance
    ]


def held_talks(
    programme_round: ProgrammeRound, people: Sequence[Employment], interviewers: Sequence[Account]
) -> list[Talk]:
    """In turn with each interviewer, spread over the round, three a day."""
    programme = programme_round.programme
    units = dict(
        Placement.objects.filter(employment__in=people).order_by("since").values_list("employment_id", "unit_id")
    )
    times = _times(programme_round, len(people))
    asked = Invitation.objects.bulk_create(
        Invitation(
            programme=programme,
            round=programme_round,
            company_id=programme_round.company_id,
            employment=person,
            unit_id=units.get(person.pk),
            interviewer=interviewers[number % len(interviewers)],
            reason="everybody",
            ask_on=programme_round.opens_on,
            due_on=programme_round.closes_on,
            state=InvitationState.DONE,
            invited_at=programme.launched_at,
            booked_at=at,
            started_at=at,
            ended_at=at + timedelta(minutes=programme.talk_minutes),
        )
        for number, (person, at) in enumerate(zip(people, times, strict=True))
    )
    key = keeping.lock_level(programme)
    return Talk.objects.bulk_create(
        Talk(
            key=key,
            company_id=programme_round.company_id,
            round=programme_round,
            invitation=one,
            guide_version_id=programme.guide_version_id,
            held_by=one.interviewer,
            state=TalkState.APPROVED,
            version=1,
            started_at=at,
            approved_at=one.ended_at,
        )
        for one, at in zip(asked, times, strict=True)
    )


def _times(programme_round: ProgrammeRound, count: int) -> list[datetime]:
    """When so many talks were held: on working days, from a week after the round opened until its last week."""
    days, zone = calendar.working_days(), calendar.agency_zone()
    first = days.on_or_after(programme_round.opens_on + timedelta(days=7))
    there = max(1, days.between(first, programme_round.closes_on - timedelta(days=7)))
    return [
        datetime.combine(days.add(first, number * there // count), time(_HOURS[number % len(_HOURS)]), tzinfo=zone)
        for number in range(count)
    ]


def _code(
    programme_round: ProgrammeRound,
    talks: Sequence[Talk],
    said: Sequence[Sequence[tuple[str, str]]],
    by: Account,
    *,
    at: datetime,
) -> None:
    version = CodebookVersion.objects.latest("number")
    passages: dict[int | None, list[Passage]] = {}
    for passage in Passage.objects.filter(round=programme_round).order_by("pk"):
        passages.setdefault(passage.invitation_id, []).append(passage)
    Code.objects.bulk_create(
        Code(
            passage=passage,
            company_id=programme_round.company_id,
            theme=theme,
            coder=by,
            version=version,
            direction=way,
            weight=_weight(programme_round, mentions, theme, way),
            given_at=at,
        )
        for talk, mentions in zip(talks, said, strict=True)
        for passage, (theme, way) in zip(passages.get(talk.invitation_id, []), mentions, strict=False)
    )
    coded = Passage.objects.filter(round=programme_round)
    coded.update(state=PassageState.NOTHING, first_by=by)
    coded.filter(codes__isnull=False).update(state=PassageState.CODED)


def _weight(programme_round: ProgrammeRound, mentions: Sequence[tuple[str, str]], theme: str, way: str) -> Weight:
    """Who leaves calls the first thing they name decisive; the others counted too."""
    if programme_round.programme.kind != TalkKind.EXIT or way != Direction.PULLS:
        return Weight.MENTIONED
    first = next(named for named, side in mentions if side == Direction.PULLS)
    return Weight.DECISIVE if theme == first else Weight.CONTRIBUTING


def _release(programme_round: ProgrammeRound, by: Account, *, at: datetime) -> Release | None:
    """None where too few work there to say anything."""
    programme = programme_round.programme
    try:
        seen = draft_findings(programme, at=at).mark
    except TooFewWaiting:
        return None
    return release_findings(programme=programme, seen=seen, by=viewer_of(by), at=at)


def _quote(figures: Release, interviewer: Account, lead: Account, *, at: datetime) -> None:
    """One that is out, where three or more in somebody's group spoke of it."""
    spoke = Code.objects.filter(passage__round__released__release=figures, theme=_QUOTED, direction=Direction.HOLDS)
    for code in spoke.select_related("passage").order_by("pk"):
        if code.passage.invitation_id is None:
            continue
        retold = Retold(code.passage.invitation_id, _QUOTED, Direction.HOLDS, "sv", _QUOTE, allowed=True)
        try:
            quote = retell(figures=figures, retold=retold, by=viewer_of(interviewer), at=at)
        except TooFewAuthors:
            continue
        approve_quote(quote=quote, seen=_QUOTE, by=viewer_of(interviewer), at=at)
        approve_quote(quote=quote, seen=_QUOTE, by=viewer_of(lead), at=at)
        release_rested(at=at + timedelta(days=1))
        return
