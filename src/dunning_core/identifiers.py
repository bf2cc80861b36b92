"""Payment references with check digits: ISO 11649, Belgium, Switzerland, Finland, Norway, Sweden; and IBAN.

Each check is arithmetic on the text itself: it says that a reference was typed whole, never that it exists.
"""

import re

_KEPT = re.compile(r"[^0-9A-Z]")
_RF = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
_SWISS_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


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

    >>> make_creditor_reference("539007547034")
    'RF18539007547034'
    """
    squeezed = squeeze_reference(text)
    return f"RF{98 - _mod_97('RF00' + squeezed):02d}{squeezed}"


def is_iban(text: str) -> bool:
    """Return whether a text has the form and the check digits of an IBAN; the bank is not looked up.

    >>> is_iban("FR76 3000 6000 0112 3456 7890 189")
    True
    """
    squeezed = squeeze_reference(text)
    return bool(_IBAN.fullmatch(squeezed)) and _mod_97(squeezed) == 1


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


def _mod_97(squeezed: str) -> int:
    # The first four characters go to the end, letters count from A = 10 (ISO 7064).
    moved = squeezed[4:] + squeezed[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97
