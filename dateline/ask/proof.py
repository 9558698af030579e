"""Proof that a record is what it was: a signed list of its reports and of its log, to be checked by somebody else.

    new_key(path)                   a key: the secret part, which only its owner can read, and the public one, path.pub
    manifest(record, at)            what the record holds: hashes of each report and its rows, and the end of the log
    sign(manifest, key)             the same with a signature (Ed25519) over it
    verify(record, signed, public)  what of it does not hold; needs the public part of the key and nothing else

A record goes on after it was signed. What was added since is told and is no fault, as long as the log says so; the log
itself is a chain of hashes, and must go through the point that was signed.
"""

import base64
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import BadRequest, DatelineError
from dateline.records import KINDS, Reading
from dateline.store import log
from dateline.store.codec import columns, to_row
from dateline.store.record import Record

FORM = "dateline manifest 1"
MOST_BYTES = 1_000_000_000  # of a manifest that is read
PUBLIC = ".pub"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: `problems` are faults; `notes` tell what came since."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    reports: int
    entries: int


# -- keys


def new_key(path: Path) -> Path:
    """Makes a key. The secret part can be read by its owner only; returns the path of the public part.

    Raises BadRequest when there is a file already: a key is never written over.
    """
    from cryptography.hazmat.primitives import serialization as kind
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = path.with_name(path.name + PUBLIC)
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(kind.Encoding.PEM, kind.PrivateFormat.PKCS8, kind.NoEncryption())
    shown = key.public_key().public_bytes(kind.Encoding.PEM, kind.PublicFormat.SubjectPublicKeyInfo)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for where, content, mode in ((path, secret, 0o600), (public, shown, 0o644)):
            handle = os.open(where, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
            with os.fdopen(handle, "wb") as out:
                out.write(content)
    except FileExistsError as problem:
        raise BadRequest(
            f"there is a file at {problem.filename}", "a key is not written over: name another path"
        ) from None
    except OSError as problem:
        raise DatelineError(f"{path} cannot be written ({problem.strerror})", "name another path") from problem
    return public


def _secret(path: Path) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _content(path, 100_000)
    if b"PUBLIC KEY" in content:
        raise BadRequest(f"{path} is the public part of a key", f"sign with the secret one: the file without {PUBLIC}")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadRequest(f"others can read the key {path}", f"make it yours alone first: chmod 600 {path}")
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError) as problem:
        raise BadRequest(f"{path} is no secret key", "`dateline key` makes one") from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise BadRequest(f"{path} is a key of another kind", "`dateline key` makes an Ed25519 key")
    return key


def _public(path: Path) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(_content(path, 100_000))
    except ValueError as problem:
        raise BadRequest(f"{path} is no public key", f"it is the file whose name ends in {PUBLIC}") from problem
    if not isinstance(key, Ed25519PublicKey):
        raise BadRequest(f"{path} is a key of another kind", "`dateline key` makes an Ed25519 key")
    return key


