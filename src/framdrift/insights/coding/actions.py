"""What a coder does with a passage: one verb each, at a key's press, and undone by another.

Nothing of it is an event: whose words were coded as what is kept with the words and goes with them, which the log of
events never does. Each code says itself who gave it and when.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from math import ceil

from django.db import transaction

from framdrift.conversations.answers.matters import mark_serious
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation.events import record
from framdrift.insights import events
from framdrift.insights.codebook.beginning import ensure_codebook
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding.scope import codable, is_for_second
from framdrift.insights.kinds import Part, PassageState, WhyEnded
from framdrift.insights.models import Code, Passage
from framdrift.insights.refusals import (
    MatterWithoutWords,
    NothingToUndo,
    NotInSample,
    TooFewToSample,
    UnknownTheme,
)
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.themes.codebook import SERIOUS

SAMPLED_SHARE = 0.2
SAMPLED_LEAST = 30
"""A fifth of what has been coded, and never less than agreement can be told of."""


@dataclass(frozen=True)
class Particulars:
    """What is said of a passage under a theme; empty where it does not tell."""

    direction: str = ""
    weight: str = "mentioned"
    locus: str = ""
    influence: str = ""
    shock: str = ""


@transaction.atomic
def give_code(*, passage: Passage, theme: str, part: Part, by: Viewer, at: datetime, rank: int | None = None) -> Code:
    """Put the passage under a theme; `rank` is that of the suggestion that was accepted. There already: as it was.

    Raises `UnknownTheme` (a serious matter has a verb of its own), `NotInSample` or `NotAllowed`.
    """
    passage, coder_id = _held(passage, part, by), _coder(by)
    if theme == SERIOUS or not book().has(theme):
        raise UnknownTheme
    there = passage.codes.filter(theme=theme, part=part, ended_at=None).first()
    if there is not None:
        return there
    code = Code.objects.create(
        passage=passage,
        company_id=passage.company_id,
        theme=theme,
        part=part,
        coder_id=coder_id,
        version=ensure_codebook(at=at),
        suggested_rank=rank,
        given_at=at,
    )
    _settle(passage, part, PassageState.CODED, by, at)
    return code


@transaction.atomic
def describe_code(*, code: Code, particulars: Particulars, by: Viewer, at: datetime) -> Code:
    """Say more of a code that stands: which way, how much, where the cause lies, what happened. Raises `NotAllowed`."""
    _held(code.passage, Part(code.part), by)
    Code.objects.filter(pk=code.pk, ended_at=None).update(**asdict(particulars))
    code.refresh_from_db()
    return code


@transaction.atomic
def find_nothing(*, passage: Passage, part: Part, by: Viewer, at: datetime) -> None:
    """No theme is in it: codes of this part end. Raises `NotInSample` or `NotAllowed`."""
    passage = _held(passage, part, by)
    passage.codes.filter(part=part, ended_at=None).update(ended_at=at, why_ended=WhyEnded.UNDONE)
    _settle(passage, part, PassageState.NOTHING, by, at)


@transaction.atomic
def take_back(*, passage: Passage, part: Part, by: Viewer, at: datetime) -> None:
    """End the last code of this part, or take back that there is none. Raises `NothingToUndo` or `NotAllowed`."""
    passage = _held(passage, part, by)
    standing = list(passage.codes.filter(part=part, ended_at=None).order_by("-pk"))
    is_done = passage.second_done_at is not None if part is Part.SECOND else passage.state == PassageState.NOTHING
    if not standing and not is_done:
        raise NothingToUndo
    if standing:
        Code.objects.filter(pk=standing[0].pk).update(ended_at=at, why_ended=WhyEnded.UNDONE)
    if len(standing) <= 1:
        _unsettle(passage, part)


@transaction.atomic
def report_serious(*, passage: Passage, words: str, by: Viewer, at: datetime) -> None:
    """A serious matter (T90): out of every figure at once, and on to whoever has to act; `words` is what they read.

    At level D nobody can be reached: it only leaves the figures. Raises `MatterWithoutWords` or `NotAllowed`.
    """
    passage = _held(passage, Part.FIRST, by)
    if passage.invitation_id is not None:
        if not words.strip():
            raise MatterWithoutWords
        talk = Talk.objects.get(invitation=passage.invitation_id)
        mark_serious(talk=talk, note_keys=[passage.note], words=words.strip(), by=by, at=at)
    same_note = Passage.objects.filter(round=passage.round_id, note=passage.note)
    Code.objects.filter(passage__in=same_note, ended_at=None).update(ended_at=at, why_ended=WhyEnded.UNDONE)
    same_note.update(is_serious=True, is_quote=False)


@transaction.atomic
def propose_quote(*, passage: Passage, is_quote: bool, by: Viewer, at: datetime) -> None:
    """Whether it would be worth retelling, if its author allows it. Raises `NotAllowed`."""
    passage = _held(passage, Part.FIRST, by)
    Passage.objects.filter(pk=passage.pk).update(is_quote=is_quote)


@transaction.atomic
def draw_sample(*, programme_round: ProgrammeRound, by: Viewer, at: datetime) -> int:
    """Choose at random, among passages that one person has coded, those that a second one codes; how many more.

    A fifth of all in the round, and at least thirty where there are so many. Raises `TooFewToSample` or `NotAllowed`.
    """
    if not by.is_interviewer:
        raise NotAllowed
    programme_round = ProgrammeRound.objects.select_for_update().get(pk=programme_round.pk)
    coded = codable(by).filter(round=programme_round, state__in=[PassageState.CODED, PassageState.NOTHING])
    rest = list(coded.filter(sampled_at=None).values_list("pk", flat=True))
    drawn = coded.exclude(sampled_at=None).count()
    wanted = max(SAMPLED_LEAST, ceil(SAMPLED_SHARE * (len(rest) + drawn))) - drawn
    if wanted <= 0 or not rest:
        raise TooFewToSample
    chosen = secrets.SystemRandom().sample(rest, min(wanted, len(rest)))
    Passage.objects.filter(pk__in=chosen).update(sampled_at=at)
    if programme_round.programme.is_anonymous:
        return len(chosen)
    told = events.SampleDrawn(round_id=programme_round.pk, company_id=programme_round.company_id, passages=len(chosen))
    record(told, actor=by.pseudonym, at=at)
    return len(chosen)


def _held(passage: Passage, part: Part, by: Viewer) -> Passage:
    """The passage, locked. Raises `NotAllowed` for who may not read it, `NotInSample` for who is no second coder."""
    found = codable(by).select_for_update(of=("self",)).filter(pk=passage.pk).first()
    if found is None:
        raise NotAllowed
    if part is Part.SECOND and not is_for_second(found, _coder(by)):
        raise NotInSample
    return found


def _coder(by: Viewer) -> int:
    if by.account_id is None:
        raise NotAllowed
    return by.account_id


def _settle(passage: Passage, part: Part, state: PassageState, by: Viewer, at: datetime) -> None:
    rows = Passage.objects.filter(pk=passage.pk)
    if part is Part.SECOND:
        rows.update(second_by=by.account_id, second_done_at=at)
    else:
        rows.update(state=state, first_by=by.account_id)


def _unsettle(passage: Passage, part: Part) -> None:
    rows = Passage.objects.filter(pk=passage.pk)
    if part is Part.SECOND:
        rows.update(second_by=None, second_done_at=None)
    else:
        rows.update(state=PassageState.WAITING)
