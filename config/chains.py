"""The records that are sealed: who did what, what was decided, what was posted, what was sent to others."""

from collections.abc import Callable

from minzheng.casework.models import CaseStep
from minzheng.eligibility.models import Assessment, Decision
from minzheng.exchange.outbound.models import Push, Receipt
from minzheng.kernel.audit.chain import PATIENCE, Chain, Cut, seal
from minzheng.kernel.audit.models import AuditEntry
from minzheng.payments.models import LedgerLeg, LedgerTransaction

CHAINS = (
    Chain(AuditEntry, time="at", says=("actor_name", "verb", "subject", "subject_id")),
    Chain(CaseStep, says=("taken_on", "taken_by", "step", "case_id")),
    Chain(Assessment, time="made_at", says=("household_id", "operation")),
    Chain(Decision, time="recorded_at", says=("household_id", "scheme", "verdict")),
    Chain(LedgerTransaction, says=("posted_on", "reference")),
    Chain(LedgerLeg, says=("transaction_id", "account", "amount_fen")),
    Chain(Push, says=("sent_on", "reference", "digest")),
    Chain(Receipt, says=("received_on", "file_name", "push_id")),
)


def seal_all(tell: Callable[[Chain, int], None] = lambda chain, count: None, patience: float = PATIENCE) -> int:
    """Seal what was written since the last time, record by record, and return how many rows that is.

    A record that does not go on from its kept head holds none of the others up; Cut is raised at the end.
    """
    sealed, cut = 0, None
    for chain in CHAINS:
        try:
            count = seal(chain, patience=patience)
        except Cut as error:
            cut = error
            continue
        tell(chain, count)
        sealed += count
    if cut is not None:
        raise cut
    return sealed
