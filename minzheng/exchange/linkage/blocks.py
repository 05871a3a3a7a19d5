"""Which pairs are compared at all: a row with those people with whom it shares enough to be worth a look.

A pair is made where one of the rules below holds, and a rule holds only in blocks with few people: of a thousand people
of one name, those of the same village or birth date are compared, and never all thousand.  So the work grows with the
number of rows, whatever the names.
"""

import duckdb

#: Most people with whom a row is compared by one rule.
MOST = 20
#: What row and person must share, by rule; `numbers` and `near` are lists, of which one entry is enough.
RULES: tuple[tuple[str, ...], ...] = (
    ("numbers",),
    ("birth", "surname"), ("birth", "village"), ("birth", "sex"),
    ("sound",), ("sound", "year"), ("sound", "village"), ("sound", "town"),
    ("shape",), ("shape", "year"), ("shape", "village"),
    ("near", "year"), ("near", "village"), ("surname", "kin"), ("surname", "village", "year"),
)  # fmt: skip
LISTS = ("numbers", "near", "kin")


def pair_up(duck: duckdb.DuckDBPyConnection) -> int:
    """Make the table `pairs` (row, person) from the tables `rows` and `people`, and return how many there are.

    Every block is counted before it is joined.  The table `crowded` has the rows that were compared with nobody because
    all their blocks were too large: only somebody who knows more can tell whom they mean.
    """
    duck.execute("CREATE OR REPLACE TEMP TABLE pairs_by_rule (row BIGINT, person BIGINT)")
    duck.execute("CREATE OR REPLACE TEMP TABLE overfull (row BIGINT)")
    for rule in RULES:
        _join(duck, rule)
    duck.execute("CREATE OR REPLACE TEMP TABLE pairs AS SELECT DISTINCT row, person FROM pairs_by_rule")
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE crowded AS SELECT DISTINCT row FROM overfull"
        " WHERE row NOT IN (SELECT row FROM pairs)"
    )
    (count,) = duck.execute("SELECT count(*) FROM pairs").fetchone() or (0,)
    return int(count)


def _join(duck: duckdb.DuckDBPyConnection, rule: tuple[str, ...]) -> None:
    keys = ", ".join(rule)
    duck.execute(f"CREATE OR REPLACE TEMP TABLE asked AS {_keyed('rows', rule)}")
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE block AS SELECT {keys}, list(DISTINCT id) AS members, count(DISTINCT id) AS size"
        f" FROM ({_keyed('people', rule)}) SEMI JOIN asked USING ({keys}) GROUP BY {keys}"
    )
    duck.execute(
        "INSERT INTO pairs_by_rule"
        f" SELECT asked.id, unnest(members) FROM asked JOIN block USING ({keys}) WHERE size <= {MOST}"
    )
    duck.execute(f"INSERT INTO overfull SELECT asked.id FROM asked JOIN block USING ({keys}) WHERE size > {MOST}")


def _keyed(table: str, rule: tuple[str, ...]) -> str:
    columns = ", ".join(f"unnest({column}) AS {column}" if column in LISTS else column for column in rule)
    there = " AND ".join(f"{column} IS NOT NULL" for column in rule)
    return f"SELECT id, {columns} FROM {table} WHERE {there}"
