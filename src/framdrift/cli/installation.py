"""Opens the installation that the environment names, for commands that work with its data."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

import django
from django.utils import translation

from framdrift.cli.arguments import CallFailed, CallRefused
from framdrift.config.readers import SettingRefused


def settings() -> ModuleType:
    """The settings alone, without starting Django. One that cannot be used is a refused call."""
    try:
        return importlib.import_module("framdrift.config.settings")
    except SettingRefused as no:
        raise CallRefused(str(no)) from None


def enter(language: str) -> None:
    """Read the settings and start Django, speaking `language`. A setting that cannot be used is a refused call."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "framdrift.config.settings")
    try:
        django.setup()
    except SettingRefused as no:
        raise CallRefused(str(no)) from None
    translation.activate(language)


def require_tables() -> None:
    """Refuse to go on with a database that cannot be reached or is not migrated."""
    from django.db import DatabaseError

    from framdrift.foundation.checks import unapplied_migrations

    try:
        missing = unapplied_migrations()
    except DatabaseError as error:
        raise CallFailed(
            translation.gettext("The database cannot be reached: %(error)s") % {"error": str(error).strip()}
        ) from None
    if missing:
        raise CallFailed(translation.gettext("The database is not set up: start framdrift run once, or migrate."))
