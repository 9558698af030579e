"""Where a record is: the path of an SQLite file or of a lake's folder, or a PostgreSQL database."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from dateline.errors import BadRequest

PORT = 5432
LAKE = "_record.db"  # the record in a lake's folder
_SERVER = re.compile(r"(postgres|postgresql)(\+\w+)?:/", re.IGNORECASE)


class Server(str):
    """A database of a PostgreSQL server. As a text it is its address without the password: to be printed."""

    __slots__ = ("database", "host", "options", "password", "port", "user")
    user: str
    password: str | None
    host: str
    port: int
    database: str
    options: Mapping[str, str]

    def __new__(
        cls, user: str, password: str | None, host: str, port: int, database: str, options: Mapping[str, str]
    ) -> "Server":
        at = host if port == PORT else f"{host}:{port}"
        schema = f"?options={options['options']}" if options.get("options") else ""
        made = super().__new__(cls, f"postgresql://{user}@{at}/{database}{schema}")
        made.user, made.password, made.host, made.port = user, password, host, port
        made.database, made.options = database, options
        return made

    def __reduce__(self) -> Any:
        return Server, (self.user, self.password, self.host, self.port, self.database, self.options)


Address = Path | Server


def address(name: str | Path) -> Address:
    """What `--record` and `dateline.open` were given. Raises BadRequest for an address that cannot be one."""
    if isinstance(name, Server):
        return name
    text = str(name)
    if _SERVER.match(text):
        return _server(text)
    return Path(name) / LAKE if (Path(name) / LAKE).exists() else Path(name)


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
    user = user or os.environ.get("PGUSER") or "postgres"
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Server(user, password, unquote(host or "localhost"), port or PORT, database, options)
