"""Bytes to text, the way browsers do it: byte order mark, declared encoding, what the bytes themselves look like.

The text is the decoded characters untouched: line ends stay as they are, a byte order mark is no character of it. No
byte is dropped silently: what cannot be decoded becomes U+FFFD, one for each broken sequence, and `notes` counts them.

NUL: a few in an otherwise plain text stay in it and are noted; many mean that the file is no text. Source of the order:
WHATWG Encoding Standard and HTML Standard 13.2.3, with two changes that lose less: bytes that are valid UTF-8 win over
a declared single-byte encoding, and UTF-16 without a mark is recognised.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from dateline.errors import BadInput
from dateline.intake.language import language_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# Python's name of a declared encoding -> the one browsers use for it. Nothing else may be declared: Python also
# "decodes" zip, rot13 and the like.
_BROWSER = {
    "ascii": "windows-1252", "iso8859-1": "windows-1252", "cp1252": "windows-1252", "utf-8": "utf-8",
    "utf-8-sig": "utf-8", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8", "gb2312": "gb18030",
    "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5hkscs": "big5hkscs", "shift_jis": "cp932",
    "cp932": "cp932", "euc_jp": "euc_jp", "iso2022_jp": "iso2022_jp", "euc_kr": "cp949", "cp949": "cp949",
    "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874", "koi8-r": "koi8-r", "koi8-u": "koi8-u",
    "mac-roman": "mac-roman", "mac-cyrillic": "mac-cyrillic", "cp866": "cp866", "cp874": "cp874",
    **{f"cp125{n}": f"cp125{n}" for n in (0, 1, 3, 4, 5, 6, 7, 8)},
    **{f"iso8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}  # fmt: skip
_MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949"})
_GUESSES = [
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1252", "koi8_r", "gb18030", "big5", "cp932",
    "euc_jp", "euc_kr", "iso8859_2", "iso8859_5", "cp866",
]  # fmt: skip
# Windows-1252 as browsers read it: the five bytes that it leaves open are control characters.
_C1 = {b: bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xA0)}

_DECLARED = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{1,40})", re.I)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{1,40})[\"']", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_DECLARED_WITHIN = 4096  # bytes; browsers look at 1024, pages with long comments declare later
_SAMPLE = 65_536  # bytes looked at to guess

_LOOKS = (  # what a file begins with -> what it is; only beginnings that no text has
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"%!PS-Adobe"), "a PostScript document"),
    (re.compile(rb"\{\\rtf\d"), "an RTF document"),
    (re.compile(rb"\x89PNG"), "a PNG picture"),
    (re.compile(rb"\xff\xd8\xff"), "a JPEG picture"),
    (re.compile(rb"GIF8[79]a"), "a GIF picture"),
    (re.compile(rb"(?:II\*\x00|MM\x00\*)"), "a TIFF picture"),
    (re.compile(rb"RIFF.{4}WEBP", re.S), "a WebP picture"),
    (re.compile(rb"RIFF.{4}(?:WAVE|AVI )", re.S), "a sound or video file"),
    (re.compile(rb".{4}ftyp[a-z]", re.S), "a video file"),
    (re.compile(rb"(?:ID3[\x00-\x05]|OggS\x00|fLaC\x00)"), "a sound file"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)"), "a zip archive or Office document"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Office document"),
    (re.compile(rb"\x1f\x8b"), "a gzip archive"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "a bzip2 archive"),
    (re.compile(rb"\xfd7zXZ\x00"), "an xz archive"),
    (re.compile(rb"\x28\xb5\x2f\xfd"), "a zstd archive"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "a 7z archive"),
    (re.compile(rb"Rar!\x1a\x07"), "a RAR archive"),
    (re.compile(rb"PAR1.*PAR1\Z", re.S), "a Parquet file"),
    (re.compile(rb"SQLite format 3\x00"), "an SQLite database"),
    (re.compile(rb"\x7fELF|MZ[\x00-\x1f\x80-\xff]|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe"), "a program"),
)
_BINARY_DO = "save its text as .txt or .html and read that"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding they were in, and what a reader should know about how that was found."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, charset: str | None = None, markup: bool = False) -> Decoded:
    """The text in `data`. `charset`: what the sender declared; `markup`: look for a declaration in it, as in HTML.

    Raises BadInput for what is no text, saying what it looks like.
    """
    if looks := next((name for pattern, name in _LOOKS if pattern.match(data)), None):
        raise BadInput(f"it is {looks}, no text", _BINARY_DO)
    found = _marked(data) or _declared(data, charset, markup) or _by_looks(data)
    return _without_too_many_controls(found)


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding, ())
    return None


def _declared(data: bytes, charset: str | None, markup: bool) -> Decoded | None:
    """By the declared encoding, unless the bytes say otherwise."""
    label = charset or (_declaration(data) if markup else None)
    if label is None or _utf16_order(data):
        return None
    encoding = browser_encoding(label)
    if encoding is None:
        return None
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and (encoding not in _MULTIBYTE or encoding == "utf-8"):
        contradicts = encoding != "utf-8" and not data.isascii()
        return Decoded(utf8, "utf-8", (f"encoding declared as {label}, is UTF-8",) if contradicts else ())
    if encoding == "windows-1252":
        return Decoded(_windows_1252(data), encoding)
    text = _strict(data, encoding)
    return None if text is None else Decoded(text, encoding)


def _declaration(data: bytes) -> str | None:
    head = data[:_DECLARED_WITHIN]
    found = _XML.match(head) or _DECLARED.search(head)
    return found[1].decode("ascii") if found else None


def browser_encoding(label: str) -> str | None:
    """The encoding that browsers use for a declared `label`, by Python's name; None for one they do not know."""
    try:
        return _BROWSER.get(codecs.lookup(label.strip()).name)
    except (LookupError, ValueError):  # ValueError: NUL or other nonsense in the label
        return None


