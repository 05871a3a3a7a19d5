"""The classes one declares with, and the closed registry in which declarations meet the engines."""

from minzheng.kernel.declare.kinds import (
    Alert,
    Code,
    Day,
    Fact,
    Feed,
    FeedColumn,
    FromFeed,
    FromRegister,
    Latest,
    Measure,
    Scheme,
    Seen,
    Sum,
)
from minzheng.kernel.declare.procedure import Procedure, Status, Step
from minzheng.kernel.declare.register import Act, Column, Editing, Filter, Panel, Register, Search
from minzheng.kernel.declare.registry import Registry, registry

__all__ = [
    "Act", "Alert", "Code", "Column", "Day", "Editing", "Fact", "Feed", "FeedColumn", "Filter", "FromFeed",
    "FromRegister", "Latest", "Measure", "Panel", "Procedure", "Register", "Registry", "Scheme", "Search", "Seen",
    "Status", "Step", "Sum", "registry",
]  # fmt: skip
