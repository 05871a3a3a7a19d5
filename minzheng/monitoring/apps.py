"""Application."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Alerts."""

    name = "minzheng.monitoring"

    def ready(self) -> None:
        from minzheng.monitoring import (  # noqa: F401 - declare themselves
            alerts,
            alerts_need,
            alerts_need_care,
            alerts_need_home,
            alerts_need_listed,
            alerts_owed,
            alerts_owed_claims,
            alerts_owed_life,
            alerts_own_due,
            alerts_own_paid,
            alerts_people,
            effects,
            facts,
            measures,
            outbound,
            screens,
            tips,
        )
