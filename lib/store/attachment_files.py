"""Files that go with a refusal: checked by content, pictures written anew without position data, named by us."""

import hashlib
import io
import re
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from lib.domain.action import Attachment
from lib.errors import ActionNotAllowed

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
MOST_PIXELS = 50_000_000
_JPEG, _PNG, _PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"
_PDF_DANGERS = re.compile(rb"/(JavaScript|JS|EmbeddedFiles?|Launch|Encrypt|RichMedia|OpenAction|AA)\b")
"""A PDF that acts, carries files or is locked is refused; the marketplaces' readers need none of it."""


def keep(folder: Path, content: bytes) -> Attachment:
    """Stores one file below `<stem>.files/attachments/`; the same content gives the same file.

    Raises ActionNotAllowed: too large, empty, not a JPEG, PNG or PDF by its content, damaged, or a PDF with scripts,
    embedded files or a password.
    """
    if not content or len(content) > MOST_BYTES:
        raise ActionNotAllowed(f"a file must hold 1 byte to 10 MB, this one holds {len(content)} bytes")
    if content.startswith(_PDF):
        kept, content_type, ending = _checked_pdf(content), "application/pdf", "pdf"
    elif content.startswith(_PNG):
        kept, content_type, ending = _written_anew(content, "PNG"), "image/png", "png"
    elif content.startswith(_JPEG):
        kept, content_type, ending = _written_anew(content, "JPEG"), "image/jpeg", "jpg"
    else:
        raise ActionNotAllowed("a file must be a JPEG, PNG or PDF by its content")
    digest = hashlib.sha256(kept).hexdigest()
    path = folder / "attachments" / f"{digest}.{ending}"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(kept)
    path.chmod(0o600)
    return Attachment(
        file_name=f"kanit-{digest[:8]}.{ending}",
        content_type=content_type,
        sha256=digest,
        path=str(path),
        byte_count=len(kept),
    )


def _checked_pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise ActionNotAllowed("the PDF is cut off")
    if _PDF_DANGERS.search(content):
        raise ActionNotAllowed("a PDF with scripts, embedded files or a password is not accepted")
    return content


def _written_anew(content: bytes, form: str) -> bytes:
    """Decoded and encoded again: whatever else the file carried (position, comments, a second file) is gone."""
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ActionNotAllowed("the picture has too many pixels")
            plain = picture.convert("RGB" if form == "JPEG" else "RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as exc:
        raise ActionNotAllowed("the picture is damaged") from exc
    buffer = io.BytesIO()
    plain.save(buffer, form, quality=90, optimize=True)
    if buffer.tell() > MOST_BYTES:
        raise ActionNotAllowed("the picture is larger than 10 MB once written anew")
    return buffer.getvalue()
