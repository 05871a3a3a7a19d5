"""A province of made-up people in the registers: rows by COPY, indexes and exclusion constraints after the load."""

import itertools
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import psycopg
from psycopg.types.range import Range

from minzheng.kernel.identity.division_code import DivisionLevel
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.search import tokens
from minzheng.kernel.testing.county.society import society
from minzheng.registers.divisions.table import divisions
from minzheng.registers.search import HOUSEHOLDS, PEOPLE

PROVINCE = 52
SINCE, DAY = date(2010, 1, 1), date(2026, 10, 1)
_CHUNK = 100_000
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
#: Of so many households one has a case, a visit and an alert behind it.
HELPED = 25

Tell = Callable[[str], None]


def villages() -> np.ndarray[Any, Any]:
    """The codes of the province's villages."""
    return np.array([d.code for d in divisions().subtree(PROVINCE, date.max, DivisionLevel.VILLAGE)])


class Province:
    """People and households as arrays, the same for the same seed: three people a household, by village."""

    def __init__(self, people: int, seed: int) -> None:
        dice = np.random.default_rng(seed)
        self.people, self.households = people, -(-people // 3)
        self.village = np.sort(dice.choice(villages(), self.households))
        self.birth = dice.integers(date(1930, 1, 1).toordinal(), date(2026, 1, 1).toordinal(), people)
        self.sex = dice.integers(1, 3, people)
        self.name = _names(dice, people, self.sex)
        self.number = self._numbers()
        self.elsewhere = dice.random(self.households) < 0.06  # registered in another village than they live in
        self.registered = np.where(self.elsewhere, dice.permutation(self.village), self.village)

    def _numbers(self) -> list[str]:
        """Made-up identity numbers, with the check digit of GB 11643 worked out for all at once: nine million."""
        at = np.arange(self.people)
        born = np.datetime64("0001-01-01") + (self.birth - 1)
        year, month = born.astype("datetime64[Y]"), born.astype("datetime64[M]")
        day = 10_000 * (year.astype(int) + 1970) + 100 * (month - year).astype(int) + (born - month).astype(int) + 101
        stem = (990000 + at % 9000) * 10**11 + day * 1000 + at // 9000 % 1000
        weighted = sum(w * (stem // 10 ** (16 - place) % 10) for place, w in enumerate(_WEIGHTS))
        checks = np.array(list("10X98765432"))[weighted % 11]
        return [f"{whole}{check}" for whole, check in zip(stem, checks, strict=True)]


def _names(dice: np.random.Generator, people: int, sex: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    pool = list(society()["surnames"]["default"])
    weights = 1 / (np.arange(len(pool)) + 3.0)
    surname = np.asarray(pool)[dice.choice(len(pool), people, p=weights / weights.sum())]
    whole = np.empty(people, dtype="<U4")
    for which, pools in ((1, society()["given"]["male"]), (2, society()["given"]["female"])):
        members = sex == which
        given = dice.choice(list("".join(pools)), (members.sum(), 2))
        whole[members] = np.char.add(np.char.add(surname[members], given[:, 0]), given[:, 1])
    return whole


def build(
    connection: psycopg.Connection[Any], people: int, seed: int, tell: Tell, searched: bool = True
) -> None:  # fmt: skip
    """Fill an empty database as its owner.  Some minutes for three million people.

    searched    whether people can be searched for, and cases lie with some of them.
    """
    province = Province(people, seed)
    tell(f"{people:,} people made up")
    connection.execute("SELECT set_config('minzheng.divisions', '{[0,1000000000000)}', false)")
    connection.execute("SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 2")
    with _without_indexes(connection, ("registers_person", "registers_household", "registers_membership",
                                       "search_token"), tell):  # fmt: skip
        _load(connection, province, tell)
        if searched:
            _load_tokens(connection, province, tell)
    if searched:
        _load_casework(connection, province)
        tell("casework loaded")
    connection.execute("VACUUM ANALYZE")
    tell("vacuumed and analysed")


def _load(connection: psycopg.Connection[Any], province: Province, tell: Tell) -> None:
    ring = keyring()
    with connection.cursor() as cursor:
        columns = (
            "id, name, resident_id, resident_hash, sex, birth_date, ethnic_group, registration_code, residence_code"
        )
        with cursor.copy(f"COPY registers_person ({columns}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "varchar", "bytea", "bytea", "int2", "date", "varchar", "int8", "int8"])
            for at in range(province.people):
                number, home = province.number[at], at // 3
                copy.write_row((
                    at + 1, str(province.name[at]), ring.encrypt(number), ring.keyed_hash(number),
                    int(province.sex[at]), date.fromordinal(int(province.birth[at])), "苗族",
                    int(province.registered[home]), int(province.village[home]),
                ))  # fmt: skip
        tell("people loaded")
        columns = "id, number, head_id, registration_code, residence_code, address, area, valid"
        with cursor.copy(f"COPY registers_household ({columns}) FROM STDIN") as copy:
            for home in range(province.households):
                copy.write_row((
                    home + 1, f"52{home + 1:010d}", home * 3 + 1, int(province.registered[home]),
                    int(province.village[home]), f"第{home % 12 + 1}组{home % 90 + 1}号",
                    "rural" if home % 4 else "urban", f"[{SINCE},)",
                ))  # fmt: skip
        relations = ("self", "spouse", "child")
        with cursor.copy("COPY registers_membership (household_id, person_id, relation, valid) FROM STDIN") as copy:
            for at in range(province.people):
                copy.write_row((at // 3 + 1, at + 1, relations[at % 3], f"[{SINCE},)"))
        tell("households loaded")


def _load_tokens(connection: psycopg.Connection[Any], province: Province, tell: Tell) -> None:
    with connection.cursor() as cursor, cursor.copy("COPY search_token FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
        for triples in _tokens(province):
            copy.write(_binary(triples))
        copy.write(b"\xff\xff")
    tell("search tokens loaded")


def _tokens(province: Province) -> Iterator[list[tuple[int, int, int]]]:
    """The tokens of everybody from each of their places, in chunks."""
    for start in range(0, province.people, _CHUNK):
        yield [
            (token, seat, at + 1)
            for at in range(start, min(start + _CHUNK, province.people))
            for seat in {int(province.village[at // 3]), int(province.registered[at // 3])}
            for token in tokens.name_tokens(PEOPLE, str(province.name[at]))
            | tokens.number_tokens(PEOPLE, province.number[at])
        ]
    for start in range(0, province.households, _CHUNK):
        yield [
            (token, int(province.village[home]), home + 1)
            for home in range(start, min(start + _CHUNK, province.households))
            for token in tokens.text_tokens(HOUSEHOLDS, f"第{home % 12 + 1}组{home % 90 + 1}号")
        ]


def _binary(triples: list[tuple[int, int, int]]) -> bytes:
    """Three columns of int8 in PostgreSQL's binary COPY format."""
    layout = np.dtype([("n", ">i2"), *itertools.chain.from_iterable(
        ((f"l{i}", ">i4"), (f"v{i}", ">i8")) for i in range(3)
    )])  # fmt: skip
    lines = np.zeros(len(triples), layout)
    lines["n"] = 3
    values = np.array(triples, np.int64)
    for i in range(3):
        lines[f"l{i}"], lines[f"v{i}"] = 8, values[:, i]
    return lines.tobytes()


class _without_indexes:
    """Take indexes and constraints off some tables, and put them on again at the end."""

    def __init__(self, connection: psycopg.Connection[Any], tables: tuple[str, ...], tell: Tell) -> None:
        self.connection, self.tables, self.tell = connection, list(tables), tell
        self.again: list[tuple[str, str]] = []

    def __enter__(self) -> None:
        constraints = self.connection.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('x', 'u', 'f', 'p')"
            " ORDER BY position(contype::text in 'fxup')",
            [self.tables],
        ).fetchall()
        for table, name, definition in constraints:
            if definition.startswith("PRIMARY") and table != "search_token":
                continue  # other tables refer to it
            self.connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            self.again.insert(0, (name, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
        indexes = self.connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT LIKE '%%_pkey'",
            [self.tables],
        ).fetchall()
        for name, definition in indexes:
            self.connection.execute(f"DROP INDEX {name}")
            self.again.append((name, definition))
        for table in self.tables:  # COPY goes past no row-level security, so it is put on again with the indexes
            self.connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            self.again.append((table, f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"))

    def __exit__(self, *error: object) -> None:
        if error[0] is not None:
            return
        for name, statement in self.again:
            began = time.monotonic()
            self.connection.execute(statement)
            self.tell(f"{name} put on ({time.monotonic() - began:.0f} s)")
        for table in ("registers_person", "registers_household"):
            sequence = f"pg_get_serial_sequence('{table}', 'id')"
            self.connection.execute(f"SELECT setval({sequence}, (SELECT max(id) FROM {table}))")


def _load_casework(connection: psycopg.Connection[Any], province: Province) -> None:
    """Alerts, visits and cases of one household in so many."""
    worker = connection.execute(
        "INSERT INTO access_user (password, username, name, language, is_active)"
        " VALUES ('!', 'bench-worker', '吴助理', 'zh-hans', true) RETURNING id"
    ).fetchone()
    assert worker is not None
    helped = range(1, province.households + 1, HELPED)
    village = [int(province.village[home - 1]) for home in helped]
    for statement in _CASEWORK:
        connection.execute(
            statement,
            {"homes": list(helped), "villages": village, "day": DAY, "due": DAY + timedelta(days=40),
             "worker": worker[0], "month": Range(DAY, None)},
        )  # fmt: skip


_FROM = "FROM unnest(%(homes)s::bigint[], %(villages)s::bigint[]) given (home, village)"
_CASEWORK = (
    f"""INSERT INTO casework_visittask (household_id, division_code, status, level, issued_on, due_on)
        SELECT home, village, CASE WHEN home %% 10 = 1 THEN 'open' ELSE 'done' END, 'red', %(day)s, %(due)s {_FROM}""",
    """INSERT INTO casework_visit (task_id, household_id, division_code, visited_on, visited_by_id, second_surveyor,
               person_present, consent_to_check, verdict, findings, note)
       SELECT id, household_id, division_code, %(day)s, %(worker)s, '', '', true, 'needs_scheme',
              '{"version": 1, "members": []}', '' FROM casework_visittask WHERE status = 'done'""",
    """INSERT INTO casework_case (household_id, division_code, scheme, channel, visit_id, status, answers, accepted_on,
               due_on, extended_for)
       SELECT household_id, division_code, 'dibao', 'alert', id, 'accepted', '{}', %(day)s, %(due)s, ''
         FROM casework_visit""",
    """INSERT INTO casework_casestep (case_id, step, old_status, new_status, taken_on, taken_by, reason)
       SELECT id, 'accept', '', 'accepted', accepted_on, '吴助理', '' FROM casework_case""",
    """INSERT INTO monitoring_alerthit (rule, level, person_id, household_id, division_code, month, value, threshold,
               data_date, status, task_id)
       SELECT 'E01', 'red', household_id * 3 - 2, household_id, division_code, %(day)s, 1234567, 500000, %(day)s,
              'issued', id FROM casework_visittask""",
)
