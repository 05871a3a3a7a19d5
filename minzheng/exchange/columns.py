"""What the contracts of many data sets have in common: who a row is about, and the law that lets us have it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Code, FeedColumn

#: Both articles oblige the named departments to tell a bureau what it needs for assistance.
BASIS = _("Interim Measures for Social Assistance, articles 57 and 58; 39号 of 2023, part 2")
MONTHLY = _("monthly, by the 10th")
CHANGES = _("a first list of all, then monthly changes")
QUARTERLY = _("quarterly")

_NAMES = ("姓名",)
_NUMBERS = ("身份证号", "身份证号码", "证件号码", "公民身份号码")


def name(*headers: str, **more: Any) -> FeedColumn:
    """The column with the name of the one whom a row is about; headers of its own stand before the usual ones."""
    return FeedColumn("name", (*headers, *_NAMES), **more)


def number(*headers: str, **more: Any) -> FeedColumn:
    """The column with the identity number of the one whom a row is about."""
    return FeedColumn("resident_id", (*headers, *_NUMBERS), "resident_id", **more)


def month(*headers: str, label: Any = "") -> FeedColumn:
    """The column with the month that a row of a whole list is of; without headers, the month of the file."""
    return FeedColumn("month", headers, "month", label=label or _("Month"))


YES, NO = 1, 2
YES_NO = (Code(YES, _("yes"), ("是", "有", "Y", "1")), Code(NO, _("no"), ("否", "无", "N", "0")))
