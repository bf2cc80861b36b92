"""Ready policies, each named after the practice that it encodes, with its source.

The delays are custom, not law: a statute says what may be claimed and from when, and the regime of a policy is where
that stands. Change what does not suit with `attrs.evolve`.
"""

from dunning_core.dunning.policies import DunningPolicy
from dunning_core.dunning.stages import Stage, StageReference
from dunning_core.events import Channel, StageKind
from dunning_core.law import de, fr, uk
from dunning_core.parties import ContactRole

_FRENCH_CUSTOM = "French credit management: custom, not law; penalties run without a reminder (C. com. L441-10 II)"


def _reminder(delay_days: int) -> Stage:
    return Stage("reminder", StageKind.BEFORE_DUE, delay_days, Channel.EMAIL, fallback_channel=Channel.POST)


def _courteous(delay_days: int) -> Stage:
    return Stage("courteous", StageKind.COURTEOUS, delay_days, Channel.EMAIL, fallback_channel=Channel.POST)


def _firm(delay_days: int) -> Stage:
    return Stage(
        "firm",
        StageKind.FIRM,
        delay_days,
        Channel.PHONE,
        fallback_channel=Channel.EMAIL,
        announces_penalties=True,
    )


def _last(delay_days: int) -> Stage:
    return Stage(
        "last",
        StageKind.LAST,
        delay_days,
        Channel.POST,
        fallback_channel=Channel.EMAIL,
        claims_penalties=True,
    )


def _formal_notice(delay_days: int, *, deadline_days: int, role: ContactRole = ContactRole.REGISTERED_OFFICE) -> Stage:
    return Stage(
        "formal_notice",
        StageKind.FORMAL_NOTICE,
        delay_days,
        Channel.REGISTERED,
        role=role,
        claims_penalties=True,
        deadline_days=deadline_days,
        needs_approval=True,
    )


def _recourse(*, name: str = "recourse", role: ContactRole = ContactRole.REGISTERED_OFFICE) -> Stage:
    return Stage(
        name,
        StageKind.RECOURSE,
        1,
        Channel.HANDOVER,
        reference=StageReference.DEADLINE,
        role=role,
        claims_penalties=True,
        needs_approval=True,
    )


#: French practice between businesses: a reminder ten days before the due date, a courteous notice three days after
#: it, a firm call at ten, a last notice by post at seventeen, the formal notice by registered post at thirty with a
#: deadline of eight days, then recourse. The delays are custom, not law.
FR_B2B_STANDARD = DunningPolicy(
    name="FR_B2B_STANDARD",
    source=_FRENCH_CUSTOM,
    regime=fr.B2B,
    interval_days=7,
    stages=(
        _reminder(-10),
        _courteous(3),
        _firm(10),
        _last(17),
        _formal_notice(30, deadline_days=8),
        _recourse(),
    ),
)

#: For good payers: nothing before a week has passed, a call before anything firm, two weeks at least between notices,
#: the formal notice after seventy days only, with fifteen to answer.
FR_B2B_GENTLE = DunningPolicy(
    name="FR_B2B_GENTLE",
    source=_FRENCH_CUSTOM,
    regime=fr.B2B,
    interval_days=14,
    stages=(
        _courteous(7),
        Stage("call", StageKind.COURTEOUS, 21, Channel.PHONE, fallback_channel=Channel.EMAIL),
        Stage(
            "firm",
            StageKind.FIRM,
            35,
            Channel.EMAIL,
            fallback_channel=Channel.POST,
            announces_penalties=True,
        ),
        _last(50),
        _formal_notice(70, deadline_days=15),
        _recourse(),
    ),
)

#: For bad payers: a reminder a week before, then from the first day late, each step five days after the one before; a
#: broken promise is answered the day after, and the formal notice comes at twenty.
FR_B2B_STRICT = DunningPolicy(
    name="FR_B2B_STRICT",
    source=_FRENCH_CUSTOM,
    regime=fr.B2B,
    interval_days=5,
    stages=(
        _reminder(-7),
        _courteous(1),
        _firm(6),
        Stage(
            "broken_promise",
            StageKind.LAST,
            1,
            Channel.EMAIL,
            reference=StageReference.BROKEN_PROMISE,
            fallback_channel=Channel.POST,
            claims_penalties=True,
            interval_days=1,
        ),
        _last(12),
        _formal_notice(20, deadline_days=8),
        _recourse(),
    ),
)

#: By phone first: who owes hears a voice two days after the due date and again at nine, and is written to only then.
FR_B2B_PHONE_FIRST = DunningPolicy(
    name="FR_B2B_PHONE_FIRST",
    source=_FRENCH_CUSTOM,
    regime=fr.B2B,
    interval_days=7,
    stages=(
        Stage("courteous", StageKind.COURTEOUS, 2, Channel.PHONE, fallback_channel=Channel.EMAIL),
        _firm(9),
        _last(17),
        _formal_notice(30, deadline_days=8),
        _recourse(),
    ),
)

