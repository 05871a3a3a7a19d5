"""Study grants: one a school year, the highest that fits."""

from minzheng.rulekit.i18n import _
from minzheng.rulekit.rule import rule


@rule(law="local-rules#study-aid", label=_("Study grant of the year"), unit="fen")
def study_grant(highest, studies, already_received):
    """The highest of the person's groups, less what the same year has already brought for the same purpose."""
    return max(highest - already_received, 0) if studies else 0
