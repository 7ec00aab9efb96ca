"""Addresses of messages from outside."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.messages import placing, views

urlpatterns = [
    path("messages/unsorted/", placing.unsorted, name="messages-unsorted"),
    path("messages/<int:message_id>/", views.message, name="message"),
    path("messages/<int:message_id>/settle/", views.settle, name="message-settle"),
    path("messages/<int:message_id>/unsettle/", views.unsettle, name="message-unsettle"),
    path("messages/<int:message_id>/place/", placing.place, name="message-place"),
    path("messages/files/<int:file_id>/", views.file, name="message-file"),
]
