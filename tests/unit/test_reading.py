"""References in free text: whole tokens of known names, however they are typed, and never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.identifiers import (
    is_belgian_reference,
    is_creditor_reference,
    is_finnish_reference,
    is_iban,
    is_luhn,
    is_norwegian_reference,
    is_swiss_reference,
    make_creditor_reference,
)
from dunning_core.lettering import ReferenceIndex, read_references
from tests.benchmarks.long_texts import FILLERS
from tests.books import after_due, invoice, lettered, payment

SERIES = ("FX-2026-0012", "FX-2026-0013", "FX-2026-0014", "FX-2026-0120", "FX-2025-0012", "AV-2026-0003")
COUNTERS = ("INV-000457", "INV-000458", "INV-004570", "CN-000457")
NUMBERS = ("923399", "923398", "0410", "2026", "12", "0000")


def read(text: str, names: tuple[str, ...] = SERIES) -> dict[str, str]:
    return {found.name: found.strength for found in read_references(text, ReferenceIndex(names))}


def strong(text: str, names: tuple[str, ...] = SERIES) -> list[str]:
    return [name for name, strength in read(text, names).items() if strength == "strong"]


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("VIR FX-2026-0012 MERCI", SERIES, ["FX-2026-0012"]),
        ("fx 2026 12", SERIES, ["FX-2026-0012"]),
        ("FX20260012.", SERIES, ["FX-2026-0012"]),
        ("(fx–2026–000012)", SERIES, ["FX-2026-0012"]),
        ("FX-2026-0012/0013/0014", SERIES, ["FX-2026-0012", "FX-2026-0013", "FX-2026-0014"]),
        ("FX-2026-0012 A 0014", SERIES, ["FX-2026-0012", "FX-2026-0013", "FX-2026-0014"]),
        ("FX-2026-0012 ET 0120 + AV-2026-0003", SERIES, ["FX-2026-0012", "FX-2026-0120", "AV-2026-0003"]),
        ("FX-2026-0012 FX-2026-0012", SERIES, ["FX-2026-0012"]),
        ("SOLDE FX-2026-0\n013", SERIES, ["FX-2026-0013"]),
        ("FX-2026-0012 1.200,00 FX-2026-0013 850,00", SERIES, ["FX-2026-0012", "FX-2026-0013"]),
        ("FACTURE FX-2026-0012 DU 12/10/2026 CPT FR76 3000 6000 0112 3456 7890 189", SERIES, ["FX-2026-0012"]),
        ("/TRTP/SEPA/REMI/FX-2026-0012/EREF/FX-2026-0013", SERIES, ["FX-2026-0012"]),
        ("VIR RECU /DE ACME /MOTIF FX-2026-0012 /REF FX-2026-0013", SERIES, ["FX-2026-0012"]),
        ("EREF+FX-2026-0013SVWZ+FX-2026-0012 MERCI", SERIES, ["FX-2026-0012"]),
        ("166?20REGLEMENT FACTURES FX-2026-?210012?30BANK", SERIES, ["FX-2026-0012"]),
        ("166?20REGLEMENT FX-2026-?210012?30BANK", SERIES, ["FX-2026-0012"]),
        ("166?20REGLEMENT DES FX-2026-00123?21 MERCI", SERIES, []),
        ("x?20REGLEMENT DE LA FX-2026-001?212 DU MOIS", SERIES, ["FX-2026-0012"]),
        ("VIR\nNPY FX-2026-0013\nLCC FX-2026-0012", SERIES, ["FX-2026-0012"]),
        ("facture 457", COUNTERS, ["INV-000457"]),
        ("Facture n° 457 du mois", COUNTERS, ["INV-000457"]),
        ("avoir 457 deduit", COUNTERS, ["CN-000457"]),
        ("facture 4570", COUNTERS, ["INV-004570"]),
        ("2. Rechnung 923399", NUMBERS, ["923399"]),
        ("Rechnung 0410", NUMBERS, ["0410"]),
        ("RF18 5390 0754 7034 ACME", ("539007547034", "RF1"), ["539007547034"]),
        ("RF18 5390 0754 7034", ("RF18539007547034",), ["RF18539007547034"]),
        ("communication +++010/8068/17183+++ merci", ("010806817183",), ["010806817183"]),
        ("communication +++010/8068/17184+++ merci", ("010806817184",), []),
        (
            "ref 21 00000 00003 13947 14300 09017 Muster",
            ("210000000003139471430009017",),
            ["210000000003139471430009017"],
        ),
        ("***010/8068/17183***", ("010806817183",), ["010806817183"]),
        ("21 00000 00003 13947 14300 09017", ("210000000003139471430009017",), ["210000000003139471430009017"]),
        ("regt contrat omega solde", ("OMEGA", "B-1"), ["OMEGA"]),
        ("SINV 2026 123", ("ACC-SINV-2026-00123", "ACC-SINV-2025-00123"), ["ACC-SINV-2026-00123"]),
    ],
)
def test_what_is_read(text: str, names: tuple[str, ...], found: list[str]) -> None:
    """With or without separators, zeros, prefixes and labels; lists and ranges; wrapped lines; other numbers masked."""
    assert sorted(strong(text, names)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("VIR SEPA SOLDE DE TOUT COMPTE", SERIES),
        ("BON DE COMMANDE BC-2026-0012", SERIES),
        ("PAY20260012", SERIES),
        ("TEL 0612001300", SERIES),
        ("12/10/2026", SERIES),
        ("1 200,13 EUR", SERIES),
        ("MANDAT FX0012RUM2026", SERIES),
        ("FX2026001200130014", SERIES),
        ("FACTURES DE SEPTEMBRE 2026", SERIES),
        ("LOYER 2026", NUMBERS),
        ("CLIENT 0000", NUMBERS),
        ("98.76.54.923399", NUMBERS),
        ("A923399B", NUMBERS),
        ("75012 PARIS", ("75012A", "12")),
        ("ACC-SINV-2026-00001", ("ACC-SINV-2026-00123-1",)),
        (".*", SERIES),
        ("", SERIES),
        ("IBAN BE45 1254 3254 1254", ("1254",)),
    ],
)
def test_what_names_nothing(text: str, names: tuple[str, ...]) -> None:
    """Other series, dates, amounts, accounts, telephone numbers and bare years are no references."""
    assert read(text, names) == {}


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("FX-2026-0021", SERIES, {"FX-2026-0012": "weak", "FX-2025-0012": "weak"}),
        (
            "FX-2026-0011",
            SERIES,
            {"FX-2026-0012": "ambiguous", "FX-2026-0013": "ambiguous", "FX-2026-0014": "ambiguous"},
        ),
        ("VIR 457", COUNTERS, {}),
        ("VIR 4570", COUNTERS, {"INV-004570": "weak"}),
        ("FACTURE 0012", SERIES, {"FX-2026-0012": "ambiguous", "FX-2025-0012": "ambiguous"}),
        ("FX-2026-0012 NON PAYEE, LITIGE", SERIES, {"FX-2026-0012": "ambiguous"}),
        ("FX-2026-0012-13", SERIES, {"FX-2026-0012": "strong", "FX-2026-0013": "weak"}),
        ("RF17 5390 0754 7034", ("539007547034",), {"539007547034": "weak"}),
        ("virement 0410", NUMBERS, {}),
        ("FAC1042", ("F1042", "F1142"), {"F1042": "weak"}),
        (
            "VIR FX-2026-0012",
            ("FX-2026-0012", "FX/2026/12"),
            {"FX-2026-0012": "ambiguous", "FX/2026/12": "ambiguous"},
        ),
    ],
)
def test_what_is_only_weak_or_ambiguous(text: str, names: tuple[str, ...], found: dict[str, str]) -> None:
    """A slip of the finger, a counter alone, a negation, two names that read alike: proposed at most, never chosen."""
    expected = {name: strength for name, strength in found.items() if name != "FX-2025-0012" or "0021" not in text}
    assert read(text, names) == expected


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("FX20260012", SERIES, {"FX-2026-0012": "strong"}),
        ("FX20 260012", SERIES, {"FX-2026-0012": "strong"}),
        ("FX20-260012", SERIES, {}),
        ("FX - 2026 - 0012", SERIES, {"FX-2026-0012": "strong"}),
        ("FX    2026-0012", SERIES, {"FX-2026-0012": "weak"}),
        ("B-1 OMEGA", ("OMEGA", "B-1"), {"OMEGA": "strong", "B-1": "strong"}),
        ("OMEG", ("OMEG",), {}),
        ("OMEGA-0013", ("OMEGA", *SERIES), {}),
        ("OMEGA 0013", ("OMEGA", *SERIES), {"OMEGA": "strong", "FX-2026-0013": "weak"}),
        ("F12B", ("F12B", "F-12"), {"F12B": "strong"}),
        ("F-12B", ("F-12",), {}),
        ("REF-923399", NUMBERS, {"923399": "strong"}),
        ("98 923399", NUMBERS, {"923399": "strong"}),
        ("98 REF-923399", NUMBERS, {"923399": "strong"}),
        ("98-923399", NUMBERS, {}),
        ("98---923399", NUMBERS, {}),
        ("98----923399", NUMBERS, {"923399": "strong"}),
        ("923399-98", NUMBERS, {}),
        ("923 399", NUMBERS, {"923399": "strong"}),
        ("000923399", NUMBERS, {"923399": "strong"}),
        ("0000923399", NUMBERS, {}),
        ("12345", ("12345",), {"12345": "strong"}),
        ("FACTURE 410", NUMBERS, {"0410": "strong"}),
        ("FACTURE 12", NUMBERS, {}),
        ("FACTURE 0000", NUMBERS, {}),
        ("00000", NUMBERS, {}),
        ("A923399", NUMBERS, {}),
    ],
)
def test_what_is_read_in_full(text: str, names: tuple[str, ...], found: dict[str, str]) -> None:
    """Between other words: joined or parted by blanks, not by more; and a number that stands alone."""
    assert read(f"VIR {text} MERCI", names) == found


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("FACTURE N NO 457", COUNTERS, {"INV-000457": "strong"}),
        ("FACTURE N NO NR 457", COUNTERS, {}),
        ("FACTURE CLIENT 457", COUNTERS, {}),
        ("457 FACTURE", COUNTERS, {}),
        ("457 FACTURE 457", COUNTERS, {"INV-000457": "strong"}),
        ("AVOIR 458", COUNTERS, {}),
        ("FACTURE 457", ("A-000457",), {"A-000457": "strong"}),
        ("457", (*COUNTERS, "A-000457"), {}),
        ("00457", COUNTERS, {"INV-000457": "ambiguous", "CN-000457": "ambiguous"}),
        ("4570-12", COUNTERS, {}),
        ("4570-A", COUNTERS, {"INV-004570": "weak"}),
        ("4570 12", COUNTERS, {"INV-004570": "weak"}),
        ("4570A", COUNTERS, {}),
        ("123 4570", COUNTERS, {"INV-004570": "weak"}),
        ("26 4570", COUNTERS, {}),
        ("2026---4570", COUNTERS, {}),
        ("2026, 4570", COUNTERS, {"INV-004570": "weak"}),
        ("FACTURE 2026 12", SERIES, {"FX-2026-0012": "strong"}),
        ("FACTURE 12", SERIES[:1], {"FX-2026-0012": "weak"}),
        ("FACTURE 012", SERIES[:1], {"FX-2026-0012": "strong"}),
        ("FACTURE 12", ("FX-0012",), {"FX-0012": "strong"}),
        ("FX-0013", SERIES, {"FX-2026-0013": "strong"}),
        ("20260012", SERIES, {"FX-2026-0012": "weak"}),
        ("FACTURE 20260012", SERIES, {"FX-2026-0012": "strong"}),
        ("XX-20260012", SERIES, {}),
        ("99 20260012", SERIES, {}),
        ("260012", ("FX-26-0012",), {"FX-26-0012": "weak"}),
        ("10012", ("FX-1-0012",), {}),
        ("SINV 0123", ("ACC-SINV-2026-0123", "B-0123"), {"ACC-SINV-2026-0123": "strong"}),
        ("ACC-0123", ("ACC-SINV-2026-0123",), {}),
        ("INV-0123", ("ACC-INV-2026-0123",), {"ACC-INV-2026-0123": "strong"}),
        ("INV-0123", ("INV-ACC-2026-0123",), {"INV-ACC-2026-0123": "weak"}),
        ("FACTURE N 0012", ("N-2026-0012", "B-0012"), {"N-2026-0012": "ambiguous", "B-0012": "ambiguous"}),
        ("FACTURE 0012", ("17/3/0012",), {}),
        ("FACTURE 2026\n12", SERIES, {"FX-2026-0012": "strong"}),
        ("FX-2026-1012", SERIES, {"FX-2026-0012": "weak"}),
        ("FX-2026-1020", SERIES, {"FX-2026-0120": "weak"}),
        ("FX-2026-0102", SERIES, {"FX-2026-0012": "ambiguous", "FX-2026-0120": "ambiguous"}),
        ("FX-0022", SERIES, {"FX-2026-0012": "ambiguous", "FX-2025-0012": "ambiguous"}),
        ("FAC-0011", ("FAC-2026-0012",), {"FAC-2026-0012": "weak"}),
        ("FX 222222222222222221", ("FX-222222222222222222",), {}),
        ("FX-222222222222222221", ("FX-222222222222222222",), {"FX-222222222222222222": "weak"}),
        ("FX-3222222222222222222", ("FX-2222222222222222222",), {}),
    ],
)
def test_what_is_read_by_its_counter(text: str, names: tuple[str, ...], found: dict[str, str]) -> None:
    """By the word or the letters before it and the year; from four digits on without; one slip away at most."""
    assert read(f"VIR {text} MERCI", names) == found


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("RF18539007547034", ("539007547034",), {"539007547034": "strong"}),
        ("RF17539007547034", ("539007547034",), {"539007547034": "weak"}),
        ("RF17 5390 0754 7034", ("539007547034",), {"539007547034": "weak"}),
        ("RF18-5390-0754-7034", ("RF18539007547034",), {"RF18539007547034": "strong"}),
        ("RF17-5390-0754-7034", ("RF17539007547034",), {"RF17539007547034": "strong"}),
        ("RF18 5390 0754 7034", ("539007547034", "53900754-7034"), {}),
        ("RF18 0108 0681 7183", ("RF18010806817183", "010806817183"), {"RF18010806817183": "strong"}),
        ("98/010806817183", ("010806817183",), {"010806817183": "strong"}),
        ("010/8068/A/17183", ("010806817183",), {}),
        (
            "010/8068/17183 ET 000/0000/09797",
            ("010806817183", "000000009797"),
            {"010806817183": "strong", "000000009797": "strong"},
        ),
    ],
)
def test_what_is_read_in_groups(text: str, names: tuple[str, ...], found: dict[str, str]) -> None:
    """A reference with check digits, however it is printed; a creditor reference that is wrong is weak."""
    assert read(f"VIR {text} MERCI", names) == found


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (" FX-2026-0012 ", [("FX-2026-0012", "strong", "FX-2026-0012")]),
        ("VIR FX-2026/13, 12", [("FX-2026-0013", "strong", "FX 2026 13"), ("FX-2026-0012", "weak", "12")]),
        (
            "VIR FX-2026-0012 A 0014",
            [
                ("FX-2026-0012", "strong", "FX 2026 0012"),
                ("FX-2026-0013", "strong", "12 A 14"),
                ("FX-2026-0014", "strong", "0014"),
            ],
        ),
        ("VIR FX-2026-0021 ICI", [("FX-2026-0012", "weak", "0021")]),
        ("VIR 0013 ICI", [("FX-2026-0013", "weak", "0013")]),
        ("VIR 0013 PUIS FX 2026 13", [("FX-2026-0013", "strong", "FX 2026 13")]),
        ("VIR FX 2026 13 PUIS 0013", [("FX-2026-0013", "strong", "FX 2026 13")]),
        ("VIR 0012", [("FX-2026-0012", "ambiguous", "0012"), ("FX-2025-0012", "ambiguous", "0012")]),
        ("FX-2026-0013 NON PA\nYEE", [("FX-2026-0013", "ambiguous", "FX 2026 0013")]),
        ("VIR RF 18/0021 ICI", [("0021", "weak", "RF180021")]),
        ("VIR 010/8068/17183 ICI", [("010806817183", "strong", "010806817183")]),
        ("***", []),
    ],
)
def test_where_a_name_was_seen(text: str, seen: list[tuple[str, str, str]]) -> None:
    """Names come in the order of the text, with the words that were the strongest; nothing is seen in punctuation."""
    index = ReferenceIndex((*SERIES, "0021", "010806817183", "???"))
    assert [(found.name, found.strength, found.seen) for found in read_references(text, index)] == seen


def test_the_longest_name_is_the_one_that_is_meant() -> None:
    """RINV is not INV, F-1 BIS is not F-1, and 17 holds no 7."""
    names = ("INV/2026/00001", "RINV/2026/00001", "F-1", "F-1 BIS", "DUP-26-7", "DUP-26-17")
    assert strong("RINV/2026/00001", names) == ["RINV/2026/00001"]
    assert strong("f-1 bis puis DUP-26-17", names) == ["F-1 BIS", "DUP-26-17"]


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=12), max_size=5))
def test_any_text_is_read(text: str, names: list[str]) -> None:
    """Whatever the text and the names, only known names come out, each once, of a known strength."""
    found = read_references(text, ReferenceIndex(names))
    assert len({reading.name for reading in found}) == len(found)
    assert all(reading.name in names and reading.strength in ("strong", "weak", "ambiguous") for reading in found)


@pytest.mark.parametrize("filler", FILLERS)
def test_long_texts_are_read(filler: str) -> None:
    """Ten thousand characters of what regular expressions choke on end; a number behind them is found all the same."""
    index = ReferenceIndex((*SERIES, *(f"{number}/2026" for number in range(100))))
    text = f"{filler * (10_000 // len(filler))}\nFX-2026-0012\n"
    found = [reading.name for reading in read_references(text, index) if reading.strength == "strong"]
    # One filler is a range itself, of three numbers.
    assert found == (list(SERIES[:3]) if "A 0014" in filler else ["FX-2026-0012"])


def told(*facts: object) -> list[tuple[str, tuple[str, ...]]]:
    """What is told of payments that are kept for a person, and put nowhere."""
    proposal = dc.propose_lettering(lettered(after_due(5), *facts))
    assert proposal.allocations == ()
    return [(candidate.reason, candidate.debits) for candidate in proposal.candidates]


def test_a_weak_reference_and_the_exact_amount_prove_each_other() -> None:
    """A counter typed with two digits swapped, and exactly what is open: lettered, with both as evidence."""
    facts = [
        invoice("FX-2026-0012", 300),
        invoice("FX-2026-0999", 500),
        payment("P-1", 300, after_due(3), "FX-2026-0021"),
    ]
    [found] = dc.propose_lettering(lettered(after_due(5), *facts)).allocations
    assert (found.debit, found.strategy, found.evidence) == ("FX-2026-0012", "confirmed_reference", "0021")
    assert "0021" in dc.explain(found, "en")
    other = [*facts[:2], payment("P-1", 290, after_due(3), "FX-2026-0021")]
    assert told(*other) == [("weak_reference", ("FX-2026-0012",))]
    twice = [*facts, invoice("FX-2026-0022", 300)]
    assert dc.propose_lettering(lettered(after_due(5), *twice)).allocations[0].strategy == "exact_amount"
    neither = [*facts[:2], invoice("FX-2026-0022", 310), payment("P-1", 305, after_due(3), "FX-2026-0021")]
    assert told(*neither) == [("ambiguous_reference", ("FX-2026-0012", "FX-2026-0022"))]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (
            is_creditor_reference,
            ("RF18 5390 0754 7034", "rf18539007547034"),
            ("RF17539007547034", "RF18", "18539007", ""),
        ),
        (is_belgian_reference, ("+++010/8068/17183+++", "000000009797"), ("010806817184", "01080681718", "ABC")),
        (is_swiss_reference, ("210000000003139471430009017",), ("210000000003139471430009018", "21000", "x" * 27)),
        (is_finnish_reference, ("1234561", "0001234561"), ("1234562", "131", "12345a1")),
        (is_luhn, ("12345674", "18"), ("12345675", "0x8", "8")),
        (is_norwegian_reference, ("000012345678903", "1234567892"), ("000012345678901", "1", "12a")),
        (
            is_iban,
            ("FR7630006000011234567890189", "BE68 5390 0754 7034"),
            ("FR7630006000011234567890188", "FR76", "76FR"),
        ),
    ],
)
def test_check_digits(check: object, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    """Each form by its own arithmetic; blanks and punctuation do not count."""
    assert [check(text) for text in good] == [True] * len(good)  # type: ignore[operator]
    assert [check(text) for text in bad] == [False] * len(bad)  # type: ignore[operator]


@given(st.from_regex(r"\A[A-Z0-9]{1,21}\Z"))
def test_a_creditor_reference_that_is_made_is_one(body: str) -> None:
    """What is made passes its own check, and any single digit changed in it does not."""
    made = make_creditor_reference(body)
    assert is_creditor_reference(made)
    wrong = f"RF{(int(made[2:4]) + 1) % 100:02d}{made[4:]}"
    assert not is_creditor_reference(wrong)
