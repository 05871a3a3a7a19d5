"""Where a figure stands: the few that a cockpit opens with, and the chapters of the whole list."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Measure, registry

#: What the head of a bureau asks first.
BIG = (
    "people_watched", "alerts_raised", "alerts_led_to_help", "dibao_people_paid", "amount_paid", "decisions_on_time",
    "visits_on_time",
)  # fmt: skip

#: Chapters in their order, each with the beginnings of the codes in it; what fits none stands in the last.
CHAPTERS = (
    (_("Population"), ("people_registered", "households_", "people_aged", "people_under", "share_aged", "deaths_")),
    (_("People in hardship"), ("people_watched", "people_with", "people_severely", "medical_")),
    (_("Alerts and visits"), ("alerts_", "visits_")),
    (_("Applications and decisions"), ("applications_", "decisions_")),
    (_("Money"), ("amount_", "payments_", "overpaid_")),
    (_("Data of departments"), ("files_", "data_")),
    (_("Benefits and services"), ("",)),
)


def chapters() -> Iterator[tuple[str, list[Measure]]]:
    """The chapters that have figures, in their order."""
    left = list(registry.measures)
    for label, beginnings in CHAPTERS:
        inside = [measure for measure in left if measure.code.startswith(beginnings)]
        left = [measure for measure in left if measure not in inside]
        if inside:
            yield str(label), inside
