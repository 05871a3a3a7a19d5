"""How likely a row means a person.  The only module that knows Splink.

Splink scores the pairs made by `blocks`: each part of a pair (name, number, birth, sex, place, kin) is compared in
levels, and a level weighs as much more as it is found more often among the same than among different people.  We set
how often departments err (`weights.yaml`); how often different people agree, Splink measures in the register itself.
A row means one person at most, so what is told in the end is the share of one person in all whom a row may mean.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa
import yaml
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.comparison_level_library import CustomLevel
from splink.comparison_library import CustomComparison

from minzheng.exchange.linkage.blocks import pair_up

_NOBODY = 0.3  # of rows without their person by number, so many mean nobody in the register
_SAMPLED = 500_000  # pairs of different people of whom it is measured how often they agree
#: A number tells the date of birth and the sex: where it is near, they tell nothing more.
_TOLD = "COALESCE(list_has_any(numbers_l, numbers_r), false)"
#: Of who tells no village, the township is weighed by itself: that it is the same is no slip of the village.
_NO_VILLAGE = "village_l IS NULL OR village_r IS NULL"
#: Of each part, the levels from the closest on: the condition under which it is met, and what is unknown.
_LEVELS: dict[str, tuple[str, dict[str, str]]] = {
    "name": ("folded_l IS NULL OR folded_r IS NULL", {
        "equal": "folded_l = folded_r", "tones": "tones_l = tones_r", "alike": "shape_l = shape_r",
        "sound": "sound_l = sound_r", "one_off": "list_has_any(near_l, near_r)",
    }),
    "number": ("numbers_l IS NULL OR numbers_r IS NULL", {"near": "list_has_any(numbers_l, numbers_r)"}),
    "birth": (f"year_l IS NULL OR year_r IS NULL OR {_TOLD}", {
        "equal": "birth_l = birth_r",
        "slip": "hamming(birth_l, birth_r) = 1 OR (birth_l[1:4] = birth_r[1:4] AND birth_l[5:6] = birth_r[7:8]"
                " AND birth_l[7:8] = birth_r[5:6])",
        "year": "year_l = year_r",
    }),
    "sex": (f"sex_l IS NULL OR sex_r IS NULL OR {_TOLD}", {"equal": "sex_l = sex_r"}),
    "place": (f"{_NO_VILLAGE} OR town_l IS NULL OR town_r IS NULL", {
        "village": "village_l = village_r", "town": "town_l = town_r",
    }),
    "town": (f"NOT ({_NO_VILLAGE}) OR town_l IS NULL OR town_r IS NULL", {"same": "town_l = town_r"}),
    "kin": ("kin_l IS NULL OR kin_r IS NULL", {"shared": "list_has_any(kin_l, kin_r)"}),
}  # fmt: skip
#: Levels at which a rare text weighs more than a common one.
_BY_FREQUENCY = {
    ("name", "equal"): "folded", ("name", "tones"): "tones", ("name", "alike"): "shape", ("name", "sound"): "sound",
}  # fmt: skip
_TOLD_FROM = 0.001  # whoever has less of a row is not told
_RARE = 1e-6  # of what was never seen in the sample, and the least that is believed of anything


@dataclass(frozen=True)
class Scored:
    """Whom each row may mean.

    found     row, person, weight (how many times two have to be multiplied for how much likelier the same than not),
              share (of the person in all whom the row may mean, and nobody), best first.
    crowded   rows that could be compared with nobody, because too many people share what they tell.
    """

    found: pa.Table
    crowded: list[int]
    pairs: int


def score(rows: pa.Table, people: pa.Table) -> Scored:
    """Score rows against people, both as `rows.COMPARED`."""
    with duckdb.connect() as duck:
        for name, table in (("rows", rows), ("people", people)):
            duck.register(f"{name}_given", table)
            duck.execute(f"CREATE TABLE {name} AS FROM {name}_given")
        _keep_numbers_of_somebody(duck)
        pairs = pair_up(duck)
        crowded = [row for (row,) in duck.execute("SELECT row FROM crowded ORDER BY row").fetchall()]
        if not pairs:
            return Scored(_SHARES.empty_table(), crowded, 0)
        weighed = _weigh(duck, people.num_rows)
        return Scored(_shares(duck, weighed, people.num_rows), crowded, pairs)


def _keep_numbers_of_somebody(duck: duckdb.DuckDBPyConnection) -> None:
    """Of the numbers that a row may have meant, those of nobody need not be compared with anybody's."""
    duck.execute("CREATE TABLE of_somebody AS SELECT DISTINCT unnest(numbers) AS number FROM people")
    duck.execute(
        "CREATE TABLE rows_and_numbers AS WITH meant AS (SELECT id, unnest(numbers) AS number FROM rows),"
        " found AS (SELECT id, list(number) AS found FROM meant SEMI JOIN of_somebody USING (number) GROUP BY id)"
        " SELECT rows.* REPLACE (CASE WHEN numbers IS NULL THEN NULL ELSE COALESCE(found, []) END AS numbers)"
        " FROM rows LEFT JOIN found USING (id)"
    )
    duck.execute("DROP TABLE rows")
    duck.execute("ALTER TABLE rows_and_numbers RENAME TO rows")


