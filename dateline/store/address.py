"""Where a record is: the path of an SQLite file, or a PostgreSQL database."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from dateline.errors import BadRequest

PORT = 5432
_SERVER = re.compile(r"(postgres|postgresql)(\+\w+)?:/", re.IGNORECASE)


@dataclass(frozen=True)
class Server:
    """A database of a PostgreSQL server. Printed without its password and options."""

    user: str | None
    password: str | None = field(repr=False)
    host: str
    port: int
    database: str
    options: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        port = "" if self.port == PORT else f":{self.port}"
        return f"postgresql://{f'{self.user}@' if self.user else ''}{self.host}{port}/{self.database}"


Address = Path | Server


def address(name: "str | Path | Server") -> Address:
    """What `--record` and `dateline.open` were given. Raises BadRequest for an address that cannot be one."""
    if isinstance(name, Server):
        return name
    text = str(name)
    return _server(text) if _SERVER.match(text) else Path(name)


def _server(text: str) -> Server:
    """Takes apart postgresql://user:password@host:port/database?option=value. No message repeats the password."""
    form = "write postgresql://user@host/database, with %40 for an @ in a name or password"
    try:
        parts = urlsplit(_SERVER.sub("postgresql:/", text, count=1))
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadRequest("that is no address of a PostgreSQL database", form) from None
    database = unquote(parts.path.removeprefix("/"))
    if not parts.netloc or not database or "/" in database:
        raise BadRequest("the address of a PostgreSQL database names its host and one database", form)
    user, password = (None if part is None else unquote(part) for part in (parts.username, parts.password))
    options = tuple(parse_qsl(parts.query, keep_blank_values=True))
    return Server(user or None, password, unquote(host or "localhost"), port or PORT, database, options)
