"""The OWASP Top Ten (2021), tried on a live server behind TLS and passwords. `make penetration` runs this alone."""

import gzip
import json
import re
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dateline.web.users import Role, Users

DATELINE = str(Path(sys.executable).with_name("dateline"))
ADDRESSES = count(2)
PASSWORD = "seven ferries and no bridge"
QUERIES = (
    "' OR '1'='1", '" OR ""="', "'; DROP TABLE claims; --", "1 UNION SELECT 1 FROM sqlite_master", "x' AND sleep(9)--",
    "`id`", "$(id)", "| cat /etc/passwd", "{{1234567*7}}", "${1234567*7}", "<%= 1234567*7 %>", "{% import os %}", "%00",
    "\0", "*)(uid=*", "said-by:' OR 1=1", 'place:"]; --', "before:2016'--", "near:0,0,1e309", "NEAR(a b, 99999)",
    "a* OR b* NOT", "\u202e\u0000\ufffe", "<script>alert(1)</script>", "javascript:alert(1)", "\r\nSet-Cookie: a=b",
)  # fmt: skip
INSIDE = re.compile(r"sqlite3|OperationalError|Traceback|syntax error|jinja2|no such (table|column)")
PATHS = (
    "/../../etc/passwd", "/static/../../../../etc/passwd", "/static/%2e%2e/%2e%2e/app.py", "/static/..%5c..%5capp.py",
    "/reports/..%2f..%2fetc%2fpasswd", "//evil.example/%2f..", "/\\evil.example", "/.git/config", "/.env", "/team.db",
    "/users.json", "/dateline-users.json", "/debug", "/console", "/docs", "/metrics", "/server-status", "/api/v1/users",
    "/reports/rep-x%00.json", "/static/vendor/../../users.py",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A running server, and what belongs to it."""

    address: str
    port: int
    record: Path
    users: Users
    certificate: Path
    said: Path

    @contextmanager
    def visitor(self, **headers: str) -> Iterator[httpx.Client]:
        """Somebody who comes from an address of their own."""
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        transport = httpx.HTTPTransport(verify=trusted, local_address=f"127.0.0.{next(ADDRESSES)}")
        with httpx.Client(base_url=self.address, transport=transport, headers=headers, timeout=120) as visitor:
            yield visitor

    @contextmanager
    def talking(self) -> Iterator[ssl.SSLSocket]:
        """A connection on which anything may be said; no answer for 120 seconds is a TimeoutError."""
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        plain = socket.create_connection(("127.0.0.1", self.port), 120)
        with plain, trusted.wrap_socket(plain, server_hostname="127.0.0.1") as secure:
            yield secure

    @contextmanager
    def signed_in(self, role: Role) -> Iterator[httpx.Client]:
        with self.visitor(origin=self.address, accept="text/html") as visitor:
            answer = visitor.post("/sign-in", data={"name": role.name, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
            yield visitor


def without_end(talk: socket.socket, asked: bytes, piece: bytes, most: int = 8_000_000) -> bytes:
    """What the server says to something that never ends; nothing where it only hangs up.

    It may hang up in the middle of what is sent: then sending fails, and what it said before is read all the same. One
    that listens to everything and waits for more is a TimeoutError.
    """
    with hung_up():
        talk.sendall(asked)
        for _ in range(0, most, len(piece)):
            talk.sendall(piece)
    said = b""
    with hung_up():
        while heard := talk.recv(10_000):
            said += heard
    return said


@contextmanager
def hung_up() -> Iterator[None]:
    """The other side may close the connection in here, in order or not; it may not keep us waiting."""
    try:
        yield
    except TimeoutError:
        raise
    except OSError:  # broken pipe, reset, and of TLS an end without a farewell
        pass


def make_certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "desk")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(pem)
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture(scope="module")
def target(record_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("penetration")
    record = folder / "team.db"
    record.write_bytes(record_path.read_bytes())
    certificate, key = make_certificate(folder)
    users = Users(folder / "users.json")
    for role in Role:
        users.put(role.name, role, PASSWORD)
    said = folder / "said.txt"
    command = [
        DATELINE, "serve", str(record), "--users", str(users.path), "--tls-cert", str(certificate),
        "--tls-key", str(key), "--no-browser", "--json",
    ]  # fmt: skip
    with said.open("w") as errors:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            assert server.stdout is not None
            lines = []
            for line in server.stdout:
                lines.append(line)
                if line.startswith("}"):
                    break
            address = json.loads("".join(lines))["address"].rstrip("/")
            yield Target(address, int(address.rpartition(":")[2]), record, users, certificate, said)
        finally:
            server.terminate()
            assert server.wait(120) in (0, 130, -15)


def test_a01_broken_access_control(target: Target) -> None:
    with target.visitor() as nobody:
        for address in ("/", "/reports", "/api/v1/claims", "/add", "/search.csv", "/feed.atom"):
            assert nobody.get(address).status_code == 401, address
        for address in ("/review", "/add"):
            for forged in (
                {},
                {"x-forwarded-for": "127.0.0.1"},
                {"x-original-url": "/sign-in"},
                {"x-http-method-override": "GET"},
            ):
                assert nobody.post(address, headers=forged).status_code == 401
    with target.signed_in(Role.read) as reader:
        assert reader.get("/reports").status_code == 200
        assert reader.post("/add", data={"text": "x"}).status_code == 403
        assert (
            reader.post("/review", data={"does": "undo"}, headers={"x-user": "admin", "x-role": "admin"}).status_code
            == 403
        )
        for path in PATHS:
            answer = reader.get(path)
            assert answer.status_code in (303, 400, 404, 405), path
            assert "root:" not in answer.text and "argon2" not in answer.text
            assert not answer.headers.get("location", "/").startswith(("//", "/\\", "http"))


def test_a02_cryptographic_failures(target: Target) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", target.port), 120) as plain:
        with pytest.raises(OSError) as refused:  # of TLS, or of a connection that was closed
            old.wrap_socket(plain)
        assert not isinstance(refused.value, TimeoutError)
    said = b""
    with socket.create_connection(("127.0.0.1", target.port), 120) as plain, hung_up():
        plain.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while heard := plain.recv(1_000):
            said += heard
    assert b"HTTP" not in said, "without TLS nothing is told"
    with target.visitor() as nobody:
        assert "max-age=31536000" in nobody.get("/sign-in").headers["strict-transport-security"]
    assert PASSWORD not in target.users.path.read_text()


@pytest.mark.parametrize(
    "where", ["/", "/search.json", "/api/v1/claims", "/reports", "/timeline", "/map", "/disputes", "/actors"]
)
def test_a03_injection(target: Target, where: str) -> None:
    with target.signed_in(Role.read) as reader:
        for name in ("q", "page", "sort", "asof"):
            for query in QUERIES if name == "q" else QUERIES[:4]:
                answer = reader.get(where, params={name: query})
                assert answer.status_code in (200, 400, 404, 410), (where, name, query)
                as_page = answer.headers["content-type"].startswith("text/html")
                assert not (as_page and "<script>alert" in answer.text) and "set-cookie" not in answer.headers
                assert not INSIDE.search(answer.text), (name, query)
                assert "8641969" not in answer.text
        assert reader.get("/reports").status_code == 200


def test_a04_insecure_design(target: Target) -> None:
    """What costs the server much is bounded, whoever asks."""
    with target.signed_in(Role.admin) as admin:
        bomb = gzip.compress(b"0" * 50_000_000)
        sent = {"content-encoding": "gzip", "content-type": "application/x-www-form-urlencoded"}
        assert admin.post("/add", content=bomb, headers=sent).status_code in (400, 413)
        many = "&".join(f"f{n}=x" for n in range(5_000))
        form = {"content-type": "application/x-www-form-urlencoded"}
        assert admin.post("/review", content=many, headers=form).status_code == 400
        assert admin.get("/", params={"q": "a " * 2_000}).status_code in (200, 400)
    asked = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "
    with target.talking() as talk:
        said = without_end(talk, asked, b"a" * 16_000)
    assert said == b"" or said.startswith(b"HTTP/1.1 4"), "headers without end"
    with target.visitor() as another:
        assert another.get("/sign-in").status_code == 200


def test_a05_security_misconfiguration(target: Target) -> None:
    with target.signed_in(Role.read) as reader:
        for address in ("/", "/nowhere", "/api/v1/nothing", "/static/dateline.css"):
            headers = reader.get(address).headers
            assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
            assert "unsafe" not in headers["content-security-policy"] and "server" not in headers
            assert "access-control-allow-origin" not in headers
        for method in ("TRACE", "CONNECT", "PROPFIND", "DELETE", "PUT", "PATCH"):
            assert reader.request(method, "/reports").status_code in (400, 403, 404, 405, 501), method
        assert "Traceback" not in reader.get("/reports/rep-%ff%fe").text
        for host in ("evil.example", "127.0.0.1.evil.example", ""):
            assert reader.get("/reports", headers={"host": host}).status_code == 400


def test_a06_outdated_components() -> None:
    """tests/supply: every package pinned with its hash; `make audit` asks for known defects."""
    assert (Path(__file__).parents[1] / "supply" / "test_supply.py").is_file()


def test_a07_authentication_failures(target: Target) -> None:
    with target.visitor(origin=target.address) as guesser:
        wrong = [{"name": f"guess{n}", "password": "wrong " * 3} for n in range(14)]
        codes = [guesser.post("/sign-in", data=one).status_code for one in wrong]
        # who is slow may try again after 1, 2, 4 … seconds, the ninth time after four minutes
        assert codes[:5] == [401] * 5 and 429 in codes[5:]
        assert guesser.post("/sign-in", content=b"", headers={"content-type": "text/plain"}).status_code in (
            400,
            401,
            429,
        )
        for cookie in ("", "x", "a" * 5_000, "dateline", "'; --"):
            assert guesser.get("/reports", headers={"cookie": f"__Host-dateline={cookie}"}).status_code == 401
        for sent in ("Bearer", "Bearer null", "Basic YWRtaW46YWRtaW4=", "Bearer " + "a" * 8_000):
            assert guesser.get("/reports", headers={"authorization": sent}).status_code in (400, 401, 431)


def test_a08_integrity_failures(target: Target) -> None:
    """Another site's page changes nothing, with or without the reader's cookie."""
    with target.signed_in(Role.admin) as admin:
        for forged in (
            {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": f"{target.address}.evil.example"},
            {"origin": target.address, "sec-fetch-site": "cross-site"}, {"origin": f"{target.address}1"},
            {"origin": target.address.replace("https", "http")},
        ):  # fmt: skip
            assert admin.post("/review", data={"does": "undo"}, headers=forged).status_code == 403
            assert admin.post("/add", data={"text": "x"}, headers=forged).status_code == 403


def test_a09_logging_failures(target: Target) -> None:
    """Each write stands in the chained log with who did it; no secret stands in what the server says."""
    with target.signed_in(Role.admin) as admin:
        job = admin.post(
            "/add", data={"text": "A lock failed in Basra on Monday, an engineer said.", "published": "2019-05-06"}
        )
        while admin.get(job.headers["location"] + ".json").json()["state"] in ("waiting", "reading"):
            time.sleep(0.1)
    command = [DATELINE, "--record", str(target.record), "log", "--json", "--verify"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert told["problems"] == []
    assert ("hand in", "admin") in [(entry["what"], entry["who"]) for entry in told["entries"]]
    said = target.said.read_text()
    assert PASSWORD not in said and "__Host-dateline" not in said and "Traceback" not in said


def test_a10_request_forgery(target: Target) -> None:
    """Nothing that a visitor sends makes the server ask another one."""
    with socket.socket() as trap:
        trap.bind(("127.0.0.1", 0))
        trap.listen()
        trap.settimeout(1)
        there = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        head = f'<head><link rel="stylesheet" href="{there}"><base href="{there}"></head>'
        page = f'<html>{head}<body><img src="{there}"><p>x</p></body></html>'
        entity = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "{there}">]>'
        xml = f"{entity}<html><body><p>&b;</p></body></html>"
        with target.signed_in(Role.admin) as admin:
            for address in ("/", "/reports", "/api/v1/claims", "/feed.atom"):
                admin.get(address, params={"q": there, "url": there, "source": there, "next": there})
            job = admin.post(
                "/add", data={"text": there}, files=[("files", ("a.html", page)), ("files", ("b.html", xml))]
            )
            while admin.get(job.headers["location"] + ".json").json()["state"] in ("waiting", "reading"):
                time.sleep(0.1)
        with pytest.raises(TimeoutError):
            trap.accept()


def test_slow_visitors_hold_nobody_up(target: Target) -> None:
    with ExitStack() as slow:
        for _ in range(60):
            one = slow.enter_context(target.talking())
            one.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nname=")
        with target.visitor() as visitor:  # those 60 never end: behind them it would wait in vain
            assert visitor.get("/sign-in").status_code == 200
