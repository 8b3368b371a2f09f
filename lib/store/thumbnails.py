"""Small pictures beside the database: made by the server, drawn as data, so that a browser contacts nobody else."""

import hashlib
import io
from pathlib import Path

from PIL import Image, UnidentifiedImageError

SIDES = {"row": 88, "claim": 720}
"""Longest side in pixels: twice the row's 44, and what the claim page shows."""
MOST_PIXELS = 40_000_000
"""A bomb of a picture is refused before it is decoded."""


def path_of(folder: Path, url: str, side: str) -> Path:
    """Where the thumbnail of `url` stands or would stand; `side` is a key of SIDES."""
    name = hashlib.sha256(url.encode()).hexdigest()[:32]
    return folder / "thumbnails" / f"{name}-{side}.webp"


def is_wanted(folder: Path, url: str) -> bool:
    """False once it was made, or found to be no picture."""
    return not path_of(folder, url, "row").exists()


def keep(folder: Path, url: str, content: bytes | None) -> bool:
    """Writes all sides; an empty file marks an address that gave no picture, so that it is not asked each cycle."""
    picture = _decode(content) if content else None
    for side, pixels in SIDES.items():
        path = path_of(folder, url, side)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(_small(picture, pixels) if picture else b"")
        path.chmod(0o600)
    return picture is not None


def _decode(content: bytes) -> Image.Image | None:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            return picture.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def _small(picture: Image.Image, pixels: int) -> bytes:
    copy = picture.copy()
    copy.thumbnail((pixels, pixels))
    buffer = io.BytesIO()
    copy.save(buffer, "WEBP", quality=80)
    return buffer.getvalue()
