"""Who is asking, and may they? Around the pages when a record is served to more than its own machine.

A browser signs in with name and password and gets a cookie that says nothing; a program sends a token. Nothing secret
stands in an address or is written down. Too many questions, or wrong passwords, have to wait.
"""

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.users import Role, User, Users

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
OPEN = "/static/"  # may be seen by everybody, as the sign-in page: nothing there is of a record
LASTS = 12 * 3600  # seconds of a session
IDLE = 2 * 3600  # seconds without a question after which it ends
MOST_SESSIONS = 10_000
WRONG = 5  # wrong passwords of one name, or from one address, before each further one has to wait
LONGEST_WAIT = 900  # seconds
A_SECOND, AT_ONCE = 30.0, 300.0  # questions of one address
MOST_ADDRESSES = 10_000
WRITES: tuple[tuple[str, Role], ...] = (
    ("/review", Role.review),
    ("/searches", Role.review),
    ("/add", Role.admin),
    ("/names", Role.read),  # writes nothing: how the browser wants to see it
    ("/graphic", Role.read),  # the same
)  # all other writes: admin
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Door:
    """Through which a record is served. The default is this machine, where nobody has to sign in."""

    names: tuple[str, ...] = ()  # by which it is reached, besides those of the machine itself
    users: Users | None = None
    secure: bool = False  # browsers reach it by https


@dataclass(slots=True)
class Session:
    user: str
    password: str  # the hash that was signed in with: another password ends the session
    began: float
    seen: float


class Sessions:
    """Who has signed in, in the memory of the server: a new start asks everybody again."""

    def __init__(self, clock: Clock = time.monotonic):
        self._clock = clock
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def begin(self, user: User) -> str:
        """What the cookie says: random words, of which only a hash is kept."""
        words = secrets.token_urlsafe(32)
        now = self._clock()
        self._sessions[_hash(words)] = Session(user.name, user.password, now, now)
        while len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return words

    def user(self, words: str, users: Users) -> User | None:
        key, now = _hash(words), self._clock()
        session = self._sessions.get(key)
        if session is None:
            return None
        user = users.all().get(session.user)
        if (
            user is None
            or user.password != session.password
            or now - session.began > LASTS
            or now - session.seen > IDLE
        ):
            del self._sessions[key]
            return None
        session.seen = now
        return user

    def end(self, words: str) -> None:
        self._sessions.pop(_hash(words), None)


class Patience:
    """How long an address, or a name, has to wait. Keeps the newest only, so that nobody fills the memory."""

    def __init__(self, clock: Clock = time.monotonic):
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # questions left, when counted
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()  # wrong passwords, when to try again

    def question(self, address: str) -> float:
        """Seconds to wait before this address is answered; 0 when at once."""
        now = self._clock()
        left, counted = self._left.pop(address, (AT_ONCE, now))
        left = min(AT_ONCE, left + (now - counted) * A_SECOND)
        waits = 0.0 if left >= 1 else (1 - left) / A_SECOND
        _newest(self._left, address, (left if waits else left - 1, now))
        return waits

    def trial(self, *of: str) -> float:
        """Seconds to wait before another password may be tried by (or for) any of these."""
        now = self._clock()
        return max([0.0, *(self._wrong[each][1] - now for each in of if each in self._wrong)])

    def was_wrong(self, *of: str) -> None:
        now = self._clock()
        for each in of:
            count = self._wrong.pop(each, (0, 0.0))[0] + 1
            waits = min(LONGEST_WAIT, 2.0 ** (count - WRONG)) if count >= WRONG else 0.0
            _newest(self._wrong, each, (count, now + waits))

    def was_right(self, *of: str) -> None:
        for each in of:
            self._wrong.pop(each, None)


def _newest(kept: "OrderedDict[str, Any]", key: str, value: Any) -> None:
    kept[key] = value
    while len(kept) > MOST_ADDRESSES:
        kept.popitem(last=False)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


class Access:
    """ASGI middleware: nobody gets past it without a name, and no name further than its role."""

    def __init__(self, app: ASGIApp, users: Users, *, secure: bool, clock: Clock = time.monotonic):
        self.app, self.users = app, users
        self.cookie = "__Host-dateline" if secure else "dateline"
        self.secure = secure
        self.sessions, self.patience = Sessions(clock), Patience(clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else "?"
        if waits := self.patience.question(address):
            await refuse(send, 429, "That was too much at once; wait a moment.", waits)
            return
        state = scope.setdefault("state", {})
        state["access"] = self
        state["address"] = address
        path, method = scope["path"], scope["method"]
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        user, by_cookie = self._who(headers)
        if user is None:
            if path == SIGN_IN or path.startswith(OPEN):
                await self.app(scope, receive, send)
            else:
                await self._ask(path, scope, method, headers, send)
            return
        if user.role < needed(method, path):
            await refuse(send, 403, f"You may {user.role.name} here; this needs {needed(method, path).name}.")
            return
        if by_cookie and method not in ("GET", "HEAD", "OPTIONS") and not headers.keys() & {"origin", "sec-fetch-site"}:
            await refuse(send, 403, "The browser did not say which page asked. Nothing was changed.")
            return
        state["user"] = user
        await self.app(scope, receive, send)

    def _who(self, headers: dict[str, str]) -> tuple[User | None, bool]:
        """Who asks, and whether a cookie says so."""
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self.users.by_token(token.strip()), False
        words = self.words(headers.get("cookie", ""))
        return (self.sessions.user(words, self.users), True) if words else (None, False)

    def words(self, cookies: str) -> str | None:
        """What our cookie says."""
        try:
            found = SimpleCookie(cookies).get(self.cookie)
        except CookieError:
            return None
        return found.value if found else None

    async def _ask(self, path: str, scope: Scope, method: str, headers: dict[str, str], send: Send) -> None:
        """Sends a browser to the sign-in page and back; tells a program that it needs a token."""
        if method == "GET" and "text/html" in headers.get("accept", "") and not path.startswith("/api/"):
            query = scope["query_string"].decode("latin-1")
            back = quote(path + (f"?{query}" if query else ""), safe="")
            await refuse(send, 303, "", location=f"{SIGN_IN}?back={back}")
        else:
            await refuse(send, 401, "Sign in, or send a token: Authorization: Bearer …")

    def set_cookie(self, words: str) -> str:
        """The header that gives a browser its cookie, or takes it back when `words` is empty."""
        lasts = LASTS if words else 0
        secure = "; Secure" if self.secure else ""
        return f"{self.cookie}={words}; Path=/; HttpOnly; SameSite=Strict; Max-Age={lasts}{secure}"


def needed(method: str, path: str) -> Role:
    """The least role that a request needs."""
    if method in ("GET", "HEAD", "OPTIONS") or path in (SIGN_IN, SIGN_OUT):
        return Role.read
    return next((role for begins, role in WRITES if path == begins or path.startswith(begins + "/")), Role.admin)


async def refuse(send: Send, status: int, why: str, waits: float = 0.0, location: str | None = None) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    if waits:
        headers.append((b"retry-after", str(int(waits) + 1).encode()))
    if status == 401:
        headers.append((b"www-authenticate", b'Bearer realm="dateline"'))
    if location:
        headers.append((b"location", location.encode("ascii", "replace")))
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": f"{why}\n".encode()})
