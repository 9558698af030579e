"""What is remembered stays within bounds, and what came last stays longest."""

from dateline.store.remembered import forget


def test_the_older_half_goes() -> None:
    kept = dict.fromkeys("abcde", 1)
    forget(kept, 5)
    assert "".join(kept) == "abcde"
    forget(kept, 4)
    assert "".join(kept) == "cde"
