"""Whether the disk has room for another commit: a full one loses what it was asked to keep."""

import shutil
from pathlib import Path

from lib.errors import StoreError

LEAST_FREE_BYTES = 500 * 1024 * 1024
"""Below this, or three times the database, a disk counts as full."""


def check(database: Path) -> None:
    """Raises StoreError with what is free and what is needed."""
    free = shutil.disk_usage(database.parent).free
    needed = max(LEAST_FREE_BYTES, 3 * database.stat().st_size if database.exists() else 0)
    if free < needed:
        raise StoreError(f"the disk is almost full: {free // 2**20} MB are free, {needed // 2**20} MB are needed")
