"""Application."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Statutory clocks."""

    name = "minzheng.kernel.deadlines"
