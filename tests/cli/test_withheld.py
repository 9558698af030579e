"""No command prints a name that is withheld unless it is told to: every command that shows rows, every format."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import dateline
from dateline.ask import review
from dateline.ask.kinds import EXPORTED
from dateline.ask.people import mark
from dateline.cli import main
from dateline.formats.exchange import EXCHANGE

AT = "2026-01-01T10:00:00Z"
TEXT = (
    "TARN, 17 December 2016 – Rebels shelled the harbour of Sefton on Friday, killing at least 12 people, Karim "
    "Haddad, a spokesman for the relief office, said.\n\n“The road is open,” Haddad told Radio Vale.\n\n"
    "The minister of defence, Ilka Dorn, denied that Haddad had been told of the attack. She met Mr Haddad in Tarn.\n"
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with a mark, a correction that names the marked one, and a file name that does."""
    folder = tmp_path_factory.mktemp("withheld")
    (folder / "karim-haddad.txt").write_text(TEXT, encoding="utf-8")
    (folder / "other.txt").write_text(TEXT.replace("12 people", "14 people"), encoding="utf-8")
    with dateline.open(folder / "r.db", create=True) as record:
        record.read([folder / "karim-haddad.txt", folder / "other.txt"], published="2016-12-17")
        record.join()
        whole = record.store
        his, hers = (
            next(claim for claim in whole.rows("claims") if any(party.name == name for party in claim.sources))
            for name in ("Karim Haddad", "Ilka Dorn")
        )
        review.correct(whole, his.id, {"speaker": "Ilka Dorn"}, who="desk", at=AT, reason="Haddad was not asked")
        review.correct(whole, hers.id, {"speaker": "Karim Haddad"}, who="Karim Haddad", at=AT)
        mark(whole, "Karim Haddad", reason="Haddad asked", who=None, at=AT)
    return folder / "r.db"


def command(record: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--record", str(record), *arguments], env={"COLUMNS": "500"})


def ids(record: Path, kind: str) -> list[str]:
    with dateline.open(record) as opened:
        return [row.id for row in opened.rows(kind)]


PRINTING = (
    "show karim-haddad.txt", "show other.txt --json", "find haddad", "find spokesman --json", "find dorn", "claims",
    "claims --json", "events", "events --json", "actors", "actors --json", "places", "times karim-haddad.txt", "status",
    "stories", "incidents", "incidents --json", "disputes", "disputes --json", "links", "links --json", "ceasefires",
    "control", "displacement", "talks", "casualties", "dossier Tarn", "log", "log --json", "people list", "review list",
    "review list --json", "review --next", "review", "review done", "review done --json", "review export",
    "review score", "review score --json", "diff --from 2016 --to 2030", "searches", "check",
)  # fmt: skip


@pytest.mark.parametrize("asked", PRINTING)
def test_no_command_prints_it(record: Path, asked: str) -> None:
    done = command(record, *asked.split())
    assert done.exit_code == 0, done.output
    assert "addad" not in done.output


def test_why_does_not_print_it(record: Path) -> None:
    for kind in ("claims", "events", "mentions", "actors", "quantities", "incidents", "disputes"):
        for row in ids(record, kind)[:6]:
            done = command(record, "why", row)
            assert done.exit_code == 0 and "addad" not in done.output, done.output


def test_they_print_it_when_told_to(record: Path) -> None:
    for asked in ("review list", "review done", "review export", "claims", "find haddad", "log"):
        assert "Haddad" in command(record, *asked.split(), "--show-names").output, asked
    assert "Haddad" in command(record, "review", "--show-names").output


def test_sql_is_refused_until_it_is_told_to(record: Path) -> None:
    refused = command(record, "sql", "SELECT hex(name) FROM mentions")
    assert refused.exit_code != 0 and "--show-names" in refused.output
    assert "Haddad" in command(record, "sql", "--show-names", "SELECT name FROM mentions").output


def test_reviews_are_still_made(record: Path) -> None:
    """What is decided is about the record as it stands."""
    first = json.loads(command(record, "review", "list", "--json").stdout)[0]
    done = command(record, "review", "accept", first["id"], "--as", "desk")
    assert done.exit_code == 0 and "addad" not in done.output, done.output
    assert command(record, "review", "undo", "--as", "desk").exit_code == 0


def test_what_is_exported_as_gold_points_into_the_text_as_it_is_shown(record: Path) -> None:
    lines = [json.loads(line) for line in command(record, "review", "export").stdout.splitlines() if line[:1] == "{"]
    with dateline.open(record) as opened:
        texts = {report.id: report.text for report in opened.reports()}
    assert lines and all(texts[one["report"]][one["start"] : one["end"]] == one["text"] for one in lines)
    parties = [party for one in lines for party in one["fields"]["sources"] if party["start"] is not None]
    assert any(party["name"] == "[name withheld 1]" for party in parties)


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", *EXCHANGE])
def test_no_export_holds_it(record: Path, tmp_path: Path, name: str) -> None:
    for kind in EXPORTED if name not in EXCHANGE else EXCHANGE[name].kinds:
        target = tmp_path / f"{kind}.out"
        done = command(record, "export", kind, "--format", name, "-o", str(target))
        assert done.exit_code == 0, done.output
        assert "addad" not in done.output
        for path in tmp_path.rglob("*"):
            assert path.is_dir() or b"addad" not in path.read_bytes(), path
