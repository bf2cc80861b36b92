"""Textes français des formats : défauts des factures électroniques et des écritures bancaires, mentions des factures."""

FORMAT_TEXTS: dict[str, str | tuple[str, str]] = {
    # Factures électroniques (EN 16931)
    "problem.en16931.term.missing": "{subject} : le terme {term} manque ; le document est laissé de côté",
    "problem.en16931.term.refused": "{subject}, {term} : {value} refusé ; {hint}",
    "problem.en16931.totals.disagree": "{subject} : le montant à payer est {amount}, or total {total} moins payé {paid} plus arrondi {rounding} font {expected} ; laissé de côté",
    "problem.en16931.client.unknown": "{subject} : aucun client, ou plusieurs, ne porte un identifiant de l'acheteur ({buyer})",
    "problem.en16931.replaces": "{subject} remplace {replaced}, pris comme annulé",
    "problem.en16931.corrects.unclear": "{subject} rectifie un document, et désigne {named} ; rien n'y est rattaché",
    "problem.en16931.payee.other": "{subject} est à payer à {payee}, non au vendeur",
    "problem.en16931.overpaid": "{subject} : il a été payé d'avance plus que le total de {total} ; {amount} est pris comme un avoir du client",
    "problem.en16931.terms.unread": "{subject} : les conditions de paiement ne sont pas comprises : {value}",
    "problem.en16931.terms.contradict": "{subject} : échéance au {due_on}, et selon ses termes au {other} ; le {due_on} est retenu ({value})",
    "problem.en16931.due_on.before_issue": "{subject} : l'échéance {value} précède l'émission {issued_on} ; prise comme due à l'émission",
    "problem.en16931.note.missing": "{subject} : la mention {note} manque ({article})",
    "problem.en16931.note.repeated": "{subject} : la mention {note} figure plusieurs fois",
    "hint.several_values": "il figure plusieurs fois, et ne dit pas la même chose",
    "hint.unknown_type": "ce code n'est ni celui d'une facture à payer, ni celui d'un avoir",
    "hint.float_amount": "les montants sont des textes, jamais des flottants",
    # Écritures des relevés bancaires
    "problem.bank.return.untied": "{subject} : {amount} a été repris le {day}, et aucun règlement, ou plusieurs, n'est celui-là ({value})",
    "problem.bank.charges": "opération {subject} : {original} ordonné, {amount} comptabilisé ; {difference} de frais, à vérifier",
    "problem.bank.pending": "écritures en {subject} non encore comptabilisées : {rows}, {amount} au total ; laissées de côté",
    "problem.bank.debits.left_out": "débits en {subject} : {rows}, {amount} au total ; ils ne reprennent aucun règlement de client, et sont laissés de côté",
    "problem.bank.reversals.left_out": "crédits en {subject} qui annulent des débits : {rows}, {amount} au total ; ce ne sont pas des règlements",
    "problem.bank.batch.disagrees": (
        "écriture {subject} : son opération fait {total}, et {stated} a été comptabilisé ; elle est lue telle quelle",
        "écriture {subject} : ses {rows} opérations font {total}, et {stated} a été comptabilisé ; elles sont lues telles quelles",
    ),
    "hint.unknown_direction": "écrire CRDT ou DBIT, C ou D, RC ou RD",
    # Mentions des factures françaises
    "note.compensation": "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : {amount}.",
    "note.late_rate": "Pénalités de retard : {rate} par an.",
    "note.late_margin": "Pénalités de retard : taux d'intérêt de la Banque centrale européenne majoré de {points} points.",
    "note.no_discount": "Pas d'escompte pour paiement anticipé.",
    "note.discount": (
        "Escompte de {rate} pour paiement sous {days} jour à compter de la facture.",
        "Escompte de {rate} pour paiement sous {days} jours à compter de la facture.",
    ),
    "note.discount_before_vat": (
        "Escompte de {rate} sur le montant hors taxe pour paiement sous {days} jour à compter de la facture.",
        "Escompte de {rate} sur le montant hors taxe pour paiement sous {days} jours à compter de la facture.",
    ),
}
