"""Numbers with check digits: payment references of six kinds, IBAN, and the French SIREN, SIRET and VAT number.

Each check is arithmetic on the text itself: it says that a number was typed whole, never that it exists. Blanks and
punctuation between its characters are left out of account.
"""

import re

from dunning_core.errors import InvalidValueError

_KEPT = re.compile(r"[^0-9A-Z]")
_RF = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
_SWISS_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)

# What follows the country and the check digits, as the registry of ISO 13616 says it for the countries of SEPA and a
# few neighbours: n digits, a capitals, c either of them.
_ACCOUNTS = """
AD n8c12   AL n8c16   AT n16     BA n16     BE n12     BG a4n6c8  CH n5c12   CY n8c16   CZ n20     DE n18
DK n14     EE n16     ES n20     FI n14     FO n14     FR n10c11n2           GB a4n14   GI a4c15   GL n14
GR n7c16   HR n17     HU n24     IE a4n14   IS n22     IT a1n10c12           LI n5c12   LT n16     LU n3c13
LV a4c13   MC n10c11n2           MD c20     ME n18     MK n3c10n2            MT a4n5c18 NL a4n10   NO n11
PL n24     PT n21     RO a4c16   RS n18     SE n20     SI n15     SK n20     SM a1n10c12           TN n20
TR n6c16   VA n18     XK n16
"""
_CLASSES = {"n": "[0-9]", "a": "[A-Z]", "c": "[0-9A-Z]"}
_STRUCTURES = {
    country: re.compile("".join(f"{_CLASSES[kind]}{{{count}}}" for kind, count in re.findall(r"([nac])(\d+)", form)))
    for country, form in zip(_ACCOUNTS.split()[::2], _ACCOUNTS.split()[1::2], strict=True)
}

_LA_POSTE, _LA_POSTE_HEAD_OFFICE = "356000000", "35600000000048"
# The characters of the key of a French VAT number that is not made of digits alone: no I, no O.
_VAT_KEY = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def squeeze_reference(text: str) -> str:
    """Return a reference without blanks and punctuation, in capitals: the form in which it is compared.

    >>> squeeze_reference("+++010/8068/17183+++")
    '010806817183'
    """
    return _KEPT.sub("", text.upper())


def is_creditor_reference(text: str) -> bool:
    """Return whether a text is a creditor reference of ISO 11649 (RF, two check digits, 1 to 21 characters).

    >>> is_creditor_reference("RF18 5390 0754 7034"), is_creditor_reference("RF17 5390 0754 7034")
    (True, False)
    """
    squeezed = squeeze_reference(text)
    return bool(_RF.fullmatch(squeezed)) and _mod_97(squeezed) == 1


def make_creditor_reference(text: str) -> str:
    """Return the creditor reference of ISO 11649 for an invoice number, of at most 21 letters and digits.

    Blanks and punctuation are left out: numbers that differ by nothing else get one reference. Raises
    InvalidValueError for a text that is too long, that has no letter or digit, or that has some beyond A to Z.

    >>> make_creditor_reference("539007547034")
    'RF18539007547034'
    """
    squeezed = squeeze_reference(text)
    if not 1 <= len(squeezed) <= 21 or any(character.isalnum() and not character.isascii() for character in text):
        hint = "give 1 to 21 letters from A to Z and digits"
        raise InvalidValueError("bad_reference", "text", text, hint)
    return f"RF{98 - _mod_97('RF00' + squeezed):02d}{squeezed}"


def is_iban(text: str) -> bool:
    """Return whether a text has the form and the check digits of an IBAN; the bank is not looked up.

    Where the structure that the country gives to its accounts is known here, as for SEPA, it is checked as well.

    >>> is_iban("FR76 3000 6000 0112 3456 7890 189")
    True
    """
    squeezed = squeeze_reference(text)
    if not _IBAN.fullmatch(squeezed) or _mod_97(squeezed) != 1:
        return False
    structure = _STRUCTURES.get(squeezed[:2])
    return structure is None or bool(structure.fullmatch(squeezed[4:]))


def is_siren(text: str) -> bool:
    """Return whether a text is a SIREN, the number of a French company: nine digits, the last by Luhn.

    >>> is_siren("732 829 320")
    True
    """
    digits = squeeze_reference(text)
    return len(digits) == 9 and is_luhn(digits)


