"""Application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search tokens."""

    name = "minzheng.kernel.search"
