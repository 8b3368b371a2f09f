"""One process owns the two files at a time; the operating system lets the lock go when the process ends, however."""

import os
from pathlib import Path
from types import TracebackType

from lib.errors import StoreError

if os.name == "nt":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class OwnerLock:
    """Held from construction to `release`. Raises StoreError when another process holds it, or it cannot be made."""

    def __init__(self, database: Path) -> None:
        path = database.with_suffix(".lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as exc:
            raise StoreError(f"{path.parent} cannot be written: {exc.strerror}") from exc
        try:
            _lock(self._descriptor)
        except OSError as exc:
            os.close(self._descriptor)
            raise StoreError(f"another program is using {database}") from exc

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> "OwnerLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
