"""What the documentation of the library shows is what comes of it."""

import doctest

import pytest

import dateline
import dateline.library
import dateline.library_review


@pytest.mark.parametrize(
    "module", [dateline, dateline.library, dateline.library_review], ids=lambda module: module.__name__
)
def test_examples_are_right(module: object) -> None:
    results = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)  # type: ignore[arg-type]
    assert results.attempted > 0 and results.failed == 0


def test_everything_that_the_library_offers_is_documented() -> None:
    offered = [
        dateline.library.Document,
        dateline.library.Record,
        dateline.library_review.Reviewing,
        dateline.library.Rows,
        dateline.read,
        dateline.open,
    ]
    silent = [
        f"{one.__name__}.{name}"
        for one in offered if isinstance(one, type)
        for name, value in vars(one).items()
        if not name.startswith("_") and callable(value) and not value.__doc__
    ]  # fmt: skip
    assert silent == [] and all(one.__doc__ for one in offered)
