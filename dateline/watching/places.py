"""What is to be watched, from what a person names: feeds, lists of feeds, folders, standard input."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import BadInput, BadRequest
from dateline.fetching.addresses import target
from dateline.fetching.problems import NotFetched
from dateline.intake.feeds import opml
from dateline.intake.raw import MAX_FILE_BYTES


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """A feed. outlet: the name that the person's list of feeds gives it."""

    url: str
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """All of them, each once, in their order. lines: standard input too."""

    feeds: tuple[FeedPlace, ...]
    folders: tuple[Path, ...]
    lines: bool
    problems: tuple[str, ...] = ()  # entries of lists that cannot be watched, and why


def places(arguments: Iterable[str]) -> Places:
    """Raises BadRequest for what cannot be watched."""
    feeds: dict[str, FeedPlace] = {}
    problems: list[str] = []
    folders: dict[Path, None] = {}
    lines = False
    for argument in arguments:
        if argument == "-":
            lines = True
        elif re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", argument):
            _add(feeds, FeedPlace(argument))
        elif (path := Path(argument)).is_dir():
            folders[path.resolve()] = None
        else:
            for place in _listed(path):
                try:
                    _add(feeds, place)
                except BadRequest as problem:
                    problems.append(str(problem))
    return Places(tuple(feeds.values()), tuple(folders), lines, tuple(problems))


def _add(feeds: dict[str, FeedPlace], place: FeedPlace) -> None:
    try:
        feeds.setdefault(target(place.url).url, place)
    except NotFetched as problem:
        raise BadRequest(f"{place.url[:200]} cannot be watched: {problem.what}", problem.do) from problem


def _listed(path: Path) -> list[FeedPlace]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as problem:
        what = f"{str(path)[:200]} cannot be read: {getattr(problem, 'strerror', None) or problem}"
        raise BadRequest(what, "name a feed's URL, an OPML file, a folder, or - for standard input") from problem
    if len(data) > MAX_FILE_BYTES:
        raise BadRequest(f"{path} is larger than {MAX_FILE_BYTES // 1_000_000} MB", "that is no list of feeds")
    try:
        return [FeedPlace(one.url, one.title) for one in opml(data)]
    except BadInput as problem:
        do = f"{problem.do}; a report in a file is for `dateline read {path}`"
        raise BadRequest(f"{path} cannot be watched: {problem.what}", do) from problem