def is_siret(text: str) -> bool:
    """Return whether a text is a SIRET, the number of a place of a French company: its SIREN and five more digits.

    The last is by Luhn; for the places of La Poste, its head office apart, the digits add up to a multiple of five.

    >>> is_siret("732 829 320 00074"), is_siret("356 000 000 09075")
    (True, True)
    """
    digits = squeeze_reference(text)
    if len(digits) != 14 or not digits.isdigit() or not is_siren(digits[:9]):
        return False
    if digits.startswith(_LA_POSTE) and digits != _LA_POSTE_HEAD_OFFICE:
        return sum(map(int, digits)) % 5 == 0
    return is_luhn(digits)


def is_french_vat_number(text: str) -> bool:
    """Return whether a text is a French VAT number: FR, a key of two characters, and a SIREN.

    The numbers of Monaco, whose last nine digits begin with three zeros, are French ones, and hold no SIREN.

    >>> is_french_vat_number("FR 44 732 829 320")
    True
    """
    squeezed = squeeze_reference(text)
    key, digits = squeezed[2:4], squeezed[4:]
    if not squeezed.startswith("FR") or len(digits) != 9 or not digits.isdigit():
        return False
    if not digits.startswith("000") and not is_siren(digits):
        return False
    if key.isdigit():
        return int(key) == _french_vat_key(digits)
    first, second = (_VAT_KEY.find(character) for character in key)
    check = first * 24 + second - 10 if key[0].isdigit() else first * 34 + second - 100
    return min(first, second) >= 0 and (int(digits) + 1 + check // 11) % 11 == check % 11


def make_french_vat_number(siren: str) -> str:
    """Return the VAT number of a French company from its SIREN.

    Raises InvalidValueError for a text that is no SIREN.

    >>> make_french_vat_number("732 829 320")
    'FR44732829320'
    """
    if not is_siren(siren):
        raise InvalidValueError("bad_siren", "siren", siren, "give the nine digits of a SIREN")
    digits = squeeze_reference(siren)
    return f"FR{_french_vat_key(digits):02d}{digits}"


def is_belgian_reference(text: str) -> bool:
    """Return whether a text is a Belgian structured communication: ten digits, and their remainder by 97 (0 is 97).

    >>> is_belgian_reference("+++010/8068/17183+++")
    True
    """
    digits = squeeze_reference(text)
    return len(digits) == 12 and digits.isdigit() and (int(digits[:10]) % 97 or 97) == int(digits[10:])


def is_swiss_reference(text: str) -> bool:
    """Return whether a text is a Swiss payment reference: 27 digits, the last by modulo 10, recursive.

    >>> is_swiss_reference("21 00000 00003 13947 14300 09017")
    True
    """
    digits = squeeze_reference(text)
    if len(digits) != 27 or not digits.isdigit():
        return False
    carry = 0
    for digit in digits[:-1]:
        carry = _SWISS_CARRY[(carry + int(digit)) % 10]
    return (10 - carry) % 10 == int(digits[-1])


def is_finnish_reference(text: str) -> bool:
    """Return whether a text is a Finnish reference: 4 to 20 digits, weighted 7, 3, 1 from the right.

    >>> is_finnish_reference("1234561")
    True
    """
    digits = squeeze_reference(text).lstrip("0")
    if not 4 <= len(digits) <= 20 or not digits.isdigit():
        return False
    weighted = sum(int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(reversed(digits[:-1])))
    return -weighted % 10 == int(digits[-1])


def is_luhn(text: str) -> bool:
    """Return whether digits end with their Luhn check digit, as Swedish OCR and many Norwegian KID numbers do.

    >>> is_luhn("12345674")
    True
    """
    digits = squeeze_reference(text)
    if len(digits) < 2 or not digits.isdigit():
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_norwegian_reference(text: str) -> bool:
    """Return whether a text is a Norwegian KID: 2 to 25 digits, the last by Luhn or by modulo 11.

    >>> is_norwegian_reference("000012345678903")
    True
    """
    digits = squeeze_reference(text)
    if not 2 <= len(digits) <= 25 or not digits.isdigit():
        return False
    weighted = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(digits[:-1])))
    return is_luhn(digits) or (11 - weighted % 11) % 11 == int(digits[-1])


def _french_vat_key(digits: str) -> int:
    return (12 + 3 * (int(digits) % 97)) % 97


def _mod_97(squeezed: str) -> int:
    # The first four characters go to the end, letters count from A = 10 (ISO 7064).
    moved = squeezed[4:] + squeezed[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97
