"""Application."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """Facts, assessments and decisions."""

    name = "minzheng.eligibility"

    def ready(self) -> None:
        from minzheng.eligibility import facts  # noqa: F401 - declares itself
