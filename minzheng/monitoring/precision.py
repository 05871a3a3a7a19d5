"""How often each rule was right, by what visits found: counts, and the interval in which its true share may lie."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from math import sqrt

from django.db.models import Count

from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Alert, registry
from minzheng.kernel.figures import rounded_ratio
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.limits import wrong_too_often
from minzheng.monitoring.models import AlertHit
from minzheng.rulekit.months import add_months

#: A rule is judged by the alerts of so many months.
MONTHS = 12
#: Of a hundred intervals made like this, 95 hold the true share.
_Z = 1.959964


@dataclass(frozen=True)
class RuleRecord:
    """What became of the alerts of one rule.

    visits, helps   the visits that alerts of the rule led to and that were made; those of them that found it right.
    """

    alert: Alert
    alerts: int
    confirmed: int
    no_need: int
    wrong: int
    waiting: int
    visits: int
    helps: int

    @property
    def looked_at(self) -> int:
        """How many alerts a visit has answered."""
        return self.confirmed + self.no_need + self.wrong

    @property
    def right(self) -> int | None:
        """The share confirmed of those looked at, in thousandths."""
        return rounded_ratio(self.confirmed * 1000, self.looked_at)

    @property
    def between(self) -> tuple[int, int] | None:
        """The interval in which the true share lies, in thousandths."""
        return wilson(self.confirmed, self.looked_at)

    @property
    def visits_per_help(self) -> int | None:
        """Visits made for one that found it right, in tenths."""
        return rounded_ratio(self.visits * 10, self.helps)

    def is_weak(self, share: int, verdicts: int) -> bool:
        """Whether the rule is wrong too often for certain: at least so many verdicts, the whole interval below a share.

        share   in thousandths.
        """
        return self.between is not None and wrong_too_often(self.between[1], self.looked_at, share, verdicts)


def wilson(right: int, tried: int) -> tuple[int, int] | None:
    """The 95 percent interval of a share by Wilson's score, in thousandths; None where nothing was tried.

    Unlike the plain one it holds for few tries and near none or all (Wilson 1927, JASA 22, 209-212).
    """
    if not tried:
        return None
    share, square = right / tried, _Z * _Z
    middle = share + square / (2 * tried)
    reach = _Z * sqrt(share * (1 - share) / tried + square / (4 * tried * tried))
    low, high = ((middle - reach) / (1 + square / tried), (middle + reach) / (1 + square / tried))
    return max(round(low * 1000), 0), min(round(high * 1000), 1000)


def rule_records(scope: Scope, until: date) -> list[RuleRecord]:
    """What became of every rule's alerts in the twelve months up to a month, in their order.  Two queries."""
    found = AlertHit.objects.filter(scope.q("division_code"), month__lte=until, month__gt=add_months(until, -MONTHS))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, status, number in found.order_by().values_list("rule", "status").annotate(Count("id")):
        counts[rule][status] = number
    made: dict[str, set[int]] = defaultdict(set)
    helped: dict[str, set[int]] = defaultdict(set)
    answered = found.exclude(status__in=(AlertStatus.NEW, AlertStatus.ISSUED)).exclude(task=None).order_by()
    for rule, task, status in answered.values_list("rule", "task_id", "status"):
        made[rule].add(task)
        if status == AlertStatus.CONFIRMED:
            helped[rule].add(task)
    return [_record(a, counts[a.code], len(made[a.code]), len(helped[a.code])) for a in registry.alerts]


def _record(alert: Alert, of: Counter[str], visits: int, helps: int) -> RuleRecord:
    waiting = of[AlertStatus.NEW] + of[AlertStatus.ISSUED]
    return RuleRecord(
        alert, of.total(), of[AlertStatus.CONFIRMED], of[AlertStatus.NO_NEED], of[AlertStatus.WRONG], waiting, visits,
        helps,
    )  # fmt: skip
