"""Trying a rule out in the background, where that takes longer than a reader waits."""

import json
from datetime import date as Date
from typing import Any

from django.utils.translation import gettext_lazy

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import registry
from minzheng.kernel.documents import vault
from minzheng.kernel.jobs.queries import jobs_of
from minzheng.kernel.jobs.queue import JobFile, job
from minzheng.monitoring.backtest import Change, back_test

#: Of more homes than these a trial is the worker's.  Each takes a seventh of a millisecond, all these two seconds.
MANY = 12_000


@job(gettext_lazy("Trying an alert rule out"))
def try_rule(
    progress: Any, *, rule: str, key: str, county: str, value: int | None, actor: Actor, date: Date
) -> JobFile:  # fmt: skip
    """Try a change of a rule, and keep what came of it as a file."""
    change = Change(registry.alerts[rule], key, county, value)
    told = back_test(change, date, progress).as_result()
    return JobFile(f"back-test-{rule}.json", json.dumps(told).encode())


def result_of(job_id: int, actor: Actor) -> tuple[Any, dict[str, Any] | None]:
    """One's own job, and what came of it once it is finished; (None, None) where there is no such job."""
    asked = jobs_of(actor).filter(pk=job_id).first()
    if asked is None or not asked.file_digest:
        return asked, None
    return asked, json.loads(vault.fetch(asked.file_digest))
