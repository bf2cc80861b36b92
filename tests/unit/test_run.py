"""run_dunning and iter_run: one call, the same result account by account, tables that pandas takes as they are."""

import copy
import pickle
from datetime import date
from decimal import Decimal

import attrs
import pytest

import dunning_core as dc
from dunning_core.analysis import age
from dunning_core.dunning import Escalation
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import WrongTypeError
from dunning_core.events import Dispute, NoticeReturned, PaymentReturned, PromiseToPay, StageKind
from dunning_core.lettering import LetteringPolicy
from dunning_core.run import ACTION_COLUMNS, RUN_COLUMNS, iter_run
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, payment, sent

POLICY = FR_B2B_STANDARD.with_regime(None)


@pytest.fixture(scope="module")
def run() -> dc.DunningRun:
    return dc.run_dunning(sample_ledger(), SAMPLE_DAY, POLICY, SAMPLE_CREDITOR)


def test_the_sample_shows_everything(run: dc.DunningRun) -> None:
    """The sample has twelve clients, about sixty invoices, every stage, and each of the situations it promises."""
    ledger = sample_ledger()
    assert ledger == sample_ledger()
    clients = [fact for fact in ledger.facts if isinstance(fact, dc.Client)]
    invoices = [fact for fact in ledger.facts if isinstance(fact, dc.Invoice)]
    assert (len(clients), 55 <= len(invoices) <= 65) == (12, True)
    assert {action.stage.kind for action in run.actions} == set(StageKind)
    for kind in (dc.CreditNote, Dispute, PromiseToPay, PaymentReturned, NoticeReturned):
        assert any(isinstance(fact, kind) for fact in ledger.facts)
    assert {item.currency for item in invoices} == {"EUR", "GBP"}
    assert any(item.due_on == date(2024, 2, 29) for item in invoices)
    assert any(0 < item.outstanding_minor < item.minor for item in run.snapshot.receivables)
    assert [credit.id for credit in run.snapshot.unmatched] == ["P-6"]


def test_recording_a_run_leaves_nothing_to_do_the_same_day(run: dc.DunningRun) -> None:
    """Lettering and notices recorded, the same day run again proposes nothing."""
    ledger = sample_ledger().with_lettering(run.lettering)
    events = [event for action in run.actions for event in action.sent(SAMPLE_DAY)]
    again = dc.run_dunning(ledger.with_(events), SAMPLE_DAY, POLICY, SAMPLE_CREDITOR)
    assert (again.actions, again.lettering.allocations) == ((), ())
    assert again.aged_balance == run.aged_balance


def test_account_by_account_is_the_same(run: dc.DunningRun) -> None:
    """iter_run gives the decisions, actions and problems of the whole run, one account at a time."""
    parts = iter_run(sample_ledger(), SAMPLE_DAY, POLICY, SAMPLE_CREDITOR)
    assert len(parts) == 12
    assert tuple(line for part in parts for line in part.decisions) == run.decisions
    assert {action.key for part in parts for action in part.actions} == {action.key for action in run.actions}
    assert {problem for part in parts for problem in part.problems} == set(run.problems)
    assert [credit for part in parts for credit in part.snapshot.unmatched] == list(run.snapshot.unmatched)
    many = iter_run([dc.Ledger.of(ACME, invoice()), sample_ledger()], SAMPLE_DAY, POLICY)
    assert sum(1 for _ in many) == 13
    with pytest.raises(dc.DunningError):
        len(many)


def test_account_by_account_under_a_lettering_of_ones_own() -> None:
    """Where nothing is put on a debt that no one named, the money is left on each account, as in the whole run."""
    ledger = dc.Ledger.of(ACME, invoice(), invoice("F-2"), payment("P-1", 300, DUE))
    careful = LetteringPolicy(imputation=None)
    [part] = iter_run(ledger, after_due(3), POLICY, lettering=careful)
    whole = dc.DunningRun.of(ledger.as_of(after_due(3)).lettered(careful), POLICY)
    assert [credit.remainder for credit in part.snapshot.unmatched] == [eur(300)]
    assert (part.decisions, part.lettering) == (whole.decisions, whole.lettering)
    assert [part.snapshot.unmatched for part in iter_run(ledger, after_due(3), POLICY)] == [()]


def test_what_is_no_creditor_and_no_lettering_is_refused() -> None:
    """iter_run checks what it was given before the first account, as run_dunning does."""
    for wrong in ({"creditor": "Valcourt"}, {"lettering": "standard"}):
        with pytest.raises(WrongTypeError) as raised:
            iter_run(sample_ledger(), SAMPLE_DAY, POLICY, **wrong)  # type: ignore[arg-type]
        assert raised.value.field in wrong


def test_an_account_of_which_nothing_is_seen_yet() -> None:
    """An account whose documents all come later has a run with nothing in it, and a client all the same."""
    ledger = dc.Ledger.of(invoice("F-1", client="LATER"))
    [part] = iter_run(ledger, date(2026, 1, 1), POLICY)
    assert (part.decisions, part.snapshot.accounts[0].client.id) == ((), "LATER")
    assert dc.run_dunning(ledger, date(2026, 1, 1), POLICY).snapshot.accounts == ()


def test_tables_have_the_published_columns(run: dc.DunningRun) -> None:
    """Records and columns hold the same cells, under the published names."""
    records, columns = run.to_records(), run.to_columns()
    names = [column.name for column in RUN_COLUMNS]
    assert list(columns) == names
    assert all(list(record) == names for record in records)
    assert [record["receivable"] for record in records] == columns["receivable"]
    assert len({len(cells) for cells in columns.values()}) == 1
    aged = run.aged_balance
    assert [row["amount"] for row in aged.to_records()] == aged.to_columns()["amount"]


