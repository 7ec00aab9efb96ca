"""Addresses of client seats."""

from __future__ import annotations

from django.urls import path

from framdrift.portals.client import views

urlpatterns = [path("client/", views.home, name="client-home")]
