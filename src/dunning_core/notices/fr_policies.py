"""French texts about policies: their calendar, and what is unwise in them."""

POLICY_TEXTS: dict[str, str | tuple[str, ...]] = {
    # Le calendrier d'une politique
    "calendar.head": "{name} : {source}",
    "calendar.stage": "- {when} : {kind} ({stage}), {channel}{details}",
    "calendar.otherwise": "{channel}, sinon {fallback}",
    "calendar.due_date.before": ("{count} jour avant l'échéance", "{count} jours avant l'échéance"),
    "calendar.due_date.on": "à l'échéance",
    "calendar.due_date.after": ("{count} jour après l'échéance", "{count} jours après l'échéance"),
    "calendar.end_of_month.before": (
        "{count} jour avant la fin du mois d'échéance",
        "{count} jours avant la fin du mois d'échéance",
    ),
    "calendar.end_of_month.on": "le lendemain de l'échéance, et à la fin de son mois",
    "calendar.end_of_month.after": (
        "{count} jour après la fin du mois d'échéance",
        "{count} jours après la fin du mois d'échéance",
    ),
    "calendar.issue_date.on": "à l'émission",
    "calendar.issue_date.after": ("{count} jour après l'émission", "{count} jours après l'émission"),
    "calendar.last_notice.on": "dès l'envoi de la relance précédente",
    "calendar.last_notice.after": (
        "{count} jour après la relance précédente",
        "{count} jours après la relance précédente",
    ),
    "calendar.deadline.on": "au terme du délai fixé",
    "calendar.deadline.after": (
        "{count} jour après le terme du délai fixé",
        "{count} jours après le terme du délai fixé",
    ),
    "calendar.broken_promise.after": (
        "{count} jour après une promesse rompue",
        "{count} jours après une promesse rompue",
    ),
    "calendar.tone": "sur le ton d'une {tone}",
    "calendar.announces_penalties": "annonce les pénalités",
    "calendar.claims_penalties": "réclame les pénalités",
    "calendar.deadline_days": ("fixe un délai de {count} jour", "fixe un délai de {count} jours"),
    "calendar.needs_approval": "avec l'accord d'une personne",
    "calendar.role": "destinataire : {role}",
    "calendar.interval_days": (
        "{count} jour au moins depuis la relance précédente",
        "{count} jours au moins depuis la relance précédente",
    ),
    "calendar.grace_days": ("{count} jour de tolérance", "{count} jours de tolérance"),
    "calendar.minimum": "à partir de {minimum} en retard",
    "calendar.least": "à partir de {minimum}",
    "calendar.minimum_share": "à partir de {percent} de l'encours",
    "calendar.minimum_probability": "à partir d'une probabilité de retard de {percent}",
    "calendar.statutory": (
        "{reference} veut {count} jour depuis la relance précédente",
        "{reference} veut {count} jours depuis la relance précédente",
    ),
    "calendar.policy.interval": (
        "Au moins {count} jour entre deux relances.",
        "Au moins {count} jours entre deux relances.",
    ),
    "calendar.policy.grace": (
        "{count} jour de tolérance après l'échéance.",
        "{count} jours de tolérance après l'échéance.",
    ),
    "calendar.policy.minimum": "Une ligne sous {minimum} attend que le compte ait autant en retard.",
    "calendar.policy.minimum_total": "Rien n'est relancé sur un compte qui a moins de {minimum} en retard.",
    "calendar.policy.succession": "Une étape après l'autre.",
    "calendar.policy.elapsed": "L'étape la plus haute dont le jour est venu.",
    "calendar.policy.latest": "Ce qui a été manqué est rattrapé par la dernière étape.",
    "calendar.policy.one_by_one": "Ce qui a été manqué est rattrapé étape par étape.",
    "calendar.policy.none": (
        "Ce qui a été manqué depuis {count} jour n'est pas rattrapé.",
        "Ce qui a été manqué depuis {count} jours n'est pas rattrapé.",
    ),
    "calendar.policy.falls_back": "Où le minimum d'une étape n'est pas atteint, la précédente est refaite.",
    "calendar.policy.notices_max": ("Au plus {count} relance par créance.", "Au plus {count} relances par créance."),
    "calendar.policy.caps": (
        "{count} facture a une étape maximale à elle.",
        "{count} factures ont une étape maximale à elles.",
    ),
    "calendar.policy.regime": "Pénalités selon {regime}.",
    "calendar.policy.credit_hold_days": (
        "Un crédit inexpliqué suspend ce qu'il pourrait payer pendant {count} jour.",
        "Un crédit inexpliqué suspend ce qu'il pourrait payer pendant {count} jours.",
    ),
    "calendar.policy.arrival_days": (
        "Un règlement signalé, ou encaissé par nous, est attendu pendant {count} jour.",
        "Un règlement signalé, ou encaissé par nous, est attendu pendant {count} jours.",
    ),
    "calendar.policy.bank_data_days": (
        "Personne n'est relancé sur des données bancaires de plus de {count} jour.",
        "Personne n'est relancé sur des données bancaires de plus de {count} jours.",
    ),
    "calendar.policy.unanswered_calls_max": (
        "Après {count} appel sans réponse, l'autre canal est utilisé.",
        "Après {count} appels sans réponse, l'autre canal est utilisé.",
    ),
    "calendar.policy.waits": "Pas de relance après un motif de non-paiement : {waits}.",
    "calendar.policy.wait": ("{given}, {count} jour", "{given}, {count} jours"),
    "calendar.policy.contacts": (
        "Contacts avec un compte : {contacts_max} au plus en {count} jour.",
        "Contacts avec un compte : {contacts_max} au plus en {count} jours.",
    ),
    "calendar.policy.tone_days": (
        "Pendant {count} jour après une relance, le compte n'en reçoit pas de plus douce.",
        "Pendant {count} jours après une relance, le compte n'en reçoit pas de plus douce.",
    ),
    "calendar.policy.calendar": "Rien n'est fait les jours fermés du calendrier {calendar}.",
    "calendar.policy.escalation": "Le responsable du client est prévenu : {reasons}.",
    "calendar.policy.escalation.kind": "à partir de l'étape {kind}",
    "calendar.policy.escalation.minimum": "à partir de {minimum} réclamés",
    "calendar.policy.escalation.broken_promises": (
        "à partir de {count} promesse non tenue",
        "à partir de {count} promesses non tenues",
    ),
    "calendar.policy.late_probabilities": (
        "{count} probabilité de retard est donnée.",
        "{count} probabilités de retard sont données.",
    ),
    # Problèmes d'une politique
    "problem.policy.stage.unreachable": "{subject} : l'étape {stage} n'est jamais atteinte",
    "problem.policy.tone.falls": "{subject} : l'étape {stage} ({kind}) est plus douce que {before}, qui la précède",
    "problem.policy.deadline.missing": "{subject} : l'étape {stage} ne fixe pas de délai ; une mise en demeure sans délai ne mène à rien",
    "problem.policy.interval.zero": "{subject} : l'étape {stage} peut venir le lendemain de la relance qui la précède",
    "problem.policy.repeats.endless": "{subject} : une relance se répète sans fin tant qu'un minimum n'est pas atteint ; donner notices_max",
    "problem.policy.compensation.consumer": "{subject} : le régime {regime} accorde une indemnité forfaitaire, qu'aucun consommateur ne doit",
    "problem.policy.gap": (
        "{subject} : {days} jour de silence avant l'étape {stage} (plus de {gap_days})",
        "{subject} : {days} jours de silence avant l'étape {stage} (plus de {gap_days})",
    ),
    "problem.policy.stages.none_late": "{subject} : aucune étape ne vient après l'échéance",
    "problem.policy.wait.long": (
        "{subject} : {option} laisse les clients sans relance pendant {days} jour (plus de {gap_days})",
        "{subject} : {option} laisse les clients sans relance pendant {days} jours (plus de {gap_days})",
    ),
    "problem.policy.credit_hold.none": "{subject} : un crédit inexpliqué ne suspend rien ; un client qui a payé peut être relancé ; donner credit_hold_days",
    "problem.policy.bank_data.same_day": "{subject} : seules des données bancaires du jour même conviennent ; après un week-end personne n'est relancé",
    "problem.policy.contacts.idle": (
        "{subject} : limiter les contacts à {contacts_max} en {contacts_days} jour ne limite rien ; un compte en a au plus un par jour",
        "{subject} : limiter les contacts à {contacts_max} en {contacts_days} jours ne limite rien ; un compte en a au plus un par jour",
    ),
    "problem.policy.escalation.unreachable": "{subject} : le responsable est prévenu à partir de l'étape {kind}, et la plus haute est {highest}",
    "problem.policy.calls.endless": "{subject} : un appel sans réponse est retenté sans fin ; donner unanswered_calls_max",
    "problem.policy.fallback.missing": (
        "{subject} : l'étape {stage} n'a pas d'autre canal après {calls} appel sans réponse ; donner fallback_channel",
        "{subject} : l'étape {stage} n'a pas d'autre canal après {calls} appels sans réponse ; donner fallback_channel",
    ),
    "problem.policy.language.missing": (
        "{clients} client ou contact lit la langue {subject}, dans laquelle aucune relance n'est rédigée",
        "{clients} clients ou contacts lisent la langue {subject}, dans laquelle aucune relance n'est rédigée",
    ),
}
