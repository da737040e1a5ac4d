"""A mail to text: its plain part, else its page, with date, subject and sender."""

from __future__ import annotations

import email.policy
from email.parser import BytesParser
from email.utils import parseaddr
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.documents.days import read_day
from geomap.documents.records import Metadata
from geomap.errors import DocumentError

if TYPE_CHECKING:
    from email.message import EmailMessage

_HEADERS: Final = ("from", "date", "subject", "message-id")


class Mail(NamedTuple):
    """The part of a mail that is read, still encoded, and what its header says."""

    content: bytes
    charset: str | None
    is_html: bool
    metadata: Metadata


def read_mail(raw: bytes, *, source: str) -> Mail:
    """Read a mail.

    Parameters
    ----------
    raw
        A message as it is sent (RFC 5322, MIME).
    source
        Its name, for messages.

    Raises
    ------
    DocumentError
        When it is none, or has no part with text.
    """
    message = BytesParser(policy=email.policy.default).parsebytes(raw)
    if not any(it in message for it in _HEADERS):
        msg = f"{source}: no header of a mail in it; expected From, Date and Subject at its top"
        raise DocumentError(msg)
    try:
        part = message.get_body(("plain", "html"))
        content = part.get_payload(decode=True) if part else None
    except (LookupError, ValueError, AttributeError) as error:
        msg = f"{source}: the parts of the mail cannot be told ({error}); save its text as .txt"
        raise DocumentError(msg) from error
    if part is None or not isinstance(content, bytes):
        msg = f"{source}: the mail has no part with text; expected text/plain or text/html"
        raise DocumentError(msg)
    return Mail(
        content=content,
        charset=part.get_content_charset(),
        is_html=part.get_content_type() == "text/html",
        metadata=Metadata(
            title=_read_header(message, "subject"),
            published=read_day(_read_header(message, "date")),
            publisher=_read_sender(message),
        ),
    )


def _read_header(message: EmailMessage, name: str) -> str | None:
    try:
        text = str(message.get(name) or "")
    except (LookupError, ValueError, AttributeError):
        # What the library's own parser of headers trips over.
        return None
    return " ".join(text.split()) or None


def _read_sender(message: EmailMessage) -> str | None:
    """Return the name that a sender goes by, or the address where it has none."""
    text = _read_header(message, "from")
    name, address = parseaddr(text) if text else ("", "")
    return name or address or text
