"""What becomes of codes that were given before the codebook changed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from framdrift.insights.kinds import Part, PassageState, WhyEnded
from framdrift.insights.models import Code, CodebookVersion, Passage

_AT_ONCE = 500


def move_codes(*, theme: str, into: str, version: CodebookVersion, at: datetime) -> None:
    """End every standing code of a theme and give the other one instead, unless the passage has it already."""
    standing = list(Code.objects.select_for_update().filter(theme=theme, ended_at=None).order_by("pk"))
    already = set(
        Code.objects.filter(theme=into, ended_at=None, passage__in=[one.passage_id for one in standing]).values_list(
            "passage_id", "part"
        )
    )
    _end(theme, at)
    Code.objects.bulk_create(
        (_moved(one, into, version, at) for one in standing if (one.passage_id, one.part) not in already),
        batch_size=_AT_ONCE,
    )


def read_anew(*, theme: str, at: datetime) -> None:
    """End every standing code of a theme, and put its passages back into the queues of whoever coded them."""
    held = Code.objects.filter(passage=OuterRef("pk"), theme=theme, ended_at=None)
    first, second = held.filter(part=Part.FIRST), held.filter(part=Part.SECOND)
    Passage.objects.filter(Exists(first)).update(state=PassageState.AGAIN)
    Passage.objects.filter(Exists(second)).update(second_done_at=None)
    _end(theme, at)


def _end(theme: str, at: datetime) -> None:
    Code.objects.filter(theme=theme, ended_at=None).update(ended_at=at, why_ended=WhyEnded.RECODED)


def _moved(old: Code, into: str, version: CodebookVersion, at: datetime) -> Code:
    return Code(
        passage_id=old.passage_id,
        company_id=old.company_id,
        theme=into,
        part=old.part,
        coder_id=old.coder_id,
        version=version,
        direction=old.direction,
        weight=old.weight,
        locus=old.locus,
        influence=old.influence,
        shock=old.shock,
        recoded_from=old,
        given_at=at,
    )
