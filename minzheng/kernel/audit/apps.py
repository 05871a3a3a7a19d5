"""Application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The record of acts."""

    name = "minzheng.kernel.audit"

    def ready(self) -> None:
        from minzheng.kernel.audit import screens  # noqa: F401 - declares itself
