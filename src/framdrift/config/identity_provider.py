"""The identity provider that an installation signs in by, from FRAMDRIFT_OIDC_* (docs/settings.md)."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from framdrift.config import readers

LIBRARY: Final = "allauth.socialaccount.providers.openid_connect"
"""Installed where a provider is configured: it brings along what speaks to one, five megabytes of every process."""
_HERE = {"127.0.0.1", "localhost", "::1"}


def apps() -> list[dict[str, Any]]:
    """As django-allauth takes them: one, or none where no client id is given. Raises SettingRefused.

    The provider is the installation's own choice: an address it has verified opens the account with that address.
    """
    client_id = readers.text("FRAMDRIFT_OIDC_CLIENT_ID")
    server = readers.web_address("FRAMDRIFT_OIDC_SERVER")
    app = {
        "provider_id": readers.text("FRAMDRIFT_OIDC_ID", "company"),
        "name": readers.text("FRAMDRIFT_OIDC_NAME", "Single sign-on"),
        "client_id": client_id,
        "secret": readers.text("FRAMDRIFT_OIDC_SECRET"),
        "settings": {"server_url": server, "email_authentication": True, "oauth_pkce_enabled": True},
    }
    if not client_id:
        return []
    parts = urlsplit(server)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in _HERE):
        raise readers.SettingRefused(f"FRAMDRIFT_OIDC_SERVER is {server!r}: write the provider's https:// address.")
    return [app]
