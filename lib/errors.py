"""Every error we raise on purpose. The class says what may be done now; the message never holds a secret.

AppError
├── SettingsError           a credential is missing or malformed
├── RemoteError             service, operation, status_code, correlation_id
│   ├── Unreachable         never connected: nothing was sent, safe to repeat
│   ├── OutcomeUnknown      sent, then no answer or a 5xx: repeat reads, never actions
│   ├── RateLimited         429; retry_after_s
│   ├── CredentialsRefused  401, 403
│   ├── RequestRefused      any other 4xx, in the service's words
│   └── UnexpectedPayload   2xx whose JSON is not the shape we know
├── StoreError              the file is locked, damaged or newer than the code
└── ActionNotAllowed        the item's status does not permit the action
"""


class AppError(Exception):
    """Something we foresaw; its message may be shown."""


class SettingsError(AppError):
    """The settings file cannot be used. The message names table and key, never a value."""


class RemoteError(AppError):
    """A marketplace did not do what was asked."""

    def __init__(
        self,
        message: str,
        *,
        service: str,
        operation: str,
        status_code: int | None = None,
        correlation_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.service = service
        self.operation = operation
        self.status_code = status_code
        """HTTP status, None when no answer came."""
        self.correlation_id = correlation_id
        """What the service's support asks for; None where it sent none."""

    def __str__(self) -> str:
        status = f" ({self.status_code})" if self.status_code else ""
        return f"{self.service} {self.operation}{status}: {self.args[0]}"


class Unreachable(RemoteError):
    """DNS, connect, TLS or pool failure: no byte of the request left, it may be repeated."""


class OutcomeUnknown(RemoteError):
    """Bytes left and no clear answer came. A read may be repeated, an action may not."""


class RateLimited(RemoteError):
    """429: definitely not done."""

    def __init__(
        self,
        message: str,
        *,
        service: str,
        operation: str,
        retry_after_s: float,
        status_code: int | None = 429,
        correlation_id: str | None = None,
    ) -> None:
        super().__init__(
            message, service=service, operation=operation, status_code=status_code, correlation_id=correlation_id
        )
        self.retry_after_s = retry_after_s
        """Seconds to wait, at most 900; 60 where the service's own value is nonsense or missing."""


class CredentialsRefused(RemoteError):
    """401 or 403: this shop's traffic stops until a person has looked."""


class RequestRefused(RemoteError):
    """Any other 4xx; the message is in the service's own words."""


class UnexpectedPayload(RemoteError):
    """A 2xx whose body is not the documented shape."""


class StoreError(AppError):
    """The database or journal is locked, damaged or newer than this program."""


class ActionNotAllowed(AppError):
    """The item's status, a limit, dry run or the pause switch does not permit the action."""
