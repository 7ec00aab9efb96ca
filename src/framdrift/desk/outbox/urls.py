"""Addresses of the outbox."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.outbox import deciding, views

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:letter_id>/", views.letter, name="outbox-letter"),
    path("outbox/<int:letter_id>/page/", views.page, name="outbox-letter-page"),
    path("outbox/<int:letter_id>/decide/", deciding.decide, name="outbox-letter-decide"),
]
