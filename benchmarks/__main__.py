"""Figures of this machine, peers measured in the same run. Ratios, never tests."""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import ingest
from benchmarks.made_claims import batches, make
from benchmarks.peers import PEERS, made
from benchmarks.questions import ours

SIZES = {"quick": (100_000,), "usual": (1_000_000,), "large": (1_000_000, 10_000_000)}
TRIES, ENOUGH_S = 7, 4.0
"""Of so many tries the median counts; a slow question is asked until it has taken this long."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100,000 claim items only")
    parser.add_argument("--large", action="store_true", help="10 million claim items too")
    parser.add_argument("--no-browser", action="store_true", help="leave Chromium out")
    asked = parser.parse_args()
    size = "large" if asked.large else "quick" if asked.quick else "usual"
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        show("Ingest", ["what", "rows a second"], ingest.rates(Path(folder), quick=asked.quick))
        for rows in SIZES[size]:
            compare(Path(folder) / str(rows), rows, with_browser=not asked.no_browser)


def compare(folder: Path, rows: int, *, with_browser: bool) -> None:
    """One table: DuckDB through our own queries beside each peer, and how many times longer the peer took."""
    folder.mkdir()
    db = make(folder / "claims.duckdb", rows)
    base = {name: median_ms(ask) for name, ask in ours(db).items()}
    taken: dict[str, dict[str, float]] = {}
    for kind in PEERS:
        if peer := made(kind, folder):
            try:
                peer.load(batches(db))
                taken[kind.name] = {name: median_ms(ask) for name, ask in peer.asked().items()}
            finally:
                peer.close()
    table = [
        [name, f"{ms:.1f} ms", *(f"{told[name]:.1f} ms ({times(told[name] / ms)}×)" for told in taken.values())]
        for name, ms in base.items()
    ]
    show(f"{rows:,} claim items", ["question", "DuckDB, our queries", *taken], table)
    db.close()
    if with_browser:
        from benchmarks import browser

        show(f"Chromium, {rows:,} claim items", ["click", "until the new rows stand"], browser.clicks(folder))


def times(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2g}"


def median_ms(ask: Callable[[], Any]) -> float:
    """The first answer only warms up."""
    ask()
    taken: list[float] = []
    while len(taken) < TRIES and sum(taken) < ENOUGH_S:
        begin = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begin)
    return sorted(taken)[len(taken) // 2] * 1000


def show(title: str, head: list[str], rows: list[list[str]]) -> None:
    """A markdown table, as the README takes it."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)


if __name__ == "__main__":
    main()
