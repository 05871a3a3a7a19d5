"""The visit sheet as forms: yuan on the screen, fen behind it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.casework.choices import VisitVerdict
from minzheng.eligibility.findings import Findings, MemberFinding


class YuanField(forms.DecimalField):
    """An amount typed in yuan, given on in fen; empty is nothing."""

    def __init__(self, label: Any, *, negative: bool = False) -> None:
        least = None if not negative else Decimal(-(10**8))
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"})
        super().__init__(
            label=label, required=False, max_digits=12, decimal_places=2, min_value=least if negative else 0,
            widget=widget,
        )  # fmt: skip

    def clean(self, value: Any) -> int:
        """The amount in fen."""
        amount = super().clean(value)
        return int(amount * 100) if amount is not None else 0

    def prepare_value(self, value: Any) -> Any:
        return value


class MemberForm(forms.Form):
    """What was found about one member, for the last twelve months."""

    wage = YuanField(_("Wages in 12 months"))
    wage_months = forms.IntegerField(label=_("Months in work"), required=False, min_value=0, max_value=12)
    business = YuanField(_("Farming and business, net, in 12 months"), negative=True)
    pension = YuanField(_("Pension in 12 months"))
    basic_pension = YuanField(_("Central basic pension in 12 months"))
    support_received = YuanField(_("Support received in 12 months"))
    education_cost = YuanField(_("Education costs in 12 months"))
    serious_illness = forms.BooleanField(label=_("Certified serious illness"), required=False)

    def finding(self, person_id: int, before: MemberFinding) -> MemberFinding:
        """The finding: what was typed, with what the form does not ask kept from the time before."""
        typed = {name: value for name, value in self.cleaned_data.items() if value is not None}
        typed.setdefault("wage_months", before.wage_months)
        return before.model_copy(update={**typed, "person_id": person_id})


class HouseholdForm(forms.Form):
    """What was found about the household, and the verdict."""

    financial_assets = YuanField(_("Savings and other financial assets"))
    car_value = YuanField(_("Value of a car"))
    homes = forms.IntegerField(label=_("Homes"), min_value=0, max_value=20, required=False)
    verdict = forms.ChoiceField(label=_("What did you find?"), choices=VisitVerdict.choices, widget=forms.RadioSelect)
    second_surveyor = forms.CharField(label=_("Second surveyor"), max_length=60, required=False)
    person_present = forms.CharField(label=_("Who of the household was present"), max_length=60, required=False)
    consent_to_check = forms.BooleanField(
        label=_("The household agrees in writing to have its means verified"), required=False
    )
    note = forms.CharField(label=_("In your words"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class Sheet:
    """The whole sheet: one form for the household, one for each member, filled with what was found the last time."""

    def __init__(self, members: list[Any], before: Findings | None, data: Mapping[str, Any] | None = None) -> None:
        self.before = before or Findings(members=[])
        self.household = HouseholdForm(data, initial=self._household_before() if before else {"homes": 1})
        self.members = [(m, MemberForm(data, prefix=f"m{m.person_id}", initial=self._before(m))) for m in members]

    def is_valid(self) -> bool:
        """Whether every form of the sheet is filled in rightly."""
        return all([self.household.is_valid(), *(form.is_valid() for _member, form in self.members)])

    def findings(self) -> Findings:
        """The sheet as findings, what it does not ask kept from the time before."""
        typed = self.household.cleaned_data
        return self.before.model_copy(
            update={
                "members": [
                    form.finding(m.person_id, self.before.member(m.person_id)) for m, form in self.members
                ],
                "financial_assets": typed["financial_assets"],
                "car_value": typed["car_value"],
                "homes": typed["homes"] if typed["homes"] is not None else self.before.homes,
            }
        )  # fmt: skip

    def errors(self) -> list[tuple[str, str]]:
        """Every error with the label of its field, for the top of the page."""
        forms_ = [self.household, *(form for _member, form in self.members)]
        return [
            (str(form.fields[name].label), str(text))
            for form in forms_
            for name, texts in form.errors.items()
            for text in texts
        ]

    def _before(self, member: Any) -> dict[str, Any]:
        finding = self.before.member(member.person_id).model_dump()
        return {name: _shown(name, value) for name, value in finding.items() if value}

    def _household_before(self) -> dict[str, Any]:
        kept = self.before.model_dump(include={"financial_assets", "car_value", "homes"})
        return {name: _shown(name, value) for name, value in kept.items() if value}


def _shown(name: str, value: Any) -> Any:
    """A value as the form shows it: money in yuan."""
    if name in ("wage_months", "homes") or not isinstance(value, int) or isinstance(value, bool):
        return value
    return value // 100 if value % 100 == 0 else Decimal(value) / 100
