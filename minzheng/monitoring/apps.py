"""Application."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Alerts."""

    name = "minzheng.monitoring"

    def ready(self) -> None:
        from minzheng.monitoring import alerts, effects, measures, screens  # noqa: F401 - declare themselves
