"""Remittance texts taken apart: labels, accounts, dates and amounts off, and what is left in runs."""

import pytest

from dunning_core.lettering.tokens import clean_text, split_tokens


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("NPY ACME\nLCC SOLDE", "LCC SOLDE"),
        ("KREF+ABC MOTIF", "| MOTIF"),
        ("/IBAN/NL20INGB0001234567/BIC/ABNA/X", "| | /X"),
        ("/NAME/X/REMI/F-12\nF-13/EREF/9\n/REMI/Y", "F-12 F-13"),
        ("VIR /DE X\n/MOTIF F-12\nF-13\n/REF 9", "F-12 F-13"),
        ("EREF+9SVWZ+F-12\nF-13\nKREF+8", "F-12 F-13"),
        ("166?20F-12?21F-13", "166 F-12 F-13"),
        (f"166?20{'A' * 27}?21B?22C", f"166 {'A' * 27}B C"),
        ("X\u2013Y \u00e9t\u00e9 \ufb01n \uff12", "X-Y ETE FIN 2"),
        ("CPT FR76 3000 6000 0112 3456 7890 189 F-12", "CPT | F-12"),
        ("CPT FR77 3000 6000 0112 3456 7890 189 F-12", "CPT FR77 3000 6000 0112 3456 7890 189 F-12"),
        ("X IBAN: FR77 3000 6000", "X |"),
        ("DU 01/02/2026 AU 2026-02-03 12/10/2026.", "DU | AU | | ."),
        ("DE 1 200,00 ET 1.200,00 ET 12.50 SUR 12.5", "DE | ET | ET | SUR 12.5"),
    ],
)
def test_what_the_bank_added_is_taken_off(text: str, kept: str) -> None:
    """What the payer wrote is kept, in plain capitals, over all its lines; other numbers leave a bar."""
    assert clean_text(text).split() == kept.split()


def test_runs_know_what_stands_before_them() -> None:
    """A blank stands before the first one; zeros are taken off digits, and nothing off letters."""
    assert [(*token,) for token in split_tokens("..XFA-00 012B  0X")] == [
        ("XFA", "XFA", " ..", False),
        ("00", "0", "-", True),
        ("012", "12", " ", True),
        ("B", "B", "", False),
        ("0", "0", "  ", True),
        ("X", "X", "", False),
    ]
    assert split_tokens("  ") == []
