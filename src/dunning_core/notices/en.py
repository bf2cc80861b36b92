"""English texts: notices, reasons and problems. A tuple gives the singular and the plural."""

DAY_PATTERN = "d MMM yyyy"

TEXTS: dict[str, str | tuple[str, str]] = {
    # Stages
    "kind.BEFORE_DUE": "reminder before the due date",
    "kind.COURTEOUS": "courteous notice",
    "kind.FIRM": "firm notice",
    "kind.LAST": "last notice",
    "kind.FORMAL_NOTICE": "formal notice",
    "kind.RECOURSE": "recourse",
    "channel.email": "e-mail",
    "channel.phone": "phone",
    "channel.post": "post",
    "channel.registered": "registered post",
    "channel.handover": "handing over the file",
    # Subjects
    "subject.BEFORE_DUE": ("Your invoice {numbers} falls due soon", "Your invoices {numbers} fall due soon"),
    "subject.COURTEOUS": ("Invoice {numbers}: payment awaited", "Invoices {numbers}: payment awaited"),
    "subject.FIRM": ("Invoice {numbers} overdue: reminder", "Invoices {numbers} overdue: reminder"),
    "subject.LAST": (
        "Invoice {numbers} overdue: last reminder before formal notice",
        "Invoices {numbers} overdue: last reminder before formal notice",
    ),
    "subject.FORMAL_NOTICE": (
        "FORMAL NOTICE to pay invoice {numbers}",
        "FORMAL NOTICE to pay invoices {numbers}",
    ),
    "subject.others": "{numbers} and {count} others",
    "greeting": "Dear Sir or Madam,",
    # Body
    "opening.BEFORE_DUE": (
        "The invoice below falls due soon. Please plan its payment for the date shown,"
        " and tell us now about any difficulty with it.",
        "The invoices below fall due soon. Please plan their payment for the dates shown,"
        " and tell us now about any difficulty with them.",
    ),
    "opening.COURTEOUS": (
        "Unless we are mistaken, we have not yet received payment of the invoice below."
        " This is no doubt an oversight: please put it right when you receive this message.",
        "Unless we are mistaken, we have not yet received payment of the invoices below."
        " This is no doubt an oversight: please put it right when you receive this message.",
    ),
    "opening.FIRM": (
        "The invoice below is past due and remains unpaid. Please pay it without delay, or tell us what prevents it.",
        "The invoices below are past due and remain unpaid. Please pay them without delay, or tell us what prevents it.",
    ),
    "opening.LAST": (
        "The invoice below is still unpaid. This is our last amicable reminder: failing payment, we shall send you"
        " a formal notice.",
        "The invoices below are still unpaid. This is our last amicable reminder: failing payment, we shall send you"
        " a formal notice.",
    ),
    "opening.FORMAL_NOTICE": (
        "We hereby give you formal notice (mise en demeure, article 1344 of the French Civil Code) to pay us {total}"
        " for the invoice below, within {days} days of the presentation of this document.",
        "We hereby give you formal notice (mise en demeure, article 1344 of the French Civil Code) to pay us {total}"
        " for the invoices below, within {days} days of the presentation of this document.",
    ),
    "history": ("Our reminder of {days} has had no effect.", "Our reminders of {days} have had no effect."),
    "list.last": " and ",
    "promise": "You told us that payment would reach us by {day}; it has not.",
    "penalties.announced": (
        "Failing payment, we shall be entitled to claim late-payment interest ({reference}) at the current rate of"
        " {rate} a year, and the fixed compensation of {compensation} per invoice ({compensation_reference})."
    ),
    "penalties.claimed": (
        "Penalties are stated up to {day}; interest continues to run at {per_day} a day until payment."
    ),
    "disputed": "The disputed part, {amount}, is not included in this request.",
    "credit": "A payment or credit note of {amount}, not yet allocated, stands on your account.",
    "falling_due": ("Falling due soon: {items}.", "Falling due soon: {items}."),
    "falling_due.item": "{number} ({amount}, on {day})",
    "deadline": "Pay by: {day}, subject to the day of presentation.",
    "consequence.FIRM": "Failing payment, we shall pursue the recovery of this debt.",
    "consequence.LAST": "A formal notice comes before recourse to a third party or to the courts, whose consequences you"
    " would bear under the conditions set by law.",
    "consequence.FORMAL_NOTICE": "Failing payment within this period, we shall refer the matter to a bailiff or to the"
    " competent court without further notice. This document starts interest at the legal rate where the law provides so"
    " (article 1344-1 of the French Civil Code).",
    "provisional": "Provisional amounts: the rate of the current period has not been verified yet.",
    "counted": (
        "This statement takes into account payments received up to {day}. If you have paid since, please disregard"
        " this message."
    ),
    "payment": "Payment by transfer: {instructions}.",
    "payment.iban": "IBAN {iban}",
    "payment.bic": "BIC {bic}",
    "payment.reference": "reference to quote {reference}",
    "closing.BEFORE_DUE": "Kind regards,",
    "closing.COURTEOUS": "Kind regards,",
    "closing.FIRM": "Yours faithfully,",
    "closing.LAST": "Yours faithfully,",
    "closing.FORMAL_NOTICE": "Yours faithfully,",
    "mention.registered": "Registered post with acknowledgement of receipt",
    "mention.siren": "SIREN {siren}",
    "mention.vat": "VAT {vat_number}",
    "mention.interest": "Late-payment interest: {reference}",
    "mention.compensation": "Fixed compensation: {reference}",
    "enclosure.invoice": "Invoice {number}",
    "enclosure.statement": "Statement of penalties at {day}",
    # Table
    "column.number": "Invoice",
    "column.issued_on": "Issued",
    "column.due_on": "Due",
    "column.days_late": "Days late",
    "column.amount": "Amount",
    "column.chased": "To pay",
    "column.penalties": "Penalties",
    "total.principal": "Principal",
    "total.interest": "Late-payment interest",
    "total.compensation": "Fixed compensation",
    "total.total": "Total",
    "total.line": "{label}: {amount}",
    # Reasons
    "reason.settled": "nothing is owed any more",
    "reason.stage.due": "{kind} to do: {position}, threshold reached on {threshold_on}{since}",
    "reason.stage.not_yet": "next stage: {kind}, on {day} ({position}, threshold {threshold_on}{since})",
    "reason.stage.none_left": "every stage of the policy has been done, or waits for a new fact",
    "reason.hold.in_force": "on hold since {since} {until}: {reason}",
    "reason.dispute.open": "dispute opened on {opened_on} about {disputed}: {reason}",
    "reason.promise.open": "promise to pay {promised} by {pay_on}",
    "reason.credit.not_lettered": "the account holds {credits} payment(s) or credit note(s) not lettered: letter it first",
    "reason.credit.unexplained": "credit {credit} ({remainder}) could settle it: wait until {until}",
    "reason.minimum.not_reached": "{chased} is under the minimum of {minimum}",
    "position.late": ("{count} day late", "{count} days late"),
    "position.early": ("due in {count} day", "due in {count} days"),
    "position.due": "due today",
    "since.notice": "; last notice on {day}, interval of {interval} days",
    "until.day": "until {day}",
    "until.open": "without end",
    # Sentences of explain
    "decision.head": "{id} – {client}: {outstanding} owed, due on {due_on}.",
    "decision.now": "To do: {kind}.",
    "decision.none": "Nothing to do today.",
    "decision.reached": "Last stage done: {kind}.",
    "decision.next": "Look again on {day}.",
    "decision.why": "Reason: {reason}.",
    "decision.chased": "Amount chased: {chased}.",
    "penalties.head": "Penalties on {id}: {total} ({regime}).",
    "penalties.interest": "Interest: {base} × {rate} × {days}/{year} = {amount} ({start} to {end} included; {reference}; {source}).",
    "penalties.compensation": "Fixed compensation: {amount} ({reference}).",
    "penalties.none": "No penalty has accrued.",
    "penalties.provisional": "Provisional amounts: rate verified until {verified_until} only.",
    "action.head": "{client}: {kind} by {channel}, {total} claimed.",
    "action.approval": "A person must approve it.",
    "action.line": "{id}: {reason}.",
    "allocation": "{amount} of {credit} lettered with {debit} from {day}: {why}.",
    "strategy.recorded": "recorded lettering",
    "strategy.designation": "designated by the debtor ({evidence}), French Civil Code 1342-10",
    "strategy.quoted_reference": "reference {evidence} quoted with the payment",
    "strategy.exact_amount": "exactly the outstanding amount",
    "strategy.oldest_due_first": "oldest debt due, French Civil Code 1342-10",
    # Problems
    "problem.client.unknown": "client {client} unknown: chased without penalties; add it to the ledger",
    "problem.client.contested": "client {client} given twice with different contents: neither is used",
    "problem.client.kind.unknown": "it is not known whether {subject} is a business: no penalty is claimed",
    "problem.invoice.contradictory": "invoice {subject} given twice with different contents: neither is chased",
    "problem.invoice.due_on.missing": "invoice {subject} has neither due date nor payment terms: set aside",
    "problem.invoice.due_on.contradicts_terms": (
        "invoice {subject}: due date {due_on} contradicts the terms ({by_terms}); the written date prevails"
    ),
    "problem.credit.contradictory": "payment or credit note {subject} given twice with different contents: not lettered",
    "problem.event.subject.unknown": "event {event} of {happened_on} about {subject}, which does not exist on that day",
    "problem.event.notice.unknown": "return or presentation of a notice {stage} of {sent_on} that was not sent",
    "problem.lettering.debit_unknown": "recorded lettering of {credit} with {debit}, an unknown receivable",
    "problem.lettering.currency_mismatch": "recorded lettering of {credit} with {debit} in two currencies",
    "problem.lettering.over_allocated": "recorded lettering of {credit} with {debit} beyond what is left",
    "problem.law.rate_unverified": "{subject}: rate verified until {verified_until} only; provisional amounts",
    "problem.law.rate_single_source": "{subject}: the rate of {start} rests on a single source ({source})",
    "problem.penalties.regime_unfit": "{subject}: the policy's regime does not fit this client ({client_kind});"
    " no penalty is claimed",
    "problem.penalties.unknown_kind": "{subject}: kind of client unknown; no penalty is claimed",
    "problem.penalties.missing_country": "{subject}: country missing ({field}); no penalty is claimed",
    "problem.penalties.unknown_regime": "{subject}: no regime known for this country; no penalty is claimed",
    "problem.penalties.missing_rate": "{subject}: no rate known on that day; no penalty is claimed",
    "problem.notice.stage.unknown": "{subject}: stage {stage} of {sent_on} is not in the policy, and was not counted",
    "problem.history.missing": "{subject}: {days_late} days late with no notice on record; starting with {stage}",
    "problem.action.recipient.missing": "{subject}: no contact ({role}) with an address for channel {channel}",
    "problem.notice.provisional": "notice for {subject} held back: it rests on a rate that is not verified",
    "problem.notice.missing_translation": "notice for {subject} held back: no wording in language {locale}",
    "problem.notice.missing_locale": "notice for {subject} held back: language unknown",
    "problem.row.column.missing": "missing column: {column} (found: {found})",
    "problem.row.value.missing": "row {row}, {column}: no value",
    "problem.row.value.refused": "row {row}, {column}: {value} refused; {hint}",
    "problem.row.duplicate": "row {row}: {value} stands on row {first_row} already",
    "problem.row.contradictory": "row {row}: {value} stands on row {first_row} with another content",
    "problem.row.client.unknown": "row {row}, {column}: client {value} unknown",
    "problem.row.due_on.missing": "row {row}: neither due date nor payment terms",
    "problem.row.shape": "row {row}: {hint}",
    "problem.rows.empty": "no row",
    # Advice on a refused cell
    "hint.bad_number_point": "digits expected, with a decimal point",
    "hint.bad_number_comma": "digits expected, with a decimal comma",
    "hint.time_of_day": "a date without a time of day is expected",
    "hint.spreadsheet_serial": "serial number of a spreadsheet: export dates as text",
    "hint.bad_day_ymd": "a date is expected, written 2026-02-28",
    "hint.bad_day_dmy": "a date is expected, written 28/02/2026",
    "hint.bad_day_mdy": "a date is expected, written 02/28/2026",
    "hint.no_such_day": "there is no such day",
    "hint.bad_date_order": "this day comes before the issue date",
    "hint.bad_currency": "an ISO 4217 code is expected, such as EUR",
    "hint.bad_scale": "too many decimals for this currency",
    "hint.bad_country": "an ISO 3166 code is expected, such as FR",
    "hint.out_of_range": "outside the accepted bounds",
    "hint.wrong_type": "this type of value is refused",
    "hint.too_long": "text too long",
    "hint.unsafe_text": "control characters to be removed",
    "hint.unknown_kind": "write business, consumer, public_body or unknown",
    "hint.unreadable": "value that cannot be read",
    "hint.not_finite": "a finite number is expected",
}
