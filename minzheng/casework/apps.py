"""Application."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Visits and cases."""

    name = "minzheng.casework"

    def ready(self) -> None:
        from minzheng.casework import effects  # noqa: F401 - declares itself
