"""What `make run` and `start.cmd` call: is this Python new enough, is the port free? One clear sentence if not."""

import os
import socket
import sys

PORT = 8501
LEAST_PYTHON = (3, 11)


def main() -> int:
    """Starts the app on 127.0.0.1; 2 with a sentence when it cannot."""
    if sys.version_info < LEAST_PYTHON:
        return _say(f"Python 3.11 or newer is needed; this is Python {sys.version_info[0]}.{sys.version_info[1]}.")
    port = int(os.environ.get("CLAIMS_PORT", PORT))
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return _say(
                f"Port {port} is busy: the app may already run at http://127.0.0.1:{port}. "
                f"Close that program, or choose another port: CLAIMS_PORT={port + 1} make run"
            )
    print(f"Müşteri Talepleri: http://127.0.0.1:{port}  (Ctrl+C ends it)")  # noqa: T201
    sys.stdout.flush()
    words = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    if os.name == "nt":
        import subprocess

        return subprocess.call([sys.executable, *words])
    os.execv(sys.executable, [sys.executable, *words])


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return 2


if __name__ == "__main__":
    sys.exit(main())
