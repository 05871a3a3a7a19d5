"""Whoever changes the sealed record, even as the owner of the tables with every guard switched off, is found out."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from django.db import connections, transaction
from django.utils import timezone

from config import cycle
from config.chains import CHAINS, seal_all
from config.cli import main
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.access.upkeep import ALL_CODES
from minzheng.kernel.audit import chain as chain_module
from minzheng.kernel.audit import heads
from minzheng.kernel.audit.actions import record
from minzheng.kernel.audit.chain import Cut, accept_restore, seal, waiting
from minzheng.kernel.audit.models import AuditEntry, Seal
from minzheng.kernel.audit.verify import Findings, verify
from minzheng.kernel.database import addresses
from tests.unit.trust.conftest import COPY

AUDIT = CHAINS[0]
DAY = date(2026, 10, 5)

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def small_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain_module, "BATCH", 4)


def write(count: int = 1, verb: str = "decide_case") -> list[int]:
    """Put acts on record, committed, and return their numbers."""
    with in_scope(EVERYTHING):
        for number in range(count):
            record(verb, "casework.case", actor=SYSTEM, date=DAY, old={"n": number}, new={"给付": number})
        return sorted(AuditEntry.objects.order_by("-pk").values_list("pk", flat=True)[:count])


@pytest.fixture
def sealed() -> list[int]:
    """Ten entries, sealed in three batches and found whole."""
    numbers = write(10)
    assert seal(AUDIT) == 10
    assert verify(AUDIT).faults == []
    return numbers


def tamper(owner: psycopg.Connection, statement: str, *values: Any) -> None:
    """Do something to the tables with every trigger off."""
    owner.execute("SET session_replication_role = replica")
    assert owner.execute(statement, values).rowcount > 0
    owner.execute("SET session_replication_role = origin")


def only_fault(found: Findings) -> str:
    assert len(found.faults) == 1, found
    return found.faults[0]


def test_what_was_checked_is_said(sealed: list[int]) -> None:
    found = verify(AUDIT)
    assert (found.seals, found.entries, found.unsealed, found.kept_heads) == (3, 10, 0, 3)
    assert found.algorithms == ["SHA-256"]
    assert found.notes == []
    write(2)
    assert verify(AUDIT).unsealed == 2
    assert seal(AUDIT) == 2
    assert seal(AUDIT) == 0


@pytest.mark.parametrize(
    "change",
    [
        "actor_name = '某人'", "new = '{\"给付\": 99}'", "at = at + interval '1 microsecond'", "household_id = 7",
        "division_code = -1", "purpose = 'case'", "old = NULL",
    ],
)  # fmt: skip
def test_a_changed_row_is_named(sealed: list[int], owner: psycopg.Connection, change: str) -> None:
    tamper(owner, f"UPDATE audit_auditentry SET {change} WHERE id = %s", sealed[5])
    said = only_fault(verify(AUDIT))
    if "division_code" in change:
        assert f"Entry {sealed[5]}" in said
    else:
        assert f"Entry {sealed[5]} (" in said
        assert "decide_case" in said
        assert f"{timezone.now():%Y-%m-%d}" in said
    assert "was changed after seal 2" in said


def test_the_first_of_several_is_named(sealed: list[int], owner: psycopg.Connection) -> None:
    tamper(owner, "UPDATE audit_auditentry SET purpose = 'x' WHERE id = ANY (%s)", [sealed[8], sealed[1], sealed[2]])
    assert f"Entry {sealed[1]} " in only_fault(verify(AUDIT))


def test_a_deleted_row_is_named_with_the_one_before(sealed: list[int], owner: psycopg.Connection) -> None:
    tamper(owner, "DELETE FROM audit_auditentry WHERE id = %s", sealed[5])
    said = only_fault(verify(AUDIT))
    assert f"Entry {sealed[5]} (after {sealed[4]} (" in said
    assert "is missing" in said


def copy_of(number: int, of: int) -> str:
    columns = "at, business_date, actor_name, role, verb, subject, division_code, purpose"
    return (
        f"INSERT INTO audit_auditentry (id, {columns}) SELECT {number}, {columns} FROM audit_auditentry WHERE id = {of}"
    )


def test_a_row_put_into_a_gap_is_named(owner: psycopg.Connection) -> None:
    before = write(3)
    with in_scope(EVERYTHING):
        record("given_up", "casework.case", actor=SYSTEM, date=DAY)
        transaction.set_rollback(True)  # leaves a number that nobody has
    after = write(3)
    gap = after[0] - 1
    assert gap not in before
    seal(AUDIT)
    assert verify(AUDIT).faults == []
    tamper(owner, copy_of(gap, before[0]))
    said = only_fault(verify(AUDIT))
    assert f"Entry {gap} (" in said
    assert "put in afterwards" in said


def test_a_row_below_all_others_is_named(sealed: list[int], owner: psycopg.Connection) -> None:
    tamper(owner, copy_of(-5, sealed[0]))
    assert "Entry -5 (" in only_fault(verify(AUDIT))


def test_a_row_dated_back_is_named_though_it_was_sealed_in_its_turn(
    sealed: list[int], owner: psycopg.Connection
) -> None:
    forged = sealed[-1] + 1
    tamper(owner, copy_of(forged, sealed[0]))
    tamper(owner, "UPDATE audit_auditentry SET at = at - interval '40 days' WHERE id = %s", forged)
    seal(AUDIT)
    said = only_fault(verify(AUDIT))
    assert f"Entry {forged} (" in said
    assert "dated back" in said


def test_a_cut_end_of_rows_is_named(sealed: list[int], owner: psycopg.Connection) -> None:
    tamper(owner, "DELETE FROM audit_auditentry WHERE id > %s", sealed[6])
    assert f"Entry {sealed[7]} (after {sealed[6]} (" in only_fault(verify(AUDIT))


def test_a_cut_end_of_rows_and_seals_is_found_by_the_heads_kept_outside(
    sealed: list[int], owner: psycopg.Connection
) -> None:
    tamper(owner, "DELETE FROM audit_auditentry WHERE id > %s", sealed[3])
    tamper(owner, "DELETE FROM audit_seal WHERE number > 1")
    said = only_fault(verify(AUDIT))
    assert "cut off: seal 2" in said
    assert str(heads.file()) in said
    write(4)
    with pytest.raises(Cut, match="seal 3"):
        seal(AUDIT)  # and nobody seals over it
    assert waiting(AUDIT) == 4


def test_a_cut_record_holds_up_neither_the_others_nor_the_month(sealed: list[int], owner: psycopg.Connection) -> None:
    tamper(owner, "DELETE FROM audit_seal WHERE number > 1")
    told: list[str] = []
    with pytest.raises(Cut):
        seal_all(lambda chain, count: told.append(chain.table))
    assert told == [chain.table for chain in CHAINS[1:]]
    assert cycle.seal(DAY) == {"record cut off: see minzheng audit verify": 1}


def test_a_record_made_anew_from_end_to_end_has_other_heads(sealed: list[int], owner: psycopg.Connection) -> None:
    kept = heads.file().read_bytes()
    tamper(owner, "UPDATE audit_auditentry SET purpose = 'x' WHERE id = %s", sealed[5])
    tamper(owner, "DELETE FROM audit_seal WHERE number > 1")
    heads.file().unlink()
    seal(AUDIT)
    assert verify(AUDIT).faults == []  # inside the database nothing is amiss
    heads.file().write_bytes(kept)
    assert "Seal 2 was made anew" in only_fault(verify(AUDIT))


@pytest.mark.parametrize(
    "change",
    [
        "entries = overlay(entries placing '\\x00'::bytea from 20)", "head = sha256(head)", "count = count + 1",
        "sealed_at = sealed_at - interval '1 day'", "columns = columns - 3", "algorithm = 'chinese'",
        "last_entry = last_entry + 1",
    ],
)  # fmt: skip
def test_a_changed_seal_is_named(sealed: list[int], owner: psycopg.Connection, change: str) -> None:
    tamper(owner, f"UPDATE audit_seal SET {change} WHERE number = 2")
    assert "Seal 2 of" in verify(AUDIT).faults[0]


def test_a_seal_taken_out_of_the_middle_is_named(sealed: list[int], owner: psycopg.Connection) -> None:
    tamper(owner, "DELETE FROM audit_seal WHERE number = 2")
    assert "Seal 2 is missing" in verify(AUDIT).faults[0]


def test_the_site_itself_may_not_touch_seals(sealed: list[int]) -> None:
    with pytest.raises(Exception, match="append-only"):
        Seal.objects.filter(number=2).delete()


def test_a_number_still_on_its_way_is_waited_for_and_nobody_waits_for_the_seal(sealed: list[int]) -> None:
    """The trap of numbers: 11 is drawn first and committed last.  Sealing 12 before it would make 11 look forged."""
    with psycopg.connect(**addresses().site.on(COPY).as_keywords()) as slow:
        slow.execute("SELECT set_config('minzheng.divisions', '{[0,1000000000000)}', true)")
        slow.execute(
            "INSERT INTO audit_auditentry (at, business_date, actor_name, role, verb, subject, division_code, purpose)"
            " VALUES (now(), '2026-10-05', 'slow', 'system', 'decide_case', 'casework.case', 0, '')"
        )
        quick = write(1)  # not held up
        assert quick == [sealed[-1] + 2]
        assert seal(AUDIT, patience=0.1) == 0
        assert waiting(AUDIT) == 1
        slow.commit()
    assert seal(AUDIT) == 2
    assert verify(AUDIT).faults == []


def test_many_who_write_while_it_is_sealed_leave_a_whole_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain_module, "BATCH", 100)
    stop = threading.Event()

    def work(number: int) -> None:
        turn = 0
        while not stop.wait(0.005):
            turn += 1
            try:
                with in_scope(EVERYTHING):
                    record(f"act_{number}", "casework.case", actor=SYSTEM, date=DAY)
                    if turn % 5 == 0:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                pass
        connections.close_all()

    threads = [threading.Thread(target=work, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        sealed = sum(seal(AUDIT) for _turn in range(12))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    sealed += seal(AUDIT)
    found = verify(AUDIT)
    assert found.faults == []
    with in_scope(ALL_CODES):
        assert found.entries == sealed == AuditEntry.objects.count() > 20


def test_a_chain_may_change_its_algorithms(sealed: list[int], settings: Any, owner: psycopg.Connection) -> None:
    settings.CRYPTO = "chinese"
    later = write(3)
    seal(AUDIT)
    found = verify(AUDIT)
    assert found.faults == []
    assert found.algorithms == ["SHA-256", "SM3"]
    tamper(owner, "UPDATE audit_auditentry SET purpose = 'x' WHERE id = %s", later[1])
    assert f"Entry {later[1]} " in only_fault(verify(AUDIT))


def test_a_column_that_comes_later_leaves_older_seals_whole(sealed: list[int], owner: psycopg.Connection) -> None:
    owner.execute("ALTER TABLE audit_auditentry ADD COLUMN added text NOT NULL DEFAULT 'later'")
    assert verify(AUDIT).faults == []


def test_a_crash_between_the_seal_and_its_head_is_made_good(sealed: list[int]) -> None:
    lines = heads.file().read_text().splitlines(keepends=True)
    heads.file().write_text("".join(lines[:-1]))
    assert "1 heads are not kept" in verify(AUDIT).notes[0]
    assert seal(AUDIT) == 0
    assert heads.file().read_text() == "".join(lines)
    assert verify(AUDIT).notes == []


def test_after_a_restore_the_record_goes_on_once_somebody_said_so(sealed: list[int], owner: psycopg.Connection) -> None:
    tamper(owner, "DELETE FROM audit_auditentry WHERE id > %s", sealed[3])
    tamper(owner, "DELETE FROM audit_seal WHERE number > 1")
    assert accept_restore(AUDIT, "the disk broke") == 1
    assert accept_restore(AUDIT, "again") is None
    write(2)
    assert seal(AUDIT) == 2
    found = verify(AUDIT)
    assert found.faults == []
    assert "the disk broke" in found.notes[0]


def test_every_head_is_handed_to_the_administrators_program(settings: Any, tmp_path: Any) -> None:
    program = tmp_path / "take"
    program.write_text(f'#!/bin/sh\necho "$2:$3" >> {tmp_path}/taken\n')
    program.chmod(0o755)
    settings.HEADS_COMMAND = f"{program} kept"
    write(1)
    seal(AUDIT)
    assert (tmp_path / "taken").read_text() == f"{heads.file().read_text().strip()}:\n"


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.table)
def test_every_chain_covers_every_column_and_only_grows(chain: Any, owner: psycopg.Connection) -> None:
    there = owner.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [chain.table],
    ).fetchall()
    assert sorted(chain.columns()) == sorted(name for (name,) in there)
    assert owner.execute(
        "SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'only_grows' AND tgenabled = 'O'",
        [chain.table],
    ).fetchone()
    assert verify(chain).faults == []


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run a `minzheng` command in this process, on this database."""
    monkeypatch.setattr("config.django.start", lambda: None)
    return lambda *words: CliRunner().invoke(main, words)


def test_the_commands_seal_and_verify_and_end_with_a_code(
    command: Callable[..., Any], owner: psycopg.Connection
) -> None:
    numbers = write(3)
    assert "3 entries sealed" in command("audit", "seal").output
    whole = command("audit", "verify")
    assert whole.exit_code == 0
    assert "Everything is as it was sealed." in whole.output
    tamper(owner, "UPDATE audit_auditentry SET verb = 'x' WHERE id = %s", numbers[1])
    broken = command("audit", "verify")
    assert broken.exit_code == 1
    assert f"WRONG: Entry {numbers[1]} (" in broken.output


def test_a_clock_that_differs_a_little_is_no_forgery(sealed: list[int], owner: psycopg.Connection) -> None:
    later = write(1)[0]
    tamper(owner, "UPDATE audit_auditentry SET at = at - %s WHERE id = %s", timedelta(minutes=10), later)
    seal(AUDIT)
    assert verify(AUDIT).faults == []
