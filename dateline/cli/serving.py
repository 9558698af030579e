"""`dateline serve`: a record in the browser. `dateline users`: who may see it from elsewhere."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.terminal import as_json_option, print_json, record_path, say

if TYPE_CHECKING:
    from dateline.web.users import Users

USERS = "dateline-users.json"
ROLES = ("read", "review", "admin")
file_option = click.option(
    "--users", "file", type=click.Path(dir_okay=False, path_type=Path), default=USERS, show_default=True,
    envvar="DATELINE_USERS", show_envvar=True, help="The file of names, roles and hashed passwords.",
)  # fmt: skip
pem = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("record", required=False)
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, help="Port to listen on; 0 or none takes a free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; another one needs users.")
@click.option("--name", "names", multiple=True, help="A name by which browsers reach this machine (repeatable).")
@click.option(
    "--users", type=click.Path(dir_okay=False, path_type=Path), envvar="DATELINE_USERS", show_envvar=True,
    help="Who may sign in (`dateline users`); without it nobody has to.",
)  # fmt: skip
@click.option("--tls-cert", type=pem, help="Certificate for TLS (PEM, with its chain).")
@click.option("--tls-key", type=pem, help="Key of the certificate (PEM).")
@click.option("--behind-tls", is_flag=True, help="A proxy on this machine speaks TLS for this server.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser; only print the address.")
@as_json_option
def serve(
    record: str | None, port: int, host: str, names: tuple[str, ...], users: Path | None, tls_cert: Path | None,
    tls_key: Path | None, behind_tls: bool, no_browser: bool, as_json: bool,
) -> None:  # fmt: skip
    """Show a record in the browser: search, reports with everything marked, who says what.

    Listens on this machine only (127.0.0.1) and fetches nothing from anywhere. RECORD is the file; without it the one
    that --record names.
    On another --host it starts only with users and TLS. Stops with Ctrl-C.

    \b
    dateline users add maria --role review
    dateline serve team.db --host 0.0.0.0 --name desk.example.org --users dateline-users.json \\
      --tls-cert cert.pem --tls-key key.pem
    """
    from dateline.web.serve import Reach
    from dateline.web.serve import serve as run

    path = record or record_path()

    def tell(address: str) -> None:
        if as_json:
            print_json({"address": address, "record": str(path)})
        else:
            say(f"{address} shows {path}; stop with Ctrl-C")

    reach = Reach(host, port, names, users, tls_cert, tls_key, behind_tls)
    run(path, reach, browse=not no_browser, tell=tell)


@click.group()
def users() -> None:
    """Who may sign in where a record is served to other machines, and what each may do.

    read looks; review also accepts, corrects and rejects rows; admin also adds reports.
    """


@users.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="read", show_default=True, help="What they may do.")
@click.option("--password-stdin", is_flag=True, help="Take the password from the first line of standard input.")
@file_option
def add(name: str, role: str, password_stdin: bool, file: Path) -> None:
    """Add somebody, or give them another password and role. Asks for the password."""
    from dateline.web.users import Role

    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    _users(file).put(name, Role[role], password)
    say(f"{name} may {role}; {file} holds no password, only its hash")


@users.command()
@click.argument("name")
@file_option
def remove(name: str, file: Path) -> None:
    """Take somebody out. A running server lets them go at once."""
    _users(file).remove(name)
    say(f"{name} is out")


@users.command()
@click.argument("name")
@click.option("--drop", metavar="ID", help="Take back the token of that id instead.")
@file_option
def token(name: str, drop: str | None, file: Path) -> None:
    """Make a token for a program that acts in somebody's name; it is printed once and kept nowhere."""
    if drop:
        _users(file).drop_token(drop)
        say(f"the token {drop} opens nothing any more")
        return
    click.echo(_users(file).new_token(name))
    say("send it as the header `Authorization: Bearer TOKEN`; it is not shown again")


@users.command("list")
@as_json_option
@file_option
def list_(as_json: bool, file: Path) -> None:
    """Everybody who may sign in, with role and ids of tokens."""
    known = _users(file).all().values()
    rows = [{"name": one.name, "role": one.role.name, "tokens": [token.id for token in one.tokens]} for one in known]
    if as_json:
        print_json(rows)
        return
    for one in known:
        click.echo(f"{one.name}  {one.role.name}" + "".join(f"  token {token.id}" for token in one.tokens))
    if not rows:
        say(f"nobody yet; `dateline users add NAME --users {file}` adds the first")


def _users(file: Path) -> "Users":
    from dateline.web.users import Users

    return Users(file)
