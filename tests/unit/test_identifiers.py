"""Numbers with check digits, each against python-stdnum, which was written by others from the same texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, iso11649
from stdnum.fr import siren, siret, tva

from dunning_core.errors import InvalidValueError
from dunning_core.identifiers import (
    is_creditor_reference,
    is_french_vat_number,
    is_iban,
    is_siren,
    is_siret,
    make_creditor_reference,
    make_french_vat_number,
)

COUNTRIES = (
    "AD AL AT BA BE BG CH CY CZ DE DK EE ES FI FO FR GB GI GL GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT "
    "RO RS SE SI SK SM TN TR VA XK"
)
ACCOUNTS = {
    "FR": "FR7630006000011234567890189",
    "BE": "BE68539007547034",
    "DE": "DE89370400440532013000",
    "GB": "GB29NWBK60161331926819",
    "MT": "MT84MALT011000012345MTLCAST001S",
    "NO": "NO9386011117947",
}


def luhn_digit(digits: str) -> str:
    """The Luhn check digit that completes digits."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


@given(st.text("RF0123456789ABCXYZ", max_size=26) | st.from_regex(r"\ARF[0-9]{2}[0-9A-Z]{1,21}\Z"))
def test_a_creditor_reference_is_what_stdnum_takes(text: str) -> None:
    """Every text is judged as stdnum judges it."""
    assert is_creditor_reference(text) == iso11649.is_valid(text)


@given(st.from_regex(r"\A[0-9A-Z]{1,21}\Z"))
def test_a_creditor_reference_that_is_made_is_valid_there(body: str) -> None:
    """What is made here is accepted there, and what it was made of is found in it."""
    made = make_creditor_reference(body)
    assert iso11649.validate(made)[4:] == body


@pytest.mark.parametrize("text", ["", "--", "A" * 22, "FÉ-1", "٣٤"])
def test_what_no_creditor_reference_can_hold_is_refused(text: str) -> None:
    """Nothing, too much, and letters or digits that the standard has not: an error, never a text cut short."""
    with pytest.raises(InvalidValueError):
        make_creditor_reference(text)


def test_the_published_creditor_reference() -> None:
    """The example of the standard."""
    assert make_creditor_reference("5390 0754-7034") == "RF18539007547034"


@pytest.mark.parametrize("country", ACCOUNTS)
def test_the_example_of_a_country_is_an_iban(country: str) -> None:
    """A published example is valid, and is not any more with its check digits swapped or one left out."""
    account = ACCOUNTS[country]
    assert is_iban(account)
    assert is_iban(" ".join(re.findall(".{1,4}", account.lower())))
    assert not is_iban(f"{account[:2]}{account[3]}{account[2]}{account[4:]}")
    assert not is_iban(account[:-1])


def with_check_digits(country: str, body: str) -> str:
    return country + iban.calc_check_digits(f"{country}00{body}") + body


@pytest.mark.parametrize("country", COUNTRIES.split())
def test_an_account_has_the_structure_of_its_country(country: str) -> None:
    """Check digits alone do not make an IBAN: lengths, and letters at either end, are judged as stdnum judges them."""
    shapes = [f"{'A' * before}{'0' * (size - before)}" for size in range(11, 31) for before in (0, 1, 2, 4, 5)]
    shapes += [f"{'0' * (size - 1)}A" for size in range(11, 31)] + [f"{'0' * (size - 3)}A00" for size in range(11, 31)]
    taken = []
    for shape in shapes:
        text = with_check_digits(country, shape)
        assert is_iban(text) == iban.is_valid(text, check_country=False), text
        taken += [text] if is_iban(text) else []
    assert len({len(text) for text in taken}) == 1


