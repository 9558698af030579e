"""`dateline mcp`: the record for assistants."""

import sys

import click

from dateline.cli.terminal import joined_record, record_path, say


@click.command()
def mcp() -> None:
    """Serve the record to an assistant: read-only, by the Model Context Protocol over standard input and output.

    An assistant's program starts this command itself; give it as a server:

    \b
    {"mcpServers": {"dateline": {"command": "dateline", "args": ["--record", "/PATH/dateline.db", "mcp"]}}}

    Tools: find, claims, incidents, disputes, stories, story, dossier, why, report. Answers carry ids and sentences, are
    bounded and go on with a cursor; words of reports are fenced as quoted matter. Needs `pip install
    'dateline[assistants]'`.
    """
    from dateline.assistants.server import serve

    joined_record().close()
    if sys.stdin.isatty():
        say("waiting for an assistant on standard input; see `dateline mcp --help`, and Ctrl-C to stop")
    serve(record_path())
