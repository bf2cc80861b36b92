"""Textes français : avis, motifs et problèmes. Un tuple donne le singulier et le pluriel."""

DAY_PATTERN = "dd/MM/yyyy"

TEXTS: dict[str, str | tuple[str, str]] = {
    # Niveaux de relance
    "kind.BEFORE_DUE": "rappel avant échéance",
    "kind.COURTEOUS": "relance courtoise",
    "kind.FIRM": "relance ferme",
    "kind.LAST": "dernière relance",
    "kind.FORMAL_NOTICE": "mise en demeure",
    "kind.RECOURSE": "recours",
    "channel.email": "courriel",
    "channel.phone": "téléphone",
    "channel.post": "courrier",
    "channel.registered": "lettre recommandée",
    "channel.handover": "transmission du dossier",
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
    "subject.others": "{numbers} et {count} autres",
    "greeting": "Madame, Monsieur,",
    # Corps
    "opening.BEFORE_DUE": (
        "La facture ci-dessous arrive prochainement à échéance. Nous vous remercions de prévoir son règlement"
        " pour la date indiquée, et de nous signaler dès maintenant toute difficulté à son sujet.",
        "Les factures ci-dessous arrivent prochainement à échéance. Nous vous remercions de prévoir leur règlement"
        " pour les dates indiquées, et de nous signaler dès maintenant toute difficulté à leur sujet.",
    ),
    "opening.COURTEOUS": (
        "Sauf erreur de notre part, le règlement de la facture ci-dessous ne nous est pas encore parvenu."
        " Il s'agit sans doute d'un oubli : nous vous remercions d'y remédier dès réception de ce message.",
        "Sauf erreur de notre part, le règlement des factures ci-dessous ne nous est pas encore parvenu."
        " Il s'agit sans doute d'un oubli : nous vous remercions d'y remédier dès réception de ce message.",
    ),
    "opening.FIRM": (
        "La facture ci-dessous est échue et reste impayée. Nous vous demandons de la régler sans délai,"
        " ou de nous indiquer ce qui s'y oppose.",
        "Les factures ci-dessous sont échues et restent impayées. Nous vous demandons de les régler sans délai,"
        " ou de nous indiquer ce qui s'y oppose.",
    ),
    "opening.LAST": (
        "La facture ci-dessous demeure impayée. Ceci est notre dernière relance amiable : sans règlement de"
        " votre part, nous vous adresserons une mise en demeure.",
        "Les factures ci-dessous demeurent impayées. Ceci est notre dernière relance amiable : sans règlement de"
        " votre part, nous vous adresserons une mise en demeure.",
    ),
    "opening.FORMAL_NOTICE": (
        "Par la présente, nous vous mettons en demeure, au sens de l'article 1344 du code civil, de nous payer la"
        " somme de {total} au titre de la facture ci-dessous, dans un délai de {days} jours à compter de la"
        " présentation de cette lettre.",
        "Par la présente, nous vous mettons en demeure, au sens de l'article 1344 du code civil, de nous payer la"
        " somme de {total} au titre des factures ci-dessous, dans un délai de {days} jours à compter de la"
        " présentation de cette lettre.",
    ),
    "history": (
        "Notre relance du {days} est restée sans effet.",
        "Nos relances des {days} sont restées sans effet.",
    ),
    "list.last": " et ",
    "promise": "Vous nous aviez annoncé un règlement pour le {day} ; il ne nous est pas parvenu.",
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
    "disputed": "La part contestée, soit {amount}, n'est pas comprise dans cette demande.",
    "credit": "Un règlement ou un avoir de {amount}, non encore affecté, est disponible sur votre compte.",
    "falling_due": ("Arrive prochainement à échéance : {items}.", "Arrivent prochainement à échéance : {items}."),
    "falling_due.item": "{number} ({amount}, le {day})",
    "deadline": "Date limite de paiement : {day}, sous réserve de la date de présentation.",
    "consequence.FIRM": "Sans règlement, nous poursuivrons le recouvrement de cette créance.",
    "consequence.LAST": "La mise en demeure précède le recours à un tiers ou à la justice.",
    "consequence.FORMAL_NOTICE": "À défaut de paiement dans ce délai, nous saisirons sans autre avis un commissaire de"
    " justice ou la juridiction compétente. Cette lettre fait courir les intérêts au taux légal là où la loi le prévoit"
    " (article 1344-1 du code civil).",
    "provisional": "Montants provisoires : le taux de la période en cours n'est pas encore vérifié.",
    "counted": (
        "Cet état tient compte des règlements reçus jusqu'au {day}. Si vous avez payé depuis, veuillez ne pas tenir"
        " compte de ce message."
    ),
    "payment": "Règlement par virement : {instructions}.",
    "payment.iban": "IBAN {iban}",
    "payment.bic": "BIC {bic}",
    "payment.reference": "référence à rappeler {reference}",
    "closing.BEFORE_DUE": "Cordialement,",
    "closing.COURTEOUS": "Cordialement,",
    "closing.FIRM": "Salutations distinguées,",
    "closing.LAST": "Salutations distinguées,",
    "closing.FORMAL_NOTICE": "Nous vous prions d'agréer, Madame, Monsieur, l'expression de nos salutations distinguées.",
    "mention.registered": "Lettre recommandée avec avis de réception",
    "mention.siren": "SIREN {siren}",
    "mention.vat": "TVA {vat_number}",
    "mention.interest": "Intérêts de retard : {reference}",
    "mention.costs": "Frais de recouvrement : {reference}",
    "mention.compensation": "Indemnité forfaitaire : {reference}",
    "enclosure.invoice": "Facture {number}",
    "enclosure.statement": "Décompte des pénalités au {day}",
    # Tableau
    "column.number": "Facture",
    "column.issued_on": "Émise le",
    "column.due_on": "Échéance",
    "column.days_late": "Retard (j)",
    "column.amount": "Montant",
    "column.chased": "Reste dû",
    "column.penalties": "Pénalités",
    "total.principal": "Principal",
    "total.interest": "Intérêts de retard",
    "total.compensation": "Indemnité forfaitaire",
    "total.costs": "Frais de recouvrement",
    "total.total": "Total",
    "total.line": "{label} : {amount}",
    # Motifs
    "reason.settled": "rien n'est plus dû",
    "reason.stage.due": "{kind} à faire : {position}, seuil atteint le {threshold_on}{since}",
    "reason.stage.not_yet": "prochaine étape : {kind}, le {day} ({position}, seuil le {threshold_on}{since})",
    "reason.stage.none_left": "toutes les étapes de la politique ont eu lieu, ou attendent un fait nouveau",
    "reason.hold.in_force": "relance suspendue depuis le {since} {until} : {reason}",
    "reason.dispute.open": "litige ouvert le {opened_on} sur {disputed} : {reason}",
    "reason.insolvency.opened": "procédure collective ouverte le {opened_on} : ni relance ni intérêts ; à déclarer avant le {declare_by}",
    "reason.court.grace": "délai de grâce accordé le {taken_on} jusqu'au {until} ({reference})",
    "reason.retention.not_due": "retenue de garantie dont l'échéance n'est pas connue",
    "reason.promise.open": "promesse de payer {promised} au plus tard le {pay_on}",
    "reason.credit.not_lettered": "le compte porte {credits} règlement(s) ou avoir(s) non lettré(s) : lettrer d'abord",
    "reason.credit.unexplained": "le crédit {credit} ({remainder}) pourrait la solder : attendre le {until}",
    "reason.minimum.not_reached": "{chased} est sous le minimum de {minimum}",
    "position.late": ("{count} jour de retard", "{count} jours de retard"),
    "position.early": ("échéance dans {count} jour", "échéance dans {count} jours"),
    "position.due": "échéance aujourd'hui",
    "since.notice": " ; dernière relance le {day}, intervalle de {interval} jours",
    "until.day": "jusqu'au {day}",
    "until.open": "sans terme",
    # Phrases de explain
    "decision.head": "{id} – {client} : {outstanding} dus, échéance le {due_on}.",
    "decision.head_no_day": "{id} – {client} : {outstanding} dus, retenue de garantie sans échéance connue.",
    "decision.now": "À faire : {kind}.",
    "decision.none": "Rien à faire aujourd'hui.",
    "decision.reached": "Dernière étape faite : {kind}.",
    "decision.next": "À revoir le {day}.",
    "decision.why": "Motif : {reason}.",
    "decision.chased": "Montant relancé : {chased}.",
    "penalties.head": "Pénalités de {id} : {total} ({regime}).",
    "penalties.interest": "Intérêts : {base} × {rate} × {days}/{year} = {amount} (du {start} au {end} inclus ; {reference} ; {source}).",
    "penalties.compensation": "Indemnité forfaitaire : {amount} ({reference}).",
    "penalties.costs": "Frais de recouvrement au-delà de l'indemnité : {amount} sur {spent} ({reference} ; {proofs}).",
    "penalties.left": "Reste à réclamer : {unclaimed}, le reste ayant été réclamé ou abandonné.",
    "penalties.none": "Aucune pénalité n'a couru.",
    "penalties.provisional": "Montants provisoires : taux vérifié jusqu'au {verified_until} seulement.",
    "action.head": "{client} : {kind} par {channel}, {total} réclamés.",
    "action.approval": "L'accord d'une personne est requis.",
    "action.line": "{id} : {reason}.",
    "allocation": "{amount} de {credit} lettrés avec {debit} à compter du {day} : {why}.",
    "strategy.recorded": "lettrage enregistré",
    "strategy.designation": "désigné par le débiteur ({evidence}), C. civ. 1342-10",
    "strategy.quoted_reference": "référence {evidence} citée dans le règlement",
    "strategy.confirmed_reference": "le texte ({evidence}) peut la désigner, et le montant est exactement le reste dû",
    "strategy.exact_amount": "montant exact du reste dû",
    "strategy.natural_group": "elles font ensemble le montant, et elles seules ({evidence} créances qui se suivent)",
    "strategy.unique_combination": "elles seules font ensemble le montant (coïncidence : {evidence} des montants voisins)",
    "strategy.oldest_due_first": "dette échue la plus ancienne, C. civ. 1342-10",
    # Problèmes
    "problem.client.unknown": "client {client} inconnu : relancé sans pénalités ; ajoutez-le au grand livre",
    "problem.client.contested": "client {client} donné deux fois avec des contenus différents : aucun n'est retenu",
    "problem.invoice.contradictory": "facture {subject} donnée deux fois avec des contenus différents : aucune n'est relancée",
    "problem.invoice.deposit.unfit": "facture {subject} : l'acompte {deposit} est absent, ou ne se déduit pas de {amount} ; écartée",
    "problem.invoice.due_on.missing": "facture {subject} sans échéance ni conditions de règlement : écartée",
    "problem.invoice.due_on.contradicts_terms": (
        "facture {subject} : l'échéance {due_on} contredit les conditions ({by_terms}) ; l'échéance écrite prévaut"
    ),
    "problem.credit.contradictory": "règlement ou avoir {subject} donné deux fois avec des contenus différents : non lettré",
    "problem.event.subject.unknown": "événement {event} du {happened_on} sur {subject}, qui n'existe pas ce jour-là",
    "problem.event.subject.ambiguous": "événement {event} sur {subject}, qui a plusieurs échéances ({parts}) : nommez-en une",
    "problem.event.subject.part": "annulation de {subject} : seule une facture entière peut être annulée ; sans effet",
    "problem.event.notice.unknown": "retour ou présentation d'une relance {stage} du {sent_on} qui n'a pas été envoyée",
    "problem.lettering.debit_unknown": "lettrage enregistré de {credit} sur {debit}, créance inconnue",
    "problem.lettering.currency_mismatch": "lettrage enregistré de {credit} sur {debit} dans deux devises",
    "problem.lettering.over_allocated": "lettrage enregistré de {credit} sur {debit} au-delà de ce qui reste",
    "problem.claim.waiver.void": "{subject} : la renonciation ({component}) est réputée non écrite ({article}) ; elle est sans effet",
    "problem.claim.costs.left_out": "{subject} : les frais de {amount} ne sont pas réclamés sous {regime} (en {currency} seulement, et là où la loi le permet)",
    "problem.claim.exceeds_accrued": "{subject} : {claimed} réclamés ({component}) pour {accrued} courus ; corrigez le document",
    "problem.law.terms_too_long": "{subject} : échéance le {due_on}, au-delà du {latest} ({article})",
    "problem.law.consumer_charged": "{subject} : indemnité ou frais réclamés à un consommateur sous {regime} ({article})",
    "problem.law.mention_missing": "{subject} : mention obligatoire absente, {mention} : {says} ({article})",
    "problem.law.limitation_near": "{subject} : dernier jour pour agir le {last_day} ({article})",
    "problem.law.limitation_over": "{subject} : créance prescrite depuis le {last_day} ({article})",
    "problem.claim.currency_mismatch": "{subject} : {amount} ({component}) dans une autre devise que {currency} ; laissé de côté",
    "problem.claim.waived_after_claim": "{subject} : {waived} abandonnés ({component}) alors que {claimed} étaient réclamés ; émettez un avoir",
    "problem.law.rate_unverified": "{subject} : taux vérifié jusqu'au {verified_until} seulement ; montants provisoires",
    "problem.law.rate_single_source": "{subject} : le taux du {start} ne repose que sur une source ({source})",
    "problem.law.regime_unverified": "{subject} : les règles de {regime} sont citées de mémoire et n'ont pas été vérifiées",
    "problem.law.tier_unknown": "{subject} : l'indemnité de {regime} dépend du montant de la créance dans une autre devise que {debt} ; la plus basse, {taken}, est retenue",
    "problem.law.rate_under_floor": "{subject} : le taux convenu est sous le plancher de {floor} à compter du {start} ; il est appliqué tel que convenu",
    "problem.penalties.regime_unfit": "{subject} : le régime de la politique ne convient pas à ce client ({client_kind}) ;"
    " aucune pénalité n'est réclamée",
    "problem.penalties.unknown_kind": "{subject} : nature du client inconnue ; aucune pénalité n'est réclamée",
    "problem.penalties.missing_country": "{subject} : pays manquant ({field}) ; aucune pénalité n'est réclamée",
    "problem.penalties.unknown_regime": "{subject} : aucun régime connu pour ce pays ; aucune pénalité n'est réclamée",
    "problem.penalties.missing_rate": "{subject} : aucun taux connu à cette date ; aucune pénalité n'est réclamée",
    "problem.notice.stage.unknown": "{subject} : étape {stage} du {sent_on} inconnue de la politique, non comptée",
    "problem.history.missing": "{subject} : {days_late} jours de retard sans aucune relance connue ; on commence par {stage}",
    "problem.action.recipient.missing": "{subject} : aucun contact ({role}) avec une adresse pour le canal {channel}",
    "problem.notice.provisional": "avis pour {subject} retenu : il repose sur un taux non vérifié",
    "problem.notice.missing_translation": "avis pour {subject} retenu : pas de texte dans la langue {locale}",
    "problem.notice.missing_locale": "avis pour {subject} retenu : langue inconnue",
    "problem.row.column.missing": "colonne absente : {column} (trouvées : {found})",
    "problem.row.value.missing": "ligne {row}, {column} : valeur absente",
    "problem.row.value.refused": "ligne {row}, {column} : {value} refusé ; {hint}",
    "problem.row.duplicate": "ligne {row} : {value} figure déjà ligne {first_row}",
    "problem.row.contradictory": "ligne {row} : {value} figure ligne {first_row} avec un autre contenu",
    "problem.row.client.unknown": "ligne {row}, {column} : client {value} inconnu",
    "problem.row.shape": "ligne {row} : {hint}",
    "problem.rows.format.mixed": "{about} : les lignes ne s'accordent pas sur le format ; déclarez-le",
    "problem.row.near_duplicate": "ligne {row} : {value} ressemble à la ligne {first_row}, à un détail près",
    "problem.row.due_on.before_issue": "ligne {row}, {column} : l'échéance {value} précède la date d'émission {issued_on} ; prise à la date d'émission",
    "problem.rows.empty": "aucune ligne",
    # Conseils sur une cellule refusée
    "hint.bad_number_point": "chiffres attendus avec un point décimal",
    "hint.bad_number_comma": "chiffres attendus avec une virgule décimale",
    "hint.time_of_day": "une date sans heure est attendue",
    "hint.spreadsheet_serial": "numéro de série d'un tableur : exportez les dates en texte",
    "hint.bad_day_ymd": "date attendue sous la forme 2026-02-28",
    "hint.bad_day_dmy": "date attendue sous la forme 28/02/2026",
    "hint.bad_day_mdy": "date attendue sous la forme 02/28/2026",
    "hint.no_such_day": "ce jour n'existe pas",
    "hint.bad_date_order": "ce jour précède la date d'émission",
    "hint.bad_currency": "code de devise ISO 4217 attendu, comme EUR",
    "hint.currency_mix": "le montant est écrit dans une autre devise que celle de la ligne ou des réglages",
    "hint.bad_scale": "trop de décimales pour cette devise",
    "hint.bad_country": "code de pays ISO 3166 attendu, comme FR",
    "hint.out_of_range": "hors des bornes admises",
    "hint.wrong_type": "type de valeur refusé",
    "hint.too_long": "texte trop long",
    "hint.unsafe_text": "caractères de contrôle à retirer",
    "hint.unknown_kind": "écrire business, consumer, public_body ou unknown",
    "hint.unreadable": "valeur illisible",
    "hint.not_finite": "nombre fini attendu",
    "hint.ambiguous_number": "la marque décimale n'est pas prouvée : déclarez-la",
    "hint.ambiguous_day": "l'ordre du jour et du mois n'est pas prouvé : déclarez-le",
    "hint.float": "nombre flottant : ouvrez la porte accept_floats",
    "hint.unknown_event": "événement inconnu",
    "hint.unknown_component": "composante inconnue : interest, compensation ou costs",
    "hint.unknown_reason": "motif inconnu",
    "hint.unknown_channel": "canal inconnu",
}
