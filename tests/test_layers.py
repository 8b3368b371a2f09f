"""Who may import whom (style.md section 2), held against every file's imports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STANDARD = __import__("sys").stdlib_module_names

DOMAIN = ("lib.domain", "lib.errors")
EVERYTHING_BUT_SCREEN = (
    *DOMAIN,
    *(
        f"lib.{name}"
        for name in (
            "analytics", "command_words", "commands", "demo", "documents", "flows", "http", "marketplaces", "queries",
            "sandbox.sandbox_command", "settings", "store", "wiring",
        )
    ),
)  # fmt: skip

OURS: dict[str, tuple[str, ...]] = {
    "lib/domain": DOMAIN,
    "lib/errors.py": (),
    "lib/settings": (*DOMAIN, "lib.settings"),
    "lib/marketplaces": (*DOMAIN, "lib.http", "lib.marketplaces", "lib.settings"),
    "lib/store": (*DOMAIN, "lib.store"),
    "lib/sandbox": ("lib.sandbox",),
    "lib/queries": (*DOMAIN, "lib.queries", "lib.store.database", "lib.store.journal"),
    "lib/analytics": (*DOMAIN, "lib.analytics", "lib.queries", "lib.store.database"),
    "lib/documents": (*DOMAIN, "lib.analytics", "lib.documents", "lib.queries", "lib.store.database"),
    "lib/flows": (*DOMAIN, "lib.flows", "lib.marketplaces.base", "lib.queries", "lib.settings", "lib.store"),
    "lib/ui": (
        *DOMAIN,
        *("lib.ui", "lib.wiring", "lib.flows", "lib.queries", "lib.documents", "lib.analytics", "lib.settings"),
        *("lib.store.database", "lib.store.journal", "lib.store.thumbnails"),
    ),
    "pages": (*DOMAIN, "lib.flows", "lib.queries", "lib.analytics", "lib.documents", "lib.ui"),
    "app.py": (*DOMAIN, "lib.flows", "lib.queries", "lib.ui"),
    "lib/http": ("lib.errors", "lib.http"),
    "lib/wiring.py": EVERYTHING_BUT_SCREEN,
    "lib/commands.py": EVERYTHING_BUT_SCREEN,
    "lib/command_words.py": EVERYTHING_BUT_SCREEN,
    "lib/demo.py": EVERYTHING_BUT_SCREEN,
    "lib/__main__.py": EVERYTHING_BUT_SCREEN,
    "lib/start.py": ("lib.errors", "lib.ui.runtime"),
    "lib/__init__.py": (),
}  # fmt: skip

OTHERS: dict[str, set[str]] = {
    "lib/domain": {"holidays", "scipy"},
    "lib/marketplaces": set(),
    "lib/store": {"duckdb", "pandas", "pyarrow", "PIL"},
    "lib/sandbox": {"starlette", "uvicorn", "PIL"},
    "lib/queries": {"pandas", "pyarrow", "duckdb"},
    "lib/analytics": {"pandas", "scipy"},
    "lib/documents": {"pandas", "pyarrow", "xlsxwriter"},
    "lib/flows": {"duckdb"},
    "lib/ui": {"streamlit", "pandas", "plotly"},
    "pages": {"streamlit"},
    "app.py": {"streamlit"},
    "lib/http": {"httpx", "httpcore"},
    "lib/demo.py": {"httpx"},
    "lib/start.py": {"streamlit"},
}


def files() -> list[Path]:
    found = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "lib").rglob("*.py")]
    return [file for file in found if file.exists()]


def room_of(file: Path) -> str:
    """The longest name of the table that begins the file's path."""
    path = file.relative_to(ROOT).as_posix()
    return max((room for room in OURS if path.startswith(room)), key=len, default="")


def imports_of(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def allowed(name: str, permitted: tuple[str, ...]) -> bool:
    return any(name == part or name.startswith((f"{part}.", f"{part}_")) for part in permitted)


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_file_imports_only_what_its_layer_may(file: Path) -> None:
    room = room_of(file)
    assert room, f"{file} stands in no layer of the table"
    foreign = {
        name
        for name in imports_of(file)
        if (name.startswith("lib") and not allowed(name, OURS[room]))
        or (not name.startswith("lib") and name.split(".")[0] not in STANDARD | OTHERS.get(room, set()))
    }
    assert not foreign


def test_file_names_in_lib_are_unique_and_say_their_subject() -> None:
    names = [file.name for file in (ROOT / "lib").rglob("*.py") if file.name not in ("__init__.py", "base.py")]
    twice = {name for name in names if names.count(name) > 1}
    vague = {name for name in names if any(word in name for word in ("util", "helper", "common", "manager", "misc"))}
    assert (twice, vague) == (set(), set())
