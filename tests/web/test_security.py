"""Whom the server answers, and what its answers carry."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.store.record import Record
from dateline.web.params import local
from dateline.web.security import name_of

MUST = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
DIRECTIVES = (
    "default-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)


@pytest.mark.parametrize(
    "address", ["/", "/nowhere", "/?q=a:b", "/search.json", "/search.csv", "/api/v1/claims", "/static/keys.js",
                "/static/nothing.js", "/feed.atom", "/add"]
)  # fmt: skip
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers.get(name) for name in MUST} == MUST
    policy = headers["content-security-policy"]
    assert all(one in policy for one in DIRECTIVES) and "unsafe" not in policy
    assert "server" not in headers


@pytest.mark.parametrize(
    "host, answered",
    [
        pytest.param("127.0.0.1:8000", True, id="by number"),
        pytest.param("localhost:9", True, id="by name, through a tunnel with another port"),
        pytest.param("[::1]:8000", True, id="version 6"),
        pytest.param("LOCALHOST", True, id="in capitals"),
        pytest.param("evil.example", False, id="a name that was made to lead here"),
        pytest.param("127.0.0.1.evil.example:8000", False, id="a name that begins so"),
        pytest.param("evil.example:127.0.0.1", False, id="a port that is none"),
        pytest.param("", False, id="none"),
    ],
)
def test_only_names_of_this_machine_are_answered(client: TestClient, host: str, answered: bool) -> None:
    page = client.get("/reports", headers={"host": host})
    assert page.status_code == (200 if answered else 400)
    assert answered or "samples.db" not in page.text


@pytest.mark.parametrize(
    "headers, refused",
    [
        pytest.param({}, False, id="no browser"),
        pytest.param({"origin": "http://127.0.0.1:8000"}, False, id="our own page"),
        pytest.param({"sec-fetch-site": "same-origin"}, False, id="our own page, says the browser"),
        pytest.param({"origin": "http://evil.example"}, True, id="another site"),
        pytest.param({"origin": "null"}, True, id="a page without an origin"),
        pytest.param({"origin": "http://127.0.0.1:9999"}, True, id="another server of this machine"),
        pytest.param({"sec-fetch-site": "cross-site"}, True, id="another site, says the browser"),
        pytest.param({"sec-fetch-site": "same-site"}, True, id="a neighbour, says the browser"),
    ],
)
def test_only_our_own_pages_change_anything(client: TestClient, headers: dict[str, str], refused: bool) -> None:
    for address, form in (("/review", {"does": "nothing"}), ("/add", {"text": ""})):
        assert client.post(address, data=form, headers=headers).status_code == (403 if refused else 400)


@pytest.mark.parametrize("address", ["/", "/reports", "/search.json", "/api/v1/claims", "/nowhere", "/static/keys.js"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_are_only_read(client: TestClient, address: str, method: str) -> None:
    assert client.request(method, address).status_code in (404, 405)


def test_what_changes_something_cannot_be_got(client: TestClient, record_path: Path) -> None:
    """Whatever stands in an address, of every address of ours: what it asks to be changed is as it was."""
    ways: dict[str, set[str]] = {}
    for route in client.app.routes:  # type: ignore[attr-defined]
        ways.setdefault(route.path, set()).update(getattr(route, "methods", None) or ())
    posted = {path for path, methods in ways.items() if "POST" in methods}
    assert posted >= {"/add", "/review", "/names", "/searches"}
    with Record(record_path) as record:
        before, row = record.state(), next(iter(record.rows("claims"))).id
    asked = f"does=accept&row={row}&number=1&text=x&query=idlib&back=/"
    for path, methods in ways.items():
        if path != "/static" and not path.endswith("/events"):
            answer = client.get(f"{re.sub('{.*?}', 'x', path)}?{asked}")
            assert (answer.status_code == 405) == ("GET" not in methods), path
            assert answer.status_code < 500 and "set-cookie" not in answer.headers, path
    with Record(record_path) as record:
        assert record.state() == before


def test_requests_that_are_too_large_are_refused(client: TestClient) -> None:
    assert client.post("/add", content=b"", headers={"content-length": "60000001"}).status_code == 413
    assert client.post("/add", content=b"", headers={"content-length": "many"}).status_code == 413

    def pieces():  # type: ignore[no-untyped-def]
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(70):
            yield b"a" * 1_000_000

    answer = client.post("/add", content=pieces(), headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 413 and "60 MB" in answer.text


@pytest.mark.parametrize(
    "back, goes",
    [
        ("/reports/rep-x?row=clm-y", "/reports/rep-x?row=clm-y"), ("//evil.example", "/"), ("/\\evil.example", "/"),
        ("https://evil.example", "/"), ("javascript:alert(1)", "/"), ("/a\nb", "/"), ("", "/"),
        ("/\t/evil.example", "/"),
    ],
)  # fmt: skip
def test_back_is_always_here(back: str, goes: str) -> None:
    assert local(back) == goes


def test_files_of_ours_do_not_lead_out(client: TestClient) -> None:
    for path in ("/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd"):
        assert client.get(path).status_code == 404


def test_names() -> None:
    assert [name_of(host) for host in ("a:1", "[::1]", "A", "", "[::1]:80")] == ["a", "::1", "a", "", "::1"]
