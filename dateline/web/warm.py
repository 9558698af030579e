"""What a process reads once, read before anybody waits for it: lexicons, templates, the columns of the index.

Every screen is asked once, with an example from the record, as a browser would: so nobody has to keep a list of what
pages need. Its answer is kept for whoever asks the same first.
"""

import math
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from fastapi import Request, Response

from dateline.ask.everybody import Asked as Who
from dateline.ask.everybody import everybody
from dateline.ask.places import places
from dateline.ask.stories import some_stories
from dateline.ask.view import View
from dateline.errors import DatelineError
from dateline.store.record import Record
from dateline.web.answers import fresh, page, params_of
from dateline.web.screens import Screen
from dateline.web.site import Site

REST = 0.02  # seconds between two pages, for whoever asks meanwhile


def warm(site: Site, address: str, screens: Iterator[Screen], seconds: float = math.inf) -> None:
    """Asks these screens one after another, until all were asked, the server is told to stop or so many seconds have
    passed; whoever waits for an answer comes first. What cannot be asked will be told to whoever asks for it.

    address: by which browsers reach the server. screens: those that were asked are taken out.
    """
    end = time.monotonic() + seconds
    for screen in screens:
        while site.once.busy and not site.stopping.is_set():
            time.sleep(REST)
        if site.stopping.is_set():
            return
        with suppress(DatelineError), site.open() as record:
            _ask(site, address, screen, record)
        if time.monotonic() > end:
            return
        if seconds == math.inf:
            time.sleep(REST)


def _ask(site: Site, address: str, screen: Screen, record: Record) -> None:
    def made(request: Request) -> Response:
        asked = params_of(request)
        return fresh(site, request, lambda record: page(site, screen, asked, screen.data(record, asked)))

    for path, known in _examples(screen, record):
        made(_request(address, path, known))


def _request(address: str, path: str, known: dict[str, str]) -> Request:
    """As a browser's first one, without what it would be known by."""
    there = urlsplit(address)
    headers = [(b"host", there.netloc.encode())]
    return Request({
        "type": "http", "method": "GET", "scheme": there.scheme, "server": (there.hostname, there.port), "path": path,
        "query_string": b"", "headers": headers, "path_params": known,
    })  # fmt: skip


def _examples(screen: Screen, record: Record) -> Iterator[tuple[str, dict[str, str]]]:
    """An address of the screen and what stands in it, where the record has something to show there."""
    name = screen.path.partition("{")[2].partition("}")[0]
    if not name:
        yield screen.path, {}
    for value in _values(name, record):
        yield screen.path.replace(f"{{{name}}}", value), {name: value}


def _values(name: str, record: Record) -> list[str]:
    """Something in the record that stands for {name} in an address."""
    match name:
        case "report":
            return [hit.report for hit in record.search.hits("reports", (), limit=1)]
        case "story":
            return [story.id for story in some_stories(View(record), 0, 1)]
        case "actor":
            return [one.actor.id for one in everybody(View(record)).ranked(Who())[:1]]
        case "place":
            return [one.place.id for one in places(View(record))[:1]]
    return []
