"""Errors and outcomes → messages. Foreign words (a marketplace's, a product's) only as plain text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from lib.errors import AppError
from lib.flows.decisions import Asked
from lib.ui import text

_NOTICES = "feedback.notices"


def keep(message: str) -> None:
    """A notice for the next run; safe in a button's handler."""
    st.session_state.setdefault(_NOTICES, []).append(message)


def keep_asked(asked: Sequence[Asked]) -> None:
    """One notice for what was taken, one for each reason why something was not."""
    taken = [one for one in asked if one.action_id]
    if len(taken) == 1:
        product = taken[0].request.product_name or taken[0].request.order_number
        keep(text.ASKED_ONE.format(kind=text.ACTION_KIND[taken[0].request.kind], product=plain(product)))
    elif taken:
        keep(text.ASKED_MANY.format(count=text.count(len(taken))))
    problems = Counter(str(one.problem) for one in asked if not one.action_id)
    for problem, count in problems.items():
        reason = text.PROBLEM.get(problem, problem)
        keep(text.NOT_ASKED.format(count=text.count(count), reason=reason))


def show_kept() -> None:
    """Toasts for what the run before kept."""
    for message in st.session_state.pop(_NOTICES, []):
        st.toast(message)


def pending() -> bool:
    """Whether a handler of this run kept a notice: a dialog then closes."""
    return bool(st.session_state.get(_NOTICES))


def plain(foreign: str) -> str:
    """Foreign words for a place that draws markdown: every character that could mean something is escaped."""
    without_control = "".join(letter for letter in foreign if letter.isprintable())
    return "".join(f"\\{letter}" if letter in _MARKDOWN else letter for letter in without_control)


_MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|~:$&@/")


@contextmanager
def errors_shown() -> Iterator[None]:
    """What happened, what was not done, what to do; the error's own words under it as plain text."""
    try:
        yield
    except AppError as error:
        st.error(explanation(error), icon=":material/error:")
        st.text(str(error))


def explanation(error: AppError) -> str:
    """Our sentence for the error's class, or for the nearest class above it."""
    names = [kind.__name__ for kind in type(error).__mro__]
    sentence: str = next(text.ERRORS[name] for name in names if name in text.ERRORS)
    return sentence
