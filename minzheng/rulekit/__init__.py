"""Law as plain functions: rules, facts, outcomes, dated parameters, money, traces.  Free of Django and database."""

from minzheng.rulekit.decision import Decision, decide, replay
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.rulekit.rule import rule, traced

__all__ = ["Answer", "CaseContext", "Decision", "decide", "operation", "replay", "rule", "traced"]
