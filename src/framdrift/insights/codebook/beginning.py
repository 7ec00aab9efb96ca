"""The first version, written when it is first needed, and how a version is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from framdrift.insights.codebook.queries import FIRST, ThemeLine
from framdrift.insights.codebook.shipped import shipped
from framdrift.insights.kinds import CodebookChange
from framdrift.insights.models import CodebookVersion, Theme


@transaction.atomic
def ensure_codebook(*, at: datetime) -> CodebookVersion:
    """The newest version; the shipped one is written as the first where there is none yet."""
    newest = CodebookVersion.objects.order_by("-number").first()
    if newest is not None:
        return newest
    first, made = CodebookVersion.objects.get_or_create(
        number=FIRST, defaults={"change": CodebookChange.SHIPPED, "made_at": at}
    )
    if made:
        write_themes(first, {code: ThemeLine(code, words) for code, words in shipped().items()})
    return first


def write_themes(version: CodebookVersion, themes: Mapping[str, ThemeLine]) -> None:
    """The themes of a version, in the order of their codes."""
    Theme.objects.bulk_create(
        Theme(version=version, code=line.code, position=place, is_retired=line.is_retired, **asdict(line.words))
        for place, line in enumerate(sorted(themes.values(), key=lambda line: line.code), start=1)
    )
