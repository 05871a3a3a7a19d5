"""Application."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Recurring obligations."""

    name = "minzheng.kernel.duties"
