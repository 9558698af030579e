"""PDF, Word and e-mail: their text, and what they say about themselves. Pure functions of the bytes.

Pages of a PDF are set apart by form feeds, which the passages know: a line that stands at the head or foot of most of
them is furniture. A message is its text part; one that has only HTML is read as a page.
"""

import email
import email.policy
import logging
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from io import BytesIO

from dateline.errors import BadInput
from dateline.intake.html import Page, page

MAX_PAGES = 1_000
MAX_UNPACKED = 100_000_000  # bytes of a .docx once unpacked; a real one of 20 MB holds pictures, which do not grow
PAGE_BREAK = "\f"


def pdf(data: bytes) -> Page:
    """The text layer of a PDF, page by page. Raises BadInput for one that is locked, scanned, broken or too long."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told in the fate of the file

    try:
        document = PdfReader(BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise BadInput("the PDF is encrypted", "save it without a password and read that")
        if len(document.pages) > MAX_PAGES:
            raise BadInput(f"the PDF has more than {MAX_PAGES:,} pages", "split it into the reports that it holds")
        pages = [one.extract_text() or "" for one in document.pages]
        about = document.metadata
        title, made = (about.title, about.creation_date) if about else (None, None)
    except BadInput:
        raise
    except Exception as problem:  # as with Word: its library was not written for damaged files
        what = f"the PDF cannot be read: {str(problem)[:200]}"
        raise BadInput(what, "save it anew, or save its text as .txt") from problem
    if not any(text.strip() for text in pages):
        raise BadInput("the PDF has no text, only pictures of pages", "run it through OCR and read the result")
    empty = sum(not text.strip() for text in pages)
    flags = (f"{empty} of {len(pages)} pages have no text",) if empty else ()
    noted = (f"the PDF was made on {made:%Y-%m-%d}",) if isinstance(made, datetime) else ()  # not when it was published
    return Page(_sound(PAGE_BREAK.join(pages)), title=title or None, flags=(*flags, *noted))


def docx(data: bytes) -> Page:
    """The paragraphs and tables of a Word document, in their order. Raises BadInput for a broken or swollen one."""
    from docx import Document
    from docx.table import Table

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise BadInput("the document unpacks to more than 100 MB", "save its text as .txt and read that")
        document = Document(BytesIO(data))
        lines = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                lines.append(block.text)
        title = document.core_properties.title
    except BadInput:
        raise
    except Exception as problem:  # its library was not written for damaged files; whatever it says, this is none
        what = f"the Word document cannot be read: {str(problem)[:200]}"
        raise BadInput(what, "save it anew, or save its text as .txt") from problem
    return Page("\n\n".join(lines), title=title or None)


def mail(data: bytes) -> Page:
    """The text of a message, its subject as title and the day it was sent. Attachments are named in the flags."""
    message: EmailMessage = email.message_from_bytes(data, policy=email.policy.default)
    flags = [f"attachment not read: {name}" for name in _attachments(message)]
    flags += sorted({f"broken mail: {type(defect).__name__}" for part in message.walk() for defect in part.defects})
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise BadInput("the message has no text", "save its attachments and read those")
    try:
        content = body.get_content()
    except (LookupError, UnicodeDecodeError, ValueError):  # an encoding that nobody knows
        payload = body.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else str(payload)
        flags.append("its encoding is unknown: read as UTF-8")
    found = page(content) if body.get_content_subtype() == "html" else Page(content)
    return Page(_sound(found.text), _header(message, "subject"), None, _sent(message), None, (*found.flags, *flags))


def _attachments(message: EmailMessage) -> Iterator[str]:
    for part in message.iter_attachments() if message.is_multipart() else ():
        yield part.get_filename() or part.get_content_type()


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return " ".join(str(message[name] or "").split()) or None
    except (ValueError, LookupError, AttributeError, IndexError):  # what the standard library makes of a broken header
        return None


def _sent(message: EmailMessage) -> str | None:
    """The day it was sent, as the sender's clock had it."""
    try:
        return parsedate_to_datetime(_header(message, "date") or "").date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _sound(text: str) -> str:
    """Without halves of characters, which no file can hold."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


READERS: Mapping[str, Callable[[bytes], Page]] = {"pdf": pdf, "docx": docx, "mail": mail}
