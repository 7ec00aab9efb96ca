"""What the room and the read-back show: the guide's questions in order, each with what has been noted to it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.queries import ADDITION, Record, open_record, talk_of
from framdrift.conversations.answers.rules import Written
from framdrift.conversations.answers.scope import may_hold, readable
from framdrift.conversations.guides.queries import ShownGuide, ShownProbe, ShownQuestion
from framdrift.conversations.invitations.queries import questions_of
from framdrift.conversations.kinds import ENDED, Channel, InvitationState
from framdrift.conversations.models import Invitation, ProbeUse
from framdrift.organisations.access import Viewer

Used = frozenset[tuple[str, int]]
"""Questions and positions of follow-ups that were ticked."""
_SHOWN = 100
_PROBE_KEYS = "4567890"
"""The keys that no kind of note has."""


@dataclass(frozen=True)
class ProbeAtHand:
    """A follow-up at a question: its words, the key that ticks it, and whether it has been used there."""

    text: str
    position: int
    key: str
    is_used: bool


@dataclass(frozen=True)
class Step:
    """One question in the room, with its notes and a key and place for the next one. `number` counts from 1.

    The last step has the code ADDITION and gathers what belongs to no question of this talk.
    """

    number: int
    code: str
    text: str
    is_core: bool
    is_current: bool
    probes: tuple[ProbeAtHand, ...]
    notes: tuple[Written, ...]
    new_key: uuid.UUID
    new_place: int

    @property
    def is_extra(self) -> bool:
        """Beside the guide."""
        return self.code == ADDITION


@dataclass(frozen=True)
class Room:
    """A talk as the one who holds it has it before them. `version` is what this window has then seen."""

    talk: Talk
    version: int
    language: str
    steps: tuple[Step, ...]

    @property
    def core(self) -> tuple[Step, ...]:
        """Always asked."""
        return tuple(step for step in self.steps if step.is_core)

    @property
    def picks(self) -> tuple[Step, ...]:
        """Asked if there is time and reason, and what belongs to no question."""
        return tuple(step for step in self.steps if not step.is_core)

    @property
    def noted(self) -> tuple[Step, ...]:
        """The steps with at least one note."""
        return tuple(step for step in self.steps if step.notes)

    @property
    def written(self) -> tuple[Written, ...]:
        """Every note, in the order of the questions."""
        return tuple(note for step in self.steps for note in step.notes)


def held_talk(viewer: Viewer, invitation: Invitation) -> Talk | None:
    """The talk of this invitation, where it has begun, was not taken back, and is the viewer's to hold."""
    return talk_of(viewer, invitation) if may_hold(viewer, invitation) else None


def may_begin(viewer: Viewer, invitation: Invitation) -> bool:
    """Whether the viewer can begin this talk now: theirs to hold, spoken, asked for, not ended, not taken back."""
    is_open = invitation.state not in {*ENDED, InvitationState.PLANNED} and invitation.round.closed_at is None
    is_spoken = invitation.programme.channel != Channel.WRITTEN
    if not is_open or not is_spoken or not may_hold(viewer, invitation):
        return False
    return not Talk.objects.filter(invitation=invitation).exists()


def readable_records(viewer: Viewer) -> tuple[Talk, ...]:
    """The talks whose record the viewer may read, the latest first; no word of them. One statement."""
    return tuple(readable(viewer).order_by("-started_at", "-pk")[:_SHOWN])


def to_follow_up(viewer: Viewer) -> tuple[Talk, ...]:
    """Talks that the viewer holds and that are not finished: under way, or with the person. One statement."""
    unfinished = readable(viewer).filter(state__in=[TalkState.OPEN, TalkState.HANDED_OVER], round__closed_at=None)
    mine = unfinished.filter(Q(invitation__interviewer_id=viewer.account_id) | Q(held_by_id=viewer.account_id))
    return tuple(mine.exclude(held_by=None).order_by("state", "started_at", "pk")[:_SHOWN])


def open_room(viewer: Viewer, invitation: Invitation, *, current: str = "", at: datetime) -> Room | None:
    """The room of a talk that the viewer holds, with the step `current` in front; None where there is none.

    That the record was opened is noted in the log. Questions are in the person's language: they are read out.
    """
    talk = held_talk(viewer, invitation)
    if talk is None:
        return None
    guide = questions_of(invitation, language=invitation.employment.language, by=viewer)
    record = open_record(viewer, talk.pk, at=at)
    return Room(
        talk=talk,
        version=record.version,
        language=invitation.employment.language,
        steps=_steps(guide, record, _used(viewer, invitation), current=current),
    )


def codes_of(viewer: Viewer, invitation: Invitation) -> tuple[str, ...]:
    """The questions that a note of this talk may belong to, in the room's order; ADDITION for none of them."""
    guide = questions_of(invitation, language=invitation.employment.language, by=viewer)
    return (*(question.code for question in guide.questions), ADDITION)


def probes_at(viewer: Viewer, invitation: Invitation, code: str) -> tuple[ShownProbe, ...]:
    """The follow-ups at hand at the question `code` of this talk; nothing where it is none of its questions."""
    guide = questions_of(invitation, language=invitation.employment.language, by=viewer)
    own = {question.code: question.probes for question in guide.questions} | {ADDITION: ()}
    return (*own[code], *guide.probes) if code in own else ()


def _steps(guide: ShownGuide, record: Record, used: Used, *, current: str) -> tuple[Step, ...]:
    """Notes to a question that this reader does not ask stand with those that belong to none."""
    extra = ShownQuestion(ADDITION, _("Beside the questions"), is_core=False, themes=(), probes=())
    codes = [question.code for question in guide.questions]
    now = current if current in {*codes, ADDITION} else (codes[0] if codes else ADDITION)
    written = [note for one in record.questions for note in one.notes]
    found = []
    for number, question in enumerate((*guide.questions, extra), start=1):
        notes = _of(written, {question.code})
        if question is extra:
            notes = tuple(note for note in written if note.question not in codes)
        probes = _at_hand((*question.probes, *guide.probes), used, question.code)
        found.append(_step(number, question, probes, notes, is_current=question.code == now))
    return tuple(found)


def _at_hand(probes: Sequence[ShownProbe], used: Used, question: str) -> tuple[ProbeAtHand, ...]:
    """The question's own first, then those that suit any; the first have a key each."""
    return tuple(
        ProbeAtHand(probe.text, probe.position, key, (question, probe.position) in used)
        for probe, key in zip(probes, (*_PROBE_KEYS, *[""] * len(probes)), strict=False)
    )


def _used(viewer: Viewer, invitation: Invitation) -> Used:
    found = ProbeUse.objects.filter(invitation=invitation, account=viewer.account_id)
    return frozenset(found.values_list("question", "probe"))


def _step(
    number: int,
    question: ShownQuestion,
    probes: tuple[ProbeAtHand, ...],
    notes: tuple[Written, ...],
    *,
    is_current: bool,
) -> Step:
    return Step(
        number=number,
        code=question.code,
        text=question.text,
        is_core=question.is_core,
        is_current=is_current,
        probes=probes,
        notes=notes,
        new_key=uuid.uuid4(),
        new_place=max((note.position for note in notes), default=0) + 1,
    )


def _of(notes: Sequence[Written], codes: Collection[str]) -> tuple[Written, ...]:
    found = [note for note in notes if note.question in codes]
    return tuple(sorted(found, key=lambda note: note.position))
