"""Is the machinery whole? Each check looks at one thing and says in words what is wrong with it."""

from __future__ import annotations

import pkgutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.foundation import dispatch, erasures, events, seal_file, sealing, texts, workers
from framdrift.foundation.models import Event, FreeText, Letter

_SOUND_SQLITE = (3, 51, 3)
_FIRST_WITH_WAL_FAULT = (3, 7, 0)
_PATIENCE_SECONDS = 10


class Verdict(StrEnum):
    """How a check came out; a warning does not fail the whole."""

    GOOD = "good"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """What one check found, with a sentence for the one who looks after the installation."""

    verdict: Verdict
    sentence: str


Check = Callable[[datetime], Finding]


class OutOfReach(Exception):
    """There is no way to the database; the message says why."""


def run(
    table: Mapping[str, Check], *, at: datetime, outside: Collection[str] = frozenset()
) -> Iterator[tuple[str, Finding]]:
    """Run the checks in order; one that the database or the disk refuses is a fault, and the others go on. Once the
    database has been found out of reach only those go on that look `outside` it."""
    in_reach = True
    for name, check in table.items():
        if not in_reach and name not in outside:
            continue
        try:
            yield name, check(at)
        except OutOfReach as error:
            in_reach = False
            told = _("The database cannot be reached, and what lies in it was not looked at: %(error)s")
            yield name, fault(told % {"error": error})
        except DatabaseError as error:
            yield name, fault(_("The database refuses: %(error)s") % {"error": error})
        except OSError as error:
            yield name, fault(_("The disk refuses: %(error)s") % {"error": error})


def good(sentence: str) -> Finding:
    """All is well."""
    return Finding(Verdict.GOOD, sentence)


def warning(sentence: str) -> Finding:
    """Works, and somebody should look."""
    return Finding(Verdict.WARNING, sentence)


def fault(sentence: str) -> Finding:
    """Something is broken."""
    return Finding(Verdict.FAULT, sentence)


