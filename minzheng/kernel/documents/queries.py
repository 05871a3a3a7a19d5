"""Reading documents and attachments, within a scope."""

from typing import Any

from django.db.models import QuerySet

from minzheng.kernel.documents import vault
from minzheng.kernel.documents.about import About
from minzheng.kernel.documents.models import Attachment, IssuedDocument


def documents_of(subject: Any) -> QuerySet[IssuedDocument]:
    """What was issued about a thing, newest first, each with what replaced it."""
    about = About.of(subject)
    found = IssuedDocument.objects.filter(subject=about.label, subject_id=about.number)
    return found.select_related("replaced_by").order_by("-id")


def current_document(notice: str, subject: Any) -> IssuedDocument | None:
    """The document of a kind about a thing that is in force."""
    return documents_of(subject).filter(notice=notice, replaced_by=None).first()


def document(document_id: int) -> IssuedDocument | None:
    """One document, if it is in scope."""
    return IssuedDocument.objects.filter(pk=document_id).select_related("replaced_by").first()


def attachments_of(subject: Any) -> QuerySet[Attachment]:
    """The files attached to a thing, newest first."""
    about = About.of(subject)
    return Attachment.objects.filter(subject=about.label, subject_id=about.number).order_by("-id")


def attachment(attachment_id: int) -> Attachment | None:
    """One attachment, if it is in scope."""
    return Attachment.objects.filter(pk=attachment_id).first()


def content_of(digest: str) -> bytes:
    """The bytes of a document or attachment that was found in scope."""
    return vault.fetch(digest)
