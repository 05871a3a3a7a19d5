"""The classes one declares with, and the closed registry in which declarations meet the engines."""

from minzheng.kernel.declare.duties import Duty, Every, Owed
from minzheng.kernel.declare.effects import Effect, LifeEvent
from minzheng.kernel.declare.kinds import Alert, Code, Day, Fact, Feed, FeedColumn, Latest, Measure, Scheme, Seen, Sum
from minzheng.kernel.declare.notices import Notice
from minzheng.kernel.declare.registry import Registry, registry

__all__ = [
    "Alert",
    "Code",
    "Day",
    "Duty",
    "Effect",
    "Every",
    "Fact",
    "Feed",
    "FeedColumn",
    "Latest",
    "LifeEvent",
    "Measure",
    "Notice",
    "Owed",
    "Registry",
    "Scheme",
    "Seen",
    "Sum",
    "registry",
]  # fmt: skip
