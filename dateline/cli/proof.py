"""Backups that were looked through, and proof that a record is what it was."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.terminal import (
    ERROR,
    RecordName,
    as_json_option,
    leave,
    open_record,
    print_json,
    record_path,
    say,
)

if TYPE_CHECKING:
    from dateline.store.backup import Saved

KEY = "signing.key"
file_type = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("target", metavar="FILE", type=RecordName(dir_okay=False))
@as_json_option
def backup(target: Path | str, as_json: bool) -> None:
    """Save the record into a new file, while others may be writing it, and look through what was saved.

    \b
    dateline backup backups/2026-01-31.db

    The file is a record itself, of one moment: `--record FILE` opens it. A record on a server is copied row by row,
    which takes as long as `dateline copy`. A backup keeps whom you delete later: delete there too.
    """
    from dateline.store.backup import backup as save

    _tell(save(record_path(), target), "saved", as_json)


@click.command()
@click.argument("saved", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "target", metavar="RECORD", type=RecordName(dir_okay=False), help="Where; else --record.")
@click.option("--force", is_flag=True, help="Where a record is: what it holds is lost.")
@as_json_option
def restore(saved: Path, target: Path | str | None, force: bool, as_json: bool) -> None:
    """Put a backup in the place of the record, after looking through it.

    \b
    dateline --record dateline.db restore backups/2026-01-31.db

    Nothing is touched when the backup is damaged, when a record is there already (unless --force), or in use. Into a
    database on a server every row is copied; it must be empty.
    """
    from dateline.store.backup import restore as put

    _tell(put(saved, target or record_path(), force=force), "restored", as_json)


def _tell(done: "Saved", what: str, as_json: bool) -> None:
    if as_json:
        print_json(asdict(done))
        return
    click.echo(
        f"{what} and verified ({done.how}): {done.reports:,} reports, {done.entries:,} entries of the log,"
        f" the last one {(done.head or 'none')[:16]} · record {done.place}"
    )


def _usual_key() -> Path:
    return Path(click.get_app_dir("dateline", force_posix=False)) / KEY


@click.command()
@click.option("-o", "--output", type=file_type, help=f"Where the secret part goes; else {KEY} in your own settings.")
@as_json_option
def key(output: Path | None, as_json: bool) -> None:
    """Make a key to sign manifests with: a secret part, for you alone, and a public one, for everybody.

    The secret part is kept outside of any record, in a file that only you can read. Give the other file, .pub, to those
    who are to verify, in a way by which they know that it is yours. A key is never written over.
    """
    from dateline.ask.proof import new_key

    secret = output or _usual_key()
    public = new_key(secret)
    if as_json:
        print_json({"secret": str(secret), "public": str(public)})
    else:
        click.echo(f"secret part: {secret} (keep it to yourself)\npublic part: {public} (for those who verify)")


@click.command()
@click.option("--key", "secret", type=file_type, help="The secret part of your key; else the usual one.")
@click.option("-o", "--output", type=file_type, help="File to write; else standard output.")
@as_json_option
def manifest(secret: Path | None, output: Path | None, as_json: bool) -> None:
    """Write a signed list of what the record holds: hashes of each report with its rows, and the end of the log.

    \b
    dateline key
    dateline manifest -o dateline.manifest.json
    dateline verify dateline.manifest.json --key signing.key.pub       (on another machine, with a copy of the record)

    JSON. It holds no text and no name. A record whose log is not as it was written is not signed.
    """
    import json

    from dateline.ask.proof import manifest as made
    from dateline.ask.proof import sign
    from dateline.formats.files import whole_file
    from dateline.run import now

    with open_record() as record:
        signed = sign(made(record, at=now()), secret or _usual_key())
    text = json.dumps(signed, ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    with whole_file(output) as out:
        out.write(text.encode())
    if as_json:
        print_json({"to": str(output), "reports": len(signed["reports"]), "log": signed["log"]})
    say(f"signed {len(signed['reports']):,} reports and {signed['log']['entries']:,} entries → {output}")


@click.command()
@click.argument("signed", metavar="MANIFEST", type=file_type)
@click.option("--key", "public", type=file_type, required=True, help="The public part of the signer's key.")
@as_json_option
def verify(signed: Path, public: Path, as_json: bool) -> None:
    """Hold the record against a signed manifest: is each report, each row and the log what was signed?

    Exit code 1 when something is not. What was added since is told and is no fault, as long as the log says so. Nothing
    but the public part of the key is needed, and nothing of the manifest counts unless it was signed with that key.
    """
    from dateline.ask.proof import read_manifest
    from dateline.ask.proof import verify as verdict_of

    made = read_manifest(signed)
    with open_record() as record:
        found = verdict_of(record, made, public)
    if as_json:
        print_json(asdict(found))
    else:
        for problem in found.problems:
            click.echo(problem)
        for note in found.notes:
            say(note)
        n = len(found.problems)
        verdict = f"{n} problem{'s' if n > 1 else ''}" if n else "as signed"
        if found.notes and not n:
            verdict += ", but for what the log tells since"
        click.echo(
            f"{verdict}: {found.reports:,} reports, log up to entry {found.entries:,}, signed {made.get('made_at')}"
            f" · record {record_path()}"
        )
    if found.problems:
        leave(ERROR)
