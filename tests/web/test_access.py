"""Who gets in where a record is served to other machines, and how far."""

import os
import stat
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from dateline.errors import BadRequest
from dateline.store.record import Record
from dateline.web import access, users
from dateline.web.access import IDLE, LASTS, WRONG, Door, Patience, Sessions, needed
from dateline.web.app import make_app
from dateline.web.serve import Reach
from dateline.web.users import Role, Users

PASSWORD = "nine grey herons over the weir"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time; the real parameters have a test of their own."""
    monkeypatch.setattr(users, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second goes by for who has to wait, however long a test takes."""
    monkeypatch.setattr(access, "Patience", lambda _: Patience(lambda: 0.0))


@pytest.fixture
def known(tmp_path: Path) -> Users:
    found = Users(tmp_path / "users.json")
    for role in Role:
        found.put(role.name, role, PASSWORD)
    return found


class Visitor(TestClient):
    """A browser that asks for pages."""

    def __init__(self, record: Path, known: Users):
        self.app_itself = make_app(record, door=Door(("desk.example",), known, secure=True))
        accept = {"accept": "text/html", "sec-fetch-site": "same-origin"}
        super().__init__(self.app_itself, "https://desk.example", headers=accept, follow_redirects=False)

    def sign_in(self, name: str, password: str = PASSWORD, back: str = "/") -> int:
        return self.post("/sign-in", data={"name": name, "password": password, "back": back}).status_code


@pytest.fixture
def visitor(record_path: Path, known: Users) -> Visitor:
    return Visitor(record_path, known)


def test_nothing_is_seen_without_a_name(visitor: Visitor) -> None:
    for address in (
        "/",
        "/reports",
        "/search.json",
        "/feed.atom",
        "/api/v1/claims",
        "/api/v1/openapi.json",
        "/nowhere",
    ):
        page = visitor.get(address)
        assert page.status_code in (303, 401), address
        assert "samples" not in page.text and "Aleppo" not in page.text
    assert visitor.get("/reports?page=2").headers["location"] == "/sign-in?back=%2Freports%3Fpage%3D2"
    assert visitor.get("/api/v1/claims").headers["www-authenticate"].startswith("Bearer")
    for address in ("/sign-in", "/static/dateline.css"):
        assert visitor.get(address).status_code == 200
    assert visitor.get("/static/../sign-in/../reports").status_code in (303, 404)


def test_who_signs_in_goes_on_where_they_were(visitor: Visitor) -> None:
    answer = visitor.post("/sign-in", data={"name": "read", "password": PASSWORD, "back": "/reports?page=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports?page=1")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-dateline=")
    for part in ("Path=/", "HttpOnly", "SameSite=Strict", "Secure"):
        assert part in cookie
    page = visitor.get("/reports")
    assert page.status_code == 200 and "Sign out" in page.text
    assert visitor.post("/sign-out").status_code == 303
    assert visitor.get("/reports").status_code == 303


def test_a_cookie_that_was_taken_is_worth_nothing_after_signing_out(visitor: Visitor) -> None:
    visitor.sign_in("read")
    taken = visitor.cookies["__Host-dateline"]
    visitor.post("/sign-out")
    assert visitor.get("/reports", headers={"cookie": f"__Host-dateline={taken}"}).status_code == 303


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_never_leads_elsewhere(visitor: Visitor, back: str) -> None:
    answer = visitor.post("/sign-in", data={"name": "read", "password": PASSWORD, "back": back})
    assert answer.headers["location"] == "/"
    assert "evil" not in visitor.get("/sign-in", params={"back": back}).text


@pytest.mark.parametrize(
    "name, password",
    [("read", "wrong"), ("nobody", PASSWORD), ("", ""), ("read", ""), ("READ", PASSWORD), ("read", PASSWORD + " "),
     ("read\0", PASSWORD), ("read", "x" * 3_000)],
)  # fmt: skip
def test_who_is_not_known_learns_not_why(visitor: Visitor, name: str, password: str) -> None:
    answer = visitor.post("/sign-in", data={"name": name, "password": password})
    assert answer.status_code == 401
    assert "nobody of this name and password" in answer.text and "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "role, looks, reviews, adds",
    [("read", 200, 403, 403), ("review", 200, 400, 403), ("admin", 200, 400, 400)],
)
def test_each_role_goes_as_far_as_it_may(visitor: Visitor, role: str, looks: int, reviews: int, adds: int) -> None:
    visitor.sign_in(role)
    assert visitor.get("/reports").status_code == looks
    assert visitor.post("/review", data={"does": "nothing"}).status_code == reviews
    assert visitor.post("/add", data={"text": ""}).status_code == adds


def test_a_write_that_nobody_thought_of_needs_the_highest_role() -> None:
    assert needed("POST", "/something/new") is Role.admin
    assert needed("DELETE", "/reports") is Role.admin
    assert needed("POST", "/reviewers") is Role.admin, "begins like /review and is another address"
    assert needed("HEAD", "/add") is Role.read


