"""Application."""

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    """Screens of registers."""

    name = "minzheng.kernel.screens"
