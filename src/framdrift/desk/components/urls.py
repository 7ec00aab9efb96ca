"""The address of the pattern book."""

from __future__ import annotations

from django.urls import URLPattern, path

from framdrift.desk.components import views

urlpatterns: list[URLPattern] = [path("patterns/", views.patterns, name="patterns")]
