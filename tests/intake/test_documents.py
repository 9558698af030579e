"""PDF, Word, mail and ninjs: what is read, what is said about it, and what is set aside with a reason."""

import io
import json
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from dateline.errors import BadInput
from dateline.intake import documents, ninjs
from dateline.intake.mailbox import mbox
from dateline.intake.passages import passages
from dateline.intake.raw import Raw, raw
from dateline.intake.report import to_report
from dateline.intake.rows import read_row
from dateline.intake.sources import sources

STORY = "The army left the town on Monday. The mayor said that the bridge was open."


def a_pdf(*pages: list[str], password: str | None = None) -> bytes:
    """A PDF with a text layer: a page for each list of lines."""
    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    for lines in pages:
        page = writer.add_blank_page(612, 792)
        shown = "".join(f"1 0 0 1 72 {720 - 20 * n} Tm ({line}) Tj\n" for n, line in enumerate(lines))
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf\n{shown}ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_docx(*paragraphs: str, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Aleppo", "400"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_mail(body: str, *, html: bool = False, attachment: str | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Situation report: the bridge"
    message["From"] = "Desk <desk@example.org>"
    message["Date"] = "Fri, 09 Dec 2016 22:15:00 +0300"
    message["Message-ID"] = "<sitrep-9@example.org>"
    message.set_content(body, subtype="html" if html else "plain")
    if attachment:
        message.add_attachment(b"1,2,3", maintype="text", subtype="csv", filename=attachment)
    return message.as_bytes()


def test_pages_and_running_heads_of_a_pdf() -> None:
    days = ("Monday", "Tuesday", "Friday")
    pages = ([f"Harbour Brief {n}", f"The army left on {day}.", f"It came back on {day}.", f"Page {n} of 3"]
             for n, day in enumerate(days, 1))  # fmt: skip
    report = to_report(raw("brief.pdf", "pdf", a_pdf(*pages)))
    furniture = [p.text.split() for p in passages(report) if p.part == "furniture"]
    assert report.text.count("\f") == 2
    assert sum(words.count("Harbour") for words in furniture) == 3
    assert sum(words.count("Page") for words in furniture) == 3
    assert "".join(p.text for p in passages(report)) == report.text


@pytest.mark.parametrize(
    "data, words",
    [
        pytest.param(a_pdf(["secret"], password="x"), "encrypted", id="locked"),
        pytest.param(a_pdf([]), "only pictures", id="scanned: no text layer"),
        pytest.param(a_pdf(["a"])[:200], "cannot be read", id="cut off"),
        pytest.param(b"%PDF-1.4\n" + b"x" * 500, "cannot be read", id="nothing behind the mark"),
    ],
)
def test_pdfs_that_are_set_aside(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        to_report(raw("a.pdf", "pdf", data))


def test_word_document() -> None:
    report = to_report(raw("a.docx", "docx", a_docx(*STORY.split(" The "), title="The bridge")))
    assert "The army left the town on Monday." in report.text and "Aleppo\t400" in report.text
    assert report.headline == "The bridge"


def test_word_documents_that_are_set_aside() -> None:
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", " " * 150_000_000)
    for data, words in ((swollen.getvalue(), "more than 100 MB"), (a_docx("a")[:300], "cannot be read")):
        with pytest.raises(BadInput, match=words):
            to_report(raw("a.docx", "docx", data))


def test_mail_has_title_day_text_and_names_its_attachments() -> None:
    report = to_report(raw("m", "mail", a_mail(STORY, attachment="figures.csv")))
    assert (report.headline, report.published) == ("Situation report: the bridge", "2016-12-09")
    assert report.text.strip() == STORY
    assert "attachment not read: figures.csv" in report.flags


def test_mail_with_html_only() -> None:
    markup = f"<html><body><p>{STORY}</p><script>alert(1)</script></body></html>"
    text = to_report(raw("m", "mail", a_mail(markup, html=True))).text
    assert "The mayor said" in text and "alert" not in text


@pytest.mark.parametrize(
    "data, flag",
    [
        pytest.param(
            b"Subject: x\nContent-Type: text/plain; charset=klingon\n\nThe army left the town.", "unknown", id="charset"
        ),
        pytest.param(
            b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nThe army left the town.\n",
            "broken",
            id="cut",
        ),
        pytest.param(b"Date: someday\nSubject: =?utf-8?q?\xff?=\n\nThe army left the town.", "", id="odd headers"),
    ],
)
def test_broken_mail_is_read_and_marked(data: bytes, flag: str) -> None:
    report = to_report(raw("m", "mail", data))
    assert "The army left the town." in report.text
    assert flag in " ".join(report.flags)


def test_a_mailbox_is_its_messages() -> None:
    whole = (
        b"From desk Fri Dec  9 2016\n"
        + a_mail(STORY)
        + b"\nFrom desk Sat Dec 10 2016\nSubject: two\n\n>From the bridge.\n"
    )
    for size in (1, 7, 100_000):
        found = list(mbox("m.mbox", (whole[k : k + size] for k in range(0, len(whole), size))))
        assert [item.source for item in found] == ["sitrep-9@example.org", "m.mbox message 2"]
        assert all(isinstance(item, Raw) for item in found)
        assert found[1].data and found[1].data.endswith(b"\nFrom the bridge.\n")


ITEM_3 = {
    "uri": "https://wire.example.org/1", "headlines": [{"role": "main", "value": "The bridge"}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": f"<p>{STORY}</p>"}],
    "versionCreated": "2016-12-09T10:00:00Z", "infoSources": [{"name": "Example Wire"}],
}  # fmt: skip
ITEM_1 = {"uri": "urn:x:1", "body_text": STORY, "headline": "The bridge", "versioncreated": "2016-12-09T10:00:00Z"}


@pytest.mark.parametrize("item", [ITEM_3, ITEM_1])
def test_ninjs_of_every_version(item: dict[str, object]) -> None:
    row = read_row(json.dumps(item).encode())
    assert row.text.strip() == STORY
    assert (row.stated.title, row.stated.published) == ("The bridge", "2016-12-09")


@pytest.mark.parametrize(
    "value, count",
    [(ITEM_1, 1), ([ITEM_1, ITEM_3], 2), ({"items": [ITEM_1, 7]}, 1), ({"uri": "x"}, 0), ("x", 0), ([[]], 0)],
)
def test_items_of_a_document(value: object, count: int) -> None:
    assert len(list(ninjs.items(value))) == count


def test_canceled_items_are_set_aside() -> None:
    with pytest.raises(BadInput, match="canceled"):
        read_row(json.dumps({**ITEM_3, "pubStatus": "canceled"}).encode())


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("in")
    (path / "a.pdf").write_bytes(a_pdf([STORY]))
    (path / "b.docx").write_bytes(a_docx(STORY))
    (path / "c.eml").write_bytes(a_mail(STORY))
    (path / "d.mbox").write_bytes(b"From x\n" + a_mail(STORY + " Again."))
    (path / "e.json").write_text(json.dumps([ITEM_3], indent=1))
    (path / "f").write_bytes(a_pdf([STORY + " Without an ending."]))
    yield str(path)


def test_each_is_known_by_its_name_or_its_first_bytes(folder: str) -> None:
    found = list(sources([folder]))
    assert [(item.source, item.kind) for item in found] == [
        ("a.pdf", "pdf"), ("b.docx", "docx"), ("c.eml", "mail"), ("sitrep-9@example.org", "mail"),
        ("https://wire.example.org/1", "row"), ("f", "pdf"),
    ]  # fmt: skip
    assert all(isinstance(item, Raw) and STORY[:20] in to_report(item).text for item in found)


@given(st.binary(max_size=300), st.sampled_from(sorted(documents.READERS)))
def test_any_bytes_are_read_or_refused(data: bytes, kind: str) -> None:
    head = {"pdf": b"%PDF-1.4\n", "docx": b"PK\x03\x04", "mail": b"Subject: x\n"}[kind]
    try:
        documents.READERS[kind](head + data)
    except BadInput as problem:
        assert problem.what and problem.do


def test_a_pdf_is_read_back_by_its_own_library() -> None:
    assert len(PdfReader(io.BytesIO(a_pdf(["a"], ["b"]))).pages) == 2
