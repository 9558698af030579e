"""The password of a database that does not stand in its address: from PGPASSWORD, or the password file of libpq."""

import os
import re
from pathlib import Path

from dateline.store.address import Server

_FIELD = re.compile(r"((?:[^:\\\n]|\\.)*)(?::|$)")


def password_of(server: Server) -> str | None:
    if server.password is not None:
        return server.password
    return os.environ.get("PGPASSWORD") or _filed(server)


def _filed(server: Server) -> str | None:
    """From ~/.pgpass or PGPASSFILE: lines host:port:database:user:password, * for any, \\: for a colon."""
    path = Path(os.environ.get("PGPASSFILE") or Path.home() / ".pgpass")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    asked = (server.host, str(server.port), server.database, server.user)
    for line in lines:
        fields = [re.sub(r"\\(.)", r"\1", field) for field in _FIELD.findall(line)]
        if len(fields) >= 5 and all(a in ("*", b) for a, b in zip(fields, asked, strict=False)):
            return fields[4]
    return None
