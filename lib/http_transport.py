"""The socket side of one request: a total deadline over every connect, read and write, and a cap on decoded bytes."""

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

RAW_CHUNK = 65_536
DEFLATE_RAW = -zlib.MAX_WBITS
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class BodyTooLarge(Exception):
    """The decoded body passed the cap; the rest was not read."""


class BodyUnreadable(Exception):
    """The body is cut inside its compression or compressed in a way we did not ask for."""


class Deadline(threading.local):
    """When the request of this thread must be over, on the monotonic clock of the operating system."""

    at: float = float("inf")

    def left(self, asked_s: float | None, error: type[Exception]) -> float:
        """The time-out of one socket operation; raises `error` when nothing is left."""
        left_s = self.at - time.monotonic()
        if left_s <= 0:
            raise error("the total deadline has passed")
        return left_s if asked_s is None else min(asked_s, left_s)


class DeadlineStream(httpcore.NetworkStream):
    """A plain time-out counts from the last byte, so a dripping server could hold us for ever; this one cannot."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for begin in range(0, len(buffer), RAW_CHUNK):
            piece = buffer[begin : begin + RAW_CHUNK]
            self._inner.write(piece, self._deadline.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left_s = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return DeadlineStream(self._inner.start_tls(ssl_context, server_hostname, left_s), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class DeadlineBackend(httpcore.NetworkBackend):
    """Tries a host's addresses one after the other within the deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as exc:
            raise httpcore.ConnectError(f"the host's name is not known ({type(exc).__name__})") from exc
        failure: Exception = httpcore.ConnectError("the host has no address")
        for address in dict.fromkeys(str(entry[4][0]) for entry in found):
            left_s = self._deadline.left(timeout, httpcore.ConnectTimeout)
            try:
                stream = self._inner.connect_tcp(address, port, left_s, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
            else:
                return DeadlineStream(stream, self._deadline)
        raise failure

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class DeadlineTransport(httpx.HTTPTransport):
    """httpx's transport over the backend above; httpx 0.28 offers no argument for one, hence `_pool`."""

    def __init__(self, context: ssl.SSLContext, deadline: Deadline, *, keep_alive: int) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=10,
            max_keepalive_connections=keep_alive,
            keepalive_expiry=5.0,
            network_backend=DeadlineBackend(deadline),
        )


def decoded(response: httpx.Response, cap: int) -> bytes:
    """The body, decompressed piece by piece so that a small bomb never becomes a large one in memory."""
    pieces, total = [], 0
    for piece in _plain(response):
        total += len(piece)
        if total > cap:
            raise BodyTooLarge(f"the answer is larger than {cap} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _plain(response: httpx.Response) -> Iterator[bytes]:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        yield from response.iter_raw(RAW_CHUNK)
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise BodyUnreadable("the answer is compressed in a way we did not ask for")
    unpacker, begun = zlib.decompressobj(GZIP_OR_ZLIB), False
    try:
        for raw in response.iter_raw(RAW_CHUNK):
            if not begun and encoding == "deflate" and raw and raw[0] & 0x0F != 8:
                unpacker = zlib.decompressobj(DEFLATE_RAW)
            begun = begun or bool(raw)
            while raw:
                if unpacker.eof:  # a gzip body may consist of several members
                    unpacker = zlib.decompressobj(GZIP_OR_ZLIB)
                while piece := unpacker.decompress(raw, RAW_CHUNK):
                    raw = unpacker.unconsumed_tail
                    yield piece
                raw = unpacker.unused_data if unpacker.eof else b""
    except zlib.error as exc:
        raise BodyUnreadable("the answer's compression is damaged") from exc
    if begun and not unpacker.eof:
        raise BodyUnreadable("the answer's compression is cut")


@cache
def trusted() -> ssl.SSLContext:
    """Reading the certificates takes 20 ms, and all accounts trust the same ones."""
    return httpx.create_ssl_context(trust_env=False)
