"""Awards and payments are seen by place, or as one's own; the ledger balances and only grows."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only, scoped, seen_through

# Legs are posted in one statement, so one look at the added rows is enough (row triggers doubled the time of a run).
BALANCED = """
    CREATE FUNCTION payments_legs_balance() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE unbalanced bigint;
    BEGIN
        SELECT transaction_id INTO unbalanced FROM added GROUP BY transaction_id HAVING sum(amount_fen) <> 0 LIMIT 1;
        IF unbalanced IS NOT NULL THEN
            RAISE EXCEPTION 'the legs of ledger transaction % do not sum to zero', unbalanced
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER legs_balance AFTER INSERT ON payments_ledgerleg REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION payments_legs_balance();
"""
UNBALANCED = "DROP TRIGGER legs_balance ON payments_ledgerleg; DROP FUNCTION payments_legs_balance();"


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("payments", "0001_initial")]

    operations = [
        scoped("payments_award", "division_code", household="household_id"),
        scoped("payments_line", "division_code", household="household_id"),
        seen_through("payments_bankaccount", "registers_person", "person_id"),
        append_only("payments_ledgertransaction"),
        append_only("payments_ledgerleg"),
        scoped("payments_ledgertransaction", "division_code"),
        seen_through("payments_ledgerleg", "payments_ledgertransaction", "transaction_id"),
        migrations.RunSQL(BALANCED, UNBALANCED),
    ]
