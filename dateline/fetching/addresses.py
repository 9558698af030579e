"""Which addresses may be asked: URLs written plainly, and machines that everybody can reach. Pure.

A URL comes from a feed or a page, so from a stranger, who may want us to ask a machine of our own network. So hosts are
taken only as they are plainly written, and the numbers that a name leads to must all be public ones.

Sources: RFC 6890 and IANA's registries of special-purpose addresses (2024); WHATWG URL Standard, "ends in a number".
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NoReturn
from urllib.parse import quote, urljoin, urlsplit

from dateline.fetching.problems import NotFetched

MAX_URL = 4_000  # characters; browsers and servers stop at 2,000 to 8,000
PORTS = {"http": 80, "https": 443}
_PATH = "/%:@!$&'()*+,;=~-._"  # what stays as it is in a path; in a query also "?"
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z")
_DO = "check how it is written"

Network = IPv4Network | IPv6Network
# What may not be asked, and what it is called. IPv6 is public within 2000::/3 only, so its private, mapped, translated
# and multicast ranges need no line; those that stand here lie within.
SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), name)
    for network, name in (
        ("0.0.0.0/8", "an unspecified address"), ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "an address inside a provider's network"), ("127.0.0.0/8", "this machine"),
        ("168.63.129.16/32", "a cloud's metadata service"), ("169.254.0.0/16", "a link-local or metadata address"),
        ("172.16.0.0/12", "a private address"), ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "an address for examples"), ("192.88.99.0/24", "a relay of 6to4"),
        ("192.168.0.0/16", "a private address"), ("198.18.0.0/15", "an address for measurements"),
        ("198.51.100.0/24", "an address for examples"), ("203.0.113.0/24", "an address for examples"),
        ("224.0.0.0/4", "a multicast address"), ("240.0.0.0/4", "a reserved address"),
        ("::/128", "an unspecified address"), ("::1/128", "this machine"),
        ("::ffff:0:0/96", "an IPv4 address inside an IPv6 one"), ("64:ff9b::/96", "an IPv4 address inside an IPv6 one"),
        ("64:ff9b:1::/48", "an IPv4 address inside an IPv6 one"), ("2001::/32", "an IPv4 address inside an IPv6 one"),
        ("2001::/23", "a reserved address"), ("2001:db8::/32", "an address for examples"),
        ("2002::/16", "an IPv4 address inside an IPv6 one"), ("3fff::/20", "an address for examples"),
        ("fc00::/7", "a private address"), ("fe80::/10", "a link-local or metadata address"),
        ("ff00::/8", "a multicast address"),
    )
)  # fmt: skip
_PUBLIC_6 = IPv6Network("2000::/3")


@dataclass(frozen=True, slots=True)
class Target:
    """A URL, taken apart and checked. host: lower case, ASCII, no brackets; path: with its query, as it is sent."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as URLs and the Host header have them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.path


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be asked besides public machines: exact (host, port) pairs, and networks."""

    pairs: frozenset[tuple[str, int]] = frozenset()
    networks: tuple[Network, ...] = ()

    def pair(self, target: Target) -> bool:
        return (target.host, target.port) in self.pairs


def allowed(words: Iterable[str]) -> Allowed:
    """From what a person writes: "127.0.0.1:8080", "desk.example:80", "[::1]:8080", "10.0.0.0/8". Raises NotFetched."""
    pairs, networks = set(), []
    for word in words:
        try:
            if "/" in word:
                networks.append(ip_network(word))
                continue
            one = target(f"http://{word}")
        except (ValueError, NotFetched) as problem:
            raise NotFetched("address", f"{word!r} is no HOST:PORT and no network", str(problem)) from None
        if not re.search(r":\d+\Z", word):
            do = "write the port too, as in 127.0.0.1:8080, or a network as in 10.0.0.0/8"
            raise NotFetched("address", f"{word!r} names no port", do)
        pairs.add((one.host, one.port))
    return Allowed(frozenset(pairs), tuple(networks))


def target(url: str, base: str | None = None) -> Target:
    """The URL (as it stands in a document at `base`) taken apart. Raises NotFetched unless it is plain http(s)."""
    whole = url.strip() if base is None else _joined(base, url.strip())
    if len(whole) > MAX_URL:
        raise NotFetched("address", f"the URL has {len(whole):,} characters, more than {MAX_URL:,}", _DO)
    if re.search(r"[\x00-\x20\x7f-\x9f\\\ud800-\udfff]", whole):
        raise NotFetched("address", "the URL holds spaces, control characters or backslashes", _DO)
    try:
        parts = urlsplit(whole)
        port = parts.port
    except ValueError as problem:
        raise NotFetched("address", f"{whole[:80]!r} is no URL: {problem}", _DO) from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        what = f"{scheme[:20]!r} is not fetched" if scheme else f"{whole[:80]!r} is no URL"
        raise NotFetched("address", what, "give an http or https URL")
    if "@" in parts.netloc:
        raise NotFetched("address", "the URL holds a user name or password", "take them out: none are ever sent")
    if not parts.netloc or parts.netloc.startswith(":"):
        raise NotFetched("address", "the URL names no host", _DO)
    if port == 0:
        raise NotFetched("address", "port 0 is none", _DO)
    named = re.fullmatch(r"(?:\[(?P<number>[^\]]*)\]|(?P<name>[^:\[\]]+))(?::[0-9]{0,5})?", parts.netloc)
    if named is None:
        _odd(parts.netloc)
    host = _host(named["name"]) if named["number"] is None else _ipv6(named["number"])
    path = quote(parts.path or "/", safe=_PATH) + (f"?{quote(parts.query, safe=_PATH + '?')}" if parts.query else "")
    return Target(scheme, host, port or PORTS[scheme], path)


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError as problem:
        raise NotFetched("address", f"{url[:80]!r} is no URL: {problem}", _DO) from None


def _ipv6(written: str) -> str:
    if "%" in written:  # a zone, which only link-local addresses have
        _odd(written)
    try:
        return str(IPv6Address(written))
    except ValueError:
        _odd(written)


def _odd(host: str) -> NoReturn:
    raise NotFetched("address", f"{host[:80]!r} is an odd way to write a host", "write its name, or its number plainly")


def _host(written: str) -> str:
    """The host in ASCII and lower case; a number only as four decimals with dots."""
    host = written.lower().removesuffix(".")
    if not host.isascii():
        if unicodedata.normalize("NFKC", host) != host:  # full-width, circled, ... forms of other characters
            _odd(written)
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            _odd(written)
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.match(label) for label in labels):
        _odd(written)
    if _NUMBER.match(labels[-1]) and not written.isascii():
        _odd(written)
    if _NUMBER.match(labels[-1]):
        try:
            return str(IPv4Address(host))
        except ValueError:
            _odd(written)
    return host


def why_refused(address: str, port: int, also: Allowed = Allowed()) -> str | None:
    """Why a machine may not be asked, by its IP address; None when it may."""
    ip = ip_address(address.partition("%")[0])
    if any(ip in network for network in also.networks):
        return None
    for network, name in SPECIAL:
        if ip in network:
            return name
    if isinstance(ip, IPv6Address) and ip not in _PUBLIC_6:
        return "no public address"
    if port < 1024 and port not in PORTS.values():
        return f"a service that is no web server (port {port})"
    return None
