"""The address to which a provider posts mail."""

from __future__ import annotations

from django.urls import path

from framdrift.integrations.mailbox import webhook

urlpatterns = [path("webhooks/mail/", webhook.mail, name="mail-webhook")]
