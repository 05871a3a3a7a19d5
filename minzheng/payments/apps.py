"""Application."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Money."""

    name = "minzheng.payments"

    def ready(self) -> None:
        from minzheng.payments import effects, facts, measures, outbound, screens  # noqa: F401 - declare themselves
