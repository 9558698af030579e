"""What a process reads once, read before anybody waits for it: lexicons, templates, the columns of the index.

Every screen is asked once, with an example from the record, as a browser would: so nobody has to keep a list of what
pages need.
"""

import time
from collections.abc import Iterator
from contextlib import suppress

from dateline.ask.everybody import Asked as Who
from dateline.ask.everybody import everybody
from dateline.ask.places import places
from dateline.ask.stories import some_stories
from dateline.ask.view import View
from dateline.errors import DatelineError
from dateline.store.record import Record
from dateline.web.answers import page
from dateline.web.params import Params
from dateline.web.screens import Screen
from dateline.web.site import Site

REST = 0.02  # seconds between two pages, for whoever asks meanwhile


def warm(site: Site) -> None:
    """Asks the screens in their order, until all were asked or the server is told to stop; whoever waits for an answer
    comes first. What cannot be asked will be told to whoever asks for it."""
    for screen in site.screens:
        while site.once.busy and not site.stopping.is_set():
            time.sleep(REST)
        if site.stopping.is_set():
            return
        with suppress(DatelineError), site.open() as record:
            _ask(site, screen, record)
        time.sleep(REST)


def _ask(site: Site, screen: Screen, record: Record) -> None:
    for params in _examples(screen, record):
        page(site, screen, params, screen.data(record, params))


def _examples(screen: Screen, record: Record) -> Iterator[Params]:
    """An address of the screen, where the record has something to show there."""
    name = screen.path.partition("{")[2].partition("}")[0]
    if not name:
        yield Params(screen.path)
    for value in _values(name, record):
        yield Params(screen.path.replace(f"{{{name}}}", value), {name: value})


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
