"""Bytes behind an address: checked at every hop, asked politely, taken within limits.

Every request, redirects and robots.txt included, goes through `_checked`: the URL is taken apart, its host looked up
once, each of its addresses looked at, and the connection made to one of those, not to the name again.
"""

import re
import ssl
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from importlib.metadata import version

from dateline.fetching import robots
from dateline.fetching.addresses import Allowed, Target, target, why_refused
from dateline.fetching.decompress import OFFERED
from dateline.fetching.hosts import Clock, Hosts, SystemClock
from dateline.fetching.problems import NotFetched, Why
from dateline.fetching.wire import Deadline, Limits, Resolve, Response, ask, resolved, system_resolver

MAX_WAIT = 7 * 86_400.0  # seconds that a host may ask us to wait
ROBOTS_FOR = 86_400.0  # seconds that a robots.txt is believed
ROBOTS_AGAIN = 600.0  # seconds after which one that could not be had is asked for again
_ROBOTS_KEPT = 2_000
_ACCEPT = "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.5"
_SENT_ON = frozenset({301, 302, 303, 307, 308})
_FOR_EVER = frozenset({301, 308})
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,200}"\Z')
_DATE = re.compile(r"[A-Za-z]{3}, [0-9A-Za-z :]{20,30}\Z")
_SAVE = "save the page and pass the file"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. url: where it was in the end; data None: nothing new since what was had before."""

    url: str
    data: bytes | None
    kind: str | None  # "text/html", lower case, without parameters
    charset: str | None
    etag: str | None
    modified: str | None
    moved: str | None  # where it has moved to for good
    fresh: float  # seconds for which its host says that asking again is of no use
    came: int  # bytes that came over the network


@dataclass(frozen=True, slots=True)
class _Rules:
    """A robots.txt that was had, or why it was not."""

    rules: robots.Robots
    until: float
    problem: str | None = None


@dataclass
class Fetcher:
    """Fetches; one for a whole run, used by all its threads: what it knows of hosts makes it polite.

    contact: an address of the person who runs it, sent along so that a host can complain. also: what may be asked
    besides public machines. resolve, clock and trust are for tests.
    """

    also: Allowed = field(default_factory=Allowed)
    contact: str | None = None
    limits: Limits = field(default_factory=Limits)
    resolve: Resolve = system_resolver
    clock: Clock = field(default_factory=SystemClock)
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    hosts: Hosts | None = None

    def __post_init__(self) -> None:
        self._hosts = self.hosts or Hosts(self.clock)
        self._lock = threading.Lock()
        self._robots: OrderedDict[str, _Rules] = OrderedDict()
        said = f"+{self.contact}; " if self.contact else ""
        if self.contact and not re.fullmatch(r"[\x21-\x7e]{3,100}", self.contact):
            raise NotFetched("address", "the contact is no mail address and no URL", "give one without spaces")
        self._agent = f"Dateline/{version('dateline')} ({said}reads news; obeys robots.txt)"

    def ready(self, url: str) -> bool:
        """Could the URL's host be asked at once? Only a hint."""
        try:
            return self._hosts.ready(target(url).authority)
        except NotFetched:
            return True  # it will fail at once

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None, accept: str = _ACCEPT) -> Fetched:
        """What is at `url`, through at most `limits.hops` redirects. etag, modified: what it bore when last fetched.

        Raises NotFetched.
        """
        deadline = Deadline(self.limits.seconds)
        at, moved, seen, came = target(url), None, set[str](), 0
        headers = {"Accept": accept}
        headers |= {"If-None-Match": etag} if etag and _TAG.match(etag) else {}
        headers |= {"If-Modified-Since": modified} if modified and _DATE.match(modified) else {}
        for_good = True
        while True:
            seen.add(at.url)
            pause = self._allowed_pause(at, deadline)
            response = self._asked(at, headers, self.limits, deadline, pause)
            came += response.came
            if response.status not in _SENT_ON:
                break
            at = self._next(at, response, seen)
            for_good = for_good and response.status in _FOR_EVER
            moved = at.url if for_good else moved
        return _fetched(at, response, moved, came)

    def _next(self, at: Target, response: Response, seen: set[str]) -> Target:
        there = response.headers.get("location")
        if not there:
            raise NotFetched("answer", "it is sent on, but not said where to", _SAVE)
        with suppress(UnicodeError):  # headers are taken as Latin-1; addresses in them mostly mean UTF-8
            there = there.encode("latin-1").decode("utf-8")
        following = target(there.partition("#")[0], base=at.url)
        if following.url in seen:
            raise NotFetched("redirects", "it is sent on in a circle", "check the address")
        if len(seen) > self.limits.hops:
            raise NotFetched("redirects", f"it is sent on more than {self.limits.hops} times", "check the address")
        return following

    def _asked(
        self, at: Target, headers: Mapping[str, str], limits: Limits, deadline: Deadline, pause: float
    ) -> Response:
        """One request, in its turn. Raises NotFetched for every answer that is neither content nor a redirect.

        pause: seconds for which the host is left alone afterwards.
        """
        if (wait := self._hosts.held(at.authority)) > 0:
            what = f"{at.authority} asked to be left alone for another {wait:.0f} seconds"
            raise NotFetched("later", what, "try again later", wait)
        addresses = self._checked(at, deadline)
        sent = {"User-Agent": self._agent, "Accept-Encoding": OFFERED, **headers}
        began = time.monotonic()
        with self._hosts.turn(at.authority, pause):
            deadline.waited(time.monotonic() - began)
            response = ask(at, addresses, sent, limits, deadline, self.trust)
        if response.status < 400 and (response.status in (200, 203, 304) or response.status in _SENT_ON):
            return response
        raise self._refusal(at, response)

    def _checked(self, at: Target, deadline: Deadline) -> list[str]:
        """The addresses of the target's host, each of which may be asked. Raises NotFetched if one may not."""
        found = resolved(at.host, at.port, self.resolve, deadline.left(self.limits.connect))
        for address in () if self.also.pair(at) else found:
            if why := why_refused(address, at.port, self.also):
                where = at.host if at.host == address else f"{at.host} ({address})"
                named = f"[{at.host}]" if ":" in at.host else at.host
                do = f"if you trust it, allow it: --allow-private {named}:{at.port}"
                raise NotFetched("address", f"{where} is {why}: it is not fetched", do)
        return found

    def _refusal(self, at: Target, response: Response) -> NotFetched:
        """What an answer that is none means."""
        status, wait = response.status, _seconds(response.headers.get("retry-after"), self.clock.now())
        if status == 429 or (status == 503 and wait is not None):
            seconds = min(wait if wait is not None else 300.0, MAX_WAIT)
            self._hosts.hold(at.authority, seconds)
            return NotFetched("later", f"{at.authority} asks to wait {seconds:.0f} seconds", "try again then", seconds)
        why: Why = "server" if status >= 500 or status in (408, 425) else "gone" if status in (404, 410) else "denied"
        words = {"server": "has trouble", "gone": "has nothing there", "denied": "does not give it to us"}[why]
        do = {"server": "try again later", "gone": "check the address", "denied": _SAVE}[why]
        return NotFetched(why, f"{at.authority} {words} (HTTP {status})", do, wait)

    # -- robots.txt

    def _allowed_pause(self, at: Target, deadline: Deadline) -> float:
        """Seconds for which its host is to be left alone afterwards. Raises NotFetched if it asks not to be read."""
        its = self._rules(at, deadline)
        if its.problem:
            raise NotFetched("later", its.problem, "try again later", ROBOTS_AGAIN)
        if not its.rules.allows(at.path):
            raise NotFetched("robots", f"the robots.txt of {at.authority} asks not to read it", _SAVE)
        return max(self._hosts.pause, its.rules.delay or 0.0)

    def _rules(self, at: Target, deadline: Deadline) -> _Rules:
        with self._lock:
            known = self._robots.get(at.origin)
            if known and known.until > self.clock.steady():
                self._robots.move_to_end(at.origin)
                return known
        found = self._fetch_rules(at, deadline)
        with self._lock:
            self._robots[at.origin] = found
            while len(self._robots) > _ROBOTS_KEPT:
                self._robots.popitem(last=False)
        return found

    def _fetch_rules(self, at: Target, deadline: Deadline) -> _Rules:
        """No robots.txt: all is allowed. One that cannot be had now: nothing is, for a while (RFC 9309, 2.3.1)."""
        limits = replace(self.limits, body=robots.MAX_BYTES * 4)
        now, where, seen = self.clock.steady(), replace(at, path="/robots.txt"), set[str]()
        try:
            while True:
                seen.add(where.url)
                response = self._asked(where, {"Accept": "text/plain, */*;q=0.5"}, limits, deadline, 0.0)
                if response.status not in _SENT_ON:
                    return _Rules(robots.parse(response.body), now + ROBOTS_FOR)
                where = self._next(where, response, seen)
        except NotFetched as problem:
            if problem.why in ("gone", "denied", "redirects", "robots"):
                return _Rules(robots.EVERYTHING, now + ROBOTS_FOR)
            if problem.why == "big":
                return _Rules(robots.EVERYTHING, now + ROBOTS_AGAIN)
            if problem.why in ("server", "later"):
                what = f"the robots.txt of {at.authority} cannot be had ({problem.what})"
                return _Rules(robots.NOTHING, now + ROBOTS_AGAIN, what)
            raise  # no connection, or an address that is not asked: so will the page have it


def _fetched(at: Target, response: Response, moved: str | None, came: int) -> Fetched:
    said = Message()
    said["content-type"] = response.headers.get("content-type", "")[:200]
    charset = said.get_param("charset")
    etag, modified = response.headers.get("etag", ""), response.headers.get("last-modified", "")
    return Fetched(
        at.url, None if response.status == 304 else response.body,
        said.get_content_type() if response.headers.get("content-type") else None,
        charset[:40] if isinstance(charset, str) else None, etag if _TAG.match(etag) else None,
        modified if _DATE.match(modified) else None, moved, _fresh(response.headers.get("cache-control", "")), came,
    )  # fmt: skip


def _fresh(control: str) -> float:
    found = re.search(r"\bmax-age=(\d{1,8})\b", control)
    return min(float(found[1]), 86_400.0) if found and "no-cache" not in control else 0.0


def _seconds(value: str | None, now: datetime) -> float | None:
    """A Retry-After header in seconds: it is a number, or a date."""
    if not value:
        return None
    if re.fullmatch(r"\s*\d{1,9}\s*", value):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())
