"""Fetching from real servers on this machine: kind ones, slow ones, endless ones, and ones that mean harm."""

import datetime
import gzip
import ipaddress
import pickle
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.fetching.fetcher import Fetcher
from dateline.fetching.hosts import Hosts
from dateline.fetching.inputs import inputs
from dateline.fetching.problems import NotFetched
from dateline.fetching.wire import Limits
from dateline.intake.raw import Raw, SetAside
from tests.fetching.hosts import HASTY, SMALL, HandClock, Web, fetcher, raw_server, web

PAGE = "<html><head><title>Convoy</title></head><body><p>The ministry said on Friday that it left.</p></body></html>"
Talk = Callable[[socket.socket, threading.Event], None]


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as found:
        yield found


def refused(fetch: Fetcher, url: str) -> NotFetched:
    with pytest.raises(NotFetched) as problem:
        fetch.get(url)
    assert problem.value.what and problem.value.do
    return problem.value


def test_a_page(site: Web) -> None:
    url = site.put(
        "/a?x=1", PAGE, ETag='"one"', Last_Modified="Fri, 09 Dec 2016 10:00:00 GMT", Cache_Control="max-age=60"
    )
    found = fetcher(site.port).get(url + "#part")
    assert found.data == PAGE.encode() and found.url == url
    assert (found.kind, found.charset, found.etag, found.fresh) == ("text/html", "utf-8", '"one"', 60.0)
    path, headers = site.asked[-1]
    assert path == "/a?x=1" and headers["Host"] == f"127.0.0.1:{site.port}"
    assert headers["User-Agent"].startswith("Dateline/") and "gzip" in headers["Accept-Encoding"]
    assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


