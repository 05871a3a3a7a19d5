"""Application."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Figures counted month by month."""

    name = "minzheng.statistics"