def test_a_program_sends_a_token(visitor: Visitor, known: Users) -> None:
    token = known.new_token("read")
    sent = {"authorization": f"Bearer {token}"}
    assert visitor.get("/api/v1/claims", headers=sent).status_code == 200
    assert visitor.post("/review", data={"does": "nothing"}, headers=sent).status_code == 403
    assert visitor.get("/api/v1/claims", params={"token": token}).status_code == 401, "never in an address"
    for wrong in (token[:-1], token + "x", "", "dtl_"):
        assert visitor.get("/api/v1/claims", headers={"authorization": f"Bearer {wrong}"}).status_code == 401
    known.drop_token(known.known("read").tokens[0].id)
    assert visitor.get("/api/v1/claims", headers=sent).status_code == 401


def test_a_cookie_without_a_page_changes_nothing(visitor: Visitor) -> None:
    visitor.sign_in("admin")
    del visitor.headers["sec-fetch-site"]
    assert visitor.post("/review", data={"does": "nothing"}).status_code == 403
    assert (
        visitor.post("/review", data={"does": "nothing"}, headers={"origin": "https://desk.example"}).status_code == 400
    )
    assert visitor.post("/review", data={}, headers={"origin": "https://evil.example"}).status_code == 403


def test_who_is_removed_or_has_another_password_is_out(visitor: Visitor, known: Users) -> None:
    visitor.sign_in("review")
    assert visitor.get("/reports").status_code == 200
    known.remove("review")
    assert visitor.get("/reports").status_code == 303
    visitor.sign_in("read")
    known.put("read", Role.admin, PASSWORD + "!")
    assert visitor.get("/reports").status_code == 303


def test_what_is_kept_for_one_is_shown_to_nobody_who_has_not_signed_in(visitor: Visitor, known: Users) -> None:
    """An answer is kept for all who may see it; the door stands before it."""
    visitor.sign_in("admin")
    shown = visitor.get("/reports").text
    assert len(visitor.app_itself.state.site.once) == 1
    stranger = TestClient(visitor.app_itself, "https://desk.example", follow_redirects=False)
    assert stranger.get("/reports").status_code == 401
    assert stranger.get("/reports", headers={"authorization": "Bearer dl_wrong"}).status_code == 401
    token = {"authorization": f"Bearer {known.new_token('read')}"}
    assert stranger.get("/reports", headers=token).text == shown
    known.remove("read")
    assert stranger.get("/reports", headers=token).status_code == 401


def test_what_is_done_is_written_down_in_their_name(writable: Path, known: Users) -> None:
    with Record(writable) as record:
        row = next(iter(record.rows("claims"))).id
    visitor = Visitor(writable, known)
    visitor.sign_in("review")
    assert visitor.post("/review", data={"does": "accept", "row": row, "back": "/"}).status_code == 303
    visitor.sign_in("admin")
    job = visitor.post(
        "/add", data={"text": "A bridge fell in Goma on Monday, the mayor said.", "published": "2020-01-02"}
    )
    assert job.status_code == 303
    list(visitor.get(job.headers["location"] + "/events").iter_lines())
    with Record(writable) as record:
        said = [(entry.what, entry.who) for entry in record.history.log()]
    assert [entry for entry in said if entry[1]] == [("accept", "review"), ("hand in", "admin")]


def test_wrong_passwords_have_to_wait_ever_longer() -> None:
    at = [0.0]
    patience = Patience(lambda: at[0])
    waits = []
    for _ in range(WRONG + 12):
        waits.append(patience.trial("name a"))
        at[0] += waits[-1]
        patience.was_wrong("name a", "address 1")
    assert waits[: WRONG - 1] == [0.0] * (WRONG - 1)
    assert waits[WRONG:] == sorted(waits[WRONG:]) and 0 < waits[WRONG] < waits[-1] <= access.LONGEST_WAIT
    assert patience.trial("name b", "address 1") > 0, "another name from the same place"
    assert patience.trial("name b", "address 2") == 0
    patience.was_right("name a", "address 1")
    assert patience.trial("name a", "address 1") == 0


def test_trials_are_refused_while_they_wait(still: None, visitor: Visitor) -> None:
    codes = [visitor.sign_in("read", "wrong") for _ in range(WRONG + 1)]
    assert codes == [401] * WRONG + [429]
    answer = visitor.post("/sign-in", data={"name": "read", "password": PASSWORD})
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) >= 1, "the right one waits as well"


def test_too_many_questions_have_to_wait() -> None:
    at = [0.0]
    patience = Patience(lambda: at[0])
    assert not any(patience.question("1") for _ in range(int(access.AT_ONCE)))
    assert patience.question("1") > 0 and patience.question("2") == 0
    at[0] += 1
    assert not any(patience.question("1") for _ in range(int(access.A_SECOND)))
    assert patience.question("1") > 0


