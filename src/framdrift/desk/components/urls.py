"""The addresses of the pattern book and of the choice of language."""

from __future__ import annotations

from django.urls import URLPattern, path

from framdrift.desk.components import views
from framdrift.desk.components.language import choose_language

urlpatterns: list[URLPattern] = [
    path("patterns/", views.patterns, name="patterns"),
    path("language/", choose_language, name="choose-language"),
]
