"""Every night the machine learns from how people here have coded, and uses it only where that makes it better.

It learns from level C alone: what every interviewer of the agency may read, who are also the only ones that see what
it suggests. At A and B fewer may read than would see the suggestions, and at D nothing is taken from an answer but what
its reader does with it. Words are held in memory while it learns. What is kept are numbers about meaning and how often
codes are given, sealed; where a talk they rest on is gone they are not used, and the next night learns without it.

The language model and NumPy are imported inside, so that pages stay light.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.queries import open_for_learning, told_talks
from framdrift.conversations.kinds import Level
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation import sealing
from framdrift.foundation.jobs import job
from framdrift.insights.coding.bundled import Reading, bundled_reading
from framdrift.insights.kinds import Part, PassageState
from framdrift.insights.models import Code, LearntThemes, Passage
from framdrift.science.themes.limits import FEWEST_PASSAGES, FEWEST_PERSONS

if TYPE_CHECKING:
    from framdrift.science.themes.adapting import Moves
    from framdrift.science.themes.model import Model

MOST: Final = 3000
"""Passages learnt from at most, the latest: some two minutes of reading."""
TOO_FEW, NO_BETTER, BETTER = "too_few", "no_better", "better"
_SEED: Final = 7
_ABOUT: Final = "learnt themes"


@dataclass(frozen=True)
class _Coded:
    """A passage in words, for as long as it is learnt from."""

    talk: int
    text: str
    codes: frozenset[str]


@job(queue="heavy")
def learn_themes(at: str) -> None:
    """Learn from what has been coded until now. Where nothing has changed since last time no word is opened."""
    learn(bundled_reading(), at=datetime.fromisoformat(at))


def learn(bundled: Reading, *, at: datetime) -> None:
    """Learn anew, judge, and keep it in the place of the last. Twice is once."""
    passages = _passages()
    mark = _mark(passages)
    if not LearntThemes.objects.filter(mark=mark, with_model=bundled.name).exists():
        report, moves = _taught(bundled, passages, at=at)
        _keep(bundled, report, moves, talks=[one.invitation_id for one in passages], mark=mark, at=at)


def reading_in_force() -> Reading:
    """The shipped model with what it has learnt here; as it is where that makes it no better, or no longer stands."""
    return with_learnt(bundled_reading())


def with_learnt(bundled: Reading) -> Reading:
    """The same for a model at hand."""
    from framdrift.science.themes.adapting import Adapted, Moves

    kept = newest()
    if kept is None or kept.key is None or kept.sealed is None or kept.with_model != bundled.name or not stands(kept):
        return bundled
    numbers = sealing.unseal(bytes(kept.sealed), key=sealing.take(kept.key), about=_ABOUT)
    adapted = Adapted(bundled.model, Moves.of_bytes(numbers, bundled.model))
    return replace(bundled, adapted=adapted, name=f"own {kept.mark[:12]}")


def newest() -> LearntThemes | None:
    """What the last night learnt; None before the first. One statement."""
    return LearntThemes.objects.order_by("-pk").first()


def stands(kept: LearntThemes) -> bool:
    """Whether every talk that it rests on is there and told, and its words can be opened. Three statements."""
    talks = told_talks(Talk.objects.filter(invitation__in=kept.talks))
    keys = set(talks.order_by().values_list("key__sealed_key", flat=True))
    return talks.count() == len(kept.talks) and len(sealing.take_all(keys)) == len(keys)


def forget_learnt(pseudonym: str, at: datetime) -> None:
    """Delete what was learnt where the employee whose pseudonym this is was among those learnt from."""
    kept = newest()
    if kept is None:
        return
    talks = Talk.objects.filter(invitation__in=kept.talks, invitation__employment__pseudonym=pseudonym)
    if talks.exists():
        _drop()


def _passages() -> list[Passage]:
    """What people have read at level C, the latest first; serious matters are learnt nothing from."""
    read = Passage.objects.filter(
        round__programme__level=Level.THIRD_PARTY,
        invitation__in=told_talks(Talk.objects.filter(key__level=Level.THIRD_PARTY)).order_by().values("invitation"),
        state__in=[PassageState.CODED, PassageState.NOTHING],
        is_serious=False,
    )
    return list(read.order_by("-pk")[:MOST])


def _mark(passages: Sequence[Passage]) -> str:
    """The same for the same passages with the same codes."""
    codes = _codes(passages)
    told = sorted((one.pk, one.digest, sorted(codes[one.pk])) for one in passages)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _codes(passages: Sequence[Passage]) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    given = Code.objects.filter(passage__in=[one.pk for one in passages], part=Part.FIRST, ended_at=None)
    for passage_id, theme in given.values_list("passage_id", "theme"):
        found[passage_id].add(theme)
    return found


def _taught(bundled: Reading, passages: Sequence[Passage], *, at: datetime) -> tuple[dict[str, Any], Moves | None]:
    """(report, moves to use or None)."""
    from framdrift.science.themes.adapting import judged, learnt

    persons = len({one.invitation_id for one in passages})
    counted: dict[str, Any] = {"passages": len(passages), "persons": persons}
    if len(passages) < FEWEST_PASSAGES or persons < FEWEST_PERSONS:
        return {**counted, "outcome": TOO_FEW}, None
    coded = _once_each(_in_words(passages, at=at))
    counted |= {"passages": len(coded), "persons": len({one.talk for one in coded})}
    if counted["passages"] < FEWEST_PASSAGES or counted["persons"] < FEWEST_PERSONS:
        return {**counted, "outcome": TOO_FEW}, None
    features, labels = _numbers(bundled, coded)
    judgement = judged(bundled.model, features, labels, [one.talk for one in coded], seed=_SEED)
    told = {**counted, **judgement.as_data(), "outcome": BETTER if judgement.is_better else NO_BETTER}
    return told, learnt(bundled.model, features, labels) if judgement.is_better else None


def _in_words(passages: Sequence[Passage], *, at: datetime) -> list[_Coded]:
    """Those whose words are as they were coded, oldest first."""
    codes = _codes(passages)
    found = []
    for round_id in sorted({one.round_id for one in passages}):
        answers = open_for_learning(ProgrammeRound.objects.get(pk=round_id), at=at)
        notes = {note.client_key: note for answer in answers for note in answer.notes}
        for one in reversed([passage for passage in passages if passage.round_id == round_id]):
            note = notes.get(one.note)
            if note is not None and note.digest == one.digest and one.invitation_id is not None:
                found.append(_Coded(one.invitation_id, note.text[one.start : one.end], frozenset(codes[one.pk])))
    return found


def _once_each(coded: Sequence[_Coded]) -> list[_Coded]:
    """Without what somebody has said in the same words before: it would be recognised rather than understood."""
    return list({" ".join(one.text.casefold().split()): one for one in reversed(coded)}.values())[::-1]


def _numbers(bundled: Reading, coded: Sequence[_Coded]) -> tuple[Any, Any]:
    """(features, labels) of these passages, in memory alone."""
    import numpy as np

    model: Model = bundled.model
    features = model.features([one.text for one in coded], bundled.embedder)
    return features, np.array([[code in one.codes for code in model.codes] for one in coded], dtype=bool)


@transaction.atomic
def _keep(
    bundled: Reading,
    report: dict[str, Any],
    moves: Moves | None,
    *,
    talks: Sequence[int | None],
    mark: str,
    at: datetime,
) -> None:
    _drop()
    row = LearntThemes(learnt_at=at, mark=mark, with_model=bundled.name, report=report)
    if moves is not None:
        key = sealing.make_key()
        row.key, row.sealed = key.id, sealing.seal(moves.as_bytes(), key=key, about=_ABOUT)
        row.talks = sorted({one for one in talks if one is not None})
    row.save()


def _drop() -> None:
    """Take away what was learnt, with its key."""
    for kept in LearntThemes.objects.select_for_update():
        if kept.key is not None:
            sealing.retire(kept.key)
        kept.delete()
