"""Laws of accounting-entries files: what is open is what the accounts of clients hold, whatever the habits."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.interop.fec import read_fec, write_lettering
from tests.accounting import Entry, Habits, Leg, Row, compose, receipt, sale, transfer

START = date(2026, 1, 1)
LAST = date(2027, 12, 31)
NET_30 = dc.PaymentTerms.net(30)

DAYS = st.integers(1, 300).map(lambda days: START + timedelta(days))
CLIENTS = st.sampled_from(["ACME", "BOIS", "CIME"])
CENTS = st.sampled_from([100, 250, 999, 1_200, 12_345]) | st.integers(1, 99_999)
KINDS = (
    "sale",
    "credit",
    "receipt",
    "return",
    "transfer",
    "opening",
    "set_off",
    "lines",
    "between",
    "foreign",
)
CODES = st.sampled_from(["", "", "AA", "AB", "ab", "*"])
PIECES = st.sampled_from(["", "F-1", "F-2", "F-3", "2026-01", "F#1"])
FOREIGN = st.sampled_from([("", ""), ("", ""), ("10,00", "EUR"), ("7,77", "USD"), ("", "USD")])


@st.composite
def entries(draw: st.DrawFn, number: int) -> Entry:
    """One entry of any kind that touches the accounts of clients."""
    on, client, cents, code = draw(DAYS), draw(CLIENTS), draw(CENTS), draw(CODES)
    kind = draw(st.sampled_from(KINDS))
    if kind in ("sale", "credit"):
        return sale(draw(PIECES), on, client, cents if kind == "sale" else -cents, entry=str(number), code=code)
    if kind in ("receipt", "return"):
        root, bank = draw(st.sampled_from(["411", "413", "416"])), draw(st.sampled_from(["512", "5112", "530"]))
        signed = cents if kind == "receipt" else -cents
        return receipt(str(number), on, client, signed, code=code, root=root, bank=bank, piece=draw(PIECES))
    if kind == "transfer":
        source, target = draw(st.permutations(["411", "413", "416"]))[:2]
        other = draw(CODES)
        return transfer(str(number), on, client, cents, source=f"{source}:{code}", target=f"{target}:{other}")
    if kind == "opening":
        legs = [Leg("411", cents, client, draw(PIECES), code=code), Leg("416", -draw(CENTS), client)]
        return Entry("AN", str(number), START, [*legs, Leg("890", -sum(leg.cents for leg in legs))])
    if kind == "set_off":
        return Entry("OD", str(number), on, [Leg("401", cents), Leg("411", -cents, client, code=code)])
    if kind == "lines":
        legs = [Leg("411", draw(CENTS), client, "F-9", code=draw(CODES)) for _ in range(3)]
        return Entry("VE", str(number), on, [*legs, Leg("707", -sum(leg.cents for leg in legs))])
    if kind == "between":
        return Entry("OD", str(number), on, [Leg("411", -cents, client, code=code), Leg("411", cents, draw(CLIENTS))])
    return sale(draw(PIECES), on, client, cents, entry=str(number), code=code, foreign=draw(FOREIGN))


BOOKS = st.integers(1, 9).flatmap(lambda count: st.tuples(*(entries(number) for number in range(count))))
HABITS = st.builds(
    Habits, st.booleans(), st.booleans(), st.sampled_from([",", "."]), st.booleans(), st.sampled_from([3, 6, 8])
)


def balances(rows: Sequence[Row]) -> Counter[tuple[str, str]]:
    """Debit less credit of the accounts 411, 413 and 416, by auxiliary account and currency, in cents."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if not row["CompteNum"].startswith(("411", "413", "416")):
            continue
        debit = row["Debit"] if "Debit" in row else (row["Montant"] if row["Sens"] == "D" else "0")
        credit = row["Credit"] if "Credit" in row else (row["Montant"] if row["Sens"] == "C" else "0")
        cents = sum(
            sign * round(float(cell.replace(",", ".")) * 100) for sign, cell in ((1, debit), (-1, credit)) if cell
        )
        currency = row["Idevise"] or "EUR"
        if currency != "EUR" and row["Montantdevise"]:
            own = round(float(row["Montantdevise"].replace(",", ".")) * 100)
            cents = own if cents > 0 else -own
        elif currency != "EUR":
            currency = "EUR"
        found[row["CompAuxNum"] or row["CompteNum"], currency] += cents
    return Counter({key: cents for key, cents in found.items() if cents})


