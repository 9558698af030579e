"""The server: the tools with their words for the assistant, over standard input and output. Never writes a record."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from dateline.assistants import answers
from dateline.assistants.quoting import NOTICE, Fence
from dateline.errors import DatelineError
from dateline.store.record import Record
from dateline.store.veil import veiled
from dateline.version import rules

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

NOW = "9999"  # the record as it is at each call, and not written
INSTRUCTIONS = (
    "A record of news reports on armed conflict and diplomacy: who did or said what to whom, where and when, and "
    "according to whom. A machine coded it and nobody checked it: cite rows by id, with the sentence and its report; "
    'say who claims a thing; keep "claimed", "planned" and "denied" apart from what happened. null is "not told". '
    "Dates are EDTF. Begin with `find` or `stories`; `why` gives the sentence behind any id. An answer with a cursor "
    f"goes on: pass it with the same arguments. {NOTICE}"
)

Rows = Annotated[int, Field(description="rows of the answer", ge=1, le=50)]
Cursor = Annotated[str | None, Field(description="the cursor of the last answer, for the rows after it")]
Day = Annotated[str | None, Field(description="only reports published up to that day: 2016-12-14, 2016-12, 2016")]
Name = Annotated[str | None, Field(description="part of a name, or a code: TUR, TUR:GOV")]
Id = Annotated[str, Field(description="an id: clm-…, evt-…, inc-…, dsp-…, sty-…, rep-…")]
Asking = Annotated[
    str,
    Field(
        description='words, "a phrase", -unwanted, actor: said-by: via: about: place: near:Aleppo,50km type: status: '
        "outlet: before: after: asof: story: report:"
    ),
]


def serve(path: Path | str) -> None:
    """Answer over standard input and output until it closes. Raises DatelineError when the package mcp is not there."""
    server(path).run("stdio")


def server(path: Path | str) -> "MCPServer":
    """The server for a record. Raises DatelineError when the package mcp is not there, BadRecord for no record."""
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.types import ToolAnnotations
    except ImportError as problem:
        raise DatelineError(
            f"the package `mcp` (2.0 or newer) is missing ({problem})", "pip install 'dateline[assistants]'"
        ) from problem
    Record(path, read_by=NOW).close()  # no record: say so now
    made: MCPServer = MCPServer("dateline", version=rules(), instructions=INSTRUCTIONS, log_level="WARNING")
    harmless = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in _tools(path):
        made.add_tool(tool, annotations=harmless, structured_output=False)
    return made


def _answered(path: Path | str, tool: Callable[[Record, Any], dict[str, Any]], asked: dict[str, Any]) -> Any:
    """The answer as text and as data. What goes wrong is told in the same way: messages quote reports too."""
    from mcp.types import CallToolResult, TextContent

    try:
        with Record(path, read_by=NOW) as record:
            found, wrong = tool(veiled(record), asked), False
    except DatelineError as problem:
        found, wrong = {"notice": NOTICE, "error": Fence().quote(problem.what), "do": Fence().quote(problem.do)}, True
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return CallToolResult(content=[TextContent(text=text)], structured_content=found, is_error=wrong)


def _tools(path: Path | str) -> tuple[Callable[..., Any], ...]:
    """The tools. Their docstrings and parameters are what the assistant is told of them."""

    def find(
        query: Asking,
        kind: Literal["claims", "events", "reports", "actors"] | None = None, limit: Rows = 10, cursor: Cursor = None,
    ) -> Any:  # fmt: skip
        """Find claims, events, reports and actors. Every term of the query must hold."""
        return _answered(path, answers.find, {"query": query, "kind": kind, "limit": limit, "cursor": cursor})

    def claims(
        said_by: Name = None, via: Name = None, about: str | None = None, as_of: Day = None,
        query: str | None = None, limit: Rows = 10, cursor: Cursor = None,
    ) -> Any:  # fmt: skip
        """Who said what: statements with their speaker, who passed them on, and the sentence."""
        asked = {"said_by": said_by, "via": via, "about": about, "as_of": as_of, "query": query}
        return _answered(path, answers.claims, {**asked, "limit": limit, "cursor": cursor})

    def incidents(
        type: str | None = None, actor: Name = None, place: Name = None, story: str | None = None, as_of: Day = None,
        limit: Rows = 10, cursor: Cursor = None,
    ) -> Any:  # fmt: skip
        """What happened, by day: one row for all tellings of one event, with how many independent sources tell it."""
        asked = {"type": type, "actor": actor, "place": place, "story": story, "as_of": as_of}
        return _answered(path, answers.incidents, {**asked, "limit": limit, "cursor": cursor})

    def disputes(as_of: Day = None, limit: Rows = 10, cursor: Cursor = None) -> Any:
        """Statements on one question that cannot all hold, each with its claimant."""
        return _answered(path, answers.disputes, {"as_of": as_of, "limit": limit, "cursor": cursor})

    def stories(as_of: Day = None, limit: Rows = 10, cursor: Cursor = None) -> Any:
        """The stories: reports of one unfolding matter, those with most reports first."""
        return _answered(path, answers.stories, {"as_of": as_of, "limit": limit, "cursor": cursor})

    def story(id: Id, as_of: Day = None, limit: Rows = 10, cursor: Cursor = None) -> Any:
        """The course of one story: its incidents by day, with tellings, sources and disputes."""
        return _answered(path, answers.story, {"id": id, "as_of": as_of, "limit": limit, "cursor": cursor})

    def dossier(
        kind: Literal["ceasefires", "control", "displacement", "talks", "casualties"], place: Name = None,
        actor: Name = None, as_of: Day = None, limit: Rows = 10, cursor: Cursor = None,
    ) -> Any:  # fmt: skip
        """Is the truce in force, who holds what, how many got out, who talks next, how many were hurt; with sources."""
        asked = {"kind": kind, "place": place, "actor": actor, "as_of": as_of}
        return _answered(path, answers.dossiers, {**asked, "limit": limit, "cursor": cursor})

    def why(id: Id, as_of: Day = None, cursor: Cursor = None) -> Any:
        """The reasons for one row: its sentence, the words that decided, the rule, and who passed it on."""
        return _answered(path, answers.why, {"id": id, "as_of": as_of, "cursor": cursor})

    def report(id: Id, as_of: Day = None, cursor: Cursor = None) -> Any:
        """The text of one report, a stretch at a time; also by file name or URL."""
        return _answered(path, answers.report, {"id": id, "as_of": as_of, "cursor": cursor})

    return find, claims, incidents, disputes, stories, story, dossier, why, report
