"""The ledger, and what it becomes when it is read on a day: Snapshot, Account, Receivable, Credit."""

from dunning_core.ledger.account import Account, Reading, read_account
from dunning_core.ledger.books import Book, Books
from dunning_core.ledger.custody import find_assignment
from dunning_core.ledger.facts import Ledger
from dunning_core.ledger.moves import Move
from dunning_core.ledger.plans import PlanStanding, PlanState
from dunning_core.ledger.promises import PromiseStanding, PromiseState, list_announcements, list_promises
from dunning_core.ledger.receivable import Credit, Receivable, disputed_minor, open_disputes
from dunning_core.ledger.snapshot import Snapshot, collect_lettering, prepare_reading, propose_lettering, read_snapshot

__all__ = [
    "Account",
    "Book",
    "Books",
    "Credit",
    "Ledger",
    "Move",
    "PlanStanding",
    "PlanState",
    "PromiseStanding",
    "PromiseState",
    "Reading",
    "Receivable",
    "Snapshot",
    "collect_lettering",
    "disputed_minor",
    "find_assignment",
    "list_announcements",
    "list_promises",
    "open_disputes",
    "prepare_reading",
    "propose_lettering",
    "read_account",
    "read_snapshot",
]
