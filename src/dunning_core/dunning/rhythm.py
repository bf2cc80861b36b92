"""Rhythm: the contacts that an account has had, over all of its invoices, and how long they leave it in peace."""

from collections.abc import Iterator
from datetime import timedelta

from dunning_core.dunning.cases import Block, Case, Reason
from dunning_core.dunning.stages import Stage
from dunning_core.events import Channel


def find_rests(case: Case, stage: Stage) -> Iterator[Block]:
    """Give what the contacts of the account put off a stage for; a file that is handed over contacts nobody."""
    if stage.channel is Channel.HANDOVER:
        return
    for block in (_contact_pressure(case), _tone_kept(case, stage)):
        if block is not None and block.free_on > case.day:
            yield block


def _contact_pressure(case: Case) -> Block | None:
    # The budget is free again when the oldest of the newest contacts, as many as it allows, leaves the window.
    most, days = case.policy.contacts_max, case.policy.contacts_days
    contact_days = case.account.contact_days
    if most is None or len(contact_days) < most:
        return None
    since = contact_days[-most]
    free_on = since + timedelta(days=days)
    params = (("contacts_max", most), ("contacts_days", days), ("since", since), ("until", free_on))
    return Block(Reason("contact.pressure", params), free_on)


def _tone_kept(case: Case, stage: Stage) -> Block | None:
    # Towards the account; of one receivable the tone never falls, whatever the policy.
    days = case.policy.tone_days
    higher = [contact for contact in case.account.contacts if contact[1] > stage.kind] if days else []
    if not higher:
        return None
    sent_on, kind = higher[-1]
    free_on = sent_on + timedelta(days=days)
    params = (("kind", stage.kind), ("higher", kind), ("sent_on", sent_on), ("until", free_on))
    return Block(Reason("contact.tone", params), free_on)
