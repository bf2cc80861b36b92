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
    "subject.LAST.other": (
        "Facture {numbers} impayée : dernière relance",
        "Factures {numbers} impayées : dernière relance",
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
        "Sauf erreur de notre part, la facture ci-dessous n'est pas encore soldée. Il s'agit sans doute d'un oubli : nous vous remercions d'y remédier dès que possible.",
        "Sauf erreur de notre part, les factures ci-dessous ne sont pas encore soldées. Il s'agit sans doute d'un oubli : nous vous remercions d'y remédier dès que possible.",
    ),
    "opening.COURTEOUS.again": (
        "Nous revenons vers vous au sujet de la facture ci-dessous, qui n'est toujours pas soldée dans nos comptes. Pourriez-vous nous indiquer quand nous pouvons attendre son règlement ?",
        "Nous revenons vers vous au sujet des factures ci-dessous, qui ne sont toujours pas soldées dans nos comptes. Pourriez-vous nous indiquer quand nous pouvons attendre leur règlement ?",
    ),
    "opening.FIRM": (
        "La facture ci-dessous est échue et n'est toujours pas soldée. Nous vous demandons de la régler sans délai, ou de nous indiquer ce qui s'y oppose.",
        "Les factures ci-dessous sont échues et ne sont toujours pas soldées. Nous vous demandons de les régler sans délai, ou de nous indiquer ce qui s'y oppose.",
    ),
    "opening.FIRM.again": (
        "La facture ci-dessous n'est toujours pas soldée après notre précédente relance. Nous vous demandons de la régler par retour, ou de nous indiquer la raison de ce retard.",
        "Les factures ci-dessous ne sont toujours pas soldées après notre précédente relance. Nous vous demandons de les régler par retour, ou de nous indiquer la raison de ce retard.",
    ),
    "opening.LAST": (
        "La facture ci-dessous n'est toujours pas soldée. Ceci est notre dernière relance amiable : nous vous demandons de nous régler {total} sans délai.",
        "Les factures ci-dessous ne sont toujours pas soldées. Ceci est notre dernière relance amiable : nous vous demandons de nous régler {total} sans délai.",
    ),
    "opening.LAST.again": (
        "Notre dernière relance n'a pas été suivie du règlement complet de la facture ci-dessous. Nous vous demandons de nous régler {total} immédiatement.",
        "Notre dernière relance n'a pas été suivie du règlement complet des factures ci-dessous. Nous vous demandons de nous régler {total} immédiatement.",
    ),
    "opening.FORMAL_NOTICE": (
        "Par la présente, nous vous mettons en demeure{basis} de nous payer {total} au titre de la facture ci-dessous, {within}.",
        "Par la présente, nous vous mettons en demeure{basis} de nous payer {total} au titre des factures ci-dessous, {within}.",
    ),
    "opening.FORMAL_NOTICE.again": (
        "Par la présente, nous vous mettons de nouveau en demeure{basis} de nous payer {total} au titre de la facture ci-dessous, {within}.",
        "Par la présente, nous vous mettons de nouveau en demeure{basis} de nous payer {total} au titre des factures ci-dessous, {within}.",
    ),
    "basis.FR": ", au sens de l'article 1344 du code civil,",
    "basis.DE": " (Mahnung au sens du § 286 (1) BGB)",
    "within.days": (
        "dans un délai de {count} jour à compter de ce jour",
        "dans un délai de {count} jours à compter de ce jour",
    ),
    "within.presented": (
        "dans un délai de {count} jour à compter de la présentation de cette mise en demeure",
        "dans un délai de {count} jours à compter de la présentation de cette mise en demeure",
    ),
    "within.none": "sans délai",
    # Faits de la créance
    "history": (
        "Ceci fait suite à notre relance du {days}.",
        "Ceci fait suite à nos relances des {days}.",
    ),
    "history.reminded": (
        "Un rappel vous a été adressé le {days}.",
        "Des rappels vous ont été adressés les {days}.",
    ),
    "history.formal": (
        "Une mise en demeure vous a été adressée le {days}.",
        "Des mises en demeure vous ont été adressées les {days}.",
    ),
    "list.last": " et ",
    "promise": "Vous nous aviez annoncé {amount} pour le {day} ; rien ne nous est parvenu à cette date.",
    "promise.partly": "Vous nous aviez annoncé {amount} pour le {day} ; à cette date, nous n'avions reçu que {paid}.",
    "paid": "Nous avons reçu {amount} le {day} au titre de {numbers}, et nous vous en remercions ; le solde reste dû.",
    "deducted.credit_note": (
        "L'avoir {numbers} a été déduit, soit {amount}.",
        "Les avoirs {numbers} ont été déduits, soit {amount}.",
    ),
    "deducted.set_off": (
        "{amount} ont été déduits par compensation ({numbers}).",
        "{amount} ont été déduits par compensation ({numbers}).",
    ),
    "returned": "Un de vos paiements nous est revenu impayé le {day}.",
    "disputed": "La part contestée, soit {amount}, n'est pas comprise dans cette demande.",
    "promised_part": "La part dont vous avez annoncé le règlement, soit {amount}, n'est pas comprise dans cette demande.",
    "credit": "Un règlement ou un avoir de {amount}, non encore affecté, est disponible sur votre compte.",
    "since_due": "La facture {number} du {issued_on} était à régler au plus tard le {due_on}.",
    "references": "Vos références : {items}.",
    "references.order": "commande {reference}",
    "references.delivery": "livraison {reference}",
    "references.item": "{number} ({references})",
    # Pénalités
    "penalties.announced": (
        "Le défaut de paiement à l'échéance ouvre droit {rights}, dont nous nous réservons de demander le paiement."
    ),
    "right.interest": "à des intérêts de retard au taux actuel de {value} l'an ({reference})",
    "right.interest.for": "à des intérêts de retard au taux actuel de {value} l'an pour {numbers} ({reference})",
    "right.compensation": "à une indemnité forfaitaire de {value} par facture ({reference})",
    "right.compensation.for": "à une indemnité forfaitaire de {value} par facture pour {numbers} ({reference})",
    "penalties.stated": "Les pénalités sont arrêtées au {day}.",
    "penalties.claimed": (
        "Les pénalités sont arrêtées au {day} ; les intérêts continuent de courir à raison de {per_day} par jour"
        " au taux actuel, jusqu'au paiement."
    ),
    "second_reading": (
        "Ce que vous avez versé a été déduit du principal. En droit, un paiement partiel s'impute d'abord sur les"
        " intérêts (article 1343-1 du code civil) : il resterait dû {principal} de principal et {interest} d'intérêts, soit {difference}"
        " de plus, que nous nous réservons de réclamer."
    ),
    "provisional": "Montants provisoires : le taux de la période en cours n'est pas encore vérifié.",
    "reminded": (
        "Pour la facture {numbers}, comprise dans la somme demandée, la présente ne vaut que rappel.",
        "Pour les factures {numbers}, comprises dans la somme demandée, la présente ne vaut que rappel.",
    ),
    "falling_due": ("Arrive prochainement à échéance : {items}.", "Arrivent prochainement à échéance : {items}."),
    "falling_due.item": "{number} pour {amount} le {day}",
    # Ce qui est demandé, et la suite
    "deadline": "Merci de régler au plus tard le {day}.",
    "deadline.presented": "Ce délai expire le {day} si la présentation a lieu le jour de l'envoi ; sinon, il court de la présentation.",
    "consequence.FIRM": "Sans règlement de votre part, nous poursuivrons le recouvrement de cette créance.",
    "consequence.LAST": "Sans règlement de votre part, nous vous adresserons une mise en demeure, dernière étape avant la transmission du dossier à un tiers ou à la justice.",
    "consequence.LAST.other": "Sans règlement de votre part, nous poursuivrons le recouvrement de cette créance par toute voie de droit.",
    "consequence.FORMAL_NOTICE": "À défaut de paiement dans ce délai, nous saisirons sans autre avis la juridiction compétente.",
    "consequence.FORMAL_NOTICE.FR": (
        "À défaut de paiement dans ce délai, nous saisirons sans autre avis un commissaire de justice ou la juridiction compétente."
        " La présente fait courir les intérêts au taux légal là où la loi le prévoit (article 1344-1 du code civil)."
    ),
    "consequence.FORMAL_NOTICE.FR.consumer": (
        "À défaut de paiement dans ce délai, nous saisirons sans autre avis un commissaire de justice ou la juridiction compétente."
        " À compter de cette mise en demeure, la somme due porte intérêt au taux légal (articles 1231-6 et 1344-1 du code civil)."
    ),
    "consequence.FORMAL_NOTICE.FR.public_body": (
        "À défaut de paiement dans ce délai, nous saisirons sans autre avis la juridiction compétente."
    ),
    "consequence.FORMAL_NOTICE.DE": (
        "À défaut de paiement dans ce délai, nous saisirons sans autre avis la juridiction compétente."
        " À compter de la présente, vous êtes en demeure, si vous ne l'étiez déjà."
    ),
    "payment": "Règlement par virement : {instructions}.",
    "payment.for": "Pour {numbers}, règlement par virement : {instructions}.",
    "payment.payee": "bénéficiaire {payee}",
    "payment.iban": "IBAN {iban}",
    "payment.bic": "BIC {bic}",
    "payment.reference": "référence à rappeler {reference}",
    "payment.creditor_reference": "référence structurée {creditor_reference}",
    "payment.link": "Pour payer en ligne : {link}",
    "counted": (
        "Nous avons tenu compte des règlements reçus jusqu'au {day}. Si vous avez payé depuis, veuillez considérer cette demande comme sans objet et nous indiquer la date de votre règlement."
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
    "mention.vat": "N° de TVA {vat_number}",
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
        "Sauf erreur de notre part, la facture ci-dessous n'est pas encore soldée. C'est sans doute un oubli : peux-tu t'en occuper ?",
        "Sauf erreur de notre part, les factures ci-dessous ne sont pas encore soldées. C'est sans doute un oubli : peux-tu t'en occuper ?",
    ),
    "informal.opening.COURTEOUS.again": (
        "Nous revenons vers toi au sujet de la facture ci-dessous, qui n'est toujours pas soldée dans nos comptes. Peux-tu nous dire quand nous recevrons son règlement ?",
        "Nous revenons vers toi au sujet des factures ci-dessous, qui ne sont toujours pas soldées dans nos comptes. Peux-tu nous dire quand nous recevrons leur règlement ?",
    ),
    "informal.opening.FIRM": (
        "La facture ci-dessous est échue et n'est toujours pas soldée. Merci de la payer sans tarder, ou de nous dire ce qui bloque.",
        "Les factures ci-dessous sont échues et ne sont toujours pas soldées. Merci de les payer sans tarder, ou de nous dire ce qui bloque.",
    ),
    "informal.opening.FIRM.again": (
        "La facture ci-dessous n'est toujours pas soldée après notre précédente relance. Merci de la payer tout de suite, ou de nous dire ce qui bloque.",
        "Les factures ci-dessous ne sont toujours pas soldées après notre précédente relance. Merci de les payer tout de suite, ou de nous dire ce qui bloque.",
    ),
    "informal.opening.LAST": (
        "La facture ci-dessous n'est toujours pas soldée, et c'est la dernière fois que nous t'écrivons ainsi : merci de nous régler {total} sans tarder.",
        "Les factures ci-dessous ne sont toujours pas soldées, et c'est la dernière fois que nous t'écrivons ainsi : merci de nous régler {total} sans tarder.",
    ),
    "informal.opening.LAST.again": (
        "Notre dernière relance n'a pas été suivie du règlement complet de la facture ci-dessous. Merci de nous régler {total} tout de suite.",
        "Notre dernière relance n'a pas été suivie du règlement complet des factures ci-dessous. Merci de nous régler {total} tout de suite.",
    ),
    "informal.history.reminded": (
        "Un rappel t'a été adressé le {days}.",
        "Des rappels t'ont été adressés les {days}.",
    ),
    "informal.promise": "Tu nous avais annoncé {amount} pour le {day} ; rien ne nous est parvenu à cette date.",
    "informal.promise.partly": "Tu nous avais annoncé {amount} pour le {day} ; à cette date, nous n'avions reçu que {paid}.",
    "informal.paid": "Nous avons reçu {amount} le {day} au titre de {numbers}, merci ; le solde reste dû.",
    "informal.promised_part": "La part dont tu as annoncé le règlement, soit {amount}, n'est pas comprise dans cette demande.",
    "informal.returned": "Un de tes paiements nous est revenu impayé le {day}.",
    "informal.credit": "Un règlement ou un avoir de {amount}, non encore affecté, est disponible sur ton compte.",
    "informal.references": "Tes références : {items}.",
    "informal.consequence.FIRM": "Sans règlement de ta part, nous poursuivrons le recouvrement de cette créance.",
    "informal.consequence.LAST": "Sans règlement de ta part, nous t'adresserons une mise en demeure, dernière étape avant la transmission du dossier à un tiers ou à la justice.",
    "informal.consequence.LAST.other": "Sans règlement de ta part, nous poursuivrons le recouvrement de cette créance par toute voie de droit.",
    "informal.counted": "Nous avons tenu compte des règlements reçus jusqu'au {day}. Si tu as payé depuis, oublie cette demande et dis-nous la date de ton règlement.",
    "informal.closing.BEFORE_DUE": "À bientôt,",
    "informal.closing.COURTEOUS": "À bientôt,",
    "informal.closing.FIRM": "Cordialement,",
    "informal.closing.LAST": "Cordialement,",
}