def open_balances(snapshot: dc.Snapshot) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for item in snapshot.receivables:
        found[item.client.id, item.currency] += item.outstanding_minor
    for credit in snapshot.unmatched:
        found[str(credit.source.client), credit.currency] -= credit.remainder_minor
    return Counter({key: cents for key, cents in found.items() if cents})


@given(BOOKS, HABITS)
def test_what_is_open_is_what_the_accounts_hold(book: tuple[Entry, ...], habits: Habits) -> None:
    """To the cent, by auxiliary account and currency, lettered or not; what is not read is told with its amount."""
    rows = compose(book, habits)
    found = read_fec(rows, NET_30)
    expected = balances(rows)
    for problem in found.problems:
        if problem.code == "fec.row.left_out":
            expected[problem.param("account"), "EUR"] -= problem.param("amount").minor
    assert {problem.code for problem in found.problems} <= {
        "fec.row.left_out",
        "fec.code.unreadable",
        "fec.bill.untied",
        "fec.money_out.unexplained",
    }
    snapshot = dc.Ledger.of(found.values).as_of(LAST)
    assert not {problem.code for problem in snapshot.problems} - {"client.unknown"}
    expected = Counter({key: cents for key, cents in expected.items() if cents})
    assert open_balances(snapshot) == expected
    assert open_balances(snapshot.lettered()) == expected


@given(BOOKS, HABITS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(book: tuple[Entry, ...], habits: Habits, random: Random) -> None:
    """The rows shuffled tell the same facts."""
    rows = compose(book, habits)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert read_fec(shuffled, NET_30).values == read_fec(rows, NET_30).values


@st.composite
def groups(draw: st.DrawFn, number: int) -> tuple[list[Entry], list[int], list[int]]:
    """Invoices and payments of one client under one code, with the amounts of both."""
    code, client = f"{'AZ'[number % 2]}{'ABCDEFGH'[number]}", draw(CLIENTS)
    owed = draw(st.lists(CENTS, max_size=3))
    paid = draw(st.lists(CENTS, max_size=3))
    if sum(owed) > sum(paid) and draw(st.booleans()):
        paid.append(sum(owed) - sum(paid))
    made = [sale(f"F-{number}-{at}", draw(DAYS), client, cents, code=code) for at, cents in enumerate(owed)]
    made += [receipt(f"{number}{at}", draw(DAYS), client, cents, code=code) for at, cents in enumerate(paid)]
    return made, owed, paid


@given(st.tuples(*(groups(number) for number in range(4))), HABITS)
def test_groups_that_balance_are_settled(
    found: tuple[tuple[list[Entry], list[int], list[int]], ...], habits: Habits
) -> None:
    """Of each group what is left is what its letters leave, and a group that balances leaves nothing."""
    rows = compose([entry for made, _, _ in found for entry in made], habits)
    snapshot = dc.Ledger.of(read_fec(rows, NET_30).values).as_of(LAST)
    for number, (_, owed, paid) in enumerate(found):
        own = [item for item in snapshot.receivables if item.id.startswith(f"F-{number}-")]
        assert sum(item.outstanding_minor for item in own) == max(0, sum(owed) - sum(paid))
    balanced = sum(1 for _, owed, paid in found if owed and sum(owed) == sum(paid))
    assert sum(group.is_balanced for group in snapshot.lettered_groups) >= balanced


@given(BOOKS, HABITS)
def test_written_letters_say_what_was_lettered(book: tuple[Entry, ...], habits: Habits) -> None:
    """Nothing but two columns changes, codes that stand stay up to their case, and the accounts hold what they held."""
    rows = compose(book, habits)
    snapshot = dc.Ledger.of(read_fec(rows, NET_30).values).as_of(LAST).lettered()
    written = write_lettering(rows, snapshot)
    for before, after in zip(rows, written, strict=True):
        changed = {name for name in before if before[name] != after[name]}
        assert changed <= {"EcritureLet", "DateLet"}
        assert after["EcritureLet"] or not before["EcritureLet"]
        assert not changed or before["CompteNum"].startswith("41")
    again = dc.Ledger.of(read_fec(written, NET_30).values).as_of(LAST)
    assert open_balances(again) == open_balances(snapshot)
