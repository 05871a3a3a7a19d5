"""Background work: as whoever asked, seen while it runs, done once, whoever is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from minzheng.kernel.access.actors import SYSTEM, Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.database.processes import is_alive
from minzheng.kernel.documents import vault
from minzheng.kernel.jobs.models import Job
from minzheng.kernel.jobs.queue import Declared, enqueue
from minzheng.kernel.jobs.worker import MOST_ATTEMPTS, JobWorker, requeue_orphans
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, an_actor
from tests.unit.trust import work
from tests.unit.trust.conftest import COPY

DAY = date(2026, 10, 5)
PROJECT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.usefixtures("committed")


def ask(declared: Declared, actor: Actor = SYSTEM, **arguments: Any) -> Job:
    with in_scope(EVERYTHING):
        return enqueue(declared, actor=actor, date=DAY, **arguments)


def work_off() -> None:
    worker = JobWorker()
    worker.work(until_empty=True)
    worker._life.close()


def somebody(*divisions: int, role: Role = Role.TOWNSHIP_CLERK) -> Actor:
    with in_scope(EVERYTHING):
        actor = an_actor(role, *divisions)
        Post.objects.create(user_id=actor.user_id, role=role, divisions=list(divisions), valid_from=date(2020, 1, 1))
        User.objects.filter(pk=actor.user_id).update(language="en")
        return actor


def test_a_job_runs_as_whoever_asked_in_their_scope_on_the_day_they_asked() -> None:
    with in_scope(EVERYTHING):
        a_household(village=VILLAGE), a_household(village=OTHER_VILLAGE)
    clerk = somebody(VILLAGE)
    asked = ask(work.count_households, clerk, word="词")
    assert asked.finished_at is None
    work_off()
    asked.refresh_from_db()
    assert asked.finished_at is not None
    assert (asked.done, asked.total, asked.error, asked.file_name) == (2, 2, "", "count.txt")
    assert vault.fetch(asked.file_digest).decode() == f"{clerk.name} 1 2026-10-05 词"


def test_a_job_asked_for_in_an_act_that_failed_is_not_done() -> None:
    with in_scope(EVERYTHING):
        enqueue(work.count_households, actor=SYSTEM, date=DAY, word="x")
        from django.db import transaction

        transaction.set_rollback(True)
    work_off()
    assert not Job.objects.exists()


def test_a_refusal_is_told_in_words_and_leaves_nothing_half_done() -> None:
    asked = ask(work.refuse)
    work_off()
    asked.refresh_from_db()
    assert (asked.error, asked.file_digest) == ("The month is closed.", "")
    assert asked.finished_at is not None
    with in_scope(EVERYTHING):
        assert not AuditEntry.objects.filter(verb="half_done").exists()


def test_a_fault_of_the_program_is_told_without_its_details(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ask(work.break_down, somebody(VILLAGE))
    work_off()
    asked.refresh_from_db()
    assert asked.error == f"Something went wrong in the program. Tell the administrator: job {asked.pk}."
    assert "secret detail" in capsys.readouterr().err


def test_whoever_may_no_longer_sign_in_gets_nothing_done() -> None:
    clerk = somebody(VILLAGE)
    asked = ask(work.count_households, clerk, word="x")
    User.objects.filter(pk=clerk.user_id).update(is_active=False)
    work_off()
    asked.refresh_from_db()
    assert "no longer sign in" in asked.error


def test_work_that_this_version_does_not_know_is_told() -> None:
    asked = ask(work.refuse)
    Job.objects.filter(pk=asked.pk).update(function="os.system")
    work_off()
    asked.refresh_from_db()
    assert "does not know" in asked.error


def client_of(actor: Actor, settings: Any) -> Client:
    from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY

    settings.SECOND_FACTOR = False
    client = Client(HTTP_HOST="localhost")
    session = client.session
    session[SESSION_KEY] = actor.user_id
    session[HASH_SESSION_KEY] = User.objects.get(pk=actor.user_id).get_session_auth_hash()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def test_the_page_shows_ones_own_jobs_and_the_file_goes_to_nobody_else(settings: Any) -> None:
    mine, other = somebody(VILLAGE), somebody(VILLAGE)
    asked = ask(work.count_households, mine, word="x")
    page = client_of(mine, settings).get("/jobs/")
    assert "Counting households" in page.content.decode()
    assert 'hx-trigger="every 2s"' in page.content.decode()
    assert client_of(mine, settings).post(f"/jobs/{asked.pk}/file/").status_code == 403  # nothing there yet
    work_off()
    page = client_of(mine, settings).get("/jobs/", headers={"HX-Request": "true"})
    assert "hx-trigger" not in page.content.decode()
    assert "<html" not in page.content.decode()
    file = client_of(mine, settings).post(f"/jobs/{asked.pk}/file/")
    assert file.content.decode().startswith(mine.name)
    assert "count.txt" in file.headers["Content-Disposition"]
    with in_scope(EVERYTHING):
        assert AuditEntry.objects.filter(verb="fetch_job_file", subject_id=asked.pk).count() == 1
    assert "Counting households" not in client_of(other, settings).get("/jobs/").content.decode()
    assert client_of(other, settings).post(f"/jobs/{asked.pk}/file/").status_code == 403


@pytest.fixture
def start_worker(settings: Any, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a worker in a process of its own, on this test's database and keys."""
    places = [str(place) for place in (settings.KEYS, settings.VAULT, settings.HEADS)]
    code = (
        "from pathlib import Path; from config.django import start; start(); from django.conf import settings; "
        f"settings.KEYS, settings.VAULT, settings.HEADS = map(Path, {places!r}); "
        "from minzheng.kernel.jobs.worker import JobWorker; JobWorker().work(until_empty=True)"
    )
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        environment = {**os.environ, "MINZHENG_DATABASE": COPY}
        with (tmp_path / "worker.log").open("ab") as log:
            started.append(
                subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, env=environment, stdout=log, stderr=log)
            )
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("declared", [work.long_whole, work.long_chunked], ids=["whole", "chunked"])
def test_a_job_whose_worker_was_killed_is_taken_up_and_done_once(
    declared: Declared, start_worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    steps = 12
    asked = ask(declared, steps=steps, pause=0.15)
    worker = start_worker()
    wait_until(lambda: Job.objects.get(pk=asked.pk).done >= 4)  # seen from here while the work is open
    assert requeue_orphans() == 0  # it lives
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert not is_alive(worker.pid)
    assert Job.objects.get(pk=asked.pk).finished_at is None
    wait_until(lambda: requeue_orphans() == 1)
    work_off()
    asked.refresh_from_db()
    assert asked.finished_at is not None
    assert (asked.error, asked.attempts, asked.done) == ("", 2, steps)
    verb = "whole_step" if declared is work.long_whole else "chunk_step"
    with in_scope(EVERYTHING):
        done = [entry.new["step"] for entry in AuditEntry.objects.filter(verb=verb).order_by("pk")]
    assert done == list(range(steps))
    work_off()
    assert Job.objects.get(pk=asked.pk).attempts == 2  # finished is finished


@pytest.mark.long
def test_a_job_that_kills_its_workers_is_given_up(start_worker: Callable[..., subprocess.Popen[bytes]]) -> None:
    asked = ask(work.die)
    for _turn in range(MOST_ATTEMPTS):
        start_worker().wait(timeout=60)
        wait_until(lambda: requeue_orphans() == 1)
    asked.refresh_from_db()
    assert f"ended {MOST_ATTEMPTS} times" in asked.error
    work_off()
    assert Job.objects.get(pk=asked.pk).attempts == MOST_ATTEMPTS


def test_two_workers_do_not_do_the_same_job(start_worker: Callable[..., subprocess.Popen[bytes]]) -> None:
    jobs = [ask(work.long_whole, steps=3, pause=0.1) for _ in range(4)]
    workers = [start_worker(), start_worker()]
    for worker in workers:
        assert worker.wait(timeout=60) == 0
    assert all(job.attempts == 1 and job.finished_at for job in Job.objects.filter(pk__in=[job.pk for job in jobs]))
    with in_scope(EVERYTHING), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_auditentry WHERE verb = 'whole_step'")
        assert cursor.fetchone() == (12,)
