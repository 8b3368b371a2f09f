"""The words that `python -m lib` understands, one sub-parser a command."""

import argparse
from pathlib import Path

from lib.domain.action import AcceptionReason, ActionState, Finalize


def parser() -> argparse.ArgumentParser:
    """Wrong words end the program with status 2 and a usage line."""
    whole = argparse.ArgumentParser(prog="python -m lib", description="Müşteri Talepleri on the command line")
    kinds = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _sync_and_files(kinds)
    _decisions(kinds)
    sandbox = kinds.add_parser("sandbox", help="only the sandbox, in the foreground")
    sandbox.add_argument("--json", action="store_true")
    sandbox.add_argument("--port", type=int, default=0)
    sandbox.add_argument("--seed", type=int, default=1)
    sandbox.add_argument("--claims", type=int, default=3000)
    sandbox.add_argument("--state", type=Path, default=None, help="file that keeps the world over a restart")
    sandbox.add_argument("--exit-with-parent", action="store_true", help="end when standard input closes")
    return whole


def _sync_and_files(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    sync = _command(kinds, "sync", "one full sync of all shops, or one")
    sync.add_argument("--shop")
    sync.add_argument("--since", metavar="YYYY-MM-DD")
    export = kinds.add_parser("export", help="the published dataset")
    what = export.add_subparsers(dest="what", required=True)
    claims = what.add_parser("claims", help="one row per claim item")
    claims.add_argument("--json", action="store_true")
    claims.add_argument("--format", choices=["csv", "parquet", "json"], required=True)
    claims.add_argument("--output", required=True, metavar="FILE")
    claims.add_argument("--unmasked", action="store_true", help="with names and notes of customers")
    actions = _command(kinds, "actions", "the action log, newest first")
    actions.add_argument("--state", choices=[state.value for state in ActionState])
    backup = _command(kinds, "backup", "both files, checked after writing")
    backup.add_argument("--to", metavar="DIR")
    restore = _command(kinds, "restore", "puts a backup in place and keeps what it replaces")
    restore.add_argument("directory", metavar="DIR")
    _command(kinds, "doctor", "checks settings, file, disk, and one harmless read per shop")


def _decisions(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    approve = _decision(kinds, "approve", "approves a claim or some of its items")
    approve.add_argument("--finalize", choices=[choice.value for choice in Finalize])
    approve.add_argument("--acception-reason", choices=[choice.value for choice in AcceptionReason])
    approve.add_argument("--invoice-link", metavar="URL")
    reject = _decision(kinds, "reject", "refuses a claim or some of its items")
    reject.add_argument("--reason", required=True, metavar="CODE")
    reject.add_argument("--note", required=True, metavar="TEXT")
    reject.add_argument("--file", action="append", metavar="PATH")
    _decision(kinds, "preapprove", "Hepsiburada: let the product come first")


def _decision(
    kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, help_text: str
) -> argparse.ArgumentParser:
    command = _command(kinds, name, help_text)
    command.add_argument("--shop", required=True)
    command.add_argument("--claim", required=True)
    command.add_argument("--item", action="append")
    command.add_argument("--no-wait", action="store_true", help="do not wait until it is settled")
    return command


def _command(
    kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, help_text: str
) -> argparse.ArgumentParser:
    command = kinds.add_parser(name, help=help_text)
    command.add_argument("--json", action="store_true")
    return command
