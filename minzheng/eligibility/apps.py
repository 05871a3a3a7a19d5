"""Application."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """Facts, assessments and decisions."""

    name = "minzheng.eligibility"

    def ready(self) -> None:
        from minzheng.eligibility import facts, measures  # noqa: F401 - declare themselves
