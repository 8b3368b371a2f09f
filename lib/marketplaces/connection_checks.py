"""What one harmless read per service tells about keys and permissions."""

from collections.abc import Callable

from lib.errors import AppError, CredentialsRefused, RateLimited, UnexpectedPayload, Unreachable
from lib.marketplaces.base import Check

FOREIGN_ACCOUNT = "TrendyolAuthorizationException"
"""Trendyol answers 401 with this name when the keys are right and the seller id is somebody else's."""


def checked(*, claims: Callable[[], object], orders: Callable[[], object], resume: Callable[[], None]) -> list[Check]:
    """`keys`, `claims`, `orders`. Keys are refused when both services say 401; a 403 on one of them is a permission."""
    claims_error, orders_error = _error_of(claims), _error_of(orders)
    errors = [error for error in (claims_error, orders_error) if error is not None]
    keys_error = None
    if len(errors) == 2:
        keys_error = next((error for error in errors if _status(error) == 401), errors[0])
    if keys_error is None:
        resume()
    return [
        _check("keys", keys_error),
        _check("claims", claims_error),
        _check("orders", orders_error),
    ]


def _error_of(read: Callable[[], object]) -> AppError | None:
    try:
        read()
    except AppError as exc:
        return exc
    return None


def _status(error: AppError) -> int | None:
    return error.status_code if isinstance(error, CredentialsRefused) else None


def _check(name: str, error: AppError | None) -> Check:
    if error is None:
        return Check(name=name, ok=True)
    return Check(name=name, ok=False, problem=_problem(error), message=str(error))


def _problem(error: AppError) -> str:
    match error:
        case CredentialsRefused() if error.status_code == 403 or FOREIGN_ACCOUNT in str(error):
            return "permission"
        case CredentialsRefused():
            return "credentials"
        case RateLimited():
            return "limited"
        case UnexpectedPayload():
            return "unexpected"
        case Unreachable():
            return "unreachable"
    return "unexpected"
