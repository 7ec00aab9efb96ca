"""Addresses of the room, and of serious matters."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.conversations import matter_pages, room_pages

ROOM = [
    path("conversations/talks/<int:invitation_id>/begin/", room_pages.talk_begin, name="talk-begin"),
    path("conversations/talks/<int:invitation_id>/room/", room_pages.room, name="talk-room"),
    path("conversations/talks/<int:invitation_id>/room/worker.js", room_pages.worker, name="talk-room-worker"),
    path("conversations/talks/<int:invitation_id>/read-back/", room_pages.read_back, name="talk-read-back"),
    path("conversations/talks/<int:invitation_id>/helped/", room_pages.helped, name="talk-helped"),
    path("conversations/talks/<int:invitation_id>/probe/", room_pages.probe, name="talk-probe"),
    path("conversations/talks/<int:invitation_id>/serious/", room_pages.serious, name="talk-serious"),
    path("conversations/matters/", matter_pages.matter_list, name="matters"),
    path("conversations/matters/<int:matter_id>/", matter_pages.matter, name="matter"),
    path("conversations/matters/<int:matter_id>/told/", matter_pages.matter_told, name="matter-told"),
    path("conversations/matters/<int:matter_id>/pass-on/", matter_pages.matter_pass_on, name="matter-pass-on"),
    path("conversations/matters/<int:matter_id>/close/", matter_pages.matter_close, name="matter-close"),
]
