"""The product's own settings, on a machine of the tests' own: a temporary home and the chosen database."""

from __future__ import annotations

from tests import machine

machine.prepare()

from framdrift.config import identity_provider  # noqa: E402
from framdrift.config.settings import *  # noqa: E402, F403
from framdrift.config.settings import DATABASES, FRAMDRIFT_HOME, INSTALLED_APPS  # noqa: E402

# A file, not memory: write-ahead logging, locks and the live server's threads behave as in production.
DATABASES["default"]["TEST"] = {"NAME": None if machine.on_postgres() else str(FRAMDRIFT_HOME / "tests.sqlite3")}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
INSTALLED_APPS.append(identity_provider.LIBRARY)  # as where a provider is configured: tests/access configures one
STAFF_NEED_SECOND_FACTOR = False  # tests/access and tests/browser/test_sign_in.py set it, and prove it
REPORTS_COUNTED_APART = False  # a test's transaction is seen by its own process alone; reporting/apart proves the other
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Each new test client makes the whole chain of middleware; the static files need not be listed anew for each.
WHITENOISE_AUTOREFRESH = True
