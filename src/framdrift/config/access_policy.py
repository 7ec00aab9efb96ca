"""Who may open which address: the one literal table, enforced at the door before any view runs.

What rows and groups are made of stands in `config/access_rows.py`.

How to add an address. Find the name of your URL in a group below that says what you mean, and add it to the group's
call of `rows`; no fitting group: write a new `row(...)`. Kinds that a row does not name are denied. An address without
a row is refused to everyone, and `tests/access` fails and names it. Give the crawler ids for its arguments in
`tests/access/suppliers.py` (most argument names are there already).

What the verdicts mean, for the object that an address names:

ALLOW   every object of that sort that exists.
OWN     only what is theirs: a consultant's assignments, a seat's company, a candidate's own page. The door lets them
        in, and the view must answer 404 for what is not theirs (its queries start from the viewer, so they do).
DENY    nothing: 404, the same page as for what does not exist. A visitor who has not signed in is led to the
        sign-in page instead, also the same for everything.

`other_consultant` and `other_client` are a consultant and a seat that have nothing to do with the object.

Three sorts of door (`Row.door`): `account` looks at who is signed in; `link` is opened by the token in the path,
which the view checks, whoever is signed in; `open` has no lock (sign-in pages, health), or its own (a signature, a
machine's key).
"""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import (
    ADMINISTRATION,
    ALLOW,
    ANY_ACCOUNT,
    ANY_STAFF,
    CANDIDATE_LINK,
    CLIENT_SEAT,
    DENY,
    EMPLOYEE_LINK,
    KINDS,
    LEADS,
    OPEN,
    OWN,
    OWN_KEY,
    RECRUITING_OBJECT,
    REFEREE_LINK,
    SEAT_LINK,
    STAFF_RECRUITING,
    Row,
    row,
    rows,
)
from framdrift.organisations.access import Viewer

