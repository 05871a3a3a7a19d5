"""Application."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may see and do what."""

    name = "minzheng.kernel.access"

    def ready(self) -> None:
        from minzheng.kernel.access import screens  # noqa: F401 - declares itself
