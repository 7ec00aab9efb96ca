"""Addresses of talks on a client's seat."""

from __future__ import annotations

from django.urls import path

from framdrift.portals.client.records import after, matters, room, talks

TALKS = [
    path("talks/", talks.talk_list, name="client-talks"),
    path("talks/<int:invitation_id>/", talks.talk, name="client-talk"),
    path("talks/<int:invitation_id>/begin/", room.begin, name="client-talk-begin"),
    path("talks/<int:invitation_id>/room/", room.room, name="client-talk-room"),
    path("talks/<int:invitation_id>/room/worker.js", room.worker, name="client-talk-room-worker"),
    path("talks/<int:invitation_id>/read-back/", room.read_back, name="client-talk-read-back"),
    path("talks/<int:invitation_id>/helped/", room.helped, name="client-talk-helped"),
    path("talks/<int:invitation_id>/probe/", room.probe, name="client-talk-probe"),
    path("talks/<int:invitation_id>/serious/", room.serious, name="client-talk-serious"),
    path("talks/<int:invitation_id>/after/", after.after, name="client-talk-after"),
    path("talks/records/<int:talk_id>/", talks.record, name="client-record"),
    path("matters/", matters.matter_list, name="client-matters"),
    path("matters/<int:matter_id>/", matters.matter, name="client-matter"),
    path("matters/<int:matter_id>/told/", matters.told, name="client-matter-told"),
    path("matters/<int:matter_id>/pass-on/", matters.pass_on, name="client-matter-pass-on"),
    path("matters/<int:matter_id>/close/", matters.close, name="client-matter-close"),
]
