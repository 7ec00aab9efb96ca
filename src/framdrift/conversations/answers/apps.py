"""Tells Django that this folder holds parts of the product."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """The folder as Django sees it."""

    name = "framdrift.conversations.answers"
    label = "answers"
