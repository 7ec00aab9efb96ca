"""Finding rounds, passages and codes for a viewer; what the viewer may not read is not there."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.coding.scope import codable, is_for_second, rounds
from framdrift.insights.kinds import Part
from framdrift.insights.models import Code, Passage
from framdrift.organisations.access import Viewer


def round_of(viewer: Viewer, round_id: int) -> ProgrammeRound:
    """404 for what the viewer may not code."""
    return get_object_or_404(rounds(viewer), pk=round_id)


def passage_of(viewer: Viewer, passage_id: int, part: str) -> tuple[Passage, Part]:
    """404 for what the viewer may not read, and for who is not its second coder."""
    if part not in list(Part):
        raise Http404
    found = get_object_or_404(codable(viewer).select_related("round__programme__company"), pk=passage_id)
    if part == Part.SECOND and not is_for_second(found, viewer.account_id or 0):
        raise Http404
    return found, Part(part)


def code_of(viewer: Viewer, code_id: int) -> Code:
    """404 for a code of what the viewer may not read, and for another's as second coder."""
    found = get_object_or_404(Code.objects.select_related("passage"), pk=code_id, ended_at=None)
    passage_of(viewer, found.passage_id, found.part)
    return found
