"""render_text: a notice as it would be printed, from the sender's address to the enclosures."""

from dunning_core._checks import check_instance
from dunning_core.notices.notice import Notice


def render_text(notice: Notice) -> str:
    """Return a notice as plain text: sender, recipient, subject, body, mentions and enclosures."""
    check_instance("notice", notice, Notice)
    recipient = notice.recipient
    client = notice.action.client
    sender = "\n".join(filter(None, (notice.creditor.name, notice.creditor.address)))
    to = [client.name]
    if recipient is not None:
        to += [line for line in (recipient.name, recipient.address or recipient.email) if line and line not in to]
    parts = [sender, "\n".join(to), notice.subject, notice.body, "\n".join(notice.mentions)]
    if notice.enclosures:
        parts.append("\n".join(f"- {name}" for name in notice.enclosures))
    return "\n\n".join(part for part in parts if part)
