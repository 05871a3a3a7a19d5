"""The facts of a change to a running payment, by kind."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from minzheng.eligibility.common.codes import Study
from minzheng.eligibility.common.facts import StudyCode
from minzheng.rulekit.facts import Facts, FactsByKind, Month, YuanNotNegative

Heads = Annotated[int, Field(ge=1, le=40)]


class DeathFacts(Facts):
    """A member died."""

    kind: Literal["death"]
    death: date
    last_paid: Month
    old_amount: YuanNotNegative
    survivors: int = Field(default=0, ge=0, le=40)
    survivor_income_annual: YuanNotNegative = 0


class DuplicateFacts(Facts):
    """The same person was paid in counties A and B."""

    kind: Literal["duplicate"]
    months: int = Field(ge=0, le=600)
    amount_a: YuanNotNegative
    amount_b: YuanNotNegative
    kept: Literal["A", "B"]


class EffectFacts(Facts):
    """A scheme was decided."""

    kind: Literal["effect"]
    scheme: Literal["dibao", "single_person", "tekun", "orphan", "dfc", "disability", "disab"]
    decision: date
    applied: date | None = None


class FraudFacts(Facts):
    """Money was obtained by fraud."""

    kind: Literal["fraud"]
    paid: YuanNotNegative


class GraceFacts(Facts):
    """Income rose: by taking work or otherwise."""

    kind: Literal["grace"]
    old_amount: YuanNotNegative
    new_pc: YuanNotNegative
    cause: str
    decision_month: Month
    months: int = Field(default=6, ge=0, le=60)


class RefusalFacts(Facts):
    """A member refused suitable work so many times in a row without reason."""

    kind: Literal["refuse_jobs"]
    household_gap: YuanNotNegative
    n: Heads
    refusals: int = Field(ge=0)


class YouthFacts(Facts):
    """A young person on extreme-poverty support."""

    kind: Literal["tekun_youth"]
    birth: date
    student: StudyCode = Study.NONE


class TransferFacts(Facts):
    """A household moved from county A to county B."""

    kind: Literal["transfer"]
    move: date | None = None
    b_decision: date


class UpratingFacts(Facts):
    """A standard was raised from a month already past; old and new are monthly and per head."""

    kind: Literal["uprating"]
    n: Heads
    old: YuanNotNegative
    new: YuanNotNegative
    effective: Month
    first_new_payment: Month


class ValidityFacts(Facts):
    """A class was recognised for so many months."""

    kind: Literal["validity"]
    decision: date
    months: int = Field(default=12, ge=1, le=120)


class ChangeFacts(
    FactsByKind[
        Annotated[
            DeathFacts | DuplicateFacts | EffectFacts | FraudFacts | GraceFacts | RefusalFacts | YouthFacts
            | TransferFacts | UpratingFacts | ValidityFacts,
            Field(discriminator="kind"),
        ]
    ]
):  # fmt: skip
    """One of the changes."""
