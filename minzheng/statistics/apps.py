"""Application."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Figures."""

    name = "minzheng.statistics"

    def ready(self) -> None:
        from minzheng.statistics import measures  # noqa: F401 - declares itself
