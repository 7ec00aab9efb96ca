"""An interviewer's own figures and what is left to do after their talks. Only ever about the viewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef

from framdrift.conversations.answers.kinds import NoteKind, TalkState
from framdrift.conversations.answers.models import Note, Talk
from framdrift.conversations.kinds import Channel, InvitationState, TalkKind
from framdrift.conversations.models import ExitReading, GuideProbe, Invitation, ProbeUse, TalkShare
from framdrift.conversations.training.rules import OwnShare, Week, monday_of, own_share, weeks
from framdrift.organisations.access import Viewer
from framdrift.science.calendars import local_date
from framdrift.science.proportions import Share, wilson

_LEAVING = (TalkKind.EXIT, TalkKind.ECHO)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ProbeLine:
    """A follow-up and in how many talks it was used."""

    text_sv: str
    text_en: str
    talks: int

    def text_in(self, language: str) -> str:
        """The follow-up, in Swedish or English."""
        return self.text_en if language == "en" else self.text_sv


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """A year of the viewer's talks. `talks` were held; `share` is their own estimate of how much they talked;
    `their_words` the share of the notes they wrote that hold the person's own words; `probed` in how many talks a
    follow-up was noted."""

    talks: int
    share: OwnShare
    their_words: Share
    probed: int
    probes: tuple[ProbeLine, ...]
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class ToFinish:
    """A talk with something left to do: `record` that was not handed over, `reading` of an exit not noted."""

    invitation_id: int
    person: str
    company: str
    kind: str
    held_at: datetime | None
    record: bool
    reading: bool


def own_figures(viewer: Viewer, *, at: datetime) -> OwnFigures:
    """The viewer's last year, and their weeks. Six statements."""
    mine = Invitation.objects.filter(interviewer=viewer.account_id, is_anonymous=False)
    held = mine.filter(state=InvitationState.DONE, ended_at__gte=at - YEAR).exclude(programme__channel=Channel.WRITTEN)
    used = ProbeUse.objects.filter(account=viewer.account_id, invitation__in=held)
    estimates = TalkShare.objects.filter(account=viewer.account_id, invitation__in=held)
    return OwnFigures(
        talks=held.count(),
        share=own_share(sorted(estimates.values_list("own_percent", flat=True))),
        their_words=_their_words(viewer, at=at),
        probed=used.values("invitation").distinct().count(),
        probes=_probes(used.values_list("invitation__programme__guide_version", "probe", "invitation")),
        weeks=_weeks(viewer, at=at),
    )


def to_finish(viewer: Viewer) -> tuple[ToFinish, ...]:
    """The viewer's held talks with something left to do, the oldest first. One statement."""
    rows = (
        Invitation.objects.filter(
            interviewer=viewer.account_id, state=InvitationState.DONE, is_anonymous=False, round__closed_at=None
        )
        .annotate(
            record=Exists(Talk.objects.filter(invitation=OuterRef("pk"), state=TalkState.OPEN)),
            has_talk=Exists(Talk.objects.filter(invitation=OuterRef("pk")).exclude(state=TalkState.WITHDRAWN)),
            noted=Exists(ExitReading.objects.filter(invitation=OuterRef("pk"))),
        )
        .select_related("employment", "programme__company")
        .order_by("ended_at", "pk")
    )
    found = [
        ToFinish(
            row.pk,
            row.employment.name,
            row.programme.company.name,
            row.programme.kind,
            row.ended_at,
            record=row.record,
            reading=row.programme.kind in _LEAVING and row.has_talk and not row.noted,
        )
        for row in rows
    ]
    return tuple(one for one in found if one.record or one.reading)


def _their_words(viewer: Viewer, *, at: datetime) -> Share:
    """By kind of note alone: no seal is opened."""
    mine = Note.objects.filter(talk__held_by=viewer.account_id, talk__started_at__gte=at - YEAR)
    kinds = dict(mine.values_list("kind").annotate(n=Count("pk")).order_by())
    return wilson(kinds.get(NoteKind.THEIR_WORDS, 0), sum(kinds.values()))


def _probes(rows: Iterable[tuple[int, int, int]]) -> tuple[ProbeLine, ...]:
    """By their words, since the same follow-up stands in many versions of a guide."""
    used = list(rows)
    texts = {
        (probe.version_id, probe.position): probe
        for probe in GuideProbe.objects.filter(version__in={version for version, _position, _talk in used})
    }
    talks: dict[tuple[str, str], set[int]] = {}
    for version, position, talk in used:
        probe = texts.get((version, position))
        if probe is not None:
            talks.setdefault((probe.text_sv, probe.text_en), set()).add(talk)
    lines = [ProbeLine(sv, en, len(found)) for (sv, en), found in talks.items()]
    return tuple(sorted(lines, key=lambda line: (-line.talks, line.text_sv)))


def _weeks(viewer: Viewer, *, at: datetime) -> tuple[Week, ...]:
    today = local_date(at, viewer.zone)
    since = monday_of(today) - timedelta(weeks=7)
    rows = Invitation.objects.filter(interviewer=viewer.account_id, is_anonymous=False, due_on__gte=since - YEAR)
    rows = rows.exclude(programme__channel=Channel.WRITTEN).exclude(state=InvitationState.PLANNED)
    held: Counter[date] = Counter()
    ahead: Counter[date] = Counter()
    for state, booked_at, ended_at, due_on in rows.values_list("state", "booked_at", "ended_at", "due_on"):
        if state == InvitationState.DONE and ended_at is not None:
            held[local_date(ended_at, viewer.zone)] += 1
        elif state in _STILL_AHEAD:
            ahead[max(_day(booked_at, due_on, viewer.zone), monday_of(today))] += 1  # what is late is this week's
    return weeks(_counts(held), _counts(ahead), today=today)


_STILL_AHEAD = (InvitationState.INVITED, InvitationState.BOOKED, InvitationState.STARTED)


def _day(booked_at: datetime | None, due_on: date, zone: ZoneInfo) -> date:
    return local_date(booked_at, zone) if booked_at is not None else due_on


def _counts(found: Counter[date]) -> Mapping[date, int]:
    return dict(found)
