"""The classes one declares with, and the closed registry in which declarations meet the engines."""

from minzheng.kernel.declare.kinds import Alert, Code, Fact, Feed, FeedColumn, Measure, Scheme
from minzheng.kernel.declare.registry import Registry, registry

__all__ = ["Alert", "Code", "Fact", "Feed", "FeedColumn", "Measure", "Registry", "Scheme", "registry"]
