"""English texts of formats: defects of electronic invoices and of bank entries, and the notes of French invoices."""

FORMAT_TEXTS: dict[str, str | tuple[str, str]] = {
    # Electronic invoices (EN 16931)
    "problem.en16931.term.missing": "{subject}: term {term} is missing; the document is left out",
    "problem.en16931.term.refused": "{subject}, {term}: {value} refused; {hint}",
    "problem.en16931.totals.disagree": "{subject}: the amount due is {amount}, and total {total} less paid {paid} plus rounding {rounding} is {expected}; left out",
    "problem.en16931.client.unknown": "{subject}: no client, or more than one, bears an identifier of the buyer ({buyer})",
    "problem.en16931.replaces": "{subject} replaces {replaced}, which is taken as cancelled",
    "problem.en16931.corrects.unclear": "{subject} corrects one document, and names {named}; nothing is tied to it",
    "problem.en16931.payee.other": "{subject} is to be paid to {payee}, not to the seller",
    "problem.en16931.overpaid": "{subject}: more was paid before than the total of {total}; {amount} is taken as a credit of the client",
    "problem.en16931.terms.unread": "{subject}: the words on payment are not read: {value}",
    "problem.en16931.terms.contradict": "{subject}: due on {due_on}, and by its words on {other}; {due_on} is taken ({value})",
    "problem.en16931.due_on.before_issue": "{subject}: due date {value} comes before the issue date {issued_on}; taken as due on issue",
    "problem.en16931.note.missing": "{subject}: note {note} is missing ({article})",
    "problem.en16931.note.repeated": "{subject}: note {note} comes more than once",
    "hint.several_values": "it stands several times, and does not say the same",
    "hint.unknown_type": "it is no code of an invoice that is to be paid, nor of a credit note",
    "hint.float_amount": "amounts are taken as text, never as floats",
    # Entries of bank statements
    "problem.bank.return.untied": "{subject}: {amount} was taken back on {day}, and no payment, or more than one, is the one ({value})",
    "problem.bank.charges": "entry {subject}: {original} was instructed and {amount} booked; {difference} of charges, to be looked at",
    "problem.bank.pending": "entries in {subject} that are not booked yet: {rows}, {amount} in all; left out",
    "problem.bank.debits.left_out": "debits in {subject}: {rows}, {amount} in all; they return no payment of a client, and are left out",
    "problem.bank.reversals.left_out": "credits in {subject} that undo debits: {rows}, {amount} in all; they are no payments",
    "problem.bank.batch.disagrees": (
        "entry {subject}: its transaction comes to {total}, and {stated} was booked; it is read as it is",
        "entry {subject}: its {rows} transactions come to {total}, and {stated} was booked; they are read as they are",
    ),
    "hint.unknown_direction": "write CRDT or DBIT, C or D, RC or RD",
    # The notes of French invoices
    "note.compensation": "Fixed sum for recovery costs in case of late payment: {amount}.",
    "note.late_rate": "Late-payment penalties: {rate} a year.",
    "note.late_margin": "Late-payment penalties: rate of the European Central Bank plus {points} points.",
    "note.no_discount": "No discount for early payment.",
    "note.discount": (
        "Discount of {rate} for payment within {days} day of the invoice.",
        "Discount of {rate} for payment within {days} days of the invoice.",
    ),
    "note.discount_before_vat": (
        "Discount of {rate} on the amount before VAT for payment within {days} day of the invoice.",
        "Discount of {rate} on the amount before VAT for payment within {days} days of the invoice.",
    ),
}