def database(at: datetime) -> Finding:
    """SQLite's own integrity and foreign key check; PostgreSQL checks its pages itself, here it must answer."""
    _reach()
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT 1")
            return good(_("The database answers."))
        cursor.execute("PRAGMA integrity_check")
        rows = [str(row[0]) for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        loose = cursor.fetchall()
    if rows != ["ok"]:
        return fault(_("The database file is damaged: %(first)s Restore the last backup.") % {"first": rows[0]})
    if loose:
        return fault(_("Table %(table)s points to rows that do not exist.") % {"table": loose[0][0]})
    return good(_("The database file is whole."))


def _reach() -> None:
    """Open a connection; of PostgreSQL past the pool, which would try for half a minute and not say why it failed."""
    try:
        with connection.wrap_database_errors:
            if connection.vendor == "postgresql":
                import psycopg  # for those who have PostgreSQL

                address = {**connection.get_connection_params(), "connect_timeout": _PATIENCE_SECONDS}
                psycopg.connect(**address).close()
        connection.ensure_connection()
    except DatabaseError as error:
        raise OutOfReach(" ".join(str(error).split())) from error


def migrations(at: datetime) -> Finding:
    """Every migration of the program is applied."""
    missing = unapplied_migrations()
    if missing:
        return fault(
            ngettext(
                "%(count)s migration is not applied: stop, take a backup, and start framdrift run.",
                "%(count)s migrations are not applied: stop, take a backup, and start framdrift run.",
                len(missing),
            )
            % {"count": len(missing)}
        )
    return good(_("All migrations are applied."))


def unapplied_migrations() -> list[str]:
    """`app.name` of the migrations that `migrate` would apply. Looks at names only: reading them all takes 50 MB."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{label}.{name}" for label, name in _migrations_of_program() if (label, name) not in applied]


def _migrations_of_program() -> Iterator[tuple[str, str]]:
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        for module in pkgutil.iter_modules([str(folder)]) if (folder / "__init__.py").exists() else ():
            if module.name[0] not in "_~":
                yield app.label, module.name


def event_chain(at: datetime) -> Finding:
    """No event was changed, removed or slipped in."""
    broken = events.first_broken(events.everything())
    if broken is not None:
        return fault(_("The chain of events is broken: event %(seq)s is the first bad row.") % {"seq": broken})
    count = Event.objects.count()
    if dispatch.position() > count:
        return fault(_("Events are missing at the end of the chain: event %(seq)s is the first.") % {"seq": count + 1})
    return good(
        ngettext("The chain of %(n)s event is whole.", "The chain of %(n)s events is whole.", count) % {"n": count}
    )


def free_texts(at: datetime) -> Finding:
    """Words match the hash that the chain holds."""
    changed = [text.pk for text in FreeText.objects.iterator(chunk_size=500) if not texts.is_intact(text)]
    if changed:
        return fault(_("Free text %(id)s is not as it was written.") % {"id": changed[0]})
    return good(_("All free texts are as they were written."))


def sqlite_version(at: datetime) -> Finding:
    """3.7.0-3.51.2 can, rarely, corrupt a database in WAL mode (fixed in 3.51.3)."""
    if connection.vendor != "sqlite":
        return good(_("Another database than SQLite is used."))
    words = {"version": sqlite3.sqlite_version}
    if _FIRST_WITH_WAL_FAULT <= sqlite3.sqlite_version_info < _SOUND_SQLITE:
        return warning(
            _("SQLite %(version)s has a rare fault that can corrupt the database: use 3.51.3 or newer.") % words
        )
    return good(_("SQLite %(version)s is sound.") % words)


def configuration(at: datetime) -> Finding:
    """The settings make sense together."""
    faults = list(_settings_faults())
    if faults:
        return fault(" ".join(faults))
    warnings = list(_settings_warnings())
    if warnings:
        return warning(" ".join(warnings))
    return good(_("The settings make sense."))


def worker(at: datetime) -> Finding:
    """A worker gave a sign of life within a minute."""
    last = workers.last_beat()
    if last is None:
        return warning(_("No worker has been seen: start framdrift worker, or letters and jobs wait."))
    if last < at - workers.ALIVE_WITHIN:
        return warning(_("No worker since %(at)s: letters and jobs wait.") % {"at": last.isoformat(timespec="seconds")})
    return good(_("A worker is at work."))


def letters(at: datetime) -> Finding:
    """No letter waits for a person's judgement."""
    states = (Letter.State.UNKNOWN, Letter.State.FAILED)
    count = Letter.objects.filter(state__in=states).count()
    if count:
        return warning(
            ngettext(
                "%(n)s letter failed or has an unknown fate: look at the outbox.",
                "%(n)s letters failed or have an unknown fate: look at the outbox.",
                count,
            )
            % {"n": count}
        )
    return good(_("No letter needs a person's judgement."))


def erasure_ledger(at: datetime) -> Finding:
    """Everyone who was forgotten stands in the file that outlives the database."""
    path = settings.FRAMDRIFT_ERASURE_LEDGER
    try:
        known = {pseudonym for pseudonym, _at in erasures.entries(path)}
    except erasures.LedgerUnreadable as error:
        return fault(str(error))
    missing = erasures.noted() - known
    if missing:
        return warning(_("The erasure ledger lacks %(n)s of those who were forgotten.") % {"n": len(missing)})
    return good(_("The erasure ledger is complete."))


def sealed_keys(at: datetime) -> Finding:
    """The key file opens every sealed answer, and lies outside what is backed up."""
    faults = sealing.faults()
    if faults:
        return fault(" ".join(str(one) for one in faults))
    path = seal_file.place()
    if not path.exists():
        return good(_("Nothing is sealed yet. The key will be made in %(file)s.") % {"file": path})
    try:
        seal_file.read()
    except seal_file.SealRefused as no:
        return fault(str(no))
    if path.stat().st_mode & 0o077:
        return fault(_("Others than its owner can read %(file)s.") % {"file": path})
    if path.is_relative_to(Path(settings.MEDIA_ROOT)):
        return fault(_("%(file)s lies among the files that are backed up: move it.") % {"file": path})
    return good(_("The seal key opens what is sealed. Keep its printed sheet in a locked place."))


def files_present(names: Sequence[str]) -> Finding:
    """Every uploaded file that a row names is on disk. The rows belong to other folders, which pass the names."""
    root = Path(settings.MEDIA_ROOT)
    missing = [name for name in names if not (root / name).is_file()]
    if missing:
        return fault(
            ngettext(
                "%(n)s uploaded file is missing: %(first)s.",
                "%(n)s uploaded files are missing: first %(first)s.",
                len(missing),
            )
            % {"n": len(missing), "first": missing[0]}
        )
    return good(_("All uploaded files are in place."))


def _settings_faults() -> Iterator[str]:
    key = settings.FRAMDRIFT_HOME / "secret-key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield _("Others than its owner can read %(file)s.") % {"file": key}


def _settings_warnings() -> Iterator[str]:
    for name, secret, least in (
        ("FRAMDRIFT_SECRET_KEY", settings.SECRET_KEY, 50),
        ("FRAMDRIFT_MAIL_WEBHOOK_SECRET", settings.FRAMDRIFT_MAIL_WEBHOOK_SECRET, 32),
    ):
        if secret and len(secret) < least:
            told = _("%(name)s is so short that it may be guessed: use %(least)s random characters or more.")
            yield told % {"name": name, "least": least}
    if not settings.EMAIL_HOST and not settings.FRAMDRIFT_DEMO:
        yield _("No mail server is configured (FRAMDRIFT_SMTP_HOST): letters wait.")
