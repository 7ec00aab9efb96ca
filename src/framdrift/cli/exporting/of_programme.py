"""Everything about a programme of talks but what was said in them."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from framdrift.cli.exporting.subject import Subject, at_any, keys_of, with_texts
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound

_TO_PROGRAMME: Final[dict[str, str]] = {
    "conversations.Programme": "pk",
    "conversations.Programme_units": "programme",
    "conversations.ProgrammeCheck": "programme",
    "conversations.ProgrammeInterviewer": "programme",
    "conversations.ProgrammeRound": "programme",
    "conversations.ProgrammeText": "programme",
    "conversations.Touchpoint": "programme",
    "conversations.Guide": "versions__programmes",
    "conversations.GuideVersion": "programmes",
    "conversations.GuideQuestion": "version__programmes",
    "conversations.GuideProbe": "version__programmes",
    "conversations.Invitation": "programme",
    "conversations.TalkTime": "invitation__programme",
    "conversations.Commitment": "programme",
    "conversations.CommitmentReport": "commitment__programme",
    "conversations.CommitmentVerdict": "invitation__programme",
    "conversations.ExitReading": "invitation__programme",
    "conversations.ProbeUse": "invitation__programme",
    "conversations.TalkShare": "invitation__programme",
    "insights.Passage": "invitation__programme",
    "insights.Quote": "invitation__programme",
    "insights.Release": "programme",
    "organisations.Unit": "programmes",
}


_WITHHELD = {
    "insights.Quote": frozenset({"words"}),
    "conversations.Commitment": frozenset({"origin"}),
    "conversations.CommitmentVerdict": frozenset({"sealed"}),
}
"""What a person said, though retold; a release holds those that are out. And what is sealed."""


def of_programme(programme: Programme) -> Subject:
    """Its texts, rounds, touchpoints, guide, units, who was asked, letters and events."""
    rows = {label: at_any(programme.pk, path) for label, path in _TO_PROGRAMME.items()}
    own = f"programme:{programme.pk}"
    rounds = keys_of("round", ProgrammeRound.objects.filter(programme=programme))
    asked = keys_of("invitation", Invitation.objects.filter(programme=programme))
    rows |= {
        "foundation.Event": Q(subject=own) | Q(context=own) | Q(subject__in=rounds),
        "foundation.Letter": Q(subject_key__in=rounds) | Q(subject_key__in=asked) | Q(subject_key=own),
    }
    name = programme.name_sv or programme.name_en
    return Subject("programme", programme.pk, name, with_texts(rows), _WITHHELD)
