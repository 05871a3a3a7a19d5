"""The figures of a reform as a file: the same lines as on the screen."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from minzheng.rulekit.money import fen_to_yuan
from minzheng.rulekit.parameters import parameter_for
from minzheng.statistics.policy.reform import Reform
from minzheng.web.desk.policy_groups import groups_of
from minzheng.web.desk.reading import CLASS_NAMES
from minzheng.web.templatetags.minzheng import level_of_government

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Exported = tuple[bytes, str]


def as_csv(reform: Reform, title: str, written: Mapping[str, Any]) -> Exported:
    """CSV in UTF-8 with the mark that spreadsheets look for."""
    text = io.StringIO()
    csv.writer(text).writerows(_lines(reform, title, written))
    return text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"


def as_xlsx(reform: Reform, title: str, written: Mapping[str, Any]) -> Exported:
    """A workbook of one sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, 4, 16)
        for row, line in enumerate(_lines(reform, title, written)):
            sheet.write_row(row, 0, line)
    return file.getvalue(), XLSX


def _lines(reform: Reform, title: str, written: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Lines of words and numbers; amounts in yuan a year."""
    before, after = reform.before, reform.after
    yield [title]
    yield [_("Households known"), reform.population.households, _("of these with means known"), reform.population.asked]
    for key, value in written.items():
        yield [_("Changed"), _(parameter_for(key).label), key, str(value)]
    yield []
    yield ["", _("Now"), _("Then"), _("Change")]
    for label, now, then in (
        (_("Households paid"), before.paid.households, after.paid.households),
        (_("People paid for"), before.paid.heads, after.paid.heads),
        (_("Cost a year (yuan)"), fen_to_yuan(before.paid.yearly), fen_to_yuan(after.paid.yearly)),
        *((level_of_government(k), fen_to_yuan(v), fen_to_yuan(after.by_level[k])) for k, v in before.by_level.items()),
        *((CLASS_NAMES[name](), number, after.paid.classes[name]) for name, number in before.paid.classes.items()),
    ):
        yield [label, now, then, then - now]
    for heading, counted, lines in groups_of(reform):
        yield []
        yield [heading, _("gain (%(what)s)") % {"what": counted}, _("lose (%(what)s)") % {"what": counted},
               _("Change a year (yuan)")]  # fmt: skip
        for line in lines:
            yield [line.label, line.gaining, line.losing, fen_to_yuan(line.change_year)]
