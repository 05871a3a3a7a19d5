"""Households to draw the cliff chart for: what they have to live on as one of them earns more."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.common.codes import Disability, Relation, Study
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER
from minzheng.eligibility.simulation.cliff import Chart, chart
from minzheng.eligibility.simulation.model import Model
from minzheng.rulekit.parameters import ParameterView


@dataclass(frozen=True)
class Shape:
    """One made-up household; the first member is the one who earns."""

    code: str
    label: Any
    members: tuple[dict[str, int], ...]


_WIFE = {"age": 38, "relation": Relation.SPOUSE}
_CHILD = {"age": 10, "relation": Relation.CHILD, "study": Study.COMPULSORY}
_MOTHER = {"age": 72, "relation": Relation.PARENT, "lives_here": 1, "legal_duty": 1}
_ILL = {**_WIFE, "disability": Disability.LIMB, "disability_level": 1}

SHAPES = (
    Shape("single", _("One person of 40"), ({"age": 40},)),
    Shape("couple", _("A couple"), ({"age": 40}, _WIFE)),
    Shape("family", _("A couple with a child of 10"), ({"age": 40}, _WIFE, _CHILD)),
    Shape("mother", _("One person of 40 with a mother of 72"), ({"age": 40}, _MOTHER)),
    Shape("disabled", _("A couple, she severely disabled"), ({"age": 40}, _ILL)),
)
BY_CODE = {shape.code: shape for shape in SHAPES}


def chart_of(shape: Shape, model: Model, values: ParameterView, most: int) -> Chart:
    """The line of a made-up household without savings as its first member earns from nothing up to `most` a month."""
    members = [MEMBER.make(index=index, **each) for index, each in enumerate(shape.members)]
    return chart(model, HOUSEHOLD.make(), members, [], values, most=most, step=10)
