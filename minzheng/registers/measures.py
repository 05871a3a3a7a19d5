"""Figures of the registers: how many people and households there are, and of which ages."""

from collections.abc import Callable
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.declare.kinds import Label
from minzheng.kernel.tally import ROWS, share
from minzheng.registers.models import Household, Person
from minzheng.rulekit.months import add_months, end_of

_PERSON = ((_("Name"), "person"), (_("Village"), "division_code"), (_("Date of birth"), "birth_date"))


def _born_by(years: int, day: date) -> date:
    """The latest date of birth of somebody who is so many full years old on a day."""
    return add_months(day, -12 * years)


def people_on(month: date) -> QuerySet[Person]:
    """Everybody who was living at the end of a month, by where they live."""
    end = end_of(month)
    living = Person.objects.filter(Q(death_date=None) | Q(death_date__gt=end), birth_date__lte=end)
    return living.annotate(division_code=F("residence_code")).order_by("residence_code", "id")


def _aged(least: int, under: int | None = None) -> Callable[[date], QuerySet[Person]]:
    def rows(month: date) -> QuerySet[Person]:
        end = end_of(month)
        found = people_on(month).filter(birth_date__lte=_born_by(least, end))
        return found if under is None else found.filter(birth_date__gt=_born_by(under, end))

    return rows


def _households_on(month: date) -> QuerySet[Household]:
    found = Household.objects.filter(valid__contains=end_of(month)).select_related("head")
    return found.annotate(division_code=F("residence_code")).order_by("residence_code", "id")


def _people(code: str, label: Label, definition: Label, rows: Callable[[date], QuerySet[Person]]) -> Measure:
    return registry.add(
        Measure(code=code, label=label, definition=definition, unit="people", rows=rows, value=ROWS, columns=_PERSON)
    )


PEOPLE = _people(
    "people_registered", _("People registered"),
    _("Everybody in the register who was living at the end of the month, by where they live."), people_on,
)  # fmt: skip
HOUSEHOLDS = registry.add(
    Measure(
        code="households_registered",
        label=_("Households registered"),
        definition=_("Households whose registration holds at the end of the month, by where they live."),
        unit="households",
        rows=_households_on,
        value=ROWS,
        columns=((_("Household"), "household"), (_("Village"), "division_code"), (_("Urban or rural"), "area")),
    )
)
AGED_60 = _people(
    "people_aged_60", _("People aged 60 and over"),
    _("Living people who were 60 full years old or older at the end of the month."), _aged(60),
)  # fmt: skip
AGED_80 = _people(
    "people_aged_80", _("People aged 80 and over"),
    _("Living people who were 80 full years old or older at the end of the month; the old-age allowance begins there."),
    _aged(80),
)  # fmt: skip
AGED_100 = _people(
    "people_aged_100", _("People aged 100 and over"),
    _("Living people who were 100 full years old or older at the end of the month."), _aged(100),
)  # fmt: skip
MINORS = _people(
    "people_under_18", _("Minors"), _("Living people under 18 full years at the end of the month."), _aged(0, 18),
)  # fmt: skip


def _share_of_aged(month: date) -> QuerySet[Person]:
    born = _born_by(60, end_of(month))
    return people_on(month).annotate(counted=ExpressionWrapper(Q(birth_date__lte=born), output_field=BooleanField()))


SHARE_AGED_60 = registry.add(
    Measure(
        code="share_aged_60",
        label=_("Share of people aged 60 and over"),
        definition=_("People aged 60 and over, of all living people in the register at the end of the month."),
        unit="percent",
        rows=_share_of_aged,
        value=share(counted=True),
        columns=(*_PERSON, (_("Counted"), "counted")),
    )
)
