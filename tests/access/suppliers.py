"""Arguments for every address: what stands in its place for the own, sibling, foreign, public and missing object.

A new argument name: add a line to SUPPLIERS. An address whose argument means something else than its name says: add a
line to BY_ADDRESS, keyed by (URL name, argument).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models

from framdrift.conversations.answers.models import SeriousMatter, Talk
from framdrift.conversations.models import Guide, Invitation, Leaver, Programme
from framdrift.insights.models import Code, Passage, Quote, Release
from framdrift.organisations.models import Absence, Employment, RosterRun
from framdrift.recruiting import models as rows
from framdrift.recruiting.kinds import Scope, StepType
from tests.access.commitments import commitment_of
from tests.access.meetings import proposed
from tests.access.world import World, unit_of

Supplier = Callable[[World, str], Any]
MISSING = 987654321
MISSING_WORD = "no-such-thing-here"
MISSING_KEY = UUID(int=7)


def _row(model: type[models.Model]) -> Supplier:
    return lambda world, which: world.corners[which].made[model].pk


def _company(world: World, which: str) -> int:
    return world.corners[which].assignment.company_id


def _account(world: World, which: str) -> int:
    """The owner of the corner's assignment."""
    return world.corners[which].assignment.owner_id


def _absence(world: World, which: str) -> int:
    return Absence.objects.get(account=world.corners[which].assignment.owner_id).pk


def _own_step(world: World, which: str) -> int:
    """The assignment's own step, which is no column of its board."""
    return rows.PlanStep.objects.get(assignment=world.corners[which].assignment, scope=Scope.ASSIGNMENT).pk


def _interview(world: World, which: str) -> int:
    """The interview step of the corner's assignment."""
    plan = rows.PlanStep.objects.filter(assignment=world.corners[which].assignment)
    held = (StepType.INTERVIEW, StepType.CLIENT_INTERVIEW)
    return plan.filter(type__in=held).values_list("pk", flat=True)[0]


def _own_ball(world: World, which: str) -> int:
    """The ball of the assignment's own step."""
    return rows.Ball.objects.get(assignment=world.corners[which].assignment, candidacy=None, ended_at=None).pk


def _employment(world: World, which: str) -> int:
    """Somebody employed at the corner's company."""
    return Employment.objects.filter(company_id=_company(world, which)).order_by("pk")[0].pk


def _roster_run(world: World, which: str) -> int:
    return RosterRun.objects.get(company_id=_company(world, which)).pk


def _held_invitation(world: World, which: str) -> int:
    """The talk that North's manager has held."""
    return Invitation.objects.get(interviewer=world.cast.north.manager).pk


def _record(world: World, which: str) -> int:
    """The approved record that North's manager and HR may read at level A; as foreign one at level C."""
    level = "C" if which == "foreign" else "A"
    return Talk.objects.filter(key__level=level).order_by("pk")[0].pk


