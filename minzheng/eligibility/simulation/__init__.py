"""What other values of a scheme would cost, whom they would reach, and where earning more would leave less.

    before = evaluate(MODEL, households, [view])
    after = evaluate(MODEL, households, [view.over({"standard.rural": 800_000})])
    split(after.yearly, funding), moved(before, after, households)["township"]

The rules are those that decide; only the values differ.  Nothing here knows a database: households come in as an Arrow
table (see `rulekit.arrow`), with what they are grouped by in further columns.
"""
