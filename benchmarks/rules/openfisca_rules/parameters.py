"""The values in force, as OpenFisca's tree of dated parameters."""

from datetime import date, timedelta
from typing import Any

from openfisca_core.parameters import ParameterNode

from minzheng.eligibility.common.codes import Away, Receipt

BY_RESIDENCE = ("standard_year", "disposable_year", "payment_mode")
EXEMPTIBLE = (
    Receipt.BASIC_PENSION_CENTRAL, Receipt.RETIREMENT_PENSION, Receipt.ADVANCED_AGE_ALLOWANCE, Receipt.SUPPORT_PAID,
    Receipt.SOCIAL_INSURANCE_BENEFIT,
)  # fmt: skip
_SPECIAL = ("as_of", "excluded", "local_exempt", "central_pension_exempt_until", *BY_RESIDENCE)


def tree(rural: Any, urban: Any) -> ParameterNode:
    """The values of both records of our rules; those that may not differ by residence, or are no whole fen, fail."""
    plain = [name for name in type(rural).__slots__ if name not in _SPECIAL]
    assert all(getattr(rural, name) == getattr(urban, name) for name in plain), "differ by residence"
    for place in (rural, urban):
        assert place.standard_year % 40 == place.employment_cost % 300 == 0, "employment cost is no whole fen"
        assert place.support_rate == 500, "nor is support"
        assert place.standard_year * place.support_multiple % 200 == 0, "nor is support"
    counted_from = date.fromordinal(rural.central_pension_exempt_until) + timedelta(days=1)
    return ParameterNode(
        "",
        data={
            **{name: _always(getattr(rural, name)) for name in plain},
            **{
                name: {"rural": _always(getattr(rural, name)), "urban": _always(getattr(urban, name))}
                for name in BY_RESIDENCE
            },
            "conscripts_excluded": _always(rural.excluded >> Away.CONSCRIPT & 1),
            "exempt": {receipt.name.lower(): _always(rural.local_exempt >> receipt & 1) for receipt in EXEMPTIBLE},
            "central_pension_counts": {"values": {"2020-01-01": {"value": 0}, counted_from.isoformat(): {"value": 1}}},
        },
    )


def _always(value: int) -> dict[str, Any]:
    return {"values": {"2020-01-01": {"value": int(value)}}}
