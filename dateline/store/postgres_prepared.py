"""A connection to PostgreSQL on which a statement is parsed once: asked again, it takes one turn instead of three.

pg8000 parses, describes and runs each statement anew and waits three times, and goes through its letters for parameters
each time. The server plans for the values at hand, as it would without (plan_cache_mode).
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pg8000 import dbapi
from pg8000.converters import make_params

KEPT = 300  # statements; searches are put together in very many ways
PLANNED = {"plan_cache_mode": "force_custom_plan"}  # options of the connection


@lru_cache(maxsize=2_000)
def _numbered(query: str) -> str:
    """A statement with $1 for its first %s, and so on."""
    statement: str = dbapi.convert_paramstyle("format", query, ())[0]
    return statement


class PreparedCursor(dbapi.Cursor):  # type: ignore[misc]
    def execute(self, operation: str, args: Sequence[Any] = (), stream: Any = None) -> None:
        if self._c is None or stream is not None or not args or not self._c.autocommit:
            super().execute(operation, args, stream)
            return
        self._context = self._c.prepared(_numbered(operation), args)
        self._row_iter = None if self._context.rows is None else iter(self._context.rows)


class PreparedConnection(dbapi.Connection):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any):
        self._known: OrderedDict[str, tuple[Any, ...]] = OrderedDict()  # statement -> what the driver knows of it
        super().__init__(*args, **options)

    def cursor(self) -> PreparedCursor:
        return PreparedCursor(self)

    def prepared(self, statement: str, values: Sequence[Any]) -> Any:
        """Runs a statement, prepared before or now."""
        if self._sock is None:
            raise dbapi.InterfaceError("connection is closed")
        if statement.startswith("DECLARE"):  # the name of a cursor is in it: no other is like it
            return self.execute_unnamed(statement, vals=values)
        known = self._known.get(statement)
        if known is None:
            known = self._known[statement] = self.prepare_statement(statement, ())
            if len(self._known) > KEPT:
                _, (oldest, *_) = self._known.popitem(last=False)
                self.close_prepared_statement(oldest)
        else:
            self._known.move_to_end(statement)
        name, described, readers = known
        return self.execute_named(name, make_params(self.py_types, values), described, readers, statement)

    def forget_statements(self) -> None:
        """After tables were changed: what is prepared for the old ones can be wrong."""
        for name, *_ in self._known.values():
            self.close_prepared_statement(name)
        self._known.clear()
