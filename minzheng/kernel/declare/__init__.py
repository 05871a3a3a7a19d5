"""The classes one declares with, and the closed registry in which declarations meet the engines."""

from minzheng.kernel.declare.kinds import Alert, Code, Day, Fact, Feed, FeedColumn, Latest, Measure, Scheme, Seen, Sum
from minzheng.kernel.declare.registry import Registry, registry

__all__ = [
    "Alert", "Code", "Day", "Fact", "Feed", "FeedColumn", "Latest", "Measure", "Registry", "Scheme", "Seen", "Sum",
    "registry",
]  # fmt: skip
