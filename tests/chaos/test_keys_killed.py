"""Keys are changed and the change is killed, again and again: everything stays readable, and ends under one key."""

import json
import random
import sys
import time

import pytest

from config.django import start
from tests.chaos.killing import kill, kill_database
from tests.journeys.installation import installation


def readable() -> dict[str, object]:
    """Every number, telephone and account in clear text, what finds them, and which keys are in use."""
    start()
    from minzheng.kernel.access.scope import EVERYTHING, in_scope
    from minzheng.kernel.documents import vault
    from minzheng.kernel.identity.fields import keyring
    from minzheng.kernel.identity.rotation import encryption_in_use
    from minzheng.payments.models import BankAccount
    from minzheng.registers.models import Person

    ring = keyring()
    with in_scope(EVERYTHING):
        people = list(Person.objects.order_by("pk"))
        accounts = list(BankAccount.objects.order_by("pk"))
        found = [bytes(p.resident_hash) in ring.keyed_hashes(str(p.resident_id)) for p in people if p.resident_id]
    return {
        "text": [[p.resident_id, p.phone] for p in people] + [[a.number] for a in accounts],
        "files": sorted(vault.digest_of(vault.fetch(path.name)) for path in vault.kept()),
        "all found": all(found),
        "keys in use": sorted(encryption_in_use()),
        "newest": ring.current,
    }


@pytest.mark.long
@pytest.mark.parametrize("kind", [[], ["--index"]], ids=["encryption", "index"])
def test_a_change_of_keys_killed_at_any_moment(kind: list[str]) -> None:
    chance = random.Random(7)
    with installation(embedded=True) as installed:
        installed.environment["MINZHENG_CRYPTO"] = "chinese"
        installed.demonstrate(4000, 1)
        module = "tests.chaos.test_keys_killed"
        before = json.loads(installed.python(module))
        for turn in range(8):
            rotating = installed.start("keys", "rotate", *kind)
            time.sleep(chance.uniform(1.0, 3.5))
            if turn % 3 == 2:
                kill_database(installed)
            kill(rotating)
        installed.run("keys", "rotate", *kind)
        after = json.loads(installed.python(module))
        assert (after["text"], after["files"]) == (before["text"], before["files"])
        assert after["all found"]
        assert after["keys in use"] == [after["newest"]]
        assert "being replaced" not in installed.run("keys", "list")


if __name__ == "__main__":
    json.dump(readable(), sys.stdout, ensure_ascii=False)
