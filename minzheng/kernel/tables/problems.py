"""What can be wrong with a file or a row, in words for the one who sent it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

#: code -> sentence; the parameters are filled in when shown, in the reader's language.
FILE_PROBLEMS = {
    "empty": gettext_noop("The file is empty. Export it again and check that it has rows before sending."),
    "encoding": gettext_noop(
        "The text is neither UTF-8 nor GB18030 (first unreadable byte at position %(position)s)."
        " Save it as CSV UTF-8 or send the XLSX."
    ),
    "not_a_table": gettext_noop("This is not a CSV or XLSX file (it begins like %(kind)s). Send the table itself."),
    "missing_columns": gettext_noop(
        "These columns are missing: %(missing)s. The file has: %(found)s. Add them, or rename the headers."
    ),
    "too_many_columns": gettext_noop(
        "The file has %(count)s columns; at most %(limit)s are read. Send only the agreed ones."
    ),
    "too_many_rows": gettext_noop("The file has more than %(limit)s rows. Split it, by township for instance."),
    "too_large": gettext_noop(
        "Unpacked, the file would be %(size)s MB; at most %(limit)s MB is read."
        " If this is right, split it by township or month."
    ),
    "damaged": gettext_noop("The file cannot be opened (%(reason)s). It may have been cut on the way; send it again."),
    "wrong_month": gettext_noop(
        "The file was sent as %(month)s, but %(percent)s%% of its rows are of %(likely)s."
        " Send it under that month, or check the export."
    ),
    "wrong_list": gettext_noop(
        "This answers the list %(found)s, not %(expected)s. Hand it in on the page of that list."
    ),
    "already_loaded": gettext_noop("The very same file was loaded on %(date)s. Nothing was changed."),
}

ROW_PROBLEMS = {
    "missing": gettext_noop("The cell is empty; this value is needed."),
    "formula": gettext_noop("The cell holds a formula, not a value. Paste it as a value."),
    "resident_id_length": gettext_noop("A resident ID number has 18 places (15 in old records); this has %(detail)s."),
    "resident_id_charset": gettext_noop("The number has a character that is neither a digit nor a final X."),
    "resident_id_check": gettext_noop("The check digit does not agree: one place is mistyped, or two are swapped."),
    "resident_id_date": gettext_noop("Places 7 to 14 are not a date of birth."),
    "date": gettext_noop("This is not a date: %(detail)s. Write it as 2026-10-03."),
    "money": gettext_noop("This is not an amount: %(detail)s. Write yuan with at most two decimals."),
    "integer": gettext_noop("This is not a whole number: %(detail)s."),
    "code": gettext_noop("%(detail)s is not in the agreed code list of this column. Use one of its words."),
    "future": gettext_noop("The date %(detail)s lies after the month of the file."),
    "too_long": gettext_noop("The text has %(detail)s characters, more than any value. Did the columns slip?"),
    "columns": gettext_noop("The row has %(detail)s cells; the header has another number."),
    "other_list": gettext_noop("The row answers another list: %(detail)s."),
    "unknown_row": gettext_noop("The list that was sent has no row %(detail)s."),
    "answered_twice": gettext_noop("Row %(detail)s is answered twice, and not the same. One of the two is wrong."),
    "no_reason": gettext_noop("The row is refused without a reason. Give the code of one, or say it in words."),
    "conflict": gettext_noop("The same number was reported before with other values. One of the two is wrong."),
}


@dataclass
class FileRefused(Exception):
    """The whole file cannot be taken.  It is kept; nothing of it was loaded."""

    code: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return file_sentence(self.code, self.parameters)


@dataclass(frozen=True)
class RowProblem(Exception):
    """One row cannot be taken: the column and what is wrong with it."""

    code: str
    column: str = ""
    detail: str = ""


def file_sentence(code: str, parameters: dict[str, Any]) -> str:
    """The sentence for a file problem, in the current language."""
    return _(FILE_PROBLEMS[code]) % parameters


def row_sentence(code: str, detail: str) -> str:
    """The sentence for a row problem, in the current language."""
    return _(ROW_PROBLEMS[code]) % {"detail": detail}