SUPPLIERS: dict[str, Supplier] = {
    "company_id": _company,
    "unit_id": lambda world, which: unit_of(world.corners[which].assignment.company).pk,
    "employment_id": _employment,
    "roster_run_id": _roster_run,
    "account_id": _account,
    "leaver_id": lambda world, which: Leaver.objects.get(company_id=_company(world, which)).pk,
    "absence_id": _absence,
    "assignment_id": lambda world, which: world.corners[which].assignment.pk,
    "candidacy_id": lambda world, which: world.corners[which].candidacy.pk,
    "candidate_id": lambda world, which: world.corners[which].candidate.pk,
    "apply_key": lambda world, which: world.corners[which].assignment.apply_key,
    "plan_step_id": lambda world, which: world.corners[which].candidacy.plan_step_id,
    "step_id": _row(rows.Step),
    "ball_id": _row(rows.Ball),
    "promise_id": _row(rows.Promise),
    "scorecard_id": _row(rows.Scorecard),
    "reference_id": _row(rows.Reference),
    "test_id": _row(rows.TestResult),
    "decision_id": _row(rows.Decision),
    "question_id": _row(rows.ClientQuestion),
    "offer_id": _row(rows.Offer),
    "outcome_id": _row(rows.Outcome),
    "note_id": _row(rows.Note),
    "upload_id": _row(rows.Upload),
    "criterion_id": _row(rows.Criterion),
    "milestone_id": _row(rows.FeeMilestone),
    "presentation_id": _row(rows.Presentation),
    "sort": lambda world, which: "ball",
    "number": _row(rows.Ball),
    "duplicate_id": lambda world, which: world.corners["public"].candidate.pk,
    "run_id": lambda world, which: MISSING,
    "job_id": lambda world, which: MISSING_KEY,
    "letter_id": lambda world, which: MISSING,
    "letter_code": lambda world, which: "news",
    "missed_id": lambda world, which: MISSING,
    "meeting_id": _row(rows.Meeting),
    "sitting_id": _row(rows.Sitting),
    "message_id": _row(rows.Message),
    "file_id": _row(rows.MessageFile),
    "offered_time_id": _row(rows.OfferedTime),
    "purpose": lambda world, which: "withdraw",
    "touch_id": _row(rows.TouchTime),
    "template_step_id": lambda world, which: rows.TemplateStep.objects.order_by("-position")[0].pk,
    "calendar_id": lambda world, which: MISSING,
    "provider": lambda world, which: "graph",
    "template_id": lambda world, which: rows.PlanTemplate.objects.get().pk,
    "guide_id": lambda world, which: Guide.objects.order_by("pk")[0].pk,
    "question_code": lambda world, which: "K1",
    "position": lambda world, which: 1,
    "programme_id": lambda world, which: Programme.objects.order_by("pk")[0].pk,
    "release_id": lambda world, which: Release.objects.get().pk,
    "quote_id": lambda world, which: Quote.objects.earliest("pk").pk,
    "invitation_id": lambda world, which: Invitation.objects.order_by("pk")[0].pk,
    "talk_id": _record,
    "matter_id": lambda world, which: SeriousMatter.objects.get().pk,
    "point": lambda world, which: "information",
    "passage_id": lambda world, which: Passage.objects.order_by("pk")[0].pk,
    "code_id": lambda world, which: Code.objects.order_by("pk")[0].pk,
    "part": lambda world, which: "first",
    "round_id": lambda world, which: Passage.objects.order_by("pk")[0].round_id,
    "theme_code": lambda world, which: "T01",
    "commitment_id": lambda world, which: commitment_of(_company(world, which)).pk,
    "commitment_key": lambda world, which: commitment_of(_company(world, which)).key,
}

BY_ADDRESS: dict[tuple[str, str], Supplier] = {
    ("client-talk", "invitation_id"): _held_invitation,
    ("client-talk-begin", "invitation_id"): _held_invitation,
    ("client-talk-room", "invitation_id"): _held_invitation,
    ("client-talk-read-back", "invitation_id"): _held_invitation,
    ("client-talk-helped", "invitation_id"): _held_invitation,
    ("client-talk-probe", "invitation_id"): _held_invitation,
    ("client-talk-room-worker", "invitation_id"): _held_invitation,
    ("client-talk-after", "invitation_id"): _held_invitation,
    ("client-talk-serious", "invitation_id"): _held_invitation,
    ("programme-new", "kind"): lambda world, which: "stay",
    ("programme-text", "language"): lambda world, which: "sv",
    ("assignment-kickoff-meeting", "meeting_id"): lambda world, which: proposed(world.corners[which].assignment),
    ("employee-question", "number"): lambda world, which: 1,
    ("employee-code", "purpose"): lambda world, which: "withdraw-talk",
    ("assignment-step-finish", "plan_step_id"): _own_step,
    ("assignment-step-reopen", "plan_step_id"): _own_step,
    ("today-step-done", "ball_id"): _own_ball,
    ("interview-kit", "plan_step_id"): _interview,
    ("kit-questions", "plan_step_id"): _interview,
    ("plan-step-people", "plan_step_id"): _interview,
    ("assignment-note-remove", "note_id"): lambda world, which: world.corners[which].assignment_note.pk,
    ("demo-enter", "kind"): lambda world, which: "consultant",
    ("account_reset_password_from_key", "uidb36"): lambda world, which: "1",
    ("account_reset_password_from_key", "key"): lambda world, which: "set-password",
    ("openid_connect_login", "provider_id"): lambda world, which: "company",
    ("openid_connect_callback", "provider_id"): lambda world, which: "company",
    ("mfa_remove_webauthn", "pk"): lambda world, which: MISSING,
    ("mfa_edit_webauthn", "pk"): lambda world, which: MISSING,
}

