"""Everything that is kept about one candidate, as the candidate may see it (GDPR art. 15 and 20).

What others wrote about the person (assessments, references, decisions) is personal data too and is included when a
candidacy has ended and that has been told: while it runs it would show people what they are to judge for themselves,
and until then a person answers. Names of those who wrote are left out, since they are others' data.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from framdrift.foundation.models import Letter, Link
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import (
    Advice,
    Candidacy,
    Candidate,
    ClientQuestion,
    Decision,
    Outcome,
    PresentedCandidacy,
    Reference,
    ReferenceAnswer,
    Score,
)
from framdrift.recruiting.queries.public import SETTLING, known_step, public_status

_FACTS = (
    "name", "email", "phone", "language", "zone", "headline", "employer", "city", "notice_months", "about",
    "created_at", "informed_at", "erasure_asked_at",
)  # fmt: skip


def own_data(candidate: Candidate, *, language: str, as_of: datetime) -> dict[str, Any]:
    """Values by section, days as such: `person`, `files`, `consents`, `recruitments`, `letters`, `links`."""
    rows = Candidacy.objects.filter(candidate=candidate).select_related("assignment__company", "plan_step", "candidate")
    letters = Letter.objects.filter(about=candidate.pseudonym, to_email=candidate.email, is_secret=False)
    subjects = [f"candidacy:{row.pk}" for row in rows]
    return {
        "person": {name: getattr(candidate, name) for name in _FACTS},
        "files": [
            {"name": one.name, "kind": one.kind, "bytes": one.bytes, "added_at": one.added_at}
            for one in candidate.uploads.all()
        ],
        "consents": [
            {"given_at": one.given_at, "until": one.until_on, "withdrawn_at": one.withdrawn_at}
            for one in candidate.consents.order_by("given_at")
        ],
        "recruitments": [_recruitment(row, language=language, as_of=as_of) for row in rows.order_by("entered_at")],
        "letters": [
            {"subject": one.subject, "sent_at": one.sent_at, "text": one.body_text}
            for one in letters.filter(state=Letter.State.SENT).order_by("sent_at")
        ],
        "links": Link.objects.filter(subject_key__in=subjects, revoked_at=None).count(),
    }


def _recruitment(row: Candidacy, *, language: str, as_of: datetime) -> dict[str, Any]:
    status = public_status(row, as_of=as_of)
    is_over = status not in (CandidacyStatus.ACTIVE, SETTLING)
    assignment = row.assignment
    found = {
        "title": assignment.title,
        "company": None if assignment.confidential else assignment.company.name,
        "source": row.source,
        "status": CandidacyStatus.ACTIVE if status == SETTLING else status,
        "since": row.entered_at,
        "ended_at": row.ended_at if is_over else None,
        "steps": _steps(row, language, as_of=as_of),
        "promises": [
            {"what": one.kind, "due_at": one.due_at, "kept_at": one.kept_at}
            for one in row.promises.filter(to_side="candidate").order_by("made_at")
        ],
        "messages": [
            {"at": one.received_at, "text": str(one.text or ""), "files": [file.name for file in one.files.all()]}
            for one in row.messages.filter(side="candidate")
            .select_related("text")
            .prefetch_related("files")
            .order_by("received_at")
        ],
        "offers": [
            {"sent_at": one.sent_at, "answer_by": one.answer_by_on, "answer": one.answer}
            for one in row.offers.filter(sent_at__isnull=False)
        ],
        "referees": [
            {"name": one.name, "relation": one.relation, "asked_at": one.asked_at}
            for one in row.references.order_by("asked_at")
        ],
    }
    return found | (_judged(row) if is_over else {})


def _steps(row: Candidacy, language: str, *, as_of: datetime) -> list[dict[str, Any]]:
    present = known_step(row, as_of=as_of)
    stays = row.steps.filter(plan_step__visible_to_candidate=True).select_related("plan_step").order_by("opened_at")
    return [
        {
            "step": stay.plan_step.name_in(language),
            "from": stay.opened_at,
            "to": stay.closed_at,
            "meeting_at": stay.booked_at,
            "held_at": stay.held_at,
        }
        for stay in stays
        if stay.plan_step_id != row.plan_step_id or stay.plan_step_id == present.pk
    ]


def _judged(row: Candidacy) -> dict[str, Any]:
    """What others wrote about the person in a recruitment that is over."""
    scores = Score.objects.filter(scorecard__candidacy=row, scorecard__submitted_at__isnull=False)
    answers = ReferenceAnswer.objects.filter(reference__candidacy=row, reference__received_at__isnull=False)
    decisions = Decision.objects.filter(candidacy=row, undone_at=None).select_related("reason")
    outcome = Outcome.objects.filter(candidacy=row, undone_at=None).first()
    return {
        "assessments": [
            {"by": one.scorecard.side, "criterion": one.criterion.name, "value": one.value, "note": one.note}
            for one in scores.select_related("scorecard", "criterion").order_by("given_at", "pk")
        ],
        "notes_of_assessors": [card.note for card in row.scorecards.exclude(submitted_at=None) if card.note],
        "references": [
            {"received_at": one.received_at, "text": one.body}
            for one in Reference.objects.filter(candidacy=row, received_at__isnull=False)
        ],
        "reference_answers": [
            {"criterion": one.criterion.name, "value": one.value, "words": one.words}
            for one in answers.select_related("criterion")
        ],
        "tests": [{"name": one.name, "received_at": one.received_at, "text": one.body} for one in row.tests.all()],
        "decisions": [
            {"verdict": one.verdict, "at": one.decided_at, "reason": str(one.reason or "")} for one in decisions
        ],
        "told_to_the_client": [
            *(one.words for one in PresentedCandidacy.objects.filter(candidacy=row) if one.words),
            *(str(one.text) for one in Advice.objects.filter(candidacy=row).select_related("text")),
        ],
        "questions_of_the_client": [
            {"asked_at": one.asked_at, "question": str(one.what), "answer": str(one.answer or "")}
            for one in ClientQuestion.objects.filter(candidacy=row).select_related("what", "answer")
        ],
        "reason_of_end": outcome.told_reason if outcome else "",
    }
