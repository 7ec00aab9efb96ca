"""A browser of the demonstration's lead, for benchmarks that ask pages in their own process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from framdrift.organisations.models import Account


def lead() -> tuple[Account, Client]:
    """The first lead and their browser; the settings are made fit for it. Call after `django.setup()`."""
    from django.conf import settings
    from django.test import Client

    from framdrift.organisations.models import Account

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    account = Account.objects.filter(roles__kind="lead", roles__until=None).order_by("pk")[0]
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return account, client
