"""Addresses of the talent pool."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.pool import views

urlpatterns = [path("pool/", views.pool, name="pool")]
