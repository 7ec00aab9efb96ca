"""What a person may ask of what was said: to have it, and to have it forgotten. Level D cannot be found for anybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from framdrift.conversations.answers import keeping
from framdrift.conversations.answers.kinds import NoteKind
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.verdicts import said
from framdrift.conversations.models import Commitment
from framdrift.foundation import codes, links
from framdrift.organisations.models import Employment


def own_words(employment: Employment) -> list[dict[str, Any]]:
    """Every talk of a person with its notes in words, oldest first. Raises `sealing.SealRefused`."""
    talks = (
        Talk.objects.filter(invitation__employment=employment)
        .order_by("started_at")
        .select_related("key", "invitation")
    )
    return [_told(talk) for talk in talks.prefetch_related("notes", "guide_version__questions")]


def forget_employee(pseudonym: str, at: datetime) -> None:
    """Delete every word and link of the person whose pseudonym this is; others are nobody's here."""
    for employment in Employment.objects.filter(pseudonym=pseudonym):
        for invitation_id in employment.invitations.values_list("pk", flat=True):
            links.forget(subject_key=f"invitation:{invitation_id}")
            codes.forget(subject_key=f"invitation:{invitation_id}")
        Talk.objects.filter(invitation__employment=employment).delete()


def _told(talk: Talk) -> dict[str, Any]:
    asked = {question.code: question.text_sv for question in talk.guide_version.questions.all()}
    notes = keeping.opened(talk, talk.notes.all(), key=keeping.key_of(talk))
    return {
        "started_at": talk.started_at.isoformat(),
        "approved_at": talk.approved_at.isoformat() if talk.approved_at else None,
        "level": talk.key.level,
        "state": talk.state,
        "notes": [
            {"question": asked.get(note.question, ""), "kind": str(NoteKind(note.kind).value), "text": note.text}
            for note in sorted(notes, key=lambda note: note.position)
            if not note.is_blank
        ],
        "did_it_help": _helped(talk),
    }


def _helped(talk: Talk) -> list[dict[str, str]]:
    """What the person answered in this talk of earlier commitments."""
    given = said(talk.invitation)
    rows = Commitment.objects.filter(key__in=given).order_by("key")
    return [{"commitment": row.words, "answer": given[row.key]} for row in rows]
