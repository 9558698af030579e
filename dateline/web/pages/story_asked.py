"""A screen of one story only: story= in the address."""

from collections.abc import Iterator
from contextlib import contextmanager

from dateline.errors import BadRequest
from dateline.web.params import BadParameter, NotThere, Params


@contextmanager
def no_such_story(params: Params) -> Iterator[None]:
    """What is asked inside of a story that does not exist is a page that does not exist."""
    try:
        yield
    except BadParameter:
        raise
    except BadRequest as problem:
        if params.one("story"):
            raise NotThere(problem.what, "look for it in the list of stories") from problem
        raise
