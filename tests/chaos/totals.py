"""Run inside an installation: print, as JSON, all that a month leaves behind, named so that two homes can be compared.

Rows are told by what they are about, never by their own number: a number that was given out in a transaction that was
rolled back is not given out again.
"""

import json
import sys
from typing import Any

from config.django import start

#: Table -> the columns that say which row it is and what it holds.
TABLES = {
    "exchange.Batch": (
        "feed",
        "month",
        "digest",
        "status",
        "rows",
        "loaded",
        "repeated",
        "faulty",
        "late",
        "newest",
        "matched",
        "other_name",
        "unmatched",
    ),
    "exchange.RowError": ("batch__digest", "row", "column", "code"),
    "exchange.Push": ("reference", "rows", "digest", "replaces__reference", "sent_on", "answer_by"),
    "exchange.SentPerson": ("push__reference", "row", "person_id", "household_id"),
    "exchange.Delivery": ("push__reference", "way", "delivered_on"),
    "exchange.Refutation": ("feed", "person_id", "as_of", "refuted_on"),
    "eligibility.FactValue": ("fact", "person_id", "since", "until", "value", "data_date", "records"),
    "monitoring.AlertHit": ("rule", "person_id", "month", "value", "threshold", "status", "task__issued_on"),
    "casework.VisitTask": ("household_id", "status", "level", "issued_on", "due_on"),
    "casework.Visit": ("household_id", "visited_on", "visited_by__username", "verdict", "findings"),
    "casework.Case": ("household_id", "status", "accepted_on", "due_on", "notice_until", "decision__monthly_fen"),
    "casework.CaseStep": ("case__household_id", "step", "old_status", "new_status", "taken_on", "taken_by"),
    "eligibility.Assessment": ("household_id", "as_of", "outcome", "made_by"),
    "eligibility.Decision": ("household_id", "verdict", "monthly_fen", "first_month", "decided_on"),
    "payments.Award": ("household_id", "scheme", "monthly_fen", "months"),
    "payments.Run": ("month", "scheme", "status", "prepared_on", "approved_on", "approved_by__username"),
    "payments.ReturnedPayment": ("household_id", "amount_fen", "reason"),
    "payments.Line": ("household_id", "month", "amount_fen", "account_id", "hold"),
    "payments.BankFile": ("file_name", "lines", "total_fen", "made_on"),
    "payments.LedgerLeg": ("transaction__text", "transaction__posted_on", "account", "amount_fen"),
    "payments.Overpayment": ("household_id", "amount_fen", "found_on", "cleared_on"),
    "duties.DueDuty": ("duty", "subject_id", "level", "since", "due_on", "done_on", "done_by", "ended_on"),
    "events.EventRecord": ("kind", "key", "household_id", "happened_on", "recorded_on", "withdrawn_on"),
    "events.EventEffect": ("event__kind", "event__key", "effect", "state", "attempts", "done_on"),
    "jobs.Stage": ("cycle__month", "name", "position"),
}


def totals() -> dict[str, Any]:
    """Every row of every table above, sorted, with the balances of the ledger and the day of the calendar."""
    from django.apps import apps

    from minzheng.exchange.queries import events
    from minzheng.kernel import clock
    from minzheng.kernel.declare import registry
    from minzheng.kernel.jobs.models import Cycle
    from minzheng.payments.choices import LedgerAccount
    from minzheng.payments.ledger import balance

    today = clock.today()
    found: dict[str, Any] = {
        table: sorted(
            json.dumps(row, default=str, sort_keys=True) for row in apps.get_model(table).objects.values(*columns)
        )
        for table, columns in TABLES.items()
    }
    found["events"] = sorted(
        f"{feed.code} {event.key.hex()} {event.row} {event.person_id} {event.agrees} {event.values}"
        for feed in registry.feeds
        for event in events(feed.code)
    )
    found["balances"] = {str(account): balance(account, today) for account in LedgerAccount}
    found["finished months"] = [f"{cycle.month:%Y-%m}" for cycle in Cycle.objects.exclude(finished_at=None)]
    found["finished months"].sort()
    found["today"] = str(today)
    return found


def main() -> None:
    """Print them."""
    start()
    from minzheng.kernel.access.scope import EVERYTHING, in_scope

    with in_scope(EVERYTHING):
        json.dump(totals(), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
