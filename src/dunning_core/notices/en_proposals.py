"""English texts of proposals: a payment plan, an early settlement."""

PROPOSAL_TEXTS: dict[str, str | tuple[str, ...]] = {
    # Proposal of installments
    "plan.subject": "Proposal to pay {total} in installments",
    "plan.subject.single": "Proposal to put off the payment of {total} to {pay_on}",
    "plan.opening.single": "Further to our exchange, we propose that you pay {total}, for the debts below, by {pay_on}.",
    "plan.opening": (
        "Further to our exchange, we propose that you pay {total}, for the debts below, in {count} installment.",
        "Further to our exchange, we propose that you pay {total}, for the debts below, in {count} installments.",
    ),
    "plan.interest.waived": "While the installments are paid on time, we waive late-payment interest from the day of your agreement on.",
    "plan.interest.kept": "Late-payment interest, where it is due, runs on until payment.",
    "plan.tolerance": (
        "An installment that reaches us up to {count} day late counts as paid on time.",
        "An installment that reaches us up to {count} days late counts as paid on time.",
    ),
    "plan.due": "The due dates of the invoices do not change.",
    "plan.consent": "This proposal holds once you have agreed to it in writing: please return this document dated and signed, with the words “agreed”.",
    "caption.installments": "Installments",
    "column.rank": "No.",
    "plan.interest.lost": "This waiver lapses if the plan is not kept.",
    "plan.interest.accrued": "What will have accrued by the eve remains due; on {day} it comes to {accrued}.",
    "plan.compensation": "The installments do not include the fixed compensation for recovery costs, {compensation}, which remains due.",
    "plan.interest.expected": "On {day} it comes to {accrued}; if each installment is paid on its day, it will come to {interest} on {last}.",
    "plan.interest.provisional": "Part of this interest rests on a rate that has not been published or verified yet: it is an indication.",
    "plan.accelerates": (
        "Acceleration clause: if an installment is not paid on time, and is still unpaid {count} day after a formal notice to pay it was presented, we may end the plan. The whole balance is then due at once; what was paid stays paid towards the debts above.",
        "Acceleration clause: if an installment is not paid on time, and is still unpaid {count} days after a formal notice to pay it was presented, we may end the plan. The whole balance is then due at once; what was paid stays paid towards the debts above.",
    ),
    "plan.valid_until": "This proposal is valid until {valid_until}, that day included.",
    "column.interest_by": "Interest accrued by that day",
    # Early settlement
    "offer.subject": "Proposal of an early settlement: {to_pay} by {pay_on}",
    "offer.opening": "If {to_pay} reaches us by {pay_on} for the debts below, we give up {remitted} of their amount.",
    "offer.opening.whole": "If the debts below, {to_pay} in all, are paid in full by {pay_on}, we give up what follows.",
    "offer.waived": "We will then waive:",
    "offer.sum": "{name}: {amount}",
    "offer.else": "Without that payment by that day nothing is given up, and the whole amount remains due.",
    "offer.consent": "Please confirm your agreement in writing.",
    "column.to_pay": "To be paid",
    "column.remitted": "Given up",
}
