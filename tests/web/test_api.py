"""/api/v1: rows as exports have them, pages by cursor, what changed, and a description that fits."""

from pathlib import Path

import jsonschema
import pytest
from starlette.testclient import TestClient

from dateline.ask.kinds import EXPORTED
from dateline.formats.schema import schema
from dateline.ids import kind_of
from dateline.plain import plain
from dateline.run import now
from dateline.store.record import Record
from tests.web.conftest import client_of


def all_rows(client: TestClient, address: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for _ in range(100):
        page = client.get(address).json()
        rows += page["rows"]
        if page["next"] is None:
            return rows
        address = page["next"]
    raise AssertionError("pages without end")


@pytest.mark.parametrize("kind", EXPORTED)
def test_every_kind_comes_in_pages_that_leave_nothing_out(client: TestClient, record_path: Path, kind: str) -> None:
    from dateline.ask.kinds import rows_of

    paged = all_rows(client, f"/api/v1/{kind}?limit=60")
    with Record(record_path) as record:
        expected = {row.id: plain(row) for row in rows_of(record, kind)}
    assert len(paged) == len(expected) and {str(row["id"]) for row in paged} == set(expected)
    for row in paged[:3]:
        jsonschema.validate(row, schema(kind))
    if kind not in ("actors", "reports"):
        assert all(row == expected[str(row["id"])] for row in paged)


def test_the_parameters_are_those_of_the_query(client: TestClient) -> None:
    by_fields = client.get("/api/v1/claims?said_by=Cavusoglu&stance=asserts&limit=5").json()
    in_words = client.get("/api/v1/claims?q=said-by:Cavusoglu+stance:asserts&limit=5").json()
    assert by_fields["rows"] == in_words["rows"] != []
    assert by_fields["query"] == "said-by:Cavusoglu stance:asserts"


@pytest.mark.parametrize(
    "address, status, says",
    [
        pytest.param("/api/v1/claims?sayd_by=X", 400, "no parameter 'sayd_by'", id="unknown parameter"),
        pytest.param("/api/v1/claims?stance=maybe", 400, "none of", id="unknown value"),
        pytest.param("/api/v1/claims?limit=0", 400, "no number", id="no rows"),
        pytest.param("/api/v1/claims?limit=1001", 400, "no number", id="too many rows"),
        pytest.param("/api/v1/claims?cursor=x", 400, "none that this server made", id="no cursor"),
        pytest.param("/api/v1/claims?cursor=WzEsMSwxLDFd", 400, "none that this server made", id="a made up cursor"),
        pytest.param("/api/v1/times?q=a", 400, "cannot be searched" , id="a kind that is not searched"),
        pytest.param("/api/v1/times?report=nobody", 404, "no report", id="unknown report"),
        pytest.param("/api/v1/rumours", 404, "no such page", id="unknown kind"),
        pytest.param("/api/v1/rows/clm-nothere", 404, "there is no clm-nothere", id="unknown row"),
        pytest.param("/api/v1/rows/what", 404, "no id", id="no id"),
        pytest.param("/api/v1/changes?since=x", 400, "no number", id="no entry"),
    ],
)  # fmt: skip
def test_problems_are_details(client: TestClient, address: str, status: int, says: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    told = answer.json()
    assert told["status"] == status and says in told["detail"] and told["do"]


def test_a_cursor_belongs_to_its_question_and_its_record(writable: Path) -> None:
    client = client_of(writable)
    further = client.get("/api/v1/claims?limit=3").json()["next"]
    mixed = client.get(further.replace("claims", "events"))
    assert mixed.status_code == 400 and "another question" in mixed.json()["detail"]
    with Record(writable) as record:
        record.set_aside("a.txt", "it is empty", "fill it", sha256=None, raw=None, at=now())
    late = client.get(further)
    assert late.status_code == 410 and "begin without it" in late.json()["do"]


def test_what_changed_is_told_with_deletions(writable: Path) -> None:
    client = client_of(writable)
    before = client.get("/api/v1/changes").json()
    while before["more"]:
        before = client.get(f"/api/v1/changes?since={before['until']}").json()
    report = client.get("/api/v1/reports?limit=1").json()["rows"][0]["id"]
    with Record(writable) as record:
        record.delete(report, reason="asked for", who="me", at=now())
    after = client.get(f"/api/v1/changes?since={before['until']}").json()
    deleted = [row for change in after["changes"] for row in change["rows"] if row["fate"] == "deleted"]
    assert deleted == [{"kind": "reports", "id": report, "fate": "deleted"}]
    gone = client.get(f"/reports/{report}")
    assert gone.status_code == 404 and "deleted on request" in gone.text


def test_rows_that_appeared_are_told(client: TestClient) -> None:
    changes = client.get("/api/v1/changes").json()["changes"]
    read = [change for change in changes if change["what"] == "read"]
    assert read and all(kind_of(row["id"]) == row["kind"] for change in read for row in change["rows"])
    assert any(row["kind"] == "claims" and row["fate"] == "appeared" for change in read for row in change["rows"])


def test_the_description_names_every_kind(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {f"/api/v1/{kind}" for kind in EXPORTED} <= set(described["paths"])
    claims = described["paths"]["/api/v1/claims"]["get"]
    assert {"q", "said_by", "asof", "limit", "cursor"} <= {one["name"] for one in claims["parameters"]}
    assert "application/problem+json" in claims["responses"]["400"]["content"]


def test_nothing_changed_is_said_in_short(client: TestClient) -> None:
    tag = client.get("/api/v1/claims").headers["etag"]
    assert client.get("/api/v1/claims", headers={"if-none-match": tag}).status_code == 304
