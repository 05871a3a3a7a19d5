"""What a file really is, and whether it may come in: told by its content, never by its name.

Pictures are written anew, so that nothing else travels in them: of what a camera adds, only the time is kept, and that
in the register, not in the file.  The place where a picture was taken would give a home away.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps

from minzheng.kernel.documents.choices import SUFFIX, FileKind

LARGEST = 20 * 2**20  # bytes of a file
MOST_PIXELS = 60_000_000
LARGEST_SIDE = 3000  # pixels; a picture that is larger is made smaller
MOST_ENTRIES, LARGEST_UNPACKED, HIGHEST_RATIO = 2_000, 200 * 2**20, 150
_NAME_LENGTH = 100


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: its name with the right ending, its kind, its bytes as they are kept, and its time."""

    name: str
    kind: FileKind
    content: bytes
    taken_at: datetime | None = None


def accept(name: str, content: bytes) -> Accepted:
    """Check a file and make it what is kept.  Raises ValidationError with what is wrong and what to do."""
    if not content:
        raise ValidationError(_("The file is empty. Choose another one."))
    if len(content) > LARGEST:
        raise ValidationError(
            _("The file is larger than %(limit)s MB. Make it smaller, or split it.") % {"limit": LARGEST // 2**20}
        )
    for begins, check in _CHECKS:
        if content.startswith(begins):
            kind, kept, taken_at = check(content)
            return Accepted(_named(name, kind), kind, kept, taken_at)
    raise ValidationError(_("Only PDF, JPEG, PNG, DOCX and XLSX files can be added. Save it as one of them."))


_Checked = tuple[FileKind, bytes, datetime | None]


def _pdf(content: bytes) -> _Checked:
    if b"%%EOF" not in content[-2048:]:
        raise ValidationError(_("This PDF is cut off: its end is missing. Save or scan it again."))
    return FileKind.PDF, content, None


def _picture(content: bytes) -> _Checked:
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("The picture has too many pixels. Take it with a lower resolution."))
            kind = FileKind.PNG if picture.format == "PNG" else FileKind.JPEG
            taken_at = _taken_at(picture)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            return kind, _written_anew(upright, kind), taken_at
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("This picture cannot be read; the file is damaged. Take it again.")) from None


def _written_anew(picture: Image.Image, kind: FileKind) -> bytes:
    modes = ("RGB", "L") if kind == FileKind.JPEG else ("RGB", "L", "RGBA", "LA")
    clean = picture if picture.mode in modes else picture.convert("RGB" if kind == FileKind.JPEG else "RGBA")
    bare = Image.new(clean.mode, clean.size)
    bare.paste(clean)
    out = io.BytesIO()
    bare.save(out, "JPEG" if kind == FileKind.JPEG else "PNG", **({"quality": 88} if kind == FileKind.JPEG else {}))
    return out.getvalue()


def _taken_at(picture: Image.Image) -> datetime | None:
    written = picture.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    try:
        return timezone.make_aware(datetime.strptime(str(written), "%Y:%m:%d %H:%M:%S"))  # noqa: DTZ007
    except ValueError:
        return None


def _office(content: bytes) -> _Checked:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            names = {entry.filename for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise ValidationError(_("This file is damaged: it cannot be unpacked. Save it again.")) from None
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or unpacked > HIGHEST_RATIO * len(content):
        raise ValidationError(_("This file would be enormous once unpacked, so it is not taken in."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(_("This document contains a program (macros). Save it without, or as PDF."))
    for kind, needed in ((FileKind.DOCX, "word/document.xml"), (FileKind.XLSX, "xl/workbook.xml")):
        if {"[Content_Types].xml", needed} <= names:
            return kind, content, None
    raise ValidationError(_("Only PDF, JPEG, PNG, DOCX and XLSX files can be added. Save it as one of them."))


_CHECKS: tuple[tuple[bytes, Callable[[bytes], _Checked]], ...] = (
    (b"%PDF-", _pdf), (b"\xff\xd8\xff", _picture), (b"\x89PNG\r\n\x1a\n", _picture), (b"PK\x03\x04", _office),
)  # fmt: skip


def _named(name: str, kind: FileKind) -> str:
    """The last part of a name without what no file system bears, with the ending of its kind."""
    stem = PurePath(name.replace("\\", "/")).stem
    stem = "".join(letter for letter in stem if letter.isprintable() and letter not in '<>:"/|?*').strip(" .")
    return f"{stem[:_NAME_LENGTH] or 'file'}.{SUFFIX[kind]}"
