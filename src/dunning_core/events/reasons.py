"""Why a debt is contested: the codes of the French e-invoice life cycle, with their words; other texts stay allowed."""

from attrs import frozen


@frozen
class DisputeReason:
    """A coded reason of a dispute or a refusal: its code, what it is about, and its words in two languages."""

    code: str
    group: str
    english: str
    french: str


#: The reasons that a buyer may give on a French platform, as the life-cycle messages of the reform list them.
DISPUTE_REASONS: tuple[DisputeReason, ...] = (
    DisputeReason("COORD_BANC_ERR", "payment", "wrong bank details", "coordonnées bancaires erronées"),
    DisputeReason("MODPAI_ERR", "payment", "wrong terms or means of payment", "modalités de paiement erronées"),
    DisputeReason("TX_TVA_ERR", "tax", "wrong VAT rate", "taux de TVA erroné"),
    DisputeReason("MONTANTTOTAL_ERR", "amount", "wrong total", "montant total erroné"),
    DisputeReason("CALCUL_ERR", "amount", "error of computation", "erreur de calcul"),
    DisputeReason("PU_ERR", "amount", "wrong unit price", "prix unitaire erroné"),
    DisputeReason("REM_ERR", "amount", "wrong discount", "remise erronée"),
    DisputeReason("NON_CONFORME", "form", "a mandatory mention is missing", "facture non conforme"),
    DisputeReason("DOUBLON", "duplicate", "the document came twice", "document en double"),
    DisputeReason("DOUBLE_FACT", "duplicate", "invoiced twice", "double facturation"),
    DisputeReason("DEST_INC", "party", "unknown recipient", "destinataire inconnu"),
    DisputeReason("DEST_ERR", "party", "wrong recipient", "destinataire erroné"),
    DisputeReason("EMMET_INC", "party", "unknown issuer", "émetteur inconnu"),
    DisputeReason("ADR_ERR", "party", "wrong address", "adresse erronée"),
    DisputeReason("SIRET_ERR", "party", "wrong SIRET", "SIRET erroné"),
    DisputeReason("CODE_ROUTAGE_ERR", "party", "wrong routing code", "code de routage erroné"),
    DisputeReason("TRANSAC_INC", "order", "unknown transaction", "transaction inconnue"),
    DisputeReason("CONTRAT_TERM", "order", "the contract has ended", "contrat terminé"),
    DisputeReason("CMD_ERR", "order", "wrong order number", "numéro de commande erroné"),
    DisputeReason("REF_CT_ABSENT", "order", "contract reference missing", "référence du contrat absente"),
    DisputeReason("REF_ERR", "order", "wrong reference", "référence erronée"),
    DisputeReason("ART_ERR", "delivery", "wrong article", "article erroné"),
    DisputeReason("QTE_ERR", "delivery", "wrong quantity", "quantité erronée"),
    DisputeReason("QUALITE_ERR", "delivery", "quality", "qualité"),
    DisputeReason("LIVR_INCOMP", "delivery", "incomplete delivery", "livraison incomplète"),
    DisputeReason("AUTRE", "other", "other reason", "autre motif"),
)
_BY_CODE = {reason.code: reason for reason in DISPUTE_REASONS}


def find_dispute_reason(text: str) -> DisputeReason | None:
    """Return the coded reason of a code, None for a free text.

    >>> find_dispute_reason("QTE_ERR").french
    'quantité erronée'
    """
    return _BY_CODE.get(text)
