"""Verbs on what is decided: decision, offer, end, reopening, first choice."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.candidacies.forms import (
    AnswerOfferForm,
    DecideForm,
    EndForm,
    ReopenForm,
    SendOfferForm,
    account_of,
)
from framdrift.desk.candidacies.subject import VERBS, board_step, who
from framdrift.desk.verbs import Doing, Done
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy


@VERBS.verb(
    gettext_lazy("Record a decision"),
    DecideForm,
    button=gettext_lazy("Record the decision"),
    template="candidacies/decide.html",
)
def decide(doing: Doing[Candidacy]) -> Done:
    """What was decided, by whom, why; early only with a reason of its own."""
    data = doing.data
    actions.decide(
        candidacy=doing.row,
        verdict=data["verdict"],
        decided_by=account_of(doing.row, data["decided_by"]),
        reason=data["reason"],
        early_reason=data.get("early_reason", ""),
        told_reason=data["told_reason"],
        seen_at=data["seen_at"] or doing.row.plan_step_id,
        by=doing.by,
        at=doing.at,
    )
    return Done(_("The decision about %(who)s is recorded.") % who(doing))


@VERBS.verb(gettext_lazy("Send the offer"), SendOfferForm, button=gettext_lazy("The offer is sent"))
def send_offer(doing: Doing[Candidacy]) -> Done:
    """The candidate has it; the ball is theirs."""
    actions.send_offer(candidacy=doing.row, answer_by_on=doing.data["answer_by_on"], by=doing.by, at=doing.at)
    return Done(_("Noted: %(who)s has the offer.") % who(doing))


@VERBS.verb(gettext_lazy("Record the answer"), AnswerOfferForm, button=gettext_lazy("Record the answer"))
def answer_offer(doing: Doing[Candidacy]) -> Done:
    """Accepted, declined or taken back."""
    actions.answer_offer(candidacy=doing.row, by=doing.by, at=doing.at, **doing.data)
    return Done(_("The answer to the offer is recorded."))


@VERBS.verb(gettext_lazy("Signed: hired"))
def hire(doing: Doing[Candidacy]) -> Done:
    """The contract is signed."""
    actions.hire(candidacy=doing.row, by=doing.by, at=doing.at)
    return Done(_("%(who)s is hired.") % who(doing))


@VERBS.verb(gettext_lazy("End the candidacy"), EndForm, button=gettext_lazy("End the candidacy"))
def end(doing: Doing[Candidacy]) -> Done:
    """Withdrew or declined, with the reason told and by which side."""
    actions.end_candidacy(candidacy=doing.row, by=doing.by, at=doing.at, **doing.data)
    return Done(_("The candidacy of %(who)s has ended. You can reopen it here at any time.") % who(doing))


@VERBS.verb(gettext_lazy("Reopen the candidacy"), ReopenForm, button=gettext_lazy("Reopen"))
def reopen(doing: Doing[Candidacy]) -> Done:
    """Active again; nothing is sent again."""
    step = board_step(doing, doing.data["plan_step"])
    actions.reopen_candidacy(candidacy=doing.row, plan_step=step, by=doing.by, at=doing.at)
    return Done(_("The candidacy of %(who)s is active again. Nothing was sent.") % who(doing))


@VERBS.verb(gettext_lazy("Mark as first choice"))
def mark_first_choice(doing: Doing[Candidacy]) -> Done:
    """The one you would choose now; never computed, never marked afterwards."""
    actions.mark_first_choice(candidacy=doing.row, by=doing.by, at=doing.at)
    undo = reverse("candidacy-unmark-first-choice", args=[doing.row.pk])
    return Done(_("%(who)s is marked as first choice of this round.") % who(doing), undo)


@VERBS.verb(gettext_lazy("Take away the first choice mark"))
def unmark_first_choice(doing: Doing[Candidacy]) -> Done:
    """When it stood is kept."""
    actions.unmark_first_choice(candidacy=doing.row, by=doing.by, at=doing.at)
    undo = reverse("candidacy-mark-first-choice", args=[doing.row.pk])
    return Done(_("The mark was taken away.") % who(doing), undo)
