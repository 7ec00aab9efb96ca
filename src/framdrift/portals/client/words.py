"""What the client's pages and letters call things: tasks, verdicts, evidence, sides, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from framdrift.recruiting.kinds import BallReason, CandidacyStatus, EvidenceKind, PromiseKind, Side, ToldReason, Verdict
from framdrift.recruiting.models import Candidacy, ClientQuestion
from framdrift.recruiting.queries.client_candidacies import MissingLine
from framdrift.recruiting.queries.client_page import SCORECARD, ClientTask

Words = Mapping[str, str | Promise]

_TITLES: Words = {
    SCORECARD: lazy("Assess %(name)s"),
    BallReason.DECIDE: lazy("Decide about %(name)s"),
    BallReason.GIVE_FEEDBACK: lazy("Say what you think of %(name)s"),
    BallReason.GIVE_TIMES: lazy("Give times to meet %(name)s"),
    BallReason.CONFIRM_TIMES: lazy("Say whether the times suit"),
    BallReason.COMPLETE_PROFILE: lazy("Complete the requirement profile"),
}
_ACTIONS: Words = {
    SCORECARD: pgettext_lazy("client's button", "Assess"),
    BallReason.DECIDE: pgettext_lazy("client's button", "Decide"),
    BallReason.GIVE_TIMES: pgettext_lazy("client's button", "Give times"),
    BallReason.CONFIRM_TIMES: pgettext_lazy("client's button", "See the times"),
}
_WHYS: Words = {
    SCORECARD: lazy("after %(step)s: your own view first, the others' afterwards"),
    BallReason.DECIDE: lazy("the decision is yours"),
    BallReason.GIVE_FEEDBACK: lazy("meet, decline, or find out more first"),
    BallReason.GIVE_TIMES: lazy("two or three are enough; %(consultant)s books one"),
    BallReason.CONFIRM_TIMES: lazy("every meeting of the recruitment, held for you"),
    BallReason.COMPLETE_PROFILE: lazy("what is missing, in your own words"),
}
PARTS: Words = {
    "decider": pgettext_lazy("part at the client", "decides"),
    "interviewer": pgettext_lazy("part at the client", "interviews"),
    "informed": pgettext_lazy("part at the client", "takes part"),
}
TEMPO: Words = {
    "feedback": pgettext_lazy("client's tempo", "feedback after a presentation or interview"),
    "decision": pgettext_lazy("client's tempo", "a decision once the evidence is in"),
    "scheduling": pgettext_lazy("client's tempo", "times for a meeting"),
    "offer": pgettext_lazy("client's tempo", "the offer after the decision"),
    "answer": pgettext_lazy("client's tempo", "the answer to the offer"),
}
PROMISED: Words = {
    PromiseKind.NEWS: pgettext_lazy("client's promise", "news"),
    PromiseKind.DECISION: pgettext_lazy("client's promise", "a decision"),
    PromiseKind.FEEDBACK: pgettext_lazy("client's promise", "feedback"),
    PromiseKind.TIMES: pgettext_lazy("client's promise", "times to choose from"),
    PromiseKind.SHORTLIST: pgettext_lazy("client's promise", "a shortlist"),
    PromiseKind.CUSTOM: pgettext_lazy("client's promise", "an answer"),
}
TOLD: Words = {
    ToldReason.OTHER_CHOSEN: pgettext_lazy("client's told reason", "Another candidate was closer"),
    ToldReason.REQUIREMENTS: pgettext_lazy("client's told reason", "Something we need is missing"),
    ToldReason.PAY: pgettext_lazy("client's told reason", "Our views on pay differ"),
    ToldReason.POSITION_WITHDRAWN: pgettext_lazy("client's told reason", "The position has changed"),
    ToldReason.OTHER: pgettext_lazy("client's told reason", "Something else"),
}
ABOUT: Words = {
    ClientQuestion.About.MEETING: pgettext_lazy("client's question", "Another meeting"),
    ClientQuestion.About.SCORECARD: pgettext_lazy("client's question", "One more person's assessment"),
    ClientQuestion.About.REFERENCE: pgettext_lazy("client's question", "A reference"),
    ClientQuestion.About.TEST: pgettext_lazy("client's question", "A test"),
    ClientQuestion.About.OTHER: pgettext_lazy("client's question", "An answer to a question"),
}
ENDED: Words = {
    CandidacyStatus.HIRED: pgettext_lazy("client's candidate", "hired"),
    CandidacyStatus.REJECTED: pgettext_lazy("client's candidate", "declined"),
    CandidacyStatus.WITHDREW: pgettext_lazy("client's candidate", "stepped out"),
    CandidacyStatus.DECLINED: pgettext_lazy("client's candidate", "declined the offer"),
    CandidacyStatus.EXPIRED: pgettext_lazy("client's candidate", "ended with the assignment"),
}
DECIDED: Words = {
    Verdict.ADVANCE: pgettext_lazy("client's verdict", "Go on"),
    Verdict.OFFER: pgettext_lazy("client's verdict", "Make an offer"),
    Verdict.REJECT: pgettext_lazy("client's verdict", "Decline"),
    Verdict.NEED_MORE: pgettext_lazy("client's verdict", "Find out more first"),
}


@dataclass(frozen=True)
class Todo:
    """A task in words: what, why, its one action and the address of that."""

    task: ClientTask
    title: str
    why: str
    action: str
    address: str

    @property
    def pass_address(self) -> str:
        """Where a ball is given to a colleague; an assessment is personal and has none."""
        return "" if self.task.what == SCORECARD else reverse("client-ball-pass", args=[self.task.id])


def todo(task: ClientTask) -> Todo:
    """What waits, in words."""
    slots = {"name": task.candidate_name, "step": in_language(task), "consultant": task.consultant}
    action = str(_ACTIONS.get(task.what, pgettext_lazy("client's button", "Answer")))
    return Todo(
        task=task,
        title=task_title(task.what, name=task.candidate_name, step=slots["step"]),
        why=str(_WHYS.get(task.what, "")) % slots,
        action=_("Go on with it") if task.has_draft else action,
        address=address_of(task.what, task.id, task.candidacy_id),
    )


def task_title(what: str, *, name: str, step: str) -> str:
    """What waits, in a few words."""
    slots = {"name": name, "step": step}
    if what in _TITLES:
        return str(_TITLES[what]) % slots
    return (_("%(step)s with %(name)s: your turn") if name else _("%(step)s: your turn")) % slots


def address_of(what: str, pk: int, candidacy_id: int | None) -> str:
    """The page where a task is done."""
    if what == SCORECARD:
        return reverse("client-scorecard", args=[pk])
    if what in (BallReason.DECIDE, BallReason.GIVE_FEEDBACK) and candidacy_id is not None:
        return reverse("client-decide", args=[candidacy_id])
    return reverse("client-ball", args=[pk])


class Stepped(Protocol):
    """Anything that carries a step's name in both languages."""

    @property
    def step_sv(self) -> str: ...
    @property
    def step_en(self) -> str: ...


