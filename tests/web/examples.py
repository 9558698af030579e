"""Addresses of every screen, which the common tests look at. A new screen adds its own here."""

from collections.abc import Callable
from urllib.parse import quote

from starlette.testclient import TestClient

from dateline.web.pages import SCREENS


def first_report(client: TestClient) -> str:
    return str(client.get("/reports.json").json()["reports"][0]["report"])


def _reader(client: TestClient) -> list[str]:
    report = first_report(client)
    claims = client.get(f"/reports/{report}.json").json()["claims"]
    row = [f"/reports/{report}?row={claims[0]['id']}&hide=places"] if claims else []
    return [f"/reports/{report}", *row]


def _story(client: TestClient) -> list[str]:
    found = client.get("/stories.json").json()["stories"]
    return [f"/stories/{found[0]['id']}", f"/stories/{found[0]['id']}?asof=2016-12-10"] if found else []


def _actor(client: TestClient) -> list[str]:
    found = client.get("/actors.json").json()["actors"]
    return [f"/actors/{found[0]['actor']['id']}"] if found else []


def _place(client: TestClient) -> list[str]:
    found = client.get("/places.json").json()["places"]
    return [f"/places/{found[0]['row']}"] if found else []


def _question(client: TestClient) -> list[str]:
    found = client.get("/disputes.json").json()["disputes"]
    return [f"/disputes?id={found[0]['dispute']['id']}&with=1&with=2"] if found else []


def _groups(client: TestClient) -> list[str]:
    """The ids of an incident, a story and an actor that may be several."""
    incidents = client.get("/api/v1/incidents?limit=1").json()["rows"]
    found = client.get("/stories.json").json()["stories"]
    people = [one["actor"] for one in client.get("/actors.json").json()["actors"]]
    return [one["id"] for rows in (incidents, found, people) for one in rows[:1]]


EXAMPLES: dict[str, Callable[[TestClient], list[str]]] = {
    "search": lambda client: [
        "/", "/?q=aleppo&f=stance:asserts&f=-manner:quote", "/?q=aleppo&kind=events", "/?kind=actors",
        f"/?q={quote('xyzzy aleppo')}", "/?kind=reports&after=2016-12-01",
    ],
    "searches": lambda client: ["/searches"],
    "reports": lambda client: ["/reports", "/reports?q=aleppo"],
    "report": _reader,
    "versions": lambda client: [],  # no sample was changed by its publisher: tests/ask/test_versions.py has its own
    "stories": lambda client: ["/stories", "/stories?asof=2016-12-10"],
    "story": _story,
    "dossiers": lambda client: [
        "/dossiers", "/dossiers?kind=displacement&place=Aleppo&asof=2016-12-16", "/dossiers?kind=talks",
    ],
    "brief": lambda client: ["/dossiers/brief?place=Aleppo&asof=2016-12-16", "/dossiers/brief"],
    "network": lambda client: [
        "/dossiers/actors", "/dossiers/actors?place=Aleppo&asof=2016-12-14", "/dossiers/actors?actor=xyzzy",
    ],
    "timeline": lambda client: [
        "/timeline", "/timeline?by=place&asof=2016-12-10", "/timeline?whole=1&by=type", "/timeline?actor=xyzzy",
    ],
    "map": lambda client: ["/map", "/map?type=ASSAULT&asof=2016-12-10&after=2016-11-01", "/map?place=xyzzy"],
    "map-days": lambda client: [
        "/map/days?a=2016-12-10&b=2016-12-16", "/map/days?place=Aleppo", "/map/days?a=2001&b=2002",
    ],
    "actors": lambda client: ["/actors", "/actors?kind=person&words=a", "/actors?words=xyzzy"],
    "actor": _actor,
    "places": lambda client: ["/places", "/places?country=SYR", "/places?words=xyzzy"],
    "place": _place,
    "review": lambda client: ["/review", *(f"/review?of={one}" for one in _groups(client))],
    "disputes": lambda client: [
        "/disputes", "/disputes?relation=contradicts&words=people", "/disputes?words=xyzzy", *_question(client),
    ],
}  # fmt: skip
OTHERS = ["/add"]  # pages that are no screens of a record


def addresses(client: TestClient) -> list[tuple[str, str]]:
    """(screen, address) of every example."""
    return [
        (screen.name, address)
        for screen in SCREENS
        if screen.name in EXAMPLES
        for address in EXAMPLES[screen.name](client)
    ]