def test_conditions_are_sent_and_nothing_new_is_said(site: Web) -> None:
    def page(headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        both = headers.get("If-None-Match") == '"one"' and "If-Modified-Since" in headers
        return (304, {}, b"") if both else (200, {}, b"new")

    site.pages["/f"] = page
    fetch = fetcher(site.port)
    assert fetch.get(site.url("/f")).data == b"new"
    assert fetch.get(site.url("/f"), etag='"one"', modified="Fri, 09 Dec 2016 10:00:00 GMT").data is None
    assert fetch.get(site.url("/f"), etag='"one"\r\nX: y', modified="Fri\r\nX: y").data == b"new"
    assert all("X" not in headers for _, headers in site.asked)


def test_packed_answers(site: Web) -> None:
    site.put("/z", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert fetcher(site.port).get(site.url("/z")).data == PAGE.encode()
    site.put("/bomb", gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")
    assert refused(fetcher(site.port), site.url("/bomb")).why == "big"


def test_this_machine_is_not_asked_unless_allowed(site: Web) -> None:
    site.put("/", PAGE)
    problem = refused(Fetcher(limits=SMALL), site.url())
    assert problem.why == "address" and f"--allow-private 127.0.0.1:{site.port}" in problem.do
    assert refused(fetcher(site.port + 1), site.url()).why == "address", "another port"
    assert site.asked == []


@pytest.mark.parametrize(
    "there",
    "http://169.254.169.254/latest http://[::ffff:127.0.0.1]/ http://2130706433/ file:///etc/passwd"
    " http://u:p@127.0.0.1/ //127.1/ http://10.0.0.1/".split(),
)
def test_every_hop_is_checked(site: Web, there: str) -> None:
    site.pages["/go"] = (302, {"Location": there}, b"")
    assert refused(fetcher(site.port), site.url("/go")).why == "address"


def test_sent_on(site: Web) -> None:
    site.put("/end", PAGE)
    site.pages["/one"] = (301, {"Location": "/two#x"}, b"")
    site.pages["/two"] = (302, {"Location": "end"}, b"")
    found = fetcher(site.port).get(site.url("/one"))
    assert found.url == site.url("/end") and found.moved == site.url("/two"), "only the first hop is for good"
    site.put("/caf%C3%A9", PAGE)
    site.pages["/latin"] = (302, {"Location": "/café".encode().decode("latin-1")}, b"")
    assert fetcher(site.port).get(site.url("/latin")).url == site.url("/caf%C3%A9")
    site.pages["/circle"] = (307, {"Location": "/circle"}, b"")
    assert refused(fetcher(site.port), site.url("/circle")).why == "redirects"
    for n in range(9):
        site.pages[f"/n{n}"] = (302, {"Location": f"/n{n + 1}"}, b"")
    problem = refused(fetcher(site.port), site.url("/n0"))
    assert problem.why == "redirects" and "3 times" in problem.what
    site.pages["/nowhere"] = (302, {}, b"")
    assert refused(fetcher(site.port), site.url("/nowhere")).why == "answer"


def test_a_name_is_asked_once_and_the_connection_goes_there(site: Web) -> None:
    """A resolver that gives a public address first and ours after (rebinding) is asked once for each request."""
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) > 1 else ["192.0.2.1"]

    url = f"http://news.example:{site.port}/"
    assert refused(Fetcher(resolve=rebinding, limits=SMALL), url).why == "address" and asked == ["news.example"]
    both = Fetcher(resolve=lambda *_: ["8.8.8.8", "10.0.0.1"], limits=SMALL)
    assert refused(both, url).why == "address", "one private address among public ones is enough"
    assert refused(Fetcher(resolve=lambda *_: ["::ffff:10.0.0.1"], limits=SMALL), url).why == "address"
    assert refused(Fetcher(resolve=lambda *_: [], limits=SMALL), url).why == "network"
    silent = threading.Event()
    assert refused(Fetcher(resolve=lambda *_: ["8.8.8.8"] * silent.wait(60), limits=HASTY), url).why == "slow"
    silent.set()
    site.put("/", PAGE)
    asked.clear()

    def later_elsewhere(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) <= 2 else ["10.0.0.1"]

    named = fetcher(site.port, resolve=later_elsewhere)
    named.also = named.also.__class__(frozenset({("news.example", site.port)}))
    assert named.get(url).data == PAGE.encode() and site.asked[-1][1]["Host"] == f"news.example:{site.port}"
    assert asked == ["news.example"] * 2, "for robots.txt and for the page; a third time leads elsewhere"


def test_proxies_and_passwords_of_the_environment_are_not_used(
    site: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b")
    monkeypatch.setenv("HOME", str(tmp_path))
    site.pages["/"] = (200, {"Set-Cookie": "a=b"}, b"one")
    fetch = fetcher(site.port)
    assert fetch.get(site.url()).data == fetch.get(site.url()).data == b"one"
    assert not any({"Cookie", "Authorization"} & headers.keys() for _, headers in site.asked)


@pytest.mark.parametrize(
    "status, headers, why, wait",
    [
        (404, {}, "gone", None), (410, {}, "gone", None), (401, {}, "denied", None), (403, {}, "denied", None),
        (451, {}, "denied", None), (500, {}, "server", None), (502, {"Retry-After": "7"}, "server", 7.0),
        (503, {}, "server", None), (503, {"Retry-After": "120"}, "later", 120.0), (429, {}, "later", 300.0),
        (429, {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}, "later", 0.0), (206, {}, "denied", None),
        (429, {"Retry-After": "soon"}, "later", 300.0), (429, {"Retry-After": "999999999"}, "later", 604_800.0),
    ],
)  # fmt: skip
def test_refusals(site: Web, status: int, headers: dict[str, str], why: str, wait: float | None) -> None:
    site.pages["/"] = (status, headers, b"x" * 10)
    problem = refused(fetcher(site.port), site.url())
    assert (problem.why, problem.wait) == (why, wait)
    assert problem.passing is (why in ("server", "later"))
    again = pickle.loads(pickle.dumps(problem))
    assert (again.why, again.wait, again.what, again.do) == (problem.why, problem.wait, problem.what, problem.do)


def test_who_asks_to_wait_is_left_alone(site: Web) -> None:
    clock = HandClock()
    site.put("/b", PAGE)
    site.pages["/a"] = (429, {"Retry-After": "60"}, b"")
    fetch = fetcher(site.port, clock=clock, hosts=Hosts(clock, pause=2.0))
    assert refused(fetch, site.url("/a")).wait == 60.0
    asked = len(site.asked)
    assert refused(fetch, site.url("/b")).why == "later" and len(site.asked) == asked
    clock.seconds += 61
    assert fetch.get(site.url("/b")).data


def test_a_pause_between_two_requests(site: Web) -> None:
    clock = HandClock()
    for path in "abc":
        site.put(f"/{path}", PAGE)
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 5\nDisallow: /c", "text/plain")
    fetch = fetcher(site.port, clock=clock, hosts=Hosts(clock, pause=2.0))
    fetch.get(site.url("/a"))
    fetch.get(site.url("/b"))
    assert clock.slept == [5.0]
    assert refused(fetch, site.url("/c")).why == "robots"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"], "robots.txt is asked for once"


@pytest.mark.parametrize(
    "answer, why",
    [
        ((404, {}, b""), None), ((401, {}, b""), None), ((500, {}, b""), "later"),
        ((302, {"Location": "/r"}, b""), "robots"),
        ((302, {"Location": "/robots.txt"}, b""), None), ((200, {}, b"x" * 3_000_000), None),
        ((302, {"Location": "http://10.0.0.1/"}, b""), "address"),
    ],
)  # fmt: skip
def test_robots_that_cannot_be_had(site: Web, answer: tuple[int, dict[str, str], bytes], why: str | None) -> None:
    site.put("/", PAGE)
    site.put("/r", "User-agent: dateline\nDisallow: /", "text/plain")
    site.pages["/robots.txt"] = answer
    fetch = fetcher(site.port)
    if why is None:
        assert fetch.get(site.url()).data
    else:
        assert refused(fetch, site.url()).why == why and site.paths() in ([], ["/r"])


def drip(head: bytes, every: float = 0.1) -> Talk:
    """A byte now and then, for far longer than anybody should listen."""

    def talk(sock: socket.socket, stop: threading.Event) -> None:
        sock.sendall(head)
        for _ in range(int(60 / every)):
            if stop.wait(every):
                break
            sock.sendall(b"x")

    return talk


def flood(head: bytes, piece: bytes) -> Talk:
    def talk(sock: socket.socket, stop: threading.Event) -> None:
        sock.sendall(head)
        while not stop.is_set():
            sock.sendall(piece)

    return talk


def once(data: bytes) -> Talk:
    return lambda sock, _stop: sock.sendall(data)


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "talk, why",
    [
        pytest.param(drip(b""), "slow", id="a byte now and then, as status"),
        pytest.param(drip(OK + b"X-A: "), "slow", id="a byte now and then, as header"),
        pytest.param(drip(OK + b"\r\n"), "slow", id="a byte now and then, as body"),
        pytest.param(
            drip(OK + b"Transfer-Encoding: chunked\r\n\r\n1"), "slow", id="a byte now and then, as chunk size"
        ),
        pytest.param(drip(OK + b"\r\n", every=9), "slow", id="no byte at all"),
        pytest.param(flood(OK, b"X-A: b\r\n"), "answer", id="endless headers"),
        pytest.param(flood(OK, b"x" * 999), "big", id="an endless header"),
        pytest.param(flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "big", id="endless 100 Continue"),
        pytest.param(flood(OK + b"\r\n", b"x" * 9999), "big", id="endless body"),
        pytest.param(flood(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"3\r\nabc\r\n"), "big", id="endless chunks"),
        pytest.param(flood(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n"), "big", id="endless trailer"),
        pytest.param(once(OK + b"Content-Length: 2000000000\r\n\r\nx"), "big", id="2 GB, as announced"),
        pytest.param(once(OK + b"Content-Length: 50\r\n\r\nshort"), "answer", id="cut off"),
        pytest.param(once(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"), "answer", id="chunk cut off"),
        pytest.param(once(OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nab"), "answer", id="negative chunk"),
        pytest.param(once(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab"), "answer", id="no chunk"),
        pytest.param(once(b"SSH-2.0-OpenSSH_9.2\r\n"), "answer", id="another protocol"),
        pytest.param(once(b"HTTP/1.1 abc\r\n\r\n"), "answer", id="no status"),
        pytest.param(once(b"HTTP/1.1 99999 OK\r\n\r\n"), "answer", id="an odd status"),
        pytest.param(once(b"\x00\xff" * 500), "answer", id="noise"),
        pytest.param(once(b""), "network", id="nothing"),
        pytest.param(once(OK + b"Content-Encoding: br\r\n\r\nnot packed"), "answer", id="not what it says"),
    ],
)
def test_bad_servers_cost_little(talk: Talk, why: str) -> None:
    with raw_server(talk) as port:
        limits = HASTY if why == "slow" else SMALL
        problem = refused(fetcher(port, limits=limits), f"http://127.0.0.1:{port}/")
    assert problem.why == why, problem


def test_nobody_there() -> None:
    with socket.socket() as taken:  # ours as long as it is bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert refused(fetcher(port), f"http://127.0.0.1:{port}/").why == "network"
    assert refused(fetcher(limits=HASTY), "http://no-such-host.invalid/").why in ("network", "slow")


def certificate(folder: Path, name: str) -> Path:
    """A certificate for `name`, and its key, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    names: list[x509.GeneralName] = [x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.9"))]
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(7).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    unlocked = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file = folder / "both.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, form, unlocked)
    )
    return file


def test_certificates_are_checked_for_the_name_not_the_number(tmp_path: Path) -> None:
    file = certificate(tmp_path, "news.example")
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(file)
    shown: list[str | None] = []
    theirs.sni_callback = lambda _sock, name, _context: shown.append(name)

    def talk(sock: socket.socket, _stop: threading.Event) -> None:
        pass

    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                sock, _ = listener.accept()
                with theirs.wrap_socket(sock, server_side=True) as safe:
                    asked = safe.recv(9_999)
                    status = b"404 No" if b"GET /robots" in asked else b"200 OK"
                    safe.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Length: 4\r\n\r\nsafe")
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    trusting = ssl.create_default_context(cafile=str(file))

    def ours(name: str, **more: object) -> Fetcher:
        made = fetcher(port, resolve=lambda *_: ["127.0.0.1"], **more)
        made.also = made.also.__class__(frozenset({(name, port)}))
        return made

    assert ours("news.example", trust=trusting).get(f"https://news.example:{port}/").data == b"safe"
    assert set(shown) == {"news.example"}
    other = refused(ours("other.example", trust=trusting), f"https://other.example:{port}/")
    assert other.why == "network" and "certificate" in other.what
    assert "certificate" in refused(ours("news.example"), f"https://news.example:{port}/").what
    listener.close()


def test_as_inputs(site: Web) -> None:
    fetch = fetcher(site.port)
    site.put("/page", PAGE.replace("<p>", "<p>“é” "), "text/html; charset=windows-1252")
    site.put("/text", "Plain words of a report.", "text/plain")
    site.put("/rows", '{"id": "r1", "text": "One."}\n{"id": "r2", "text": "Two."}', "application/x-ndjson")
    site.put("/rss", "<?xml version='1.0'?><rss><channel/></rss>", "application/rss+xml")
    site.put("/jpg", b"\xff\xd8\xff" + bytes(90), "image/jpeg")
    [page] = inputs(fetch, site.url("/page"))
    assert isinstance(page, Raw) and (page.source, page.kind) == (site.url("/page"), "html")
    assert (page.stated.url, page.stated.charset) == (site.url("/page"), "windows-1252")
    [text] = inputs(fetch, site.url("/text"))
    assert isinstance(text, Raw) and text.kind == "text"
    assert [row.source for row in inputs(fetch, site.url("/rows"))] == ["r1", "r2"]
    [feed] = inputs(fetch, site.url("/rss"))
    assert isinstance(feed, SetAside) and "dateline watch" in feed.do
    [gone] = inputs(fetch, site.url("/none"))
    assert isinstance(gone, SetAside) and gone.source == site.url("/none") and "404" in gone.reason
    [bad] = inputs(Fetcher(limits=Limits()), "http://127.1/")
    assert isinstance(bad, SetAside) and "odd way" in bad.reason
    [picture] = inputs(fetch, site.url("/jpg"))
    assert isinstance(picture, Raw), "what it is comes out when it is read"


def test_a_contact_must_be_one() -> None:
    assert Fetcher(contact="mailto:desk@news.example")
    for wrong in ("a b", "x\r\ny: z", "é@x"):
        with pytest.raises(NotFetched):
            Fetcher(contact=wrong)
