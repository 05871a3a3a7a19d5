"""The classes one declares with, and the closed registry in which declarations meet the engines."""

from minzheng.kernel.declare.duties import Duty, Every, Owed
from minzheng.kernel.declare.effects import Effect, LifeEvent
from minzheng.kernel.declare.kinds import (
    Alert,
    Code,
    Count,
    Day,
    Fact,
    Feed,
    FeedColumn,
    FromFeed,
    FromRegister,
    Gone,
    How,
    Known,
    Latest,
    Measure,
    Member,
    Scheme,
    Seen,
    Sum,
)
from minzheng.kernel.declare.notices import Notice
from minzheng.kernel.declare.outbound import Outbound, OutboundColumn, OutboundRow
from minzheng.kernel.declare.procedure import CLOSED, Procedure, Status, Step
from minzheng.kernel.declare.register import Act, Column, Editing, Filter, Panel, Register, Search
from minzheng.kernel.declare.registry import Registry, registry

__all__ = [
    "CLOSED",
    "Act",
    "Alert",
    "Code",
    "Column",
    "Count",
    "Day",
    "Duty",
    "Editing",
    "Effect",
    "Every",
    "Fact",
    "Feed",
    "FeedColumn",
    "Filter",
    "FromFeed",
    "FromRegister",
    "Gone",
    "How",
    "Known",
    "Latest",
    "LifeEvent",
    "Measure",
    "Member",
    "Notice",
    "Outbound",
    "OutboundColumn",
    "OutboundRow",
    "Owed",
    "Panel",
    "Procedure",
    "Register",
    "Registry",
    "Scheme",
    "Search",
    "Seen",
    "Status",
    "Step",
    "Sum",
    "registry",
]  # fmt: skip
