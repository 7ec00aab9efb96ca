"""Addresses of the key for programs."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.api_key import views

urlpatterns = [
    path("me/key/", views.api_key, name="api-key"),
    path("me/key/remove/", views.api_key_remove, name="api-key-remove"),
]
