"""What a command hands to the process that owns the database always gets an answer."""

from pathlib import Path
from typing import Any

import pytest

from lib.errors import SettingsError, StoreError
from lib.flows import jobs
from lib.flows.services import Services
from lib.store.journal import to_text
from tests.builders import NOON
from tests.flows.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def handed_over(desk: Desk) -> str:
    return jobs.hand_over(desk.services.journal, "export", {"output": "x"}, to_text(NOON))


def raising(error: Exception) -> dict[str, jobs.Work]:
    def work(services: Services, arguments: dict[str, Any]) -> dict[str, Any]:
        raise error

    return {"export": work}


def test_a_job_is_done_once_with_its_arguments(desk: Desk) -> None:
    job_id = handed_over(desk)
    work: dict[str, jobs.Work] = {"export": lambda services, arguments: {"rows": 3, **arguments}}
    assert [jobs.do_next(desk.services, work), jobs.do_next(desk.services, work)] == [True, False]
    assert jobs.answer_of(desk.services.journal, job_id) == ("done", {"rows": 3, "output": "x"})


@pytest.mark.parametrize(("error", "wrong_words"), [(StoreError("full"), False), (SettingsError("full"), True)])
def test_a_foreseen_error_is_the_answer(desk: Desk, error: Exception, wrong_words: bool) -> None:
    job_id = handed_over(desk)
    jobs.do_next(desk.services, raising(error))
    assert jobs.answer_of(desk.services.journal, job_id) == ("failed", {"error": "full", "settings": wrong_words})


def test_a_bug_stays_a_bug_and_the_command_does_not_wait_forever(desk: Desk) -> None:
    job_id = handed_over(desk)
    with pytest.raises(ZeroDivisionError):
        jobs.do_next(desk.services, raising(ZeroDivisionError()))
    assert jobs.answer_of(desk.services.journal, job_id) == ("failed", {"error": jobs.INTERRUPTED})


def test_what_is_taken_back_is_never_done(desk: Desk) -> None:
    job_id = handed_over(desk)
    assert jobs.withdraw(desk.services.journal, job_id)
    assert not jobs.do_next(desk.services, raising(AssertionError()))


def test_what_a_killed_app_had_begun_is_told_as_failed_by_the_next(desk: Desk) -> None:
    """The command is not done again: nobody knows how far it came."""
    job_id = handed_over(desk)
    with desk.services.journal.write() as connection:
        connection.execute("UPDATE jobs SET state = 'running'")
    assert not jobs.withdraw(desk.services.journal, job_id)
    jobs.close_interrupted(desk.services)
    assert jobs.answer_of(desk.services.journal, job_id) == ("failed", {"error": jobs.INTERRUPTED})
    assert not jobs.do_next(desk.services, raising(AssertionError()))
