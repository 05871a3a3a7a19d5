"""Sending the lists of a month: each made, then delivered, in transactions of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import product

from minzheng.exchange.outbound.actions import deliver, send
from minzheng.exchange.outbound.queries import undelivered
from minzheng.kernel import clock
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.declare import Outbound, registry
from minzheng.kernel.jobs.crew import share_out
from minzheng.registers.divisions.counties import counties_of_households


@dataclass(frozen=True)
class Sent:
    """A list of a month: its reference, its rows, and whether it was delivered just now."""

    reference: str
    rows: int
    delivered: bool


def send_month(month: date, only: str | None = None) -> Iterator[Sent]:
    """Make and deliver every list that is due in a month, in every county; or one list alone, due or not.

    Whatever was made before and has not left the house, leaves it now: a run that was killed is taken up.
    """
    with in_scope(EVERYTHING):
        counties = counties_of_households()
    contracts = [one for one in registry.outbounds if (one.code == only if only else one.is_due(month))]
    for sent in share_out(list(product(contracts, counties)), partial(_send, month)):
        yield from sent


def _send(month: date, which: tuple[Outbound, int]) -> list[Sent]:
    contract, county = which
    with in_scope(EVERYTHING):
        made = send(outbound=contract.code, month=month, division=county, actor=SYSTEM, date=clock.today())
    with in_scope(EVERYTHING):
        waiting = {one.pk: one for one in undelivered(month, county) if one.outbound == contract.code}
    for one in waiting.values():
        with in_scope(EVERYTHING):
            deliver(push=one, actor=SYSTEM, date=clock.today())
    kept = [Sent(made.reference, made.rows, delivered=False)] if made is not None and made.pk not in waiting else []
    return [Sent(one.reference, one.rows, delivered=True) for one in waiting.values()] + kept
