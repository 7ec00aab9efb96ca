"""A year that has been told of: a round of stay interviews and a quarter's exit interviews, coded, released, one quote.

Written in rows, since what counts here is what came of the talks: who said what is drawn, department by department.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding.cutting import take_in
from framdrift.insights.kinds import Direction, PassageState
from framdrift.insights.models import Code, CodebookVersion, Passage, Release
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.quotes import Retold, approve_quote, release_rested, retell
from framdrift.insights.release.refusals import TooFewAuthors, TooFewWaiting
from framdrift.integrations.demo_agency.promised import promise_after
from framdrift.organisations.access import viewer_of
from framdrift.integrations.demo_agency.quoted import ask_somebody
from framdrift.organisations.models import Account, Company, Employment, Placement, Role
from framdrift.science.calendars import local_date

_STAY_OPENED_DAYS, _STAY_CLOSED_DAYS, _STAY_RELEASED_DAYS, _EXIT_LOOKS_BACK_DAYS = 200, 160, 154, 100
_MOST_TALKS, _LEAVERS = 48, 16
_HOLDS = {"T08": 0.8, "T06": 0.45, "T01": 0.5, "T03": 0.35, "T13": 0.3}
_PULLS = {"T11": 0.55, "T05": 0.4, "T12": 0.25, "T07": 0.2}
_LEAVERS_HOLD = {"T08": 0.7, "T01": 0.4}
_LEAVERS_PULL = {"T05": 0.8, "T11": 0.5, "T07": 0.35, "T18": 0.3}
_QUOTE = "Man hjälps åt här utan att någon behöver be om det, också när det brinner."
_QUOTED = "T08"


@dataclass(frozen=True)
class _Speaks:
    """How likely somebody is to speak of a theme, as what holds and as what draws away."""

    holds: Mapping[str, float]
    pulls: Mapping[str, float]


def stage_releases(*, now: datetime) -> int:
    """Two releases and a quote at the company whose HR has most to see; how many releases. 0 where nobody works."""
    interviewers = list(Account.objects.filter(company=None, roles__kind=Role.Kind.INTERVIEWER).order_by("pk"))
    lead = Account.objects.filter(company=None, roles__kind=Role.Kind.LEAD).order_by("pk").first()
    company = _company()
    if company is None or lead is None or not interviewers:
        return 0
    rng, today = Random(f"{company.pk}/released"), local_date(now, calendar.agency_zone())
    staff = Employment.objects.filter(company=company, ended_on=None, started_on__lt=today - timedelta(days=400))
    gone = Employment.objects.filter(company=company, ended_on__lt=today - timedelta(days=_EXIT_LOOKS_BACK_DAYS))
    opens = today - timedelta(days=_STAY_OPENED_DAYS)
    stay = _round(TalkKind.STAY, company, opens, today - timedelta(days=_STAY_CLOSED_DAYS), now=now)
    _told(stay, list(staff.order_by("pk")[:_MOST_TALKS]), _Speaks(_HOLDS, _PULLS), interviewers[0], rng=rng)
    released = _release(stay, interviewers[0], at=now - timedelta(days=_STAY_RELEASED_DAYS))
    if released is not None:
        _quote(released, interviewers[0], lead, at=now - timedelta(days=_STAY_RELEASED_DAYS))
    talks = list(stay.invitations.select_related("interviewer", "employment").order_by("pk"))
    assert stay.closed_at is not None, "a round that has closed"
    promise_after(company, talks, closed=stay.closed_at, now=now)
    end = quarter_end(today - timedelta(days=_EXIT_LOOKS_BACK_DAYS))
    leave = _round(TalkKind.EXIT, company, end - timedelta(days=90), end, now=now)
    those = list(gone.order_by("-ended_on", "pk")[:_LEAVERS])
    _told(leave, those, _Speaks(_LEAVERS_HOLD, _LEAVERS_PULL), interviewers[0], rng=rng)
    after = _release(leave, interviewers[0], at=min(now, now - timedelta(days=(today - end).days - 5)))
    return sum(one is not None for one in (released, after))


def _company() -> Company | None:
    """Of those whose people talk the one whose HR has most assignments open: the seat that a visitor may take."""
    still_open = Q(contact_in__assignment__status="open")
    seats = Account.objects.filter(
        is_active=True, roles__kind=Role.Kind.CLIENT_HR, roles__until=None, company__programmes__isnull=False
    )
    best = seats.annotate(shown=Count("contact_in", filter=still_open, distinct=True)).order_by("-shown", "pk").first()
    return best.company if best else None


def _round(kind: TalkKind, company: Company, opens: date, closes: date, *, now: datetime) -> ProgrammeRound:
        ask_somebody(released, interviewers[0], at=now - timedelta(days=2))
    """Of a programme that has closed, at level C."""
    began = datetime.combine(opens, now.timetz())
    ended = datetime.combine(closes, now.timetz())
    guide = next(one for one in ensure_default_guides(at=began) if one.kind == kind)
    names = {
        TalkKind.STAY: ("Stannasamtal, första omgången", "Stay interviews, first round"),
        TalkKind.EXIT: ("Avslutningssamtal", "Exit interviews"),
    }[kind]
    programme = Programme.objects.create(
        company=company,
        kind=kind,
        guide_version=guide.versions.latest("number"),
        name_sv=names[0],
        name_en=names[1],
        level=Level.THIRD_PARTY,
        channel=Channel.MEETING,
        holder=Holder.AGENCY,
        starts_on=opens,
        state=ProgrammeState.CLOSED,
        made_at=began,
        launched_at=began,
        closed_at=ended,
        contact_name="HR",
        contact_phone="010-555 01 00",
    )
    return ProgrammeRound.objects.create(
        programme=programme, company=company, number=1, opens_on=opens, closes_on=closes, closed_at=ended
    )


def _told(
    programme_round: ProgrammeRound, people: Sequence[Employment], speaks: _Speaks, by: Account, *, rng: Random
) -> None:
    """Everybody has talked and approved; what they said is cut and coded."""
    assert programme_round.closed_at is not None, "only closed rounds are told of"
    at = programme_round.closed_at - timedelta(days=5)
    said = [_mentions(speaks, rng) for _person in people]
    talks = _talks(programme_round, people, by, at=at)
    key, known = keeping.key_of(talks[0]) if talks else None, book().themes
    for talk, mentions in zip(talks, said, strict=True):
        lines = [
            known[theme].words.holds_sv if way == Direction.HOLDS else known[theme].words.pulls_sv
            for theme, way in mentions
        ]
        text = "\n".join(lines) or "Det är bra som det är."
        note = Written(uuid.UUID(int=rng.getrandbits(128), version=4), "K2", NoteKind.THEIR_WORDS, text, 0, 1, "", 0)
        assert key is not None, "there are talks"
        keeping.keep(talk, [note], key=key)
    take_in(programme_round=programme_round, by=viewer_of(by), at=programme_round.closed_at)
    _code(programme_round, talks, said, by, at=programme_round.closed_at)


def _mentions(speaks: _Speaks, rng: Random) -> list[tuple[str, str]]:
    return [
        (theme, str(way))
        for way, likely in ((Direction.HOLDS, speaks.holds), (Direction.PULLS, speaks.pulls))
        for theme, chance in likely.items()
        if rng.random() < chance
    ]


def _talks(programme_round: ProgrammeRound, people: Sequence[Employment], by: Account, *, at: datetime) -> list[Talk]:
    programme = programme_round.programme
    units = dict(
        Placement.objects.filter(employment__in=people).order_by("since").values_list("employment_id", "unit_id")
    )
    asked = Invitation.objects.bulk_create(
        Invitation(
            programme=programme,
            round=programme_round,
            company_id=programme_round.company_id,
            employment=person,
            unit_id=units.get(person.pk),
            interviewer=by,
            reason="everybody",
            ask_on=programme_round.opens_on,
            due_on=programme_round.closes_on,
            state=InvitationState.DONE,
            invited_at=at,
            booked_at=at,
            started_at=at,
            ended_at=at,
        )
        for person in people
    )
    key = keeping.lock_level(programme)
    return Talk.objects.bulk_create(
        Talk(
            key=key,
            company_id=programme_round.company_id,
            round=programme_round,
            invitation=one,
            guide_version_id=programme.guide_version_id,
            held_by=by,
            state=TalkState.APPROVED,
            version=1,
            started_at=at,
            approved_at=at,
        )
        for one in asked
    )


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
            given_at=at,
        )
        for talk, mentions in zip(talks, said, strict=True)
        for passage, (theme, way) in zip(passages.get(talk.invitation_id, []), mentions, strict=False)
    )
    coded = Passage.objects.filter(round=programme_round)
    coded.update(state=PassageState.NOTHING, first_by=by)
    coded.filter(codes__isnull=False).update(state=PassageState.CODED)


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
