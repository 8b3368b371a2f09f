"""A raw socket server on the loopback that misbehaves on request, byte by byte."""

import json
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache

Behaviour = Callable[[socket.socket], None]
MEGABYTE = 1024 * 1024


class FaultServer:
    """Serves every connection with one behaviour; counts connections and keeps the requests it read."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port: int = self._listener.getsockname()[1]
        self.requests: list[bytes] = []
        self.connections = 0
        self._closing = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._closing.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer: socket.socket) -> None:
        with peer, suppress(OSError):
            peer.settimeout(10)
            if not getattr(self._behaviour, "before_reading", False):
                self.requests.append(read_request(peer))
            self._behaviour(peer)


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[FaultServer]:
    server = FaultServer(behaviour)
    try:
        yield server
    finally:
        server.close()


def read_request(peer: socket.socket) -> bytes:
    """Head and whole body, so that the client has sent everything before the server answers."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = peer.recv(65536)
        if not piece:
            return data
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += peer.recv(65536)
    return head + b"\r\n\r\n" + body


def before_reading(behaviour: Behaviour) -> Behaviour:
    behaviour.before_reading = True  # type: ignore[attr-defined]
    return behaviour


def raw(data: bytes) -> Behaviour:
    return lambda peer: peer.sendall(data)


def answer(
    status: int, body: bytes = b"", *, content_type: str = "application/json", headers: tuple[str, ...] = ()
) -> Behaviour:
    lines = [f"HTTP/1.1 {status} Some Words", f"Content-Type: {content_type}", f"Content-Length: {len(body)}", *headers]
    return raw("\r\n".join([*lines, "Connection: close", "", ""]).encode() + (b"" if status == 204 else body))


def as_json(status: int, value: object, *headers: str) -> Behaviour:
    return answer(status, json.dumps(value).encode(), headers=headers)


def page(status: int) -> Behaviour:
    body = b"<!DOCTYPE html><html><head><title>Web page</title></head><body><h1>Web page</h1></body></html>"
    return answer(status, body, content_type="text/html")


def reset(peer: socket.socket) -> None:
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()


def silence(peer: socket.socket) -> None:
    time.sleep(5)


def finish(peer: socket.socket) -> None:
    """Closes without a byte."""


def drip(head: bytes, tail: bytes = b"x" * 10_000) -> Behaviour:
    """One byte each 20 ms: no single wait is long, the whole is."""

    def behave(peer: socket.socket) -> None:
        peer.sendall(head)
        for byte in tail:
            peer.sendall(bytes((byte,)))
            time.sleep(0.02)

    return behave


def flood(megabytes: int) -> Behaviour:
    def behave(peer: socket.socket) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {megabytes * MEGABYTE}\r\n\r\n"
        peer.sendall(head.encode())
        for _ in range(megabytes):
            peer.sendall(b" " * MEGABYTE)

    return behave


@cache
def packed(megabytes: int) -> bytes:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()


def gzip_bomb(megabytes: int) -> Behaviour:
    """One member that is 200 KB on the wire for 200 MB of blanks."""
    return lambda peer: answer(200, packed(megabytes), headers=("Content-Encoding: gzip",))(peer)


def reset_late(peer: socket.socket) -> None:
    """Never reads; the reset comes when the request has surely left the client."""
    time.sleep(0.05)
    reset(peer)
