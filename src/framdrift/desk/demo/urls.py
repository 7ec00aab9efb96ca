"""Addresses of the demonstration."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.demo import mailbox, views

urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/mail/", mailbox.mailbox, name="demo-mailbox"),
    path("demo/mail/<int:letter_id>/", mailbox.letter, name="demo-letter"),
    path("demo/mail/<int:letter_id>/page/", mailbox.page, name="demo-letter-page"),
    path("demo/enter/<str:kind>/", views.enter, name="demo-enter"),
]
