"""Finding the rows that bear tokens, within a scope."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from minzheng.kernel.access.scope import Scope
from minzheng.kernel.search.models import Token

#: Rows found at most: whoever gets more writes more.
MOST = 1000
_PROBED = 400


def matching(groups: Sequence[frozenset[int]], scope: Scope, most: int = MOST) -> list[int]:
    """The ids of rows that bear one token of each group, in the order of places, at most so many.

    The group with the fewest rows is walked; the others are looked up for each row by key.
    """
    here = scope.q("division_code")
    ordered = sorted(groups, key=lambda group: _bearers(group, here)) if len(groups) > 1 else list(groups)
    found = Token.objects.filter(here, token__in=ordered[0])
    for group in ordered[1:]:
        same = Token.objects.filter(token__in=group, division_code=OuterRef("division_code"), row_id=OuterRef("row_id"))
        found = found.filter(Exists(same))
    ids = found.order_by("division_code", "row_id").values_list("row_id", flat=True)[: most * 2]
    return list(dict.fromkeys(ids))[:most]


def _bearers(group: frozenset[int], here: Q) -> int:
    return _rows(group, here)[:_PROBED].count()


def _rows(group: frozenset[int], here: Q) -> QuerySet[Any]:
    return Token.objects.filter(here, token__in=group).values_list("row_id", flat=True)