@given(st.sampled_from(sorted(ACCOUNTS)), st.data())
def test_an_account_of_the_right_structure_is_taken(country: str, data: st.DataObject) -> None:
    """Other figures in the places of figures, with the check digits that they call for."""
    body = "".join(
        data.draw(st.sampled_from("0123456789")) if character.isdigit() else character
        for character in ACCOUNTS[country][4:]
    )
    text = with_check_digits(country, body)
    assert iban.is_valid(text, check_country=False)
    assert is_iban(text)


def test_the_account_of_an_unlisted_country_is_judged_by_its_check_digits() -> None:
    """Brazil stands in no table here: the form and the check digits are all that is looked at."""
    assert is_iban("BR1800360305000010009795493C1")
    assert not is_iban("BR1900360305000010009795493C1")


@given(st.text("0123456789", min_size=8, max_size=10), st.booleans())
def test_a_siren_is_what_stdnum_takes(digits: str, completed: bool) -> None:
    """Nine digits, the last by Luhn."""
    text = digits + luhn_digit(digits) if completed else digits
    assert is_siren(text) == siren.is_valid(text)


@given(st.sampled_from(["732829320", "356000000", "356000001"]), st.text("0123456789", min_size=4, max_size=5))
def test_a_siret_is_what_stdnum_takes(number: str, place: str) -> None:
    """Fourteen digits, by Luhn, or by the sum of the digits for the places of La Poste."""
    for text in (number + place, number + place[:4] + luhn_digit(number + place[:4])):
        assert is_siret(text) == siret.is_valid(text), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("73282932000074", True),
        ("732 829 320 00075", False),
        # La Poste: the head office by Luhn, any other place by the sum of its digits, 35 here.
        ("35600000000048", True),
        ("35600000009075", True),
        ("35600000009076", False),
        # A place whose last digit is right, of a company that cannot be.
        ("73282932100073", False),
        ("7328293200007A", False),
        ("", False),
    ],
)
def test_published_sirets(text: str, expected: bool) -> None:
    """The examples, the exception of La Poste, and one digit beside them."""
    assert is_siret(text) is expected


@given(st.sampled_from(["732829320", "356000000", "552100554", "000000018", "123456789"]), st.data())
def test_a_vat_number_is_what_stdnum_takes(number: str, data: st.DataObject) -> None:
    """Keys of digits and keys with letters, of companies, of Monaco, and of numbers that are no SIREN."""
    key = data.draw(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2))
    assert is_french_vat_number(f"FR{key}{number}") == tva.is_valid(f"FR{key}{number}"), key


@pytest.mark.parametrize("number", ["732829320", "552100554"])
def test_every_key_of_a_vat_number(number: str) -> None:
    """All keys of two characters, one after the other, agree with stdnum; some of them have letters."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    texts = [f"FR{first}{second}{number}" for first in alphabet for second in alphabet]
    taken = [text for text in texts if is_french_vat_number(text)]
    assert taken == [text for text in texts if tva.is_valid(text)]
    assert make_french_vat_number(number) in taken
    assert any(not text[2:4].isdigit() for text in taken)


@given(st.text("0123456789", min_size=8, max_size=8))
def test_a_vat_number_that_is_made_is_valid_there(digits: str) -> None:
    """The key of any SIREN is the one that stdnum expects."""
    number = digits + luhn_digit(digits)
    assert tva.is_valid(make_french_vat_number(number))
    assert is_french_vat_number(make_french_vat_number(number))


@pytest.mark.parametrize("text", ["FR44732829321", "FR4473282932", "DE44732829320", "FR4A732829320x", "FR", ""])
def test_what_is_no_french_vat_number(text: str) -> None:
    """A wrong SIREN, a length, another country, nothing."""
    assert not is_french_vat_number(text)


def test_no_vat_number_is_made_of_what_is_no_siren() -> None:
    """A slip in the SIREN is an error, not a key computed on it."""
    assert make_french_vat_number("732829320") == "FR44732829320"
    with pytest.raises(InvalidValueError) as raised:
        make_french_vat_number("732829321")
    assert raised.value.kind == "bad_siren"