def _content(path: Path, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise BadRequest(f"{path} is too large", "name the right file")
        return path.read_bytes()
    except OSError as problem:
        raise BadRequest(f"{path} cannot be read ({problem.strerror})", "name a file that is there") from problem


# -- what a record holds


def manifest(record: Record, *, at: str) -> dict[str, Any]:
    """What the record holds now, by hashes. Raises BadRequest where something is wrong with it: that is not signed."""
    if wrong := next(record.history.wrong(), None):
        raise BadRequest(f"{record.path} is not what its log says: {wrong}", "`dateline log --verify` lists all of it")
    last = record.database.ask("last_entry").fetchone()
    reports = {reading.report.id: hashes(reading) for reading in _readings(record)}
    return {
        "form": FORM,
        "made_at": at,
        "log": {"entries": last["id"] if last else 0, "head": last["digest"] if last else None},
        "reports": reports,
        "deleted": sorted(row["report"] for row in record.database.ask("tombstones")),
    }


def hashes(reading: Reading) -> dict[str, str]:
    """Of a report: the hash of the bytes it was read from, of its text, and of all its rows in force."""
    rows = [("reports", reading.report), *((_kind(row), row) for row in reading.rows())]
    found = (log.row_hash(kind, dict(zip(columns(KINDS[kind]), to_row(row), strict=True))) for kind, row in rows)
    text = reading.report.text.encode("utf-8", "surrogatepass")
    return {
        "bytes": reading.report.sha256,
        "text": hashlib.sha256(text).hexdigest(),
        "rows": log.content_of(found),
    }


def _kind(row: Any) -> str:
    return next(kind for kind, record in KINDS.items() if record is type(row))


def _readings(record: Record) -> Iterator[Reading]:
    for report in record.rows("reports"):
        yield record.reading(report.id)


# -- signing and verifying


def sign(made: Mapping[str, Any], key: Path) -> dict[str, Any]:
    """The manifest with a signature over it. Raises BadRequest for what is no key, or one that others can read."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    secret = _secret(key)
    public = secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    told = {"algorithm": "Ed25519", "key": _text(public), "value": _text(secret.sign(_signed(made)))}
    return {**made, "signature": told}


def _signed(made: Mapping[str, Any]) -> bytes:
    """What is signed: the manifest without its signature, with keys in order and no blanks, in UTF-8."""
    own = {key: value for key, value in made.items() if key != "signature"}
    return json.dumps(own, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest from its file. Raises BadRequest for what is none."""
    try:
        made = json.loads(_content(path, MOST_BYTES))
    except (ValueError, RecursionError) as problem:
        raise BadRequest(f"{path} is no manifest", "`dateline manifest -o FILE` writes one") from problem
    shape = {"form": str, "log": dict, "reports": dict, "deleted": list, "signature": dict}
    if not isinstance(made, dict) or not all(isinstance(made.get(name), kind) for name, kind in shape.items()):
        raise BadRequest(f"{path} is no signed manifest", "`dateline manifest --key KEY -o FILE` writes one")
    if made["form"] != FORM or not all(isinstance(one, dict) for one in made["reports"].values()):
        raise BadRequest(f"{path} is a manifest of another form", f"this version reads {FORM!r}")
    return made


def is_signed_by(made: Mapping[str, Any], public: Path) -> bool:
    """Did the owner of this key sign it, just as it is?"""
    from cryptography.exceptions import InvalidSignature

    try:
        _public(public).verify(base64.b64decode(made["signature"]["value"]), _signed(made))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False
    return True


def verify(record: Record, made: Mapping[str, Any], public: Path) -> Verdict:
    """Holds a record against a signed manifest. Nothing of the manifest counts unless its signature does."""
    entries, reports = made["log"].get("entries"), made["reports"]
    if not is_signed_by(made, public):
        what = "the manifest was not signed with this key, or was changed since"
        return Verdict((what,), (), len(reports), 0)
    problems = [*record.damage(), *record.history.wrong(), *record.other_bytes()]
    if entries and (record.history.digest(entries) != made["log"].get("head")):
        problems.append(
            f"the log does not go through entry {entries} as it was signed: another record, or another past"
        )
    changed = {entry.subject: entry for entry in record.history.log() if entry.id > (entries or 0)}
    notes: list[str] = []
    now = {report.id for report in record.rows("reports")}
    for report_id, signed in sorted(reports.items()):
        since = changed.get(report_id)
        if report_id not in now:
            known = f"{report_id}: {record.deleted(report_id)}" if since and record.deleted(report_id) else None
            (notes if known else problems).append(known or f"{report_id}: was signed, and is not in the record")
        elif hashes(record.reading(report_id)) != signed:
            told = f"{report_id}: is otherwise than it was signed"
            (notes if since else problems).append(told + (f", since entry {since.id} ({since.what})" if since else ""))
    notes += [f"{report_id}: came since" for report_id in sorted(now - reports.keys())]
    return Verdict(tuple(problems), tuple(notes), len(reports), entries or 0)
