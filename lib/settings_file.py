"""Where the settings stand: environment and file → `settings.load`."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from re import search
from typing import Any

from lib.errors import SettingsError
from lib.settings import Settings, load


def read_settings(environ: Mapping[str, str], root: Path) -> Settings:
    """What CLAIMS_SECRETS, CLAIMS_DB and CLAIMS_DEMO ask for; relative paths stand below `root`.

    A demo keeps its own file, data/demo.duckdb, so that invented claims never enter the shop's database.
    """
    source = root / (environ.get("CLAIMS_SECRETS") or ".streamlit/secrets.toml")
    asked = environ.get("CLAIMS_DB")
    settings = load(
        _toml(source, must_exist=bool(environ.get("CLAIMS_SECRETS"))),
        database=root / (asked or "data/claims.duckdb"),
        demo=environ.get("CLAIMS_DEMO", "").strip() == "1",
        source=source,
    )
    return replace(settings, database=root / "data/demo.duckdb") if settings.demo and not asked else settings


def settings_file_warnings(source: Path) -> list[str]:
    """English sentences about a file that others can read; empty where the system has no such modes."""
    if not source.exists():
        return []
    mode = source.stat().st_mode & 0o777
    return [f"{source.name} can be read by others (mode {mode:o}); chmod 600 it"] if mode & 0o077 else []


def _toml(source: Path, *, must_exist: bool) -> dict[str, Any]:
    if not source.exists():
        if must_exist:
            raise SettingsError("CLAIMS_SECRETS names a file that does not exist")
        return {}
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as exc:
        where = search(r"at line \d+, column \d+|at end of document", str(exc))
        raise SettingsError(f"{source.name} is not valid TOML {where.group() if where else ''}".rstrip()) from None
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{source.name} cannot be read ({type(exc).__name__})") from None
