"""Application."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Visits and cases."""

    name = "minzheng.casework"

    def ready(self) -> None:
        from minzheng.casework import duties, effects  # noqa: F401 - declare themselves
