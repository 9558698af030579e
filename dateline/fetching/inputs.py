"""What an address gave as inputs of reading, in the same words as files: raw reports, or what is set aside and why."""

from collections.abc import Iterator

from dateline.fetching.fetcher import Fetched, Fetcher
from dateline.fetching.problems import NotFetched
from dateline.intake.feeds import is_feed
from dateline.intake.raw import Raw, SetAside, Stated, set_aside
from dateline.intake.sources import fetched


def inputs(fetcher: Fetcher, url: str) -> Iterator[Raw | SetAside]:
    """The reports behind a URL. What cannot be fetched is set aside with its reason; nothing is raised."""
    try:
        found = fetcher.get(url)
    except NotFetched as problem:
        yield set_aside(url, problem.what, problem.do)
        return
    yield from of_answer(url, found)


def of_answer(
    url: str, found: Fetched, published: str | None = None, outlet: str | None = None
) -> Iterator[Raw | SetAside]:
    """The reports in what `url` gave. published, outlet: what whoever named the URL says of it."""
    if found.data is None:
        yield set_aside(url, "its host sent nothing", "try again later")
    elif is_feed(found.data):
        yield set_aside(url, "it is a feed, no report", f"read what it names: dateline watch --once {url}")
    else:
        stated = Stated(published=published, outlet=outlet, url=found.url, charset=found.charset)
        yield from fetched(url, found.data, found.kind, stated)
