"""Advice is sent, and what was suggested is kept with it so that advice can be judged later."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.momentum.advising.rules import VERSION, Draft
from framdrift.momentum.models import Suggestion
from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions.advice import give_advice
from framdrift.recruiting.models import Advice, Candidacy


@transaction.atomic
def give_suggested(
    *, candidacy: Candidacy, text: str, draft: Draft, words: str, language: str, by: Viewer, at: datetime
) -> Advice:
    """Show the client this text, and keep beside it what had been suggested: `draft`, in these `words`.

    Raises what `give_advice` raises. Nothing of a suggestion is kept where the rules had nothing to say.
    """
    advice = give_advice(candidacy=candidacy, text=text, by=by, at=at)
    suggested = texts.keep(words, about=candidacy.candidate.pseudonym)
    if suggested is not None:
        Suggestion.objects.create(
            candidacy=candidacy,
            assignment_id=advice.assignment_id,
            company_id=advice.company_id,
            advice=advice,
            made_at=at,
            rules_version=VERSION,
            language=language,
            sentences=[_kept(asdict(one)) for one in draft.sentences],
            draft=suggested,
            is_changed=_same(text) != _same(words),
            proposed_on=draft.proposed_on,
            expected_on=draft.expected_on,
        )
    return advice


def _kept(sentence: dict[str, object]) -> dict[str, object]:
    """Rule and numbers; the terms may be criteria, which are the client's own words and are kept with the draft."""
    return {"rule": sentence["rule"], "numbers": sentence["numbers"]}


def _same(words: str) -> str:
    return " ".join(words.split())
