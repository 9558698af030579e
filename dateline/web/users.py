"""Who may see and change a record over the network: names, roles, passwords and tokens, in a file of their own.

The file is not part of the record, so that copies of the record carry no password. It holds argon2id hashes and hashes
of tokens, never the words themselves, and only its owner may read it.
"""

import hashlib
import json
import os
import re
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import BadRequest
from dateline.plain import plain

SHORTEST = 12  # characters of a password
LONGEST = 1_000  # of a password that is tried: hashing takes time in proportion
NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@-]{0,62}[A-Za-z0-9])?")
MARK = "dtl_"  # a token begins so, which lets tools that look for lost secrets find it


class Role(IntEnum):
    """What somebody may do; each may do what those before it may."""

    read = 1  # look at everything that is shown
    review = 2  # accept, correct and reject rows
    admin = 3  # add reports


@dataclass(frozen=True, slots=True)
class Token:
    """A key for a program. The token itself is shown once, when it is made."""

    id: str
    digest: str  # SHA-256, hex: a token is random and long, so a slow hash would protect nothing


@dataclass(frozen=True, slots=True)
class User:
    name: str
    role: Role
    password: str  # argon2id, as its library writes it
    tokens: tuple[Token, ...] = ()


HASHER = PasswordHasher()  # argon2id with the parameters that RFC 9106 recommends for little memory
_TURNS = threading.BoundedSemaphore(2)  # each trial takes 64 MiB


@cache
def _nobody() -> str:
    """The hash of what nobody knows, so that a wrong name takes as long as a wrong password."""
    return HASHER.hash(secrets.token_hex())


class Users:
    """The file. It is read again whenever it has changed: who is removed is out at once."""

    def __init__(self, path: Path):
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._users: dict[str, User] = {}
        _nobody()  # before anybody tries a name

    def all(self) -> dict[str, User]:
        """Everybody by name. Raises BadRequest when the file is none of ours or others may read it."""
        try:
            state = self.path.stat()
        except FileNotFoundError:
            self._seen, self._users = None, {}
            return {}
        seen = (state.st_mtime_ns, state.st_size)
        if seen != self._seen:
            if os.name == "posix" and state.st_mode & 0o077:
                raise BadRequest(f"{self.path} can be read by others", f"run chmod 600 {self.path}")
            self._users = {user.name: user for user in _read(self.path)}
            self._seen = seen
        return self._users

    def by_password(self, name: str, password: str) -> User | None:
        """Who has this name and password. Takes the same time whether there is such a name or not."""
        user = self.all().get(name)
        with _TURNS:
            try:
                HASHER.verify(user.password if user else _nobody(), password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return None
        return user

    def by_token(self, token: str) -> User | None:
        digest = _digest(token)
        for user in self.all().values():
            for known in user.tokens:
                if secrets.compare_digest(known.digest, digest):
                    return user
        return None

    def put(self, name: str, role: Role, password: str) -> None:
        """Adds somebody, or gives them another role and password. Raises BadRequest for what cannot be."""
        if not NAME.fullmatch(name):
            raise BadRequest(f"{name[:40]!r} cannot be a name here", "use letters, digits and . _ @ - between them")
        if not SHORTEST <= len(password) <= LONGEST:
            raise BadRequest(
                f"a password has {SHORTEST} to {LONGEST:,} characters", "take a sentence that only you know"
            )
        users = dict(self.all())
        tokens = users[name].tokens if name in users else ()
        users[name] = User(name, role, HASHER.hash(password), tokens)
        self._write(users.values())

    def remove(self, name: str) -> None:
        users = dict(self.all())
        del users[self.known(name).name]
        self._write(users.values())

    def new_token(self, name: str) -> str:
        """A token for a program that acts in this name. It is not kept: whoever loses it needs another."""
        token = MARK + secrets.token_urlsafe(32)
        user = self.known(name)
        made = Token(secrets.token_hex(4), _digest(token))
        self._write((self.all() | {name: replace(user, tokens=(*user.tokens, made))}).values())
        return token

    def drop_token(self, token_id: str) -> None:
        """Takes a token back. Raises BadRequest when there is none of that id."""
        for user in self.all().values():
            left = tuple(token for token in user.tokens if token.id != token_id)
            if left != user.tokens:
                self._write((self.all() | {user.name: replace(user, tokens=left)}).values())
                return
        raise BadRequest(f"there is no token {token_id[:40]}", "`dateline users list` names them")

    def known(self, name: str) -> User:
        user = self.all().get(name)
        if user is None:
            raise BadRequest(f"there is nobody called {name[:40]!r} in {self.path}", "`dateline users list` names all")
        return user

    def _write(self, users: Iterable[User]) -> None:
        """The whole file, put in place at once, for its owner only."""
        rows = [plain(user) | {"role": user.role.name} for user in sorted(users, key=lambda user: user.name)]
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
                json.dump({"users": rows}, out, indent=1)
                out.flush()
                os.fsync(out.fileno())
            os.replace(beside, self.path)
        except OSError as problem:
            beside.unlink(missing_ok=True)
            raise BadRequest(
                f"{self.path} cannot be written ({problem.strerror})", "choose another --users"
            ) from problem
        self._seen = None


def _read(path: Path) -> Iterable[User]:
    try:
        for row in json.loads(path.read_text(encoding="utf-8"))["users"]:
            tokens = tuple(Token(token["id"], token["digest"]) for token in row["tokens"])
            yield User(row["name"], Role[row["role"]], row["password"], tokens)
    except (ValueError, KeyError, TypeError, OSError) as problem:
        raise BadRequest(
            f"{path} is no list of users ({problem})", "put a saved copy back, or begin a new one"
        ) from problem


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
