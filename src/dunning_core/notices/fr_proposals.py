"""Textes français des propositions : échéancier, règlement anticipé."""

PROPOSAL_TEXTS: dict[str, str | tuple[str, ...]] = {
    # Proposition d'échéancier
    "plan.subject": "Proposition de règlement échelonné de {total}",
    "plan.subject.single": "Proposition de report au {pay_on} du règlement de {total}",
    "plan.opening.single": "Comme suite à nos échanges, nous vous proposons de régler {total}, au titre des créances ci-dessous, au plus tard le {pay_on}.",
    "informal.plan.opening.single": "Comme suite à nos échanges, nous te proposons de régler {total}, au titre des créances ci-dessous, au plus tard le {pay_on}.",
    "plan.opening": (
        "Comme suite à nos échanges, nous vous proposons de régler {total}, au titre des créances ci-dessous, en {count} versement.",
        "Comme suite à nos échanges, nous vous proposons de régler {total}, au titre des créances ci-dessous, en {count} versements.",
    ),
    "plan.interest.waived": "Tant que les versements sont faits à temps, nous renonçons aux intérêts de retard à compter du jour de votre accord.",
    "plan.interest.kept": "Les intérêts de retard, s'il en est dû, continuent de courir jusqu'au paiement.",
    "plan.tolerance": (
        "Un versement qui nous parvient avec {count} jour de retard au plus est réputé fait à temps.",
        "Un versement qui nous parvient avec {count} jours de retard au plus est réputé fait à temps.",
    ),
    "plan.due": "Les échéances des factures ne changent pas.",
    "plan.consent": "Cette proposition vaut dès que vous l'avez acceptée par écrit : merci de nous retourner ce document daté et signé, avec la mention « bon pour accord ».",
    "informal.plan.opening": (
        "Comme suite à nos échanges, nous te proposons de régler {total}, au titre des créances ci-dessous, en {count} versement.",
        "Comme suite à nos échanges, nous te proposons de régler {total}, au titre des créances ci-dessous, en {count} versements.",
    ),
    "informal.plan.consent": "Cette proposition vaut dès que tu l'as acceptée par écrit : merci de nous retourner ce document daté et signé, avec la mention « bon pour accord ».",
    "caption.installments": "Échéancier",
    "column.rank": "N°",
    "plan.interest.lost": "Cet abandon tombe si l'échéancier n'est pas tenu.",
    "plan.interest.accrued": "Ceux qui auront couru jusqu'à la veille restent dus ; au {day}, ils s'élèvent à {accrued}.",
    "plan.compensation": "Ces versements ne comprennent pas l'indemnité forfaitaire pour frais de recouvrement, soit {compensation}, qui reste due.",
    "plan.interest.expected": "Au {day}, ils s'élèvent à {accrued} ; si chaque versement est fait à sa date, ils s'élèveront à {interest} au {last}.",
    "plan.interest.provisional": "Une part de ces intérêts repose sur un taux qui n'est pas encore publié ou vérifié : ils sont donnés à titre indicatif.",
    "plan.accelerates": (
        "Clause de déchéance du terme : si un versement n'est pas fait à temps, et ne l'est pas davantage dans le délai de {count} jour qui suit la présentation d'une mise en demeure de le régler, nous pourrons mettre fin à l'échéancier. La totalité du solde sera alors immédiatement exigible ; ce qui aura été versé restera imputé sur les créances ci-dessus.",
        "Clause de déchéance du terme : si un versement n'est pas fait à temps, et ne l'est pas davantage dans le délai de {count} jours qui suit la présentation d'une mise en demeure de le régler, nous pourrons mettre fin à l'échéancier. La totalité du solde sera alors immédiatement exigible ; ce qui aura été versé restera imputé sur les créances ci-dessus.",
    ),
    "plan.valid_until": "Cette proposition est valable jusqu'au {valid_until} inclus.",
    "column.interest_by": "Intérêts courus à cette date",
    # Règlement anticipé
    "offer.subject": "Proposition de règlement anticipé : {to_pay} au plus tard le {pay_on}",
    "offer.opening": "Si {to_pay} nous parviennent au plus tard le {pay_on} au titre des créances ci-dessous, nous vous faisons remise de {remitted} sur leur montant.",
    "offer.opening.whole": "Si les créances ci-dessous, soit {to_pay}, nous sont réglées en entier au plus tard le {pay_on}, nous renonçons à ce qui suit.",
    "offer.waived": "Nous renoncerons alors à :",
    "offer.sum": "{name} : {amount}",
    "offer.else": "Sans ce paiement à cette date, rien n'est abandonné et la totalité reste due.",
    "offer.consent": "Merci de nous confirmer votre accord par écrit.",
    "column.to_pay": "À régler",
    "column.remitted": "Remise",
    "informal.offer.opening": "Si {to_pay} nous parviennent au plus tard le {pay_on} au titre des créances ci-dessous, nous te faisons remise de {remitted} sur leur montant.",
    "informal.offer.consent": "Merci de nous confirmer ton accord par écrit.",
}
