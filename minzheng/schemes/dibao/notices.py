"""The letters of the minimum living allowance: the decision, and the list that is posted in the village."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from minzheng.casework.queries import public_notices
from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.letters import sentence_of, yuan
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Notice, registry
from minzheng.kernel.documents.about import About
from minzheng.registers.divisions import names
from minzheng.rulekit.statutes import article
from minzheng.schemes.dibao.scheme import DIBAO


def decision_facts(decision: Any) -> dict[str, Any]:
    """What the letter says of a decision: the sentence of the scheme, the reasons of a refusal, the law."""
    reasons = [] if decision.verdict == Verdict.GRANT else decision.assessment.reasons
    own = [reason for reason in reasons if reason.get("rung") == "DIBAO"] or reasons
    law = article(DIBAO.law)
    return {
        "scheme": str(DIBAO.label),
        "head": decision.household.head.name,
        "sentence": sentence_of(decision),
        "reasons": [gettext(reason["sentence"]) for reason in own],
        "law": f"《{law.law.title}》（{law.law.number}）{law.number}",
        "county": names.county_name(decision.division_code),
        "day": _written(decision.decided_on),
    }


@dataclass(frozen=True)
class Board:
    """The notice board of a township or village on a day: its 12-digit code."""

    division_code: int
    day: date

    @property
    def about(self) -> About:
        """The board of that day; another day's list is another document."""
        return About(f"notice_board:{self.day}", self.division_code, self.division_code)


def board_facts(board: Board) -> dict[str, Any]:
    """The proposals posted in a place: masked names and what the law lets be shown, nothing else.

    Raises ValidationError where none is posted: an empty list takes no number.
    """
    inside = Scope.of(board.division_code)
    posted = [n for n in public_notices(board.day) if n.scheme == DIBAO.code and inside.covers(n.division_code)]
    if not posted:
        raise ValidationError(gettext("No proposal is posted today in your places, so there is no list to issue."))
    return {
        "scheme": str(DIBAO.label),
        "place": names.short_path(board.division_code),
        "rows": [
            {
                "number": number, "name": notice.name, "village": names.name(notice.division_code),
                "members": notice.members, "amount": yuan(notice.monthly_fen), "until": _written(notice.until),
            }
            for number, notice in enumerate(posted, start=1)
        ],
        "county": names.county_name(board.division_code),
        "day": _written(board.day),
    }  # fmt: skip


def word_of(county: int) -> str:
    """The word of the bureau's documents on assistance: the county's first character, 民 and 救."""
    return f"{names.county_name(county)[:1]}民救"


def _bureau(facts: Mapping[str, Any]) -> str:
    return gettext("%(county)s Civil Affairs Bureau") % {"county": facts["county"]}


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


DECISION = registry.add(
    Notice(
        code="dibao.decision",
        label=gettext_lazy("Decision on the minimum living allowance"),
        kind="decision",
        template="notices/dibao_decision.html",
        gather=decision_facts,
        facts=frozenset({"scheme", "head", "sentence", "reasons", "law", "county", "day"}),
        word=word_of,
        signed_by=_bureau,
        retention_years=30,
    )
)  # fmt: skip
PUBLIC_NOTICE = registry.add(
    Notice(
        code="dibao.public_notice",
        label=gettext_lazy("Public notice of proposals for the minimum living allowance"),
        kind="notice",
        template="notices/dibao_public_notice.html",
        gather=board_facts,
        facts=frozenset({"scheme", "place", "rows", "county", "day"}),
        word=lambda county: f"{word_of(county)}公示",
        signed_by=_bureau,
        retention_years=10,
    )
)