def in_language(row: Stepped) -> str:
    """The name of the row's step for the reader."""
    return row.step_sv if get_language() == "sv" else row.step_en


def step_of(candidacy: Candidacy) -> str:
    """The name of the step where a candidacy stands."""
    return candidacy.plan_step.name_in(get_language() or "en")


def missing_words(line: MissingLine) -> str:
    """What is missing and who is to bring it, without the date."""
    slots = {"who": line.holder}
    if line.kind == EvidenceKind.SCORECARD:
        asked = _("An assessment by %(who)s") if line.since else _unasked(line)
        return asked % slots
    if line.kind == EvidenceKind.REFERENCE:
        return (
            _("A reference: %(who)s has asked for it") if line.since else _("A reference: %(who)s asks for it")
        ) % slots
    return _("A test: %(who)s sees to it") % slots


def _unasked(line: MissingLine) -> str:
    if line.side == Side.CLIENT:
        return _("An assessment by one of you: %(who)s has not asked anybody yet")
    return _("An assessment by the agency: %(who)s sees to it")


def words_of(table: Words, code: str) -> str:
    """The words for a code; the code itself where the table has none."""
    return str(table.get(code, code))


def choices(table: Words, *codes: str) -> list[tuple[str, str | Promise]]:
    """(code, words) for a form: the codes named, or all."""
    return [(str(code), table[code]) for code in (codes or table)]
