"""Small pictures kept beside the database, as `data:` addresses: a browser loads none from elsewhere."""

import base64
from pathlib import Path

from lib.store.thumbnails import path_of

NO_PICTURE = (
    "data:image/svg+xml;base64,"
    + base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="44" height="44"><rect width="44" height="44" rx="6" '
        b'fill="#8a9794" fill-opacity=".22"/><path d="M14 18l8-4 8 4v9l-8 4-8-4zm0 0l8 4 8-4m-8 4v9" fill="none" '
        b'stroke="#8a9794" stroke-width="1.6" stroke-linejoin="round"/></svg>'
    ).decode()
)
"""A box in grey, where the marketplace gave no picture or it is not fetched yet."""


def _content_of(files: Path, url: str | None, side: str) -> bytes | None:
    """None while there is none, and for an address that gave no picture."""
    if not isinstance(url, str) or not url:
        return None
    try:
        return path_of(files, url, side).read_bytes() or None
    except FileNotFoundError:
        return None


def data_address(files: Path, url: str | None, side: str = "row") -> str | None:
    """The kept thumbnail as a `data:` address, for st.image too: Streamlit drops its own copies at a rerun, and a
    browser that is still loading one would miss it."""
    content = _content_of(files, url, side)
    return f"data:image/webp;base64,{base64.b64encode(content).decode()}" if content else None
