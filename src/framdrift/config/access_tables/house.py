"""The house itself, signing in, companies and people, the engine room, the demonstration."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import (
    ADMINISTRATION,
    ALLOW,
    ANY_ACCOUNT,
    ANY_STAFF,
    OPEN,
    OWN_KEY,
    SEAT_LINK,
    Row,
    row,
    rows,
)

ROWS: Final[dict[str, Row]] = {
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
    # the demonstration
    **rows(OPEN, "demo", "demo-enter", "demo-mailbox", "demo-letter", "demo-letter-page"),
}
