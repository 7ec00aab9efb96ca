"""Tells Django that this folder holds parts of the product."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The folder as Django sees it."""

    name = "framdrift.foundation"
    label = "foundation"