_SHARES = pa.schema([("row", pa.int64()), ("person", pa.int64()), ("weight", pa.float64()), ("share", pa.float64())])


def _weigh(duck: duckdb.DuckDBPyConnection, people: int) -> str:
    """Have Splink weigh the pairs, and return the table in which it put them."""
    api = DuckDBAPI(duck)
    sides = [api.register(name, dataset_display_name=name) for name in ("people", "rows")]
    linker = Linker(sides, _settings(people), log_level=None, validate_settings=False)
    linker.training.estimate_u_using_random_sampling(max_pairs=_SAMPLED, seed=1, min_count_per_level=None, num_chunks=1)
    _leave_the_same_out(linker, people)
    duck.execute(
        "CREATE OR REPLACE TABLE blocked AS SELECT 0 AS match_key, 'people-__-' || person AS join_key_l,"
        " 'rows-__-' || row AS join_key_r FROM pairs"
    )
    linker.table_management.register_blocked_pairs_for_predict(api.register("blocked"))
    return str(linker.inference.predict(warning_mode="never").physical_name)


def _settings(people: int) -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only", unique_id_column_name="id", comparisons=[_comparison(part) for part in _LEVELS],
        probability_two_random_records_match=(1 - _NOBODY) / max(people, 2), retain_matching_columns=False,
    )  # fmt: skip


def _comparison(part: str) -> CustomComparison:
    unknown, levels = _LEVELS[part]
    weights = weights_of()[part]
    found: list[Any] = [CustomLevel(unknown).configure(is_null_level=True)]
    for level, condition in [*levels.items(), (list(weights)[-1], "ELSE")]:
        column = _BY_FREQUENCY.get((part, level))
        frequency: dict[str, Any] = {"tf_adjustment_column": column, "tf_minimum_u_value": _RARE} if column else {}
        found.append(
            CustomLevel(condition).configure(
                m_probability=weights[level], disable_tf_exact_match_detection=bool(column), **frequency
            )
        )
    return CustomComparison(found, output_column_name=part)


@cache
def weights_of() -> dict[str, dict[str, float]]:
    """What is set in `weights.yaml`, by part of a row; under `links`, from how much on a row counts."""
    text = files(__package__).joinpath("weights.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def _leave_the_same_out(linker: Linker, people: int) -> None:
    """Pairs of the sample are of different people but for one row in so many: those do not count.

    What no two different people of the sample had in common is rare, and not impossible.
    """
    same = (1 - _NOBODY) / people
    for comparison in linker._settings_obj.comparisons:
        for level in comparison._comparison_levels_excluding_null:
            seen = level._u_probability
            seen = seen if isinstance(seen, float) else 0.0
            level.u_probability = max(seen - same * level.m_probability, _RARE)


def _shares(duck: duckdb.DuckDBPyConnection, weighed: str, people: int) -> pa.Table:
    """For each row, the share of each person in all whom it may mean."""
    return duck.execute(
        f"WITH odds AS (SELECT id_r AS row, id_l AS person, match_weight AS weight, 2 ** match_weight AS odds"
        f" FROM {weighed})"
        " SELECT row, person, weight, odds / (1 + sum(odds) OVER (PARTITION BY row)) AS share FROM odds"
        f" QUALIFY share >= {_TOLD_FROM} ORDER BY row, share DESC, person"
    ).to_arrow_table().cast(_SHARES)  # fmt: skip
