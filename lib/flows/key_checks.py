"""Tries a shop's keys beside the screen: one harmless read per service, in a thread of its own."""

from collections.abc import Callable
from threading import Thread

from lib.marketplaces.base import Check, MarketplaceClient


class Checking:
    """One try of one client. The keys live as long as the client does; nothing of them is stored."""

    def __init__(self, client: MarketplaceClient, *, after: Callable[[], None] = lambda: None) -> None:
        self._client = client
        self._after = after
        self._results: list[Check] | None = None
        self._thread = Thread(target=self._run, name="claims-check", daemon=True)

    def start(self) -> "Checking":
        self._thread.start()
        return self

    @property
    def results(self) -> list[Check] | None:
        """None while it runs."""
        return self._results

    def _run(self) -> None:
        try:
            self._results = self._client.check()
        finally:
            self._results = self._results if self._results is not None else [_FAILED]
            self._after()


_FAILED = Check(name="keys", ok=False, problem="unexpected", message="the check itself failed")


def check_shop(client: MarketplaceClient) -> Checking:
    """A shop of the settings: a person looks at its keys now, so an earlier 401 stop is forgotten first."""
    client.resume()
    return Checking(client).start()


def check_once(client: MarketplaceClient) -> Checking:
    """Keys that are only tried: the client is closed when the result is there."""
    return Checking(client, after=client.close).start()
