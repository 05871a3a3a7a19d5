"""The linter of the rulebook: what loads, but cannot be right.

Loading already refuses what is unknown, ill-formed or without a reference.  Here the whole is looked at: values that
name no document, steps that must rise and do not (a gap or an overlap between tiers), shares that are more than the
whole, values that end with nothing to take their place, parameters that no rule reads, and those nobody sets.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from minzheng.rulekit import place, registry, rule
from minzheng.rulekit.errors import ParameterMissing
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import PERMILLE
from minzheng.rulekit.parameters import NATIONAL, Dated, Parameters, declared, parameter_for

_rising: list[tuple[str, ...]] = []
_shares: list[tuple[str, ...]] = []


class Problem(str):
    """One problem as an English sentence; `sentence` is its msgid and `values` fill its places."""

    sentence: str
    values: dict[str, Any]

    @classmethod
    def of(cls, sentence: str, **values: Any) -> "Problem":
        """The problem that a sentence tells with these values."""
        problem = cls(sentence % values)
        problem.sentence, problem.values = sentence, values
        return problem


def rises(*keys: str) -> None:
    """Declare that values may not fall along these keys, in any place on any day."""
    _rising.append(keys)


def shares(*keys: str) -> None:
    """Declare that these rates together are no more than the whole, in any place on any day."""
    _shares.append(keys)


def problems(parameters: Parameters) -> list[Problem]:
    """One sentence per problem; empty when nothing is found."""
    return [*problems_of_values(parameters), *_unread(), *_never_looked_at(), *_unset(parameters)]


def problems_of_values(parameters: Parameters) -> list[Problem]:
    """Those that a value brings, whoever set it."""
    codes = sorted({code for code, _key, _series in parameters.all_values()})
    found = [*_undocumented(parameters), *_ended(parameters)]
    for code in codes:
        for keys in _rising:
            found += _falling(parameters, code, keys)
        for keys in _shares:
            found += _too_much(parameters, code, keys)
    return found


def _undocumented(parameters: Parameters) -> Iterator[Problem]:
    for _code, key, series in parameters.all_values():
        for dated in series:
            if not dated.illustrative and not dated.reference.document:
                sentence = _("%(where)s: %(key)s: the reference names no document, and is not marked illustrative")
                yield Problem.of(sentence, where=dated.where, key=key)


def _ended(parameters: Parameters) -> Iterator[Problem]:
    """Values that end, where no wider place has one."""
    for code, key, series in parameters.all_values():
        for dated in series:
            if dated.value is None and not parameter_for(key).optional and not _found(parameters, key, code, dated):
                sentence = _("%(where)s: %(key)s: ends on %(day)s, and no wider place has a value")
                yield Problem.of(sentence, where=dated.where, key=key, day=dated.valid_from)


def _found(parameters: Parameters, key: str, code: str, dated: Dated) -> Dated | None:
    try:
        return parameters.find(key, code, dated.valid_from)[1]
    except ParameterMissing:
        return None


def _falling(parameters: Parameters, code: str, keys: tuple[str, ...]) -> Iterator[Problem]:
    told = set()
    for day, found in _over_time(parameters, code, keys):
        for (lower, low), (upper, high) in pairwise(found):
            if low.value > high.value and (low.where, high.where) not in told:
                told.add((low.where, high.where))
                yield Problem.of(
                    _("%(where)s: %(upper)s: is less than %(lower)s (%(other)s) in %(code)s on %(day)s"),
                    where=high.where, upper=upper, lower=lower, other=low.where, code=code, day=day,
                )  # fmt: skip


def _too_much(parameters: Parameters, code: str, keys: tuple[str, ...]) -> Iterator[Problem]:
    for day, found in _over_time(parameters, code, keys):
        if found and sum(dated.value for _key, dated in found) > PERMILLE:
            sentence = _("%(where)s: %(keys)s: are together more than the whole in %(code)s on %(day)s")
            yield Problem.of(sentence, where=found[0][1].where, keys=", ".join(keys), code=code, day=day)
            return


def _over_time(
    parameters: Parameters, code: str, keys: tuple[str, ...]
) -> Iterator[tuple[date, list[tuple[str, Dated]]]]:
    """For each day on which one of the keys changes here or above: those that have a value then."""
    above = parameters.above(code)
    for day in sorted({d.valid_from for key in keys for wider in above for d in parameters.series(key, wider)}):
        found = []
        for key in keys:
            try:
                found.append((key, parameters.find(key, code, day)[1]))
            except ParameterMissing:
                continue
        yield day, found


def _unread() -> Iterator[Problem]:
    """Parameters that no operation names."""
    read = {key for name in registry.names() for key in registry.get(name).parameters}
    families = tuple(key for key in read if key.endswith("."))
    spelled = {key.replace("{residence}", r) for key in read for r in ("urban", "rural")}
    for key in sorted(declared()):
        if key not in spelled and not key.startswith(families):
            yield Problem.of(_("%(key)s: is declared but no rule reads it"), key=key)


def _never_looked_at() -> Iterator[Problem]:
    """Fields of a record of values that no rule and no operation looks at: the value changes nothing."""
    looked_at: set[str] = set()
    starts: list[Any] = [*rule.every_rule(), *(registry.get(name).function for name in registry.names())]
    for start in starts:
        for function in rule.reached(start):
            looked_at |= rule.attributes_of(function)
    for at in place.every_field():
        if at.field not in looked_at:
            sentence = _("%(key)s: is read into `place.%(field)s`, which no rule looks at")
            yield Problem.of(sentence, key=at.parameter.key, field=at.field)


def _unset(parameters: Parameters) -> Iterator[Problem]:
    """Parameters that no file gives a value, of any place."""
    given = {key for _code, key, _series in parameters.all_values()}
    for key, parameter in sorted(declared().items()):
        family = key.removesuffix("*")
        if not parameter.optional and not any(k == key or (family != key and k.startswith(family)) for k in given):
            yield Problem.of(
                _("%(key)s: no parameter file gives a value (at least %(nation)s should)"), key=key, nation=NATIONAL
            )
