"""Tells Django that this folder holds parts of the product."""

from django.apps import AppConfig


class PortalsConfig(AppConfig):
    """The folder as Django sees it."""

    name = "framdrift.portals"
    label = "portals"
