"""PostgreSQL's errors in our words. Neither passwords nor the values of a statement are repeated."""

from typing import Any

from dateline.store.address import Server

# By SQLSTATE, or the beginning of one. Source: PostgreSQL 15, appendix A.
BY_STATE = (
    ("28", "{at} refuses {user}", "check the name and the password; PGPASSWORD or ~/.pgpass may hold it"),
    ("3D000", "the server of {at} has no such database", "make it with `createdb`, or name another with --record"),
    ("55P03", "{at} is being written by another process", "wait for it to finish, or use another --record"),
    ("40P01", "{at} is being written by another process", "run it again"),
    ("25006", "{at} cannot be written here ({text})", "the past and copies that follow a server are only read"),
    ("42501", "{user} may not do that in {at} ({text})", "ask the database's owner for the right, or look only"),
    ("53100", "the disk of {at} is full; it holds every report up to the last whole one", "free space and run again"),
    ("53300", "the server of {at} has no connection left", "wait, or raise its max_connections"),
    ("57P", "the server of {at} went away ({text})", "what was saved is whole; run it again when the server is back"),
    ("57014", "{at} stopped the statement ({text})", "ask for less, or raise statement_timeout"),
)


def told(problem: BaseException, server: Server) -> tuple[str, str]:
    """What is wrong and what to do."""
    told = getattr(getattr(problem, "orig", None), "args", ()) or problem.args
    first: Any = told[0] if told else ""
    user = server.user
    if not isinstance(first, dict):
        if "password" in str(first) and "authentication" in str(first):
            return f"{server} asks {user} for a password", "give it with PGPASSWORD or in ~/.pgpass"
        return f"the server of {server} is gone", "what was saved is whole; run it again when the server is back"
    state, text = first.get("C", ""), str(first.get("M", ""))
    for begins, what, do in BY_STATE:
        if state.startswith(begins):
            return what.format(at=server, user=user, text=text), do
    return f"{server}: {text}", "run `dateline check`, and keep a copy of the database"
