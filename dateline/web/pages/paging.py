"""One page of a list."""

from dataclasses import dataclass

from dateline.web.params import BadParameter, Params


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of a list are on this page: first up to, not including, last."""

    count: int
    page: int
    pages: int
    first: int
    last: int


def page_of(params: Params, count: int, size: int) -> Page:
    """The page that page= asks for. Raises BadParameter when there is none so far."""
    pages = max(1, -(-count // size))
    page = params.number("page", 1, 1, 1_000_000)
    if page > pages:
        raise BadParameter(f"page={page} is behind the last one", f"there are {pages}")
    return Page(count, page, pages, (page - 1) * size, page * size)