#: Three steps, as small companies do: a few days after the due date, a week later, and the formal notice one month
#: after the due date.
FR_B2B_THREE_STEPS = DunningPolicy(
    name="FR_B2B_THREE_STEPS",
    source=_FRENCH_CUSTOM,
    regime=fr.B2B,
    interval_days=7,
    stages=(
        _courteous(3),
        Stage(
            "firm",
            StageKind.FIRM,
            7,
            Channel.EMAIL,
            reference=StageReference.LAST_NOTICE,
            fallback_channel=Channel.POST,
            announces_penalties=True,
        ),
        _formal_notice(30, deadline_days=8),
    ),
)

#: Towards consumers: interest at the legal rate from the formal notice only (C. civ. 1231-6, 1344-1), no fixed sum, and
#: no recovery costs (CPCE L111-8): nothing is announced or claimed before it.
FR_CONSUMER = DunningPolicy(
    name="FR_CONSUMER",
    source="C. civ. 1231-6, 1344-1 and CPCE L111-8 for what is claimed; the delays are custom",
    regime=fr.B2C,
    interval_days=10,
    stages=(
        _reminder(-5),
        _courteous(5),
        Stage("firm", StageKind.FIRM, 15, Channel.EMAIL, fallback_channel=Channel.POST),
        Stage("last", StageKind.LAST, 30, Channel.POST, fallback_channel=Channel.EMAIL),
        _formal_notice(45, deadline_days=15, role=ContactRole.ACCOUNTING),
        _recourse(role=ContactRole.ACCOUNTING),
    ),
)

#: Towards French public buyers: interest and 40 EUR are due without a reminder, and cannot be waived (CCP R2192-31,
#: D2192-35, L2192-14); an accountant pays on an order, so that time is given between the steps.
FR_PUBLIC_BUYER = DunningPolicy(
    name="FR_PUBLIC_BUYER",
    source="CCP R2192-31, D2192-35 and L2192-14 for what is claimed; the delays are custom",
    regime=fr.PUBLIC,
    interval_days=10,
    stages=(
        _courteous(5),
        _firm(15),
        _last(30),
        _formal_notice(45, deadline_days=30),
        _recourse(),
    ),
)

#: Between businesses in the United Kingdom: interest from the day after the due day and a fixed sum by the size of the
#: debt (Act 1998, s. 6, s. 5A), claimed in the final demand; the letter before action gives fourteen days, as is usual
#: towards companies.
UK_STATUTORY = DunningPolicy(
    name="UK_STATUTORY",
    source="Late Payment of Commercial Debts (Interest) Act 1998, s. 6 and s. 5A; the delays are custom",
    regime=uk.B2B,
    interval_days=7,
    stages=(
        _courteous(3),
        _firm(10),
        Stage(
            "final_demand",
            StageKind.LAST,
            17,
            Channel.POST,
            fallback_channel=Channel.EMAIL,
            claims_penalties=True,
        ),
        Stage(
            "letter_before_action",
            StageKind.FORMAL_NOTICE,
            30,
            Channel.POST,
            role=ContactRole.REGISTERED_OFFICE,
            claims_penalties=True,
            deadline_days=14,
            needs_approval=True,
        ),
        _recourse(name="court_claim"),
    ),
)

#: German practice: a payment reminder, a first Mahnung that puts the debtor in default if he is not already (§ 286 (1)
#: BGB), a last one that claims interest and 40 EUR (§ 288 (2), (5) BGB), then the order for payment (Mahnbescheid).
DE_MAHNVERFAHREN = DunningPolicy(
    name="DE_MAHNVERFAHREN",
    source="§ 286 (1) BGB for default, § 288 (5) BGB for the fixed sum; number of reminders and delays are custom",
    regime=de.B2B,
    interval_days=7,
    stages=(
        Stage("payment_reminder", StageKind.COURTEOUS, 7, Channel.EMAIL, fallback_channel=Channel.POST),
        Stage(
            "first_mahnung",
            StageKind.FIRM,
            14,
            Channel.POST,
            fallback_channel=Channel.EMAIL,
            announces_penalties=True,
            deadline_days=7,
        ),
        Stage(
            "last_mahnung",
            StageKind.FORMAL_NOTICE,
            28,
            Channel.REGISTERED,
            fallback_channel=Channel.POST,
            role=ContactRole.REGISTERED_OFFICE,
            claims_penalties=True,
            deadline_days=7,
            needs_approval=True,
        ),
        _recourse(name="mahnbescheid"),
    ),
)
