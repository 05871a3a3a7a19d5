"""What is owed of earlier months and goes with a later run: money that came back, and lines that had no account."""

from typing import Any

from django.db import connection

from minzheng.payments.models import Run

#: The account to which money of an award goes: of its payee's, the one recorded last.
NEWEST_ACCOUNT = """
    SELECT id, recorded_on FROM payments_bankaccount WHERE person_id = award.payee_id
     ORDER BY recorded_on DESC NULLS LAST, id DESC LIMIT 1"""

#: Of the same benefit and county, of a month before, and still owed: the award holds in the month of the line.
_EARLIER = """earlier.scheme = %(scheme)s AND earlier.division_code = %(place)s AND earlier.month < %(month)s
       AND award.months @> line.month"""

# Nobody approved these lines, so they are paid as new ones are.
_HAD_NO_ACCOUNT = f"""
    UPDATE payments_line line SET run_id = %(run)s, account_id = account.id, hold = ''
      FROM payments_run earlier, payments_award award, LATERAL ({NEWEST_ACCOUNT}) account
     WHERE earlier.id = line.run_id AND award.id = line.award_id AND line.hold = 'no_account'
       AND earlier.status = 'filed' AND {_EARLIER}
"""
# What came back is paid once more where the account was changed since, or checked and recorded again.
_CAME_BACK = f"""
    INSERT INTO payments_line
           (run_id, award_id, household_id, division_code, month, amount_fen, account_id, hold, again_id)
    SELECT %(run)s, line.award_id, line.household_id, line.division_code, line.month, line.amount_fen, account.id, '',
           line.id
      FROM payments_returnedpayment back JOIN payments_line line ON line.id = back.line_id
      JOIN payments_run earlier ON earlier.id = line.run_id JOIN payments_award award ON award.id = line.award_id
     CROSS JOIN LATERAL ({NEWEST_ACCOUNT}) account
     WHERE {_EARLIER}
       AND (account.id <> line.account_id OR account.recorded_on >= back.returned_on)
     ORDER BY line.id
    ON CONFLICT (again_id) DO NOTHING
"""


def add_owed(run: Run) -> int:
    """Add to a run what earlier runs of its benefit and county still owe and can now be paid; returns how many lines.

    Each line keeps the month it is for, and is owed as long as its award holds in that month.  Safe to repeat.
    """
    told: dict[str, Any] = {
        "run": run.pk, "scheme": run.scheme, "place": run.division_code, "month": run.month,
    }  # fmt: skip
    with connection.cursor() as cursor:
        found = 0
        for statement in (_HAD_NO_ACCOUNT, _CAME_BACK):
            cursor.execute(statement, told)
            found += cursor.rowcount
    return found
