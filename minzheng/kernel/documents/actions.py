"""Acts on documents: issuing one under the next number, and attaching a file."""

from datetime import date as Date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Notice
from minzheng.kernel.documents import pdf, vault, word
from minzheng.kernel.documents.about import About
from minzheng.kernel.documents.checking import accept
from minzheng.kernel.documents.layout import Kind
from minzheng.kernel.documents.models import Attachment, IssuedDocument
from minzheng.kernel.documents.policies import ATTACH, ISSUE
from minzheng.kernel.documents.queries import current_document
from minzheng.kernel.documents.writing import write
from minzheng.kernel.identity.division_code import DivisionLevel, ancestor
from minzheng.rulekit.months import add_months


@action(ISSUE)
def issue_document(
    *, notice: Notice, subject: Any, replaces: IssuedDocument | None = None, actor: Actor, date: Date
) -> IssuedDocument:
    """Issue a document under the next number of its county and year; asked again, the one that was issued is returned.

    `replaces` is the one in force, which this one takes the place of: it stays as it was, and says by what it was
    replaced.  Raises ValidationError where that one is no longer in force.
    """
    about = About.of(subject)
    issued = current_document(notice.code, subject)
    if issued is not None and replaces is None:
        record("look_at_document", issued, actor=actor, date=date)
        return issued
    if replaces is not None and (issued is None or issued.pk != replaces.pk):
        raise ValidationError(_("This document was already replaced by a later one. Look at the newest."))
    county = ancestor(about.division_code, DivisionLevel.COUNTY)
    series = notice.word(county)
    number = _next_number(county, series, date.year)
    written = notice.numbering.format(word=series, year=date.year, number=number)
    blocks = write(notice, subject, written)
    title = next((block.text for block in blocks if block.kind == Kind.TITLE), str(notice.label))
    document = IssuedDocument.objects.create(
        notice=notice.code,
        subject=about.label,
        subject_id=about.number,
        household_id=about.household_id,
        division_code=about.division_code,
        county=county,
        word=series,
        year=date.year,
        number=number,
        written_number=written,
        title=title,
        pdf=vault.keep(pdf.render(blocks, title=title)),
        docx=vault.keep(word.render(blocks, title=title)),
        issued_on=date,
        issued_by=actor.name,
        replaces=replaces,
        keep_until=add_months(date, 12 * notice.retention_years) if notice.retention_years else None,
    )
    record("issue_document", document, actor=actor, date=date, new={"number": written})
    return document


@action(ATTACH)
def attach(*, subject: Any, name: str, content: bytes, about: str = "", actor: Actor, date: Date) -> Attachment:
    """Add a file to something that has a division; the same file is added once.

    Raises ValidationError, in words, for a file that may not come in.
    """
    accepted, belongs = accept(name, content), About.of(subject)
    digest = vault.keep(accepted.content)
    attachment, _created = Attachment.objects.get_or_create(
        subject=belongs.label, subject_id=belongs.number, digest=digest,
        defaults={
            "household_id": belongs.household_id, "division_code": belongs.division_code,
            "file_name": accepted.name, "kind": accepted.kind, "size": len(accepted.content),
            "about": about.strip()[:120], "taken_at": accepted.taken_at, "added_on": date, "added_by": actor.name,
        },
    )  # fmt: skip
    record("attach_file", attachment, actor=actor, date=date, new={"digest": digest, "kind": accepted.kind})
    return attachment


def _next_number(county: int, series: str, year: int) -> int:
    """The next number; the row is locked to the end of the transaction, so a number is used or was never given."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO documents_numberseries AS series (county, word, year, last) VALUES (%s, %s, %s, 1)
            ON CONFLICT (county, word, year) DO UPDATE SET last = series.last + 1 RETURNING last
            """,
            [county, series, year],
        )
        return int(cursor.fetchone()[0])
