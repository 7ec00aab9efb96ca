"""`{% load recruiting_words %}`: the closed lists of the recruiting wing, and steps, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language

from framdrift.desk.candidacies.shown import missing_words
from framdrift.desk.components.words import joined_words
from framdrift.desk.timeline import kinds
from framdrift.recruiting.models import PlanStep
from framdrift.recruiting.rules import Missing

register = template.Library()


@register.filter
def step_name(step: PlanStep) -> str:
    """`{{ plan_step|step_name }}`: its name."""
    return step.name_in(get_language() or "en")


@register.filter(name="missing_words")
def words_of_missing(missing: Sequence[Missing]) -> str:
    """`{{ gate.missing|missing_words }}`: what the gate lacks."""
    return joined_words([missing_words(one) for one in missing])


@register.filter
def verdict_words(code: str) -> str:
    """`{{ decision.verdict|verdict_words }}`."""
    return kinds.words_for(kinds.VERDICTS, code)


@register.filter
def promise_words(code: str) -> str:
    """`{{ promise.kind|promise_words }}`."""
    return kinds.words_for(kinds.PROMISES, code)


@register.filter
def side_words(code: str) -> str:
    """`{{ ball.side|side_words }}`."""
    return kinds.words_for(kinds.SIDES, code)


@register.filter
def source_words(code: str) -> str:
    """`{{ candidacy.source|source_words }}`."""
    return kinds.words_for(kinds.SOURCES, code)


@register.filter
def status_words(code: str) -> str:
    """`{{ candidacy.status|status_words }}`."""
    return kinds.words_for(kinds.CANDIDACY_STATUSES, code)


@register.filter
def reason_words(code: str) -> str:
    """`{{ outcome.told_reason|reason_words }}`."""
    return kinds.words_for(kinds.TOLD_REASONS, code)


@register.filter
def close_words(code: str) -> str:
    """`{{ assignment.close_reason|close_words }}`."""
    return kinds.words_for(kinds.CLOSE_REASONS, code)


@register.filter
def tempo_words(code: str) -> str:
    """`{{ term.kind|tempo_words }}`."""
    return kinds.words_for(kinds.TEMPO_KINDS, code)


@register.filter
def part_words(code: str) -> str:
    """`{{ contact.part|part_words }}`."""
    return kinds.words_for(kinds.CONTACT_PARTS, code)
