"""The rows of the benchmark through Splink alone, with the settings its documentation starts from.

The comparisons of its library as they come, made for names, dates of birth, numbers and lists; blocks on the name, the
date of birth and the number; and its parameters estimated as its tutorial does, without labels.
"""

import duckdb
import pyarrow as pa
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.linkage.labelled import Labelled

_SETTINGS = SettingsCreator(
    link_type="link_only",
    unique_id_column_name="id",
    comparisons=[
        compare.NameComparison("name").configure(term_frequency_adjustments=True),
        compare.LevenshteinAtThresholds("number"),
        compare.DateOfBirthComparison("birth", input_is_string=True),
        compare.ExactMatch("sex"),
        compare.ExactMatch("village"),
        compare.ExactMatch("town"),
        compare.ArrayIntersectAtSizes("kin", [1]),
    ],
    blocking_rules_to_generate_predictions=[block_on("name"), block_on("birth"), block_on("number")],
    retain_matching_columns=False,
)


def run(given: Labelled) -> pa.Table:
    """Row, person and score of whom each row may mean; numbers in the clear throughout."""
    with duckdb.connect() as duck:
        linker = Linker(_tables(duck, given), _SETTINGS, log_level=None)
        training = linker.training
        training.estimate_probability_two_random_records_match([block_on("name", "birth")], recall=0.6)
        training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
        training.estimate_parameters_using_expectation_maximisation(block_on("name"))
        training.estimate_parameters_using_expectation_maximisation(block_on("birth"))
        found = linker.inference.predict().physical_name
        return duck.execute(
            f"SELECT id_r AS row, id_l AS person, match_weight AS score FROM {found}"
        ).to_arrow_table()  # fmt: skip


def _tables(duck: duckdb.DuckDBPyConnection, given: Labelled) -> list[object]:
    api = DuckDBAPI(duck)
    for name, table in (("people_given", given.people), ("rows_given", given.rows)):
        duck.register(name, table)
    duck.execute(
        "CREATE TABLE people AS SELECT * EXCLUDE hash REPLACE (strftime(birth, '%Y-%m-%d') AS birth),"
        " village // 1000 * 1000 AS town FROM people_given"
    )
    duck.execute(
        "CREATE TABLE rows AS SELECT * REPLACE (nullif(number, '') AS number, nullif(sex, 0) AS sex,"
        " CASE WHEN length(birth) = 10 THEN birth END AS birth, nullif(village, 0) AS village, nullif(town, 0) AS town,"
        " CASE WHEN kin <> '' THEN [kin] END AS kin) FROM rows_given"
    )
    return [api.register(name, dataset_display_name=name) for name in ("people", "rows")]
