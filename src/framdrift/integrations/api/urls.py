"""Addresses for programs."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from framdrift.integrations.api.reading import api, description

_READING: list[URLPattern | URLResolver] = [one for one in api.urls[0] if getattr(one, "name", "") != "api-root"]

urlpatterns = [path("api/v1/", include([path("openapi.json", description, name="api-description"), *_READING]))]
