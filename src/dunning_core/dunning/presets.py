"""Ready policies, each named after the practice that it encodes."""

from dunning_core.dunning.policies import DunningPolicy
from dunning_core.dunning.stages import Stage, StageReference
from dunning_core.events import Channel, StageKind
from dunning_core.law import fr
from dunning_core.parties import ContactRole

#: French practice between businesses: a reminder ten days before the due date, a courteous notice three days after
#: it, a firm call at ten, a last notice by post at seventeen, the formal notice by registered post at thirty with a
#: deadline of eight days, then recourse. The delays are custom, not law.
FR_B2B_STANDARD = DunningPolicy(
    name="FR_B2B_STANDARD",
    regime=fr.B2B,
    interval_days=7,
    stages=(
        Stage("reminder", StageKind.BEFORE_DUE, -10, Channel.EMAIL, fallback_channel=Channel.POST),
        Stage("courteous", StageKind.COURTEOUS, 3, Channel.EMAIL, fallback_channel=Channel.POST),
        Stage(
            "firm",
            StageKind.FIRM,
            10,
            Channel.PHONE,
            fallback_channel=Channel.EMAIL,
            announces_penalties=True,
        ),
        Stage(
            "last",
            StageKind.LAST,
            17,
            Channel.POST,
            fallback_channel=Channel.EMAIL,
            claims_penalties=True,
        ),
        Stage(
            "formal_notice",
            StageKind.FORMAL_NOTICE,
            30,
            Channel.REGISTERED,
            role=ContactRole.REGISTERED_OFFICE,
            claims_penalties=True,
            deadline_days=8,
            needs_approval=True,
        ),
        Stage(
            "recourse",
            StageKind.RECOURSE,
            1,
            Channel.HANDOVER,
            reference=StageReference.DEADLINE,
            role=ContactRole.REGISTERED_OFFICE,
            claims_penalties=True,
            needs_approval=True,
        ),
    ),
)
