"""Tells Django that this folder holds parts of the product."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """The folder as Django sees it."""

    name = "framdrift.insights"
    label = "insights"
