"""One account's HTTP: a request becomes an answer or one of our errors; repeats reads, never writes."""

import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, NoReturn

import httpx

from lib.errors import (
    CredentialsRefused,
    OutcomeUnknown,
    RateLimited,
    RemoteError,
    RequestRefused,
    UnexpectedPayload,
    Unreachable,
)
from lib.http_admission import PATIENCE_S, Admission, Call, origin_of
from lib.http_answers import Reply, parsed, refusal_words, wait_asked_s
from lib.http_limits import LONGEST_WAIT_S, Host, Hosts, RetryAllowance
from lib.http_transport import BodyTooLarge, BodyUnreadable, Deadline, DeadlineTransport, decoded, trusted

Transport = httpx.BaseTransport
"""What a test may put in place of the sockets."""
BODY_CAP = 10 * 1024 * 1024
LONGEST_BACKOFF_S = 20.0
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Total deadlines and the first back-off, in seconds; tests make them short."""

    read_s: float = 30.0
    action_s: float = 60.0
    upload_s: float = 120.0
    connect_s: float = 10.0
    backoff_s: float = 2.0


class HttpAccount:
    """All traffic of one shop. Shared by threads; `hosts` is shared by the shops of one process.

    `wait(seconds)` sleeps and says True when the program is stopping, as `threading.Event.wait` does.
    """

    def __init__(
        self,
        *,
        service: str,
        addresses: Sequence[str],
        headers: Mapping[str, str],
        auth: tuple[str, str],
        hosts: Hosts,
        now: Callable[[], datetime],
        wait: Callable[[float], bool | None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        transport: httpx.BaseTransport | None = None,
        timing: Timing | None = None,
        chance: Callable[[float, float], float] = random.uniform,
    ) -> None:
        for library in ("httpx", "httpcore"):
            logging.getLogger(library).setLevel(logging.WARNING)  # one reject call carries its text in the URL
        self.timing = timing or Timing()
        self._service = service
        origins = frozenset(map(origin_of, addresses))
        self._admission = Admission(service, origins, hosts, clock=clock, wait=wait)
        self._headers = {"Accept": "application/json", "Accept-Encoding": "gzip, deflate", **headers}
        self._auth = httpx.BasicAuth(*auth)
        self._secrets = tuple(part for part in (auth[1], auth[0]) if len(part) > 3)
        self._hosts, self._now, self._clock, self._chance = hosts, now, clock, chance
        self._deadline = Deadline()
        self._transport = transport
        self._reads = self._client(keep_alive=4)
        self._lock = Lock()
        self._allowance = RetryAllowance()
        self.request_count = 0
        self.retry_count = 0

    def read(self, call: Call) -> Any:
        """The decoded JSON of a 2xx, repeated within the rules."""
        return self.read_reply(call)[1]

    def read_reply(self, call: Call) -> tuple[Reply, Any]:
        """The same with status and headers."""
        for attempt in range(1, call.tries + 1):
            self._admission.admit(call)
            try:
                reply = self._sent(call, self._reads, call.deadline_s or self.timing.read_s)
                return reply, self._json(call, reply)
            except (Unreachable, OutcomeUnknown, UnexpectedPayload, RateLimited) as exc:
                if attempt == call.tries or not self._may_repeat(call, exc, attempt):
                    raise
        raise AssertionError("a read has at least one try")

    def act(self, call: Call) -> Reply:
        """Sent once, on a fresh connection; a 2xx with an empty body is the yes, anything unclear is OutcomeUnknown."""
        self._admission.admit(call)
        with self._client(keep_alive=0) as client:
            reply = self._sent(call, client, call.deadline_s or self.timing.action_s, repeatable=False)
        if reply.status_code not in (200, 204) or reply.body.strip():
            self._fail(OutcomeUnknown, "the answer is not the documented one", call, reply)
        return reply

    def fetch_public(self, call: Call, cap: int) -> Reply:
        """One file from a foreign host: without our credentials and our name, once."""
        self._admission.admit(call)
        with httpx.Client(transport=self._transport or self._new_transport(0), trust_env=False) as client:
            return self._sent(call, client, call.deadline_s or self.timing.read_s, cap=cap)

    def pause_s(self) -> float:
        """Seconds until all of this account's traffic may go on; STOPPED_S after a 401."""
        return self._admission.pause_s()

    def resume(self) -> None:
        self._admission.resume()

    def close(self) -> None:
        self._reads.close()

    def _sent(
        self, call: Call, client: httpx.Client, deadline_s: float, *, repeatable: bool = True, cap: int = BODY_CAP
    ) -> Reply:
        """The one place where httpx's exceptions become ours."""
        with self._lock:
            self.request_count += 1
        self._allowance.earn()
        host = Host() if call.public else self._hosts.host(origin_of(call.url))
        self._deadline.at = time.monotonic() + deadline_s
        try:
            reply = self._exchanged(call, client, deadline_s, cap)
        except NOT_SENT as exc:
            host.record(ok=False, now=self._clock())
            raise self._error(Unreachable, f"no connection ({type(exc).__name__})", call) from exc
        except BodyTooLarge as exc:
            host.record(ok=True, now=self._clock())
            raise self._error(UnexpectedPayload if repeatable else OutcomeUnknown, str(exc), call) from exc
        except (httpx.HTTPError, httpx.StreamError, BodyUnreadable) as exc:
            host.record(ok=False, now=self._clock())
            raise self._error(OutcomeUnknown, f"no complete answer ({type(exc).__name__})", call) from exc
        finally:
            self._deadline.at = float("inf")
        host.record(ok=reply.status_code < 500, now=self._clock())
        self._judge(call, reply, repeatable=repeatable)
        return reply

    def _exchanged(self, call: Call, client: httpx.Client, deadline_s: float, cap: int) -> Reply:
        request = client.build_request(
            call.method,
            call.url,
            params=call.params or None,
            headers=call.headers,
            json=call.json,
            content=call.content,
            timeout=httpx.Timeout(deadline_s, connect=min(deadline_s, self.timing.connect_s)),
        )
        response = client.send(request, stream=True, follow_redirects=False)
        try:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Reply(status_code=response.status_code, headers=headers, body=decoded(response, cap))
        finally:
            response.close()

    def _judge(self, call: Call, reply: Reply, *, repeatable: bool) -> None:
        """Raises by status; the rules of reliability.md section 1."""
        status = reply.status_code
        if 200 <= status < 300:
            return
        words = refusal_words(reply, self._secrets)
        if call.public:
            self._fail(RequestRefused, words, call, reply)
        if status == 429:
            self._limited(call, reply, words)
        if status in (401, 403):
            self._admission.refuse(call, reply)
            self._fail(CredentialsRefused, words, call, reply)
        if 400 <= status < 500:
            self._fail(RequestRefused, words, call, reply)
        if status < 400:
            self._fail(UnexpectedPayload if repeatable else OutcomeUnknown, "redirected; not followed", call, reply)
        if status == 503 and "retry-after" in reply.headers:
            call.gate.close_for(min(wait_asked_s(reply.headers, self._now()), LONGEST_WAIT_S), self._clock())
        self._fail(OutcomeUnknown, words, call, reply)

    def _limited(self, call: Call, reply: Reply, words: str) -> NoReturn:
        wait_s = min(wait_asked_s(reply.headers, self._now()), LONGEST_WAIT_S)
        call.gate.close_for(wait_s, self._clock())
        raise RateLimited(
            words,
            service=self._service,
            operation=call.operation,
            retry_after_s=wait_s,
            correlation_id=reply.correlation_id,
        )

    def _json(self, call: Call, reply: Reply) -> Any:
        try:
            return parsed(reply.body)
        except ValueError:
            what = "a web page" if reply.is_page else "not JSON" if reply.body.strip() else "empty"
            self._fail(UnexpectedPayload, f"the answer is {what}", call, reply)

    def _may_repeat(self, call: Call, exc: RemoteError, attempt: int) -> bool:
        """Whether a read goes out again; waits its back-off. A redirect and a cap are answers, not accidents."""
        if isinstance(exc, UnexpectedPayload) and exc.status_code != 200:
            return False
        now = self._clock()
        if (
            call.gate.closed_s(now) > PATIENCE_S[call.priority]
            or self._hosts.host(origin_of(call.url)).closed_s(now) > 0
        ):
            return False
        if not self._allowance.spend():
            return False
        with self._lock:
            self.retry_count += 1
        if not isinstance(exc, RateLimited):
            longest_s = min(LONGEST_BACKOFF_S, self.timing.backoff_s * 2 ** (attempt - 1))
            self._admission.sleep(call, self._chance(0.0, longest_s))
        return True

    def _client(self, *, keep_alive: int) -> httpx.Client:
        return httpx.Client(
            transport=self._transport or self._new_transport(keep_alive),
            headers=self._headers,
            auth=self._auth,
            trust_env=False,
        )

    def _new_transport(self, keep_alive: int) -> httpx.BaseTransport:
        return DeadlineTransport(trusted(), self._deadline, keep_alive=keep_alive)

    def _error(self, error: type[RemoteError], message: str, call: Call, reply: Reply | None = None) -> RemoteError:
        return error(
            message,
            service=self._service,
            operation=call.operation,
            status_code=reply.status_code if reply else None,
            correlation_id=reply.correlation_id if reply else None,
        )

    def _fail(self, error: type[RemoteError], message: str, call: Call, reply: Reply | None = None) -> NoReturn:
        raise self._error(error, message, call, reply)
