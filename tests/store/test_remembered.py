"""What is remembered stays within bounds, and what was asked for last stays longest."""

from dateline.store.remembered import forget, missing


def test_a_quarter_goes_that_came_first() -> None:
    kept = dict.fromkeys("abcde", 1)
    forget(kept, 5)
    assert "".join(kept) == "abcde"
    forget(kept, 4)
    assert "".join(kept) == "cde"


def test_what_is_asked_for_stays() -> None:
    kept = dict.fromkeys("abcde", None)
    assert missing(kept, "xay") == ["x", "y"], "nothing is kept of these; of a it is kept that there is nothing"
    forget(kept, 4)
    assert "".join(kept) == "dea"