def _by_looks(data: bytes) -> Decoded:
    """Nobody says: UTF-8 if it is, UTF-16 if it is, else a guess."""
    if order := _utf16_order(data):
        return _replacing(data, order, (f"encoding without a mark: {order}",))
    text = _strict(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if sum(1 for c in mended if c > "\x7f" and c != "\ufffd") > broken:  # mostly UTF-8, some of it damaged
        return Decoded(mended, "utf-8", (f"{broken} broken UTF-8 sequences are shown as U+FFFD",))
    encoding = _guess(data)
    text = _strict(data, encoding) if encoding != "windows-1252" else None
    if text is None:
        encoding, text = "windows-1252", _windows_1252(data)
    return Decoded(text, encoding, (f"encoding guessed: {encoding}",))


def _utf16_order(data: bytes) -> str | None:
    """ "utf-16-le" or "utf-16-be" for UTF-16 without a mark: its NUL bytes stand on one side of the pairs only, and its
    characters come from few blocks (plain text with a stray NUL would be letters from everywhere)."""
    sample = data[: _SAMPLE // 2 * 2]
    nuls = sample.count(0)
    if len(sample) < 4 or nuls * 50 < len(sample) // 2:
        return None
    even = sample[::2].count(0)
    order, high = ("utf-16-be", sample[::2]) if even > nuls // 2 else ("utf-16-le", sample[1::2])
    on_wrong_side = min(even, nuls - even)
    blocks = Counter(high).most_common(3)
    if on_wrong_side * 20 > nuls or sum(n for _, n in blocks) * 5 < len(high) * 4:
        return None
    text = sample[: len(sample) // 2 * 2].decode(order, "replace")
    return order if _controls(text) * 100 <= len(text) else None


def _guess(data: bytes) -> str:
    """English with some foreign bytes is Windows-1252, as in browsers; for other languages ask the statistics."""
    sample = data[:_SAMPLE]
    foreign = sum(1 for b in sample if b > 0x7F)
    if foreign * 10 < len(sample) and language_of(_windows_1252(sample)):  # quotation marks, dashes, names
        return "windows-1252"
    from charset_normalizer import from_bytes  # only here: most texts need no guess

    best = from_bytes(sample, cp_isolation=_GUESSES, preemptive_behaviour=False).best()
    return "windows-1252" if best is None or best.encoding == "cp1252" else best.encoding


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _replacing(data: bytes, encoding: str, notes: tuple[str, ...]) -> Decoded:
    text = _strict(data, encoding)
    if text is None:
        text = data.decode(encoding, "replace")
        notes += (f"{text.count(chr(0xFFFD))} broken {encoding.upper()} sequences are shown as U+FFFD",)
    return Decoded(text, encoding, notes)


def _windows_1252(data: bytes) -> str:
    return data.decode("latin-1").translate(_C1)


def _controls(text: str) -> int:
    """Control characters that plain text does not have; NUL is one."""
    return sum(1 for _ in _CONTROL.finditer(text))


def _without_too_many_controls(found: Decoded) -> Decoded:
    controls = _controls(found.text)
    if not controls:
        return found
    if controls > 4 and controls * 100 > len(found.text):
        raise BadInput(
            f"it is no text: {controls} of {len(found.text)} characters are control characters",
            "look at what the file is; " + _BINARY_DO,
        )
    nuls = found.text.count("\0")
    if not nuls:
        return found
    return Decoded(found.text, found.encoding, (*found.notes, f"contains NUL characters: {nuls}"))
