"""Keeps a world over a restart: its plan, the clock's offset and the commands; the rest follows from these."""

import gzip
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lib.sandbox.genesis import WorldPlan

FORMAT = 1


def save(path: Path, plan: WorldPlan, offset_ms: int, commands: list[dict[str, Any]]) -> None:
    """Written beside and renamed, so that a crash leaves the old or the new file; mode 600."""
    content = {"format": FORMAT, "plan": asdict(plan), "offset_ms": offset_ms, "commands": commands}
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(gzip.compress(json.dumps(content, ensure_ascii=False).encode(), 1))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load(path: Path) -> tuple[WorldPlan, int, list[dict[str, Any]]] | None:
    """None when there is no file, or none that this version understands: then a new world is made."""
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
        if content["format"] != FORMAT:
            return None
        return WorldPlan(**content["plan"]), int(content["offset_ms"]), list(content["commands"])
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
