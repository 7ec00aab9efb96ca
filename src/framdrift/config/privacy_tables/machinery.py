"""What stands under the house: Django, signing in, jobs, events, letters."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import (
    BUSINESS,
    CHAIN,
    CONTACT,
    CONTRACT,
    DECIDED,
    DUTY,
    EMPLOYED,
    INTEREST,
    KEPT,
    MACHINERY,
    NO_PERSON,
    NONE,
    PSEUDONYM,
    SECRET,
    SENSITIVE,
    STAFF,
    Entry,
    entry,
)

REGISTRY: Final[dict[str, Entry]] = {
    # machinery of others
    "auth.Permission": entry(NONE, "Part of Django; unused.", NO_PERSON, KEPT, none="name codename"),
    "auth.Group": entry(NONE, "Part of Django; unused.", NO_PERSON, KEPT, none="name"),
    "auth.Group_permissions": entry(NONE, "Part of Django; unused.", NO_PERSON, KEPT),
    "contenttypes.ContentType": entry(NONE, "Part of Django.", NO_PERSON, KEPT, none="app_label model"),
    "sessions.Session": entry(STAFF, "Stay signed in.", CONTRACT, "12 hours", secret="session_key session_data"),
    "account.EmailAddress": entry(STAFF, "Which addresses a provider has proved.", CONTRACT, EMPLOYED, staff="email"),
    "account.EmailConfirmation": entry(STAFF, "Unused.", CONTRACT, MACHINERY, secret="key"),
    "socialaccount.SocialApp": entry(
        NONE,
        "Unused: the provider is configured by settings.",
        NO_PERSON,
        KEPT,
        none="provider provider_id name settings",
        secret="client_id secret key",
    ),
    "socialaccount.SocialAccount": entry(
        STAFF,
        "Single sign-on: who is who at the provider.",
        CONTRACT,
        EMPLOYED,
        none="provider",
        staff="uid extra_data",
    ),
    "socialaccount.SocialToken": entry(
        STAFF, "Unused: tokens are not kept.", CONTRACT, MACHINERY, secret="token token_secret"
    ),
    "mfa.Authenticator": entry(STAFF, "Second factors.", CONTRACT, EMPLOYED, none="type", secret="data"),
    "django_tasks_database.DBTaskResult": entry(
        NONE,
        "Jobs: ids and codes only.",
        NO_PERSON,
        MACHINERY,
        none="status args_kwargs task_path worker_ids queue_name backend_name return_value exception_class_path "
        "traceback",
    ),
    # foundation
    "foundation.Event": entry(
        PSEUDONYM,
        "The log of what happened, so that every figure can be traced.",
        INTEREST,
        CHAIN,
        none="code subject context data previous digest",
        pseudonym="actor",
    ),
    "foundation.FreeText": entry(
        SENSITIVE,
        "Words that events speak of.",
        INTEREST,
        DECIDED,
        pseudonym="about",
        secret="salt",
        sensitive="body",
        none="digest",
    ),
    "foundation.Letter": entry(
        CONTACT,
        "Letters to send, sent once.",
        INTEREST,
        "90 days after sending",
        none="key kind state subject_key language message_id in_reply_to claimed_by error thread manner zone reason",
        pseudonym="about",
        contact="to_name to_email reply_to",
        sensitive="subject body_text body_html attachments content",
    ),
    "foundation.LetterWording": entry(
        BUSINESS,
        "The agency's own words in letters.",
        NO_PERSON,
        KEPT,
        none="kind language",
        business="subject body",
        pseudonym="written_by",
    ),
    "foundation.Link": entry(
        PSEUDONYM,
        "Personal addresses, by hash.",
        INTEREST,
        "with what they open",
        secret="digest",
        none="purpose subject_key context_key",
    ),
    "foundation.OneTimeCode": entry(
        SENSITIVE,
        "Codes that a person types to do what cannot be undone, by keyed hash.",
        INTEREST,
        "one day",
        none="purpose subject_key",
        secret="browser digest",
        sensitive="kept",
    ),
    "foundation.Closure": entry(NONE, "Days when the agency is closed.", NO_PERSON, KEPT, none="name"),
    "foundation.Cursor": entry(NONE, "How far events are delivered.", NO_PERSON, KEPT, none="name"),
    "foundation.MissedReaction": entry(NONE, "What failed and waits.", NO_PERSON, MACHINERY, none="reaction error"),
    "foundation.ScheduledJob": entry(NONE, "When jobs run.", NO_PERSON, KEPT, none="name"),
    "foundation.Heartbeat": entry(NONE, "Signs of life from workers.", NO_PERSON, MACHINERY, none="name"),
    "foundation.Erasure": entry(PSEUDONYM, "Who was forgotten, by pseudonym.", DUTY, KEPT, pseudonym="pseudonym"),
    "foundation.SealedKey": entry(
        SECRET,
        "Keys that seal answers, each wrapped by a key that lies outside the database.",
        NO_PERSON,
        "with what they seal: deleting one erases it",
        secret="wrapped",
        none="mark",
    ),
}
