"""Verbs towards the client's decision: advice that it reads, answers to what it asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from framdrift.desk.candidacies.advice_words import explained, suggested, told
from framdrift.desk.candidacies.subject import VERBS, who
from framdrift.desk.verbs import Doing, Done, VerbForm, words_field
from framdrift.momentum.advising.actions import give_suggested
from framdrift.momentum.advising.rules import Rule
from framdrift.momentum.risk.keeping import newest
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.actions.advice import withdraw_advice
from framdrift.recruiting.actions.client_decisions import answer_question
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Candidacy, ClientQuestion
from framdrift.recruiting.queries.client_scope import open_questions
from framdrift.recruiting.queries.evidence import advice_of
from framdrift.recruiting.queries.scope import visible_candidacies


class AdviceForm(VerbForm):
    """What the client is advised, drafted from what is known."""

    text = words_field(
        gettext_lazy("Advice to the client"),
        rows=7,
        help_text=gettext_lazy(
            "The client reads it where it decides. What is known, what is missing, what you would do."
        ),
    )

    def fit(self, doing: Doing[Candidacy]) -> None:
        """The advice that stands, else a draft in the client's language; `?take=waits` takes that sentence alone into
        what stands."""
        standing = advice_of(doing.row)
        taken = [rule for rule in Rule if rule in doing.given.get("take", "").split(",")]
        words = str(standing.text) if standing is not None else ""
        if not self.is_bound and (taken or not words):
            found = suggested(doing.by, doing.row, at=doing.at, today=doing.today)
            new = told(found, taken or tuple(Rule), who=doing.row.candidate.name, today=doing.today)
            words = words if new in words else f"{words} {new}".strip()
        self.begin(text=words)


class AnswerForm(VerbForm):
    """What the client wanted to know."""

    answer = words_field(gettext_lazy("Your answer"), rows=5)

    def fit(self, doing: Doing[Candidacy]) -> None:
        """The question stands above the answer."""
        question = open_questions([doing.row.pk]).filter(pk=doing.parts["question_id"]).first()
        if question is not None:
            asked = _("%(who)s asked: %(what)s") % {"who": question.asked_by.name, "what": question.what}
            self.fields["answer"].help_text = asked


@VERBS.verb(gettext_lazy("Advice to the client"), AdviceForm, button=gettext_lazy("Show it to the client"))
def advise(doing: Doing[Candidacy]) -> Done:
    """Shown on the page where the client decides."""
    found = suggested(doing.by, doing.row, at=doing.at, today=doing.today)
    give_suggested(
        candidacy=doing.row,
        text=doing.data["text"],
        draft=found.draft,
        words=found.words,
        language=found.language,
        by=doing.by,
        at=doing.at,
    )
    return Done(_("The client reads your advice where it decides about %(who)s.") % who(doing))


@require_safe
def why(request: ReaderRequest, candidacy_id: int) -> HttpResponse:
    """The draft sentence by sentence, each with the events that its numbers come from."""
    now = timezone.now()
    rows = visible_candidacies(request.viewer).select_related("candidate", "assignment__company")
    candidacy = get_object_or_404(rows, pk=candidacy_id)
    today = timezone.localtime(now).date()
    found = suggested(request.viewer, candidacy, at=now, today=today)
    context = {
        "candidacy": candidacy,
        "sentences": explained(found, candidacy, now=now, today=today),
        "language": found.language,
        "fit": newest(),
        "may_write": candidacy.status == CandidacyStatus.ACTIVE
        and candidacy.candidate.works_at_id != candidacy.company_id,
    }
    return render(request, "candidacies/advice_why.html", context)


@VERBS.verb(gettext_lazy("Take the advice away"))
def unadvise(doing: Doing[Candidacy]) -> Done:
    """The client no longer sees it; it stays on record."""
    withdraw_advice(candidacy=doing.row, by=doing.by, at=doing.at)
    return Done(_("The client sees no advice about %(who)s now.") % who(doing))


@VERBS.verb(gettext_lazy("Answer the client"), AnswerForm, button=gettext_lazy("Send the answer"))
def answer(doing: Doing[Candidacy]) -> Done:
    """The client hears by letter, and decides again."""
    question = get_object_or_404(ClientQuestion, pk=doing.parts["question_id"], candidacy=doing.row)
    answer_question(question=question, answer=doing.data["answer"], by=doing.by, at=doing.at)
    return Done(_("%(asker)s gets your answer by letter, and decides again.") % {"asker": question.asked_by.name})
