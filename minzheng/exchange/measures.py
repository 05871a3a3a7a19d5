"""Figures of what departments sent: files, whether they came in time, rows taken and refused, rows matched."""

from datetime import date

from django.db.models import Case, DateField, F, QuerySet, Sum, Value, When
from django.utils.translation import gettext_lazy as _

from minzheng.exchange.board import due_on
from minzheng.exchange.models import Batch
from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.tally import ROWS, Tally, share


def _files(month: date) -> QuerySet[Batch]:
    due = [When(feed=feed.code, then=Value(due_on(month))) for feed in registry.feeds]
    files = Batch.objects.filter(month=month, status=Batch.Status.LOADED).order_by("feed", "id")
    return files.annotate(due_on=Case(*due, output_field=DateField()))


_FILE = (
    (_("File"), "batch"), (_("Data set"), "feed"), (_("Received on"), "received_on"), (_("Rows"), "rows"),
    (_("New"), "loaded"), (_("To mend"), "faulty"),
)  # fmt: skip

FILES = registry.add(
    Measure(
        code="files_received",
        label=_("Files received"),
        definition=_("Files of departments for the month that were taken in; refused files do not count."),
        unit="files",
        rows=_files,
        value=ROWS,
        columns=_FILE,
    )
)
FILES_ON_TIME = registry.add(
    Measure(
        code="files_on_time",
        label=_("Share of files on time"),
        definition=_("Files taken in by their due day, of the files for the month that came at all."),
        unit="percent",
        rows=_files,
        value=share(received_on__lte=F("due_on")),
        columns=(*_FILE[:3], (_("Due on"), "due_on")),
    )
)
ROWS_TAKEN = registry.add(
    Measure(
        code="data_rows_taken",
        label=_("Data rows taken in"),
        definition=_("New rows in the files for the month; rows known already do not count again."),
        unit="rows",
        rows=_files,
        value=Tally(Sum("loaded")),
        columns=_FILE,
    )
)
ROWS_REFUSED = registry.add(
    Measure(
        code="data_rows_refused_share",
        label=_("Share of data rows to mend"),
        definition=_("Rows that could not be read, of all rows in the files for the month."),
        unit="percent",
        rows=_files,
        value=Tally(Sum("faulty"), Sum("rows"), factor=1000),
        columns=_FILE,
    )
)
ROWS_MATCHED = registry.add(
    Measure(
        code="data_rows_matched",
        label=_("Share of data rows matched"),
        definition=_("Lines of the month's files that belong to somebody in the register under the same name."),
        unit="percent",
        rows=_files,
        value=Tally(Sum("matched"), Sum(F("matched") + F("other_name") + F("unmatched")), factor=1000),
        columns=(*_FILE[:2], (_("With their people"), "matched"), (_("Under another name"), "other_name"),
                 (_("With nobody"), "unmatched")),
    )
)  # fmt: skip
