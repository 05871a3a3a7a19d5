"""Application."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Alerts."""

    name = "minzheng.monitoring"

    def ready(self) -> None:
        from minzheng.monitoring import (  # noqa: F401 - declare themselves
            alerts,
            alerts_need,
            alerts_owed,
            alerts_people,
            effects,
            measures,
            screens,
            tips,
        )
