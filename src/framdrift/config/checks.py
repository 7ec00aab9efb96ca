"""What `framdrift check` looks at: name -> check."""

from __future__ import annotations

from collections.abc import Mapping

from framdrift.foundation import checks
from framdrift.insights.coding.checks import model_server_answers
from framdrift.insights.release import checks as release
from framdrift.integrations.mailbox.receiving import mailbox_answers
from framdrift.recruiting import checks as recruiting

CHECKS: Mapping[str, checks.Check] = {
    "settings": checks.configuration,
    "database": checks.database,
    "migrations": checks.migrations,
    "sqlite": checks.sqlite_version,
    "events": checks.event_chain,
    "texts": checks.free_texts,
    "letters": checks.letters,
    "erasures": checks.erasure_ledger,
    "seal": checks.sealed_keys,
    "releases": release.releases,
    "ledger": recruiting.ledger,
    "files": recruiting.uploads,
    "mailbox": mailbox_answers,
    "model server": model_server_answers,
    "worker": checks.worker,
}
OUTSIDE_THE_DATABASE = frozenset({"settings", "sqlite", "mailbox", "model server"})
"""Those that look at something else, and can say so while the database is out of reach."""