# Addresses whose answer for the own object depends on more than who asks, with the reason.
DEPENDS: dict[str, str] = {
    "api-assignments": "answers to a program's key alone; tests/integrations/test_api.py has",
    "api-assignment": "the same",
    "api-plan": "the same",
    "api-candidacies": "the same",
    "api-candidacy": "the same",
    "api-balls": "the same",
    "mfa_remove_webauthn": "nobody in the world has a passkey; tests/browser/test_sign_in.py has",
    "mfa_edit_webauthn": "the same",
    "mfa_deactivate_totp": "nobody in the world has an app; test_sign_in.py has",
    "mfa_view_recovery_codes": "made with the first factor",
    "mfa_download_recovery_codes": "made with the first factor",
    "mfa_generate_recovery_codes": "made with the first factor",
    "mfa_reauthenticate": "only with a second factor",
    "mfa_reauthenticate_webauthn": "only with a passkey",
    "absence-add": "consultants and interviewers for themselves only",
    "absence-cancel": "consultants and interviewers their own only",
    "assignment-note-remove": "a note is its author's, also before a lead",
    "candidacy-note-remove": "the same",
    "today-later": "only for a line that stands on the reader's own Today",
    "today-again": "the same",
    "today-remind": "the same",
    "team-give-back": "only a ball that was taken over from that colleague",
    "assignment-decline-undo": "nothing was declined; tests/desk/test_declining.py has",
    "assignment-fees-undo": "no parts were changed; tests/desk/test_fees.py has",
    "candidacy-withdraw-time": "the world's time has begun; tests/desk/test_offered_times.py has one ahead",
    "candidate-file": "no bytes lie on the disk in the world; tests/desk/test_papers.py has",
    "touch-time-correct": "a piece of work is its doer's to correct, also before a lead",
    "scorecard": "somebody else's draft is shown to nobody, also not to a lead",
    "operations-job-settle": "no job has failed; tests of operations have",
    "operations-reaction-settle": "the same",
    "outbox-letter": "no letter of a corner is in the world; tests/desk/test_outbox.py has",
    "outbox-letter-page": "the same",
    "outbox-letter-decide": "the same",
    "message-file": "no bytes lie on the disk in the world; tests/desk/test_messages.py has",
    "demo-letter": "exists in a demonstration alone; tests/access/test_demo.py has",
    "demo-letter-page": "the same",
    "letter-waiting": "no letter waits for a person; tests/desk/test_letters.py has",
    "letter-waiting-preview": "the same",
    "letter-release": "the same",
    "letter-take-back": "the same",
    "letter-stop": "the same",
    "client-candidacy": "nobody has been presented to a company in the world; tests/portals/test_client_pages.py has",
    "client-talk": "a talk is its holder's alone; tests/portals/test_client_talks.py has more",
    "client-talk-begin": "the same",
    "client-talk-room": "the same",
    "client-talk-read-back": "the same",
    "client-talk-helped": "the same",
    "client-talk-probe": "the same",
    "client-talk-room-worker": "the same",
    "client-talk-after": "the same",
    "client-talk-serious": "the same",
    "client-matter": "nothing was passed to a seat in the world; the same tests have",
    "client-matter-told": "the same",
    "client-matter-pass-on": "the same",
    "client-matter-close": "the same",
    "client-kit": "nobody has been presented to a company in the world; tests/portals/test_client_pages.py has",
    "client-paper": "the same",
    "client-decide": "the same",
    "client-decision-take-back": "the same",
    "client-scorecard": "no seat has been asked for an assessment in the world; the same tests have",
    "client-ball": "no ball lies with a seat in the world; the same tests have",
    "client-ball-pass": "the same",
    "calendar-ask": "no provider is configured in the world; tests/desk/test_calendars.py has one",
    "calendar-return": "the same",
    "calendar-read": "a calendar is its owner's alone; tests/desk/test_calendars.py has some",
    "calendar-write": "the same",
    "calendar-disconnect": "the same",
    "client-back": "no seat is away in the world; the same tests have",
    "client-presentation": "nothing has been shared in the world; tests/desk/test_presentations.py has",
    "client-presentation-pdf": "the same",
    "import-run": "no file has been put in; tests/desk/test_imports.py has",
    "import-begin": "the same",
    "import-refused": "the same",
    "account-edit": "a lead's row is shown to leads and administrators alike, but roles differ",
}

# Pages whose opening is noted in the log of events: a sealed record is read by nobody unseen.
NOTED_READS = frozenset(
    {
        "talk-room",
        "talk-read-back",
        "talk-serious",
        "client-talk-room",
        "client-talk-read-back",
        "client-talk-serious",
        "client-record",
    }
)


class Unsupplied(Exception):
    """An address has an argument that nobody supplies."""


def arguments(world: World, name: str, wanted: list[str], which: str) -> dict[str, Any]:
    """Values for the arguments of one address. Raises Unsupplied."""
    return {argument: _value(world, name, argument, which) for argument in wanted}


def _value(world: World, name: str, argument: str, which: str) -> Any:
    supplier = BY_ADDRESS.get((name, argument)) or SUPPLIERS.get(argument)
    if supplier is None:
        raise Unsupplied(f"{name}: nobody supplies <{argument}>; add it to tests/access/suppliers.py")
    if which != "missing":
        return supplier(world, which)
    sort = type(supplier(world, "own"))
    return {int: MISSING, UUID: MISSING_KEY}.get(sort, MISSING_WORD)