def test_memory_is_bounded_whoever_asks(monkeypatch: pytest.MonkeyPatch, known: Users) -> None:
    monkeypatch.setattr(access, "MOST_ADDRESSES", 10)
    monkeypatch.setattr(access, "MOST_SESSIONS", 10)
    patience, sessions = Patience(), Sessions()
    words = [sessions.begin(known.known("read")) for _ in range(30)]
    for n in range(100):
        patience.question(str(n))
        patience.was_wrong(str(n))
    assert len(patience._left) == len(patience._wrong) == len(sessions._sessions) == 10
    assert sessions.user(words[0], known) is None and sessions.user(words[-1], known) is not None


def test_a_session_ends(known: Users) -> None:
    at = [0.0]
    sessions = Sessions(lambda: at[0])
    idle, busy = sessions.begin(known.known("read")), sessions.begin(known.known("read"))
    while at[0] < LASTS:
        at[0] += IDLE / 2
        assert (sessions.user(busy, known) is not None) is (at[0] <= LASTS)
    at[0] = IDLE + 1
    assert sessions.user(idle, known) is None
    assert sessions.user("", known) is None


# -- the file


def test_the_file_keeps_no_word_and_shows_itself_to_its_owner_only(tmp_path: Path, known: Users) -> None:
    token = known.new_token("admin")
    text = known.path.read_text()
    assert PASSWORD not in text and token not in text and "$argon2id$" in text
    assert stat.S_IMODE(known.path.stat().st_mode) == 0o600
    known.path.chmod(0o644)
    with pytest.raises(BadRequest, match="can be read by others; run chmod 600"):
        Users(known.path).all()


def test_the_hash_is_as_slow_as_is_recommended() -> None:
    hasher = PasswordHasher()
    assert (hasher.memory_cost, hasher.time_cost) >= (65_536, 3)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"users": [{"name": "a"}]}', '{"users": {}, "x": 1', "\0"])
def test_a_file_that_is_none_lets_nobody_in(tmp_path: Path, text: str) -> None:
    path = tmp_path / "users.json"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(BadRequest, match="no list of users"):
        Users(path).all()


@pytest.mark.parametrize("name", ["", "a b", "-a", "a/../b", "a\n", "ä", "x" * 65, "<script>"])
def test_names_are_plain(known: Users, name: str) -> None:
    with pytest.raises(BadRequest, match="cannot be a name"):
        known.put(name, Role.read, PASSWORD)


def test_a_short_password_is_none(known: Users) -> None:
    with pytest.raises(BadRequest, match="12 to"):
        known.put("somebody", Role.read, "short")


def test_a_full_disk_leaves_the_file_as_it_was(known: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadRequest, match="No space left"):
        known.remove("read")
    assert known.path.read_bytes() == before and len(list(known.path.parent.iterdir())) == 1


# -- what it takes to serve to others


@pytest.mark.parametrize(
    "reach, problem",
    [
        pytest.param(Reach("0.0.0.0"), "without a password", id="no users"),
        pytest.param(Reach("192.0.2.7"), "without a password", id="no users on one address"),
        pytest.param(Reach("::"), "without a password", id="no users, version 6"),
        pytest.param(Reach("desk.example"), "without a password", id="no users, by name"),
        pytest.param(Reach("192.0.2.7", users=Path("here")), "cross the network in plain", id="no TLS"),
        pytest.param(Reach("0.0.0.0", users=Path("here"), behind_tls=True), "name the machine", id="no name"),
        pytest.param(Reach(users=Path("none")), "nobody in", id="an empty file"),
        pytest.param(Reach(certificate=Path("cert")), "certificate and its key", id="half of TLS"),
    ],
)
def test_a_record_does_not_stand_open(reach: Reach, problem: str, known: Users) -> None:
    import dataclasses

    there = {"here": known.path, "none": known.path.parent / "none.json"}
    reach = dataclasses.replace(reach, users=reach.users and there[str(reach.users)])
    with pytest.raises(BadRequest, match=problem):
        reach.door()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_on_this_machine_nothing_is_asked(host: str) -> None:
    assert Reach(host).door().users is None


def test_who_asks_too_much_waits(still: None, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "AT_ONCE", 3)
    codes = [visitor.get("/sign-in").status_code for _ in range(5)]
    assert codes == [200] * 3 + [429] * 2
    answer = visitor.get("/sign-in")
    assert int(answer.headers["retry-after"]) >= 1 and "wait" in answer.text


def test_signing_out_twice_and_where_nobody_signs_in(visitor: Visitor, client: TestClient) -> None:
    assert visitor.post("/sign-out").status_code == 401 or visitor.post("/sign-out").status_code == 303
    assert visitor.sign_in("read") == 303
    visitor.cookies.clear()
    assert client.get("/sign-in").status_code == 404


def test_tokens_and_people_that_are_not_there(known: Users) -> None:
    known.new_token("read")
    with pytest.raises(BadRequest, match="there is no token"):
        known.drop_token("nothing")
    with pytest.raises(BadRequest, match="there is nobody called"):
        known.known("nobody")
