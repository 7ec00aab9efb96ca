"""Addresses of the demonstration."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.demo import views

urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/enter/<str:kind>/", views.enter, name="demo-enter"),
]
