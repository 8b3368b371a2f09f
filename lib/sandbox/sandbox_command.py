"""The command `sandbox`: one port in the foreground, addresses and test credentials on stdout."""

import json
import sys
import threading
import time
from pathlib import Path

from lib.sandbox.genesis import WorldPlan
from lib.sandbox.server import DEFAULT_CLAIMS, RunningSandbox, prepare


def run_command(
    *,
    port: int = 0,
    seed: int = 1,
    claims: int = DEFAULT_CLAIMS,
    as_json: bool = False,
    state_path: Path | None = None,
    exit_with_parent: bool = False,
    secret: str | None = None,
) -> int:
    """Prints once, then serves until a signal, or until stdin closes with `exit_with_parent`; 1: the port is taken."""
    plan = WorldPlan(seed=seed, claims=claims, opened_at=time.time_ns() // 1_000_000)
    try:
        sandbox = prepare(plan, port=port, state_path=state_path, secret=secret)
    except OSError as exc:
        print(f"The sandbox cannot use port {port} ({exc.strerror}); choose another with --port.", file=sys.stderr)
        return 1
    print(json.dumps(told(sandbox), ensure_ascii=False) if as_json else _as_text(sandbox), flush=True)
    if exit_with_parent:
        threading.Thread(target=_stop_with_parent, args=(sandbox,), daemon=True).start()
    sandbox.serve()
    return 0


def told(sandbox: RunningSandbox) -> dict[str, dict[str, str]]:
    """Each shop's settings table, and where the switches are."""
    return {**sandbox.credentials, "switches": {"url": f"{sandbox.base_url}/_sandbox", "secret": sandbox.secret}}


def _as_text(sandbox: RunningSandbox) -> str:
    lines = []
    for shop_id, table in sandbox.credentials.items():
        lines.append(f"[shops.{shop_id}]")
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
        lines.append("")
    lines.append(f"# switches: {sandbox.base_url}/_sandbox/…, header X-Sandbox-Secret: {sandbox.secret}")
    return "\n".join(lines)


def _stop_with_parent(sandbox: RunningSandbox) -> None:
    while sys.stdin.readline():
        pass
    sandbox.ask_to_stop()
