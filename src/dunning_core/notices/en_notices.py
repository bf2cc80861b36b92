"""English texts of notices, from the subject to the enclosures; `informal.` texts stand in for their formal ones."""

NOTICE_TEXTS: dict[str, str | tuple[str, ...]] = {
    "dated": "{day}",
    # Subjects
    "subject.BEFORE_DUE": ("Your invoice {numbers} falls due soon", "Your invoices {numbers} fall due soon"),
    "subject.COURTEOUS": ("Invoice {numbers}: payment awaited", "Invoices {numbers}: payment awaited"),
    "subject.FIRM": ("Invoice {numbers} overdue: reminder", "Invoices {numbers} overdue: reminder"),
    "subject.LAST": (
        "Invoice {numbers} overdue: last reminder before formal notice",
        "Invoices {numbers} overdue: last reminder before formal notice",
    ),
    "subject.LAST.other": ("Invoice {numbers} overdue: last reminder", "Invoices {numbers} overdue: last reminder"),
    "subject.FORMAL_NOTICE": (
        "FORMAL NOTICE to pay invoice {numbers}",
        "FORMAL NOTICE to pay invoices {numbers}",
    ),
    "subject.others": ("{numbers} and {count} other", "{numbers} and {count} others"),
    "greeting": "Dear Sir or Madam,",
    # Openings; `again` when this stage was written before
    "opening.BEFORE_DUE": (
        "The invoice below falls due soon. Please plan its payment for the date shown, and tell us now about any difficulty with it.",
        "The invoices below fall due soon. Please plan their payment for the dates shown, and tell us now about any difficulty with them.",
    ),
    "opening.BEFORE_DUE.again": (
        "We write again about the invoice below, whose due date is drawing near. If its payment is on its way, thank you; otherwise please plan it for the date shown.",
        "We write again about the invoices below, whose due dates are drawing near. If their payment is on its way, thank you; otherwise please plan it for the dates shown.",
    ),
    "opening.COURTEOUS": (
        "Unless we are mistaken, the invoice below has not been paid in full yet. This is no doubt an oversight: please put it right as soon as you can.",
        "Unless we are mistaken, the invoices below have not been paid in full yet. This is no doubt an oversight: please put it right as soon as you can.",
    ),
    "opening.COURTEOUS.again": (
        "We come back to you about the invoice below, which has still not been paid in full. Could you let us know when we may expect its payment?",
        "We come back to you about the invoices below, which have still not been paid in full. Could you let us know when we may expect their payment?",
    ),
    "opening.FIRM": (
        "The invoice below is past due and has not been paid in full. Please pay it without delay, or tell us what prevents it.",
        "The invoices below are past due and have not been paid in full. Please pay them without delay, or tell us what prevents it.",
    ),
    "opening.FIRM.again": (
        "The invoice below has still not been paid in full after our previous reminder. Please pay it by return, or tell us the reason for the delay.",
        "The invoices below have still not been paid in full after our previous reminder. Please pay them by return, or tell us the reason for the delay.",
    ),
    "opening.LAST": (
        "The invoice below has still not been paid in full. This is our last amicable reminder: please pay us {total} without delay.",
        "The invoices below have still not been paid in full. This is our last amicable reminder: please pay us {total} without delay.",
    ),
    "opening.LAST.again": (
        "Our last reminder has not been followed by payment in full of the invoice below. Please pay us {total} at once.",
        "Our last reminder has not been followed by payment in full of the invoices below. Please pay us {total} at once.",
    ),
    "opening.FORMAL_NOTICE": (
        "We hereby give you formal notice{basis} to pay us {total} for the invoice below, {within}.",
        "We hereby give you formal notice{basis} to pay us {total} for the invoices below, {within}.",
    ),
    "opening.FORMAL_NOTICE.again": (
        "We once more give you formal notice{basis} to pay us {total} for the invoice below, {within}.",
        "We once more give you formal notice{basis} to pay us {total} for the invoices below, {within}.",
    ),
    "basis.FR": " (mise en demeure, article 1344 of the French Civil Code)",
    "basis.DE": " (Mahnung, § 286 (1) BGB, the German Civil Code)",
    "within.days": ("within {count} day of today", "within {count} days of today"),
    "within.presented": (
        "within {count} day of the presentation of this notice",
        "within {count} days of the presentation of this notice",
    ),
    "within.none": "without delay",
    # Facts of the debt
    "history": ("This follows our reminder of {days}.", "This follows our reminders of {days}."),
    "history.reminded": (
        "A reminder was sent to you on {days}.",
        "Reminders were sent to you on {days}.",
    ),
    "history.formal": ("A formal notice was sent to you on {days}.", "Formal notices were sent to you on {days}."),
    "list.last": " and ",
    "promise": "You told us that {amount} would reach us by {day}; by that day we had received nothing.",
    "promise.partly": "You told us that {amount} would reach us by {day}; by that day we had received only {paid}.",
    "paid": "We received {amount} on {day} for {numbers}, for which we thank you; the balance remains due.",
    "deducted.credit_note": (
        "Credit note {numbers} has been deducted: {amount}.",
        "Credit notes {numbers} have been deducted: {amount} in all.",
    ),
    "deducted.set_off": (
        "{amount} has been deducted by set-off ({numbers}).",
        "{amount} has been deducted by set-off ({numbers}).",
    ),
    "returned": "One of your payments came back to us unpaid on {day}.",
    "disputed": "The disputed part, {amount}, is not included in this request.",
    "promised_part": "The part that you have told us you will pay, {amount}, is not included in this request.",
    "credit": "A payment or credit note of {amount}, not yet allocated, stands on your account.",
    "since_due": "Invoice {number} of {issued_on} was to be paid by {due_on}.",
    "references": "Your references: {items}.",
    "references.order": "order {reference}",
    "references.delivery": "delivery {reference}",
    "references.item": "{number} ({references})",
    # Penalties
    "penalties.announced": "Late payment entitles us to {rights}, which we reserve the right to claim.",
    "right.interest": "late-payment interest at the current rate of {value} a year ({reference})",
    "right.interest.for": "late-payment interest at the current rate of {value} a year on {numbers} ({reference})",
    "right.compensation": "a fixed compensation of {value} per invoice ({reference})",
    "right.compensation.for": "a fixed compensation of {value} per invoice for {numbers} ({reference})",
    "penalties.stated": "Penalties are stated up to {day}.",
    "penalties.claimed": (
        "Penalties are stated up to {day}; interest continues to run at {per_day} a day at the current rate, until payment."
    ),
    "second_reading": (
        "What you have paid was taken off the principal. In law a part payment settles interest first (article 1343-1 of"
        " the French Civil Code): {principal} of principal and {interest} of interest would then be due, which is"
        " {difference} more, and which we reserve the right to claim."
    ),
    "provisional": "Provisional amounts: the rate of the current period has not been verified yet.",
    "reminded": (
        "For invoice {numbers}, included in the sum asked for, this is a reminder only.",
        "For invoices {numbers}, included in the sum asked for, this is a reminder only.",
    ),
    "falling_due": ("Falling due soon: {items}.", "Falling due soon: {items}."),
    "falling_due.item": "{number} for {amount} on {day}",
    # What is asked, and what follows
    "deadline": "Please pay by {day}.",
    "deadline.presented": "The period ends on {day} if this notice is presented on the day it is sent; otherwise it runs from the presentation.",
    "consequence.FIRM": "Failing payment, we shall pursue the recovery of this debt.",
    "consequence.LAST": "Failing payment, we shall send you a formal notice, the last step before we hand the matter to a third party or to the courts.",
    "consequence.LAST.other": "Failing payment, we shall pursue the recovery of this debt by every legal means.",
    "consequence.FORMAL_NOTICE": "Failing payment within this period, we shall bring the matter before the competent court without further notice.",
    "consequence.FORMAL_NOTICE.FR": (
        "Failing payment within this period, we shall refer the matter to a bailiff (commissaire de justice) or to the competent court without further notice."
        " This notice starts interest at the legal rate where the law provides so (article 1344-1 of the French Civil Code)."
    ),
    "consequence.FORMAL_NOTICE.FR.consumer": (
        "Failing payment within this period, we shall refer the matter to a bailiff (commissaire de justice) or to the competent court without further notice."
        " From this formal notice on, the sum due bears interest at the legal rate (articles 1231-6 and 1344-1 of the French Civil Code)."
    ),
    "consequence.FORMAL_NOTICE.FR.public_body": (
        "Failing payment within this period, we shall bring the matter before the competent court without further notice."
    ),
    "consequence.FORMAL_NOTICE.DE": (
        "Failing payment within this period, we shall bring the matter before the competent court without further notice."
        " From this notice on you are in default, if you were not before."
    ),
    "payment": "Payment by transfer: {instructions}.",
    "payment.for": "For {numbers}, payment by transfer: {instructions}.",
    "payment.payee": "payee {payee}",
    "payment.iban": "IBAN {iban}",
    "payment.bic": "BIC {bic}",
    "payment.reference": "reference to quote {reference}",
    "payment.creditor_reference": "structured reference {creditor_reference}",
    "payment.link": "To pay online: {link}",
    "counted": (
        "This notice takes into account payments received up to {day}. If you have paid since, please disregard it and tell us the date of your payment."
    ),
    "closing.BEFORE_DUE": "Kind regards,",
    "closing.COURTEOUS": "Kind regards,",
    "closing.FIRM": "Yours faithfully,",
    "closing.LAST": "Yours faithfully,",
    "closing.FORMAL_NOTICE": "Yours faithfully,",
    # Below the signature
    "mention.registered": "Registered post with acknowledgement of receipt",
    "mention.registered_electronically": "Electronic registered delivery with acknowledgement of receipt",
    "mention.siren": "SIREN {siren}",
    "mention.vat": "VAT {vat_number}",
    "mention.formal_notice": "Formal notice: {reference}",
    "mention.interest": "Late-payment interest: {reference}",
    "mention.costs": "Recovery costs: {reference}",
    "mention.compensation": "Fixed compensation: {reference}",
    "heading.enclosures": "Enclosures",
    "enclosure.invoice": "Invoice {number}",
    "enclosure.statement": "Statement of penalties at {day}",
    # Tables
    "caption.items": "Invoices",
    "caption.totals": "Totals",
    "column.number": "Invoice",
    "column.issued_on": "Issued",
    "column.due_on": "Due",
    "column.days_late": "Days late",
    "column.amount": "Amount",
    "column.outstanding": "Outstanding",
    "column.chased": "To pay",
    "column.penalties": "Penalties",
    "column.sum": "Sum",
    "total.principal": "Principal",
    "total.interest": "Late-payment interest",
    "total.compensation": "Fixed compensation",
    "total.costs": "Recovery costs",
    "total.total": "Total",
    # Informal texts
    "informal.greeting": "Hello,",
    "informal.opening.BEFORE_DUE": (
        "A quick word before the invoice below falls due: could you plan its payment for the date shown? If anything is wrong with it, just tell us.",
        "A quick word before the invoices below fall due: could you plan their payment for the dates shown? If anything is wrong with them, just tell us.",
    ),
    "informal.opening.BEFORE_DUE.again": (
        "One more word about the invoice below, whose due date is drawing near. If its payment is on its way, thank you; if not, could you plan it for the date shown?",
        "One more word about the invoices below, whose due dates are drawing near. If their payment is on its way, thank you; if not, could you plan it for the dates shown?",
    ),
    "informal.opening.COURTEOUS": (
        "Unless your payment has crossed with this message, the invoice below has not been paid in full yet. Could you have a look?",
        "Unless your payment has crossed with this message, the invoices below have not been paid in full yet. Could you have a look?",
    ),
    "informal.opening.COURTEOUS.again": (
        "Just coming back to you about the invoice below, which has still not been paid in full. When can we expect your payment?",
        "Just coming back to you about the invoices below, which have still not been paid in full. When can we expect your payment?",
    ),
    "informal.opening.FIRM": (
        "The invoice below is past its due date and has not been paid in full. Please pay it now, or tell us what stands in the way.",
        "The invoices below are past their due dates and have not been paid in full. Please pay them now, or tell us what stands in the way.",
    ),
    "informal.opening.FIRM.again": (
        "The invoice below has still not been paid in full, although we wrote to you about it before. Please pay it right away, or tell us what stands in the way.",
        "The invoices below have still not been paid in full, although we wrote to you about them before. Please pay them right away, or tell us what stands in the way.",
    ),
    "informal.opening.LAST": (
        "The invoice below has still not been paid in full, and this is the last time that we write to you about it in this way: please pay us {total} without delay.",
        "The invoices below have still not been paid in full, and this is the last time that we write to you about them in this way: please pay us {total} without delay.",
    ),
    "informal.opening.LAST.again": (
        "Our last reminder did not bring payment in full of the invoice below. Please pay us {total} right away.",
        "Our last reminder did not bring payment in full of the invoices below. Please pay us {total} right away.",
    ),
    "informal.counted": "We have counted payments up to {day}. If you have paid since, forget this request and just tell us the date.",
    "informal.closing.BEFORE_DUE": "Best wishes,",
    "informal.closing.COURTEOUS": "Best wishes,",
    "informal.closing.FIRM": "Kind regards,",
    "informal.closing.LAST": "Kind regards,",
}
