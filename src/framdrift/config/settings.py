"""All settings. What an installation chooses comes from the environment, prefix FRAMDRIFT_ (docs/settings.md)."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from framdrift.config import identity_provider, readers

with contextlib.suppress(ImportError):  # newer SQLite than the system's, free of the WAL-reset bug of 3.7.0-3.51.2
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

PACKAGE = Path(__file__).resolve().parent.parent

# --- what the installation chooses ---------------------------------------------------------------
FRAMDRIFT_HOME = readers.folder("FRAMDRIFT_HOME", "./var")
FRAMDRIFT_DEMO = readers.flag("FRAMDRIFT_DEMO")
FRAMDRIFT_HOST = readers.text("FRAMDRIFT_HOST", "127.0.0.1")
FRAMDRIFT_PORT = readers.integer("FRAMDRIFT_PORT", 8000, low=1, high=65535)
FRAMDRIFT_ADDRESS = readers.web_address("FRAMDRIFT_ADDRESS", f"http://localhost:{FRAMDRIFT_PORT}")
FRAMDRIFT_WEB_WORKERS = readers.integer("FRAMDRIFT_WEB_WORKERS", 1, low=1, high=64)
FRAMDRIFT_WEB_THREADS = readers.integer("FRAMDRIFT_WEB_THREADS", 4, low=1, high=64)
FRAMDRIFT_LEASE_MINUTES = readers.integer("FRAMDRIFT_LEASE_MINUTES", 30, low=2, high=1440)
FRAMDRIFT_HEAVY_MEGABYTES = readers.integer("FRAMDRIFT_HEAVY_MEGABYTES", 2048, low=256, high=65536)
FRAMDRIFT_UPLOAD_MEGABYTES = readers.integer("FRAMDRIFT_UPLOAD_MEGABYTES", 10, low=1, high=100)
FRAMDRIFT_PAY_RANGE_REQUIRED = readers.flag("FRAMDRIFT_PAY_RANGE_REQUIRED", default=True)
FRAMDRIFT_RETENTION_MONTHS = readers.integer("FRAMDRIFT_RETENTION_MONTHS", 24, low=1, high=120)
FRAMDRIFT_ERASURE_LEDGER = readers.folder("FRAMDRIFT_ERASURE_LEDGER", str(FRAMDRIFT_HOME / "erasures.jsonl"))
# Beside the home, not in it: who copies the one has not the other.
_SEAL_KEY = str(FRAMDRIFT_HOME.with_name(f"{FRAMDRIFT_HOME.name}.seal-key"))
FRAMDRIFT_SEAL_KEY_FILE = readers.folder("FRAMDRIFT_SEAL_KEY_FILE", _SEAL_KEY)


def _secret_key() -> str:
    """The given key, or one made once and kept readable by the owner alone."""
    given = readers.text("FRAMDRIFT_SECRET_KEY")
    if given:
        return given
    path = FRAMDRIFT_HOME / "secret-key"
    try:
        key = _kept_key(path)
    except OSError as problem:
        reason = f"{path}: {problem.strerror}"
        raise readers.SettingRefused(
            f"FRAMDRIFT_HOME is {str(FRAMDRIFT_HOME)!r}: it cannot be used ({reason})."
        ) from None
    if not key:
        raise readers.SettingRefused(f"{path} is empty: put the key back, or remove the file and a new one is made.")
    return key


def _kept_key(path: Path) -> str:
    if not path.exists():
        FRAMDRIFT_HOME.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"secret-key.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # another process was first: its key holds
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = readers.words("FRAMDRIFT_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = readers.origins("FRAMDRIFT_TRUSTED_ORIGINS")
_HTTPS = FRAMDRIFT_ADDRESS.startswith("https://")

# --- parts ---------------------------------------------------------------------------------------
_IDENTITY_PROVIDERS = identity_provider.apps()
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    *([identity_provider.LIBRARY] if _IDENTITY_PROVIDERS else []),
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "framdrift.foundation",
    "framdrift.organisations",
    "framdrift.recruiting",
    "framdrift.conversations",
    "framdrift.conversations.answers",
    "framdrift.planning",
    "framdrift.momentum",
    "framdrift.insights",
    "framdrift.desk",
    "framdrift.portals",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "framdrift.config.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "framdrift.config.middleware.OwnOrigin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "framdrift.config.middleware.Reader",
    "framdrift.config.middleware.Door",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "framdrift.config.urls"
WSGI_APPLICATION = "framdrift.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted([*PACKAGE.glob("desk/*/templates"), *PACKAGE.glob("portals/*/templates")]),
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "framdrift.desk.components.context.page",
            ],
            "libraries": {"framdrift": "framdrift.desk.components.tags"},
            "builtins": ["framdrift.desk.components.tags", "django.templatetags.i18n"],
        },
    }
]

FORM_RENDERER = "framdrift.desk.components.renderer.FormRenderer"

# --- data ----------------------------------------------------------------------------------------
_POSTGRES = readers.postgres("FRAMDRIFT_DATABASE_URL")
DATABASES: dict[str, dict[str, Any]]
if _POSTGRES:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _POSTGRES.name,
            "USER": _POSTGRES.user,
            "PASSWORD": _POSTGRES.password,
            "HOST": _POSTGRES.host,
            "PORT": _POSTGRES.port,
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": 8},
                # Short statements with many joins: docs/decisions/0020-short-statements-are-planned-briefly.md
                "options": "-c join_collapse_limit=4 -c from_collapse_limit=4",
                # Parsed and planned once: docs/decisions/0021-statements-are-prepared.md
                "server_side_binding": True,
                "prepare_threshold": 5,
            },
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "framdrift.foundation.sqlite",
            "NAME": FRAMDRIFT_HOME / "framdrift.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
                "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-4000;",
            },
        }
    }

# Limits on sign-in attempts are counted here, so that every web process counts the same.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail", "heavy"]}}
REPORTS_COUNTED_APART = True  # by a process of its own (momentum/reporting/apart)
MEDIA_ROOT = FRAMDRIFT_HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- sign-in -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisations.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True  # client seats only: organisations/sign_in.py
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_FORMS = {
    "login": "framdrift.organisations.sign_in.PasswordForm",
    "request_login_code": "framdrift.organisations.sign_in.RequestCodeForm",
    "reset_password": "framdrift.organisations.sign_in.ResetForm",
}
ACCOUNT_ADAPTER = "framdrift.desk.sign_in.posting.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "framdrift.organisations.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_ONLY = False
# A form that ends at another origin would be stopped by our own content policy; `state` guards the way back.
SOCIALACCOUNT_LOGIN_ON_GET = True
MFA_ADAPTER = "framdrift.organisations.sign_in.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts and their addresses are made by the agency
STAFF_NEED_SECOND_FACTOR = not FRAMDRIFT_DEMO
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS
MFA_TOTP_ISSUER = "Framdrift"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _IDENTITY_PROVIDERS}}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- words and time ------------------------------------------------------------------------------
LANGUAGE_CODE = readers.choice("FRAMDRIFT_LANGUAGE", "sv", ("sv", "en"))
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FRAMDRIFT_ZONE = readers.zone("FRAMDRIFT_ZONE", "Europe/Stockholm")

# --- mail ----------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = readers.text("FRAMDRIFT_SMTP_HOST")
EMAIL_PORT = readers.integer("FRAMDRIFT_SMTP_PORT", 587, low=1, high=65535)
EMAIL_HOST_USER = readers.text("FRAMDRIFT_SMTP_USER")
EMAIL_HOST_PASSWORD = readers.text("FRAMDRIFT_SMTP_PASSWORD")
EMAIL_USE_TLS = readers.choice("FRAMDRIFT_SMTP_SECURITY", "starttls", ("starttls", "tls", "none")) == "starttls"
EMAIL_USE_SSL = readers.text("FRAMDRIFT_SMTP_SECURITY") == "tls"
EMAIL_TIMEOUT = 20
_MAIL_FROM = "Framdrift <framdrift@localhost>"
_DEMO_MAIL_FROM = "Sandelholm & Wikdahl Rekrytering <hej@sandelholm.example>"  # the invented agency's
DEFAULT_FROM_EMAIL = readers.mail_address("FRAMDRIFT_MAIL_FROM", _DEMO_MAIL_FROM if FRAMDRIFT_DEMO else _MAIL_FROM)

LETTER_KINDS = "framdrift.config.letters.KINDS"  # reached from below, where the doors' words cannot be imported
CANDIDATE_ADDRESS = "framdrift.portals.candidate.addresses.candidate_address"
LETTER_REASONS = "framdrift.recruiting.letter_reasons.still_holds"

# --- mail that comes in --------------------------------------------------------------------------
FRAMDRIFT_IMAP_HOST = readers.text("FRAMDRIFT_IMAP_HOST")
FRAMDRIFT_IMAP_PORT = readers.integer("FRAMDRIFT_IMAP_PORT", 993, low=1, high=65535)
FRAMDRIFT_IMAP_SECURITY = readers.choice("FRAMDRIFT_IMAP_SECURITY", "tls", ("tls", "starttls", "none"))
FRAMDRIFT_IMAP_USER = readers.text("FRAMDRIFT_IMAP_USER")
FRAMDRIFT_IMAP_PASSWORD = readers.text("FRAMDRIFT_IMAP_PASSWORD")
FRAMDRIFT_IMAP_FOLDER = readers.text("FRAMDRIFT_IMAP_FOLDER", "INBOX")
FRAMDRIFT_IMAP_SENT_FOLDER = readers.text("FRAMDRIFT_IMAP_SENT_FOLDER")
FRAMDRIFT_IMAP_AUTHSERV = readers.text("FRAMDRIFT_IMAP_AUTHSERV")
FRAMDRIFT_REPLY_TO = readers.mail_address("FRAMDRIFT_REPLY_TO")
FRAMDRIFT_MAIL_WEBHOOK_SECRET = readers.text("FRAMDRIFT_MAIL_WEBHOOK_SECRET")

# --- a model server in our own network that suggests themes -------------------------------------------
FRAMDRIFT_MODEL_SERVER = readers.web_address("FRAMDRIFT_MODEL_SERVER")
FRAMDRIFT_MODEL_SERVER_MODEL = readers.text("FRAMDRIFT_MODEL_SERVER_MODEL")
if FRAMDRIFT_MODEL_SERVER and not FRAMDRIFT_MODEL_SERVER_MODEL:
    raise readers.SettingRefused(
        "FRAMDRIFT_MODEL_SERVER_MODEL is empty: write the name of the model at FRAMDRIFT_MODEL_SERVER."
    )
FRAMDRIFT_MODEL_SERVER_KEY = readers.text("FRAMDRIFT_MODEL_SERVER_KEY")
FRAMDRIFT_MODEL_SERVER_SECONDS = readers.integer("FRAMDRIFT_MODEL_SERVER_SECONDS", 30, low=1, high=300)

# --- calendars ------------------------------------------------------------------------------------
CALENDAR_DOORS = {  # the door that reads each kind (a dotted path); imported when it is needed
    "caldav": "framdrift.integrations.caldav.door.CALDAV",
    "feed": "framdrift.integrations.calendar_feeds.door.FEED",
    "graph": "framdrift.integrations.microsoft_graph.door.GRAPH",
    "google": "framdrift.integrations.google_calendar.door.GOOGLE",
}
CALENDAR_SERVICES = {
    "graph": "https://graph.microsoft.com/v1.0",
    "google": "https://www.googleapis.com/calendar/v3",
}
FRAMDRIFT_CALENDAR_HOSTS_INSIDE = readers.words("FRAMDRIFT_CALENDAR_HOSTS_INSIDE")
FRAMDRIFT_MICROSOFT_CLIENT_ID = readers.text("FRAMDRIFT_MICROSOFT_CLIENT_ID")
FRAMDRIFT_MICROSOFT_CLIENT_SECRET = readers.text("FRAMDRIFT_MICROSOFT_CLIENT_SECRET")
FRAMDRIFT_MICROSOFT_TENANT = readers.text("FRAMDRIFT_MICROSOFT_TENANT", "organizations")
FRAMDRIFT_GOOGLE_CLIENT_ID = readers.text("FRAMDRIFT_GOOGLE_CLIENT_ID")
FRAMDRIFT_GOOGLE_CLIENT_SECRET = readers.text("FRAMDRIFT_GOOGLE_CLIENT_SECRET")
_MICROSOFT = f"https://login.microsoftonline.com/{FRAMDRIFT_MICROSOFT_TENANT}/oauth2/v2.0"
CALENDAR_PROVIDERS: dict[str, dict[str, Any]] = {
    "graph": {
        "name": "Microsoft 365",
        "ask_at": f"{_MICROSOFT}/authorize",
        "tokens_at": f"{_MICROSOFT}/token",
        "scope": "offline_access User.Read Calendars.ReadWrite",
        "client_id": FRAMDRIFT_MICROSOFT_CLIENT_ID,
        "client_secret": FRAMDRIFT_MICROSOFT_CLIENT_SECRET,
        "more": {"prompt": "select_account"},
    },
    "google": {
        "name": "Google Calendar",
        "ask_at": "https://accounts.google.com/o/oauth2/v2/auth",
        "tokens_at": "https://oauth2.googleapis.com/token",
        "scope": "https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.readonly",
        "client_id": FRAMDRIFT_GOOGLE_CLIENT_ID,
        "client_secret": FRAMDRIFT_GOOGLE_CLIENT_SECRET,
        "more": {"access_type": "offline", "prompt": "consent"},
    },
}

# --- static --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None  # served from where the files lie
STATICFILES_DIRS = sorted([*PACKAGE.glob("desk/*/static"), *PACKAGE.glob("portals/*/static")])
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"standard error": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["standard error"],
        "level": readers.choice("FRAMDRIFT_LOG_LEVEL", "WARNING", readers.LOG_LEVELS),
    },
}

# --- imports: the door that reads each format (a dotted path to its module `importing`) ---
IMPORT_READERS = {
    "table": "framdrift.integrations.table_files.importing",
    "csv": "framdrift.integrations.table_files.importing",
    "xlsx": "framdrift.integrations.table_files.importing",
    "greenhouse": "framdrift.integrations.greenhouse.importing",
    "ashby": "framdrift.integrations.ashby.importing",
    "lever": "framdrift.integrations.lever.importing",
    "teamtailor": "framdrift.integrations.teamtailor.importing",
    "xes": "framdrift.integrations.xes.importing",
}
ROSTER_READER = "framdrift.integrations.table_files.rosters"