# --- the table -------------------------------------------------------------------------------------
POLICY: Final[dict[str, Row]] = {
    # the house itself
    **rows(OPEN, "home", "healthz", "choose-language", "mail-webhook"),
    **rows(ANY_STAFF, "patterns"),
    # signing in
    **rows(
        OPEN,
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_request_login_code",
        "account_confirm_login_code",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    ),
    **rows(SEAT_LINK, "seat-entrance"),
    # one's own account
    **rows(
        ANY_ACCOUNT,
        "my-settings",
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
    ),
    **rows(ANY_STAFF, "account_change_password", "account_set_password"),
    **rows(
        OWN_KEY,
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
    ),
    # companies and people
    **rows(ANY_STAFF, "people", "company-list", "company"),
    **rows(
        ADMINISTRATION,
        "account-add",
        "account-edit",
        "account-deactivate",
        "account-reactivate",
        "account-letter",
        "agency-edit",
        "company-archive",
        "company-restore",
    ),
    **rows(ANY_STAFF, "absence-add", "absence-cancel"),
    **rows(
        row(admin=ALLOW, lead=ALLOW, consultant=ALLOW, other_consultant=ALLOW),
        "company-add",
        "seat-add",
        "company-edit",
        "unit-add",
        "unit-edit",
    ),
    # imports
    **rows(
        row(admin=ALLOW, lead=ALLOW, consultant=ALLOW, other_consultant=ALLOW),
        "import-list",
        "import-run",
        "import-begin",
        "import-refused",
    ),
    # the engine room
    **rows(
        ADMINISTRATION,
        "operations-jobs",
        "operations-job-settle",
        "operations-reaction-settle",
    ),
    # those outside
    # recruitments
    **rows(STAFF_RECRUITING, "assignment-list", "assignment-new", "candidate-list", "candidate-new"),
    **rows(
        RECRUITING_OBJECT,
        "assignment",
        "assignment-column",
        "assignment-candidates",
        "assignment-activity",
        "assignment-move",
        "assignment-enter",
        "assignment-edit",
        "assignment-profile",
        "assignment-tempo",
        "assignment-people",
        "assignment-owner",
        "assignment-pause",
        "assignment-resume",
        "assignment-close",
        "assignment-reopen",
        "assignment-step-finish",
        "assignment-promise",
        "assignment-promise-keep",
        "assignment-promise-move",
        "assignment-promise-withdraw",
        "assignment-note",
        "assignment-note-remove",
        "candidacy",
        "candidacy-timeline",
        "candidacy-move",
        "candidacy-undo-move",
        "candidacy-step-open",
        "candidacy-step-close",
        "candidacy-book",
        "candidacy-unbook",
        "candidacy-offer-times",
        "candidacy-withdraw-time",
        "assignment-seen",
        "candidacy-hold",
        "ball-pass",
        "ball-take-over",
        "candidacy-news",
        "scorecard-ask",
        "scorecard",
        "reference-ask",
        "reference-receive",
        "reference-decline",
        "test-receive",
        "candidacy-advise",
        "candidacy-unadvise",
        "candidacy-question-answer",
        "candidacy-decide",
        "offer-send",
        "offer-answer",
        "candidacy-hire",
        "candidacy-end",
        "candidacy-reopen",
        "candidacy-mark-first-choice",
        "candidacy-unmark-first-choice",
        "candidacy-promise",
        "candidacy-promise-keep",
        "candidacy-promise-move",
        "candidacy-promise-withdraw",
        "candidacy-note",
        "candidacy-note-remove",
        "candidate",
        "candidate-edit",
        "candidate-enter",
        "candidate-inform",
        "candidate-consent",
        "candidate-consent-withdraw",
        "candidate-merge",
    ),
    **rows(
        RECRUITING_OBJECT,
        "assignment-decline",
        "assignment-decline-undo",
        "assignment-presentations",
        "presentation-new",
        "presentation",
        "presentation-pdf",
        "presentation-share",
        "assignment-time",
        "touch-time-correct",
        "assignment-fees",
        "assignment-fees-set",
        "assignment-fee-reach",
        "assignment-guarantee",
        "assignment-intake",
        "assignment-intake-open",
        "assignment-intake-close",
        "candidate-file",
        "candidate-file-add",
        "candidate-file-remove",
        "candidacy-file-add",
    ),
    **rows(STAFF_RECRUITING, "pool"),
    **rows(LEADS, "fees", "fees-export", "candidate-forget", "candidate-keep"),
    # letters: their words, and those that wait for a person
    **rows(LEADS, "letter-kinds", "letter-kind", "letter-kind-preview", "letter-kind-restore", "letter-kind-undo"),
    **rows(STAFF_RECRUITING, "letters-waiting"),
    **rows(
        RECRUITING_OBJECT,
        "assignment-letters",
        "letter-waiting",
        "letter-waiting-preview",
        "letter-release",
        "letter-take-back",
        "letter-stop",
    ),
    **rows(
        ADMINISTRATION,
        "plan-templates",
        "plan-template",
        "plan-template-rename",
        "plan-template-copy",
        "plan-template-default",
        "plan-template-archive",
        "plan-template-restore",
        "template-step-add",
        "template-step",
        "template-step-raise",
        "template-step-remove",
        "tempo-defaults",
        "tempo-defaults-undo",
    ),
    **rows(OPEN, "apply", "apply-thanks"),
    **rows(
        CLIENT_SEAT,
        "client-home",
        "client-assignment",
        "client-plan-confirm",
        "client-candidacy",
        "client-decide",
        "client-decision-take-back",
        "client-scorecard",
        "client-ball",
        "client-ball-pass",
        "client-away",
        "client-weekly",
        "client-back",
        "client-presentation",
        "client-presentation-pdf",
        "client-report",
    ),
    **rows(
        CANDIDATE_LINK,
        "candidate-home",
        "candidate-times",
        "candidate-ask",
        "candidate-withdraw",
        "candidate-offer",
        "candidate-data",
        "candidate-data-file",
        "candidate-erase",
        "candidate-code",
        "candidate-language",
    ),
    **rows(OPEN, "candidate-renew", "candidate-renewed", "referee-renew", "referee-renewed"),
    **rows(REFEREE_LINK, "referee-home", "referee-answer", "referee-language", "referee-thanks"),
    **rows(EMPLOYEE_LINK, "employee-home"),
    # today, the team, search
    **rows(STAFF_RECRUITING, "today", "team", "search", "report-losses"),
    **rows(row(admin=ALLOW, lead=ALLOW, consultant=ALLOW, other_consultant=ALLOW), "outbox"),
    **rows(STAFF_RECRUITING, "messages-unsorted"),
    **rows(row(admin=ALLOW, lead=ALLOW, consultant=OWN, other_consultant=OWN), "outbox-letter-decide"),
    **rows(
        RECRUITING_OBJECT,
        "outbox-letter",
        "outbox-letter-page",
        "message",
        "message-settle",
        "message-unsettle",
        "message-place",
        "message-file",
    ),
    **rows(
        row(lead=OWN, consultant=OWN, other_consultant=OWN),
        "today-later",
        "today-again",
        "today-remind",
        "team-give-back",
    ),
    **rows(
        RECRUITING_OBJECT,
        "today-news",
        "today-promise-keep",
        "today-promise-move",
        "today-inform",
        "today-fee",
        "today-step-done",
        "team-take",
    ),
    # the demonstration
    **rows(OPEN, "demo", "demo-enter", "demo-mailbox", "demo-letter", "demo-letter-page"),
}


def kinds_of(viewer: Viewer) -> frozenset[str]:
    """The kinds that a signed-in viewer can be, before the object is known; nobody is `anonymous`."""
    if viewer.account_id is None:
        return frozenset({"anonymous"})
    if viewer.is_client:
        return frozenset({*viewer.roles, "other_client"}) & frozenset(KINDS)
    found = set(viewer.roles)
    if "consultant" in found:
        found.add("other_consultant")
    return frozenset(found) & frozenset(KINDS)


def may_knock(name: str, viewer: Viewer) -> bool:
    """Whether the door opens for this viewer; what lies behind it is the view's query to decide."""
    line = POLICY.get(name)
    if line is None:
        return False
    return line.door != "account" or any(line.of(kind) is not DENY for kind in kinds_of(viewer))
