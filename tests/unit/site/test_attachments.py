"""Files are told by their content, cleaned, kept encrypted, and handed out within the scope of what they belong to."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from docx import Document
from PIL import ExifTags, Image

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import Scope, in_scope
from minzheng.kernel.documents import checking
from minzheng.kernel.documents.actions import attach
from minzheng.kernel.documents.checking import accept
from minzheng.kernel.documents.choices import FileKind
from minzheng.kernel.documents.models import Attachment
from minzheng.kernel.documents.queries import attachments_of, content_of
from minzheng.registers.models import Household
from tests.unit.site.builders import COUNTY, OTHER_VILLAGE, VILLAGE, a_household, an_actor
from tests.unit.site.signing_in import signed_in

TODAY = date(2026, 10, 12)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

pytestmark = pytest.mark.usefixtures("everything", "in_english")


def a_picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, **more)
    return out.getvalue()


def a_photo() -> bytes:
    """A picture as a telephone takes it: on its side, with time, place and maker."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Maker"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:10:11 09:30:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (25.0, 45.0, 0.0)
    return a_picture(exif=exif)


def packed(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def a_letter() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (PDF, FileKind.PDF, "证明.pdf"),
        (a_picture(), FileKind.JPEG, "证明.jpg"),
        (a_picture("PNG"), FileKind.PNG, "证明.png"),
        (a_letter(), FileKind.DOCX, "证明.docx"),
        (packed(**{"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}), FileKind.XLSX, "证明.xlsx"),
    ],
)
def test_the_content_tells_the_kind_and_the_ending(content: bytes, kind: FileKind, name: str) -> None:
    accepted = accept("../../证明.exe", content)
    assert (accepted.kind, accepted.name) == (kind, name)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<html>", "Only PDF"),
        (b"GIF89a", "Only PDF"),
        (b"%PDF-1.4 cut", "cut off"),
        (a_picture()[:300], "damaged"),
        (b"\xff\xd8\xff" + b"x" * 50, "damaged"),
        (b"PK\x03\x04" + b"x" * 50, "damaged"),
        (packed(a=b"x"), "Only PDF"),
        (packed(**{"[Content_Types].xml": b"x", "word/document.xml": b"x", "word/vbaProject.bin": b"x"}), "macros"),
        (packed(**{"[Content_Types].xml": b"x", "word/document.xml": b"0" * 20_000_000}), "enormous"),
    ],
)
def test_what_may_not_come_in_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        accept("a.pdf", content)


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "LARGEST", 2**20)
    with pytest.raises(ValidationError, match="larger than 1 MB"):
        accept("a.pdf", b"%PDF-" + b"x" * 2**20)
    monkeypatch.setattr(checking, "MOST_PIXELS", 100)
    with pytest.raises(ValidationError, match="too many pixels"):
        accept("a.jpg", a_picture())
    monkeypatch.setattr(checking, "MOST_ENTRIES", 2)
    with pytest.raises(ValidationError, match="enormous"):
        accept("a.docx", a_letter())


def test_of_what_a_camera_adds_only_the_time_is_kept() -> None:
    accepted = accept("a.jpg", a_photo())
    with Image.open(io.BytesIO(accepted.content)) as picture:
        assert picture.size == (30, 40)  # upright
        assert not picture.getexif()
    assert b"Maker" not in accepted.content
    assert accepted.taken_at is not None
    assert timezone.localtime(accepted.taken_at).strftime("%F %H:%M") == "2026-10-11 09:30"


def test_a_large_picture_is_made_smaller_and_what_hides_behind_it_is_gone() -> None:
    accepted = accept("a.png", a_picture("PNG", (4000, 2000)) + b"<script>")
    with Image.open(io.BytesIO(accepted.content)) as picture:
        assert max(picture.size) == checking.LARGEST_SIDE
    assert b"<script>" not in accepted.content


@pytest.fixture
def home() -> Household:
    return a_household()


def attached(home: Household) -> Attachment:
    worker = an_actor(Role.VILLAGE_WORKER, VILLAGE)
    return attach(subject=home, name="门.jpg", content=a_photo(), about="房屋", actor=worker, date=TODAY)


def test_the_same_file_is_added_once_and_never_changed(home: Household) -> None:
    assert attached(home).pk == attached(home).pk
    assert content_of(attachments_of(home).get().digest)[:3] == b"\xff\xd8\xff"
    with pytest.raises(DatabaseError), transaction.atomic():
        Attachment.objects.update(about="other")
    with pytest.raises(PermissionDenied):
        attach(subject=home, name="a", content=PDF, actor=an_actor(Role.AUDITOR), date=TODAY)


def test_files_of_other_places_are_not_seen(home: Household) -> None:
    attached(home)
    with in_scope(Scope.of(OTHER_VILLAGE)):
        assert not Attachment.objects.exists()


def test_a_file_is_handed_out_to_be_saved_and_only_for_a_purpose(home: Household) -> None:
    file = attached(home)
    officer = signed_in(Role.COUNTY_OFFICER, COUNTY)
    assert officer.get(f"/files/{file.pk}/").status_code == 302
    officer.post(f"/households/{home.pk}/reveal/", {"purpose": "case"})
    answer = officer.get(f"/files/{file.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E9%97%A8.jpg")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert signed_in(Role.COUNTY_OFFICER, 510104000000).get(f"/files/{file.pk}/").status_code == 403


def test_a_file_that_is_refused_is_said_why_and_what_was_written_stays(home: Household) -> None:
    worker = signed_in(Role.VILLAGE_WORKER, VILLAGE)
    answer = worker.post(f"/households/{home.pk}/files/", {"file": io.BytesIO(b"x"), "about": "房屋照片"})
    assert answer.status_code == 400
    assert "房屋照片" in answer.content.decode()
    assert worker.post(f"/households/{home.pk}/files/", {"file": io.BytesIO(PDF)}).status_code == 302
    assert signed_in(Role.AUDITOR, COUNTY).post(f"/households/{home.pk}/files/").status_code == 403
