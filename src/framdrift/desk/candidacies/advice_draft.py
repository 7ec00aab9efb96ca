"""A first draft of advice to a client, from the process alone: what is in, what is missing, where views differ.

Rules in a fixed order, each sentence from rows that can be looked up; no score is named, summed or weighed. The
consultant changes it and sends it.
"""

from __future__ import annotations

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.desk.candidacies.shown import missing_words
from framdrift.desk.components.words import dated_words, joined_words
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Candidacy, Contact
from framdrift.recruiting.queries.board import plan_of
from framdrift.recruiting.queries.evidence import Evidence, evidence_of

_APART = 2


def advice_draft(viewer: Viewer, candidacy: Candidacy, *, today: date) -> str:
    """The draft in the decider's language, from the evidence that the viewer may read."""
    plan = plan_of(candidacy.assignment)
    evidence = evidence_of(viewer, candidacy=candidacy, plan=plan)
    with translation.override(_language(candidacy)):
        sentences = [_given(evidence), _lacking(evidence), _apart(evidence), _by(candidacy, evidence, today)]
        return " ".join(sentence for sentence in sentences if sentence)


def _language(candidacy: Candidacy) -> str:
    deciders = Contact.objects.filter(assignment=candidacy.assignment_id, part=Contact.Part.DECIDER)
    return deciders.values_list("account__language", flat=True).first() or "sv"


def _given(evidence: Evidence) -> str:
    cards = sum(1 for card in evidence.scorecards if card.is_given)
    references = sum(1 for one in evidence.references if one.received_at is not None)
    pieces = [
        ngettext("%(n)d assessment", "%(n)d assessments", cards) % {"n": cards},
        ngettext("%(n)d reference", "%(n)d references", references) % {"n": references},
    ]
    return _("What is in: %(what)s.") % {"what": joined_words(pieces)}


def _lacking(evidence: Evidence) -> str:
    gate = evidence.gate
    if gate is None or gate.is_complete:
        return _("Nothing that you agreed to decide on is missing.")
    missing = [missing_words(one) for one in gate.missing]
    return _("Still missing: %(what)s.") % {"what": joined_words(missing)}


def _apart(evidence: Evidence) -> str:
    if evidence.own_first:
        return ""
    apart = [line.criterion.name for line in evidence.criteria if line.spread >= _APART]
    if apart:
        return _("The views differ most on %(what)s: talk about that first.") % {"what": joined_words(apart)}
    several = any(len(line.scores) > 1 for line in evidence.criteria)
    return _("Those who have assessed see the same.") if several else ""


def _by(candidacy: Candidacy, evidence: Evidence, today: date) -> str:
    due = candidacy.next_step_on
    if due is None or due < today:
        return ""
    slots = {"day": dated_words(due, today)}
    if evidence.gate is not None and not evidence.gate.is_complete:
        return _("The plan has room to wait for it until %(day)s.") % slots
    return _("A decision by %(day)s keeps the plan.") % slots
