"""What `make run` and `start.cmd` call: is this Python new enough, is the port free? One clear sentence if not.

Only words that older Pythons read too stand outside the functions, so that they come as far as the sentence.
"""

import os
import socket
import sys
import threading

PORT = 8501
LEAST_PYTHON = (3, 11)
AGAIN_S = 10.0


def main() -> int:
    """Starts the app on 127.0.0.1; 2 with a sentence when it cannot."""
    if sys.version_info < LEAST_PYTHON:
        return _say(f"Python 3.11 or newer is needed; this is Python {sys.version_info[0]}.{sys.version_info[1]}.")
    asked = os.environ.get("CLAIMS_PORT") or str(PORT)
    if not asked.isdecimal() or not 0 < int(asked) < 65536:
        return _say("CLAIMS_PORT must be a number from 1 to 65535.")
    port = int(asked)
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return _say(
                f"Port {port} is busy: the app may already run at http://127.0.0.1:{port}. "
                f"Close that program, or set the environment variable CLAIMS_PORT to another port, such as {port + 1}."
            )
    print(f"Müşteri Talepleri: http://127.0.0.1:{port}  (Ctrl+C ends it)", flush=True)  # noqa: T201
    threading.Thread(target=_begin_without_visitor, name="claims-start", daemon=True).start()
    return _serve(port)


def _serve(port: int) -> int:
    from streamlit.web import cli

    ask_no_foreign_host()
    try:
        cli.main(["run", "app.py", "--server.port", str(port)], standalone_mode=False)
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else 1
    return 0


def ask_no_foreign_host() -> None:
    """Streamlit would ask an address service for this machine's outer address whenever a foreign Origin knocks."""
    from streamlit import net_util

    net_util.get_external_ip = lambda: None


def _begin_without_visitor() -> None:
    """Syncs and sends from the start, not from the first visit: a machine that restarts at night goes on working."""
    from lib.errors import SettingsError, StoreError
    from lib.ui import runtime

    while True:
        try:
            runtime.services()
        except SettingsError as exc:
            _say(f"Settings: {exc}")
        except StoreError as exc:
            _say(str(exc))
            threading.Event().wait(AGAIN_S)  # a command may own the database for a moment
            continue
        return


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
    return 2


if __name__ == "__main__":
    sys.exit(main())
