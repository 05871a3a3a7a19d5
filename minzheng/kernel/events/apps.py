"""Application."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Life events."""

    name = "minzheng.kernel.events"
