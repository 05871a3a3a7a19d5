"""Tips: what a caller, a resident or a worker tells of a household becomes an alert in the same queue."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Alert, Fact, FromRegister, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.models import Tip
from minzheng.monitoring.rules_tips import TIP_DAYS, told_of
from minzheng.rulekit.months import add_months, end_of

#: A tip is known as a fact for so many months.
_MONTHS = 3


def _told(month: date) -> Iterable[tuple[int, int, date]]:
    """The newest tip about each person: person, day (as an ordinal), day."""
    tips = Tip.objects.filter(told_on__lte=end_of(month), told_on__gt=add_months(month, -_MONTHS))
    newest = dict(tips.order_by("told_on", "id").values_list("person_id", "told_on"))
    return [(person, day.toordinal(), day) for person, day in newest.items()]


TOLD = registry.add(
    Fact(
        code="told_of",
        label=_("Day of a tip"),
        unit="date",
        sources=(FromRegister(_("Tips"), _told),),
        purpose=_("finding hardship"),
        unknown=_("Nobody has told of this household of late."),
        age_days=100,
    )
)


def _told_of(seen: Seen) -> bool:
    return told_of(max((seen.on - seen.data_date).days, 0), seen.line)


TIP = registry.add(
    Alert(
        code="T01",
        label=_("A tip about hardship"),
        level=Level.ORANGE,
        fact=TOLD.code,
        parameter=TIP_DAYS.key,
        test=_told_of,
        sentence=_(
            "Somebody told on %(value)s that this household may need help."
            " A tip calls for a visit for %(threshold)s days."
        ),
        days_to_verify=5,
        suggested=_("Visit, and see whether it is so. Do not say who told."),
        unit="date",
        line_unit="days",
        once="household",
    )
)
