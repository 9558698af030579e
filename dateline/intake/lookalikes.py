"""Hosts that are not what they look like: names in other alphabets, and those that imitate a name in Latin letters.

A host in another alphabet is nothing bad, and is only told as what it is; one that can be taken for another says so. A
name in plain ASCII is never judged. Sources: RFC 3492 (Punycode), Unicode TR 36 and TR 39, which know many more pairs.
"""

import unicodedata
from urllib.parse import urlsplit

_LOOKS = dict(  # letters that many typefaces draw as a Latin one: Cyrillic; Greek, a phonetic sign, Armenian
    zip("асԁеԍһіјӏьорԛгѕԝхуүѵ", "acdeghijlbopqrswxyyv", strict=True)
) | dict(zip("οανυκιρτωχɡӀոօսհցզ", "oavukiptwxglnouhgq", strict=True))
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HANGUL": "CJK", "BOPOMOFO": "CJK"}  # that are written together
_LONGEST = 63  # octets of a label, RFC 1035; a longer one is no name
_ENCODED = "xn--"


def told_of_host(url: str | None) -> str | None:
    """What a reader should know of the host of an address; None where it is what it looks like, or there is none."""
    written = _host(url)
    read = ".".join(_read(label) for label in written.split("."))
    if read.isascii():
        return None
    seen, sent = _seen(read), _seen(".".join(_sent(label) for label in read.split(".")))
    name = f"its host {sent} is written {seen}"
    if seen != read:
        return f"{name}, with characters that are not seen"
    looks = ".".join(_looks_like(label) for label in read.split("."))
    scripts = [script for label in read.split(".") if len(script := _scripts(label)) > 1]
    if scripts:
        alike = f", and looks like {looks}, which it is not" if looks.isascii() else ""
        return f"{name}, which mixes {' and '.join(scripts[0])} letters{alike}"
    if looks.isascii():
        return f"{name} and looks like {looks}, which it is not"
    return name if _ENCODED in written else None


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _read(label: str) -> str:
    """A label as people read it; as it stands where it is encoded wrongly."""
    if not label.startswith(_ENCODED) or len(label) > _LONGEST:
        return label
    try:
        return label.removeprefix(_ENCODED).encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def _sent(label: str) -> str:
    """A label as it goes over the wire."""
    return label if label.isascii() or len(label) > _LONGEST else _ENCODED + label.encode("punycode").decode("ascii")


def _seen(name: str) -> str:
    """The name with what is not seen, or turns the direction of what follows, told by its number."""
    return "".join(f"[U+{ord(one):04X}]" if unicodedata.category(one)[0] in "CZ" else one for one in name)


def _looks_like(label: str) -> str:
    """A label with each letter that looks like a Latin one replaced by that."""
    plain = unicodedata.normalize("NFKC", label)
    return "".join(_LOOKS.get(letter, letter) for letter in plain)


def _scripts(label: str) -> list[str]:
    """The alphabets of its letters, as they come. Digits and signs have none."""
    names = (unicodedata.name(letter, "UNKNOWN").split()[0] for letter in label if letter.isalpha())
    return list(dict.fromkeys(_TOGETHER.get(name, name).capitalize() for name in names))
