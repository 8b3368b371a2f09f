"""Whether and when a request may leave: stops after a 401 or 403, the host's breaker, the pace of the service group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NoReturn
from urllib.parse import urlsplit

from lib.errors import CredentialsRefused, RateLimited, RemoteError, Unreachable
from lib.http_answers import Reply
from lib.http_limits import LONGEST_WAIT_S, Gate, Hosts, Priority

TRIES = 4
STOPPED_S = 86_400.0
"""What `pause_s` says after a 401: only a person ends that stop."""
PATIENCE_S = {Priority.ACTION: 60.0, Priority.SCREEN: 5.0, Priority.BACKGROUND: LONGEST_WAIT_S}
"""How long a request waits for its pace before it gives up with RateLimited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request as the marketplace module wants it."""

    operation: str
    """Our word for it, in errors."""
    url: str
    gate: Gate
    method: str = "GET"
    priority: Priority = Priority.BACKGROUND
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: Any = field(default=None, repr=False)
    content: bytes | None = field(default=None, repr=False)
    deadline_s: float | None = None
    """None: the read or action deadline."""
    tries: int = TRIES
    probe: bool = False
    """Asked by a person who tests the connection: passes a stop after 401 and a refusal after 403."""
    public: bool = False
    """A file of a foreign host: what happens there says nothing about the shop."""


class Admission:
    """The gatekeeper of one account; `hosts` is shared by the accounts of the process."""

    def __init__(
        self,
        service: str,
        origins: frozenset[str],
        hosts: Hosts,
        *,
        clock: Callable[[], float],
        wait: Callable[[float], bool | None],
    ) -> None:
        self._service, self._origins, self._hosts = service, origins, hosts
        self._clock, self._wait = clock, wait
        self._lock = Lock()
        self._gates: set[Gate] = set()
        self._refused_until: dict[str, float] = {}
        self._stopped = False

    def admit(self, call: Call) -> None:
        """Waits for the pace; raises instead where the traffic is stopped."""
        if call.public:
            self._take_turn(call)
            return
        origin, reading = origin_of(call.url), call.priority is not Priority.ACTION
        with self._lock:
            self._gates.add(call.gate)
            stopped, refused_s = self._stopped, self._refused_until.get(origin, 0.0) - self._clock()
        if stopped and not call.probe:
            error = CredentialsRefused if reading else Unreachable
            self._fail(error, "stopped after a 401 until a person has looked at the keys; nothing was sent", call)
        if refused_s > 0 and not call.probe:
            self._fail(Unreachable, f"paused for {refused_s:.0f} s after a 403; nothing was sent", call)
        self._take_turn(call)
        closed_s = self._hosts.host(origin).admit(self._clock())
        if closed_s > 0:
            self._fail(Unreachable, f"the host is left alone for {closed_s:.0f} s; nothing was sent", call)

    def _take_turn(self, call: Call) -> None:
        waited_s = 0.0
        with call.gate.queued(call.priority):
            while (wait_s := call.gate.take(self._clock(), call.priority)) > 0:
                waited_s += wait_s
                if waited_s > PATIENCE_S[call.priority]:
                    raise RateLimited(
                        "the wait is longer than this request may take; nothing was sent",
                        service=self._service,
                        operation=call.operation,
                        retry_after_s=min(wait_s, LONGEST_WAIT_S),
                        status_code=None,
                    )
                self.sleep(call, wait_s)

    def refuse(self, call: Call, reply: Reply) -> None:
        """401: a rotated key stops the shop. 403 with a page: the edge blocks our address, so all shops stop there."""
        origin = origin_of(call.url)
        if reply.status_code == 403 and reply.is_page:
            self._hosts.host(origin).block(self._clock())
        with self._lock:
            if reply.status_code == 401:
                self._stopped = True
            else:
                self._refused_until[origin] = self._clock() + LONGEST_WAIT_S

    def pause_s(self) -> float:
        """Seconds until all of this account's traffic may go on; STOPPED_S after a 401."""
        now = self._clock()
        with self._lock:
            if self._stopped:
                return STOPPED_S
            waits = [until - now for until in self._refused_until.values()]
            waits += [gate.closed_s(now) for gate in self._gates]
        return max([0.0, *waits, *(self._hosts.host(origin).closed_s(now) for origin in self._origins)])

    def resume(self) -> None:
        """A person looked: forget the stops that credentials caused."""
        with self._lock:
            self._stopped = False
            self._refused_until.clear()

    def sleep(self, call: Call, seconds: float) -> None:
        if self._wait(seconds):
            self._fail(Unreachable, "the program is stopping; nothing was sent", call)

    def _fail(self, error: type[RemoteError], message: str, call: Call) -> NoReturn:
        raise error(message, service=self._service, operation=call.operation)


def origin_of(url: str) -> str:
    """scheme://host:port, the unit that breakers, blocks and credentials belong to."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"
