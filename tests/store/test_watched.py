"""What is watched, and what is done with, as it is kept in each database."""

from dateline.store.record import Record
from dateline.store.watched import Mark, State, Watched
from tests.stores import Place


def test_what_is_kept_is_told_again(place: Place) -> None:
    with Record(place(), create=True) as record:
        store = Watched(record.database)
        assert store.state("http://a.example/") is None and store.marks("x") == {}
        state = State(
            "http://a.example/", '"e"', None, "2026-01-01T00:00:00Z", "2026-01-01T00:15:00Z", 2, "it is “down”"
        )
        store.keep(state)
        store.keep(state)
        assert store.state(state.place) == state
        one = Mark("p", "i1", "u1", None, "s", 0, "2026-01-01T00:00:00Z")
        two = Mark("p", "i2", "u2", "w2", "s", 1, "2026-02-01T00:00:00Z")
        store.mark([one, two])
        assert store.marks("p") == {"i1": one, "i2": two} and store.marks("p", ["i2", "no"]) == {"i2": two}
        assert store.done_elsewhere(url="u1") and not store.done_elsewhere(url="u2", words="w2")
        assert store.done_elsewhere() is False
        store.mark([Mark("p", "i2", "u2", "w2", "t", 0, "2026-02-01T00:00:00Z")])
        assert store.done_elsewhere(words="w2")
        store.forget("p", "2026-01-15T00:00:00Z")
        assert list(store.marks("p")) == ["i2"]
