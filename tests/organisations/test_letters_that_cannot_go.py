"""A mail server that does not answer is told in words, and nothing breaks."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import LazySettings
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from framdrift.organisations.models import Account
from tests.cast import Cast


def test_a_password_letter_that_cannot_be_sent_is_told(
    cast: Cast, as_account: Callable[[Account], Client], settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False
    answer = as_account(cast.admin).post(reverse("account-letter", args=[cast.owner.pk]))
    assert answer.status_code == 302
    told = [message.level_tag for message in get_messages(answer.wsgi_request)]
    assert told[0] == "error"