def test_the_table_of_actions() -> None:
    """One row per action: who is asked for what, by which way, whether a person approves and who else is told."""
    client = attrs.evolve(ACME, owner="Dana")
    chosen = attrs.evolve(POLICY, escalation=Escalation(kind=StageKind.FORMAL_NOTICE))
    history = [sent("last", after_due(17)), sent("courteous", after_due(3), "F-2")]
    ledger = dc.Ledger.of(client, invoice(), invoice("F-2", 500), history)
    found = dc.run_dunning(ledger, after_due(30), chosen, CREDITOR)
    [row] = found.actions_to_records()
    assert list(row) == [column.name for column in ACTION_COLUMNS] == list(found.actions_to_columns())
    # 1,000.00 EUR at 12.15 % over 30 days: 9.99 of interest, and 40.00; the firm notice of F-2 claims none.
    assert {**row, "key": ""} == {
        "act_on": after_due(30),
        "account": "ACME",
        "client": "ACME",
        "client_name": "Acme SARL",
        "currency": "EUR",
        "stage": "formal_notice",
        "kind": "formal_notice",
        "channel": "registered",
        "recipient": "Siège",
        "address": "2 rue B\n75002 Paris",
        "needs_approval": True,
        "escalate_to": "Dana",
        "receivables": "F-1 F-2",
        "amount": Decimal("1500.00"),
        "total": Decimal("1549.99"),
        "days_late": 30,
        "score": found.actions[0].score.total,
        "problems": "",
        "key": "",
    }
    assert row["key"] == found.actions[0].key


def test_an_action_that_reaches_nobody_says_so_in_its_row() -> None:
    """Without a contact the recipient is empty, its problem is named, and nobody is told."""
    nobody = attrs.evolve(ACME, contacts=())
    [row] = dc.run_dunning(dc.Ledger.of(nobody, invoice()), after_due(3), POLICY, CREDITOR).actions_to_records()
    assert (row["recipient"], row["address"], row["escalate_to"]) == (None, None, None)
    assert (row["problems"], row["total"]) == ("action.recipient.missing", Decimal("1000.00"))


def test_the_aged_balance_partitions_what_is_open(run: dc.DunningRun) -> None:
    """Every open amount is in one bucket; edges belong to the bucket below; edges must rise."""
    for currency in ("EUR", "GBP"):
        open_items = [item.outstanding for item in run.snapshot.open_items if item.currency == currency]
        assert run.aged_balance.total(currency) == dc.Money.sum(open_items, currency=currency)
    items = [invoice(f"F-{late}", 10, due=after_due(-late)) for late in (-1, 0, 1, 30, 31, 90, 91)]
    snapshot = dc.Ledger.of(ACME, items).as_of(DUE)
    assert [bucket.count for bucket in age(snapshot).buckets] == [2, 2, 1, 1, 1]
    with pytest.raises(dc.DunningError):
        age(snapshot, edges=(0, 30, 30))
    credits = dc.Ledger.of(ACME, payment("P", 5, DUE)).as_of(DUE)
    assert age(credits).credits == (dc.Money(5, "EUR"),)


def test_results_are_values(run: dc.DunningRun) -> None:
    """A whole run is equal to itself pickled, copied, or computed again."""
    again = dc.run_dunning(sample_ledger(), SAMPLE_DAY, POLICY, SAMPLE_CREDITOR)
    assert again == run == pickle.loads(pickle.dumps(run)) == copy.deepcopy(run)
    assert hash(again.decisions[0]) == hash(run.decisions[0])


def test_capacity_puts_actions_off(run: dc.DunningRun) -> None:
    """With a capacity of four, ten actions take three days, and none is lost."""
    planned = dc.plan_actions(run.decisions, capacity=4)
    assert [action.client for action in planned] == [action.client for action in run.actions]
    assert sorted({action.act_on for action in planned}) == [SAMPLE_DAY, date(2026, 11, 25), date(2026, 11, 26)]


def test_a_run_can_be_asked_as_it_was_known() -> None:
    """known_on reaches the run: what was recorded later is not in it."""
    late = dc.Payment("P-1", client="ACME", amount=dc.Money(1000, "EUR"), received_on=DUE, recorded_on=after_due(9))
    ledger = dc.Ledger.of(ACME, invoice(), late)
    assert dc.run_dunning(ledger, after_due(5), POLICY).actions == ()
    assert len(dc.run_dunning(ledger, after_due(5), POLICY, known_on=after_due(5)).actions) == 1


def test_one_large_account_is_read_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Explaining and drafting an account of four times the lines looks at four times the lines, not at sixteen."""
    looks: list[int] = []
    plain, equal = dc.Account.open_items.fget, dc.Receivable.__eq__  # type: ignore[attr-defined]

    def open_items(account: dc.Account) -> tuple[dc.Receivable, ...]:
        looks.append(len(account.receivables))
        return plain(account)  # type: ignore[no-any-return]

    def are_equal(item: dc.Receivable, other: object) -> bool:
        looks.append(1)
        return equal(item, other)

    monkeypatch.setattr(dc.Account, "open_items", property(open_items))
    monkeypatch.setattr(dc.Receivable, "__eq__", are_equal)
    counts = []
    for lines in (20, 80):
        looks.clear()
        items = [invoice(f"F-{rank}", "0.01", due=after_due(rank % 40)) for rank in range(lines)]
        ledger = dc.Ledger.of(ACME, items, invoice("F-X", 50))
        found = dc.run_dunning(ledger, after_due(25), POLICY.with_minimum(eur(40)), CREDITOR)
        assert len(found.to_records()) == lines + 1
        assert [draft.subject for draft in found.notices("fr")]
        assert found.problems
        counts.append(sum(looks))
    assert counts[1] < 5 * counts[0]
