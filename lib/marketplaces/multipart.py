"""A multipart/form-data body, also without a file: httpx makes one only when there is something to attach."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from lib.domain.action import Attachment


def multipart_body(part: str, attachments: Sequence[Attachment]) -> tuple[str, bytes]:
    """(Content-Type, body): one file part per attachment; without any, one empty text field of that name."""
    boundary = uuid4().hex
    pieces = [
        f'Content-Disposition: form-data; name="{part}"; filename="{file.file_name}"\r\n'
        f"Content-Type: {file.content_type}\r\n\r\n".encode()
        + Path(file.path).read_bytes()
        for file in attachments
    ] or [f'Content-Disposition: form-data; name="{part}"\r\n\r\n'.encode()]
    opening = f"--{boundary}\r\n".encode()
    body = b"".join(opening + piece + b"\r\n" for piece in pieces) + f"--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body
