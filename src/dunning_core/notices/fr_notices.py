"""Textes français des relances, de l'objet aux pièces jointes ; un texte `informal.` remplace le texte formel."""

NOTICE_TEXTS: dict[str, str | tuple[str, ...]] = {
    "dated": "Le {day}",
    # Objets
    "subject.BEFORE_DUE": (
        "Votre facture {numbers} arrive à échéance",
        "Vos factures {numbers} arrivent à échéance",
    ),
    "subject.COURTEOUS": ("Facture {numbers} : règlement attendu", "Factures {numbers} : règlement attendu"),
    "subject.FIRM": ("Facture {numbers} impayée : relance", "Factures {numbers} impayées : relance"),
    "subject.LAST": (
        "Facture {numbers} impayée : dernière relance avant mise en demeure",
        "Factures {numbers} impayées : dernière relance avant mise en demeure",
    ),
    "subject.FORMAL_NOTICE": (
        "MISE EN DEMEURE de payer la facture {numbers}",
        "MISE EN DEMEURE de payer les factures {numbers}",
    ),
    "subject.others": ("{numbers} et {count} autre", "{numbers} et {count} autres"),
    "greeting": "Madame, Monsieur,",
    # Premières phrases ; `again` quand ce niveau a déjà été écrit
    "opening.BEFORE_DUE": (
        "La facture ci-dessous arrive prochainement à échéance. Nous vous remercions de prévoir son règlement pour la date indiquée, et de nous signaler dès maintenant toute difficulté à son sujet.",
        "Les factures ci-dessous arrivent prochainement à échéance. Nous vous remercions de prévoir leur règlement pour les dates indiquées, et de nous signaler dès maintenant toute difficulté à leur sujet.",
    ),
    "opening.BEFORE_DUE.again": (
        "Nous revenons vers vous au sujet de la facture ci-dessous, dont l'échéance approche. Si son règlement est en cours, nous vous en remercions ; sinon, merci de le prévoir pour la date indiquée.",
        "Nous revenons vers vous au sujet des factures ci-dessous, dont l'échéance approche. Si leur règlement est en cours, nous vous en remercions ; sinon, merci de le prévoir pour les dates indiquées.",
    ),
    "opening.COURTEOUS": (
        "Sauf erreur de notre part, le règlement de la facture ci-dessous ne nous est pas encore parvenu. Il s'agit sans doute d'un oubli : nous vous remercions d'y remédier dès réception de ce message.",
        "Sauf erreur de notre part, le règlement des factures ci-dessous ne nous est pas encore parvenu. Il s'agit sans doute d'un oubli : nous vous remercions d'y remédier dès réception de ce message.",
    ),
    "opening.COURTEOUS.again": (
        "Nous revenons vers vous au sujet de la facture ci-dessous, qui apparaît toujours impayée dans nos comptes. Pourriez-vous nous indiquer quand nous pouvons attendre son règlement ?",
        "Nous revenons vers vous au sujet des factures ci-dessous, qui apparaissent toujours impayées dans nos comptes. Pourriez-vous nous indiquer quand nous pouvons attendre leur règlement ?",
    ),
    "opening.FIRM": (
        "La facture ci-dessous est échue et reste impayée. Nous vous demandons de la régler sans délai, ou de nous indiquer ce qui s'y oppose.",
        "Les factures ci-dessous sont échues et restent impayées. Nous vous demandons de les régler sans délai, ou de nous indiquer ce qui s'y oppose.",
    ),
    "opening.FIRM.again": (
        "La facture ci-dessous reste impayée malgré nos précédentes demandes. Nous vous demandons de la régler par retour, ou de nous donner le motif de votre silence.",
        "Les factures ci-dessous restent impayées malgré nos précédentes demandes. Nous vous demandons de les régler par retour, ou de nous donner le motif de votre silence.",
    ),
    "opening.LAST": (
        "La facture ci-dessous demeure impayée. Ceci est notre dernière relance amiable : sans règlement de votre part, nous vous adresserons une mise en demeure.",
        "Les factures ci-dessous demeurent impayées. Ceci est notre dernière relance amiable : sans règlement de votre part, nous vous adresserons une mise en demeure.",
    ),
    "opening.LAST.again": (
        "Notre dernière relance n'a pas été suivie du règlement de la facture ci-dessous. Sans paiement immédiat, la mise en demeure annoncée vous sera adressée.",
        "Notre dernière relance n'a pas été suivie du règlement des factures ci-dessous. Sans paiement immédiat, la mise en demeure annoncée vous sera adressée.",
    ),
    "opening.FORMAL_NOTICE": (
        "Par la présente, nous vous mettons en demeure{basis} de nous payer la somme de {total} au titre de la facture ci-dessous, {within}.",
        "Par la présente, nous vous mettons en demeure{basis} de nous payer la somme de {total} au titre des factures ci-dessous, {within}.",
    ),
    "opening.FORMAL_NOTICE.again": (
        "Par la présente, nous vous mettons de nouveau en demeure{basis} de nous payer la somme de {total} au titre de la facture ci-dessous, {within}.",
        "Par la présente, nous vous mettons de nouveau en demeure{basis} de nous payer la somme de {total} au titre des factures ci-dessous, {within}.",
    ),
    "basis.FR": ", au sens de l'article 1344 du code civil,",
    "basis.DE": " (Mahnung au sens du § 286 (1) BGB)",
    "within.days": (
        "dans un délai de {count} jour à compter de la présentation de cette mise en demeure",
        "dans un délai de {count} jours à compter de la présentation de cette mise en demeure",
    ),
    "within.none": "sans délai",
    # Faits de la créance
    "history": (
        "Ceci fait suite à notre relance du {days}.",
        "Ceci fait suite à nos relances des {days}.",
    ),
    "list.last": " et ",
    "promise": "Vous nous aviez annoncé un règlement pour le {day} ; il ne nous est pas parvenu.",
    "paid": "Nous avons reçu {amount} le {day}, et nous vous en remercions ; le solde reste dû.",
    "returned": "Votre paiement nous est revenu impayé le {day}.",
    "disputed": "La part contestée, soit {amount}, n'est pas comprise dans cette demande.",
    "credit": "Un règlement ou un avoir de {amount}, non encore affecté, est disponible sur votre compte.",
    "since_due": "La facture {number} du {issued_on} était à régler au plus tard le {due_on}.",
    "references": "Vos références : {items}.",
    "references.order": "commande {reference}",
    "references.delivery": "livraison {reference}",
    "references.item": "{number} ({references})",
    # Pénalités
    "penalties.announced": (
        "À défaut de règlement, nous serons fondés à vous réclamer des intérêts de retard ({reference}) au taux actuel"
        " de {rate} l'an, ainsi que l'indemnité forfaitaire de {compensation} par facture ({compensation_reference})."
    ),
    "penalties.stated": "Les pénalités sont arrêtées au {day}.",
    "penalties.claimed": (
        "Les pénalités sont arrêtées au {day} ; les intérêts continuent de courir à raison de {per_day} par jour"
        " jusqu'au paiement."
    ),
    "second_reading": (
        "Vos paiements partiels ont été déduits du principal. En droit, ils s'imputent d'abord sur les intérêts (article"
        " 1343-1 du code civil) : il resterait dû {principal} de principal et {interest} d'intérêts, soit {difference}"
        " de plus, que nous nous réservons de réclamer."
    ),
    "provisional": "Montants provisoires : le taux de la période en cours n'est pas encore vérifié.",
    "falling_due": ("Arrive prochainement à échéance : {items}.", "Arrivent prochainement à échéance : {items}."),
    "falling_due.item": "{number} ({amount}, le {day})",
    # Ce qui est demandé, et la suite
    "deadline": "Merci de régler au plus tard le {day}.",
    "deadline.presented": "Ce délai expire le {day} si la présentation a lieu le jour de l'envoi ; sinon, il court de la présentation.",
    "consequence.FIRM": "Sans règlement de votre part, nous poursuivrons le recouvrement de cette créance.",
    "consequence.LAST": "La mise en demeure est la dernière étape avant la transmission du dossier à un tiers ou à la justice.",
    "consequence.FORMAL_NOTICE": "À défaut de paiement dans ce délai, nous saisirons sans autre avis la juridiction compétente.",
    "consequence.FORMAL_NOTICE.FR": (
        "À défaut de paiement dans ce délai, nous saisirons sans autre avis un commissaire de justice ou la juridiction compétente."
        " La présente fait courir les intérêts au taux légal là où la loi le prévoit (article 1344-1 du code civil)."
    ),
    "consequence.FORMAL_NOTICE.DE": (
        "À défaut de paiement dans ce délai, nous saisirons sans autre avis la juridiction compétente."
        " À compter de la présente, vous êtes en demeure, si vous ne l'étiez déjà."
    ),
    "payment": "Règlement par virement : {instructions}.",
    "payment.for": "Pour {numbers}, règlement par virement : {instructions}.",
    "payment.payee": "à l'ordre de {payee}",
    "payment.iban": "IBAN {iban}",
    "payment.bic": "BIC {bic}",
    "payment.reference": "référence à rappeler {reference}",
    "payment.creditor_reference": "référence structurée {creditor_reference}",
    "payment.link": "Pour payer en ligne : {link}",
    "counted": (
        "Nous avons tenu compte des règlements reçus jusqu'au {day}. Si vous avez payé depuis, veuillez ne pas tenir compte de ce message et nous indiquer la date de votre règlement."
    ),
    "closing.BEFORE_DUE": "Cordialement,",
    "closing.COURTEOUS": "Cordialement,",
    "closing.FIRM": "Salutations distinguées,",
    "closing.LAST": "Salutations distinguées,",
    "closing.FORMAL_NOTICE": "Nous vous prions d'agréer, Madame, Monsieur, l'expression de nos salutations distinguées.",
    # Sous la signature
    "mention.registered": "Lettre recommandée avec avis de réception",
    "mention.registered_electronically": "Lettre recommandée électronique avec avis de réception",
    "mention.siren": "SIREN {siren}",
    "mention.vat": "TVA {vat_number}",
    "mention.formal_notice": "Mise en demeure : {reference}",
    "mention.interest": "Intérêts de retard : {reference}",
    "mention.costs": "Frais de recouvrement : {reference}",
    "mention.compensation": "Indemnité forfaitaire : {reference}",
    "heading.enclosures": "Pièces jointes",
    "enclosure.invoice": "Facture {number}",
    "enclosure.statement": "Décompte des pénalités au {day}",
    # Tableaux
    "caption.items": "Factures",
    "caption.totals": "Récapitulatif",
    "column.number": "Facture",
    "column.issued_on": "Émise le",
    "column.due_on": "Échéance",
    "column.days_late": "Retard (j)",
    "column.amount": "Montant",
    "column.outstanding": "Reste dû",
    "column.chased": "À payer",
    "column.penalties": "Pénalités",
    "column.sum": "Somme",
    "total.principal": "Principal",
    "total.interest": "Intérêts de retard",
    "total.compensation": "Indemnité forfaitaire",
    "total.costs": "Frais de recouvrement",
    "total.total": "Total",
    # Textes informels
    "informal.greeting": "Bonjour,",
    "informal.subject.BEFORE_DUE": (
        "Ta facture {numbers} arrive à échéance",
        "Tes factures {numbers} arrivent à échéance",
    ),
    "informal.opening.BEFORE_DUE": (
        "Un mot avant l'échéance de la facture ci-dessous : peux-tu prévoir son règlement pour la date indiquée ? Si quelque chose ne va pas, dis-le-nous dès maintenant.",
        "Un mot avant l'échéance des factures ci-dessous : peux-tu prévoir leur règlement pour les dates indiquées ? Si quelque chose ne va pas, dis-le-nous dès maintenant.",
    ),
    "informal.opening.BEFORE_DUE.again": (
        "Nous revenons vers toi au sujet de la facture ci-dessous, dont l'échéance approche. Si son règlement est en cours, merci ; sinon, pense à le prévoir pour la date indiquée.",
        "Nous revenons vers toi au sujet des factures ci-dessous, dont l'échéance approche. Si leur règlement est en cours, merci ; sinon, pense à le prévoir pour les dates indiquées.",
    ),
    "informal.opening.COURTEOUS": (
        "Sauf erreur de notre part, nous n'avons pas encore reçu ton règlement de la facture ci-dessous. C'est sans doute un oubli : peux-tu t'en occuper ?",
        "Sauf erreur de notre part, nous n'avons pas encore reçu ton règlement des factures ci-dessous. C'est sans doute un oubli : peux-tu t'en occuper ?",
    ),
    "informal.opening.COURTEOUS.again": (
        "Nous revenons vers toi au sujet de la facture ci-dessous, qui apparaît toujours impayée dans nos comptes. Peux-tu nous dire quand nous recevrons son règlement ?",
        "Nous revenons vers toi au sujet des factures ci-dessous, qui apparaissent toujours impayées dans nos comptes. Peux-tu nous dire quand nous recevrons leur règlement ?",
    ),
    "informal.opening.FIRM": (
        "La facture ci-dessous est échue et nous attendons toujours son règlement. Merci de la payer sans tarder, ou de nous dire ce qui bloque.",
        "Les factures ci-dessous sont échues et nous attendons toujours leur règlement. Merci de les payer sans tarder, ou de nous dire ce qui bloque.",
    ),
    "informal.opening.FIRM.again": (
        "La facture ci-dessous reste impayée malgré nos précédentes demandes. Merci de la payer tout de suite, ou de nous dire pourquoi tu ne le fais pas.",
        "Les factures ci-dessous restent impayées malgré nos précédentes demandes. Merci de les payer tout de suite, ou de nous dire pourquoi tu ne le fais pas.",
    ),
    "informal.opening.LAST": (
        "La facture ci-dessous reste impayée, et c'est la dernière fois que nous t'écrivons ainsi : sans règlement de ta part, une mise en demeure suivra.",
        "Les factures ci-dessous restent impayées, et c'est la dernière fois que nous t'écrivons ainsi : sans règlement de ta part, une mise en demeure suivra.",
    ),
    "informal.opening.LAST.again": (
        "Notre dernière relance n'a pas été suivie du règlement de la facture ci-dessous. Sans paiement immédiat, la mise en demeure annoncée te sera adressée.",
        "Notre dernière relance n'a pas été suivie du règlement des factures ci-dessous. Sans paiement immédiat, la mise en demeure annoncée te sera adressée.",
    ),
    "informal.promise": "Tu nous avais annoncé un règlement pour le {day} ; il ne nous est pas parvenu.",
    "informal.paid": "Nous avons reçu {amount} le {day}, merci ; le solde reste dû.",
    "informal.returned": "Ton paiement nous est revenu impayé le {day}.",
    "informal.credit": "Un règlement ou un avoir de {amount}, non encore affecté, est disponible sur ton compte.",
    "informal.references": "Tes références : {items}.",
    "informal.consequence.FIRM": "Sans règlement de ta part, nous poursuivrons le recouvrement de cette créance.",
    "informal.penalties.announced": (
        "À défaut de règlement, nous serons fondés à te réclamer des intérêts de retard ({reference}) au taux actuel"
        " de {rate} l'an, ainsi que l'indemnité forfaitaire de {compensation} par facture ({compensation_reference})."
    ),
    "informal.counted": "Nous avons tenu compte des règlements reçus jusqu'au {day}. Si tu as payé depuis, oublie ce message et dis-nous la date de ton règlement.",
    "informal.closing.BEFORE_DUE": "À bientôt,",
    "informal.closing.COURTEOUS": "À bientôt,",
    "informal.closing.FIRM": "Cordialement,",
    "informal.closing.LAST": "Cordialement,",
}
