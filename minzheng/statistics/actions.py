"""Counting the figures of a month, so that months can be laid beside each other without counting again."""

from datetime import date as Date

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import registry
from minzheng.kernel.tally import tally_of
from minzheng.statistics.models import MonthFigure
from minzheng.statistics.policies import COUNT


@action(COUNT)
def count_month(*, month: Date, actor: Actor, date: Date) -> dict[str, int]:
    """Count every figure of a month (its first day) village by village, and return the figures of the whole scope.

    Run again, it counts again: what came in since is in, and nothing is doubled.
    """
    counted: dict[str, int] = {}
    rows: list[MonthFigure] = []
    for measure in registry.measures:
        tally = tally_of(measure.value)
        if tally is None:
            continue
        places = list(tally.by_place(measure.rows(month)))
        rows += [
            MonthFigure(
                measure=measure.code, month=month, division_code=code, part=part, whole=whole, counted_on=date
            )
            for code, part, whole in places
        ]  # fmt: skip
        value = tally.value(sum(part for _, part, _ in places), sum(whole for _, _, whole in places))
        counted |= {} if value is None else {measure.code: value}
    MonthFigure.objects.filter(month=month).delete()
    MonthFigure.objects.bulk_create(rows, batch_size=5000)
    record("count_figures", "statistics.monthfigure", actor=actor, date=date, new={"month": str(month), **counted})
    return counted
